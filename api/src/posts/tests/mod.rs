//! The room through HTTP, on both databases.

#![expect(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test may panic")]

mod calendar;
mod claims;
mod crowd;
mod histories;
mod posts;
mod presence;
mod waiting;

use crate::schema::{check_ins, claims as c, service_logs as l, shifts as s};
use crate::testing::{Actor, TestApp};
use contract::check_ins::{CheckInState, CheckInSubject};
use contract::posts::ClaimState;
use contract::records::LogSource;
use contract::{ClaimId, PersonId, RowId, ServiceLogId, ShiftId};
use diesel::prelude::*;
use serde_json::{Value, json};
use std::collections::{HashMap, HashSet};

/// The word of an admission that is in force.
pub fn active() -> crate::posts::queries::posts::AdmissionState {
    crate::posts::queries::posts::AdmissionState::Active
}

fn id(thing: &Value) -> &str {
    thing["id"].as_str().unwrap()
}

async fn again(actor: &Actor<'_>, claim: &Value) -> Value {
    actor.get(&format!("/claims/{}", id(claim))).await.ok()
}

/// One mark of the host, and what became of it.
async fn mark(actor: &Actor<'_>, claim: &Value, action: &str) -> Value {
    let body = json!({ "marks": [{ "claim_id": claim["id"], "expected_version": claim["version"], "action": action }] });
    actor.post(&format!("/shifts/{}/attendance", claim["shift_id"].as_str().unwrap()), body).await.ok()["items"][0].clone()
}

type Seat = (ClaimId, ShiftId, PersonId, ClaimState, chrono::DateTime<chrono::Utc>, chrono::DateTime<chrono::Utc>);

/// I2: seats are what they are said to be and never too many. I3: one check-in that lives. I4: nobody is at two places. I5: the ledger has
/// what was verified, and nothing else.
pub async fn assert_consistent(app: &TestApp) {
    type Counts = (ShiftId, i32, i32, i32);
    let (shifts, claims): (Vec<Counts>, Vec<Seat>) = app
        .read(|conn| {
            let shifts = s::table.select((s::id, s::capacity, s::held, s::waiting)).load(conn)?;
            let claims = c::table.select((c::id, c::shift_id, c::person_id, c::state, c::starts_at, c::ends_at)).load(conn)?;
            Ok((shifts, claims))
        })
        .await;
    for (shift, capacity, held, waiting) in &shifts {
        let of = |is: &dyn Fn(ClaimState) -> bool| i32::try_from(claims.iter().filter(|c| c.1 == *shift && is(c.3)).count()).unwrap();
        assert_eq!(of(&|s| !matches!(s, ClaimState::Waitlisted | ClaimState::Cancelled)), *held, "seats of {shift}");
        assert_eq!(of(&|s| s == ClaimState::Waitlisted), *waiting, "waiting for {shift}");
        assert!(held <= capacity, "{held} of {capacity}");
    }
    let busy = |s: ClaimState| matches!(s, ClaimState::Offered | ClaimState::Held | ClaimState::Present | ClaimState::Completed);
    let mut by_person: HashMap<PersonId, Vec<&Seat>> = HashMap::new();
    claims.iter().filter(|c| busy(c.3)).for_each(|c| by_person.entry(c.2).or_default().push(c));
    for own in by_person.values() {
        for (n, a) in own.iter().enumerate() {
            assert!(own.iter().skip(n + 1).all(|b| a.5 <= b.4 || b.5 <= a.4), "{a:?} overlaps");
        }
    }
    let people: Vec<Option<PersonId>> = app
        .read(|conn| {
            let own = check_ins::table.filter(check_ins::subject.eq(CheckInSubject::Member));
            own.filter(check_ins::state.ne(CheckInState::Ended)).select(check_ins::person_id).load(conn)
        })
        .await;
    assert_eq!(people.len(), people.iter().collect::<HashSet<_>>().len(), "two check-ins of one person");
    let logs: Vec<(ServiceLogId, LogSource, RowId)> = app.read(|conn| l::table.select((l::id, l::source, l::source_id)).load(conn)).await;
    let verified: HashSet<_> = claims.iter().filter(|c| c.3 == ClaimState::Verified).map(|c| c.0.0).collect();
    let written: Vec<_> = logs.iter().filter(|l| l.1 == LogSource::Claim).map(|l| l.2.0).collect();
    assert_eq!(written.iter().copied().collect::<HashSet<_>>(), verified, "the ledger and the claims differ");
    assert_eq!(written.len(), verified.len(), "a claim stands twice in the ledger");
    let ids: HashSet<_> = logs.iter().map(|l| l.0.0).collect();
    assert!(logs.iter().filter(|l| l.1 == LogSource::Void).all(|l| ids.contains(&l.2.0)), "a void of nothing");
}

/// The archive is the sum over the rows of the ledger that it lists.
pub async fn assert_record_is_fold(actor: &Actor<'_>) {
    let record = actor.get("/records/own").await.ok();
    let mut rows: Vec<Value> = Vec::new();
    let mut next = "/service-logs?limit=3".to_owned();
    loop {
        let page = actor.get(&next).await.ok();
        rows.extend(page["items"].as_array().unwrap().iter().cloned());
        match page["next_cursor"].as_str() {
            Some(cursor) => next = format!("/service-logs?limit=3&cursor={cursor}"),
            None => break,
        }
    }
    let minutes = |rows: &[&Value]| rows.iter().map(|r| r["minutes"].as_i64().unwrap()).sum::<i64>();
    let services = |rows: &[&Value]| rows.iter().map(|r| if r["source"] == "void" { -1 } else { 1 }).sum::<i64>();
    let those = |is: &dyn Fn(&Value) -> bool| rows.iter().filter(|r| is(r)).collect::<Vec<_>>();
    let all = those(&|_| true);
    let (credit, off) = (those(&|r| r["evidence"] == "credit"), those(&|r| r["is_off_hours"] == true));
    let folded = json!({
        "services": services(&all), "minutes": minutes(&all), "credit_minutes": minutes(&credit),
        "attested_minutes": minutes(&all) - minutes(&credit), "off_hours_minutes": minutes(&off), "off_hours_services": services(&off),
    });
    assert_eq!(record["sums"], folded);
    for part in record["categories"].as_array().unwrap() {
        let own = those(&|r| r.get("category") == part.get("category"));
        assert_eq!((&part["sums"]["minutes"], &part["sums"]["services"]), (&json!(minutes(&own)), &json!(services(&own))));
    }
    let promises = &record["kept_promises"];
    for (name, number) in [("kept", &promises["numerator"]), ("excluded", &promises["excluded"])] {
        let listed = actor.get(&format!("/claims?promise={name}&limit=200")).await.ok();
        assert_eq!(json!(listed["items"].as_array().unwrap().len()), *number, "{name}");
    }
}

//! I3 as a property: whatever steps people take, in whatever order, a member has one check-in that has not ended at most, and what is
//! stored agrees with its history.

use crate::schema::{check_in_events, check_ins, role_grants};
use crate::testing::{Actor, TestApp, check_in_step};
use contract::PersonId;
use contract::accounts::Role;
use contract::check_ins::{CheckInAction, CheckInState, CheckInSubject};
use contract::{CheckInId, OrgUnitId};
use diesel::prelude::*;
use serde_json::{Value, json};

const STEPS: usize = 60;
const PHONES: [&str; 3] = ["17788880001", "17788880002", "17788880003"];

/// Deterministic and small: the sequence is part of the failure.
struct Dice(u64);

impl Dice {
    fn below(&mut self, end: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        usize::try_from(self.0 >> 33).unwrap() % end
    }
}

/// What can be tried, by whom: the owner, the clerks of both communities, who keeps the list.
const TRIES: &[(&str, usize)] = &[
    ("submit", 0),
    ("submit", 0),
    ("activation", 1),
    ("activation", 1),
    ("return", 1),
    ("resubmission", 0),
    ("transfer", 0),
    ("transfer-cancellation", 0),
    ("transfer-acceptance", 2),
    ("transfer-refusal", 2),
    ("transfer-acceptance", 1),
    ("suspension", 0),
    ("suspension", 3),
    ("resumption", 0),
    ("end", 0),
    ("end", 1),
    ("end", 3),
];

async fn attempt(dice: &mut Dice, actors: &[Actor<'_>; 4], places: &[String; 2], log: &mut Vec<String>) {
    let (what, by) = TRIES[dice.below(TRIES.len())];
    let place = &places[dice.below(2)];
    let basis = ["self", "residence", "pairing"][dice.below(3)];
    let new = json!({ "community_id": place, "basis": basis });
    let actor = &actors[by];
    let reply = if what == "submit" {
        // At once, as from two telephones.
        let (a, b) = futures_util::join!(actor.post("/check-ins", new.clone()), actor.post("/check-ins", new));
        assert!(a.status != 201 || b.status != 201, "{log:?}");
        if a.status == 201 { a } else { b }
    } else {
        let why = ["withdrawal", "mistake", "", "unit_leave"][by];
        let own = actors[0].get("/check-ins/own").await.ok();
        let rows = own["items"].as_array().unwrap();
        if rows.is_empty() {
            return;
        }
        let row: &Value = &rows[dice.below(rows.len())];
        let body = match what {
            "resubmission" => json!({ "check_in": new }),
            "transfer" => json!({ "community_id": place, "reason": "搬家" }),
            "return" | "suspension" | "transfer-refusal" => json!({ "reason": "说明" }),
            "end" => json!({ "why": why }),
            _ => json!({}),
        };
        check_in_step(actor, row, what, body).await
    };
    log.push(format!("{what} by {by}: {}", reply.status));
    assert!(reply.status < 500, "{log:?} {}", reply.text);
}

type Row = (CheckInId, CheckInState, OrgUnitId, i32);

async fn check(app: &TestApp, person: PersonId, log: &[String]) {
    let rows: Vec<Row> = app
        .read(move |c| {
            check_ins::table
                .filter(check_ins::person_id.eq(person))
                .filter(check_ins::subject.eq(CheckInSubject::Member))
                .select((check_ins::id, check_ins::state, check_ins::community_id, check_ins::version))
                .load(c)
        })
        .await;
    let open: Vec<&Row> = rows.iter().filter(|r| r.1 != CheckInState::Ended).collect();
    assert!(open.len() <= 1, "{log:?}");
    for (id, state, place, version) in &rows {
        let id = *id;
        let events: Vec<(i32, CheckInAction, CheckInState, OrgUnitId)> = app
            .read(move |c| {
                use check_in_events as e;
                e::table
                    .filter(e::check_in_id.eq(id))
                    .order(e::sequence)
                    .select((e::sequence, e::action, e::state, e::community_id))
                    .load(c)
            })
            .await;
        let last = events.last().unwrap();
        assert_eq!((last.2, last.3, last.0), (*state, *place, i32::try_from(events.len()).unwrap()), "{log:?}");
        assert_eq!(*version, last.0, "{log:?}");
        // Every step of the history is one of the table.
        for pair in events.windows(2) {
            assert_eq!(crate::check_ins::lifecycle::step(pair[0].2, pair[1].1).unwrap(), pair[1].2, "{log:?}");
        }
    }
    // The role is held exactly where a check-in counts, or is suspended or on its way.
    let held: Vec<OrgUnitId> = app
        .read(move |c| {
            role_grants::table
                .filter(role_grants::person_id.eq(person))
                .filter(role_grants::role.eq(Role::Member))
                .filter(role_grants::ended_at.is_null())
                .select(role_grants::node_id)
                .load(c)
        })
        .await;
    let counts = |state: CheckInState| matches!(state, CheckInState::Active | CheckInState::Suspended | CheckInState::Transferring);
    let wanted: Vec<OrgUnitId> = open.iter().filter(|r| counts(r.1)).map(|r| r.2).collect();
    assert_eq!(held, wanted, "{log:?}");
}

crate::both! {
    async fn one_check_in_whatever_happens(app) {
        let (keeper, unit) = app.liaison("17788889999").await;
        let places = [app.community().await, app.other_community().await];
        for (seed, phone) in PHONES.iter().enumerate() {
            app.listed(&keeper, &unit, "孙晓燕", phone).await;
            let actors = [
                app.person(phone, "孙晓燕").await,
                app.role(Role::CommunityClerk).await,
                app.other(Role::CommunityClerk).await,
                keeper.clone(),
            ];
            let (mut dice, mut log) = (Dice(seed as u64 + 7), Vec::new());
            for _ in 0..STEPS {
                attempt(&mut dice, &actors, &places, &mut log).await;
                check(&app, actors[0].id.unwrap(), &log).await;
            }
            // The dice have come to something.
            assert!(log.iter().filter(|l| l.ends_with("200") || l.ends_with("201")).count() > STEPS / 6, "{log:?}");
        }
        assert!(app.audit_holds().await);
    }
}

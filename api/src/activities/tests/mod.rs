//! The room through HTTP, on both databases.

#![expect(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test may panic")]

mod organising;
mod people;
mod relay;

use crate::schema::{activities as a, activity_invitations as i, activity_sign_ups as s, service_logs as l};
use crate::testing::{Actor, Reply, TestApp, step_of_thing};
use contract::activities::{InvitationState, SignUpState};
use contract::records::LogSource;
use contract::{ActivityId, RowId, SignUpId, UnitId};
use diesel::prelude::*;
use serde_json::{Value, json};
use std::collections::HashSet;

fn path(activity: &Value, rest: &str) -> String {
    format!("/activities/{}/{rest}", activity["id"].as_str().unwrap())
}

async fn step(actor: &Actor<'_>, activity: &Value, step: &str, body: Value) -> Reply {
    step_of_thing(actor, "activities", activity, step, body).await
}

async fn sign_up(actor: &Actor<'_>, activity: &Value) -> Reply {
    actor.post_bare(&path(activity, "sign-ups")).await
}

async fn answer(actor: &Actor<'_>, invitation: &Value, step: &str, body: Value) -> Reply {
    step_of_thing(actor, "activity-invitations", invitation, step, body).await
}

fn yes() -> Value {
    json!({ "people": 5, "contact_name": "何为民", "contact_phone": "13800001111" })
}

/// Places are what they are said to be and never too many; a unit is invited once at a time; the ledger has who was there, and nobody else.
async fn assert_consistent(app: &TestApp) {
    type Row = (SignUpId, ActivityId, SignUpState);
    type Found = (Vec<(ActivityId, i32, i32, String)>, Vec<Row>, Vec<(ActivityId, UnitId)>, Vec<RowId>);
    let (all, places, live, written): Found = app
        .read(|c| {
            let live = [InvitationState::Invited, InvitationState::Accepted];
            Ok((
                a::table.select((a::id, a::capacity, a::taken, a::title)).load(c)?,
                s::table.select((s::id, s::activity_id, s::state)).load(c)?,
                i::table.filter(i::state.eq_any(live)).select((i::activity_id, i::unit_id)).load(c)?,
                l::table.filter(l::source.eq(LogSource::Activity)).select(l::source_id).load(c)?,
            ))
        })
        .await;
    for (id, capacity, taken, title) in &all {
        let held = places.iter().filter(|p| p.1 == *id && p.2 != SignUpState::Cancelled).count();
        assert!(i32::try_from(held).unwrap() == *taken && taken <= capacity, "{title}: {held} places, {taken} of {capacity}");
    }
    assert_eq!(live.len(), live.iter().collect::<HashSet<_>>().len(), "a unit is invited twice");
    let present: HashSet<_> = places.iter().filter(|p| p.2 == SignUpState::Present).map(|p| p.0.0).collect();
    assert!(written.iter().all(|w| present.contains(&w.0)), "the ledger has somebody who was not there");
    assert_eq!(written.len(), written.iter().map(|w| w.0).collect::<HashSet<_>>().len(), "somebody stands twice in the ledger");
}

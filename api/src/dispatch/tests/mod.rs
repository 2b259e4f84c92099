//! The room through HTTP, on both databases.

#![expect(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test may panic")]

mod answers;
mod automatic;
mod candidates;
mod claims;
mod explanation;
mod matrix;
mod naming;
mod objections;
mod offers;
mod races;
mod rules;
mod tasks;
mod trials;

use crate::orders::tests::assert_consistent;
use crate::platform::db::Conn;
use crate::platform::error::ApiResult;
use crate::schema::teams;
use crate::testing::{Actor, TestApp};
use contract::TeamId;
use contract::accounts::Role;
use contract::orders::OrderState;
use diesel::prelude::*;
use serde_json::{Value, json};

/// What a clerk sends to offer an order to some teams at once.
fn offer_to(order: &Value, teams: &[&str]) -> Value {
    let measure = json!({ "what": "带梯子上门", "who": "队员", "due_at": order["deadline"] });
    json!({ "team_ids": teams, "measures": [measure] })
}

/// How many orders a team has and how many it can have.
async fn load_of(app: &TestApp, team: &str) -> (i64, i64) {
    let team = app.role(Role::CommunityClerk).await.get(&format!("/teams/{team}")).await.ok();
    (team["load"].as_i64().unwrap(), team["capacity"].as_i64().unwrap())
}

/// Changes a team behind the API's back.
async fn set_team(app: &TestApp, team: &str, capacity: i32, leave: Option<&str>) {
    let id: TeamId = team.parse().unwrap();
    let leave: Option<chrono::NaiveDate> = leave.map(|d| d.parse().unwrap());
    let write = move |tx: &mut Conn| {
        let row = diesel::update(teams::table.find(id));
        ApiResult::Ok(row.set((teams::capacity.eq(capacity), teams::on_leave_until.eq(leave))).execute(tx)?)
    };
    assert_eq!(app.app.db.write(write).await.unwrap(), 1);
}

/// States of the offers of an order, in the order in which they were made.
fn states(order: &Value) -> String {
    let state = |d: &Value| d["state"].as_str().unwrap().to_owned();
    order["dispatches"].as_array().unwrap().iter().map(state).collect::<Vec<_>>().join(" ")
}

async fn clerk(app: &TestApp) -> Actor<'_> {
    app.role(Role::CommunityClerk).await
}

async fn lead(app: &TestApp) -> Actor<'_> {
    app.role(Role::TeamLead).await
}

/// An order offered to the demo lead's team and another one; the lead of the other.
async fn offered_to_two(app: &TestApp) -> (Value, Actor<'_>) {
    let order = app.order(OrderState::Accepted).await;
    let (stranger, other) = app.another_team().await;
    let ask = offer_to(&order, &[&app.team().await, &other]);
    (crate::testing::step_of(&clerk(app).await, &order, "dispatches", ask).await, stranger)
}

async fn secretary(app: &TestApp) -> Actor<'_> {
    app.role(Role::CommunitySecretary).await
}

/// A rule of the demo community.
async fn rule(app: &TestApp, name: &str, conditions: Value, effects: Value) -> Value {
    let rule = json!({ "name": name, "conditions": conditions, "effects": effects });
    secretary(app).await.post("/dispatch-rules", json!({ "node_id": app.community().await, "rule": rule })).await.ok()
}

/// A condition that holds for the demo order.
async fn light_bulbs(app: &TestApp) -> Value {
    json!([{ "kind": "item", "items": [app.item("light_bulb").await] }])
}

fn auto() -> Value {
    json!({ "kind": "auto_offer", "measure": "当日联系居民并上门", "note": "=老人独居 💡" })
}

//! The room through HTTP, on both databases; and what has to hold for every order whatever happened to it.

#![expect(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test may panic")]

mod calendar;
mod clocks;
mod consistency;
mod drafts;
mod histories;
mod information;
mod input;
mod intake;
mod lists;
mod marks;
mod matrix;
mod pains;
mod promises;
mod rounds;
mod sight;
mod spine;
mod sweeping;
mod together;
mod twice;
mod working;

pub use consistency::assert_consistent;

use super::queries::{self, EventRow};
use super::sweep::{self, Swept};
use crate::platform::sms::Message;
use crate::testing::{Actor, TestApp};
use chrono::{DateTime, TimeDelta, Utc};
use contract::OrderId;
use contract::accounts::Role;
use contract::orders::OrderState;
use serde_json::{Value, json};

/// An order in any state, also in those that only time brings about.
pub async fn order_in(app: &TestApp, state: OrderState) -> Value {
    let order = match state {
        OrderState::Closed => {
            let order = app.order(OrderState::Confirmed).await;
            app.later(TimeDelta::days(8));
            swept(app).await;
            order
        }
        OrderState::ClosedUnreached => {
            let mut order = app.order(OrderState::Done).await;
            for _ in 0..3 {
                app.later(TimeDelta::days(1));
                order = call(&app.role(Role::CommunitySecretary).await, &order, json!({ "reached": false, "note": "无人接听" })).await;
            }
            order
        }
        _ => return app.order(state).await,
    };
    let order = crate::testing::read_again(&app.role(Role::Resident).await, &order).await;
    assert_eq!(order["state"], state.as_str());
    order
}

/// Calls back, with the version the order has.
async fn call(actor: &Actor<'_>, order: &Value, body: Value) -> Value {
    crate::testing::step_of(actor, order, "callbacks", body).await
}

/// One look of the sweeper.
async fn swept(app: &TestApp) -> Swept {
    sweep::once(&app.app).await.unwrap()
}

fn id_of(order: &Value) -> OrderId {
    order["id"].as_str().unwrap().parse().unwrap()
}

async fn events(app: &TestApp, order: &Value) -> Vec<EventRow> {
    let id = id_of(order);
    app.read(move |c| queries::events_of(c, id)).await
}

/// Actions in their order, like `submit accept`.
async fn actions(app: &TestApp, order: &Value) -> String {
    events(app, order).await.iter().map(|e| e.action.as_str()).collect::<Vec<_>>().join(" ")
}

/// The steps open to a caller; closed ones as `action!reason`.
fn allowed(order: &Value) -> String {
    let word = |a: &Value| match a["blocked"].as_str() {
        Some(reason) => format!("{}!{reason}", a["action"].as_str().unwrap()),
        None => a["action"].as_str().unwrap().to_owned(),
    };
    order["allowed_actions"].as_array().unwrap().iter().map(word).collect::<Vec<_>>().join(" ")
}

/// An instant of a reply in local time, like `11-24 15:20`.
fn said(value: &Value) -> String {
    let at: DateTime<Utc> = value.as_str().unwrap_or_else(|| panic!("no instant: {value}")).parse().unwrap();
    crate::platform::calendar::local(at).format("%m-%d %H:%M").to_string()
}

/// How one clock stands, like `paused 11-24 15:20`.
fn clock(order: &Value, stage: &str) -> String {
    let clock = order["clocks"].as_array().unwrap().iter().find(|c| c["stage"] == stage);
    clock.map_or_else(|| "none".to_owned(), |c| format!("{} {}", c["state"].as_str().unwrap(), said(&c["due_at"])))
}

/// All messages so far. The outbox delivers some at a time.
async fn everything_sent(app: &TestApp) -> Vec<Message> {
    let mut sent = app.messages().await;
    loop {
        let more = app.messages().await;
        if more.len() == sent.len() {
            return sent;
        }
        sent = more;
    }
}

/// Texts sent about an order so far, by template, without the reminders of its clocks.
async fn texts(app: &TestApp, order: &Value) -> String {
    let number = order["number"].as_str().unwrap();
    let of_order = |m: &Message| m.values.get("number").is_some_and(|n| n == number) && !m.template.as_str().starts_with("stage_");
    everything_sent(app).await.iter().filter(|m| of_order(m)).map(|m| m.template.as_str()).collect::<Vec<_>>().join(" ")
}

/// Somebody who has an account and nothing else.
async fn neighbour(app: &TestApp) -> Actor<'_> {
    app.sign_in("15900000001").await
}

/// The demo lead's team can hold many orders.
async fn make_room(app: &TestApp) {
    let lead = app.role(Role::TeamLead).await;
    let path = format!("/teams/{}", app.team().await);
    let team = lead.get(&path).await.ok();
    lead.patch(&path, serde_json::json!({ "expected_version": team["version"], "capacity": 200 })).await.ok();
}

//! The room through HTTP, on both databases: who is told what, by which way, when; streams; and the drivers against servers that play up.

#![expect(clippy::unwrap_used, clippy::expect_used, clippy::indexing_slicing, reason = "a test may panic")]

mod drivers;
mod inbox;
mod sending;
mod streams;

use crate::platform::db::types::Json;
use crate::schema::outbox as o;
use crate::testing::{Actor, TestApp};
use chrono::{DateTime, Utc};
use diesel::prelude::*;
use serde_json::Value;

/// The inbox, newest first.
async fn inbox(actor: &Actor<'_>) -> Vec<Value> {
    actor.get("/notices?limit=200").await.ok()["items"].as_array().unwrap().clone()
}

/// Kinds of the inbox, newest first, like `order_taken order_accepted`.
async fn kinds(actor: &Actor<'_>) -> String {
    inbox(actor).await.iter().map(|n| n["kind"].as_str().unwrap().to_owned()).collect::<Vec<_>>().join(" ")
}

async fn unread(actor: &Actor<'_>) -> i64 {
    actor.get("/notices/unread").await.ok()["unread"].as_i64().unwrap()
}

/// What waits in the outbox: topic, payload, when it may go.
async fn waiting(app: &TestApp) -> Vec<(String, Value, DateTime<Utc>)> {
    let rows: Vec<(String, Json<Value>, DateTime<Utc>)> =
        app.read(|c| o::table.filter(o::done_at.is_null()).order(o::id).select((o::topic, o::payload, o::available_at)).load(c)).await;
    rows.into_iter().map(|(topic, payload, at)| (topic, payload.0, at)).collect()
}

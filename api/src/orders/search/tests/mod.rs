//! Through HTTP, on both databases: what is found, by whom, and what becomes of the index.

#![expect(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test may panic")]

mod property;
mod scope;
mod upkeep;
mod words;

use crate::orders::queries::{self, OrderRow};
use crate::platform::db::Conn;
use crate::platform::error::ApiResult;
use crate::testing::{Actor, TestApp};
use contract::OrderId;
use contract::orders::OrderState;
use serde_json::Value;
use std::collections::BTreeSet;
use uuid::Uuid;

/// Percent-encodes everything.
fn encoded(text: &str) -> String {
    text.bytes().map(|b| format!("%{b:02X}")).collect()
}

/// Numbers of the first page of what a caller finds.
async fn found(actor: &Actor<'_>, q: &str) -> BTreeSet<String> {
    found_with(actor, q, "").await
}

async fn found_with(actor: &Actor<'_>, q: &str, more: &str) -> BTreeSet<String> {
    let page = actor.get(&format!("/orders?limit=200&q={}{more}", encoded(q))).await.ok();
    page["items"].as_array().unwrap().iter().map(number).collect()
}

fn number(order: &Value) -> String {
    order["number"].as_str().unwrap().to_owned()
}

/// Puts copies of one submitted order into the database, changed by `each`, the first one the newest. Their numbers are `t1-<n>`.
async fn copies(app: &TestApp, count: usize, each: impl Fn(usize, &mut OrderRow) + Send + 'static) -> Vec<OrderRow> {
    let id: OrderId = app.order(OrderState::Submitted).await["id"].as_str().unwrap().parse().unwrap();
    let write = move |tx: &mut Conn| {
        let pattern = queries::find_any(tx, id)?.unwrap();
        let mut rows = Vec::new();
        for n in 0..count {
            let mut row = OrderRow { id: OrderId(Uuid::now_v7()), number: format!("t1-{n:06}"), ..pattern.clone() };
            row.created_at += chrono::TimeDelta::seconds(i64::try_from(count - n).unwrap());
            each(n, &mut row);
            queries::insert(tx, &row)?;
            rows.push(row);
        }
        ApiResult::Ok(rows)
    };
    app.app.db.write(write).await.unwrap()
}

fn set(numbers: &[&str]) -> BTreeSet<String> {
    numbers.iter().map(|n| (*n).to_owned()).collect()
}

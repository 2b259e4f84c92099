//! The room through HTTP, on both databases.

#![expect(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test may panic")]

mod after;
mod links;
mod session;

use crate::orders::tests::assert_consistent;
use crate::testing::{Actor, TestApp, path_of, read_again, step_of};
use chrono::TimeDelta;
use contract::accounts::Role;
use contract::orders::OrderState;
use serde_json::{Value, json};

async fn resident(app: &TestApp) -> Actor<'_> {
    app.role(Role::Resident).await
}

/// The token of the newest link that was sent about an order.
async fn token_of(app: &TestApp, order: &Value) -> String {
    let mut sent = app.messages().await;
    loop {
        let more = app.messages().await;
        if more.len() == sent.len() {
            break;
        }
        sent = more;
    }
    let number = order["number"].as_str().unwrap();
    let link =
        sent.iter().rev().filter(|m| m.values.get("number").is_some_and(|n| n == number)).find_map(|m| m.values.get("link")).unwrap();
    link.rsplit_once("/rate/").unwrap().1.to_owned()
}

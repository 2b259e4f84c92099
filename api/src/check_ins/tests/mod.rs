//! The room through HTTP, on both databases.

#![expect(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test may panic")]

mod liaisons;
mod members;
mod pairings;
mod property;
mod roster;
mod sorting;
mod time;
mod units;

use crate::testing::{Actor, TestApp};
use serde_json::Value;

/// The check-in as the caller reads it now.
async fn again(actor: &Actor<'_>, row: &Value) -> Value {
    actor.get(&format!("/check-ins/{}", row["id"].as_str().unwrap())).await.ok()
}

/// What happened to a check-in, as the trail has it.
async fn trail(app: &TestApp, row: &Value) -> Vec<String> {
    app.audit_of(format!("check_in/{}", row["id"].as_str().unwrap())).await
}

/// Roles of somebody now, as `role at community`.
async fn roles(app: &TestApp, phone: &str) -> Vec<String> {
    let me = app.sign_in(phone).await.get("/me").await.ok();
    let role = |r: &Value| format!("{} {}", r["role"].as_str().unwrap(), r["node"]["path"].as_str().unwrap());
    me["roles"].as_array().unwrap().iter().map(role).collect()
}

/// Messages of a template that went to a number, everything delivered that waits.
async fn told(app: &TestApp, template: &str, phone: &str) -> usize {
    let mut sent = app.messages().await;
    loop {
        let more = app.messages().await;
        if more.len() == sent.len() {
            return sent.iter().filter(|m| m.template.as_str() == template && m.phone == phone).count();
        }
        sent = more;
    }
}

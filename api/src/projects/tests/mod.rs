//! The room through HTTP, on both databases.

#![expect(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test may panic")]

mod closing;
mod taking;
mod work;

use crate::testing::{Actor, Reply, step_of_thing};
use serde_json::{Value, json};

fn path(project: &Value, rest: &str) -> String {
    format!("/projects/{}{rest}", project["id"].as_str().unwrap())
}

async fn step(actor: &Actor<'_>, project: &Value, step: &str, body: Value) -> Reply {
    step_of_thing(actor, "projects", project, step, body).await
}

fn offer(unit: &str) -> Value {
    json!({ "unit_id": unit, "text": "=我单位有电工 💡", "responsible_name": "𬭎建国", "responsible_phone": "13800001111" })
}

async fn say(actor: &Actor<'_>, project: &Value, verdict: &str) -> Reply {
    actor.post(&path(project, "/words"), json!({ "verdict": verdict, "grade": 5, "text": "晚上亮堂了" })).await
}

//! Orders brought through the API to where a test begins.

use anyhow::{Context, Result};
use serde_json::{Value, json};
use tests::api::Caller;
use tests::people::{CLERK, RESIDENT, TEAM_LEAD};
use tests::server::Server;

fn text(value: &Value, pointer: &str) -> Result<String> {
    Ok(value.pointer(pointer).and_then(Value::as_str).with_context(|| format!("no {pointer} in {value}"))?.to_owned())
}

/// An order that waits for the community.
pub async fn new_order(server: &Server, words: &str) -> Result<String> {
    let resident = Caller::sign_in(&server.base, RESIDENT).await?;
    let item = resident.item("light_bulb").await?;
    text(&resident.post("/orders", None, &resident.bulb(&item, words)).await?.ok()?, "/id")
}

/// An order offered to the team of the demo accounts.
pub async fn offered_order(server: &Server, words: &str) -> Result<String> {
    let order = new_order(server, words).await?;
    let clerk = Caller::sign_in(&server.base, CLERK).await?;
    let accepted = clerk.step(&order, "acceptance", json!({ "urgency": "normal" })).await?;
    let lead = Caller::sign_in(&server.base, TEAM_LEAD).await?;
    let me = lead.get("/me").await?;
    let ask = json!({
        "team_ids": [text(&me, "/teams/0/id")?],
        "responsible_person_id": text(&me, "/id")?,
        "measures": [{ "what": "带梯子上门更换灯泡", "who": text(&me, "/name")?, "due_at": text(&accepted, "/deadline")? }],
    });
    clerk.step(&order, "dispatches", ask).await?;
    Ok(order)
}

/// An order its team has taken.
pub async fn taken_order(server: &Server, words: &str) -> Result<String> {
    let order = offered_order(server, words).await?;
    let lead = Caller::sign_in(&server.base, TEAM_LEAD).await?;
    let now = lead.get(&format!("/orders/{order}")).await?;
    let ask = json!({ "expected_version": now.pointer("/dispatches/0/version") });
    lead.post(&format!("/dispatches/{}/acceptance", text(&now, "/dispatches/0/id")?), None, &ask).await?.ok()?;
    Ok(order)
}

/// An order whose team says that it is done.
pub async fn done_order(server: &Server) -> Result<String> {
    let order = taken_order(server, "卧室的灯泡坏了").await?;
    let lead = Caller::sign_in(&server.base, TEAM_LEAD).await?;
    lead.step(&order, "contact", json!({ "method": "phone" })).await?;
    lead.step(&order, "completion", json!({ "outcome": "resolved", "note": "换好了", "minutes": 30 })).await?;
    Ok(order)
}

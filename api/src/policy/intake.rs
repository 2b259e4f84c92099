//! How to call what happens to orders before the work, and to wishes.

use super::calls::{Call, text};
use crate::testing::{TestApp, path_of, referral, rejection, step_of};
use contract::accounts::Role;
use contract::orders::OrderState as S;
use serde_json::{Value, json};

/// A fresh target for the operation; `None` when this table does not know it.
pub async fn prepare(app: &TestApp, operation: &str) -> Option<Call> {
    Some(match operation {
        "list_duplicates" => {
            let ask = app.new_order().await;
            let (item, community) = (text(&ask["item_id"]), text(&ask["community_id"]));
            Call { query: format!("?item_id={item}&community_id={community}&address=x3-1"), ..Call::default() }
        }
        "list_followed_orders" | "list_wishes" | "list_own_wishes" => Call::default(),
        "follow_order" => Call::on(text(&app.order(S::Submitted).await["id"])).with(hint(app).await),
        "get_followed_order" | "unfollow_order" => Call::on(text(&followed(app).await["id"])),
        "create_wish" => Call::default().with(app.new_wish().await),
        "get_wish" => Call::on(text(&app.wish().await["id"])),
        "verify_wish" => on_wish(&app.wish().await, json!({ "summary": "一位老人想要一副老花镜" })),
        "reject_wish" => on_wish(&app.wish().await, json!({ "explanation": "请直接点单即可" })),
        "withdraw_wish" => on_wish(&app.wish().await, json!({})),
        "claim_wish" => Call::on(text(&app.published_wish().await["id"])).with(json!({ "team_id": app.team().await })),
        _ => return None,
    })
}

fn on_wish(wish: &Value, mut body: Value) -> Call {
    body["expected_version"] = wish["version"].clone();
    Call::on(text(&wish["id"])).with(body)
}

/// What `follow_order` is asked with.
async fn hint(app: &TestApp) -> Value {
    let ask = app.new_order().await;
    json!({ "item_id": ask["item_id"], "community_id": ask["community_id"], "address": ask["contact"]["address"] })
}

/// An order that another resident follows.
async fn followed(app: &TestApp) -> Value {
    let order = app.order(S::Submitted).await;
    let other = app.sign_in("13911112222").await;
    other.post(&path_of(&order, "followers"), hint(app).await).await.ok();
    order
}

/// Proposed by the clerk.
pub async fn second_person(app: &TestApp) -> Call {
    let order = app.order(S::Submitted).await;
    let order = step_of(&app.role(Role::CommunityClerk).await, &order, "rejection-proposal", rejection()).await;
    Call::on(text(&order["id"])).with(json!({ "expected_version": order["version"] }))
}

/// Rejected, and contested by the requester.
pub async fn contested(app: &TestApp) -> Call {
    let order = app.order(S::Rejected).await;
    let order = step_of(&app.role(Role::Resident).await, &order, "contest", json!({ "text": "确实归社区管" })).await;
    let body = json!({ "expected_version": order["version"], "decision": "uphold", "explanation": "确非社区职责" });
    Call::on(text(&order["id"])).with(body)
}

/// Without the version.
pub async fn body_of(app: &TestApp, operation: &str) -> Option<Value> {
    Some(match operation {
        "propose_rejection" => rejection(),
        "refer_order" => referral(),
        "merge_order" => json!({ "into": app.order(S::Submitted).await["id"] }),
        _ => return None,
    })
}

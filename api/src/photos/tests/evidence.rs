//! Items that compare before and after are not done without both.

use super::*;
use crate::both;
use crate::testing::{read_again, try_step};
use serde_json::json;

/// Somebody asks for a missing manhole cover, which wants pictures.
async fn manhole(app: &TestApp, state: OrderState) -> Value {
    let mut ask = app.new_order().await;
    ask["item_id"] = json!(app.item("manhole").await);
    ask["answers"] = json!({ "state": "missing" });
    app.order_of(ask, state).await
}

fn complete(order: &Value) -> Value {
    order["allowed_actions"].as_array().unwrap().iter().find(|a| a["action"] == "complete").unwrap().clone()
}

const DONE: &str = r#"{ "outcome": "resolved", "note": "换好了", "minutes": 30 }"#;

both! {
    async fn it_is_done_when_both_are_there(app) {
        let order = manhole(&app, OrderState::InProgress).await;
        let lead = app.role(Role::TeamLead).await;
        let done = || serde_json::from_str::<Value>(DONE).unwrap();
        for kind in ["before", "after"] {
            let order = read_again(&lead, &order).await;
            assert_eq!(complete(&order), json!({ "action": "complete", "blocked": "no_evidence" }));
            let refused = try_step(&lead, &order, "completion", done()).await;
            assert_eq!(refused.problem(), "409 step_refused");
            assert!(refused.json["detail"].as_str().unwrap().contains("before and after"), "{}", refused.text);
            assert!(!refused.json["allowed_actions"].as_array().unwrap().contains(&json!("complete")));
            send(&lead, &order, kind, &picture(8, 8)).await.ok();
        }
        let order = read_again(&lead, &order).await;
        assert_eq!(complete(&order), json!({ "action": "complete" }));
        let order = try_step(&lead, &order, "completion", done()).await.ok();
        assert_eq!((&order["state"], order["photos"].as_array().unwrap().len()), (&json!("done"), 2));
        // What proved it stays.
        assert_eq!(lead.delete(order["photos"][0]["url"].as_str().unwrap()).await.problem(), "409 step_refused");
    }

    async fn a_picture_taken_back_no_longer_counts(app) {
        let order = manhole(&app, OrderState::InProgress).await;
        let lead = app.role(Role::TeamLead).await;
        for kind in ["before", "after"] {
            send(&lead, &order, kind, &picture(8, 8)).await.ok();
        }
        let photos = listed(&lead, &order).await;
        lead.delete(photos[1]["url"].as_str().unwrap()).await.ok();
        assert_eq!(complete(&read_again(&lead, &order).await)["blocked"], "no_evidence");
    }

    async fn the_next_round_wants_its_own(app) {
        let order = manhole(&app, OrderState::InProgress).await;
        let (resident, clerk, lead) = (app.role(Role::Resident).await, app.role(Role::CommunityClerk).await, app.role(Role::TeamLead).await);
        for kind in ["before", "after"] {
            send(&lead, &order, kind, &picture(8, 8)).await.ok();
        }
        let order = read_again(&lead, &order).await;
        let order = try_step(&lead, &order, "completion", serde_json::from_str(DONE).unwrap()).await.ok();
        let first = order["photos"][0].clone();
        let order = try_step(&resident, &order, "reopening", json!({ "text": "又松了" })).await.ok();
        assert_eq!(order["photos"].as_array().unwrap().len(), 2);
        let order = app.taken(&lead, &app.dispatched(&clerk, &order).await).await;
        let order = try_step(&lead, &order, "contact", json!({ "method": "phone" })).await.ok();
        assert_eq!(complete(&order)["blocked"], "no_evidence");
        assert_eq!(lead.delete(first["url"].as_str().unwrap()).await.problem(), "409 step_refused");
        for _ in 0..9 {
            send(&lead, &order, "after", &picture(8, 8)).await.ok();
        }
        assert_eq!(listed(&resident, &order).await.len(), 11);
    }

    async fn other_items_ask_for_none(app) {
        let order = app.order(OrderState::InProgress).await;
        let lead = app.role(Role::TeamLead).await;
        assert_eq!(complete(&read_again(&lead, &order).await), json!({ "action": "complete" }));
    }
}

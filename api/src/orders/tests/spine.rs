//! The way of an order, step by step, and what each step leaves behind.

use super::*;
use crate::both;
use crate::testing::step_of;
use serde_json::json;

both! {
    async fn an_order_goes_from_the_menu_to_the_rating(app) {
        let order = app.order(OrderState::Confirmed).await;
        let resident = app.role(Role::Resident).await;
        let id = order["id"].as_str().unwrap();
        let rating = resident.post(&format!("/orders/{id}/rating"), json!({ "grade": 4, "tags": [], "text": "谢谢" })).await;
        assert_eq!(rating.status, 201, "{}", rating.text);
        let trail = app.audit_of(format!("order/{id}")).await;
        let steps = "order.submitted order.accepted order.dispatched order.taken order.contacted order.done order.confirmed order.rated";
        assert_eq!(trail.join(" "), steps);
        assert!(app.audit_holds().await);
        let texts: Vec<String> = app.messages().await.iter().map(|m| m.template.to_string()).collect();
        assert_eq!(texts.join(" "), "order_received order_accepted team_offer order_taken order_done");
    }

    async fn a_stale_version_changes_nothing(app) {
        let order = app.order(OrderState::Submitted).await;
        let clerk = app.role(Role::CommunityClerk).await;
        step_of(&clerk, &order, "acceptance", json!({ "urgency": "normal" })).await;
        let path = format!("/orders/{}/acceptance", order["id"].as_str().unwrap());
        let again = clerk.post(&path, json!({ "urgency": "urgent", "expected_version": order["version"] })).await;
        assert_eq!(again.problem(), "409 stale_version");
        assert_eq!((again.json["state"].as_str(), again.json["allowed_actions"][0].as_str()), (Some("accepted"), Some("dispatch")));
    }
}

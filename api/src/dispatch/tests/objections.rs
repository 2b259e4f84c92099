//! 派单异议: objecting instead of declining, and the review.

use super::*;
use crate::both;
use crate::orders::sweep;
use crate::testing::{answer_of, offers_in, read_again};
use chrono::TimeDelta;

fn objection() -> Value {
    json!({ "reason": "outside_duty", "text": "小区公共管道属物业职责，𬭎队长 💧" })
}

async fn objected(app: &TestApp) -> (Value, Value) {
    let order = app.order(OrderState::Dispatched).await;
    let after = answer_of(&lead(app).await, offers_in(&order, "offered")[0], "objection", objection()).await.ok();
    (order, after["dispatches"][0].clone())
}

both! {
    async fn an_upheld_objection_ends_the_offer_and_counts_neutral(app) {
        let (order, offer) = objected(&app).await;
        assert_eq!((&offer["state"], &offer["objection"]["state"], &offer["allowed_actions"]), (&json!("offered"), &json!("open"), &json!([])));
        let secretary = secretary(&app).await;
        let seen = read_again(&secretary, &order).await["dispatches"][0].clone();
        assert_eq!(seen["allowed_actions"], json!(["recall", "uphold_objection", "deny_objection"]));
        let lead_now = answer_of(&lead(&app).await, &offer, "acceptance", json!({})).await;
        assert_eq!(lead_now.problem(), "409 step_refused", "it waits for its review");
        let back = answer_of(&secretary, &offer, "objection-review", json!({ "is_upheld": true, "text": "确属物业职责" })).await.ok();
        let over = &back["dispatches"][0];
        assert_eq!((&back["state"], &over["state"], &over["is_neutral"], &over["reason"]), (&json!("accepted"), &json!("declined"), &json!(true), &json!("not_our_duty")));
        assert_eq!((&over["objection"]["state"], &over["objection"]["review"]), (&json!("upheld"), &json!("确属物业职责")));
        let trail = app.audit_of(format!("dispatch/{}", offer["id"].as_str().unwrap())).await;
        assert_eq!(trail, ["dispatch.objected", "dispatch.objection_upheld"]);
        let told = app.messages().await.into_iter().find(|m| m.template.as_str() == "objection_reviewed").unwrap();
        assert!(told.phone == "16000000003" && told.render().contains("异议成立"), "{}", told.render());
        assert!(!told.render().contains("确属物业职责"), "what somebody wrote stays out of an SMS: {}", told.render());
        assert_consistent(&app).await;
    }

    async fn a_denied_objection_starts_the_window_again_and_is_the_only_one(app) {
        let (order, offer) = objected(&app).await;
        // The window stands still meanwhile.
        app.later(TimeDelta::days(3));
        sweep::once(&app.app).await.unwrap();
        assert_eq!(read_again(&clerk(&app).await, &order).await["state"], "dispatched");
        let after = answer_of(&secretary(&app).await, &offer, "objection-review", json!({ "is_upheld": false, "text": "入户灯泡属志愿服务" })).await.ok();
        let again = after["dispatches"][0].clone();
        assert_eq!((&again["state"], &again["objection"]["state"]), (&json!("offered"), &json!("denied")));
        assert!(again["expires_at"].as_str() > offer["expires_at"].as_str());
        let lead = lead(&app).await;
        assert_eq!(answer_of(&lead, &again, "objection", objection()).await.problem(), "409 step_refused", "once an offer");
        let taken = answer_of(&lead, &again, "acceptance", json!({})).await.ok();
        assert_eq!(taken["state"], "taken");
        assert_consistent(&app).await;
    }

    async fn who_may_object_and_who_may_review(app) {
        let order = app.order(OrderState::Dispatched).await;
        let offer = offers_in(&order, "offered")[0].clone();
        for (who, what) in [
            (app.role(Role::Member).await, "403 forbidden"),
            (clerk(&app).await, "403 forbidden"),
            (app.role(Role::Resident).await, "404 not_found"),
            (app.another_team().await.0, "404 not_found"),
            (app.other(Role::CommunityClerk).await, "404 not_found"),
        ] {
            assert_eq!(answer_of(&who, &offer, "objection", objection()).await.problem(), what);
        }
        let lead = lead(&app).await;
        let short = answer_of(&lead, &offer, "objection", json!({ "reason": "other", "text": " 不 " })).await;
        assert_eq!(short.fields(), ["/text length"]);
        assert_eq!(answer_of(&lead, &offer, "objection", json!({ "reason": "mood", "text": "今天不想去干活" })).await.fields(), ["/reason choice"]);
        let review = json!({ "is_upheld": true, "text": "确属物业职责" });
        assert_eq!(answer_of(&secretary(&app).await, &offer, "objection-review", review.clone()).await.problem(), "409 step_refused", "nothing to review");
        let after = answer_of(&lead, &offer, "objection", objection()).await.ok()["dispatches"][0].clone();
        assert_eq!(answer_of(&lead, &offer, "objection", objection()).await.problem(), "409 stale_version");
        for (who, what) in [(lead, "403 forbidden"), (clerk(&app).await, "403 forbidden"), (app.role(Role::Street).await, "403 forbidden")] {
            assert_eq!(answer_of(&who, &after, "objection-review", review.clone()).await.problem(), what);
        }
        // Recalled before the review: the objection has no object any more.
        let back = answer_of(&clerk(&app).await, &after, "recall", json!({})).await.ok();
        assert_eq!(back["dispatches"][0]["objection"]["state"], "moot");
        assert_consistent(&app).await;
    }
}

//! After the third refusal of a round the secretary names the team.

use super::*;
use crate::both;
use crate::orders::sweep;
use crate::testing::{answer_of, offers_in, read_again, step_of, try_step};
use chrono::TimeDelta;

/// Offered to the demo team and refused.
async fn refused(app: &TestApp, order: &Value) -> Value {
    let offered = app.dispatched(&clerk(app).await, order).await;
    answer_of(&lead(app).await, offers_in(&offered, "offered")[0], "refusal", json!({ "reason": "no_capacity" })).await.ok();
    read_again(&clerk(app).await, order).await
}

/// Clerk, secretary and lead, signed in now.
async fn everybody(app: &TestApp) -> (Actor<'_>, Actor<'_>, Actor<'_>) {
    (clerk(app).await, secretary(app).await, lead(app).await)
}

async fn naming(app: &TestApp, order: &Value) -> Value {
    let measure = json!({ "what": "带梯子上门", "who": "队员", "due_at": order["deadline"] });
    json!({ "team_id": app.team().await, "measures": [measure] })
}

both! {
    async fn after_three_refusals_only_the_secretary_names_a_team(app) {
        let mut order = app.order(OrderState::Accepted).await;
        let (mut clerk, mut secretary, mut lead) = everybody(&app).await;
        assert_eq!(try_step(&secretary, &order, "naming", naming(&app, &order).await).await.problem(), "409 step_refused", "not yet");
        order = refused(&app, &order).await;
        // An upheld objection is not counted.
        let offered = app.dispatched(&clerk, &order).await;
        let offer = offers_in(&offered, "offered")[0].clone();
        let offer = answer_of(&lead, &offer, "objection", json!({ "reason": "wrong_team", "text": "这单该派给水电队" })).await.ok()["dispatches"].as_array().unwrap().iter().find(|d| d["id"] == offer["id"]).unwrap().clone();
        answer_of(&secretary, &offer, "objection-review", json!({ "is_upheld": true, "text": "确实派错" })).await.ok();
        // Run out is counted.
        let offered = app.dispatched(&clerk, &read_again(&clerk, &order).await).await;
        app.later(TimeDelta::days(1));
        sweep::once(&app.app).await.unwrap();
        (clerk, secretary, lead) = everybody(&app).await;
        order = refused(&app, &read_again(&clerk, &offered).await).await;
        let ordinary = try_step(&clerk, &order, "dispatches", app.offer(&order).await).await;
        assert_eq!(ordinary.problem(), "409 naming_required");
        assert_eq!(try_step(&secretary, &order, "dispatches", app.offer(&order).await).await.problem(), "409 naming_required");
        assert_eq!(try_step(&clerk, &order, "naming", naming(&app, &order).await).await.problem(), "403 forbidden");
        let mut unknown = naming(&app, &order).await;
        unknown["team_id"] = json!("01930f2e-6f00-7000-8000-000000000001");
        assert_eq!(try_step(&secretary, &order, "naming", unknown).await.fields(), ["/team_id unknown"]);
        let named = step_of(&secretary, &order, "naming", naming(&app, &order).await).await;
        let offer = offers_in(&named, "offered")[0].clone();
        assert_eq!((&offer["is_named"], &named["responsible_person"]["name"]), (&json!(true), &json!("张建军")));
        assert!(app.messages().await.iter().any(|m| m.template.as_str() == "team_named" && m.phone == "16000000003"));
        let mine = read_again(&lead, &named).await["dispatches"].as_array().unwrap().iter().find(|d| d["id"] == offer["id"]).unwrap().clone();
        assert_eq!(mine["allowed_actions"], json!(["accept", "object"]));
        assert_eq!(answer_of(&lead, &offer, "refusal", json!({ "reason": "too_far" })).await.problem(), "409 step_refused", "it cannot be declined");
        // Nor does it run out.
        app.later(TimeDelta::days(5));
        sweep::once(&app.app).await.unwrap();
        (_, secretary, lead) = everybody(&app).await;
        let objected = answer_of(&lead, &offer, "objection", json!({ "reason": "unsafe", "text": "楼道正在施工，不安全" })).await.ok();
        let of = |order: &Value| order["dispatches"].as_array().unwrap().iter().find(|d| d["id"] == offer["id"]).unwrap().clone();
        let denied = answer_of(&secretary, &of(&objected), "objection-review", json!({ "is_upheld": false, "text": "施工已结束" })).await.ok();
        assert_eq!(answer_of(&lead, &of(&denied), "objection", json!({ "reason": "unsafe", "text": "楼道正在施工，不安全" })).await.problem(), "409 step_refused");
        assert_eq!(answer_of(&lead, &of(&denied), "acceptance", json!({})).await.ok()["state"], "taken");
        assert_consistent(&app).await;
    }

    async fn teams_asked_at_one_moment_refuse_once(app) {
        let mut order = app.order(OrderState::Accepted).await;
        let (stranger, other) = app.another_team().await;
        for _ in 0..2 {
            let offered = step_of(&clerk(&app).await, &order, "dispatches", offer_to(&order, &[&app.team().await, &other])).await;
            let of = |team: &str| offers_in(&offered, "offered").into_iter().find(|d| d["team"]["id"] == team).unwrap().clone();
            answer_of(&lead(&app).await, &of(&app.team().await), "refusal", json!({ "reason": "too_far" })).await.ok();
            answer_of(&stranger, &of(&other), "refusal", json!({ "reason": "too_far" })).await.ok();
            order = read_again(&clerk(&app).await, &order).await;
        }
        let again = app.dispatched(&clerk(&app).await, &order).await;
        assert_eq!(again["state"], "dispatched", "four teams said no, but it was asked twice");
    }
}

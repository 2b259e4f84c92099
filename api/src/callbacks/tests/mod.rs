//! The room through HTTP, on both databases.

#![expect(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test may panic")]

use crate::both;
use crate::orders::tests::assert_consistent;
use crate::testing::{Actor, TestApp, path_of, read_again, step_of, try_step};
use chrono::TimeDelta;
use contract::accounts::Role;
use contract::orders::OrderState;
use serde_json::{Value, json};

/// Calls for the first street, and for nobody else.
async fn caller(app: &TestApp) -> Actor<'_> {
    app.with_role("13911115555", Role::Caller, "429005/001/").await
}

fn silent() -> Value {
    json!({ "reached": false, "note": "无人接听" })
}

async fn queue(actor: &Actor<'_>, query: &str) -> Vec<Value> {
    actor.get(&format!("/callbacks?limit=200{query}")).await.ok()["items"].as_array().unwrap().clone()
}

async fn waiting(actor: &Actor<'_>, order: &Value, query: &str) -> Option<Value> {
    queue(actor, query).await.into_iter().find(|t| t["order_id"] == order["id"])
}

both! {
    async fn no_survey_for_auto_closed_and_reminders_lead_to_a_call(app) {
        let order = app.order(OrderState::Done).await;
        let caller = caller(&app).await;
        assert!(waiting(&caller, &order, "").await.is_none(), "the requester may still answer by themselves");
        assert!(waiting(&caller, &order, "&early=true").await.is_some());
        app.later(TimeDelta::days(4));
        crate::orders::sweep::once(&app.app).await.unwrap();
        let caller = self::caller(&app).await;
        let task = waiting(&caller, &order, "").await.unwrap();
        assert_eq!((&task["order_number"], &task["done_at"], &task["due_at"]), (&order["number"], &order["updated_at"], &order["due_at"]));
        assert_eq!((&task["contact"]["phone"], &task["contact"]["is_masked"]), (&json!("160****0001"), &json!(true)));
        assert_eq!(task["allowed_actions"], json!([{ "action": "call_unreached" }, { "action": "call_solved" }, { "action": "call_unsolved" }]));
        // The number is shown for the call, and the requester can read that.
        let contact = caller.post(&path_of(&order, "reveals"), json!({ "reason": "回访" })).await.ok();
        assert_eq!(contact["phone"], "16000000001");
        let looks = app.role(Role::Resident).await.get(&path_of(&order, "reveals")).await.ok();
        assert_eq!(looks["items"][0]["reason"], "回访");
        assert_eq!(read_again(&caller, &order).await["state"], "done", "silence alone closes nothing");
        assert_consistent(&app).await;
    }

    async fn three_tries_on_three_days_close_it_as_unreached(app) {
        let (mut order, mut caller) = (app.order(OrderState::Done).await, caller(&app).await);
        for day in 1..=3 {
            app.later(TimeDelta::days(1));
            caller = self::caller(&app).await;
            order = step_of(&caller, &order, "callbacks", silent()).await;
            if day < 3 {
                assert_eq!(order["state"], "done");
                assert_eq!(waiting(&caller, &order, "&early=true").await.unwrap()["tries"].as_array().unwrap().len(), day);
                let again = try_step(&caller, &order, "callbacks", silent()).await;
                assert_eq!(again.problem(), "409 step_refused", "one try a day counts");
                let task = waiting(&caller, &order, "&early=true").await.unwrap();
                assert_eq!(task["allowed_actions"][0], json!({ "action": "call_unreached", "blocked": "too_soon" }));
            }
        }
        assert_eq!(order["state"], "closed_unreached");
        let sent = app.messages().await;
        assert!(sent.iter().any(|m| m.template.as_str() == "order_closed" && m.values["number"] == order["number"].as_str().unwrap()));
        let timeline = app.role(Role::Resident).await.get(&path_of(&order, "timeline")).await.ok();
        assert_eq!(timeline["items"].as_array().unwrap().last().unwrap()["actor"], "系统");
        assert!(waiting(&caller, &order, "&early=true").await.is_none());
        assert_consistent(&app).await;
    }

    async fn a_call_confirms_or_reopens_and_may_carry_a_grade(app) {
        let caller = caller(&app).await;
        let solved = json!({ "reached": true, "solved": true, "grade": 4, "note": "=很好 𬭎 👍" });
        let order = step_of(&caller, &app.order(OrderState::Done).await, "callbacks", solved).await;
        let seen = read_again(&app.role(Role::Resident).await, &order).await;
        assert_eq!((&seen["state"], &seen["rating"]["grade"], &seen["rating"]["channel"]), (&json!("confirmed"), &json!(4), &json!("callback")));
        let unsolved = json!({ "reached": true, "solved": false, "grade": 2, "note": "还是不亮" });
        let order = step_of(&caller, &app.order(OrderState::Done).await, "callbacks", unsolved).await;
        assert_eq!((&order["state"], &order["round"], &order["team"]), (&json!("reopened"), &json!(2), &Value::Null));
        let seen = read_again(&app.role(Role::Resident).await, &order).await;
        assert_eq!(seen["rounds"][0]["rating"]["grade"], 2, "it belongs to the round that was called about");
        let trail = app.audit_of(format!("order/{}", order["id"].as_str().unwrap())).await.join(" ");
        assert!(trail.ends_with("order.done order.rated order.call_unsolved"), "{trail}");
        assert_consistent(&app).await;
    }

    async fn a_grade_by_telephone_does_not_overwrite_a_rating(app) {
        let (caller, resident) = (caller(&app).await, app.role(Role::Resident).await);
        let order = app.order(OrderState::Done).await;
        resident.post(&path_of(&order, "rating"), json!({ "grade": 5 })).await.ok();
        let order = read_again(&caller, &order).await;
        let refused = try_step(&caller, &order, "callbacks", json!({ "reached": true, "solved": true, "grade": 1, "note": "改主意" })).await;
        assert_eq!(refused.problem(), "409 already_rated");
        let order = step_of(&caller, &order, "callbacks", json!({ "reached": true, "solved": true, "note": "已解决" })).await;
        assert_eq!(read_again(&resident, &order).await["rating"]["grade"], 5);
        assert_consistent(&app).await;
    }

    async fn whoever_handled_it_does_not_call_back_about_it(app) {
        let order = app.order(OrderState::Done).await;
        let solved = json!({ "reached": true, "solved": true, "note": "已解决" });
        // The clerk accepted and dispatched it; the lead did it; a lead is no caller at all.
        let clerk = app.role(Role::CommunityClerk).await;
        assert_eq!(try_step(&clerk, &order, "callbacks", solved.clone()).await.problem(), "409 step_refused");
        let task = waiting(&clerk, &order, "&early=true").await.unwrap();
        assert_eq!(task["allowed_actions"][1], json!({ "action": "call_solved", "blocked": "handler" }));
        for (role, told) in [(Role::TeamLead, "403 forbidden"), (Role::Member, "403 forbidden"), (Role::Resident, "403 forbidden"), (Role::CityOffice, "403 forbidden")] {
            assert_eq!(try_step(&app.role(role).await, &order, "callbacks", solved.clone()).await.problem(), told, "{role}");
        }
        // A member of the team who calls elsewhere as well.
        let member = app.with_role("16000000002", Role::Caller, "429005/001/").await;
        assert_eq!(try_step(&member, &order, "callbacks", solved.clone()).await.problem(), "403 forbidden");
        let elsewhere = app.with_role("13911117777", Role::Caller, "429005/002/").await;
        assert_eq!(try_step(&elsewhere, &order, "callbacks", solved.clone()).await.problem(), "404 not_found");
        assert!(waiting(&elsewhere, &order, "&early=true").await.is_none());
        let mut stale = order.clone();
        stale["version"] = json!(1);
        let secretary = app.role(Role::CommunitySecretary).await;
        assert_eq!(try_step(&secretary, &stale, "callbacks", solved.clone()).await.problem(), "409 stale_version");
        assert_eq!(step_of(&secretary, &order, "callbacks", solved).await["state"], "confirmed");
        assert_consistent(&app).await;
    }

    async fn a_caller_sees_only_what_has_to_be_called(app) {
        let caller = caller(&app).await;
        for state in [OrderState::Submitted, OrderState::InProgress, OrderState::Confirmed] {
            let order = app.order(state).await;
            assert_eq!(caller.get(path_of(&order, "").trim_end_matches('/')).await.problem(), "404 not_found", "{state}");
            assert_eq!(caller.post(&path_of(&order, "reveals"), json!({ "reason": "看看" })).await.problem(), "404 not_found", "{state}");
        }
        assert_eq!(caller.get("/orders").await.ok()["items"], json!([]));
    }

    async fn what_does_not_fit_together_is_refused(app) {
        let (order, caller) = (app.order(OrderState::Done).await, caller(&app).await);
        for wrong in [
            json!({ "reached": true, "note": "接通" }),
            json!({ "reached": false, "solved": true, "note": "未接" }),
            json!({ "reached": false, "grade": 5, "note": "未接" }),
            json!({ "reached": true, "solved": true, "grade": 6, "note": "好" }),
            json!({ "reached": true, "solved": true, "note": " " }),
        ] {
            assert_eq!(try_step(&caller, &order, "callbacks", wrong.clone()).await.problem(), "422 invalid_fields", "{wrong}");
        }
        let keyed = json!({ "expected_version": order["version"], "reached": true, "solved": true, "note": "已解决" });
        let path = path_of(&order, "callbacks");
        let (a, b) = (caller.post_keyed(&path, keyed.clone(), "c").await, caller.post_keyed(&path, keyed, "c").await);
        assert_eq!((a.status, b.status, &a.text), (200, 200, &b.text), "a double click is one call");
    }
}

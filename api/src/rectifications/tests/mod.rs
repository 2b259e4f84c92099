//! The room through HTTP, on both databases.

#![expect(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test may panic")]

use super::Swept;
use crate::both;
use crate::orders::tests::assert_consistent;
use crate::testing::{Actor, Reply, TestApp, path_of, read_again};
use chrono::TimeDelta;
use contract::accounts::Role;
use contract::orders::OrderState;
use serde_json::{Value, json};

/// A done order with this grade.
async fn rated(app: &TestApp, grade: i16) -> Value {
    let (resident, order) = (app.role(Role::Resident).await, app.order(OrderState::Done).await);
    let ask = json!({ "grade": grade, "tags": [], "text": "说话难听 𬭎" });
    resident.post(&path_of(&order, "rating"), ask).await.ok();
    order
}

async fn of(actor: &Actor<'_>, order: &Value) -> Option<Value> {
    let found = actor.get(&format!("/rectifications?order={}", order["id"].as_str().unwrap())).await.ok();
    found["items"].as_array().unwrap().first().cloned()
}

async fn ask(actor: &Actor<'_>, it: &Value, step: &str, mut body: Value) -> Reply {
    body["expected_version"] = it["version"].clone();
    actor.post(&format!("/rectifications/{}/{step}", it["id"].as_str().unwrap()), body).await
}

async fn called(app: &TestApp, it: &Value) -> Value {
    ask(&app.role(Role::Street).await, it, "call", json!({ "reached": true, "findings": "上门时态度需要改进" })).await.ok()
}

async fn told(app: &TestApp, grade: i16) -> Value {
    let (clerk, order) = (app.role(Role::CommunityClerk).await, rated(app, grade).await);
    let it = called(app, &of(&app.role(Role::Street).await, &order).await.unwrap()).await;
    let it = ask(&clerk, &it, "plan", json!({ "way": "fix_now", "plan": "当面道歉并重新上门" })).await.ok();
    assert_eq!(it["state"], "fix_now");
    ask(&clerk, &it, "feedback", json!({ "feedback": "已当面道歉" })).await.ok()
}

async fn swept(app: &TestApp) -> Swept {
    crate::orders::sweep::once(&app.app).await.unwrap().rectifications
}

both! {
    async fn every_grade_of_two_or_less_opens_one_and_no_other_does(app) {
        let street = app.role(Role::Street).await;
        for grade in 1..=5 {
            let order = rated(&app, grade).await;
            let found = of(&street, &order).await;
            assert_eq!(found.is_some(), grade <= 2, "{grade}");
            if let Some(it) = found {
                // Tuesday, twenty past eleven, and one working day.
                assert_eq!((&it["state"], &it["grade"], it["due_at"].as_str().unwrap().get(..13)), (&json!("opened"), &json!(grade), Some("2026-11-25T03")));
                let trail = app.audit_of(format!("rectification/{}", it["id"].as_str().unwrap())).await;
                assert_eq!(trail, ["rectification.open"]);
            }
        }
        let sent = app.messages().await;
        assert!(sent.iter().any(|m| m.template.as_str() == "rectification_opened" && m.phone == "16000000006"), "the street is told");
        assert_consistent(&app).await;
    }

    async fn the_street_sees_it_at_once_the_community_after_the_call_and_nobody_there_the_grade(app) {
        let order = rated(&app, 1).await;
        let (street, resident) = (app.role(Role::Street).await, app.role(Role::Resident).await);
        let it = of(&street, &order).await.unwrap();
        let path = format!("/rectifications/{}", it["id"].as_str().unwrap());
        let inside = [Role::CommunityClerk, Role::CommunitySecretary, Role::TeamLead, Role::Member];
        for role in inside {
            let who = app.role(role).await;
            assert!(of(&who, &order).await.is_none(), "{role}");
            assert_eq!(who.get(&path).await.problem(), "404 not_found", "{role}");
        }
        called(&app, &it).await;
        for role in inside {
            let who = app.role(role).await;
            let seen = who.get(&path).await.ok();
            assert_eq!((&seen["findings"], &seen["grade"]), (&json!("上门时态度需要改进"), &Value::Null), "{role}");
            for secret in ["说话难听", "王秀英", "16000000001"] {
                assert!(!seen.to_string().contains(secret), "{role} {secret}");
            }
        }
        assert_eq!(resident.get(&path).await.ok()["grade"], 1);
        for outside in [app.other(Role::CommunityClerk).await, app.sign_in("13911112222").await, app.role(Role::SysAdmin).await] {
            assert_eq!(outside.get(&path).await.problem(), "404 not_found");
            assert!(of(&outside, &order).await.is_none());
        }
    }

    async fn a_bad_rating_is_called_fixed_told_and_rated_again(app) {
        let it = told(&app, 2).await;
        assert_eq!((&it["state"], it["due_at"].as_str().unwrap().get(..10)), (&json!("feedback_given"), Some("2026-12-01")));
        let sent = app.messages().await;
        let told = sent.iter().find(|m| m.template.as_str() == "rectification_feedback").unwrap();
        let token = told.values["link"].rsplit_once("/rate/").unwrap().1.to_owned();
        let nobody = app.nobody();
        assert_eq!(nobody.post(&format!("/rating-links/{token}/re-rating"), json!({ "grade": 0 })).await.fields(), ["/grade range"]);
        let rating = nobody.post(&format!("/rating-links/{token}/re-rating"), json!({ "grade": 4, "text": "改了 👍" })).await.ok();
        assert_eq!((&rating["grade"], &rating["re_rating"]["grade"]), (&json!(2), &json!(4)), "beside the first one, never instead of it");
        assert_eq!(nobody.post(&format!("/rating-links/{token}/re-rating"), json!({ "grade": 5 })).await.problem(), "409 step_refused");
        let resident = app.role(Role::Resident).await;
        let seen = resident.get(&format!("/rectifications/{}", it["id"].as_str().unwrap())).await.ok();
        let path: Vec<&str> = seen["events"].as_array().unwrap().iter().map(|e| e["action"].as_str().unwrap()).collect();
        assert_eq!((path.join(" ").as_str(), &seen["state"]), ("open call fix_now give_feedback re_rate close", &json!("closed")));
        let order = read_again(&resident, &json!({ "id": it["order_id"] })).await;
        assert_eq!((&order["rating"]["grade"], &order["rating"]["re_rating"]["grade"]), (&json!(2), &json!(4)));
        assert_consistent(&app).await;
    }

    async fn whoever_is_still_dissatisfied_is_looked_at_by_the_street(app) {
        let it = told(&app, 1).await;
        let (resident, clerk, street) = (app.role(Role::Resident).await, app.role(Role::CommunityClerk).await, app.role(Role::Street).await);
        let path = format!("/rectifications/{}", it["id"].as_str().unwrap());
        assert_eq!(clerk.post(&format!("{path}/re-rating"), json!({ "grade": 5 })).await.problem(), "403 forbidden", "nobody rates for the rater");
        resident.post(&format!("{path}/re-rating"), json!({ "grade": 1 })).await.ok();
        let it = street.get(&path).await.ok();
        assert_eq!((&it["state"], &it["allowed_actions"]), (&json!("re_rated"), &json!(["close"])));
        assert_eq!(ask(&clerk, &it, "closing", json!({ "note": "算了吧，就这样" })).await.problem(), "403 forbidden");
        assert_eq!(ask(&street, &it, "closing", json!({ "note": "已约谈服务队负责人" })).await.ok()["state"], "closed");
    }

    async fn a_ledger_needs_a_second_person(app) {
        let order = rated(&app, 2).await;
        let (secretary, clerk) = (app.role(Role::CommunitySecretary).await, app.role(Role::CommunityClerk).await);
        let it = called(&app, &of(&app.role(Role::Street).await, &order).await.unwrap()).await;
        let plan = json!({ "way": "ledger", "plan": "需要更换整栋楼线路" });
        let own = ask(&secretary, &it, "plan", plan.clone()).await.ok();
        assert_eq!(ask(&secretary, &own, "ledger-decision", json!({ "is_approved": true })).await.problem(), "403 forbidden");
        assert_eq!(ask(&secretary, &own, "ledger-decision", json!({ "is_approved": false })).await.problem(), "422 invalid_fields");
        assert_eq!(ask(&clerk, &own, "ledger-decision", json!({ "is_approved": true })).await.problem(), "403 forbidden");
        let back = ask(&secretary, &own, "ledger-decision", json!({ "is_approved": false, "note": "太慢" })).await.ok();
        assert_eq!(back["state"], "called_back");
        let it = ask(&clerk, &back, "plan", plan).await.ok();
        assert_eq!(ask(&secretary, &own, "ledger-decision", json!({ "is_approved": true })).await.problem(), "409 stale_version");
        let it = ask(&secretary, &it, "ledger-decision", json!({ "is_approved": true })).await.ok();
        // Fifteen working days from Tuesday.
        assert_eq!((&it["state"], it["due_at"].as_str().unwrap().get(..10)), (&json!("ledger"), Some("2026-12-15")));
    }

    async fn caller_and_handler_are_never_the_same(app) {
        let order = rated(&app, 1).await;
        let it = of(&app.role(Role::Street).await, &order).await.unwrap();
        let body = json!({ "reached": true, "findings": "没问题" });
        for role in [Role::CommunityClerk, Role::CommunitySecretary, Role::TeamLead, Role::Resident, Role::CityOffice] {
            assert_eq!(ask(&app.role(role).await, &it, "call", body.clone()).await.problem(), "403 forbidden", "{role}");
        }
        let lead = app.with_role("16000000003", Role::Caller, "429005/001/").await;
        assert_eq!(ask(&lead, &it, "call", body.clone()).await.problem(), "404 not_found", "whoever did it does not even get to know");
        let elsewhere = app.with_role("13911117777", Role::Caller, "429005/002/").await;
        assert_eq!(ask(&elsewhere, &it, "call", body.clone()).await.problem(), "404 not_found");
        let caller = app.with_role("13911115555", Role::Caller, "429005/001/").await;
        assert_eq!(caller.post(&path_of(&order, "reveals"), json!({ "reason": "差评回访" })).await.ok()["phone"], "16000000001");
        assert_eq!(ask(&caller, &it, "call", body).await.ok()["state"], "called_back");
    }

    async fn three_tries_in_vain_do_not_hold_it_up(app) {
        let (street, order) = (app.role(Role::Street).await, rated(&app, 1).await);
        let mut it = of(&street, &order).await.unwrap();
        let due = it["due_at"].clone();
        for state in ["opened", "opened", "called_back"] {
            it = ask(&street, &it, "call", json!({ "reached": false, "findings": "无人接听" })).await.ok();
            assert_eq!((&it["state"], state == "opened"), (&json!(state), it["due_at"] == due));
        }
    }

    async fn lateness_is_told_once_a_state_and_silence_ends_it(app) {
        let order = rated(&app, 1).await;
        app.later(TimeDelta::days(2));
        assert_eq!((swept(&app).await.told > 0, swept(&app).await.told), (true, 0));
        let street = app.role(Role::Street).await;
        let late = of(&street, &order).await.unwrap();
        assert_eq!(late["is_overdue"], true);
        assert!(street.get("/rectifications?overdue=true").await.ok().to_string().contains(late["id"].as_str().unwrap()));
        let it = told(&app, 2).await;
        app.later(TimeDelta::days(7) + TimeDelta::minutes(1));
        let path = format!("/rectifications/{}", it["id"].as_str().unwrap());
        assert_eq!(app.role(Role::Resident).await.post(&format!("{path}/re-rating"), json!({ "grade": 5 })).await.problem(), "409 step_refused");
        assert_eq!((swept(&app).await.closed > 0, swept(&app).await.closed), (true, 0));
        let it = app.role(Role::Street).await.get(&path).await.ok();
        let end: Vec<&str> = it["events"].as_array().unwrap().iter().rev().take(2).map(|e| e["action"].as_str().unwrap()).collect();
        assert_eq!((end, &it["re_rating_grade"]), (vec!["close", "stay_silent"], &Value::Null));
        assert_consistent(&app).await;
    }
}

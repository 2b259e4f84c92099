//! The room through HTTP, on both databases.

#![expect(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test may panic")]

use crate::both;
use crate::orders::tests::assert_consistent;
use crate::testing::{Actor, Reply, TestApp, path_of, read_again, step_of, try_step};
use chrono::TimeDelta;
use contract::accounts::Role;
use contract::orders::OrderState;
use serde_json::{Value, json};

/// A whistle to two departments, and who answers for each.
async fn blown(app: &TestApp) -> (Value, Value, Actor<'_>, Actor<'_>) {
    let units = app.departments().await;
    let (one, two) = (app.answers_for("13911116666", &units[0]).await, app.answers_for("13911118888", &units[1]).await);
    let (order, whistle) = app.whistled(&app.role(Role::CommunityClerk).await, &app.order(OrderState::Accepted).await).await;
    (order, whistle, one, two)
}

fn part<'v>(whistle: &'v Value, unit: &str) -> &'v Value {
    whistle["responders"].as_array().unwrap().iter().find(|r| r["unit_id"] == unit).unwrap()
}

async fn ask(actor: &Actor<'_>, part: &Value, step: &str, mut body: Value) -> Reply {
    if step != "contact" {
        body["expected_version"] = part["version"].clone();
    }
    actor.post(&format!("/whistle-responders/{}/{step}", part["id"].as_str().unwrap()), body).await
}

/// From the acknowledgement to the report.
async fn answer(actor: &Actor<'_>, whistle: &Value, unit: &str, is_solved: bool) -> Value {
    let whistle = ask(actor, part(whistle, unit), "acknowledgement", json!({})).await.ok();
    let whistle = ask(actor, part(&whistle, unit), "plan", json!({ "text": "今天派人" })).await.ok();
    let whistle = ask(actor, part(&whistle, unit), "arrival", json!({ "text": "已到现场" })).await.ok();
    ask(actor, part(&whistle, unit), "result", json!({ "is_solved": is_solved, "text": "路灯已修复 💡" })).await.ok()
}

both! {
    async fn when_every_department_has_solved_its_part_the_order_is_done_and_rated(app) {
        let (order, whistle, one, two) = blown(&app).await;
        let (units, resident) = (app.departments().await, app.role(Role::Resident).await);
        assert_eq!((&order["state"], &whistle["state"]), (&json!("whistled"), &json!("blown")));
        // One working day from Tuesday, twenty past eleven.
        assert_eq!(part(&whistle, &units[0])["due_at"].as_str().unwrap().get(..13), Some("2026-11-25T03"));
        answer(&one, &whistle, &units[0], true).await;
        assert_eq!(read_again(&resident, &order).await["state"], "whistled");
        let ended = answer(&two, &whistle, &units[1], true).await;
        let said = part(&ended, &units[1]);
        assert_eq!((&said["plan"], &said["on_site"]), (&json!("今天派人"), &json!("已到现场")), "the one does not replace the other");
        assert_eq!((&ended["state"], ended["responders"].as_array().unwrap().len()), (&json!("solved"), 1), "a department reads its own part");
        let done = read_again(&resident, &order).await;
        assert_eq!((&done["state"], &done["outcome"], &done["rounds"][0]["team"]), (&json!("done"), &json!("resolved"), &Value::Null));
        assert!(done["completion_note"].as_str().unwrap().contains("路灯已修复 💡"));
        assert!(app.messages().await.iter().any(|m| m.template.as_str() == "order_done" && m.values["number"] == order["number"].as_str().unwrap()));
        resident.post(&path_of(&order, "rating"), json!({ "grade": 1 })).await.ok();
        assert_consistent(&app).await;
    }

    async fn what_is_left_goes_back_to_the_community(app) {
        let (order, whistle, one, two) = blown(&app).await;
        let (units, clerk) = (app.departments().await, app.role(Role::CommunityClerk).await);
        answer(&one, &whistle, &units[0], false).await;
        answer(&two, &whistle, &units[1], true).await;
        let back = read_again(&clerk, &order).await;
        assert_eq!((&back["state"], &back["deadline"]), (&json!("accepted"), &order["deadline"]), "the promise runs on");
        let taken = app.dispatched(&clerk, &back).await;
        assert_eq!(taken["state"], "dispatched");
        assert_consistent(&app).await;
    }

    async fn a_department_reads_what_it_is_asked_and_the_rest_after_acknowledging(app) {
        let (order, whistle, one, _) = blown(&app).await;
        let units = app.departments().await;
        let path = format!("/whistles/{}", whistle["id"].as_str().unwrap());
        let seen = one.get(&path).await.ok();
        assert_eq!((seen["responders"].as_array().unwrap().len(), &seen["order_text"]), (1, &Value::Null));
        for secret in ["王秀英", "16000000001", "园林小区", "灯泡坏了"] {
            assert!(!seen.to_string().contains(secret), "{secret}");
        }
        assert_eq!(one.get(&path_of(&order, "timeline")).await.problem(), "404 not_found", "the order itself stays with the community");
        let reason = json!({ "reason": "上门前联系" });
        assert_eq!(ask(&one, part(&whistle, &units[0]), "contact", reason.clone()).await.problem(), "409 step_refused");
        assert_eq!(ask(&one, part(&whistle, &units[1]), "contact", reason.clone()).await.problem(), "404 not_found");
        let seen = ask(&one, part(&seen, &units[0]), "acknowledgement", json!({})).await.ok();
        assert!(seen["order_text"].as_str().unwrap().contains("灯泡坏了"));
        assert_eq!(ask(&one, part(&whistle, &units[0]), "contact", reason).await.ok()["phone"], "16000000001");
        let looks = app.role(Role::Resident).await.get(&path_of(&order, "reveals")).await.ok();
        assert_eq!(looks["items"][0]["reason"], "上门前联系");
        for outside in [app.sign_in("13911112222").await, app.other(Role::CommunityClerk).await, app.role(Role::TeamLead).await] {
            assert_eq!(outside.get(&path).await.problem(), "404 not_found");
        }
        assert!(!app.other(Role::CommunityClerk).await.get("/whistles").await.ok().to_string().contains(whistle["id"].as_str().unwrap()));
    }

    async fn nobody_answers_for_another_department(app) {
        let (_, whistle, one, two) = blown(&app).await;
        let units = app.departments().await;
        let mine = part(&whistle, &units[0]);
        assert_eq!(ask(&two, mine, "acknowledgement", json!({})).await.problem(), "404 not_found");
        for role in [Role::CommunityClerk, Role::Street, Role::CityOffice, Role::Resident] {
            assert_eq!(ask(&app.role(role).await, mine, "acknowledgement", json!({})).await.problem(), "403 forbidden", "{role}");
        }
        assert_eq!(ask(&one, mine, "result", json!({ "is_solved": true, "text": "已经全部解决" })).await.problem(), "409 step_refused");
        let after = ask(&one, mine, "acknowledgement", json!({})).await.ok();
        assert_eq!(ask(&one, mine, "arrival", json!({ "text": "到了" })).await.problem(), "409 stale_version");
        assert_eq!(part(&after, &units[0])["allowed_actions"], json!(["arrive", "plan"]));
    }

    async fn both_sides_say_how_it_went_once(app) {
        let (_, whistle, one, _) = blown(&app).await;
        let (units, clerk) = (app.departments().await, app.role(Role::CommunityClerk).await);
        assert_eq!(ask(&clerk, part(&whistle, &units[0]), "grade", json!({ "grade": 5 })).await.problem(), "409 step_refused");
        let whistle = answer(&one, &whistle, &units[0], true).await;
        let graded = ask(&clerk, part(&whistle, &units[0]), "grade", json!({ "grade": 4, "note": "来得快" })).await.ok();
        assert_eq!(part(&graded, &units[0])["grade"], 4);
        assert_eq!(ask(&clerk, part(&graded, &units[0]), "grade", json!({ "grade": 1 })).await.problem(), "409 step_refused");
        assert_eq!(ask(&app.role(Role::Street).await, part(&graded, &units[0]), "grade", json!({ "grade": 1 })).await.problem(), "403 forbidden");
        let viewed = ask(&one, part(&graded, &units[0]), "view", json!({ "is_clear": true, "is_justified": false, "note": "属于城管" })).await.ok();
        assert_eq!(part(&viewed, &units[0])["is_justified"], false);
    }

    async fn silence_is_told_to_the_street_and_then_to_the_city(app) {
        let (_, whistle, one, _) = blown(&app).await;
        let units = app.departments().await;
        ask(&one, part(&whistle, &units[0]), "acknowledgement", json!({})).await.ok();
        let look = async || crate::orders::sweep::once(&app.app).await.unwrap().whistles_told;
        assert_eq!(look().await, 0);
        app.later(TimeDelta::hours(25));
        assert_eq!((look().await, look().await), (1, 0));
        let told = |phone: &'static str| {
            let app = &app;
            async move { app.messages().await.iter().filter(|m| m.template.as_str() == "whistle_overdue" && m.phone == phone).count() }
        };
        assert_eq!((told("16000000006").await, told("16000000007").await), (1, 0));
        app.later(TimeDelta::hours(25));
        // The first department is late with its next step by now as well.
        look().await;
        assert!(told("16000000007").await >= 1, "the city's view");
        let late = app.role(Role::CityOffice).await.get("/whistles?overdue=true").await.ok();
        assert!(late.to_string().contains(whistle["id"].as_str().unwrap()));
    }

    async fn a_whistle_is_blown_for_departments_by_the_desk_that_holds_the_order(app) {
        let (order, units) = (app.order(OrderState::Submitted).await, app.departments().await);
        let clerk = app.role(Role::CommunityClerk).await;
        let body = |units: Value| json!({ "cause": "emergency", "text": "水管爆裂，需要立即抢修", "unit_ids": units, "is_urgent": true });
        assert_eq!(try_step(&clerk, &order, "whistles", body(json!([]))).await.fields(), ["/unit_ids length"]);
        assert_eq!(try_step(&clerk, &order, "whistles", body(json!([units[0], units[0]]))).await.fields(), ["/unit_ids/1 unique"]);
        let nothing = json!(["01930f2e-6f00-7000-8000-000000000001"]);
        assert_eq!(try_step(&clerk, &order, "whistles", body(nothing)).await.fields(), ["/unit_ids/0 choice"]);
        for (role, told) in [(Role::Street, "403 forbidden"), (Role::CityOffice, "403 forbidden"), (Role::Resident, "403 forbidden")] {
            assert_eq!(try_step(&app.role(role).await, &order, "whistles", body(json!([units[0]]))).await.problem(), told, "{role}");
        }
        assert_eq!(try_step(&app.other(Role::CommunityClerk).await, &order, "whistles", body(json!([units[0]]))).await.problem(), "404 not_found");
        let whistle = step_of(&clerk, &order, "whistles", body(json!([units[0]]))).await;
        // Two hours, day and night.
        assert_eq!(part(&whistle, &units[0])["due_at"].as_str().unwrap().get(..13), Some("2026-11-24T05"));
        let order = read_again(&clerk, &order).await;
        assert_eq!(try_step(&clerk, &order, "whistles", body(json!([units[0]]))).await.problem(), "409 step_refused");
        assert!(order["deadline"].is_string());
        assert_consistent(&app).await;
    }

    async fn whoever_answered_for_a_department_neither_rates_nor_calls_back(app) {
        let (order, whistle, one, two) = blown(&app).await;
        let units = app.departments().await;
        // The requester is the one who answers for the second department as well.
        let resident = app.answers_for("16000000001", &units[1]).await;
        drop(two);
        answer(&one, &whistle, &units[0], true).await;
        answer(&resident, &whistle, &units[1], true).await;
        assert_eq!(resident.post(&path_of(&order, "rating"), json!({ "grade": 5 })).await.problem(), "403 forbidden");
        let caller = app.with_role("13911116666", Role::Caller, "429005/001/").await;
        let done = read_again(&caller, &order).await;
        let call = json!({ "reached": true, "solved": true, "note": "已解决" });
        assert_eq!(try_step(&caller, &done, "callbacks", call).await.problem(), "403 forbidden");
    }
}

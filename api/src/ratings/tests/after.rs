//! Whose work a rating is about, who may give it, what may be said later, who may see the rater, and what is left out of the figures.

use super::*;
use crate::both;
use crate::testing::Reply;

async fn rated(app: &TestApp, grade: i16) -> (Value, Value) {
    let order = app.order(OrderState::Confirmed).await;
    let rating = resident(app).await.post(&path_of(&order, "rating"), json!({ "grade": grade })).await.ok();
    (order, rating)
}

/// Until the community knows of a bad rating.
async fn called(app: &TestApp, order: &Value) {
    let street = app.role(Role::Street).await;
    let found = street.get(&format!("/rectifications?order={}", order["id"].as_str().unwrap())).await.ok();
    let path = format!("/rectifications/{}/call", found["items"][0]["id"].as_str().unwrap());
    street.post(&path, json!({ "expected_version": 1, "reached": true, "findings": "核实情况" })).await.ok();
}

async fn appeal(app: &TestApp, role: Role, rating: &Value) -> Reply {
    let path = format!("/ratings/{}/appeals", rating["id"].as_str().unwrap());
    app.role(role).await.post(&path, json!({ "reason": "当天已换好，有照片为证" })).await
}

fn decision(is_upheld: bool) -> Value {
    json!({ "expected_version": 1, "is_upheld": is_upheld, "reason": "核实为误评", "representative": "李大妈", "consent": "11 月 25 日当面同意" })
}

both! {
    async fn survey_answer_without_login(app) {
        let order = app.order(OrderState::Done).await;
        let link = format!("/rating-links/{}", token_of(&app, &order).await);
        app.nobody().post(&link, json!({ "grade": 3 })).await.ok();
        let order = step_of(&resident(&app).await, &read_again(&resident(&app).await, &order).await, "confirmation", json!({})).await;
        let word = app.nobody().post(&format!("{link}/follow-up"), json!({ "text": "后来又来看过 👍", "grade": 5 })).await.ok();
        assert_eq!((&word["grade"], &word["follow_up"]["grade"], &word["follow_up"]["channel"]), (&json!(3), &json!(5), &json!("link")));
        assert_eq!(app.nobody().post(&format!("{link}/follow-up"), json!({ "text": "再说一次" })).await.problem(), "409 already_rated");
        assert_eq!(read_again(&resident(&app).await, &order).await["rating"]["follow_up"]["text"], "后来又来看过 👍");
        assert_consistent(&app).await;
    }

    async fn ask_again_after_every_resolution_and_only_one_survey_per_round(app) {
        let (resident, clerk, lead) = (resident(&app).await, app.role(Role::CommunityClerk).await, app.role(Role::TeamLead).await);
        let mut order = app.order(OrderState::Done).await;
        for round in 1..=2 {
            let sent = app.messages().await;
            let asked = sent.iter().filter(|m| m.template.as_str() == "order_done" && m.values["number"] == order["number"].as_str().unwrap());
            assert_eq!(asked.count(), round, "asked once each time it is done");
            resident.post(&path_of(&order, "rating"), json!({ "grade": round })).await.ok();
            assert_eq!(resident.post(&path_of(&order, "rating"), json!({ "grade": 5 })).await.problem(), "409 already_rated");
            if round == 1 {
                order = step_of(&resident, &read_again(&resident, &order).await, "reopening", json!({ "text": "又坏了" })).await;
                order = app.taken(&lead, &app.dispatched(&clerk, &order).await).await;
                order = step_of(&lead, &order, "contact", json!({ "method": "phone" })).await;
                order = step_of(&lead, &order, "completion", json!({ "outcome": "resolved", "minutes": 5 })).await;
            }
        }
        let seen = read_again(&resident, &order).await;
        let grades: Vec<&Value> = seen["rounds"].as_array().unwrap().iter().map(|r| &r["rating"]["grade"]).collect();
        assert_eq!(grades, [&json!(1), &json!(2)]);
        assert_consistent(&app).await;
    }

    async fn the_handler_does_not_rate_himself(app) {
        // A member of the team orders, and the own team does it.
        let member = app.role(Role::Member).await;
        let (clerk, lead) = (app.role(Role::CommunityClerk).await, app.role(Role::TeamLead).await);
        let mut order = member.post("/orders", app.new_order().await).await.ok();
        order = step_of(&clerk, &order, "acceptance", json!({ "urgency": "normal" })).await;
        order = app.taken(&lead, &app.dispatched(&clerk, &order).await).await;
        order = step_of(&lead, &order, "contact", json!({ "method": "visit" })).await;
        order = step_of(&lead, &order, "completion", json!({ "outcome": "resolved", "minutes": 5 })).await;
        assert_eq!(member.post(&path_of(&order, "rating"), json!({ "grade": 5 })).await.problem(), "403 forbidden");
        let link = format!("/rating-links/{}", token_of(&app, &order).await);
        assert_eq!(app.nobody().post(&link, json!({ "grade": 5 })).await.problem(), "403 forbidden", "nor by the link");
        let offered = read_again(&member, &order).await["allowed_actions"].to_string();
        assert!(offered.contains(r#""action":"rate","blocked":"handler""#) || offered.contains("handler"), "{offered}");
        assert_eq!(lead.post(&path_of(&order, "rating"), json!({ "grade": 5 })).await.problem(), "403 forbidden");
    }

    async fn one_more_word_once_within_thirty_days(app) {
        let resident = resident(&app).await;
        let unrated = app.order(OrderState::Confirmed).await;
        let word = json!({ "text": "用了一周，很好" });
        assert_eq!(resident.post(&path_of(&unrated, "follow-up"), word.clone()).await.problem(), "409 step_refused");
        let (order, _) = rated(&app, 4).await;
        assert_eq!(resident.post(&path_of(&order, "follow-up"), json!({ "text": " " })).await.problem(), "422 invalid_fields");
        assert_eq!(resident.post(&path_of(&order, "follow-up"), json!({ "text": "好的", "grade": 6 })).await.problem(), "422 invalid_fields");
        for role in [Role::CommunityClerk, Role::TeamLead, Role::Street] {
            assert_eq!(app.role(role).await.post(&path_of(&order, "follow-up"), word.clone()).await.problem(), "403 forbidden", "{role}");
        }
        let said = resident.post(&path_of(&order, "follow-up"), word.clone()).await.ok();
        assert_eq!((&said["grade"], &said["follow_up"]["text"]), (&json!(4), &word["text"]));
        assert_eq!(resident.post(&path_of(&order, "follow-up"), word.clone()).await.problem(), "409 already_rated");
        let (late, _) = rated(&app, 4).await;
        app.later(TimeDelta::days(31));
        let resident = super::resident(&app).await;
        assert_eq!(resident.post(&path_of(&late, "follow-up"), word).await.problem(), "409 rating_window_closed");
        assert_consistent(&app).await;
    }

    async fn the_rater_is_shown_to_those_who_call_and_each_look_is_written_down(app) {
        let (order, rating) = rated(&app, 1).await;
        let path = format!("/ratings/{}/unsealing", rating["id"].as_str().unwrap());
        let reason = json!({ "reason": "=核实差评 𬭎" });
        for role in [Role::CommunityClerk, Role::CommunitySecretary, Role::TeamLead, Role::CityOffice, Role::Resident] {
            assert_eq!(app.role(role).await.post(&path, reason.clone()).await.problem(), "403 forbidden", "{role}");
        }
        let elsewhere = app.with_role("13911114444", Role::Street, "429005/002/").await;
        assert_eq!(elsewhere.post(&path, reason.clone()).await.problem(), "404 not_found");
        let lead = app.with_role("16000000003", Role::Caller, "429005/001/").await;
        assert_eq!(lead.post(&path, reason.clone()).await.problem(), "403 forbidden", "whoever did it does not get to know");
        let caller = app.with_role("13911115555", Role::Caller, "429005/001/").await;
        assert_eq!(caller.post(&path, json!({})).await.fields(), ["/reason required"]);
        assert_eq!(caller.post(&path, reason.clone()).await.ok()["phone"], "16000000001");
        let log = app.role(Role::Street).await.get("/ratings/unsealings").await.ok();
        assert_eq!((&log["items"][0]["rating_id"], &log["items"][0]["order_number"], &log["items"][0]["reason"]), (&rating["id"], &order["number"], &reason["reason"]));
        assert_eq!(app.audit_of(format!("rating/{}", rating["id"].as_str().unwrap())).await, ["rating.unsealed"]);
        let looks = resident(&app).await.get(&path_of(&order, "reveals")).await.ok();
        assert_eq!(looks["items"][0]["reason"], reason["reason"], "the requester can read it");
        assert_eq!(elsewhere.get("/ratings/unsealings").await.ok()["items"], json!([]));
        assert_eq!(app.role(Role::CommunitySecretary).await.get("/ratings/unsealings").await.problem(), "403 forbidden");
    }

    async fn surveys_expire_and_what_nobody_rated_is_unrated(app) {
        let street = app.role(Role::Street).await;
        let path = format!("/ratings/coverage?community={}&from=2026-11-24T03:00:00Z", app.community().await);
        let (_, bad) = rated(&app, 2).await;
        rated(&app, 5).await;
        app.order(OrderState::Done).await;
        let figures = |c: &Value| ["closable", "rated", "unrated", "open", "excluded", "per_mille"].map(|n| c[n].as_i64()).map(|n| n.unwrap_or(-1));
        assert_eq!(figures(&street.get(&path).await.ok()), [2, 2, 0, 1, 0, 1000]);
        let days = app.app.config.ratings.window_days;
        app.later(TimeDelta::days(days) + TimeDelta::minutes(1));
        let street = app.role(Role::Street).await;
        assert_eq!(figures(&street.get(&path).await.ok()), [3, 2, 1, 0, 0, 666], "no default praise");
        assert!(bad["id"].is_string());
        let elsewhere = app.with_role("13911114444", Role::Street, "429005/002/").await;
        assert_eq!(elsewhere.get(&path).await.problem(), "404 not_found");
        assert_eq!(resident(&app).await.get(&path).await.problem(), "403 forbidden");
    }

    async fn an_appeal_excludes_and_never_deletes(app) {
        let (order, rating) = rated(&app, 1).await;
        assert_eq!(appeal(&app, Role::TeamLead, &rating).await.problem(), "404 not_found", "they do not know of it before the call");
        called(&app, &order).await;
        for role in [Role::CommunityClerk, Role::Member, Role::Street, Role::Resident] {
            assert_eq!(appeal(&app, role, &rating).await.problem(), "403 forbidden", "{role}");
        }
        let filed = appeal(&app, Role::TeamLead, &rating).await.ok();
        assert_eq!((&filed["state"], filed["due_at"].as_str().unwrap().get(..10)), (&json!("filed"), Some("2026-12-01")));
        assert_eq!(appeal(&app, Role::CommunitySecretary, &rating).await.problem(), "409 step_refused");
        let path = format!("/appeals/{}/decision", filed["id"].as_str().unwrap());
        let street = app.role(Role::Street).await;
        for missing in ["representative", "consent", "reason"] {
            let mut incomplete = decision(true);
            incomplete[missing] = json!("");
            assert_eq!(street.post(&path, incomplete).await.problem(), "422 invalid_fields", "{missing}");
        }
        assert_eq!(app.role(Role::CommunitySecretary).await.post(&path, decision(true)).await.problem(), "403 forbidden");
        let elsewhere = app.with_role("13911114444", Role::Street, "429005/002/").await;
        assert_eq!(elsewhere.post(&path, decision(true)).await.problem(), "404 not_found");
        let decided = street.post(&path, decision(true)).await.ok();
        assert_eq!((&decided["state"], &decided["representative"]), (&json!("upheld"), &json!("李大妈")));
        assert_eq!(street.post(&path, decision(false)).await.problem(), "409 stale_version");
        let seen = read_again(&resident(&app).await, &order).await;
        assert_eq!((&seen["rating"]["grade"], &seen["rating"]["excluded"]), (&json!(1), &json!("核实为误评")), "still there, with the reason");
        let path = format!("/ratings/coverage?community={}&from=2026-11-24T03:00:00Z", app.community().await);
        assert_eq!(street.get(&path).await.ok()["excluded"], 1);
        assert_consistent(&app).await;
    }

    async fn a_rectification_ends_with_the_rating_that_opened_it(app) {
        let (street, clerk) = (app.role(Role::Street).await, app.role(Role::CommunityClerk).await);
        let (order, rating) = rated(&app, 1).await;
        called(&app, &order).await;
        let of = async |order: &Value| street.get(&format!("/rectifications?order={}", order["id"].as_str().unwrap())).await.ok()["items"][0].clone();
        let it = of(&order).await;
        let path = format!("/rectifications/{}", it["id"].as_str().unwrap());
        let plan = json!({ "expected_version": it["version"], "way": "fix_now", "plan": "当面道歉并重新上门" });
        let it = clerk.post(&format!("{path}/plan"), plan).await.ok();
        let filed = appeal(&app, Role::TeamLead, &rating).await.ok();
        street.post(&format!("/appeals/{}/decision", filed["id"].as_str().unwrap()), decision(true)).await.ok();
        let over = clerk.get(&path).await.ok();
        assert_eq!((&over["state"], over.get("due_at"), &over["allowed_actions"]), (&json!("closed"), None, &json!([])));
        let last = over["events"].as_array().unwrap().last().unwrap().clone();
        assert_eq!((&last["action"], &last["note"]), (&json!("annul"), &json!("核实为误评")));
        let trail = app.audit_of(format!("rectification/{}", it["id"].as_str().unwrap())).await;
        assert_eq!(trail, ["rectification.open", "rectification.call", "rectification.fix_now", "rectification.annul"]);
        let late = json!({ "expected_version": it["version"], "feedback": "已当面道歉" });
        assert_eq!(clerk.post(&format!("{path}/feedback"), late).await.problem(), "409 stale_version");
        let late = json!({ "expected_version": over["version"], "feedback": "已当面道歉" });
        assert_eq!(clerk.post(&format!("{path}/feedback"), late).await.problem(), "409 step_refused");
        assert_eq!(clerk.get("/notices?limit=1").await.ok()["items"][0]["kind"], "rectification_annulled");
        let notice = resident(&app).await.get("/notices?limit=1").await.ok()["items"][0].clone();
        assert_eq!(notice["kind"], "rating_excluded");
        assert!(notice["text"].as_str().unwrap().contains("核实为误评"), "{notice}");
        let sent = app.messages().await;
        assert!(!sent.iter().any(|m| m.template.as_str() == "rating_excluded" && m.values.contains_key("reason")), "no SMS quotes anybody");
        // One that is denied goes on.
        let (order, rating) = rated(&app, 1).await;
        called(&app, &order).await;
        let filed = appeal(&app, Role::TeamLead, &rating).await.ok();
        street.post(&format!("/appeals/{}/decision", filed["id"].as_str().unwrap()), decision(false)).await.ok();
        assert_eq!(of(&order).await["state"], "called_back");
        assert_consistent(&app).await;
    }

    async fn an_appeal_that_nobody_decides_is_told_to_the_street_once(app) {
        let swept = async || crate::orders::sweep::once(&app.app).await.unwrap().appeals_told;
        let (order, rating) = rated(&app, 2).await;
        called(&app, &order).await;
        let filed = appeal(&app, Role::TeamLead, &rating).await.ok();
        swept().await;
        app.later(TimeDelta::days(6));
        assert_eq!(swept().await, 0, "five working days: Tuesday a week later");
        app.later(TimeDelta::days(1) + TimeDelta::minutes(1));
        assert_eq!((swept().await, swept().await), (1, 0));
        let kinds = async |actor: &crate::testing::Actor<'_>| {
            let inbox = actor.get("/notices?limit=200").await.ok();
            let late = inbox["items"].as_array().unwrap().iter().filter(|n| n["kind"] == "appeal_overdue");
            late.filter(|n| n["order_id"] == order["id"]).count()
        };
        let street = app.role(Role::Street).await;
        assert_eq!((kinds(&street).await, kinds(&app.role(Role::CommunitySecretary).await).await), (1, 0));
        let path = format!("/appeals/{}/decision", filed["id"].as_str().unwrap());
        street.post(&path, decision(true)).await.ok();
        app.later(TimeDelta::days(30));
        swept().await;
        assert_eq!(kinds(&app.role(Role::Street).await).await, 1, "what is decided is late no more");
    }

    async fn an_appeal_comes_within_five_working_days_and_may_be_denied(app) {
        let (order, rating) = rated(&app, 2).await;
        called(&app, &order).await;
        let filed = appeal(&app, Role::CommunitySecretary, &rating).await.ok();
        let street = app.role(Role::Street).await;
        assert_eq!(street.get("/appeals?state=filed").await.ok()["items"][0]["may_decide"], true);
        let path = format!("/appeals/{}/decision", filed["id"].as_str().unwrap());
        assert_eq!(street.post(&path, decision(false)).await.ok()["state"], "denied");
        assert_eq!(read_again(&resident(&app).await, &order).await["rating"]["excluded"], Value::Null);
        let (order, rating) = rated(&app, 2).await;
        called(&app, &order).await;
        app.later(TimeDelta::days(8));
        assert_eq!(appeal(&app, Role::CommunitySecretary, &rating).await.problem(), "409 step_refused");
    }
}

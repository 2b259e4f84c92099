//! Before the work: several questions, rejection by two persons and its review, referral, consent, pressing for an order.

use super::*;
use crate::both;
use crate::testing::{path_of, read_again, referral, rejection, step_of, try_step};
use serde_json::json;

async fn proposed(app: &TestApp) -> Value {
    let order = app.order(OrderState::Submitted).await;
    step_of(&app.role(Role::CommunityClerk).await, &order, "rejection-proposal", rejection()).await
}

both! {
    async fn several_questions_take_an_answer_each_and_both_sides_read_them_again(app) {
        let (clerk, resident) = (app.role(Role::CommunityClerk).await, app.role(Role::Resident).await);
        let order = app.order(OrderState::Submitted).await;
        let asked = step_of(&clerk, &order, "information-request", json!({ "questions": ["哪个房间？", " 𬭎牌的吗？💡 "] })).await;
        assert_eq!(asked["question"], "1. 哪个房间？\n2. 𬭎牌的吗？💡");
        let one = try_step(&resident, &asked, "information", json!({ "answers": ["客厅"] })).await;
        assert_eq!(one.fields(), ["/answers length"]);
        let blank = try_step(&resident, &asked, "information", json!({ "answers": ["客厅", "  "] })).await;
        assert_eq!(blank.fields(), ["/answers/1 required"]);
        let answered = step_of(&resident, &asked, "information", json!({ "answers": ["客厅", "=1+1"] })).await;
        let said = |order: &Value| -> Vec<String> {
            let word = |q: &Value| format!("{} {} {}", q["request"], q["text"].as_str().unwrap(), q["answer"].as_str().unwrap_or("-"));
            order["intake"]["questions"].as_array().unwrap().iter().map(word).collect()
        };
        let all = ["1 哪个房间？ 客厅", "1 𬭎牌的吗？💡 =1+1"];
        assert_eq!((said(&answered), said(&read_again(&clerk, &order).await)), (all.map(str::to_owned).to_vec(), all.map(str::to_owned).to_vec()));
        assert_consistent(&app).await;
    }

    async fn the_old_shape_of_a_question_is_refused_by_its_fields(app) {
        let (clerk, order) = (app.role(Role::CommunityClerk).await, app.order(OrderState::Submitted).await);
        let old = try_step(&clerk, &order, "information-request", json!({ "text": "哪个房间？" })).await;
        assert!(old.fields().iter().any(|f| f.starts_with("/text") || f.starts_with("/questions")), "{:?}", old.fields());
        assert_eq!(try_step(&clerk, &order, "information-request", json!({ "questions": [] })).await.fields(), ["/questions length"]);
        let six = json!({ "questions": ["几楼", "几楼", "几楼", "几楼", "几楼", "几楼"] });
        assert_eq!(try_step(&clerk, &order, "information-request", six).await.fields(), ["/questions length"]);
        let long = json!({ "questions": ["几楼", "楼".repeat(501)] });
        assert_eq!(try_step(&clerk, &order, "information-request", long).await.fields(), ["/questions/1 length"]);
    }

    async fn questions_hold_an_order_up_for_fourteen_days_in_all(app) {
        let mut order = app.order(OrderState::Submitted).await;
        for _ in 0..3 {
            let clerk = app.role(Role::CommunityClerk).await;
            order = step_of(&clerk, &order, "information-request", json!({ "questions": ["几楼？"] })).await;
            app.later(TimeDelta::days(5));
            order = step_of(&app.role(Role::Resident).await, &order, "information", json!({ "answers": ["三楼"] })).await;
        }
        let clerk = app.role(Role::CommunityClerk).await;
        let more = try_step(&clerk, &order, "information-request", json!({ "questions": ["几楼？"] })).await;
        assert_eq!(more.problem(), "409 step_refused");
        assert!(allowed(&read_again(&clerk, &order).await).contains("request_information!questions_used_up"));
        assert_eq!(actions(&app, &order).await.matches("request_information").count(), 3);
    }

    async fn a_clerk_alone_rejects_nothing_and_the_requester_hears_nothing_of_a_proposal(app) {
        let (clerk, secretary, resident) =
            (app.role(Role::CommunityClerk).await, app.role(Role::CommunitySecretary).await, app.role(Role::Resident).await);
        let order = app.order(OrderState::Submitted).await;
        assert_eq!(try_step(&secretary, &order, "rejection", json!({})).await.problem(), "409 step_refused");
        assert!(allowed(&read_again(&secretary, &order).await).contains("reject!nothing_asked"));
        let order = step_of(&clerk, &order, "rejection-proposal", rejection()).await;
        assert_eq!((&order["state"], &order["pending"]), (&json!("submitted"), &json!("rejection")));
        assert_eq!(try_step(&clerk, &order, "rejection", json!({})).await.problem(), "403 forbidden");
        assert_eq!(try_step(&clerk, &order, "rejection-proposal", rejection()).await.problem(), "409 step_refused");
        let theirs = read_again(&resident, &order).await;
        let timeline = resident.get(&path_of(&order, "timeline")).await.ok();
        for text in [theirs.to_string(), timeline.to_string()] {
            assert!(!text.contains("outside_duty") && !text.contains("请拨打"), "{text}");
        }
        assert_eq!((&theirs["pending"], texts(&app, &order).await.as_str()), (&Value::Null, "order_received"));
        let seen = read_again(&secretary, &order).await;
        assert_eq!(seen["intake"]["proposed_rejection"]["explanation"], "请拨打 12345 反映");
        let done = step_of(&secretary, &order, "rejection", json!({ "explanation": "属物业维修范围，请联系物业" })).await;
        assert_eq!((&done["state"], &done["pending"]), (&json!("rejected"), &Value::Null));
        assert_eq!(done["rejection"], json!({ "reason": "outside_duty", "explanation": "属物业维修范围，请联系物业" }));
        assert_eq!(texts(&app, &order).await, "order_received order_rejected");
        assert_consistent(&app).await;
    }

    async fn nobody_confirms_a_rejection_of_their_own(app) {
        let (secretary, street) = (app.role(Role::CommunitySecretary).await, app.role(Role::Street).await);
        let order = step_of(&secretary, &app.order(OrderState::Submitted).await, "rejection-proposal", rejection()).await;
        assert!(allowed(&order).contains("reject!second_person"), "{}", allowed(&order));
        assert_eq!(try_step(&secretary, &order, "rejection", json!({})).await.problem(), "409 step_refused");
        let other = app.with_role("13911114444", Role::Street, "429005/002/").await;
        assert_eq!(try_step(&other, &order, "rejection", json!({})).await.problem(), "404 not_found");
        assert_eq!(step_of(&street, &order, "rejection", json!({})).await["state"], "rejected");
        assert_consistent(&app).await;
    }

    async fn whatever_else_is_decided_drops_the_proposal(app) {
        let (clerk, secretary) = (app.role(Role::CommunityClerk).await, app.role(Role::CommunitySecretary).await);
        for (step, body) in [
            ("acceptance", json!({ "urgency": "normal" })),
            ("information-request", json!({ "questions": ["几楼？"] })),
            ("referral", referral()),
            ("merge", json!({ "into": app.order(OrderState::Submitted).await["id"] })),
        ] {
            let order = proposed(&app).await;
            let stale = json!({ "expected_version": order["version"] });
            let after = step_of(&clerk, &order, step, body).await;
            assert_eq!(after["pending"], Value::Null, "{step}");
            assert_eq!(secretary.post(&path_of(&order, "rejection"), stale).await.problem(), "409 stale_version", "{step}");
        }
        assert_consistent(&app).await;
    }

    async fn a_rejection_is_contested_once_and_the_street_overturns_it(app) {
        let (resident, street) = (app.role(Role::Resident).await, app.role(Role::Street).await);
        let order = app.order(OrderState::Rejected).await;
        assert!(order["intake"]["contest_until"].is_string());
        assert!(allowed(&read_again(&street, &order).await).contains("overturn!nothing_asked"));
        let order = step_of(&resident, &order, "contest", json!({ "text": "楼道灯归社区管" })).await;
        assert_eq!((&order["pending"], allowed(&order).as_str()), (&json!("contest"), "contest!already_asked"));
        assert_eq!(try_step(&resident, &order, "contest", json!({ "text": "再来" })).await.problem(), "409 step_refused");
        let review = json!({ "decision": "overturn", "explanation": "属社区职责，请重新受理" });
        for role in [Role::CommunitySecretary, Role::Resident] {
            assert_eq!(try_step(&app.role(role).await, &order, "review", review.clone()).await.problem(), "403 forbidden", "{role}");
        }
        app.later(TimeDelta::days(1));
        let street = { drop(street); app.role(Role::Street).await };
        let after = step_of(&street, &order, "review", review).await;
        assert_eq!((&after["state"], &after["pending"], &after["rejection"]), (&json!("submitted"), &Value::Null, &Value::Null));
        // A day later: the desk has its whole time again, two office hours from 11:20.
        assert_eq!(clock(&after, "acceptance"), "running 11-25 15:20");
        assert!(texts(&app, &order).await.ends_with("order_reviewed"));
        assert_consistent(&app).await;
    }

    async fn the_street_upholds_a_rejection_and_that_is_the_end(app) {
        let order = app.order(OrderState::Rejected).await;
        let order = step_of(&app.role(Role::Resident).await, &order, "contest", json!({ "text": "归社区管" })).await;
        let review = json!({ "decision": "uphold", "explanation": "属物业维修范围" });
        let after = step_of(&app.role(Role::Street).await, &order, "review", review.clone()).await;
        assert_eq!((&after["state"], &after["pending"]), (&json!("rejected"), &Value::Null));
        let theirs = read_again(&app.role(Role::Resident).await, &after).await;
        assert_eq!((allowed(&theirs).as_str(), &theirs["intake"]["contest_until"]), ("contest!already_asked", &Value::Null));
        assert_eq!(try_step(&app.role(Role::Street).await, &after, "review", review).await.problem(), "409 step_refused");
    }

    async fn who_rejected_does_not_review_and_after_five_working_days_nobody_asks_for_it(app) {
        let order = step_of(&app.role(Role::CommunitySecretary).await, &app.order(OrderState::Submitted).await, "rejection-proposal", rejection()).await;
        let street = app.role(Role::Street).await;
        let order = step_of(&street, &order, "rejection", json!({})).await;
        let contested = step_of(&app.role(Role::Resident).await, &order, "contest", json!({ "text": "归社区管" })).await;
        let own = try_step(&street, &contested, "review", json!({ "decision": "uphold", "explanation": "我说过了的" })).await;
        assert_eq!(own.problem(), "409 step_refused");
        let order = app.order(OrderState::Rejected).await;
        app.later(TimeDelta::days(8));
        let late = try_step(&app.role(Role::Resident).await, &order, "contest", json!({ "text": "归社区管" })).await;
        assert_eq!(late.problem(), "409 step_refused");
    }

    async fn a_referral_has_a_receipt_unless_it_is_an_emergency(app) {
        let (clerk, resident) = (app.role(Role::CommunityClerk).await, app.role(Role::Resident).await);
        let order = app.order(OrderState::Accepted).await;
        let bare = json!({ "channel": "petition", "explanation": "请向信访部门反映" });
        assert_eq!(try_step(&clerk, &order, "referral", bare).await.fields(), ["/receipt required"]);
        let order = step_of(&clerk, &order, "referral", referral()).await;
        let told = read_again(&resident, &order).await;
        assert_eq!((&told["state"], &told["outcome"]), (&json!("referred"), &json!("referred")));
        assert_eq!((&told["intake"]["referral"]["channel"], &told["intake"]["referral"]["receipt"]), (&json!("hotline"), &json!("12345-2026-0001")));
        let message = app.messages().await.iter().map(|m| m.render()).find(|m| m.contains("已转")).unwrap();
        assert!(message.contains("12345热线") && !message.contains("12345-2026-0001"), "what somebody wrote stays out of an SMS: {message}");
        let inbox = resident.get("/notices").await.ok();
        let notice = inbox["items"].as_array().unwrap().iter().find(|n| n["kind"] == "order_referred").unwrap();
        assert!(notice["text"].as_str().unwrap().contains("（回执号 12345-2026-0001）"), "{notice}");
        let danger = json!({ "channel": "emergency", "explanation": "已转 119 处置" });
        assert_eq!(step_of(&clerk, &app.order(OrderState::Submitted).await, "referral", danger).await["state"], "referred");
        assert_consistent(&app).await;
    }

    async fn who_waits_presses_once_a_day_and_whoever_holds_it_is_told(app) {
        let resident = app.role(Role::Resident).await;
        let order = app.order(OrderState::Submitted).await;
        let told = step_of(&resident, &order, "urging", json!({})).await;
        assert_eq!(told["urgings"], 1);
        let order = read_again(&resident, &order).await;
        assert!(allowed(&order).contains("urge!too_soon"), "{}", allowed(&order));
        assert_eq!(try_step(&resident, &order, "urging", json!({})).await.problem(), "409 step_refused");
        let phones = |sent: Vec<Message>| -> Vec<String> { sent.into_iter().filter(|m| m.template.as_str() == "order_urged").map(|m| m.phone).collect() };
        assert_eq!(phones(everything_sent(&app).await), ["16000000004", "16000000005"]);
        // Past midnight in Qianjiang, not in UTC.
        app.later(TimeDelta::hours(13));
        let again = step_of(&app.role(Role::Resident).await, &order, "urging", json!({})).await;
        assert_eq!(again["urgings"], 2);
        for role in [Role::CommunityClerk, Role::Street] {
            let order = read_again(&app.role(role).await, &order).await;
            assert_eq!(try_step(&app.role(role).await, &order, "urging", json!({})).await.problem(), "403 forbidden");
        }
        let taken = app.order(OrderState::Taken).await;
        step_of(&app.role(Role::Resident).await, &taken, "urging", json!({})).await;
        assert_eq!(phones(everything_sent(&app).await).last().map(String::as_str), Some("16000000003"));
        assert_eq!(neighbour(&app).await.post(&path_of(&taken, "urging"), json!({ "expected_version": 1 })).await.problem(), "404 not_found");
        assert_consistent(&app).await;
    }

    async fn for_somebody_else_one_orders_with_consent_and_within_ones_grid(app) {
        let mut ask = app.new_order().await;
        (ask["on_behalf"], ask["contact"]["phone"]) = (json!(true), json!("15900000088"));
        let clerk = app.role(Role::CommunityClerk).await;
        assert_eq!(clerk.post("/orders", ask.clone()).await.fields(), ["/consent required"]);
        ask["consent"] = json!({ "method": "in_person", "note": "当面同意 𬭎" });
        let me = clerk.get("/me").await.ok();
        let path = me["roles"][0]["node"]["path"].as_str().unwrap().to_owned();
        let grid = app.with_role("13911115555", Role::GridWorker, &path).await;
        let order = grid.post("/orders", ask.clone()).await.ok();
        assert_eq!((&order["source"], &order["contact"]["is_masked"]), (&json!("grid"), &json!(true)));
        let elsewhere = app.with_role("13911116666", Role::GridWorker, "429005/002/").await;
        assert_eq!(elsewhere.post("/orders", ask.clone()).await.problem(), "403 forbidden");
        let theirs = read_again(&app.sign_in("15900000088").await, &order).await;
        assert_eq!(theirs["intake"]["consent"], json!({ "method": "in_person", "note": "当面同意 𬭎" }));
        // One's own order needs nobody's consent.
        ask["on_behalf"] = json!(false);
        assert_eq!(app.role(Role::Resident).await.post("/orders", ask).await.fields(), ["/consent choice"]);
    }
}

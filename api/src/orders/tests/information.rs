//! A question to the requester stops the clock; the answer starts it again.

use super::*;
use crate::both;
use crate::testing::{path_of, read_again, step_of, try_step};
use serde_json::json;

both! {
    async fn a_question_stops_the_clock_and_the_answer_moves_what_is_due(app) {
        // Submitted on Tuesday at 11:20 with two office hours to answer: by 15:20.
        let (resident, order) = (app.role(Role::Resident).await, app.order(OrderState::Submitted).await);
        assert_eq!((said(&order["due_at"]).as_str(), clock(&order, "acceptance").as_str()), ("11-24 15:20", "running 11-24 15:20"));
        app.later(TimeDelta::minutes(10));
        let clerk = app.role(Role::CommunityClerk).await;
        let asked = step_of(&clerk, &order, "information-request", json!({ "questions": ["是吸顶灯还是吊灯？"] })).await;
        assert_eq!((&asked["state"], &asked["due_at"], &asked["question"]), (&json!("needs_info"), &Value::Null, &json!("是吸顶灯还是吊灯？")));
        // Overnight, until Wednesday 9:00. The clock stands, so it never reads overdue.
        app.later(TimeDelta::minutes(21 * 60 + 30));
        let resident2 = app.role(Role::Resident).await;
        let waiting = read_again(&resident2, &order).await;
        assert!(clock(&waiting, "acceptance").starts_with("paused"), "{}", clock(&waiting, "acceptance"));
        assert_eq!(allowed(&waiting), "provide_information withdraw");
        let answered = step_of(&resident2, &asked, "information", json!({ "answers": ["吸顶灯，𬭎牌的 💡"] })).await;
        // 1 h 50 min were left when the question was asked.
        assert_eq!((&answered["state"], said(&answered["due_at"]).as_str()), (&json!("submitted"), "11-25 10:50"));
        assert_eq!(clock(&answered, "acceptance"), "running 11-25 10:50");
        assert_eq!(answered["question"], Value::Null);
        let timeline = app.role(Role::CommunityClerk).await.get(&path_of(&order, "timeline")).await.ok();
        assert_eq!((&timeline["items"][2]["note"], &timeline["items"][2]["actor"]), (&json!("吸顶灯，𬭎牌的 💡"), &json!("点单人")));
        assert_eq!(texts(&app, &order).await, "order_received order_question");
        assert_consistent(&app).await;
        drop(resident);
    }

    async fn two_questions_stop_the_clock_twice(app) {
        let (resident, clerk) = (app.role(Role::Resident).await, app.role(Role::CommunityClerk).await);
        let mut order = app.order(OrderState::Submitted).await;
        for _ in 0..2 {
            order = step_of(&clerk, &order, "information-request", json!({ "questions": ["哪个房间？"] })).await;
            app.later(TimeDelta::minutes(5));
            order = step_of(&resident, &order, "information", json!({ "answers": ["客厅"] })).await;
        }
        assert_eq!(said(&order["due_at"]), "11-24 15:30");
        assert_consistent(&app).await;
    }

    async fn an_accepted_order_has_no_open_question_any_more(app) {
        let clerk = app.role(Role::CommunityClerk).await;
        let asked = app.order(OrderState::NeedsInfo).await;
        let early = try_step(&clerk, &asked, "acceptance", json!({ "urgency": "normal" })).await;
        assert_eq!(early.problem(), "409 step_refused");
        assert_eq!((&early.json["state"], &early.json["allowed_actions"]), (&json!("needs_info"), &json!([])));
        let twice = try_step(&clerk, &asked, "information-request", json!({ "questions": ["还有呢？"] })).await;
        assert_eq!(twice.problem(), "409 step_refused");
        let withdrawn = step_of(&app.role(Role::Resident).await, &asked, "withdrawal", json!({ "reason": "不用了" })).await;
        assert_eq!((&withdrawn["question"], clock(&withdrawn, "acceptance").as_str()), (&Value::Null, "met 11-24 15:20"));
        assert_consistent(&app).await;
    }

    async fn the_deadline_is_printed_when_the_desk_accepts(app) {
        let order = app.order(OrderState::Accepted).await;
        // Three working days from Tuesday 11:20.
        assert_eq!((said(&order["deadline"]).as_str(), clock(&order, "completion").as_str()), ("11-27 11:20", "running 11-27 11:20"));
        assert_eq!((said(&order["due_at"]).as_str(), clock(&order, "dispatch").as_str()), ("11-24 15:20", "running 11-24 15:20"));
        assert_eq!(clock(&order, "acceptance"), "met 11-24 15:20");
        let message = app.messages().await.iter().map(|m| m.render()).find(|m| m.contains("已受理")).unwrap();
        assert!(message.contains("承诺 11月27日 11:20 前办结"), "{message}");
    }

    async fn a_late_answer_of_the_desk_reads_missed(app) {
        let order = app.order(OrderState::Submitted).await;
        app.later(TimeDelta::hours(5));
        let clerk = app.role(Role::CommunityClerk).await;
        assert_eq!(clock(&read_again(&clerk, &order).await, "acceptance"), "overdue 11-24 15:20");
        let accepted = step_of(&clerk, &order, "acceptance", json!({ "urgency": "urgent" })).await;
        assert_eq!((clock(&accepted, "acceptance").as_str(), accepted["urgency"].as_str()), ("missed 11-24 15:20", Some("urgent")));
    }
}

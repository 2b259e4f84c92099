//! What happens by itself, and that looking twice does nothing twice.

use super::*;
use crate::both;
use crate::testing::{offers_in, path_of, read_again, step_of};
use serde_json::json;

/// Moves on and looks twice: the second look must find nothing.
async fn look_after(app: &TestApp, by: TimeDelta) {
    app.later(by);
    swept(app).await;
    assert_eq!(swept(app).await, Swept::default());
}

async fn state_of(app: &TestApp, order: &Value) -> String {
    let order = read_again(&app.role(Role::Resident).await, order).await;
    order["state"].as_str().unwrap().to_owned()
}

both! {
    async fn seven_days_of_silence_after_a_question_end_the_order(app) {
        let order = app.order(OrderState::NeedsInfo).await;
        look_after(&app, TimeDelta::days(7) - TimeDelta::minutes(1)).await;
        assert_eq!(state_of(&app, &order).await, "needs_info");
        look_after(&app, TimeDelta::minutes(2)).await;
        assert_eq!((state_of(&app, &order).await.as_str(), actions(&app, &order).await.as_str()), ("withdrawn", "submit request_information withdraw"));
        let timeline = app.role(Role::Resident).await.get(&path_of(&order, "timeline")).await.ok();
        assert_eq!(timeline["items"][2]["actor"], "系统");
        assert_eq!(app.audit_of(format!("order/{}", id_of(&order))).await.join(" "), "order.submitted order.information_requested order.withdrawn");
        assert_consistent(&app).await;
    }

    async fn an_offer_runs_out_after_its_office_hours_and_the_order_is_back_at_the_desk(app) {
        // Offered on Tuesday at 11:20 for two office hours: until 15:20.
        let order = app.order(OrderState::Dispatched).await;
        assert_eq!((said(&order["dispatches"][0]["expires_at"]).as_str(), said(&order["due_at"]).as_str()), ("11-24 15:20", "11-24 15:20"));
        look_after(&app, TimeDelta::minutes(239)).await;
        assert_eq!(state_of(&app, &order).await, "dispatched");
        look_after(&app, TimeDelta::minutes(2)).await;
        let clerk = app.role(Role::CommunityClerk).await;
        let back = read_again(&clerk, &order).await;
        assert_eq!((back["state"].as_str(), offers_in(&back, "expired").len(), &back["responsible_person"]), (Some("accepted"), 1, &Value::Null));
        assert_eq!(actions(&app, &order).await, "submit accept dispatch release");
        // The promise to the resident goes on running; the desk has its two hours again.
        assert_eq!((back["deadline"].as_str(), said(&back["due_at"]).as_str()), (order["deadline"].as_str(), "11-24 17:21"));
        assert_consistent(&app).await;
    }

    async fn one_reminder_goes_out_on_the_third_day_and_silence_closes_nothing(app) {
        let order = app.order(OrderState::Done).await;
        assert_eq!(said(&order["due_at"]), "12-01 11:20", "somebody calls within seven days");
        let mut sent = Vec::new();
        for _ in 0..40 {
            look_after(&app, TimeDelta::days(1) + TimeDelta::seconds(1)).await;
            sent.push(texts(&app, &order).await.matches("confirm_reminder").count());
        }
        assert_eq!((&sent[..4], sent[39]), (&[0, 0, 1, 1][..], 1));
        assert_eq!(state_of(&app, &order).await, "done");
        assert!(!texts(&app, &order).await.contains("order_closed"));
        assert_consistent(&app).await;
    }

    async fn rating_before_confirming_does_not_start_the_days_again(app) {
        let order = app.order(OrderState::Done).await;
        app.later(TimeDelta::hours(71));
        app.role(Role::Resident).await.post(&path_of(&order, "rating"), json!({ "grade": 4 })).await.ok();
        look_after(&app, TimeDelta::hours(2)).await;
        assert_eq!(texts(&app, &order).await.matches("confirm_reminder").count(), 1);
        assert_consistent(&app).await;
    }

    async fn whoever_confirmed_or_reopened_is_not_reminded(app) {
        let confirmed = app.order(OrderState::Confirmed).await;
        let reopened = app.order(OrderState::Reopened).await;
        look_after(&app, TimeDelta::days(3) + TimeDelta::minutes(1)).await;
        assert!(!texts(&app, &confirmed).await.contains("confirm_reminder"));
        assert!(!texts(&app, &reopened).await.contains("confirm_reminder"));
    }

    async fn the_second_round_has_a_reminder_of_its_own(app) {
        let order = app.order(OrderState::Done).await;
        look_after(&app, TimeDelta::days(3) + TimeDelta::minutes(1)).await;
        let (resident, clerk, lead) = (app.role(Role::Resident).await, app.role(Role::CommunityClerk).await, app.role(Role::TeamLead).await);
        let mut order = step_of(&resident, &order, "reopening", json!({ "text": "又坏了" })).await;
        order = app.dispatched(&clerk, &order).await;
        order = app.taken(&lead, &order).await;
        order = step_of(&lead, &order, "contact", json!({ "method": "visit" })).await;
        order = step_of(&lead, &order, "completion", json!({ "outcome": "resolved", "minutes": 5 })).await;
        look_after(&app, TimeDelta::days(3) + TimeDelta::minutes(1)).await;
        assert_eq!(texts(&app, &order).await.matches("confirm_reminder").count(), 2);
        assert_consistent(&app).await;
    }

    async fn a_confirmed_order_is_closed_after_seven_days_rated_or_not(app) {
        let (plain, rated) = (app.order(OrderState::Confirmed).await, app.order(OrderState::Confirmed).await);
        look_after(&app, TimeDelta::days(6)).await;
        app.role(Role::Resident).await.post(&path_of(&rated, "rating"), json!({ "grade": 2, "tags": ["late"] })).await.ok();
        assert_eq!(state_of(&app, &plain).await, "confirmed");
        look_after(&app, TimeDelta::days(1) + TimeDelta::minutes(1)).await;
        assert_eq!((state_of(&app, &plain).await.as_str(), state_of(&app, &rated).await.as_str()), ("closed", "closed"));
        assert!(actions(&app, &rated).await.ends_with("complete confirm rate close"));
        assert_consistent(&app).await;
    }
}

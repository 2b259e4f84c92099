//! What time brings: reminders, lateness, the end of a limited time.

use super::{again, told};
use chrono::TimeDelta;
use contract::accounts::Role;
use serde_json::json;

const MEMBER: &str = "17766660001";
const CLERK: &str = "16000000004";
const SECRETARY: &str = "16000000005";
const STREET: &str = "16000000006";

crate::both! {
    async fn the_desk_is_reminded_and_those_above_it_are_told_once(app) {
        let look = async || crate::orders::sweep::once(&app.app).await.unwrap().check_ins;
        look().await;
        let (_, row) = app.waiting_check_in(MEMBER).await;
        let reminders = told(&app, "check_in_reminder", CLERK).await;
        app.later(TimeDelta::hours(47));
        assert_eq!(told(&app, "check_in_reminder", CLERK).await, reminders, "a working day is left, and more");
        app.later(TimeDelta::hours(2));
        look().await;
        let reminders = told(&app, "check_in_reminder", CLERK).await;
        assert!(reminders >= 1);
        look().await;
        assert_eq!((told(&app, "check_in_reminder", CLERK).await, told(&app, "check_in_overdue", STREET).await), (reminders, 0));
        app.later(TimeDelta::hours(24));
        look().await;
        assert!(told(&app, "check_in_overdue", STREET).await >= 1 && told(&app, "check_in_overdue", SECRETARY).await >= 1);
        let late = told(&app, "check_in_overdue", STREET).await;
        look().await;
        assert_eq!(told(&app, "check_in_overdue", STREET).await, late);
        let overdue = app.role(Role::CommunityClerk).await.get("/check-ins?overdue=true").await.ok();
        assert!(overdue.to_string().contains(row["id"].as_str().unwrap()));
        assert_eq!(overdue["items"][0]["is_overdue"], true);
    }

    async fn a_returned_members_time_ends_by_itself(app) {
        let member = app.person(MEMBER, "孙晓燕").await;
        let ask = json!({ "community_id": app.community().await, "basis": "returned", "valid_to": "2026-11-30" });
        let row = member.post("/check-ins", ask).await.ok();
        assert_eq!(row["state"], "submitted", "a clerk always looks");
        let clerk = app.role(Role::CommunityClerk).await;
        crate::testing::check_in_step(&clerk, &row, "activation", json!({})).await.ok();
        let look = async || crate::orders::sweep::once(&app.app).await.unwrap().check_ins.ended;
        app.later(TimeDelta::days(6));
        assert_eq!(look().await, 0, "the last day counts");
        app.later(TimeDelta::days(1));
        assert_eq!((look().await, look().await), (1, 0));
        let over = again(&app.sign_in(MEMBER).await, &row).await;
        assert_eq!((&over["state"], &over["reason"]), (&json!("ended"), &json!("期限已到")));
        assert_eq!(told(&app, "check_in_ended", MEMBER).await, 1);
        assert!(app.audit_holds().await);
    }
}

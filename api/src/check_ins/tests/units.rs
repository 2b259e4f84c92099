//! Units check in, and who sent them keeps their lists.

use super::{again, roles, told, trail};
use crate::testing::{check_in_step as step, fresh_code};
use contract::accounts::Role;
use serde_json::json;

const SENDER: &str = "17733330001";

crate::both! {
    async fn a_unit_is_confirmed_and_its_sender_becomes_the_liaison(app) {
        let sender = app.sign_in(SENDER).await;
        let ask = app.new_unit().await;
        let row = sender.post("/unit-check-ins", ask.clone()).await.ok();
        assert_eq!((&row["subject"], &row["state"], row.get("receipt")), (&json!("unit"), &json!("submitted"), None));
        assert_eq!(row["allowed_actions"], json!(["end"]));
        let city = app.role(Role::CityOffice).await;
        assert!(!city.get("/units?q=%E4%B9%A6%E9%99%A2").await.ok().to_string().contains("书院"), "nobody has confirmed it");
        assert_eq!(sender.get("/own-units").await.problem(), "403 forbidden");
        let clerk = app.role(Role::CommunityClerk).await;
        let seen = again(&clerk, &row).await;
        assert_eq!((&seen["details"]["headcount"], &seen["details"]["liaison_phone"]), (&json!(12), &json!("177****0001")));
        assert_eq!(step(&app.other(Role::CommunityClerk).await, &row, "activation", json!({})).await.problem(), "404 not_found");
        let active = step(&clerk, &row, "activation", json!({})).await.ok();
        assert!(active["receipt"].is_string());
        assert_eq!(roles(&app, SENDER).await, ["unit_liaison 429005/001/001/"]);
        let own = sender.get("/own-units").await.ok();
        assert_eq!((&own[0]["uscc"], &own[0]["check_in_state"]), (&ask["uscc"], &json!("active")));
        assert!(city.get("/units?q=%E4%B9%A6%E9%99%A2").await.ok().to_string().contains("潜江市𬭎文书院"));
        assert_eq!(told(&app, "check_in_activated", SENDER).await, 1);
        assert_eq!(trail(&app, &row).await, ["check_in.submitted", "check_in.activated"]);
    }

    async fn a_known_unit_is_found_and_one_that_is_active_is_refused(app) {
        let (sender, other) = (app.sign_in(SENDER).await, app.sign_in("17733330002").await);
        let mut ask = app.new_unit().await;
        let row = sender.post("/unit-check-ins", ask.clone()).await.ok();
        assert_eq!(other.post("/unit-check-ins", ask.clone()).await.problem(), "409 already_checked_in");
        let clerk = app.role(Role::CommunityClerk).await;
        let back = step(&clerk, &row, "return", json!({ "reason": "联络员电话有误" })).await.ok();
        // What lies with somebody who does not come again does not keep the unit out.
        ask["community_id"] = json!(app.other_community().await);
        let second = other.post("/unit-check-ins", ask.clone()).await.ok();
        assert_eq!(second["unit"]["id"], row["unit"]["id"]);
        assert_eq!(again(&sender, &back).await["state"], "ended");
        let active = step(&app.other(Role::CommunityClerk).await, &second, "activation", json!({})).await.ok();
        assert_eq!(active["state"], "active");
        assert_eq!(sender.post("/unit-check-ins", ask).await.problem(), "409 already_checked_in");
    }

    async fn a_returned_unit_is_sent_again(app) {
        let sender = app.sign_in(SENDER).await;
        let row = sender.post("/unit-check-ins", app.new_unit().await).await.ok();
        let clerk = app.role(Role::CommunityClerk).await;
        let back = step(&clerk, &row, "return", json!({ "reason": "人数不对" })).await.ok();
        assert_eq!(told(&app, "check_in_returned", SENDER).await, 1);
        let mut details = app.new_unit().await["details"].clone();
        details["headcount"] = json!(20);
        let body = json!({ "expected_version": back["version"], "community_id": app.community().await, "details": details });
        let path = format!("/unit-check-ins/{}/resubmission", row["id"].as_str().unwrap());
        assert_eq!(clerk.post(&path, body.clone()).await.problem(), "403 forbidden");
        let sent = sender.post(&path, body.clone()).await.ok();
        assert_eq!((&sent["state"], &sent["details"]["headcount"]), (&json!("submitted"), &json!(20)));
        assert_eq!(sender.post(&path, body).await.problem(), "409 stale_version");
        let as_member = json!({ "check_in": { "community_id": app.community().await, "basis": "self" } });
        let back = step(&clerk, &sent, "return", json!({ "reason": "还是不对" })).await.ok();
        assert_eq!(step(&sender, &back, "resubmission", as_member).await.problem(), "404 not_found");
    }

    async fn of_two_who_bring_one_new_unit_at_once_one_wins(app) {
        let (one, two) = (app.sign_in(SENDER).await, app.sign_in("17733330002").await);
        for _ in 0..3 {
            let ask = app.new_unit().await;
            let (a, b) = futures_util::join!(one.post("/unit-check-ins", ask.clone()), two.post("/unit-check-ins", ask));
            let (won, lost) = if a.status == 201 { (a, b) } else { (b, a) };
            assert_eq!((won.status, lost.problem().as_str()), (201, "409 already_checked_in"), "{} {}", won.text, lost.text);
        }
    }

    async fn codes_and_details_are_looked_at(app) {
        let sender = app.sign_in(SENDER).await;
        let ask = app.new_unit().await;
        for (pointer, value, wrong) in [
            ("/uscc", json!("91350100M000100Y4Z"), "/uscc format"),
            ("/uscc", json!("９1350100M000100Y43"), "/uscc format"),
            ("/uscc", json!(fresh_code().to_lowercase()), "/uscc format"),
            ("/details/name", json!("  "), "/details/name required"),
            ("/details/kind", json!("company"), "/details/kind choice"),
            ("/details/headcount", json!(-1), "/details/headcount range"),
            ("/details/liaison_phone", json!("12345"), "/details/liaison_phone format"),
            ("/details/functions", json!([""]), "/details/functions length"),
            ("/community_id", json!("01930f2e-6f00-7000-8000-000000000001"), "/community_id unknown"),
        ] {
            let mut body = ask.clone();
            *body.pointer_mut(pointer).unwrap() = value;
            assert_eq!(sender.post("/unit-check-ins", body).await.fields(), [wrong]);
        }
    }

    async fn when_the_unit_ends_nobody_keeps_its_list(app) {
        let (keeper, unit) = app.liaison(SENDER).await;
        let own = keeper.get("/check-ins/own?subject=unit").await.ok();
        let row = own["items"][0].clone();
        assert_eq!(step(&keeper, &row, "end", json!({ "why": "withdrawal" })).await.ok()["state"], "ended");
        assert_eq!(roles(&app, SENDER).await, Vec::<String>::new());
        assert_eq!(app.sign_in(SENDER).await.get(&format!("/units/{unit}/members")).await.problem(), "403 forbidden");
    }
}

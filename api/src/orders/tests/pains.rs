//! What the users of other systems complain about, each as a test whose name is the pain. Those about clocks are in `clocks` and
//! `working`, those about ratings in `ratings::tests`.

use super::*;
use crate::both;
use crate::testing::{path_of, read_again, step_of};
use serde_json::json;

/// Dispatched, taken, contacted and done.
async fn worked(app: &TestApp, order: &Value) -> Value {
    let (clerk, lead) = (app.role(Role::CommunityClerk).await, app.role(Role::TeamLead).await);
    let order = app.taken(&lead, &app.dispatched(&clerk, order).await).await;
    let order = step_of(&lead, &order, "contact", json!({ "method": "phone" })).await;
    step_of(&lead, &order, "completion", json!({ "outcome": "resolved", "minutes": 5 })).await
}

fn links(sent: &[Message], order: &Value) -> Vec<String> {
    let of_order = |m: &&Message| m.values.get("number").is_some_and(|n| *n == order["number"]);
    let path = |link: &String| format!("/rating-links/{}", link.rsplit_once("/rate/").unwrap().1);
    sent.iter().filter(of_order).filter_map(|m| m.values.get("link")).map(path).collect()
}

both! {
    async fn show_the_promise_and_what_is_overdue_to_the_public(app) {
        let ask = app.new_order().await;
        let item = app.nobody().get(&format!("/menu/items/{}", ask["item_id"].as_str().unwrap())).await.ok();
        assert_eq!(item["deadlines"]["completion"], "3wd", "before anybody signs in");
        let order = app.order(OrderState::Accepted).await;
        app.later(TimeDelta::days(9));
        let seen = read_again(&app.role(Role::Resident).await, &order).await;
        let stage = |name: &str| seen["clocks"].as_array().unwrap().iter().find(|c| c["stage"] == name).unwrap()["state"].clone();
        assert_eq!((stage("dispatch"), stage("completion")), (json!("overdue"), json!("overdue")), "whoever waits is told so");
        assert!(seen["deadline"].is_string());
    }

    async fn satisfaction_survey_after_close(app) {
        let order = app.order(OrderState::Done).await;
        let link = links(&everything_sent(&app).await, &order).pop().unwrap();
        step_of(&app.role(Role::Resident).await, &order, "confirmation", json!({})).await;
        app.later(TimeDelta::days(8));
        swept(&app).await;
        let resident = app.role(Role::Resident).await;
        let closed = read_again(&resident, &order).await;
        assert_eq!(closed["state"], "closed");
        assert!(allowed(&closed).contains("rate"), "{}", allowed(&closed));
        app.nobody().post(&link, json!({ "grade": 4 })).await.ok();
        assert_eq!(read_again(&resident, &order).await["rating"]["grade"], 4);
    }

    async fn handler_cannot_rate_himself_two_requesters_do_not_overwrite_one_rating_and_the_wrong_person_gets_none(app) {
        let (resident, other) = (app.role(Role::Resident).await, neighbour(&app).await);
        let order = app.order(OrderState::Accepted).await;
        let ask = app.new_order().await;
        let same = json!({ "item_id": ask["item_id"], "community_id": ask["community_id"], "address": ask["contact"]["address"] });
        other.post(&path_of(&order, "followers"), same).await.ok();
        let order = worked(&app, &order).await;
        let rating = path_of(&order, "rating");
        other.post(&rating, json!({ "grade": 1 })).await.ok();
        resident.post(&rating, json!({ "grade": 5 })).await.ok();
        assert_eq!(read_again(&resident, &order).await["rating"]["grade"], 5);
        assert_eq!(other.get(&path_of(&order, "followers/me")).await.ok()["rating"]["grade"], 1, "each has their own");
        let lead = app.role(Role::TeamLead).await;
        assert_eq!(lead.post(&rating, json!({ "grade": 5 })).await.problem(), "403 forbidden", "the handler");
        assert_eq!(app.role(Role::CommunityClerk).await.post(&rating, json!({ "grade": 5 })).await.problem(), "403 forbidden", "the desk");
        let sent = everything_sent(&app).await;
        let invited: Vec<&str> =
            sent.iter().filter(|m| m.values.contains_key("link") && m.values.get("number").is_some_and(|n| *n == order["number"])).map(|m| m.phone.as_str()).collect();
        assert_eq!(invited, ["16000000001"], "only whoever ordered gets a link");
        let bad = app.role(Role::Street).await.get(&format!("/rectifications?order={}", order["id"].as_str().unwrap())).await.ok();
        assert_eq!(bad["items"].as_array().unwrap().len(), 1, "the bad one of the two is looked into");
    }

    async fn a_reopened_order_goes_somewhere_and_the_council_sees_it(app) {
        let (resident, clerk) = (app.role(Role::Resident).await, app.role(Role::CommunityClerk).await);
        let done = app.order(OrderState::Done).await;
        let order = step_of(&resident, &done, "reopening", json!({ "text": "没修好" })).await;
        let list = clerk.get("/orders?state=reopened&limit=200").await.ok();
        let row = list["items"].as_array().unwrap().iter().find(|o| o["id"] == order["id"]).unwrap();
        assert!(row["allowed_actions"].to_string().contains("dispatch"), "{row}");
        assert!(order["due_at"].is_string(), "and has a clock");
        let again = worked(&app, &order).await;
        assert_eq!((&again["state"], &again["round"]), (&json!("done"), &json!(2)));
        let offers: Vec<&Value> = again["dispatches"].as_array().unwrap().iter().map(|d| &d["round"]).collect();
        assert_eq!(offers, [&json!(1), &json!(2)]);
        assert_consistent(&app).await;
    }
}

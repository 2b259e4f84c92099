//! Several people, one matter: the hint before ordering, following, merging. What peers' users ask for gives the tests their names.

use super::*;
use crate::both;
use crate::testing::{path_of, read_again, referral, step_of, try_step};
use serde_json::json;

async fn hint(app: &TestApp, actor: &Actor<'_>, address: &str) -> Value {
    let ask = app.new_order().await;
    let address: String = address.bytes().map(|b| format!("%{b:02X}")).collect();
    let (item, community) = (ask["item_id"].as_str().unwrap(), ask["community_id"].as_str().unwrap());
    actor.get(&format!("/orders/duplicates?item_id={item}&community_id={community}&address={address}")).await.ok()
}

async fn follow(app: &TestApp, actor: &Actor<'_>, order: &Value, address: &str) -> crate::testing::Reply {
    let ask = app.new_order().await;
    let body = json!({ "item_id": ask["item_id"], "community_id": ask["community_id"], "address": address });
    actor.post(&path_of(order, "followers"), body).await
}

const SAME: &str = "园林小区３号楼";

fn holds_nothing_private(text: &str) {
    for private in ["王秀英", "16000000001", "单元", "灯泡坏了", "晚上看不见"] {
        assert!(!text.contains(private), "{private} in {text}");
    }
}

both! {
    async fn duplicate_warning_for_the_customer_too(app) {
        let (order, other) = (app.order(OrderState::Accepted).await, neighbour(&app).await);
        let shown = hint(&app, &other, SAME).await;
        let mine: Vec<&Value> = shown["items"].as_array().unwrap().iter().filter(|d| d["id"] == order["id"]).collect();
        assert_eq!((mine.len(), &mine[0]["state"], &mine[0]["deadline"]), (1, &json!("accepted"), &order["deadline"]));
        assert_eq!((&mine[0]["followers"], &mine[0]["is_mine"], &mine[0]["is_followed"]), (&json!(0), &json!(false), &json!(false)));
        holds_nothing_private(&shown.to_string());
        assert!(!shown.to_string().contains(order["number"].as_str().unwrap()));
        for elsewhere in ["园林小区13栋", "泰丰小区3栋"] {
            assert!(!hint(&app, &other, elsewhere).await.to_string().contains(order["id"].as_str().unwrap()), "{elsewhere}");
        }
        app.later(TimeDelta::days(31));
        let later = hint(&app, &neighbour(&app).await, SAME).await;
        assert!(!later.to_string().contains(order["id"].as_str().unwrap()));
    }

    async fn a_follower_sees_how_far_it_is_and_nothing_of_the_other_person(app) {
        let (order, other) = (app.order(OrderState::Submitted).await, neighbour(&app).await);
        assert_eq!(follow(&app, &other, &order, "园林小区13栋").await.problem(), "404 not_found");
        assert_eq!(follow(&app, &app.role(Role::Resident).await, &order, SAME).await.problem(), "403 forbidden");
        let followed = follow(&app, &other, &order, SAME).await.ok();
        assert_eq!(follow(&app, &other, &order, SAME).await.ok()["followers"], 1, "twice is once");
        holds_nothing_private(&followed.to_string());
        assert!(!followed.to_string().contains(order["number"].as_str().unwrap()));
        // The order itself stays closed to them, in every way.
        for path in [path_of(&order, "").trim_end_matches('/').to_owned(), path_of(&order, "timeline"), path_of(&order, "reveals")] {
            assert_eq!(other.get(&path).await.problem(), "404 not_found", "{path}");
        }
        let stranger = app.sign_in("15900000009").await;
        assert_eq!(stranger.get(&path_of(&order, "followers/me")).await.problem(), "404 not_found");
        let clerk = app.role(Role::CommunityClerk).await;
        let seen = read_again(&clerk, &order).await;
        assert_eq!(seen["intake"]["followers"], 1);
        step_of(&clerk, &seen, "acceptance", json!({ "urgency": "normal" })).await;
        let news: Vec<String> = everything_sent(&app).await.into_iter().filter(|m| m.phone == "15900000001").map(|m| m.render()).collect();
        assert_eq!(news.len(), 1, "{news:?}");
        holds_nothing_private(&news[0]);
        let list = other.get("/orders/followed").await.ok();
        assert_eq!((&list["items"][0]["id"], &list["items"][0]["state"]), (&order["id"], &json!("accepted")));
        assert_eq!(other.delete(&path_of(&order, "followers/me")).await.status, 204);
        assert_eq!(other.delete(&path_of(&order, "followers/me")).await.problem(), "404 not_found");
        assert_consistent(&app).await;
    }

    async fn link_similar_reports_tell_all_reporters_once(app) {
        let (clerk, other) = (app.role(Role::CommunityClerk).await, neighbour(&app).await);
        let target = app.order(OrderState::Accepted).await;
        let second = other.post("/orders", app.new_order().await).await.ok();
        let third = app.sign_in("15900000009").await;
        follow(&app, &third, &second, SAME).await.ok();
        follow(&app, &third, &target, SAME).await.ok();
        let merged = step_of(&clerk, &second, "merge", json!({ "into": target["id"] })).await;
        assert_eq!((&merged["state"], &merged["merged_into"]), (&json!("merged"), &target["id"]));
        let told: Vec<String> = everything_sent(&app).await.into_iter().filter(|m| m.template.as_str() == "order_merged").map(|m| m.phone).collect();
        assert_eq!(told, ["16000000001", "15900000009"], "each once, by the number of the order");
        // Who ordered it keeps the order, sees how the other goes on, follows it and may rate it.
        let theirs = read_again(&other, &second).await;
        assert_eq!((&theirs["intake"]["goes_on"]["id"], &theirs["intake"]["goes_on"]["state"]), (&target["id"], &json!("accepted")));
        assert_eq!(other.get(&path_of(&target, "followers/me")).await.ok()["followers"], 2);
        assert_eq!(try_step(&clerk, &merged, "acceptance", json!({ "urgency": "normal" })).await.problem(), "409 step_refused");
        assert_consistent(&app).await;
    }

    async fn everybody_who_waited_rates_once_a_round(app) {
        let (resident, other) = (app.role(Role::Resident).await, neighbour(&app).await);
        let (clerk, lead) = (app.role(Role::CommunityClerk).await, app.role(Role::TeamLead).await);
        let order = app.order(OrderState::Accepted).await;
        follow(&app, &other, &order, SAME).await.ok();
        let order = app.taken(&lead, &app.dispatched(&clerk, &order).await).await;
        let order = step_of(&lead, &order, "contact", json!({ "method": "phone" })).await;
        let order = step_of(&lead, &order, "completion", json!({ "outcome": "resolved", "minutes": 5 })).await;
        let rate = |grade: i32| json!({ "grade": grade });
        other.post(&path_of(&order, "rating"), rate(2)).await.ok();
        assert_eq!(other.post(&path_of(&order, "rating"), rate(5)).await.problem(), "409 already_rated");
        let seen = other.get(&path_of(&order, "followers/me")).await.ok();
        assert_eq!((&seen["rating"]["grade"], &seen["allowed_actions"][0]["blocked"]), (&json!(2), &json!("already_rated")));
        // The requester's rating is their own.
        assert_eq!(read_again(&resident, &order).await["rating"], Value::Null);
        resident.post(&path_of(&order, "rating"), rate(5)).await.ok();
        assert_eq!(read_again(&resident, &order).await["rating"]["grade"], 5);
        let timeline = resident.get(&path_of(&order, "timeline")).await.ok();
        let raters: Vec<&str> = timeline["items"].as_array().unwrap().iter().filter(|e| e["action"] == "rate").map(|e| e["actor"].as_str().unwrap()).collect();
        assert_eq!(raters, ["关注人", "我"]);
        let stranger = app.sign_in("15900000009").await;
        assert_eq!(stranger.post(&path_of(&order, "rating"), rate(1)).await.problem(), "404 not_found");
        assert_consistent(&app).await;
    }

    async fn merging_goes_to_the_end_of_the_chain_and_never_round(app) {
        let clerk = app.role(Role::CommunityClerk).await;
        let (a, b, c) = (app.order(OrderState::Submitted).await, app.order(OrderState::Submitted).await, app.order(OrderState::Submitted).await);
        step_of(&clerk, &a, "merge", json!({ "into": b["id"] })).await;
        assert_eq!(try_step(&clerk, &b, "merge", json!({ "into": b["id"] })).await.fields(), ["/into choice"]);
        assert_eq!(try_step(&clerk, &b, "merge", json!({ "into": a["id"] })).await.fields(), ["/into choice"]);
        let merged = step_of(&clerk, &c, "merge", json!({ "into": a["id"] })).await;
        assert_eq!(merged["merged_into"], b["id"]);
        let nothing = json!({ "into": "01930f2e-6f00-7000-8000-000000000001" });
        assert_eq!(try_step(&clerk, &b, "merge", nothing).await.fields(), ["/into unknown"]);
        let over = app.order(OrderState::Rejected).await;
        assert_eq!(try_step(&clerk, &b, "merge", json!({ "into": over["id"] })).await.fields(), ["/into state"]);
        let mut ask = app.new_order().await;
        ask["community_id"] = app.other(Role::CommunityClerk).await.get("/me").await.ok()["roles"][0]["node"]["id"].clone();
        let far = app.role(Role::Resident).await.post("/orders", ask).await.ok();
        assert_eq!(try_step(&clerk, &b, "merge", json!({ "into": far["id"] })).await.fields(), ["/into unknown"]);
        assert_consistent(&app).await;
    }

    async fn two_orders_merged_into_each_other_at_once_leave_one_open(app) {
        let clerk = app.role(Role::CommunityClerk).await;
        for _ in 0..3 {
            let (a, b) = (app.order(OrderState::Submitted).await, app.order(OrderState::Submitted).await);
            let both = [try_step(&clerk, &a, "merge", json!({ "into": b["id"] })), try_step(&clerk, &b, "merge", json!({ "into": a["id"] }))];
            let replies = futures_util::future::join_all(both).await;
            assert_eq!(replies.iter().filter(|r| r.status == 200).count(), 1, "{:?}", replies.iter().map(|r| &r.text).collect::<Vec<_>>());
            let states = [read_again(&clerk, &a).await["state"].clone(), read_again(&clerk, &b).await["state"].clone()];
            assert!(states.contains(&json!("merged")) && states.contains(&json!("submitted")), "{states:?}");
        }
    }

    async fn stop_strangers_closing_a_case_and_finer_end_states(app) {
        let other = neighbour(&app).await;
        let order = app.order(OrderState::Submitted).await;
        follow(&app, &other, &order, SAME).await.ok();
        // Neither a follower nor a stranger ends what somebody else ordered.
        let nothing = json!({});
        for (step, body) in [
            ("withdrawal", nothing.clone()),
            ("confirmation", nothing.clone()),
            ("contest", json!({ "text": "不用了" })),
            ("rejection", nothing),
            ("merge", json!({ "into": order["id"] })),
            ("referral", referral()),
        ] {
            for actor in [&other, &app.sign_in("15900000009").await] {
                let told = try_step(actor, &order, step, body.clone()).await.problem();
                assert!(matches!(told.as_str(), "403 forbidden" | "404 not_found"), "{step} {told}");
            }
        }
        assert_eq!(actions(&app, &order).await, "submit");
        // Every end says which it is and why.
        for (state, why) in [
            (OrderState::Rejected, "/rejection/reason"),
            (OrderState::Referred, "/intake/referral/receipt"),
            (OrderState::Merged, "/intake/goes_on/id"),
        ] {
            let order = read_again(&app.role(Role::Resident).await, &app.order(state).await).await;
            assert!(order.pointer(why).is_some_and(Value::is_string), "{state} {order}");
        }
        assert_consistent(&app).await;
    }
}

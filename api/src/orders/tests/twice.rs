//! The same thing twice: one after the other, and at the same moment.

use super::*;
use crate::both;
use crate::testing::{Reply, answer_of, offers_in, path_of, read_again, step_of};
use contract::ProblemCode;
use futures_util::future::{join, join_all};
use serde_json::json;

/// Exactly one of them was carried out; the others were told that somebody was faster.
#[track_caller]
fn one_of(replies: &[Reply], refusals: &[&str]) {
    let good = replies.iter().filter(|r| r.status < 300).count();
    let told: Vec<String> = replies.iter().filter(|r| r.status >= 300).map(Reply::problem).collect();
    assert_eq!(good, 1, "{told:?}");
    assert!(told.iter().all(|t| refusals.contains(&t.as_str())), "{told:?}");
}

const FASTER: &[&str] = &["409 stale_version", "409 step_refused"];

async fn orders_named(app: &TestApp, text: &str) -> usize {
    let page = app.role(Role::Resident).await.get(&format!("/orders?mine=true&q={text}")).await.ok();
    page["items"].as_array().unwrap().len()
}

both! {
    async fn a_creation_sent_twice_with_one_key_is_one_order(app) {
        let resident = app.role(Role::Resident).await;
        let mut ask = app.new_order().await;
        ask["text"] = json!("KEY-ONE lamp");
        let first = resident.post_keyed("/orders", ask.clone(), "\"a-key\"").await;
        let second = resident.post_keyed("/orders", ask.clone(), "a-key").await;
        assert_eq!((first.status, second.status, &first.text), (201, 201, &second.text));
        assert_eq!((first.header("idempotent-replayed"), second.header("idempotent-replayed").as_deref()), (None, Some("true")));
        assert_eq!((orders_named(&app, "KEY-ONE").await, texts(&app, &first.json).await.as_str()), (1, "order_received"));
        let mut other = ask.clone();
        other["text"] = json!("KEY-TWO lamp");
        assert_eq!(resident.post_keyed("/orders", other.clone(), "a-key").await.problem(), "422 idempotency_key_reused");
        // The same key of somebody else is another key.
        assert_eq!(neighbour(&app).await.post_keyed("/orders", other, "a-key").await.status, 201);
        for bad in ["", "a b", "键"] {
            assert_eq!(resident.post_keyed("/orders", ask.clone(), bad).await.problem(), "400 idempotency_key_invalid", "{bad}");
        }
        // After a day the key is forgotten.
        app.later(TimeDelta::hours(25));
        swept(&app).await;
        let later = app.role(Role::Resident).await.post_keyed("/orders", ask, "a-key").await;
        assert_eq!((later.status, later.header("idempotent-replayed"), orders_named(&app, "KEY-ONE").await), (201, None, 2));
    }

    async fn creations_at_the_same_moment_with_one_key_are_one_order(app) {
        let resident = app.role(Role::Resident).await;
        let mut ask = app.new_order().await;
        ask["text"] = json!("SAME-MOMENT lamp");
        let replies = join_all((0..6).map(|_| resident.post_keyed("/orders", ask.clone(), "k"))).await;
        assert!(replies.iter().all(|r| r.status == 201 && r.text == replies[0].text), "{:?}", replies.iter().map(|r| &r.text).collect::<Vec<_>>());
        assert_eq!(replies.iter().filter(|r| r.header("idempotent-replayed").is_none()).count(), 1);
        assert_eq!(orders_named(&app, "SAME-MOMENT").await, 1);
    }

    async fn a_key_of_a_refused_step_can_be_used_again(app) {
        let (resident, order) = (app.role(Role::Resident).await, app.order(OrderState::Done).await);
        let path = path_of(&order, "confirmation");
        let stale = resident.post_keyed(&path, json!({ "expected_version": 1 }), "k").await;
        assert_eq!(stale.problem(), "409 stale_version");
        let right = json!({ "expected_version": order["version"] });
        assert_eq!(resident.post_keyed(&path, right.clone(), "k").await.json["state"], "confirmed");
        let again = resident.post_keyed(&path, right, "k").await;
        assert_eq!((again.status, again.header("idempotent-replayed").as_deref()), (200, Some("true")));
        assert!(actions(&app, &order).await.ends_with("complete confirm"));
    }

    async fn two_clerks_dispatch_one_order_and_one_of_them_is_first(app) {
        for _ in 0..4 {
            let order = app.order(OrderState::Accepted).await;
            let (clerk, secretary) = (app.role(Role::CommunityClerk).await, app.role(Role::CommunitySecretary).await);
            let mut ask = app.offer(&order).await;
            ask["expected_version"] = order["version"].clone();
            let path = path_of(&order, "dispatches");
            let (a, b) = join(clerk.post(&path, ask.clone()), secretary.post(&path, ask.clone())).await;
            one_of(&[a, b], FASTER);
            let now = read_again(&clerk, &order).await;
            assert_eq!((now["dispatches"].as_array().unwrap().len(), now["measures"].as_array().unwrap().len()), (1, 1));
        }
        assert_consistent(&app).await;
    }

    async fn a_double_click_on_confirm_confirms_once(app) {
        for _ in 0..4 {
            let (resident, order) = (app.role(Role::Resident).await, app.order(OrderState::Done).await);
            let (path, ask) = (path_of(&order, "confirmation"), json!({ "expected_version": order["version"] }));
            let replies = join_all((0..3).map(|_| resident.post(&path, ask.clone()))).await;
            one_of(&replies, FASTER);
            for loser in replies.iter().filter(|r| r.status >= 300) {
                assert_eq!((&loser.json["state"], &loser.json["version"]), (&json!("confirmed"), &json!(order["version"].as_i64().unwrap() + 1)));
            }
            assert!(actions(&app, &order).await.ends_with("complete confirm"));
        }
        assert_consistent(&app).await;
    }

    async fn an_offer_taken_while_it_is_recalled_or_withdrawn_is_one_of_the_two(app) {
        for round in 0..12 {
            let order = app.order(OrderState::Dispatched).await;
            let (resident, clerk, lead) = (app.role(Role::Resident).await, app.role(Role::CommunityClerk).await, app.role(Role::TeamLead).await);
            let offer = offers_in(&order, "offered")[0].clone();
            let withdrawal = json!({ "expected_version": order["version"] });
            let path = path_of(&order, "withdrawal");
            let replies = match round % 2 {
                0 => join(answer_of(&lead, &offer, "acceptance", json!({})), resident.post(&path, withdrawal)).await,
                _ => join(answer_of(&lead, &offer, "acceptance", json!({})), answer_of(&clerk, &offer, "recall", json!({}))).await,
            };
            one_of(&[replies.0, replies.1], &["409 stale_version", "409 step_refused", "404 not_found"]);
            // The next order finds a free hand.
            let order = read_again(&clerk, &order).await;
            if order["state"] == "taken" {
                answer_of(&lead, offers_in(&order, "accepted")[0], "hand-back", json!({ "reason": "unsafe" })).await.ok();
            }
        }
        assert_consistent(&app).await;
    }

    async fn many_steps_at_once_leave_a_whole_order(app) {
        let order = app.order(OrderState::Submitted).await;
        let (resident, clerk, secretary) = (app.role(Role::Resident).await, app.role(Role::CommunityClerk).await, app.role(Role::CommunitySecretary).await);
        let ask = |step: &str, mut body: Value| { body["expected_version"] = order["version"].clone(); (path_of(&order, step), body) };
        let wishes = [
            (&clerk, ask("acceptance", json!({ "urgency": "normal" }))),
            (&secretary, ask("rejection-proposal", json!({ "reason": "repeated", "explanation": "同一事项已在办理" }))),
            (&resident, ask("withdrawal", json!({}))),
            (&clerk, ask("information-request", json!({ "questions": ["几楼？"] }))),
        ];
        let replies = join_all(wishes.iter().map(|(who, (path, body))| who.post(path, body.clone()))).await;
        one_of(&replies, FASTER);
        assert_consistent(&app).await;
        assert_eq!(events(&app, &order).await.len(), 2);
    }

    async fn a_stale_version_says_how_things_stand(app) {
        let order = app.order(OrderState::Submitted).await;
        let clerk = app.role(Role::CommunityClerk).await;
        step_of(&clerk, &order, "acceptance", json!({ "urgency": "normal" })).await;
        let stale = crate::testing::try_step(&clerk, &order, "information-request", json!({ "questions": ["几楼？"] })).await;
        assert_eq!(stale.problem(), format!("409 {}", ProblemCode::StaleVersion));
        assert_eq!((&stale.json["state"], &stale.json["version"], &stale.json["allowed_actions"]), (&json!("accepted"), &json!(order["version"].as_i64().unwrap() + 1), &json!(["dispatch", "refer", "whistle", "split"])));
        assert_eq!(actions(&app, &order).await, "submit accept");
    }
}

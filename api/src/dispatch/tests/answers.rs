//! What becomes of offers: taken, declined, recalled, run out, handed back.

use super::*;
use crate::both;
use crate::orders::sweep;
use crate::testing::{answer_of, offers_in, path_of, read_again, step_of};
use chrono::TimeDelta;

/// Why an offer is declined.
fn no(reason: &str) -> Value {
    json!({ "reason": reason })
}

both! {
    async fn the_first_to_accept_gets_it_and_the_other_offers_are_recalled(app) {
        let (order, stranger) = offered_to_two(&app).await;
        assert_eq!((states(&order).as_str(), &order["responsible_person"]), ("offered offered", &Value::Null));
        let theirs = read_again(&stranger, &order).await;
        assert_eq!(theirs["dispatches"].as_array().unwrap().len(), 1, "a team sees its own offer");
        let taken = answer_of(&stranger, &theirs["dispatches"][0], "acceptance", json!({})).await.ok();
        assert_eq!((&taken["state"], &taken["team"]), (&json!("taken"), &theirs["dispatches"][0]["team"]));
        assert_eq!(taken["responsible_person"]["id"], json!(stranger.id.unwrap()), "nobody else was named");
        let desk = read_again(&clerk(&app).await, &order).await;
        assert_eq!((offers_in(&desk, "accepted").len(), offers_in(&desk, "recalled").len()), (1, 1));
        let late = answer_of(&lead(&app).await, offers_in(&order, "offered").iter().find(|d| d["team"] != taken["team"]).unwrap(), "acceptance", json!({})).await;
        assert_eq!((late.problem().as_str(), late.json["version"].as_i64()), ("409 already_taken", Some(2)));
        assert_eq!(lead(&app).await.get(path_of(&order, "").trim_end_matches('/')).await.problem(), "404 not_found");
        let subject = format!("dispatch/{}", theirs["dispatches"][0]["id"].as_str().unwrap());
        assert_eq!(app.audit_of(subject).await, ["dispatch.accepted"]);
        assert!(app.messages().await.iter().any(|m| m.template.as_str() == "order_taken"));
        assert_consistent(&app).await;
    }

    async fn each_team_names_its_own_person_when_it_accepts(app) {
        let order = app.order(OrderState::Dispatched).await;
        let (lead, member, offer) = (lead(&app).await, app.role(Role::Member).await, offers_in(&order, "offered")[0]);
        let (stranger, _) = app.another_team().await;
        let wrong = answer_of(&lead, offer, "acceptance", json!({ "responsible_person_id": stranger.id.unwrap() })).await;
        assert_eq!(wrong.fields(), ["/responsible_person_id unknown"]);
        let taken = answer_of(&lead, offer, "acceptance", json!({ "responsible_person_id": member.id.unwrap() })).await.ok();
        assert_eq!((&taken["responsible_person"]["name"], &offers_in(&taken, "accepted")[0]["responsible_person"]["name"]), (&json!("李国强"), &json!("李国强")));
        assert_consistent(&app).await;
    }

    async fn one_of_two_declines_and_the_order_waits_for_the_other(app) {
        let (order, stranger) = offered_to_two(&app).await;
        let lead = lead(&app).await;
        let mine = read_again(&lead, &order).await["dispatches"][0].clone();
        let after = answer_of(&lead, &mine, "refusal", no("too_far")).await.ok();
        assert_eq!((&after["state"], &after["dispatches"][0]["state"], &after["dispatches"][0]["reason"]), (&json!("dispatched"), &json!("declined"), &json!("too_far")));
        let desk = read_again(&clerk(&app).await, &order).await;
        assert_eq!((offers_in(&desk, "declined").len(), offers_in(&desk, "offered").len()), (1, 1), "whoever reads it next sees it");
        let theirs = read_again(&stranger, &order).await["dispatches"][0].clone();
        let back = answer_of(&stranger, &theirs, "refusal", json!({ "reason": "other", "explanation": "队里没有梯子" })).await.ok();
        assert_eq!(back["state"], "accepted");
        let desk = read_again(&clerk(&app).await, &order).await;
        assert_eq!((&desk["state"], states(&desk).as_str(), &desk["deadline"]), (&json!("accepted"), "declined declined", &order["deadline"]));
        assert!(desk["dispatches"].as_array().unwrap().iter().any(|d| d["explanation"] == "队里没有梯子"));
        // It can be offered again, also to a team that had declined.
        let again = app.dispatched(&clerk(&app).await, &desk).await;
        assert_eq!((states(&again).as_str(), again["measures"].as_array().unwrap().len()), ("declined declined offered", 2));
        assert_consistent(&app).await;
    }

    async fn another_reason_needs_words(app) {
        let order = app.order(OrderState::Dispatched).await;
        let (lead, offer) = (lead(&app).await, offers_in(&order, "offered")[0]);
        for words in [json!({ "reason": "other" }), json!({ "reason": "other", "explanation": "  " })] {
            assert_eq!(answer_of(&lead, offer, "refusal", words).await.fields(), ["/explanation required"]);
        }
        assert_eq!(answer_of(&lead, offer, "refusal", json!({})).await.fields(), ["/reason required"]);
        assert_eq!(answer_of(&lead, offer, "refusal", no("no_mood")).await.fields(), ["/reason choice"]);
        assert_eq!(answer_of(&lead, offer, "refusal", json!({ "reason": "unsafe", "explanation": "电".repeat(501) })).await.fields(), ["/explanation length"]);
        assert_eq!(read_again(&lead, &order).await["state"], "dispatched");
        assert_eq!(answer_of(&lead, offer, "refusal", no("not_our_duty")).await.status, 200);
    }

    async fn the_desk_recalls_an_offer_and_has_the_order_back(app) {
        let (order, _) = offered_to_two(&app).await;
        let clerk = clerk(&app).await;
        let one = answer_of(&clerk, &order["dispatches"][0], "recall", json!({})).await.ok();
        assert_eq!((&one["state"], states(&one).as_str()), (&json!("dispatched"), "recalled offered"));
        let both = answer_of(&clerk, &one["dispatches"][1], "recall", json!({})).await.ok();
        assert_eq!((&both["state"], states(&both).as_str()), (&json!("accepted"), "recalled recalled"));
        let again = answer_of(&clerk, &both["dispatches"][1], "recall", json!({})).await;
        assert_eq!((again.problem().as_str(), again.json["state"].as_str()), ("409 step_refused", Some("recalled")));
        assert_consistent(&app).await;
    }

    async fn an_offer_is_not_taken_after_its_window_even_before_the_sweeper_has_looked(app) {
        let order = app.order(OrderState::Dispatched).await;
        app.later(TimeDelta::hours(4) + TimeDelta::minutes(1));
        let (lead, offer) = (lead(&app).await, offers_in(&order, "offered")[0]);
        let late = answer_of(&lead, offer, "acceptance", json!({})).await;
        assert_eq!((late.problem().as_str(), late.json["state"].as_str()), ("409 step_refused", Some("expired")));
        sweep::once(&app.app).await.unwrap();
        assert_eq!(answer_of(&lead, offer, "acceptance", json!({})).await.problem(), "409 stale_version");
        let desk = read_again(&clerk(&app).await, &order).await;
        assert_eq!((states(&desk).as_str(), &desk["state"]), ("expired", &json!("accepted")));
        assert_consistent(&app).await;
    }

    async fn one_offer_runs_out_and_the_other_is_still_open(app) {
        let (order, stranger) = offered_to_two(&app).await;
        let theirs = read_again(&stranger, &order).await["dispatches"][0].clone();
        answer_of(&stranger, &theirs, "refusal", no("no_capacity")).await.ok();
        app.later(TimeDelta::hours(5));
        sweep::once(&app.app).await.unwrap();
        let desk = read_again(&clerk(&app).await, &order).await;
        assert_eq!((&desk["state"], offers_in(&desk, "declined").len(), offers_in(&desk, "expired").len()), (&json!("accepted"), 1, 1));
        assert_consistent(&app).await;
    }

    async fn a_taken_order_is_handed_back_with_a_reason(app) {
        for state in [OrderState::Taken, OrderState::InProgress] {
            let order = app.order(state).await;
            let (lead, offer) = (lead(&app).await, offers_in(&order, "accepted")[0]);
            assert_eq!(answer_of(&lead, offer, "hand-back", json!({ "reason": "other" })).await.fields(), ["/explanation required"]);
            let back = answer_of(&lead, offer, "hand-back", no("unsafe")).await.ok();
            assert_eq!((&back["state"], &back["team"], &back["responsible_person"]), (&json!("accepted"), &Value::Null, &Value::Null));
            let desk = read_again(&clerk(&app).await, &order).await;
            assert_eq!((states(&desk).as_str(), &desk["deadline"]), ("handed_back", &order["deadline"]));
            let again = app.dispatched(&clerk(&app).await, &desk).await;
            let taken = app.taken(&lead, &again).await;
            let begun = step_of(&lead, &taken, "contact", json!({ "method": "message" })).await;
            assert_eq!(begun["state"], "in_progress");
        }
        assert_consistent(&app).await;
    }
}

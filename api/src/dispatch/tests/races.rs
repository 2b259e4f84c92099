//! Two answers at the same moment.

use super::*;
use crate::both;
use crate::testing::{answer_of, offers_in, path_of, read_again};
use futures_util::future::{join, join_all};

both! {
    async fn two_leads_accept_at_once_and_exactly_one_has_it(app) {
        for _ in 0..5 {
            let (order, stranger) = offered_to_two(&app).await;
            let lead = lead(&app).await;
            let (mine, theirs) = (read_again(&lead, &order).await["dispatches"][0].clone(), read_again(&stranger, &order).await["dispatches"][0].clone());
            let (a, b) = join(answer_of(&lead, &mine, "acceptance", json!({})), answer_of(&stranger, &theirs, "acceptance", json!({}))).await;
            let (won, lost) = if a.status == 200 { ((&a, &lead, &mine), &b) } else { ((&b, &stranger, &theirs), &a) };
            assert_eq!((won.0.status, lost.problem().as_str()), (200, "409 already_taken"), "{} {}", a.text, b.text);
            let desk = read_again(&clerk(&app).await, &order).await;
            assert_eq!((offers_in(&desk, "accepted").len(), offers_in(&desk, "recalled").len()), (1, 1));
            let taken = offers_in(&desk, "accepted")[0];
            assert_eq!(taken["id"], won.2["id"]);
            answer_of(won.1, taken, "hand-back", json!({ "reason": "unsafe" })).await.ok();
        }
        assert_consistent(&app).await;
    }

    async fn both_teams_decline_at_once_and_the_order_is_back_at_the_desk(app) {
        for _ in 0..5 {
            let (order, stranger) = offered_to_two(&app).await;
            let lead = lead(&app).await;
            let (mine, theirs) = (read_again(&lead, &order).await["dispatches"][0].clone(), read_again(&stranger, &order).await["dispatches"][0].clone());
            let no = json!({ "reason": "no_capacity" });
            let (a, b) = join(answer_of(&lead, &mine, "refusal", no.clone()), answer_of(&stranger, &theirs, "refusal", no)).await;
            assert_eq!((a.status, b.status), (200, 200), "{} {}", a.text, b.text);
            assert_eq!(read_again(&clerk(&app).await, &order).await["state"], "accepted");
        }
        assert_consistent(&app).await;
    }

    async fn the_last_free_hand_is_given_once(app) {
        let team = app.team().await;
        let (load, _) = load_of(&app, &team).await;
        set_team(&app, &team, i32::try_from(load + 1).unwrap(), None).await;
        let clerk = clerk(&app).await;
        let mut asks = Vec::new();
        for _ in 0..4 {
            let order = app.order(OrderState::Accepted).await;
            let mut ask = app.offer(&order).await;
            ask["expected_version"] = order["version"].clone();
            asks.push((path_of(&order, "dispatches"), ask));
        }
        let replies = join_all(asks.iter().map(|(path, ask)| clerk.post(path, ask.clone()))).await;
        assert_eq!(replies.iter().filter(|r| r.status == 200).count(), 1);
        assert!(replies.iter().filter(|r| r.status != 200).all(|r| r.problem() == "409 team_unavailable"));
        assert_eq!(load_of(&app, &team).await, (load + 1, load + 1));
        assert_consistent(&app).await;
    }

    async fn offers_to_the_same_teams_in_any_order_do_not_wait_for_each_other(app) {
        let (_, other) = app.another_team().await;
        let (team, clerk) = (app.team().await, clerk(&app).await);
        set_team(&app, &team, 90, None).await;
        set_team(&app, &other, 90, None).await;
        let mut asks = Vec::new();
        for round in 0..8 {
            let order = app.order(OrderState::Accepted).await;
            let teams = if round % 2 == 0 { [team.as_str(), other.as_str()] } else { [other.as_str(), team.as_str()] };
            let mut ask = offer_to(&order, &teams);
            ask["expected_version"] = order["version"].clone();
            asks.push((path_of(&order, "dispatches"), ask));
        }
        let replies = join_all(asks.iter().map(|(path, ask)| clerk.post(path, ask.clone()))).await;
        assert!(replies.iter().all(|r| r.status == 200), "{:?}", replies.iter().map(|r| &r.text).collect::<Vec<_>>());
        assert_consistent(&app).await;
    }
}

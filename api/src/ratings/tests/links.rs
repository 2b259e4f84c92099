//! Rating by the link out of the message, without signing in.

use super::*;
use crate::both;
use futures_util::future::join;

both! {
    async fn the_link_out_of_the_message_rates_without_signing_in(app) {
        let order = app.order(OrderState::Done).await;
        let link = format!("/rating-links/{}", token_of(&app, &order).await);
        let nobody = app.nobody();
        app.later(TimeDelta::hours(1));
        let invitation = nobody.get(&link).await.ok();
        assert_eq!((&invitation["order_number"], &invitation["team_name"], &invitation["outcome"]), (&order["number"], &order["team"]["name"], &json!("resolved")));
        assert_eq!((&invitation["done_at"], &invitation["rating"]), (&order["updated_at"], &Value::Null));
        for secret in ["王秀英", "16000000001", "园林小区", "灯泡坏了"] {
            assert!(!invitation.to_string().contains(secret), "{secret}");
        }
        assert_eq!(nobody.post(&link, json!({})).await.fields(), ["/grade required"]);
        assert_eq!(nobody.post(&link, json!({ "grade": 5, "tags": ["late"] })).await.fields(), ["/tags/0 choice"]);
        let rating = nobody.post(&link, json!({ "grade": 5, "tags": ["fast"], "text": "𬭎 👍" })).await;
        assert_eq!((rating.status, &rating.json["channel"]), (201, &json!("link")));
        let again = nobody.get(&link).await.ok();
        assert_eq!((&again["rating"]["grade"], &again["done_at"]), (&json!(5), &invitation["done_at"]), "done when the work was done");
        assert_eq!(nobody.post(&link, json!({ "grade": 1 })).await.problem(), "409 already_rated");
        assert_eq!(resident(&app).await.post(&path_of(&order, "rating"), json!({ "grade": 1 })).await.problem(), "409 already_rated");
        assert_eq!(read_again(&resident(&app).await, &order).await["rating"]["text"], "𬭎 👍");
        assert_consistent(&app).await;
    }

    async fn session_and_link_at_the_same_moment_are_one_rating(app) {
        for _ in 0..3 {
            let (order, resident) = (app.order(OrderState::Done).await, resident(&app).await);
            let (link, path) = (format!("/rating-links/{}", token_of(&app, &order).await), path_of(&order, "rating"));
            let nobody = app.nobody();
            let (a, b) = join(nobody.post(&link, json!({ "grade": 2 })), resident.post(&path, json!({ "grade": 4 }))).await;
            let mut told = [a.status, b.status];
            told.sort_unstable();
            assert_eq!(told, [201, 409], "{} {}", a.text, b.text);
            let lost = if a.status == 409 { &a } else { &b };
            assert_eq!(lost.problem(), "409 already_rated");
        }
        assert_consistent(&app).await;
    }

    async fn a_forged_link_does_not_exist(app) {
        let (mine, other) = (app.order(OrderState::Done).await, app.order(OrderState::Done).await);
        let (token, theirs) = (token_of(&app, &mine).await, token_of(&app, &other).await);
        let parts: Vec<&str> = token.split('.').collect();
        let swapped = theirs.split('.').next().unwrap();
        let forged = [
            format!("{swapped}.{}.{}.{}", parts[1], parts[2], parts[3]),
            format!("{}.2.{}.{}", parts[0], parts[2], parts[3]),
            format!("{}.{}.ffffffff.{}", parts[0], parts[1], parts[3]),
            format!("{token}0"),
            token[..token.len() - 1].to_owned(),
            "x".into(),
            "....".into(),
            "%00".into(),
            "𬭎".bytes().map(|b| format!("%{b:02X}")).collect(),
        ];
        for link in forged {
            assert_eq!(app.nobody().get(&format!("/rating-links/{link}")).await.problem(), "404 not_found", "{link}");
            assert_eq!(app.nobody().post(&format!("/rating-links/{link}"), json!({ "grade": 1 })).await.problem(), "404 not_found", "{link}");
        }
        assert_eq!(read_again(&resident(&app).await, &mine).await["rating"], Value::Null);
    }

    async fn a_link_lives_as_long_as_the_order_can_be_rated(app) {
        let order = app.order(OrderState::Done).await;
        let first = token_of(&app, &order).await;
        let window = app.app.config.ratings.window_days;
        // A reminder carries a link of its own, and it ends on the same day.
        app.later(TimeDelta::days(3) + TimeDelta::hours(1));
        crate::orders::sweep::once(&app.app).await.unwrap();
        let reminded = token_of(&app, &order).await;
        app.later(TimeDelta::days(window - 3) - TimeDelta::hours(2));
        for token in [&first, &reminded] {
            assert_eq!(app.nobody().get(&format!("/rating-links/{token}")).await.status, 200);
        }
        app.later(TimeDelta::hours(2));
        for token in [&first, &reminded] {
            assert_eq!(app.nobody().get(&format!("/rating-links/{token}")).await.problem(), "410 link_expired");
            assert_eq!(app.nobody().post(&format!("/rating-links/{token}"), json!({ "grade": 5 })).await.problem(), "410 link_expired");
        }
    }

    async fn the_link_of_an_earlier_round_is_over(app) {
        let order = app.order(OrderState::Done).await;
        let first = format!("/rating-links/{}", token_of(&app, &order).await);
        step_of(&resident(&app).await, &order, "reopening", json!({ "text": "又坏了" })).await;
        assert_eq!(app.nobody().get(&first).await.problem(), "410 link_expired");
        assert_eq!(app.nobody().post(&first, json!({ "grade": 5 })).await.problem(), "410 link_expired");
    }
}

//! Rating signed in: which grade with which tags, when, by whom, and who sees it.

use super::*;
use crate::both;
use crate::schema::ratings;
use diesel::prelude::*;
use futures_util::future::join_all;

both! {
    async fn every_grade_goes_with_its_own_tags(app) {
        let tags = app.nobody().get("/rating-tags").await.ok();
        let tags = tags["tags"].as_array().unwrap();
        for grade in 1..=5 {
            let goes = |t: &&Value| t["grades"].as_array().unwrap().contains(&json!(grade));
            let (fit, rest): (Vec<&Value>, Vec<&Value>) = tags.iter().partition(|t| goes(t));
            let codes: Vec<&Value> = fit.iter().map(|t| &t["code"]).collect();
            let order = app.order(OrderState::Done).await;
            for wrong in &rest {
                let reply = resident(&app).await.post(&path_of(&order, "rating"), json!({ "grade": grade, "tags": [codes[0], wrong["code"]] })).await;
                assert_eq!(reply.fields(), ["/tags/1 choice"], "{grade} {}", wrong["code"]);
            }
            let rating = resident(&app).await.post(&path_of(&order, "rating"), json!({ "grade": grade, "tags": codes, "text": "  𬭎师傅 💡 " })).await;
            assert_eq!(rating.status, 201, "{}", rating.text);
            assert_eq!((&rating.json["grade"], &rating.json["text"], &rating.json["channel"], &rating.json["round"]), (&json!(grade), &json!("𬭎师傅 💡"), &json!("session"), &json!(1)));
            assert_eq!(rating.json["tags"].as_array().unwrap().iter().map(|t| &t["code"]).collect::<Vec<_>>(), codes);
            let after = read_again(&resident(&app).await, &order).await;
            assert_eq!((&after["rating"], &after["state"]), (&rating.json, &json!("done")), "rating moves nothing");
        }
        assert_consistent(&app).await;
    }

    async fn there_is_no_default_grade(app) {
        let (order, path) = { let o = app.order(OrderState::Done).await; (o.clone(), path_of(&o, "rating")) };
        let resident = resident(&app).await;
        assert_eq!(resident.post(&path, json!({})).await.fields(), ["/grade required"]);
        assert_eq!(resident.post(&path, json!({ "tags": [], "text": "好" })).await.fields(), ["/grade required"]);
        for grade in [json!(0), json!(6), json!(-1)] {
            assert_eq!(resident.post(&path, json!({ "grade": grade })).await.fields(), ["/grade range"], "{grade}");
        }
        for grade in [json!(null), json!("5"), json!(4.5)] {
            assert_eq!(resident.post(&path, json!({ "grade": grade })).await.fields(), ["/grade type"], "{grade}");
        }
        assert_eq!(resident.post(&path, json!({ "grade": 5, "tags": ["fast", "fast"] })).await.fields(), ["/tags/1 unique"]);
        assert_eq!(resident.post(&path, json!({ "grade": 5, "tags": vec!["fast"; 9] })).await.fields(), ["/tags length"]);
        assert_eq!(resident.post(&path, json!({ "grade": 5, "text": "好".repeat(501) })).await.fields(), ["/text length"]);
        assert_eq!(resident.post(&path, json!({ "grade": 5, "text": "a\0b" })).await.fields(), ["/text format"]);
        assert_eq!(read_again(&resident, &order).await["rating"], Value::Null, "an order nobody rated is unrated");
        assert_eq!(step_of(&resident, &order, "confirmation", json!({})).await["rating"], Value::Null);
    }

    async fn a_round_is_rated_once_also_at_the_same_moment(app) {
        for _ in 0..3 {
            let (order, resident) = (app.order(OrderState::Done).await, resident(&app).await);
            let path = path_of(&order, "rating");
            let replies = join_all((1..=4).map(|grade| resident.post(&path, json!({ "grade": grade })))).await;
            assert_eq!(replies.iter().filter(|r| r.status == 201).count(), 1);
            assert!(replies.iter().filter(|r| r.status != 201).all(|r| r.problem() == "409 already_rated"));
            assert_eq!(resident.post(&path, json!({ "grade": 5 })).await.problem(), "409 already_rated");
            let id: contract::OrderId = order["id"].as_str().unwrap().parse().unwrap();
            let kept: i64 = app.read(move |c| ratings::table.filter(ratings::order_id.eq(id)).count().get_result(c)).await;
            let trail = app.audit_of(format!("order/{id}")).await;
            assert_eq!((kept, trail.iter().filter(|a| *a == "order.rated").count()), (1, 1));
        }
        assert_consistent(&app).await;
    }

    async fn the_same_rating_sent_twice_with_one_key_is_answered_twice(app) {
        let (order, resident) = (app.order(OrderState::Done).await, resident(&app).await);
        let (path, ask) = (path_of(&order, "rating"), json!({ "grade": 4, "tags": ["tidy"] }));
        let (a, b) = (resident.post_keyed(&path, ask.clone(), "r").await, resident.post_keyed(&path, ask, "r").await);
        assert_eq!((a.status, b.status, &a.text, b.header("idempotent-replayed").as_deref()), (201, 201, &b.text, Some("true")));
        assert_eq!(resident.post_keyed(&path, json!({ "grade": 1 }), "r").await.problem(), "422 idempotency_key_reused");
    }

    async fn the_grade_is_sealed_from_desk_and_team(app) {
        let order = app.order(OrderState::Confirmed).await;
        resident(&app).await.post(&path_of(&order, "rating"), json!({ "grade": 1, "tags": ["unfriendly"], "text": "说话难听" })).await.ok();
        for role in [Role::CommunityClerk, Role::CommunitySecretary, Role::TeamLead, Role::Member] {
            let who = app.role(role).await;
            let seen = read_again(&who, &order).await;
            let timeline = who.get(&path_of(&order, "timeline")).await.ok();
            assert_eq!(seen["rating"], Value::Null, "{role}");
            for text in [seen.to_string(), timeline.to_string()] {
                assert!(!text.contains("说话难听") && !text.contains("unfriendly") && !text.contains("grade"), "{role}: {text}");
            }
            assert_eq!(who.post(&path_of(&order, "rating"), json!({ "grade": 5 })).await.problem(), "403 forbidden", "{role}");
        }
        for role in [Role::Resident, Role::Street, Role::CityOffice] {
            assert_eq!(read_again(&app.role(role).await, &order).await["rating"]["grade"], 1, "{role}");
        }
    }

    async fn the_days_for_rating_count_from_the_completion(app) {
        let window = app.app.config.ratings.window_days;
        let confirmed = app.order(OrderState::Confirmed).await;
        let done = app.order(OrderState::Done).await;
        // Later steps, such as the closing, do not open the window again.
        for _ in 0..3 {
            app.later(TimeDelta::days(9));
            crate::orders::sweep::once(&app.app).await.unwrap();
        }
        app.later(TimeDelta::days(window - 27) - TimeDelta::minutes(1));
        let last = resident(&app).await.post(&path_of(&done, "rating"), json!({ "grade": 3 })).await;
        assert_eq!(last.status, 201, "{}", last.text);
        app.later(TimeDelta::minutes(2));
        let late = resident(&app).await.post(&path_of(&confirmed, "rating"), json!({ "grade": 3 })).await;
        assert_eq!(late.problem(), "409 rating_window_closed");
        let seen = read_again(&resident(&app).await, &confirmed).await;
        assert_eq!(seen["allowed_actions"], json!([{ "action": "rate", "blocked": "window_closed" }, { "action": "follow_up", "blocked": "nothing_asked" }]));
    }

    async fn what_is_not_done_is_not_rated(app) {
        for state in [OrderState::Draft, OrderState::Submitted, OrderState::InProgress, OrderState::Withdrawn, OrderState::Rejected] {
            let order = app.order(state).await;
            assert_eq!(resident(&app).await.post(&path_of(&order, "rating"), json!({ "grade": 5 })).await.problem(), "409 step_refused", "{state}");
        }
    }
}

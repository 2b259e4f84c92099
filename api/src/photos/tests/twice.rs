//! The same picture twice, ten pictures, two at once; and what is left in the store when it goes wrong.

use super::*;
use crate::both;
use crate::testing::photos_of;
use actix_web::test::TestRequest;
use chrono::TimeDelta;
use futures_util::future::{join, join_all};

async fn keyed(actor: &Actor<'_>, order: &Value, kind: &str, file: &[u8], key: &str) -> Reply {
    let request = TestRequest::post().uri(&photos_of(order)).insert_header(("idempotency-key", key));
    actor.send(Form::of(kind, file).put_into(request)).await
}

both! {
    async fn the_tenth_picture_is_refused(app) {
        let (resident, lead) = (app.role(Role::Resident).await, app.role(Role::TeamLead).await);
        let order = app.order(OrderState::Submitted).await;
        for _ in 0..9 {
            send(&resident, &order, "report", &picture(8, 8)).await.ok();
        }
        let tenth = send(&resident, &order, "report", &picture(8, 8)).await;
        assert_eq!((tenth.problem(), count(&app, &order).await), ("409 photos_full".to_owned(), 9));
        let photos = listed(&resident, &order).await;
        resident.delete(photos[0]["url"].as_str().unwrap()).await.ok();
        send(&resident, &order, "report", &picture(8, 8)).await.ok();
        // The team has places of its own; before and after share them.
        let order = app.order(OrderState::InProgress).await;
        for at in 0..9 {
            send(&lead, &order, if at < 5 { "before" } else { "after" }, &picture(8, 8)).await.ok();
        }
        assert_eq!(send(&lead, &order, "before", &picture(8, 8)).await.problem(), "409 photos_full");
        let places = lead.get(&photos_of(&order)).await.ok()["places"].clone();
        assert_eq!(places, serde_json::json!([{ "kind": "before", "left": 0 }, { "kind": "after", "left": 0 }]));
        assert_tidy(&app).await;
    }

    async fn a_double_click_makes_one_picture(app) {
        let (resident, order) = (app.role(Role::Resident).await, app.order(OrderState::Submitted).await);
        let file = picture(50, 50);
        let (a, b) = join(keyed(&resident, &order, "report", &file, "p-1"), keyed(&resident, &order, "report", &file, "p-1")).await;
        assert_eq!((a.status, b.status, &a.json["photo"]["id"]), (201, 201, &b.json["photo"]["id"]), "{} {}", a.text, b.text);
        let later = keyed(&resident, &order, "report", &file, "p-1").await;
        assert_eq!((&later.json, later.header("idempotent-replayed").as_deref()), (&a.json, Some("true")));
        assert_eq!(count(&app, &order).await, 1);
        assert_tidy(&app).await;
        // Another picture, or the same one as another kind, is another request.
        assert_eq!(keyed(&resident, &order, "report", &picture(51, 50), "p-1").await.problem(), "422 idempotency_key_reused");
        assert_eq!(keyed(&resident, &order, "before", &file, "p-1").await.problem(), "422 idempotency_key_reused");
        // Without a key, and with another, the same file is a second picture: somebody wanted it so.
        keyed(&resident, &order, "report", &file, "p-2").await.ok();
        assert_eq!(count(&app, &order).await, 2);
        assert_tidy(&app).await;
    }

    async fn the_last_place_is_given_once(app) {
        let resident = app.role(Role::Resident).await;
        for _ in 0..3 {
            let order = app.order(OrderState::Submitted).await;
            for _ in 0..8 {
                send(&resident, &order, "report", &picture(8, 8)).await.ok();
            }
            let file = picture(8, 8);
            let replies = join_all((0..3).map(|_| send(&resident, &order, "report", &file))).await;
            let won = replies.iter().filter(|r| r.status == 201).count();
            assert!(replies.iter().all(|r| r.status == 201 || r.problem() == "409 photos_full"));
            assert_eq!((won, count(&app, &order).await), (1, 9));
        }
        assert_tidy(&app).await;
    }

    async fn the_sweep_throws_away_what_belongs_to_nothing(app) {
        let (_, photo) = app.order_with_photo(OrderState::Submitted, "report").await;
        let lab = &app.app.photos;
        lab.store.put("ab/abandoned.jpg", vec![1]).await.unwrap();
        lab.store.put("ab/abandoned-s.jpg", vec![1]).await.unwrap();
        lab.store.put("README", vec![1]).await.unwrap();
        let (now, whole) = (chrono::Utc::now(), TimeDelta::days(1));
        assert_eq!(crate::photos::sweep(&app.app, now - whole).await.unwrap(), 0);
        assert_eq!(crate::photos::sweep(&app.app, now + whole).await.unwrap(), 1);
        let left = stored(&app).await;
        assert!(left.len() == 3 && left.contains(&"README".to_owned()) && !left.iter().any(|n| n.contains("abandoned")), "{left:?}");
        shown(&app.role(Role::Resident).await, &photo["url"]).await;
    }

    async fn a_picture_whose_object_is_lost_does_not_exist(app) {
        let (_, photo) = app.order_with_photo(OrderState::Submitted, "report").await;
        for name in stored(&app).await {
            app.app.photos.store.delete(&name).await.unwrap();
        }
        let resident = app.role(Role::Resident).await;
        assert_eq!(resident.get(photo["url"].as_str().unwrap()).await.problem(), "404 not_found");
    }
}

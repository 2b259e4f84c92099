//! `Idempotency-Key`: the first answer again, and never the work twice.

use crate::testing::TestApp;
use chrono::TimeDelta;
use contract::accounts::Role;
use serde_json::json;

/// How many orders the demo resident has.
async fn orders(app: &TestApp) -> i64 {
    app.role(Role::Resident).await.get("/orders?mine=true&count=true&limit=1").await.ok()["total"].as_i64().unwrap()
}

crate::both! {
    async fn the_same_request_gets_the_first_answer_again(app) {
        let (resident, ask) = (app.role(Role::Resident).await, app.new_order().await);
        let before = orders(&app).await;
        let first = resident.post_keyed("/orders", ask.clone(), "a-key").await;
        let again = resident.post_keyed("/orders", ask.clone(), "a-key").await;
        assert_eq!((first.status, again.status), (201, 201));
        assert_eq!(first.text, again.text);
        assert_eq!((first.header("idempotent-replayed"), again.header("idempotent-replayed").as_deref()), (None, Some("true")));
        // Quoted, as the draft standard wants it, it is the same key.
        assert_eq!(resident.post_keyed("/orders", ask.clone(), "\"a-key\"").await.text, first.text);
        assert_eq!(orders(&app).await, before + 1);
        assert_eq!(resident.post_keyed("/orders", ask, "another").await.status, 201);
        assert_eq!(orders(&app).await, before + 2);
    }

    async fn at_once_the_work_is_done_once(app) {
        let (resident, ask) = (app.role(Role::Resident).await, app.new_order().await);
        let before = orders(&app).await;
        let replies = futures_util::future::join_all((0..6).map(|_| resident.post_keyed("/orders", ask.clone(), "k"))).await;
        assert!(replies.iter().all(|r| r.status == 201 && r.text == replies[0].text), "{:?}", replies.iter().map(|r| r.status).collect::<Vec<_>>());
        assert_eq!(orders(&app).await, before + 1);
    }

    async fn another_body_or_address_is_refused(app) {
        let (resident, mut ask) = (app.role(Role::Resident).await, app.new_order().await);
        resident.post_keyed("/orders", ask.clone(), "k").await.ok();
        ask["text"] = json!("别的事情");
        assert_eq!(resident.post_keyed("/orders", ask.clone(), "k").await.problem(), "422 idempotency_key_reused");
        let order = resident.post("/orders", ask).await.ok();
        let path = format!("/orders/{}/withdrawal", order["id"].as_str().unwrap());
        assert_eq!(resident.post_keyed(&path, json!({ "expected_version": order["version"] }), "k").await.problem(), "422 idempotency_key_reused");
    }

    async fn a_key_belongs_to_its_caller(app) {
        let ask = app.new_order().await;
        let one = app.role(Role::Resident).await.post_keyed("/orders", ask.clone(), "k").await.ok();
        let two = app.sign_in("13900000030").await.post_keyed("/orders", ask, "k").await.ok();
        assert_ne!(one["id"], two["id"]);
    }

    async fn a_refusal_is_not_kept(app) {
        let resident = app.role(Role::Resident).await;
        let mut ask = app.new_order().await;
        ask["answers"] = json!({});
        assert_eq!(resident.post_keyed("/orders", ask, "k").await.status, 422);
        assert_eq!(resident.post_keyed("/orders", app.new_order().await, "k").await.status, 201);
    }

    async fn after_a_day_it_is_forgotten(app) {
        let ask = app.new_order().await;
        let first = app.role(Role::Resident).await.post_keyed("/orders", ask.clone(), "k").await.ok();
        app.later(TimeDelta::hours(23));
        crate::orders::sweep::once(&app.app).await.unwrap();
        assert_eq!(app.role(Role::Resident).await.post_keyed("/orders", ask.clone(), "k").await.ok()["id"], first["id"]);
        app.later(TimeDelta::hours(2));
        crate::orders::sweep::once(&app.app).await.unwrap();
        assert_ne!(app.role(Role::Resident).await.post_keyed("/orders", ask, "k").await.ok()["id"], first["id"]);
    }

    async fn keys_that_cannot_be_used(app) {
        let (resident, ask) = (app.role(Role::Resident).await, app.new_order().await);
        for bad in ["\"\"", "a b", "钥匙", "a\tb", "\"a", "a\"b", &"k".repeat(256)] {
            assert_eq!(resident.post_keyed("/orders", ask.clone(), bad).await.problem(), "400 idempotency_key_invalid", "{bad}");
        }
        for good in ["k", &"k".repeat(255), &format!("\"{}\"", "q".repeat(255)), "~!@#$%^&*()"] {
            assert_eq!(resident.post_keyed("/orders", ask.clone(), good).await.status, 201, "{good}");
        }
    }
}

//! Kept views, counts and bulk steps, with what they refuse.

#![expect(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test may panic")]

use crate::both;
use crate::testing::{TestApp, read_again, step_of};
use contract::accounts::Role;
use contract::orders::OrderState as S;
use serde_json::{Value, json};

fn named(orders: &[&Value]) -> Value {
    orders.iter().map(|o| json!({ "order_id": o["id"], "expected_version": o["version"] })).collect()
}

/// The figures of one state.
async fn count(app: &TestApp, role: Role, state: &str) -> i64 {
    let counts = app.role(role).await.get("/desk/counts").await.ok();
    counts["states"].as_array().unwrap().iter().find(|s| s["state"] == state).unwrap()["count"].as_i64().unwrap()
}

both! {
    async fn a_view_is_kept_by_its_owner_alone(app) {
        let clerk = app.role(Role::CommunityClerk).await;
        let view = clerk.post("/saved-views", json!({ "name": "今天到期 🔧", "query": "?state=accepted&sort=due" })).await.ok();
        assert_eq!((&view["name"], &view["query"]), (&json!("今天到期 🔧"), &json!("state=accepted&sort=due")));
        assert_eq!(clerk.post("/saved-views", json!({ "name": "今天到期 🔧", "query": "" })).await.problem(), "422 invalid_fields");
        assert_eq!(clerk.get("/saved-views").await.ok()["items"], json!([view]));
        let secretary = app.role(Role::CommunitySecretary).await;
        assert_eq!(secretary.get("/saved-views").await.ok()["items"], json!([]));
        let path = format!("/saved-views/{}", view["id"].as_str().unwrap());
        assert_eq!(secretary.delete(&path).await.problem(), "404 not_found");
        assert_eq!(clerk.delete(&path).await.status, 204);
        assert_eq!(clerk.delete(&path).await.problem(), "404 not_found");
        assert_eq!(app.role(Role::Resident).await.get("/saved-views").await.problem(), "403 forbidden");
    }

    async fn more_views_than_configured_are_refused(app) {
        let clerk = app.role(Role::CommunityClerk).await;
        for n in 0..app.app.config.limits.saved_views {
            clerk.post("/saved-views", json!({ "name": format!("视图 {n}"), "query": "" })).await.ok();
        }
        assert_eq!(clerk.post("/saved-views", json!({ "name": "再来一个", "query": "" })).await.problem(), "422 invalid_fields");
    }

    async fn counts_follow_the_steps_and_the_area(app) {
        let (mine, street) = (count(&app, Role::CommunityClerk, "submitted").await, count(&app, Role::Street, "submitted").await);
        assert!(street >= mine);
        let order = app.order(S::Submitted).await;
        assert_eq!(count(&app, Role::CommunityClerk, "submitted").await, mine + 1);
        assert_eq!(count(&app, Role::Street, "submitted").await, street + 1);
        let accepted = count(&app, Role::CommunityClerk, "accepted").await;
        step_of(&app.role(Role::CommunityClerk).await, &order, "acceptance", json!({ "urgency": "normal" })).await;
        assert_eq!(count(&app, Role::CommunityClerk, "submitted").await, mine);
        assert_eq!(count(&app, Role::CommunityClerk, "accepted").await, accepted + 1);
        assert_eq!(app.role(Role::TeamLead).await.get("/desk/counts").await.problem(), "403 forbidden");
    }

    async fn many_are_accepted_at_once_and_one_refusal_stops_no_other(app) {
        let (one, two, over) = (app.order(S::Submitted).await, app.order(S::Submitted).await, app.order(S::Accepted).await);
        let clerk = app.role(Role::CommunityClerk).await;
        let nothing = json!({ "id": "01930f2e-6f00-7000-8000-000000000001", "version": 1 });
        let mut stale = two.clone();
        stale["version"] = json!(7);
        let ask = json!({ "orders": named(&[&one, &over, &stale, &nothing]), "urgency": "urgent" });
        let reply = clerk.post("/bulk/acceptances", ask).await.ok();
        assert_eq!((&reply["done"], &reply["refused"], &reply["dry_run"]), (&json!(1), &json!(3), &json!(false)));
        let codes: Vec<&str> = reply["items"].as_array().unwrap().iter().map(|i| i["problem"]["code"].as_str().unwrap_or("-")).collect();
        assert_eq!(codes, ["-", "step_refused", "stale_version", "not_found"]);
        let now = read_again(&clerk, &one).await;
        assert_eq!((&now["state"], &now["urgency"], &now["deadline"]), (&json!("accepted"), &json!("urgent"), &reply["items"][0]["deadline"]));
        assert_eq!(read_again(&clerk, &two).await["version"], two["version"]);
    }

    async fn a_dry_run_says_the_same_and_changes_nothing(app) {
        let (one, over) = (app.order(S::Submitted).await, app.order(S::Accepted).await);
        let clerk = app.role(Role::CommunityClerk).await;
        let mut ask = json!({ "orders": named(&[&one, &over]), "urgency": "normal", "dry_run": true });
        let tried = clerk.post("/bulk/acceptances", ask.clone()).await.ok();
        let seen = read_again(&clerk, &one).await;
        assert_eq!((&seen["state"], &seen["version"]), (&json!("submitted"), &one["version"]));
        let told = app.messages().await.len();
        ask["dry_run"] = json!(false);
        let done = clerk.post("/bulk/acceptances", ask).await.ok();
        assert_eq!((&tried["done"], &tried["refused"]), (&done["done"], &done["refused"]));
        assert_eq!(tried["items"][0]["state"], done["items"][0]["state"]);
        assert_eq!(tried["items"][1]["problem"]["code"], done["items"][1]["problem"]["code"]);
        assert_eq!(app.messages().await.len(), told + 1, "told once, by the real one");
    }

    async fn others_and_nonsense_are_refused_as_a_whole(app) {
        let order = app.order(S::Submitted).await;
        let ask = json!({ "orders": named(&[&order]), "urgency": "normal" });
        assert_eq!(app.role(Role::Resident).await.post("/bulk/acceptances", ask.clone()).await.problem(), "403 forbidden");
        let elsewhere = app.other(Role::CommunityClerk).await.post("/bulk/acceptances", ask).await.ok();
        assert_eq!(elsewhere["items"][0]["problem"]["code"], "not_found");
        let clerk = app.role(Role::CommunityClerk).await;
        for orders in [json!([]), named(&[&order, &order]), json!("all")] {
            let status = clerk.post("/bulk/acceptances", json!({ "orders": orders, "urgency": "normal" })).await.status;
            assert!((400..=422).contains(&status), "{status}");
        }
        assert_eq!(read_again(&clerk, &order).await["version"], order["version"]);
    }
}

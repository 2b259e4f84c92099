//! The room through HTTP, on both databases.

#![expect(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test may panic")]

use crate::both;
use crate::orders::tests::assert_consistent;
use crate::testing::{Actor, Reply, TestApp, read_again, step_of};
use contract::accounts::Role;
use serde_json::{Value, json};

async fn step(actor: &Actor<'_>, wish: &Value, step: &str, mut body: Value) -> Reply {
    body["expected_version"] = wish["version"].clone();
    actor.post(&format!("/wishes/{}/{step}", wish["id"].as_str().unwrap()), body).await
}

async fn claim(app: &TestApp, actor: &Actor<'_>, wish: &Value) -> Reply {
    actor.post(&format!("/wishes/{}/claim", wish["id"].as_str().unwrap()), json!({ "team_id": app.team().await })).await
}

async fn again(actor: &Actor<'_>, wish: &Value) -> Value {
    actor.get(&format!("/wishes/{}", wish["id"].as_str().unwrap())).await.ok()
}

both! {
    async fn a_wish_is_verified_claimed_and_fulfilled_by_its_order(app) {
        let (resident, lead) = (app.role(Role::Resident).await, app.role(Role::TeamLead).await);
        let wish = app.published_wish().await;
        assert_eq!((&wish["state"], &wish["allowed_actions"]), (&json!("published"), &json!(["reject"])));
        let order = claim(&app, &lead, &wish).await;
        assert_eq!(order.status, 201, "{}", order.text);
        let order = order.json;
        assert_eq!((&order["source"], &order["state"], &order["contact"]["name"]), (&json!("wish"), &json!("taken"), &json!("王秀英")));
        let theirs = again(&resident, &wish).await;
        assert_eq!((&theirs["state"], &theirs["order_id"]), (&json!("claimed"), &order["id"]));
        let order = step_of(&lead, &order, "contact", json!({ "method": "phone" })).await;
        let order = step_of(&lead, &order, "completion", json!({ "outcome": "resolved", "minutes": 10 })).await;
        step_of(&resident, &order, "confirmation", json!({})).await;
        assert_eq!(again(&resident, &wish).await["state"], "fulfilled");
        let trail = app.audit_of(format!("wish/{}", wish["id"].as_str().unwrap())).await;
        assert_eq!(trail, ["wish.submitted", "wish.verified", "wish.claimed", "wish.fulfilled"]);
        assert_consistent(&app).await;
    }

    async fn everybody_reads_what_and_where_and_nothing_of_the_person(app) {
        let wish = app.published_wish().await;
        app.wish().await;
        let list = app.nobody().get("/wishes").await.ok();
        let items = list["items"].as_array().unwrap();
        assert_eq!((items.len(), &items[0]["summary"]), (1, &json!("一位老人想要一副老花镜")));
        let mut names: Vec<&String> = items[0].as_object().unwrap().keys().collect();
        names.sort();
        assert_eq!(names, ["community_name", "id", "number", "summary"]);
        for stranger in [app.sign_in("15900000001").await, app.role(Role::TeamLead).await, app.other(Role::CommunityClerk).await] {
            assert_eq!(stranger.get(&format!("/wishes/{}", wish["id"].as_str().unwrap())).await.problem(), "404 not_found");
        }
        let desk = again(&app.role(Role::CommunityClerk).await, &wish).await;
        assert_eq!((&desk["contact"]["name"], &desk["contact"]["phone"]), (&json!("王**"), &json!("160****0001")));
    }

    async fn a_summary_that_gives_the_person_away_is_refused(app) {
        let (clerk, wish) = (app.role(Role::CommunityClerk).await, app.wish().await);
        for bad in ["王秀英想要一副老花镜", "电话１６０００００００００１想要眼镜", "园林小区三栋的老人想要眼镜"] {
            assert_eq!(step(&clerk, &wish, "verification", json!({ "summary": bad })).await.fields(), ["/summary private"], "{bad}");
        }
        assert_eq!(app.nobody().get("/wishes").await.ok()["items"], json!([]));
        let other = app.other(Role::CommunityClerk).await;
        let good = json!({ "summary": "一位老人想要一副老花镜" });
        assert_eq!(step(&other, &wish, "verification", good.clone()).await.problem(), "404 not_found");
        assert_eq!(step(&app.role(Role::Resident).await, &wish, "verification", good.clone()).await.problem(), "403 forbidden");
        step(&clerk, &wish, "verification", good.clone()).await.ok();
        assert_eq!(step(&clerk, &wish, "verification", good).await.problem(), "409 stale_version");
    }

    async fn of_two_claims_at_once_one_wins(app) {
        let (lead, member) = (app.role(Role::TeamLead).await, app.role(Role::Member).await);
        for _ in 0..3 {
            let wish = app.published_wish().await;
            let (a, b) = futures_util::future::join(claim(&app, &lead, &wish), claim(&app, &member, &wish)).await;
            let (won, lost) = if a.status == 201 { (a, b) } else { (b, a) };
            assert_eq!((won.status, lost.problem().as_str()), (201, "409 already_claimed"), "{}", won.text);
        }
        assert_consistent(&app).await;
    }

    async fn only_a_team_that_serves_the_community_claims_and_only_what_is_published(app) {
        let (resident, lead) = (app.role(Role::Resident).await, app.role(Role::TeamLead).await);
        let wish = app.wish().await;
        assert_eq!(claim(&app, &lead, &wish).await.problem(), "404 not_found");
        let published = app.published_wish().await;
        assert_eq!(claim(&app, &resident, &published).await.problem(), "403 forbidden");
        let gone = step(&resident, &published, "withdrawal", json!({})).await.ok();
        assert_eq!(gone["state"], "withdrawn");
        assert_eq!(claim(&app, &lead, &published).await.problem(), "404 not_found");
    }

    async fn a_claimed_wish_is_withdrawn_by_its_order(app) {
        let (resident, lead, clerk) = (app.role(Role::Resident).await, app.role(Role::TeamLead).await, app.role(Role::CommunityClerk).await);
        let wish = app.published_wish().await;
        let order = claim(&app, &lead, &wish).await.ok();
        assert_eq!(step(&resident, &again(&resident, &wish).await, "withdrawal", json!({})).await.problem(), "409 step_refused");
        let offer = order["dispatches"].as_array().unwrap().iter().find(|d| d["state"] == "accepted").unwrap().clone();
        crate::testing::answer_of(&lead, &offer, "hand-back", json!({ "reason": "no_capacity" })).await.ok();
        let order = read_again(&clerk, &order).await;
        step_of(&resident, &order, "withdrawal", json!({})).await;
        assert_eq!(again(&resident, &wish).await["state"], "withdrawn");
        assert_consistent(&app).await;
    }

    async fn for_somebody_else_one_wishes_with_consent(app) {
        let clerk = app.role(Role::CommunityClerk).await;
        let mut ask = app.new_wish().await;
        (ask["on_behalf"], ask["contact"]["phone"]) = (json!(true), json!("15900000099"));
        assert_eq!(clerk.post("/wishes", ask.clone()).await.fields(), ["/consent required"]);
        ask["consent"] = json!({ "method": "said_on_phone", "note": "老人口头同意" });
        assert_eq!(app.role(Role::Resident).await.post("/wishes", ask.clone()).await.problem(), "403 forbidden");
        let wish = clerk.post("/wishes", ask).await.ok();
        let person = app.sign_in("15900000099").await;
        let own = person.get("/wishes/own").await.ok();
        assert_eq!((&own["items"][0]["id"], &own["items"][0]["consent"]["method"]), (&wish["id"], &json!("said_on_phone")));
        let rejected = step(&clerk, &wish, "rejection", json!({ "explanation": "可以直接点单" })).await.ok();
        assert_eq!((&rejected["state"], &rejected["explanation"]), (&json!("rejected"), &json!("可以直接点单")));
    }
}

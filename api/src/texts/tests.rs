//! Through HTTP, on both databases.

#![expect(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test may panic")]

use crate::both;
use crate::testing::TestApp;
use actix_web::test::TestRequest;
use contract::accounts::Role;
use serde_json::{Value, json};

async fn node(app: &TestApp, role: Role) -> String {
    app.role(role).await.get("/me").await.ok()["roles"][0]["node"]["id"].as_str().unwrap().to_owned()
}

fn text(node: &str, title: &str) -> Value {
    json!({ "node_id": node, "purpose": "question", "title": title, "text": "请补充一张照片，谢谢！😀 𠮷 =1+1" })
}

fn titles(list: &Value) -> Vec<&str> {
    list.as_array().unwrap().iter().map(|t| t["title"].as_str().unwrap()).collect()
}

both! {
    async fn texts_are_inherited_downwards_the_nearest_first(app) {
        let (clerk, street, lead) = (app.role(Role::CommunityClerk).await, app.role(Role::Street).await, app.role(Role::TeamLead).await);
        let (community, above) = (node(&app, Role::CommunityClerk).await, node(&app, Role::Street).await);
        street.post("/text-templates", text(&above, "街道的")).await.ok();
        let made = clerk.post("/text-templates", text(&community, "社区的")).await;
        assert_eq!(made.status, 201);
        let list = |node: &str, more: &str| format!("/text-templates?node={node}{more}");
        assert_eq!(titles(&lead.get(&list(&community, "")).await.ok()), ["社区的", "街道的"]);
        assert_eq!(titles(&lead.get(&list(&above, "")).await.ok()), ["街道的"]);
        assert_eq!(titles(&lead.get(&list(&community, "&purpose=rejection")).await.ok()), [""; 0]);
        assert_eq!(lead.get("/text-templates?node=01930f2e-6f00-7000-8000-000000000001").await.problem(), "404 not_found");
        let id = made.json["id"].as_str().unwrap();
        assert_eq!(app.audit_of(format!("text_template/{id}")).await, ["text_template.created"]);
    }

    async fn a_text_is_kept_by_its_own_node_and_by_those_above(app) {
        let (clerk, other, resident) = (app.role(Role::CommunityClerk).await, app.other(Role::CommunityClerk).await, app.role(Role::Resident).await);
        let (community, above) = (node(&app, Role::CommunityClerk).await, node(&app, Role::Street).await);
        for actor in [&other, &resident] {
            assert_eq!(actor.post("/text-templates", text(&community, "别人的")).await.problem(), "403 forbidden");
        }
        assert_eq!(clerk.post("/text-templates", text(&above, "街道的")).await.problem(), "403 forbidden");
        let made = clerk.post("/text-templates", text(&community, "社区的")).await.ok();
        assert_eq!(clerk.post("/text-templates", text(&community, "社区的")).await.fields(), ["/title unique"]);
        let path = format!("/api/v1/text-templates/{}", made["id"].as_str().unwrap());
        let put = |version: i32| TestRequest::put().uri(&path).set_json(json!({ "expected_version": version, "title": "新的", "text": "新的一句话" }));
        assert_eq!(other.send(put(1)).await.problem(), "403 forbidden");
        assert_eq!(clerk.send(put(7)).await.problem(), "409 stale_version");
        assert_eq!(clerk.send(put(1)).await.ok()["version"], 2);
        assert_eq!(clerk.send(put(1)).await.problem(), "409 stale_version");
        assert_eq!(other.delete(&path).await.problem(), "403 forbidden");
        assert_eq!(clerk.delete(&path).await.status, 204);
        assert_eq!(clerk.delete(&path).await.problem(), "404 not_found");
        assert!(app.audit_holds().await);
    }

    async fn a_key_makes_one_text_of_two_clicks(app) {
        let (clerk, community) = (app.role(Role::CommunityClerk).await, node(&app, Role::CommunityClerk).await);
        let first = clerk.post_keyed("/text-templates", text(&community, "一次"), "twice").await.ok();
        assert_eq!(clerk.post_keyed("/text-templates", text(&community, "一次"), "twice").await.ok(), first);
        let long = json!({ "node_id": community, "purpose": "question", "title": "长".repeat(41), "text": "短" });
        assert_eq!(clerk.post("/text-templates", long).await.fields(), ["/text length", "/title length"]);
    }
}

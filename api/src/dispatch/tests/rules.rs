//! Rules through HTTP: made, read, changed, moved, ended; by whom; and everything that is refused.

use super::*;
use crate::both;

/// Names of the rules that hold at the demo community, in order.
async fn names(app: &TestApp) -> Vec<String> {
    let listed = clerk(app).await.get("/dispatch-rules").await.ok();
    listed["items"].as_array().unwrap().iter().map(|r| r["rule"]["name"].as_str().unwrap().to_owned()).collect()
}

fn urgent(name: &str) -> Value {
    json!({ "name": name, "conditions": [{ "kind": "text_any", "words": ["漏水"] }], "effects": [{ "kind": "suggest_urgency", "urgency": "urgent" }] })
}

both! {
    async fn a_nodes_rules_come_before_those_of_the_nodes_above(app) {
        let seeded = names(&app).await;
        assert!(seeded.len() >= 5, "{seeded:?}");
        let listed = clerk(&app).await.get("/dispatch-rules").await.ok();
        let depths: Vec<usize> = listed["items"].as_array().unwrap().iter().map(|r| r["node"]["path"].as_str().unwrap().len()).collect();
        assert!(depths.is_sorted_by(|a, b| a >= b), "{depths:?}");
        let (node, secretary) = (app.community().await, secretary(&app).await);
        let first = secretary.post("/dispatch-rules", json!({ "node_id": node, "position": 1, "rule": urgent("=第一 𬭎 🚰") })).await;
        assert_eq!(first.status, 201);
        assert_eq!((&first.json["position"], &first.json["version"], &first.json["is_mine_to_change"]), (&json!(1), &json!(1), &json!(true)));
        assert_eq!(names(&app).await[0], "=第一 𬭎 🚰");
        assert_eq!(names(&app).await[1..], seeded);
        assert_eq!(app.audit_of(format!("dispatch_rule/{}", first.json["id"].as_str().unwrap())).await, ["dispatch_rule.made"]);
        // Another community has the city's and the street's, not these.
        let elsewhere = app.other(Role::CommunityClerk).await.get("/dispatch-rules").await.ok();
        assert!(elsewhere["items"].as_array().unwrap().iter().all(|r| r["rule"]["name"] != "=第一 𬭎 🚰" && r["is_mine_to_change"] == false));
    }

    async fn a_rule_is_changed_moved_and_ended_with_its_version(app) {
        let secretary = secretary(&app).await;
        let (a, b) = (rule(&app, "甲", json!([]), json!([{ "kind": "suggest_urgency", "urgency": "urgent" }])).await, rule(&app, "乙", json!([]), json!([{ "kind": "suggest_urgency", "urgency": "danger" }])).await);
        let path = format!("/dispatch-rules/{}", a["id"].as_str().unwrap());
        let changed = secretary.put(&path, json!({ "expected_version": 1, "rule": urgent("丙") })).await.ok();
        assert_eq!((&changed["version"], &changed["rule"]["name"], &changed["rule"]["is_enabled"]), (&json!(2), &json!("丙"), &json!(true)));
        assert_eq!(secretary.put(&path, json!({ "expected_version": 1, "rule": urgent("丁") })).await.problem(), "409 stale_version");
        assert_eq!(secretary.put(&path, json!({ "expected_version": 2, "rule": urgent("乙") })).await.fields(), ["/rule/name unique"]);
        assert_eq!(secretary.get(&path).await.ok()["rule"]["name"], "丙");
        let listed = secretary.get("/dispatch-rules").await.ok();
        let own: Vec<&Value> = listed["items"].as_array().unwrap().iter().filter(|r| r["node"]["id"] == a["node"]["id"]).collect();
        let mut order: Vec<Value> = own.iter().map(|r| json!({ "id": r["id"], "expected_version": r["version"] })).collect();
        order.reverse();
        let node = app.community().await;
        let some = secretary.post("/dispatch-rules/order", json!({ "node_id": node, "rules": order[1..] })).await;
        assert_eq!(some.fields(), ["/rules length"]);
        let twice = secretary.post("/dispatch-rules/order", json!({ "node_id": node, "rules": [order[0], order[0]] })).await;
        assert_eq!(twice.fields(), ["/rules/1 unique"]);
        let moved = secretary.post("/dispatch-rules/order", json!({ "node_id": node, "rules": order })).await.ok();
        assert_eq!(moved["items"][0]["id"], b["id"]);
        assert_eq!(secretary.post("/dispatch-rules/order", json!({ "node_id": node, "rules": order })).await.problem(), "409 stale_version");
        assert_eq!(secretary.delete(&format!("{path}?expected_version=9")).await.problem(), "409 stale_version");
        let version = secretary.get(&path).await.ok()["version"].clone();
        assert_eq!(secretary.delete(&format!("{path}?expected_version={version}")).await.status, 204);
        assert_eq!(secretary.get(&path).await.problem(), "404 not_found");
        // Its name is free again.
        rule(&app, "丙", json!([]), json!([{ "kind": "suggest_urgency", "urgency": "urgent" }])).await;
    }

    async fn everything_a_rule_names_has_to_exist(app) {
        let nothing = "01930f2e-6f00-7000-8000-000000000001";
        let conditions = json!([
            { "kind": "item", "items": [app.item("light_bulb").await, nothing] },
            { "kind": "group", "groups": [nothing] },
            { "kind": "place", "nodes": [nothing] },
            { "kind": "text_any", "words": ["灯", ""] },
            { "kind": "time", "days": "any", "hours": [{ "from": 9, "to": 9 }] },
        ]);
        let effects = json!([{ "kind": "prefer_team", "team_id": nothing }, { "kind": "require_skill", "skill": "magic" }, { "kind": "first_to_accept", "best": 101 }]);
        let ask = json!({ "node_id": app.community().await, "rule": { "name": "坏的", "conditions": conditions, "effects": effects } });
        let mut fields = secretary(&app).await.post("/dispatch-rules", ask).await.fields();
        fields.sort();
        assert_eq!(
            fields,
            [
                "/rule/conditions/0/items/1 unknown",
                "/rule/conditions/1/groups/0 unknown",
                "/rule/conditions/2/nodes/0 unknown",
                "/rule/conditions/3/words/1 required",
                "/rule/conditions/4/hours/0 range",
                "/rule/effects/0/team_id unknown",
                "/rule/effects/1/skill unknown",
                "/rule/effects/2/best range",
            ]
        );
        let shape = json!({ "node_id": app.community().await, "rule": { "name": "坏的", "conditions": [{ "kind": "moon" }], "effects": [] } });
        assert_eq!(secretary(&app).await.post("/dispatch-rules", shape).await.fields(), ["/rule/conditions/0/kind choice"]);
        assert!(!names(&app).await.contains(&"坏的".to_owned()));
    }

    async fn who_reads_and_who_makes_rules(app) {
        let node = app.community().await;
        let made = rule(&app, "本社区", json!([]), json!([{ "kind": "suggest_urgency", "urgency": "urgent" }])).await;
        let path = format!("/dispatch-rules/{}", made["id"].as_str().unwrap());
        let ask = |name: &str| json!({ "node_id": node, "rule": urgent(name) });
        for role in [Role::Resident, Role::Member, Role::TeamLead, Role::SysAdmin] {
            let who = app.role(role).await;
            assert_eq!(who.get("/dispatch-rules").await.problem(), "403 forbidden", "{role}");
            assert_eq!(who.post("/dispatch-rules", ask("x")).await.problem(), "403 forbidden", "{role}");
        }
        let clerk = clerk(&app).await;
        assert_eq!((clerk.get(&path).await.status, clerk.post("/dispatch-rules", ask("x")).await.problem().as_str()), (200, "403 forbidden"));
        for role in [Role::Street, Role::CityOffice] {
            assert_eq!(app.role(role).await.post("/dispatch-rules", ask(role.as_str())).await.status, 201, "{role}");
        }
        let stranger = app.other(Role::CommunityClerk).await;
        assert_eq!(stranger.get(&path).await.problem(), "404 not_found");
        assert_eq!(stranger.get(&format!("/dispatch-rules?node_id={node}")).await.problem(), "404 not_found");
        let other = app.with_role("16000000099", Role::CommunitySecretary, "429005/001/002/").await;
        assert_eq!(other.post("/dispatch-rules", ask("y")).await.problem(), "404 not_found");
        assert_eq!(other.put(&path, json!({ "expected_version": 1, "rule": urgent("y") })).await.problem(), "404 not_found");
        assert_eq!(other.delete(&format!("{path}?expected_version=1")).await.problem(), "404 not_found");
        // The secretary reads the street's rules, and leaves them alone.
        let listed = secretary(&app).await.get("/dispatch-rules").await.ok();
        let street = listed["items"].as_array().unwrap().iter().find(|r| r["node"]["level"] == "street_working_committee").unwrap().clone();
        let of_street = format!("/dispatch-rules/{}?expected_version=1", street["id"].as_str().unwrap());
        assert_eq!(secretary(&app).await.delete(&of_street).await.problem(), "403 forbidden");
        // A double click makes one rule.
        let (one, two) = (secretary(&app).await.post_keyed("/dispatch-rules", ask("一次"), "k-1").await, secretary(&app).await.post_keyed("/dispatch-rules", ask("一次"), "k-1").await);
        assert_eq!((one.status, one.json["id"].clone()), (two.status, two.json["id"].clone()));
    }

    async fn the_seeded_rules_are_sound(app) {
        let found = clerk(&app).await.get("/dispatch-rules/findings").await.ok();
        assert_eq!(found["items"], json!([]));
        // A planted one is found.
        let all = json!({ "name": "全部到此为止", "stops": true, "conditions": [], "effects": [] });
        secretary(&app).await.post("/dispatch-rules", json!({ "node_id": app.community().await, "position": 1, "rule": all })).await.ok();
        let found = clerk(&app).await.get("/dispatch-rules/findings").await.ok();
        let listed = names(&app).await.len();
        assert_eq!(found["items"].as_array().unwrap().iter().filter(|f| f["kind"] == "unreachable").count(), listed - 1);
    }
}

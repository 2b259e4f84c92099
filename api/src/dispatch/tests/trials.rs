//! A draft of the rules, tried on past orders.

use super::*;
use crate::both;
use crate::testing::path_of;

both! {
    async fn a_trial_says_what_the_engine_then_does_and_changes_nothing(app) {
        let order = app.order(OrderState::Accepted).await;
        let (clerk, secretary) = (clerk(&app).await, secretary(&app).await);
        let before = clerk.get(&path_of(&order, "candidates")).await.ok()["explanation"].clone();
        let draft = json!({ "name": "只派小分队", "conditions": light_bulbs(&app).await, "effects": [{ "kind": "only_kinds", "kinds": ["squad"] }, { "kind": "first_to_accept", "best": 2 }] });
        let ask = json!({ "node_id": app.community().await, "change": { "rule": draft }, "days": 30, "sample": 20 });
        let rules = clerk.get("/dispatch-rules").await.ok();
        let trial = secretary.post("/dispatch-rules/trials", ask.clone()).await.ok();
        let again = secretary.post("/dispatch-rules/trials", ask).await.ok();
        assert_eq!((&trial["changed"], &trial["rules"], trial["orders"].as_i64() > Some(0)), (&again["changed"], &again["rules"], true));
        assert_eq!(clerk.get("/dispatch-rules").await.ok(), rules, "nothing was changed");
        let hit = trial["rules"].as_array().unwrap().iter().find(|r| r["rule_name"] == "只派小分队").unwrap();
        assert!(hit["hits"].as_i64().unwrap() >= 1 && hit["tried"] == trial["orders"], "{hit}");
        let changed = trial["sample"].as_array().unwrap().iter().find(|c| c["order_id"] == order["id"]).unwrap();
        assert_eq!(changed["before"], before["suggested"]);
        // Saved, the engine does what the trial said.
        rule(&app, "只派小分队", draft["conditions"].clone(), draft["effects"].clone()).await;
        let after = clerk.get(&path_of(&order, "candidates")).await.ok()["explanation"].clone();
        assert_eq!((&changed["after"], &changed["after_explanation"]["candidates"]), (&after["suggested"], &after["candidates"]));
        let outcomes = |why: &Value| why["rules"].as_array().unwrap().iter().map(|r| (r["name"].clone(), r["outcome"].clone(), r["effects"].clone())).collect::<Vec<_>>();
        assert_eq!(outcomes(&changed["after_explanation"]), outcomes(&after));
    }

    async fn a_whole_list_can_be_tried_and_what_is_wrong_is_refused(app) {
        let (node, secretary) = (app.community().await, secretary(&app).await);
        let none = secretary.post("/dispatch-rules/trials", json!({ "node_id": node, "rules": [], "sample": 0 })).await.ok();
        assert_eq!((&none["sample"], none["rules"].as_array().unwrap().iter().any(|r| r["node"] == "429005/001/001/")), (&json!([]), false));
        assert_eq!(secretary.post("/dispatch-rules/trials", json!({ "node_id": node })).await.fields(), ["/rules required"]);
        let bad = json!({ "node_id": node, "rules": [{ "name": "坏", "conditions": [], "effects": [{ "kind": "require_skill", "skill": "magic" }] }] });
        assert_eq!(secretary.post("/dispatch-rules/trials", bad).await.fields(), ["/rules/0/effects/0/skill unknown"]);
        assert_eq!(secretary.post("/dispatch-rules/trials", json!({ "node_id": node, "rules": [], "days": 91 })).await.fields(), ["/days range"]);
        assert_eq!(clerk(&app).await.post("/dispatch-rules/trials", json!({ "node_id": node, "rules": [] })).await.problem(), "403 forbidden");
        let other = app.with_role("16000000099", Role::CommunitySecretary, "429005/001/002/").await;
        assert_eq!(other.post("/dispatch-rules/trials", json!({ "node_id": node, "rules": [] })).await.problem(), "404 not_found");
        for role in [Role::Street, Role::CityOffice] {
            let tried = app.role(role).await.post("/dispatch-rules/trials", json!({ "node_id": node, "rules": [] })).await.ok();
            assert_eq!(tried["orders"], none["orders"], "{role}");
        }
    }
}

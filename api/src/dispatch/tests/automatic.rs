//! Orders that are offered by themselves when they are accepted.

use super::*;
use crate::both;
use crate::testing::{offers_in, path_of, step_of};

both! {
    async fn an_accepted_order_goes_to_the_best_team_where_a_rule_says_so(app) {
        let made = rule(&app, "灯泡自动派", light_bulbs(&app).await, json!([auto(), { "kind": "prefer_team", "team_id": app.team().await }])).await;
        let order = app.order(OrderState::Submitted).await;
        let after = step_of(&clerk(&app).await, &order, "acceptance", json!({ "urgency": "normal" })).await;
        assert_eq!((&after["state"], states(&after).as_str(), &after["responsible_person"]["name"]), (&json!("dispatched"), "offered", &json!("张建军")));
        let offer = &after["dispatches"][0];
        assert_eq!((&offer["rule_id"], &offer["note"], &offer["team"]["id"]), (&made["id"], &json!("=老人独居 💡"), &json!(app.team().await)));
        let measure = &after["measures"][0];
        assert_eq!((&measure["what"], &measure["who"], &measure["due_at"]), (&json!("当日联系居民并上门"), &json!("张建军"), &after["deadline"]));
        let trail = app.audit_of(format!("order/{}", order["id"].as_str().unwrap())).await;
        assert_eq!(trail[trail.len() - 2..], ["order.accepted", "order.dispatched"]);
        assert!(app.messages().await.iter().any(|m| m.template.as_str() == "team_offer" && m.phone == "16000000003"));
        let why = clerk(&app).await.get(&format!("/dispatches/{}/explanation", offer["id"].as_str().unwrap())).await.ok();
        assert_eq!((&why["made"]["rule_id"], &why["made"]["follows_suggestion"], &why["tie_break"]), (&made["id"], &json!(true), &json!("preferred")));
        assert_consistent(&app).await;
    }

    async fn several_teams_are_offered_it_at_once_and_the_first_takes_it(app) {
        rule(&app, "先接先得", light_bulbs(&app).await, json!([auto(), { "kind": "first_to_accept", "best": 3 }])).await;
        let order = app.order(OrderState::Submitted).await;
        let after = step_of(&clerk(&app).await, &order, "acceptance", json!({ "urgency": "normal" })).await;
        assert_eq!((states(&after).as_str(), &after["measures"][0]["who"]), ("offered offered offered", &json!("接单队伍")));
        // The explanation is kept once, and read for each.
        let clerk = clerk(&app).await;
        let mut seen = Vec::new();
        for offer in after["dispatches"].as_array().unwrap() {
            seen.push(clerk.get(&format!("/dispatches/{}/explanation", offer["id"].as_str().unwrap())).await.ok());
        }
        assert!(seen[0] == seen[1] && seen[1] == seen[2] && seen[0]["made"]["teams"].as_array().unwrap().len() == 3);
        assert_consistent(&app).await;
    }

    async fn nobody_free_leaves_the_order_at_the_desk_and_a_broken_rule_holds_it_back(app) {
        let wanted = rule(&app, "只派本队", light_bulbs(&app).await, json!([auto()])).await;
        // A skill that no team in reach has: nobody can be chosen.
        let skill = rule(&app, "要照相", light_bulbs(&app).await, json!([{ "kind": "require_skill", "skill": "locksmith" }, { "kind": "only_kinds", "kinds": ["squad"] }])).await;
        let order = app.order(OrderState::Accepted).await;
        assert_eq!(order["dispatches"], json!([]));
        let why = clerk(&app).await.get(&path_of(&order, "candidates")).await.ok()["explanation"].clone();
        let effect = why["rules"].as_array().unwrap().iter().find(|r| r["rule_id"] == wanted["id"]).unwrap()["effects"][0].clone();
        assert_eq!((&effect["outcome"], &why["suggested"], &why["tie_break"]), (&json!("not_possible"), &json!([]), &json!("nobody")));
        // The rule's skill is no more: it breaks, says so, and a person decides.
        let end = format!("/dispatch-rules/{}?expected_version=1", skill["id"].as_str().unwrap());
        assert_eq!(secretary(&app).await.delete(&end).await.status, 204);
        let broken = rule(&app, "优先某队", json!([]), json!([{ "kind": "prefer_team", "team_id": app.another_team().await.1 }])).await;
        assert_eq!(broken["problems"], json!([]));
        let other: TeamId = app.another_team().await.1.parse().unwrap();
        let away = move |tx: &mut Conn| ApiResult::Ok(diesel::update(teams::table.find(other)).set(teams::area.eq("429005/999/001/")).execute(tx)?);
        assert_eq!(app.app.db.write(away).await.unwrap(), 1);
        let order = app.order(OrderState::Accepted).await;
        assert_eq!(order["dispatches"], json!([]));
        let why = clerk(&app).await.get(&path_of(&order, "candidates")).await.ok()["explanation"].clone();
        let of = |id: &Value| why["rules"].as_array().unwrap().iter().find(|r| r["rule_id"] == *id).unwrap().clone();
        assert_eq!((&of(&broken["id"])["outcome"], &of(&broken["id"])["problems"][0]["pointer"]), (&json!("broken"), &json!("/effects/0/team_id")));
        assert_eq!(of(&wanted["id"])["effects"][0]["outcome"], "held_back");
        let listed = clerk(&app).await.get("/dispatch-rules").await.ok();
        let mine = listed["items"].as_array().unwrap().iter().find(|r| r["id"] == broken["id"]).unwrap().clone();
        assert_eq!(mine["problems"][0]["code"], "unknown");
        let findings = clerk(&app).await.get("/dispatch-rules/findings").await.ok();
        assert!(findings["items"].as_array().unwrap().iter().any(|f| f["rule_id"] == broken["id"] && f["kind"] == "broken"), "{findings}");
        assert_eq!(offers_in(&app.dispatched(&clerk(&app).await, &order).await, "offered").len(), 1);
        assert_consistent(&app).await;
    }
}

//! Why an order went where it went.

use super::*;
use crate::both;
use crate::testing::{path_of, step_of};
use std::collections::HashSet;

fn without(value: &Value, names: &[&str]) -> Value {
    let mut value = value.clone();
    for name in names {
        value.as_object_mut().unwrap().remove(*name);
    }
    value
}

both! {
    async fn the_dispatch_explanation_of_an_order_names_every_rule_tried_and_every_candidate_with_its_numbers_and_the_same_inputs_give_the_same_choice(app) {
        let bulbs = light_bulbs(&app).await;
        let matched = rule(&app, "灯泡要电工", bulbs.clone(), json!([{ "kind": "require_skill", "skill": "electrical" }])).await;
        let missed = rule(&app, "漏水要水工", json!([{ "kind": "text_any", "words": ["漏水"] }]), json!([{ "kind": "require_skill", "skill": "plumbing" }])).await;
        let order = app.order(OrderState::Accepted).await;
        let clerk = clerk(&app).await;
        let suggestion = clerk.get(&path_of(&order, "candidates")).await.ok()["explanation"].clone();
        let again = clerk.get(&path_of(&order, "candidates")).await.ok()["explanation"].clone();
        assert_eq!(without(&suggestion, &["decided_at"]), without(&again, &["decided_at"]), "the same inputs give the same choice");
        // The dispatcher knows better: the demo team, whatever is suggested.
        let after = step_of(&clerk, &order, "dispatches", app.offer(&order).await).await;
        let path = format!("/dispatches/{}/explanation", after["dispatches"][0]["id"].as_str().unwrap());
        let kept = clerk.get(&path).await.ok();
        assert_eq!(without(&kept, &["decided_at", "made"]), without(&suggestion, &["decided_at"]));
        let team = app.team().await;
        assert_eq!(kept["made"]["teams"], json!([{ "id": team, "name": after["dispatches"][0]["team"]["name"] }]));
        assert_eq!(kept["made"]["follows_suggestion"], json!(kept["suggested"][0]["id"] == team.as_str()));
        // Every rule that holds here: those listed, in their order, each with every condition's outcome and what was found.
        let listed = clerk.get("/dispatch-rules").await.ok();
        let ids = |rules: &Value, name: &str| rules.as_array().unwrap().iter().map(|r| r[name].clone()).collect::<Vec<_>>();
        assert_eq!(ids(&kept["rules"], "rule_id"), ids(&listed["items"], "id"));
        let of = |id: &Value| kept["rules"].as_array().unwrap().iter().find(|r| r["rule_id"] == *id).unwrap().clone();
        assert_eq!((&of(&matched["id"])["outcome"], &of(&matched["id"])["conditions"][0]["found"]), (&json!("matched"), &json!(["light_bulb"])));
        assert_eq!((&of(&missed["id"])["outcome"], &of(&missed["id"])["conditions"][0]["holds"]), (&json!("not_matched"), &json!(false)));
        // Every team in reach, with its numbers; those that are excluded with the reason.
        let area = order["community"]["path"].as_str().unwrap().to_owned();
        let reach: HashSet<String> = app.read(move |c| crate::org::rows_in_reach(c, &area)).await.into_iter().map(|t| t.id.to_string()).collect();
        let named: HashSet<String> = kept["candidates"].as_array().unwrap().iter().map(|c| c["team"]["id"].as_str().unwrap().to_owned()).collect();
        assert_eq!(named, reach);
        let mut places = Vec::new();
        for candidate in kept["candidates"].as_array().unwrap() {
            for number in ["distance", "load", "capacity", "kept", "promised", "score"] {
                assert!(candidate[number].is_number(), "{number}: {candidate}");
            }
            let points: i64 = ["skill", "distance", "capacity", "promise"].iter().map(|p| candidate["points"][p].as_i64().unwrap()).sum();
            assert_eq!(candidate["score"].as_i64().unwrap(), (points + 50) / 100);
            let is_electrician = candidate["matched_skills"] == json!(["electrical"]);
            assert!(is_electrician || candidate["excluded"].is_string(), "{candidate}");
            assert_ne!(candidate["place"].is_number(), candidate["excluded"].is_string());
            places.extend(candidate["place"].as_i64());
        }
        assert_eq!(places, (1..=places.len() as i64).collect::<Vec<_>>());
        // No name, number or address of the requester is repeated in it.
        for secret in ["王秀英", "16000000001", "501", "晚上看不见"] {
            assert!(!kept.to_string().contains(secret), "{secret}");
        }
    }

    async fn staff_of_the_place_read_it_and_nobody_else(app) {
        let order = app.order(OrderState::Dispatched).await;
        let path = format!("/dispatches/{}/explanation", order["dispatches"][0]["id"].as_str().unwrap());
        for role in [Role::CommunityClerk, Role::CommunitySecretary, Role::Street, Role::CityOffice] {
            assert_eq!(app.role(role).await.get(&path).await.status, 200, "{role}");
        }
        for role in [Role::Resident, Role::TeamLead, Role::SysAdmin] {
            assert_eq!(app.role(role).await.get(&path).await.problem(), "403 forbidden", "{role}");
        }
        assert_eq!(app.other(Role::CommunityClerk).await.get(&path).await.problem(), "404 not_found");
        assert_eq!(app.nobody().get(&path).await.problem(), "401 sign_in_required");
    }

    async fn invented_offers_have_explanations_too(app) {
        use crate::schema::dispatches;
        let ids: Vec<contract::DispatchId> = app.read(|c| dispatches::table.order(dispatches::id).limit(40).select(dispatches::id).load(c)).await;
        let city = app.role(Role::CityOffice).await;
        for id in ids {
            let why = city.get(&format!("/dispatches/{id}/explanation")).await.ok();
            assert!(why["candidates"].as_array().is_some_and(|c| !c.is_empty()), "{why}");
        }
    }
}

//! The tree is edited: what follows a node, who may, and what is refused.

use super::all;
use crate::schema::{orders, org_units};
use crate::testing::{Actor, Reply, TestApp, path_of, step_of};
use contract::accounts::Role;
use contract::orders::OrderState as S;
use diesel::prelude::*;
use serde_json::{Value, json};

const REASON: &str = "潜组〔2026〕12号";

async fn at(app: &TestApp, path: &str) -> Value {
    let nodes = all(&app.nobody(), "/org-units", 200).await;
    nodes.into_iter().find(|n| n["path"] == path).unwrap_or_else(|| panic!("no node {path}"))
}

async fn again(app: &TestApp, node: &Value) -> Value {
    app.nobody().get(&format!("/org-units/{}", node["id"].as_str().unwrap())).await.ok()
}

async fn step(actor: &Actor<'_>, node: &Value, step: &str, mut body: Value) -> Reply {
    (body["expected_version"], body["reason"]) = (node["version"].clone(), json!(REASON));
    actor.post(&format!("/org-units/{}/{step}", node["id"].as_str().unwrap()), body).await
}

/// Whether every node that is there stands one level below its parent, and every path is below it.
async fn assert_a_tree(app: &TestApp) {
    let nodes = all(&app.nobody(), "/org-units", 200).await;
    let levels = ["city", "street_working_committee", "community_party_committee", "branch", "building_group", "centre_household"];
    let level = |n: &Value| levels.iter().position(|l| n["level"] == *l).unwrap();
    for node in nodes.iter().filter(|n| n["level"] != "city") {
        let parent = nodes.iter().find(|p| p["id"] == node["parent_id"]).unwrap_or_else(|| panic!("nothing above {node}"));
        assert_eq!(level(node), level(parent) + 1, "{node}");
        let (path, above) = (node["path"].as_str().unwrap(), parent["path"].as_str().unwrap());
        assert!(path.starts_with(above) && path[above.len()..].matches('/').count() == 1, "{path} below {above}");
    }
}

crate::both! {
    async fn moving_a_community_keeps_every_history_readable_and_roles_follow_at_once(app) {
        let (office, clerk, resident) = (app.role(Role::CityOffice).await, app.role(Role::CommunityClerk).await, app.role(Role::Resident).await);
        let (old_street, new_street) = (app.role(Role::Street).await, app.with_role("13911114444", Role::Street, "429005/002/").await);
        let (order, open) = (app.order(S::Confirmed).await, app.order(S::Accepted).await);
        let (community, street) = (at(&app, "429005/001/001/").await, at(&app, "429005/002/").await);
        assert_eq!(old_street.get(&path_of(&order, "timeline")).await.status, 200);
        assert_eq!(new_street.get(&path_of(&order, "timeline")).await.problem(), "404 not_found");
        let before = clerk.get(&path_of(&order, "timeline")).await.ok();

        let moved = step(&office, &community, "move", json!({ "parent_id": street["id"] })).await.ok();
        assert_eq!((moved["parent_id"].clone(), moved["id"].clone()), (street["id"].clone(), community["id"].clone()));
        assert!(moved["path"].as_str().unwrap().starts_with("429005/002/001"), "{moved}");
        assert_a_tree(&app).await;

        // The same session sees with the new tree, on the next request.
        assert_eq!(old_street.get(&path_of(&order, "timeline")).await.problem(), "404 not_found");
        assert_eq!(new_street.get(&path_of(&order, "timeline")).await.ok(), before);
        assert_eq!(clerk.get(&path_of(&order, "timeline")).await.ok(), before);
        assert_eq!(resident.get(&path_of(&order, "timeline")).await.status, 200);
        let listed = new_street.get(&format!("/orders?community={}&limit=200", community["id"].as_str().unwrap())).await.ok();
        assert!(listed["items"].as_array().unwrap().iter().any(|o| o["id"] == order["id"]));
        // Work goes on where it was, and a new order arrives at the new place.
        let open = clerk.get(path_of(&open, "").trim_end_matches('/')).await.ok();
        app.dispatched(&clerk, &open).await;
        let new = resident.post("/orders", app.new_order().await).await.ok();
        assert_eq!(new["community"]["path"], moved["path"]);
        assert_eq!(new_street.get(&path_of(&new, "timeline")).await.status, 200);

        let history = office.get(&format!("/org-units/{}/history", community["id"].as_str().unwrap())).await.ok();
        let change = &history["items"][0];
        assert_eq!((change["action"].as_str(), change["reason"].as_str()), (Some("move"), Some(REASON)));
        assert_eq!((&change["path_before"], &change["path_after"]), (&json!("429005/001/001/"), &moved["path"]));
        assert_eq!(app.audit_of(format!("org_unit/{}", community["id"].as_str().unwrap())).await, ["org_unit.moved"]);
    }

    async fn rows_written_by_a_process_that_had_not_heard_follow_with_the_next_look(app) {
        let office = app.role(Role::CityOffice).await;
        let order = app.order(S::Submitted).await;
        let (community, street) = (at(&app, "429005/001/001/").await, at(&app, "429005/002/").await);
        let moved = step(&office, &community, "move", json!({ "parent_id": street["id"] })).await.ok();
        let id: contract::OrderId = serde_json::from_value(order["id"].clone()).unwrap();
        let late = move |tx: &mut crate::platform::db::Conn| {
            diesel::update(orders::table.find(id)).set(orders::area.eq("429005/001/001/")).execute(tx)?;
            crate::platform::error::ApiResult::Ok(())
        };
        app.app.db.write(late).await.unwrap();
        crate::orders::sweep::once(&app.app).await.unwrap();
        let area: String = app.read(move |c| orders::table.find(id).select(orders::area).first(c)).await;
        assert_eq!(json!(area), moved["path"]);
    }

    async fn a_node_is_made_exactly_one_level_below_its_parent(app) {
        let (office, secretary) = (app.role(Role::CityOffice).await, app.role(Role::CommunitySecretary).await);
        let community = at(&app, "429005/001/001/").await;
        let new = |parent: &Value, name: &str| json!({ "parent_id": parent["id"], "name": name, "reason": REASON });
        let branch = secretary.post("/org-units", new(&community, "𬭎园小区党支部 =1+1 😀")).await.ok();
        assert_eq!((branch["level"].as_str(), branch["name"].as_str()), (Some("branch"), Some("𬭎园小区党支部 =1+1 😀")));
        let group = secretary.post("/org-units", new(&branch, "3栋党小组")).await.ok();
        let house = secretary.post("/org-units", new(&group, "李家中心户")).await.ok();
        assert_eq!((group["level"].as_str(), house["level"].as_str()), (Some("building_group"), Some("centre_household")));
        assert_eq!(secretary.post("/org-units", new(&house, "再下一级")).await.fields(), ["/parent_id choice"]);
        assert_a_tree(&app).await;
        // A secretary makes nothing beside the community, and nobody below their rank makes anything.
        let street = at(&app, "429005/001/").await;
        assert_eq!(secretary.post("/org-units", new(&street, "又一个社区")).await.problem(), "403 forbidden");
        for role in [Role::Resident, Role::CommunityClerk, Role::TeamLead, Role::SysAdmin] {
            assert_eq!(app.role(role).await.post("/org-units", new(&community, "支部")).await.problem(), "403 forbidden", "{role}");
        }
        assert_eq!(app.nobody().post("/org-units", new(&community, "支部")).await.problem(), "401 sign_in_required");
        assert_eq!(office.post("/org-units", json!({ "parent_id": community["id"], "name": " ", "reason": REASON })).await.fields(), ["/name length", "/name required"]);
        let ghost = json!({ "parent_id": "01930f2e-6f00-7000-8000-000000000001", "name": "支部", "reason": REASON });
        assert_eq!(office.post("/org-units", ghost).await.fields(), ["/parent_id choice"]);
        let wrong = json!({ "parent_id": community["id"], "name": "支部", "reason": REASON, "division_code": "429005001999" });
        assert_eq!(office.post("/org-units", wrong).await.fields(), ["/division_code choice"]);
    }

    async fn a_move_that_breaks_the_tree_is_refused(app) {
        let (office, street_office) = (app.role(Role::CityOffice).await, app.role(Role::Street).await);
        let (city, street, other) = (at(&app, "429005/").await, at(&app, "429005/001/").await, at(&app, "429005/002/").await);
        let community = at(&app, "429005/001/001/").await;
        let branch = office.post("/org-units", json!({ "parent_id": community["id"], "name": "支部", "reason": REASON })).await.ok();
        let onto = |node: &Value| json!({ "parent_id": node["id"] });
        for (node, parent) in [(&community, &city), (&community, &community), (&community, &branch), (&street, &other), (&branch, &street)] {
            assert_eq!(step(&office, node, "move", onto(parent)).await.fields(), ["/parent_id level"]);
        }
        assert_eq!(step(&office, &community, "move", onto(&street)).await.fields(), ["/parent_id same"]);
        // A street gives nothing to another street, and nobody moves the city.
        assert_eq!(step(&street_office, &community, "move", onto(&other)).await.problem(), "403 forbidden");
        assert_eq!(step(&office, &city, "move", onto(&other)).await.problem(), "403 forbidden");
        let mut stale = community.clone();
        stale["version"] = json!(7);
        assert_eq!(step(&office, &stale, "move", onto(&other)).await.problem(), "409 stale_version");
        assert_a_tree(&app).await;
    }

    async fn a_double_click_moves_once(app) {
        let office = app.role(Role::CityOffice).await;
        let (community, street) = (at(&app, "429005/001/001/").await, at(&app, "429005/002/").await);
        let body = json!({ "parent_id": street["id"], "expected_version": community["version"], "reason": REASON });
        let path = format!("/org-units/{}/move", community["id"].as_str().unwrap());
        let (first, second) = (office.post_keyed(&path, body.clone(), "k-1").await.ok(), office.post_keyed(&path, body, "k-1").await.ok());
        assert_eq!(first, second);
        let history = office.get(&format!("/org-units/{}/history", community["id"].as_str().unwrap())).await.ok();
        assert_eq!(history["items"].as_array().unwrap().len(), 1);
    }

    async fn a_merged_community_is_the_others_to_handle_and_keeps_its_name(app) {
        let (office, clerk, resident) = (app.role(Role::CityOffice).await, app.role(Role::CommunityClerk).await, app.role(Role::Resident).await);
        let other = app.with_role("13911113333", Role::CommunityClerk, "429005/001/002/").await;
        let (done, open) = (app.order(S::Confirmed).await, app.order(S::Accepted).await);
        let (community, into) = (at(&app, "429005/001/001/").await, at(&app, "429005/001/002/").await);
        assert_eq!(other.get(&path_of(&done, "timeline")).await.problem(), "404 not_found");
        let grown = step(&office, &community, "merger", json!({ "into_id": into["id"] })).await.ok();
        assert_eq!(grown["children"].as_i64().unwrap(), community["children"].as_i64().unwrap() + into["children"].as_i64().unwrap());
        assert_a_tree(&app).await;
        let gone = again(&app, &community).await;
        assert_eq!((gone["successor_id"].clone(), gone["name"].clone()), (into["id"].clone(), community["name"].clone()));
        assert!(gone["closed_at"].is_string());
        let shown = all(&app.nobody(), "/org-units?closed=true", 50).await;
        assert_eq!((shown.len(), &shown[0]["id"]), (1, &community["id"]));
        // Both clerks work at the other's desk now; the orders go on under the name they were given.
        for desk in [&clerk, &other] {
            let listed = desk.get("/orders?limit=200").await.ok();
            let found = listed["items"].as_array().unwrap().iter().filter(|o| o["id"] == done["id"] || o["id"] == open["id"]).count();
            assert_eq!(found, 2);
        }
        let open = other.get(path_of(&open, "").trim_end_matches('/')).await.ok();
        assert_eq!(open["community"]["name"], community["name"]);
        step_of(&other, &open, "referral", crate::testing::referral()).await;
        let mut order = app.new_order().await;
        order["community_id"] = community["id"].clone();
        let refused = resident.post("/orders", order).await;
        assert_eq!(refused.fields(), ["/community_id unknown"]);
        assert_eq!(step(&office, &gone, "move", json!({ "parent_id": into["parent_id"] })).await.problem(), "409 step_refused");
        assert_eq!(step(&office, &into, "merger", json!({ "into_id": community["id"] })).await.problem(), "409 stale_version");
        let into = again(&app, &into).await;
        assert_eq!(step(&office, &into, "merger", json!({ "into_id": community["id"] })).await.fields(), ["/into_id choice"]);
        assert_eq!(step(&office, &into, "merger", json!({ "into_id": into["id"] })).await.fields(), ["/into_id level"]);
        crate::orders::tests::assert_consistent(&app).await;
    }

    async fn a_split_gives_some_of_what_is_below_to_a_new_node(app) {
        let office = app.role(Role::CityOffice).await;
        let street = at(&app, "429005/001/").await;
        let children = all(&app.nobody(), &format!("/org-units?parent={}", street["id"].as_str().unwrap()), 50).await;
        let goes = |list: &[Value]| json!({ "name": "新城街道", "children": list.iter().map(|c| c["id"].clone()).collect::<Vec<_>>() });
        let new = step(&office, &street, "split", goes(&children[1..3])).await.ok();
        assert_eq!((new["level"].as_str(), new["children"].as_i64()), (Some("street_working_committee"), Some(2)));
        assert_a_tree(&app).await;
        let street = again(&app, &street).await;
        assert_eq!(street["children"], children.len() - 2);
        assert_eq!(step(&office, &street, "split", goes(&children[1..2])).await.fields(), ["/children/0 choice"]);
        assert_eq!(step(&office, &street, "split", json!({ "name": "空", "children": [] })).await.fields(), ["/children length", "/name length"]);
    }

    async fn what_has_something_left_is_not_dissolved(app) {
        let (office, secretary) = (app.role(Role::CityOffice).await, app.role(Role::CommunitySecretary).await);
        let community = at(&app, "429005/001/001/").await;
        app.order(S::Accepted).await;
        let refused = step(&office, &community, "closure", json!({})).await;
        assert_eq!(refused.problem(), "409 step_refused");
        assert!(refused.json["detail"].as_str().unwrap().contains("orders are open"));
        let branch = secretary.post("/org-units", json!({ "parent_id": community["id"], "name": "临街支部", "reason": REASON })).await.ok();
        let head = app.with_role("13911112222", Role::CommunitySecretary, branch["path"].as_str().unwrap().to_owned().leak()).await;
        // Nobody dissolves their own node.
        assert_eq!(step(&head, &branch, "closure", json!({})).await.problem(), "403 forbidden");
        let gone = step(&secretary, &branch, "closure", json!({})).await.ok();
        assert!(gone["closed_at"].is_string() && gone.get("successor_id").is_none());
        assert_eq!(step(&head, &branch, "closure", json!({})).await.problem(), "403 forbidden", "the role ended with the node");
        assert_eq!(step(&secretary, &again(&app, &branch).await, "closure", json!({})).await.problem(), "409 step_refused");
        assert_a_tree(&app).await;
    }

    async fn a_name_is_changed_from_above_and_remembered(app) {
        let (office, secretary) = (app.role(Role::CityOffice).await, app.role(Role::CommunitySecretary).await);
        let community = at(&app, "429005/001/001/").await;
        let ask = json!({ "name": "章华路社区", "telephone": "0728-0001234" });
        assert_eq!(step(&secretary, &community, "change", ask.clone()).await.problem(), "403 forbidden");
        let changed = step(&office, &community, "change", ask).await.ok();
        assert_eq!((changed["name"].as_str(), changed["telephone"].as_str()), (Some("章华路社区"), Some("0728-0001234")));
        let mut now = changed.clone();
        for (ask, telephone) in [(json!({ "telephone": "" }), ""), (json!({ "telephone": "0728-1" }), "0728-1"), (json!({ "telephone": null }), "")] {
            now = step(&office, &now, "change", ask).await.ok();
            assert_eq!((now["telephone"].as_str(), &now["name"]), (Some(telephone), &changed["name"]));
        }
        assert_eq!(step(&office, &now, "change", json!({ "telephone": 7 })).await.status, 422);
        let history = office.get(&format!("/org-units/{}/history", community["id"].as_str().unwrap())).await.ok();
        // Newest first: the telephone was changed three times since.
        let renamed = &history["items"][3];
        assert_eq!((&renamed["name_before"], &renamed["name_after"]), (&community["name"], &json!("章华路社区")));
        assert_eq!(app.role(Role::Resident).await.get(&format!("/org-units/{}/history", community["id"].as_str().unwrap())).await.problem(), "403 forbidden");
    }

    async fn random_edits_leave_a_tree(app) {
        use rand::rngs::StdRng;
        use rand::{RngExt, SeedableRng};
        let office = app.role(Role::CityOffice).await;
        let mut chance = StdRng::seed_from_u64(20_261_129);
        for number in 0..60 {
            let nodes = all(&app.nobody(), "/org-units", 200).await;
            let some = |chance: &mut StdRng| nodes[chance.random_range(0..nodes.len())].clone();
            let (node, other) = (some(&mut chance), some(&mut chance));
            let reply = match chance.random_range(0..6) {
                0 => office.post("/org-units", json!({ "parent_id": node["id"], "name": format!("节点{number}"), "reason": REASON })).await,
                1 | 2 => step(&office, &node, "move", json!({ "parent_id": other["id"] })).await,
                3 => step(&office, &node, "merger", json!({ "into_id": other["id"] })).await,
                4 => {
                    let below: Vec<Value> = nodes.iter().filter(|n| n["parent_id"] == node["id"]).take(2).map(|n| n["id"].clone()).collect();
                    step(&office, &node, "split", json!({ "name": format!("分设{number}"), "children": below })).await
                }
                _ => step(&office, &node, "closure", json!({})).await,
            };
            assert!(reply.status < 500, "{}", reply.text);
        }
        assert_a_tree(&app).await;
        let paths: Vec<String> = app.read(|c| org_units::table.select(org_units::path).load(c)).await;
        let astray: i64 = app
            .read(move |c| orders::table.inner_join(org_units::table.on(org_units::id.eq(orders::community_id))).filter(orders::area.ne(org_units::path)).count().get_result(c))
            .await;
        assert_eq!((astray, paths.iter().collect::<std::collections::HashSet<_>>().len()), (0, paths.len()));
        crate::orders::tests::assert_consistent(&app).await;
    }
}

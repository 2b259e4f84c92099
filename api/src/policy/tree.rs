//! How to call what edits the tree: on a branch of the first community that is made for each call.

use super::calls::{Call, text};
use crate::testing::TestApp;
use contract::accounts::Role;
use serde_json::{Value, json};

const REASON: &str = "潜组〔2026〕12号";

async fn branch(app: &TestApp) -> Value {
    let office = app.role(Role::CityOffice).await;
    office.post("/org-units", json!({ "parent_id": app.community().await, "name": "支部", "reason": REASON })).await.ok()
}

pub async fn of_tree(app: &TestApp, operation: &str) -> Option<Call> {
    let office = app.role(Role::CityOffice).await;
    let step = |node: &Value, mut body: Value| {
        (body["expected_version"], body["reason"]) = (node["version"].clone(), json!(REASON));
        Call::on(text(&node["id"])).with(body)
    };
    let number = rand::random_range(100_000..999_999);
    Some(match operation {
        "create_org_unit" => Call::default().with(json!({ "parent_id": app.community().await, "name": "支部", "reason": REASON })),
        "change_org_unit" => step(&branch(app).await, json!({ "name": "改名支部" })),
        "close_org_unit" => step(&branch(app).await, json!({})),
        "merge_org_unit" => step(&branch(app).await, json!({ "into_id": branch(app).await["id"] })),
        "split_org_unit" => {
            let branch = branch(app).await;
            let below = json!({ "parent_id": branch["id"], "name": "小组", "reason": REASON });
            step(&branch, json!({ "name": "分出的支部", "children": [office.post("/org-units", below).await.ok()["id"]] }))
        }
        "move_org_unit" => {
            let nodes = office.get("/org-units?level=community_party_committee&limit=200").await.ok();
            let other = nodes["items"].as_array()?.iter().find(|n| n["path"] == "429005/001/002/")?.clone();
            step(&branch(app).await, json!({ "parent_id": other["id"] }))
        }
        "get_org_unit_history" | "list_node_members" => Call::on(app.community().await),
        "create_division" => {
            let listed = office.get("/divisions?parent=429005001000").await.ok();
            let last = listed.as_array()?.iter().filter_map(|d| d["code"].as_str()?.get(9..)?.parse::<u32>().ok()).max()?;
            let code = format!("429005001{:03}", last + 1);
            Call::default().with(json!({ "code": code, "name": "新社区", "level": "community", "valid_from": "2026-01-01" }))
        }
        "add_node_member" => {
            Call::on(app.community().await).with(json!({ "office": "member", "name": "委员", "valid_from": "2026-01-01" }))
        }
        "end_node_member" => {
            let path = format!("/org-units/{}/members", app.community().await);
            let name = format!("委员{number}");
            let list = office.post(&path, json!({ "office": "member", "name": name, "valid_from": "2026-01-01" })).await.ok();
            let made = list["items"].as_array()?.iter().find(|m| m["name"] == name.as_str())?.clone();
            Call::on(text(&made["id"])).with(json!({ "valid_to": "2026-02-01" }))
        }
        "list_stations" => Call::default(),
        "create_station" => Call::default().with(json!({ "node_id": app.community().await, "name": "服务站", "address": "章华路1号" })),
        "change_station" => {
            let new = json!({ "node_id": app.community().await, "name": "服务站", "address": "章华路1号" });
            let made = office.post("/stations", new).await.ok();
            Call::on(text(&made["id"])).with(json!({ "expected_version": 1, "hours": "全天" }))
        }
        "create_team" | "add_team_member" | "remove_team_member" => {
            // Somebody whose teams no other call chooses from.
            app.sign_in("13911119999").await;
            let new = json!({
                "name": format!("小分队{number}"), "kind": "squad", "area_id": app.community().await,
                "leader_phone": "13911119999", "skills": [], "capacity": 3
            });
            if operation == "create_team" {
                return Some(Call::default().with(new));
            }
            let team = app.role(Role::CommunityClerk).await.post("/teams", new).await.ok();
            let join = json!({ "expected_version": 1, "phone": "16000000002" });
            if operation == "add_team_member" {
                return Some(Call::on(text(&team["id"])).with(join));
            }
            let joined = app.role(Role::CommunityClerk).await.post(&format!("/teams/{}/members", text(&team["id"])), join).await.ok();
            let member = joined["members"].as_array()?.iter().find(|m| m["id"] != joined["leader"]["id"])?.clone();
            Call::on(text(&team["id"])).with(json!({ "expected_version": 2, "person_id": member["id"] }))
        }
        _ => return None,
    })
}

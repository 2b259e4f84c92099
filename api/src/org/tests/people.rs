//! Offices, stations, teams and divisions: who keeps them.

use super::all;
use crate::testing::{Actor, TestApp};
use contract::accounts::Role;
use serde_json::{Value, json};

const REASON: &str = "潜组〔2026〕12号";

async fn community(app: &TestApp) -> String {
    format!("/org-units/{}", app.community().await)
}

async fn team_of(app: &TestApp, actor: &Actor<'_>) -> Value {
    let ask = json!({ "name": "消杀小分队", "kind": "squad", "area_id": app.community().await, "leader_phone": "16000000002", "skills": ["electrical"], "capacity": 3 });
    actor.post("/teams", ask).await.ok()
}

crate::both! {
    async fn a_new_secretary_takes_the_place_of_the_one_before(app) {
        let (office, secretary) = (app.role(Role::CityOffice).await, app.role(Role::CommunitySecretary).await);
        let (node, path) = (community(&app).await, format!("{}/members", community(&app).await));
        let new = |name: &str, from: &str| json!({ "office": "secretary", "name": name, "valid_from": from });
        office.post(&path, new("张三", "2026-01-01")).await.ok();
        assert_eq!(app.nobody().get(&node).await.ok()["secretary"], "张三");
        let list = office.post(&path, new("李𬭎", "2026-06-01")).await.ok();
        let first = &list["items"].as_array().unwrap()[0];
        assert_eq!((first["name"].as_str(), first.get("valid_to")), (Some("李𬭎"), None));
        assert_eq!(list["items"].as_array().unwrap().last().unwrap()["valid_to"], "2026-05-31");
        assert_eq!(app.nobody().get(&node).await.ok()["secretary"], "李𬭎");
        assert_eq!(office.post(&path, new("王五", "2026-06-01")).await.fields(), ["/valid_from range"]);
        assert_eq!(app.nobody().get(&path).await.ok(), list, "it stands on the notice board");
        // The present secretary names a deputy, and no successor.
        assert_eq!(secretary.post(&path, new("赵六", "2026-07-01")).await.problem(), "403 forbidden");
        let deputy = json!({ "office": "deputy", "name": "赵六", "duty": "分管志愿服务", "valid_from": "2026-07-01" });
        let list = secretary.post(&path, deputy).await.ok();
        let id = list["items"].as_array().unwrap().iter().find(|m| m["office"] == "deputy").unwrap()["id"].as_str().unwrap().to_owned();
        let end = format!("/node-members/{id}/end");
        assert_eq!(secretary.post(&end, json!({ "valid_to": "2026-06-01" })).await.fields(), ["/valid_to range"]);
        assert_eq!(app.role(Role::CommunityClerk).await.post(&end, json!({ "valid_to": "2026-09-01" })).await.problem(), "403 forbidden");
        secretary.post(&end, json!({ "valid_to": "2026-09-01" })).await.ok();
        assert_eq!(secretary.post(&end, json!({ "valid_to": "2026-09-01" })).await.problem(), "409 step_refused");
    }

    async fn stations_are_public_and_kept_by_their_staff(app) {
        let (clerk, other) = (app.role(Role::CommunityClerk).await, app.other(Role::CommunityClerk).await);
        let ask = json!({ "node_id": app.community().await, "name": "园林志愿服务站", "address": "章华中路1号", "hours": "周一至周六 8:00–18:00" });
        let station = clerk.post("/stations", ask.clone()).await.ok();
        assert_eq!(other.post("/stations", ask.clone()).await.problem(), "403 forbidden");
        assert_eq!(app.role(Role::Member).await.post("/stations", ask).await.problem(), "403 forbidden");
        let within = format!("/stations?within={}", app.community().await);
        assert_eq!(app.nobody().get(&within).await.ok()["items"], json!([station]));
        assert_eq!(all(&app.nobody(), "/stations", 1).await, std::slice::from_ref(&station));
        let path = format!("/stations/{}/change", station["id"].as_str().unwrap());
        assert_eq!(clerk.post(&path, json!({ "expected_version": 3, "hours": "全天" })).await.problem(), "409 stale_version");
        let changed = clerk.post(&path, json!({ "expected_version": 1, "hours": "全天" })).await.ok();
        assert_eq!((changed["hours"].as_str(), changed["name"].as_str()), (Some("全天"), Some("园林志愿服务站")));
        let called = clerk.post(&path, json!({ "expected_version": 2, "telephone": "0728-0001234" })).await.ok();
        assert_eq!((called["hours"].as_str(), called["telephone"].as_str()), (Some("全天"), Some("0728-0001234")));
        let cleared = clerk.post(&path, json!({ "expected_version": 3, "telephone": null, "hours": "" })).await.ok();
        assert_eq!((cleared["hours"].as_str(), cleared["telephone"].as_str()), (Some(""), Some("")));
        clerk.post(&path, json!({ "expected_version": 4, "is_closed": true })).await.ok();
        assert_eq!(app.nobody().get(&within).await.ok()["items"], json!([]));
        assert_eq!(clerk.post(&path, json!({ "expected_version": 5, "hours": "全天" })).await.problem(), "409 step_refused");
    }

    async fn a_squad_is_formed_joined_and_left(app) {
        let (clerk, member) = (app.role(Role::CommunityClerk).await, app.role(Role::Member).await);
        let team = team_of(&app, &clerk).await;
        assert_eq!((team["leader"]["name"].as_str(), team["members"].as_array().unwrap().len()), (Some("李国强"), 1));
        // The lead's session knows it at once, and was told.
        assert!(member.get("/me").await.ok()["teams"].as_array().unwrap().iter().any(|t| t["id"] == team["id"]));
        assert_eq!(member.get("/notices").await.ok()["items"][0]["kind"], "team_joined");
        let (path, join) = (format!("/teams/{}", team["id"].as_str().unwrap()), format!("/teams/{}/members", team["id"].as_str().unwrap()));
        let joined = member.post(&join, json!({ "expected_version": 1, "phone": "16000000001" })).await.ok();
        assert_eq!((joined["members"].as_array().unwrap().len(), &joined["version"]), (2, &json!(2)));
        assert_eq!(member.post(&join, json!({ "expected_version": 2, "phone": "16000000001" })).await.fields(), ["/phone unique"]);
        assert_eq!(member.post(&join, json!({ "expected_version": 2, "phone": "13999999999" })).await.fields(), ["/phone choice"]);
        assert_eq!(member.post(&join, json!({ "expected_version": 1, "phone": "16000000003" })).await.problem(), "409 stale_version");
        let resident = app.role(Role::Resident).await;
        assert_eq!(resident.post(&join, json!({ "expected_version": 2, "phone": "16000000003" })).await.problem(), "403 forbidden");
        // Somebody who came leaves by themselves; the lead hands over first.
        let leave = format!("{path}/departures");
        let (me, lead) = (resident.id.unwrap(), member.id.unwrap());
        assert_eq!(member.post(&leave, json!({ "expected_version": 2, "person_id": lead })).await.problem(), "409 step_refused");
        let handed = member.patch(&path, json!({ "expected_version": 2, "leader_id": me })).await.ok();
        assert_eq!(handed["leader"]["id"], json!(me));
        let left = resident.post(&leave, json!({ "expected_version": 3, "person_id": lead })).await.ok();
        assert_eq!(left["members"].as_array().unwrap().len(), 1);
        assert_eq!(resident.patch(&path, json!({ "expected_version": 4, "leader_id": lead })).await.fields(), ["/leader_id choice"]);
        assert_eq!(resident.patch(&path, json!({ "expected_version": 4, "name": "另起名" })).await.problem(), "403 forbidden");
        assert_eq!(clerk.patch(&path, json!({ "expected_version": 4, "name": "心理疏导小分队", "skills": ["xx"] })).await.fields(), ["/skills/0 choice"]);
        assert_eq!(clerk.patch(&path, json!({ "expected_version": 4, "name": "心理疏导小分队" })).await.ok()["name"], "心理疏导小分队");
    }

    async fn a_team_is_formed_by_the_staff_of_the_node_it_serves(app) {
        let ask = json!({ "name": "队", "kind": "squad", "area_id": app.community().await, "leader_phone": "16000000002", "skills": [], "capacity": 3 });
        let named = |name: &str, kind: &str| {
            let mut ask = ask.clone();
            (ask["name"], ask["kind"]) = (json!(name), json!(kind));
            ask
        };
        assert_eq!(app.other(Role::CommunityClerk).await.post("/teams", named("外队", "squad")).await.problem(), "403 forbidden");
        assert_eq!(app.role(Role::TeamLead).await.post("/teams", named("外队", "squad")).await.problem(), "403 forbidden");
        let clerk = app.role(Role::CommunityClerk).await;
        assert_eq!(clerk.post("/teams", ask.clone()).await.fields(), ["/name length"]);
        assert_eq!(clerk.post("/teams", named("单位队", "unit")).await.fields(), ["/unit_id choice"]);
    }

    async fn a_new_code_names_what_it_replaces(app) {
        let office = app.role(Role::CityOffice).await;
        let ask = |code: &str, level: &str| json!({ "code": code, "name": "章华东社区", "level": level, "urban_class": "111", "valid_from": "2027-01-01", "replaces": ["429005001001"] });
        let new = office.post("/divisions", ask("429005001180", "community")).await.ok();
        assert_eq!(new["parent_code"], "429005001000");
        let listed = app.nobody().get("/divisions?parent=429005001000").await.ok();
        let old = listed.as_array().unwrap().iter().find(|d| d["code"] == "429005001001").unwrap().clone();
        assert_eq!((old["valid_to"].as_str(), &old["successors"]), (Some("2027-01-01"), &json!(["429005001180"])));
        assert_eq!(office.post("/divisions", ask("429005001180", "community")).await.fields(), ["/code unique"]);
        assert_eq!(office.post("/divisions", ask("429005001181", "street")).await.fields(), ["/level choice"]);
        assert_eq!(office.post("/divisions", ask("429005999181", "community")).await.fields(), ["/code format"]);
        assert_eq!(office.post("/divisions", ask("429005599181", "community")).await.fields(), ["/code choice"]);
        assert_eq!(office.post("/divisions", ask("４２９００５００１１８１", "community")).await.fields(), ["/code format"]);
        // What is divided has two successors from the same day on, and none that begins before.
        office.post("/divisions", ask("429005001182", "community")).await.ok();
        let mut later = ask("429005001183", "community");
        later["valid_from"] = json!("2027-02-01");
        assert_eq!(office.post("/divisions", later).await.fields(), ["/replaces/0 choice"]);
        assert_eq!(app.role(Role::Street).await.post("/divisions", ask("429005001184", "community")).await.problem(), "403 forbidden");
        // A code that is not valid yet is given to no node.
        let make = json!({ "parent_id": app.community().await, "name": "东支部", "reason": REASON, "division_code": "429005001180" });
        assert_eq!(office.post("/org-units", make).await.fields(), ["/division_code choice"]);
    }
}

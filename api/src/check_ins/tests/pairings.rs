//! What a unit and a community agree on, and the handbook that shows it.

use crate::testing::{Actor, TestApp};
use contract::accounts::Role;
use serde_json::{Value, json};

const KEEPER: &str = "17755550001";

async fn paired(app: &TestApp) -> (Actor<'_>, Actor<'_>, Value) {
    let (keeper, unit) = app.liaison(KEEPER).await;
    let clerk = app.role(Role::CommunityClerk).await;
    let pairing = clerk.post("/pairings", json!({ "unit_id": unit, "community_id": app.community().await })).await.ok();
    (keeper, clerk, pairing)
}

fn under(pairing: &Value, what: &str) -> String {
    format!("/pairings/{}/{what}", pairing["id"].as_str().unwrap())
}

crate::both! {
    async fn each_side_writes_its_own_list_and_both_agree_on_projects(app) {
        let (keeper, clerk, pairing) = paired(&app).await;
        let items = under(&pairing, "items");
        let entry = |kind: &str| json!({ "kind": kind, "title": "敬老日上门 💡", "note": "=每月一次" });
        assert_eq!(keeper.post(&items, entry("need")).await.problem(), "403 forbidden");
        assert_eq!(clerk.post(&items, entry("resource")).await.problem(), "403 forbidden");
        clerk.post(&items, entry("need")).await.ok();
        keeper.post(&items, entry("resource")).await.ok();
        let after = keeper.post(&items, entry("project")).await.ok();
        let project = after["items"].as_array().unwrap().iter().find(|i| i["kind"] == "project").unwrap().clone();
        assert_eq!((&project["agreed_by_unit"], &project["agreed_by_community"]), (&json!(true), &json!(false)));
        let agree = format!("/pairing-items/{}/agreement", project["id"].as_str().unwrap());
        let version = json!({ "expected_version": 1 });
        assert_eq!(keeper.post(&agree, version.clone()).await.problem(), "409 step_refused");
        let agreed = clerk.post(&agree, version.clone()).await.ok();
        assert!(agreed["items"].as_array().unwrap().iter().any(|i| i["kind"] == "project" && i["agreed_by_community"] == true));
        assert_eq!(clerk.post(&agree, version).await.problem(), "409 stale_version");
        let need = agreed["items"].as_array().unwrap().iter().find(|i| i["kind"] == "need").unwrap().clone();
        let end = format!("/pairing-items/{}/end", need["id"].as_str().unwrap());
        assert_eq!(keeper.post(&end, json!({ "expected_version": 1 })).await.problem(), "403 forbidden");
        let book = app.nobody().get(&format!("/communities/{}/handbook", app.community().await)).await.ok();
        assert!(book["needs"].to_string().contains("敬老日上门") && book["paired_units"].to_string().contains("潜江市𬭎文书院"));
        assert_eq!(clerk.post(&end, json!({ "expected_version": 1 })).await.ok()["items"].as_array().unwrap().len(), 2);
    }

    async fn a_promise_is_judged_once_by_the_community(app) {
        let (keeper, clerk, pairing) = paired(&app).await;
        let path = under(&pairing, "commitments");
        let ask = |day: &str| json!({ "title": "义诊", "amount": "4 次", "due_on": day });
        assert_eq!(clerk.post(&path, ask("2026-12-20")).await.problem(), "403 forbidden");
        for day in ["2026-11-23", "2028-01-01"] {
            assert_eq!(keeper.post(&path, ask(day)).await.fields(), ["/due_on range"], "{day}");
        }
        assert_eq!(keeper.post(&path, ask("2026-02-30")).await.fields().len(), 1);
        let after = keeper.post(&path, ask("2026-12-20")).await.ok();
        assert_eq!(after["commitments"][0]["year"], 2026);
        let outcome = format!("/commitments/{}/outcome", after["commitments"][0]["id"].as_str().unwrap());
        let body = json!({ "expected_version": 1, "outcome": "partly", "note": "完成三次" });
        assert_eq!(keeper.post(&outcome, body.clone()).await.problem(), "403 forbidden");
        for stranger in [app.other(Role::CommunityClerk).await, app.role(Role::Resident).await, app.liaison("17755550009").await.0] {
            assert_eq!(stranger.post(&outcome, body.clone()).await.problem(), "404 not_found");
        }
        let judged = clerk.post(&outcome, body.clone()).await.ok();
        assert_eq!((&judged["commitments"][0]["outcome"], &judged["commitments"][0]["note"]), (&json!("partly"), &json!("完成三次")));
        assert_eq!(clerk.post(&outcome, body).await.problem(), "409 stale_version");
        let again = json!({ "expected_version": 2, "outcome": "kept", "note": "改为完成" });
        assert_eq!(clerk.post(&outcome, again).await.problem(), "409 step_refused");
    }

    async fn a_unit_is_paired_once_at_a_time(app) {
        let (keeper, clerk, pairing) = paired(&app).await;
        let ask = json!({ "unit_id": pairing["unit"]["id"], "community_id": pairing["community"]["id"] });
        assert_eq!(clerk.post("/pairings", ask.clone()).await.fields(), ["/unit_id unique"]);
        assert_eq!(app.other(Role::CommunityClerk).await.post("/pairings", ask.clone()).await.fields(), ["/community_id unknown"]);
        for role in [Role::Street, Role::CityOffice, Role::Resident] {
            assert_eq!(app.role(role).await.post("/pairings", ask.clone()).await.problem(), "403 forbidden", "{role}");
        }
        assert_eq!(keeper.post(&under(&pairing, "end"), json!({})).await.problem(), "403 forbidden");
        clerk.post(&under(&pairing, "end"), json!({})).await.ok();
        assert_eq!(clerk.post(&under(&pairing, "end"), json!({})).await.problem(), "409 step_refused");
        let item = json!({ "kind": "need", "title": "楼道清理" });
        assert_eq!(clerk.post(&under(&pairing, "items"), item).await.problem(), "409 step_refused");
        clerk.post("/pairings", ask).await.ok();
        let unit = pairing["unit"]["id"].as_str().unwrap();
        let list = async |query: &str| keeper.get(&format!("/pairings?unit={unit}{query}")).await.ok()["items"].as_array().unwrap().len();
        assert_eq!((list("").await, list("&ended=true").await), (1, 2));
        // Pages over all of a street hold each pairing once.
        let street = app.role(Role::Street).await;
        let (mut ids, mut cursor) = (Vec::new(), String::new());
        loop {
            let page = street.get(&format!("/pairings?limit=7{cursor}")).await.ok();
            ids.extend(page["items"].as_array().unwrap().iter().map(|p| p["id"].as_str().unwrap().to_owned()));
            match page["next_cursor"].as_str() {
                Some(next) => cursor = format!("&cursor={next}"),
                None => break,
            }
        }
        let whole = street.get("/pairings?limit=200").await.ok()["items"].as_array().unwrap().len();
        assert_eq!(ids.len(), whole);
        ids.sort();
        ids.dedup();
        assert_eq!(ids.len(), whole);
    }

    async fn adjunct_members_stand_on_the_notice_board(app) {
        let (_, clerk, pairing) = paired(&app).await;
        let secretary = app.role(Role::CommunitySecretary).await;
        let path = format!("/communities/{}/adjunct-members", app.community().await);
        let ask = json!({ "unit_id": pairing["unit"]["id"], "name": "何为民", "post": "副局长" });
        assert_eq!(clerk.post(&path, ask.clone()).await.problem(), "403 forbidden");
        let all = secretary.post(&path, ask.clone()).await.ok();
        assert_eq!(all[0]["name"], "何为民");
        assert_eq!(secretary.post(&path, ask).await.fields(), ["/unit_id unique"]);
        assert_eq!(app.nobody().get(&path).await.ok(), all);
        let end = format!("/adjunct-members/{}/end", all[0]["id"].as_str().unwrap());
        assert_eq!(secretary.post(&end, json!({ "expected_version": 2 })).await.problem(), "409 stale_version");
        let other = app.with_role("17755550008", Role::CommunitySecretary, "429005/001/002/").await;
        assert_eq!(other.post(&end, json!({ "expected_version": 1 })).await.problem(), "404 not_found");
        assert_eq!(secretary.post(&end, json!({ "expected_version": 1 })).await.ok(), json!([]));
    }

    async fn the_handbook_tells_what_the_system_holds(app) {
        let community = app.community().await;
        let book = app.nobody().get(&format!("/communities/{community}/handbook")).await.ok();
        assert_eq!((&book["secretary"], &book["street_name"]), (&json!("陈志明"), &json!("园林街道大工委")));
        assert_eq!(book["post_categories"].as_array().unwrap().len(), 10);
        assert_eq!(book["post_categories"][9]["name"], "中心任务推进岗");
        assert!(!book["estates"].as_array().unwrap().is_empty() && !book["menu_groups"].as_array().unwrap().is_empty());
        assert!(book["how_to_check_in"].to_string().contains("3 个工作日"));
        let street = app.nobody().get("/org-units?level=street_working_committee&limit=1").await.ok();
        let other = format!("/communities/{}/handbook", street["items"][0]["id"].as_str().unwrap());
        assert_eq!(app.nobody().get(&other).await.problem(), "404 not_found");
        let printed = app.nobody().get(&format!("/communities/{community}/handbook.pdf")).await;
        assert_eq!((printed.status, printed.header("content-type").as_deref()), (200, Some("application/pdf")));
        assert!(printed.bytes.starts_with(b"%PDF-"));
    }
}

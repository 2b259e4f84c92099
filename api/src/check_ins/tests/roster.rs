//! A unit's list, and what follows from it.

use super::{again, roles, trail};
use crate::testing::fresh_phone;
use contract::accounts::Role;
use serde_json::{Value, json};

const KEEPER: &str = "17744440001";
const MEMBER: &str = "17744440002";

crate::both! {
    async fn the_list_is_its_keepers_alone(app) {
        let (keeper, unit) = app.liaison(KEEPER).await;
        let row = app.listed(&keeper, &unit, "李四", MEMBER).await;
        let (other, _) = app.liaison("17744440009").await;
        let path = format!("/units/{unit}/members");
        let new = json!({ "name": "王五", "phone": fresh_phone(), "party_status": "retired" });
        assert_eq!(other.get(&path).await.problem(), "404 not_found");
        assert_eq!(other.post(&path, new.clone()).await.problem(), "404 not_found");
        let member = format!("/unit-members/{}", row["id"].as_str().unwrap());
        assert_eq!(other.patch(&member, json!({ "expected_version": 1, "member": new.clone() })).await.problem(), "404 not_found");
        assert_eq!(other.post(&format!("{member}/departure"), json!({ "expected_version": 1, "reason": "调离" })).await.problem(), "404 not_found");
        for role in [Role::CommunityClerk, Role::Street, Role::CityOffice, Role::Member, Role::Resident, Role::SysAdmin] {
            assert_eq!(app.role(role).await.get(&path).await.problem(), "403 forbidden", "{role}");
        }
        // A member of the unit who does not keep its list has no more of it than anybody.
        app.with_role(MEMBER, Role::UnitLiaison, "429005/001/001/").await;
        assert_eq!(app.sign_in(MEMBER).await.get(&path).await.problem(), "404 not_found");
    }

    async fn identity_numbers_are_kept_as_hash_and_end(app) {
        let (keeper, unit) = app.liaison(KEEPER).await;
        let path = format!("/units/{unit}/members");
        let with = |number: &str| json!({ "name": "李四", "phone": fresh_phone(), "party_status": "in_service", "identity_number": number });
        let row = keeper.post(&path, with("11010519491231002x")).await.ok();
        assert_eq!(row["identity_tail"], "002X");
        assert!(!row.to_string().contains("11010519491231"));
        assert_eq!(keeper.post(&path, with(" 11010519491231002X")).await.fields(), ["/identity_number unique"]);
        for wrong in ["110105194912310021", "11010519490231002X", "１１０１０５19491231002X", "1101"] {
            assert_eq!(keeper.post(&path, with(wrong)).await.fields(), ["/identity_number format"], "{wrong}");
        }
        let stored = app.read(|c| {
            use diesel::prelude::*;
            crate::schema::unit_members::table.select(crate::schema::unit_members::identity_hash).load::<Option<String>>(c)
        });
        let stored: Vec<String> = stored.await.into_iter().flatten().collect();
        assert_eq!((stored.len(), stored[0].len()), (1, 64));
        // The key that remembers the answer does not remember the number.
        keeper.post_keyed(&path, with("110105194912310100"), "with-a-number").await;
        let kept = app.read(|c| {
            use diesel::prelude::*;
            crate::schema::idempotency_keys::table.select(crate::schema::idempotency_keys::body).load::<String>(c)
        });
        assert!(!kept.await.concat().contains("110105194912310100"));
    }

    async fn somebody_is_changed_and_leaves_and_the_check_in_ends(app) {
        let (keeper, unit) = app.liaison(KEEPER).await;
        let row = app.listed(&keeper, &unit, "孙晓燕", MEMBER).await;
        let member = app.person(MEMBER, "孙晓燕").await;
        let ask = json!({ "community_id": app.community().await, "basis": "residence" });
        let check_in = member.post("/check-ins", ask.clone()).await.ok();
        assert_eq!(check_in["state"], "active");
        let path = format!("/unit-members/{}", row["id"].as_str().unwrap());
        let mut change = json!({ "expected_version": 1, "member": { "name": "孙晓燕", "phone": MEMBER, "party_status": "probationary", "post": "科员" } });
        let changed = keeper.patch(&path, change.clone()).await.ok();
        assert_eq!((&changed["post"], &changed["version"], &changed["check_in_state"]), (&json!("科员"), &json!(2), &json!("active")));
        assert_eq!(keeper.patch(&path, change.clone()).await.problem(), "409 stale_version");
        (change["expected_version"], change["member"]["phone"]) = (json!(2), json!("1"));
        assert_eq!(keeper.patch(&path, change).await.fields(), ["/member/phone format"]);
        let gone = keeper.post(&format!("{path}/departure"), json!({ "expected_version": 2, "reason": "调离本单位" })).await.ok();
        assert_eq!((&gone["check_in_state"], gone["left_at"].is_string()), (&json!("ended"), true));
        let over = again(&member, &check_in).await;
        assert_eq!((&over["state"], &over["reason"]), (&json!("ended"), &json!("离开单位：调离本单位")));
        assert_eq!(trail(&app, &check_in).await, ["check_in.submitted", "check_in.activated", "check_in.ended"]);
        assert_eq!(roles(&app, MEMBER).await, Vec::<String>::new());
        assert_eq!(keeper.get(&format!("/units/{unit}/members")).await.ok()["items"], json!([]));
        assert_eq!(member.post("/check-ins", ask).await.ok()["state"], "submitted", "no list knows the member any more");
    }

    async fn whoever_waits_is_active_when_the_list_says_so(app) {
        let (keeper, unit) = app.liaison(KEEPER).await;
        let member = app.person(MEMBER, "孙晓燕").await;
        let row = member.post("/check-ins", json!({ "community_id": app.community().await, "basis": "residence" })).await.ok();
        assert_eq!(row["state"], "submitted");
        app.listed(&keeper, &unit, "孙晓燕", MEMBER).await;
        let now = again(&member, &row).await;
        assert_eq!((&now["state"], &now["unit"]["id"]), (&json!("active"), &json!(unit)));
    }

    async fn the_pairing_counts_where_the_list_knows_no_home(app) {
        let (keeper, unit) = app.liaison(KEEPER).await;
        let body = json!({ "name": "孙晓燕", "phone": MEMBER, "party_status": "in_service" });
        keeper.post(&format!("/units/{unit}/members"), body).await.ok();
        let member = app.person(MEMBER, "孙晓燕").await;
        let ask = json!({ "community_id": app.community().await, "basis": "pairing" });
        let row = member.post("/check-ins", ask.clone()).await.ok();
        let clerk = app.role(Role::CommunityClerk).await;
        assert_eq!(again(&clerk, &row).await["doubts"], json!(["not_paired"]));
        crate::testing::check_in_step(&member, &row, "end", json!({ "why": "withdrawal" })).await.ok();
        clerk.post("/pairings", json!({ "unit_id": unit, "community_id": app.community().await })).await.ok();
        assert_eq!(member.post("/check-ins", ask).await.ok()["state"], "active");
    }

    async fn pages_and_counts_are_right(app) {
        let (keeper, unit) = app.liaison(KEEPER).await;
        for name in ["丁一", "丁二", "丁三", "=丁四", "丁五 💡"] {
            app.listed(&keeper, &unit, name, &fresh_phone()).await;
        }
        app.listed(&keeper, &unit, "孙晓燕", MEMBER).await;
        let member = app.person(MEMBER, "孙晓燕").await;
        member.post("/check-ins", json!({ "community_id": app.community().await, "basis": "residence" })).await.ok();
        let (mut names, mut cursor) = (Vec::new(), String::new());
        loop {
            let page = keeper.get(&format!("/units/{unit}/members?limit=2{cursor}")).await.ok();
            names.extend(page["items"].as_array().unwrap().iter().map(|m: &Value| m["name"].as_str().unwrap().to_owned()));
            match page["next_cursor"].as_str() {
                Some(next) => cursor = format!("&cursor={next}"),
                None => break,
            }
        }
        assert_eq!(names.len(), 6);
        names.dedup();
        assert_eq!(names.len(), 6);
        assert_eq!(keeper.get(&format!("/units/{unit}/members?q=17744440")).await.ok()["items"].as_array().unwrap().len(), 1);
        assert_eq!(keeper.get(&format!("/units/{unit}/members?cursor=x")).await.problem(), "400 bad_cursor");
        let coverage = keeper.get(&format!("/units/{unit}/coverage")).await.ok();
        assert_eq!(
            (&coverage["headcount"], &coverage["on_list"], &coverage["active"], &coverage["communities"][0]["active"]),
            (&json!(12), &json!(6), &json!(1), &json!(1))
        );
        assert_eq!(app.role(Role::CityOffice).await.get(&format!("/units/{unit}/coverage")).await.ok(), coverage);
        assert_eq!(app.role(Role::Resident).await.get(&format!("/units/{unit}/coverage")).await.problem(), "404 not_found");
        let by_place = app.role(Role::Street).await.get("/check-in-coverage").await.ok();
        assert!(by_place.as_array().unwrap().iter().all(|p| p["active_members"].as_i64().unwrap() >= 0));
        assert!(by_place.as_array().unwrap().iter().any(|p| p["active_units"].as_i64().unwrap() > 0));
    }
}

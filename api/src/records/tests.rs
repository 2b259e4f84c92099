//! The ledger and what it adds up to, on both databases.

#![expect(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test may panic")]

use crate::both;
use crate::platform::db::Conn;
use crate::platform::error::ApiResult;
use crate::posts::tests::{assert_consistent, assert_record_is_fold};
use contract::accounts::Role;
use contract::orders::OrderState;
use diesel::prelude::*;
use serde_json::{Value, json};

both! {
    async fn the_database_refuses_to_change_or_remove_a_row(app) {
        app.claim_in("verified").await;
        let member = app.role(Role::Member).await;
        let ask = json!({ "community_id": app.community().await, "from": "2026-11-01", "to": "2026-11-24" });
        member.post("/certificates", ask).await.ok();
        for table in ["service_logs", "service_certificates"] {
            let column = if table == "service_logs" { "minutes = 600" } else { "number = '1'" };
            for statement in [format!("UPDATE {table} SET {column}"), format!("DELETE FROM {table}")] {
                let text = statement.clone();
                let done = app.app.db.write(move |tx: &mut Conn| ApiResult::Ok(diesel::sql_query(text).execute(tx)?)).await;
                let cause = done.err().unwrap().cause().unwrap_or_default().to_owned();
                assert!(cause.contains("only grows"), "{statement}: {cause}");
            }
        }
        assert_consistent(&app).await;
    }

    async fn a_mistake_is_taken_back_by_a_second_row_and_once(app) {
        app.claim_in("verified").await;
        let (member, secretary) = (app.role(Role::Member).await, app.role(Role::CommunitySecretary).await);
        let row = member.get("/service-logs").await.ok()["items"][0].clone();
        let path = format!("/service-logs/{}/void", row["id"].as_str().unwrap());
        let body = json!({ "reason": "登记有误" });
        assert_eq!(member.post(&path, body.clone()).await.problem(), "403 forbidden");
        let elsewhere = app.with_role("13911113333", Role::CommunitySecretary, "429005/001/002/").await;
        assert_eq!(elsewhere.post(&path, body.clone()).await.problem(), "404 not_found");
        assert_eq!(secretary.post(&path, json!({})).await.fields(), ["/reason required"]);
        let second = secretary.post(&path, body.clone()).await.ok();
        assert_eq!((&second["source"], &second["source_id"], &second["reason"]), (&json!("void"), &row["id"], &json!("登记有误")));
        assert_eq!(secretary.post(&path, body.clone()).await.problem(), "409 step_refused");
        let of_void = format!("/service-logs/{}/void", second["id"].as_str().unwrap());
        assert_eq!(secretary.post(&of_void, body).await.problem(), "409 step_refused");
        let record = member.get("/records/own").await.ok();
        assert_eq!((&record["sums"]["services"], &record["sums"]["minutes"]), (&json!(0), &json!(0)));
        assert_record_is_fold(&member).await;
        assert_eq!(member.get("/notices").await.ok()["items"][0]["kind"], "service_voided");
    }

    async fn a_confirmed_order_stands_in_the_record_of_whoever_answered_for_it(app) {
        let order = app.order(OrderState::Confirmed).await;
        let lead = app.role(Role::TeamLead).await;
        let rows = lead.get("/service-logs?source=order").await.ok()["items"].clone();
        let of: Vec<&Value> = rows.as_array().unwrap().iter().filter(|r| r["source_id"] == order["id"]).collect();
        assert_eq!(of.len(), 1, "{rows}");
        assert_eq!((&of[0]["minutes"], &of[0]["evidence"], of[0].get("category")), (&json!(30), &json!("credit"), None));
        assert_record_is_fold(&lead).await;
    }

    async fn nobody_reads_another_s_record_and_no_list_is_by_score(app) {
        app.claim_in("verified").await;
        let (community, resident) = (app.community().await, app.role(Role::Resident).await);
        let theirs = format!("/service-logs?community={community}");
        for stranger in [&resident, &app.role(Role::Member).await, &app.other(Role::CommunityClerk).await] {
            assert_eq!(stranger.get(&theirs).await.problem(), "404 not_found");
        }
        let desk = app.role(Role::CommunityClerk).await.get(&theirs).await.ok();
        assert_eq!(desk["items"][0]["person_name"], "李国强");
        assert_eq!(resident.get("/service-logs").await.ok()["items"], json!([]));
        for path in ["/service-logs?sort=score", "/claims?sort=score", "/records/own?sort=score", "/record-counts?sort=score", "/certificates?sort=score"] {
            let reply = resident.get(path).await;
            if path.starts_with("/records") { assert_eq!(reply.json["sums"]["services"], 0) } else { assert_eq!(reply.problem(), "400 bad_query", "{path}") }
        }
        let counts = format!("/record-counts?community={community}");
        assert_eq!(resident.get(&counts).await.problem(), "404 not_found");
        let counted = app.role(Role::Street).await.get(&counts).await.ok();
        assert!(counted["people"].as_i64().unwrap() >= 1 && counted.as_object().unwrap().len() == 2);
    }

    async fn a_certificate_is_frozen_and_verified_by_anybody(app) {
        app.claim_in("verified").await;
        let member = app.role(Role::Member).await;
        let ask = json!({ "community_id": app.community().await, "from": "2026-11-01", "to": "2026-11-24" });
        let mut wrong = ask.clone();
        wrong["to"] = json!("2026-12-31");
        assert_eq!(member.post("/certificates", wrong).await.fields(), ["/to range"]);
        assert_eq!(app.role(Role::Resident).await.post("/certificates", ask.clone()).await.fields(), ["/from empty"]);
        let made = member.post_keyed("/certificates", ask.clone(), "once").await.ok();
        assert_eq!(member.post_keyed("/certificates", ask, "once").await.ok()["number"], made["number"]);
        let content = &made["content"];
        assert_eq!((&content["title"], &content["name"], &content["hours"]), (&json!("志愿服务记录"), &json!("李国强"), &json!("0.0")));
        assert_eq!((&content["handler"], content["services"].as_i64().unwrap()), (&json!("陈志明"), 1));
        let path = format!("/certificates/{}", made["number"].as_str().unwrap());
        let masked = app.nobody().get(&path).await.ok();
        assert_eq!((&masked["is_code_right"], &masked["content"]["name"]), (&json!(false), &json!("李**")));
        assert!(!masked.to_string().contains("李国强") && masked.get("check_code").is_none());
        let whole = app.nobody().get(&format!("{path}?code={}", made["check_code"].as_str().unwrap().to_lowercase())).await.ok();
        assert_eq!((&whole["is_code_right"], &whole["content"]), (&json!(true), content));
        assert_eq!(app.nobody().get("/certificates/261124-0000-0000").await.problem(), "404 not_found");
        assert_eq!(member.get("/certificates").await.ok()["items"][0]["number"], made["number"]);
        let printed = member.get(&format!("{path}/document")).await;
        assert_eq!((printed.status, printed.header("content-type").as_deref()), (200, Some("application/pdf")));
        assert!(printed.bytes.starts_with(b"%PDF-"));
        assert_eq!(app.role(Role::Resident).await.get(&format!("{path}/document")).await.problem(), "404 not_found");
    }
}

//! Being there, and being doubted.

use super::*;
use crate::both;
use crate::posts::sweep;
use crate::testing::{claim_shift, claim_step};
use chrono::TimeDelta;
use contract::accounts::Role;

async fn own_logs(actor: &Actor<'_>) -> Vec<Value> {
    actor.get("/service-logs?limit=200").await.ok()["items"].as_array().unwrap().clone()
}

both! {
    async fn with_the_station_s_code_it_is_evidence(app) {
        let (member, host) = (app.free_member().await, app.role(Role::TeamLead).await);
        let shift = app.shift_in(40, 2).await;
        let claim = claim_shift(&member, &shift).await.ok();
        let station = format!("/shifts/{}/station-code", id(&shift));
        assert_eq!(member.get(&station).await.problem(), "403 forbidden");
        assert_eq!(claim_step(&member, &claim, "presence", json!({})).await.problem(), "409 step_refused");
        app.later(TimeDelta::minutes(50));
        let (member, host) = (app.role(Role::Member).await, { drop(host); app.role(Role::TeamLead).await });
        assert_eq!(claim_step(&member, &claim, "presence", json!({ "code": "ABCDEF" })).await.fields(), ["/code unknown"]);
        let code = host.get(&station).await.ok()["code"].clone();
        let present = claim_step(&member, &claim, "presence", json!({ "code": code })).await.ok();
        assert_eq!((&present["state"], &present["method"]), (&json!("present"), &json!("code")));
        app.later(TimeDelta::minutes(30));
        let (member, host) = (app.role(Role::Member).await, app.role(Role::TeamLead).await);
        let done = claim_step(&member, &present, "sign-out", json!({})).await.ok();
        assert_eq!((&done["state"], &done["minutes"]), (&json!("completed"), &json!(30)));
        let marked = mark(&host, &done, "verify").await;
        assert_eq!(marked["entry"]["state"], "verified", "{marked}");
        let logs = own_logs(&member).await;
        assert_eq!((logs.len(), &logs[0]["evidence"], &logs[0]["minutes"], &logs[0]["source_id"]), (1, &json!("credit"), &json!(30), &done["id"]));
        assert_consistent(&app).await;
        assert_record_is_fold(&member).await;
    }

    async fn one_s_own_word_counts_when_nobody_doubts_it(app) {
        let claim = app.claim_in("present").await;
        assert_eq!(claim["method"], "own");
        app.later(TimeDelta::minutes(20 + 121));
        sweep(&app.app).await.unwrap();
        let member = app.role(Role::Member).await;
        let done = again(&member, &claim).await;
        assert_eq!((&done["state"], &done["minutes"]), (&json!("completed"), &json!(120)));
        app.later(TimeDelta::hours(73));
        sweep(&app.app).await.unwrap();
        let member = app.role(Role::Member).await;
        assert_eq!(again(&member, &claim).await["state"], "verified");
        assert_eq!(own_logs(&member).await[0]["evidence"], "attested");
        assert_consistent(&app).await;
    }

    async fn the_host_ticks_many_and_each_has_its_own_answer(app) {
        let (shift, host) = (app.shift_in(20, 3).await, app.role(Role::TeamLead).await);
        let people = [app.checked_in("13900000001").await, app.checked_in("13900000002").await, app.checked_in("13900000003").await];
        let mut claims = Vec::new();
        for person in &people {
            claims.push(claim_shift(person, &shift).await.ok());
        }
        let board = host.get(&format!("/shifts/{}/board", id(&shift))).await.ok();
        assert_eq!((&board["held"], board["entries"].as_array().unwrap().len(), &board["entries"][0]["phone"]), (&json!(3), 3, &json!("139****0001")));
        app.later(TimeDelta::minutes(25));
        let host = app.role(Role::TeamLead).await;
        let one = |claim: &Value, action: &str, version: i64| json!({ "claim_id": claim["id"], "expected_version": version, "action": action });
        let marks = [one(&claims[0], "attend", 1), one(&claims[1], "miss", 1), one(&claims[2], "attend", 7), one(&claims[2], "cancel", 1)];
        let path = format!("/shifts/{}/attendance", id(&shift));
        let done = host.post(&path, json!({ "marks": marks })).await.ok()["items"].clone();
        let outcome = |n: usize| done[n]["entry"]["state"].as_str().or(done[n]["problem"]["code"].as_str()).unwrap().to_owned();
        assert_eq!([outcome(0), outcome(1), outcome(2), outcome(3)], ["present", "absent", "stale_version", "forbidden"]);
        assert_eq!(app.role(Role::Resident).await.post(&path, json!({ "marks": marks })).await.problem(), "403 forbidden");
        let absent = again(&app.sign_in("13900000002").await, &claims[1]).await;
        let answered = claim_step(&app.sign_in("13900000002").await, &absent, "answer", json!({ "text": "公交停运" })).await.ok();
        assert_eq!(answered["answer"], "公交停运");
        let excused = claim_step(&host, &answered, "excuse", json!({ "is_excused": true })).await.ok();
        assert_eq!(excused["is_excused"], true);
        let rate = app.sign_in("13900000002").await.get("/records/own").await.ok()["kept_promises"].clone();
        assert_eq!((&rate["denominator"], &rate["excluded"], rate.get("rate")), (&json!(0), &json!(1), None));
        let list = host.get(&format!("/shifts/{}/print-list", id(&shift))).await.ok();
        assert_eq!(list["names"].as_array().unwrap().len(), 2);
        assert!(!list.to_string().contains("1390000"));
        assert_consistent(&app).await;
    }

    async fn hosts_find_what_they_host_and_nothing_else(app) {
        let shift = app.shift_in(20, 3).await;
        let host = app.role(Role::TeamLead).await;
        let found = |reply: Value| reply["items"].as_array().unwrap().iter().map(|s| s["id"].clone()).collect::<Vec<_>>();
        let own = host.get("/shifts?hosted=true").await.ok();
        assert!(own["items"].as_array().unwrap().iter().all(|s| s["is_host"] == true) && found(own.clone()).contains(&shift["id"]));
        assert!(found(app.role(Role::Resident).await.get("/shifts?hosted=true").await.ok()).is_empty());
        // It stays on their list when it is cancelled.
        let cancel = json!({ "expected_version": shift["version"], "reason": "下雨" });
        host.post(&format!("/shifts/{}/cancellation", id(&shift)), cancel).await.ok();
        assert!(found(host.get("/shifts?hosted=true").await.ok()).contains(&shift["id"]));
        assert_eq!(host.get("/shifts?hosted=perhaps").await.problem(), "400 bad_query");
    }

    async fn a_number_is_shown_for_a_reason_that_the_member_reads(app) {
        let claim = app.claim_in("held").await;
        let (member, host) = (app.role(Role::Member).await, app.role(Role::TeamLead).await);
        let path = format!("/claims/{}/reveals", id(&claim));
        assert_eq!(host.post(&path, json!({})).await.fields(), ["/reason required"]);
        let shown = host.post(&path, json!({ "reason": "通知改到二楼" })).await.ok();
        assert_eq!(shown["phone"], "16000000002");
        assert_eq!(app.role(Role::Resident).await.post(&path, json!({ "reason": "好奇" })).await.problem(), "404 not_found");
        assert_eq!(app.other(Role::CommunityClerk).await.post(&path, json!({ "reason": "好奇" })).await.problem(), "404 not_found");
        let log = member.get(&path).await.ok();
        assert_eq!((&log["items"][0]["who"], &log["items"][0]["reason"]), (&json!("张建军"), &json!("通知改到二楼")));
        assert_eq!(host.get(&path).await.problem(), "404 not_found");
    }

    async fn a_resident_confirms_with_the_code_and_nobody_for_themselves(app) {
        let claim = app.claim_in("held").await;
        let (member, resident) = (app.role(Role::Member).await, app.role(Role::Resident).await);
        let path = format!("/claims/{}/confirmation-code", id(&claim));
        assert_eq!(resident.get(&path).await.problem(), "404 not_found");
        let shown = member.get(&path).await.ok();
        let code = shown["code"].clone();
        assert!(shown["link"].as_str().unwrap().ends_with(&format!("/confirm?code={}", code.as_str().unwrap())));
        let squares = shown["squares"].as_array().unwrap();
        assert!(squares.len() > 20 && squares.iter().all(|row| row.as_str().unwrap().len() == squares.len()));
        assert_eq!(member.post("/presence-confirmations", json!({ "code": code })).await.problem(), "403 forbidden");
        assert_eq!(resident.post("/presence-confirmations", json!({ "code": "0123456789.1.2" })).await.problem(), "404 not_found");
        let done = resident.post("/presence-confirmations", json!({ "code": code })).await.ok();
        assert_eq!((&done["state"], &done["member_name"]), (&json!("present"), &json!("李**")));
        assert_eq!(again(&member, &claim).await["method"], "resident");
        app.later(TimeDelta::minutes(11));
        let resident = app.role(Role::Resident).await;
        assert_eq!(resident.post("/presence-confirmations", json!({ "code": code })).await.problem(), "404 not_found");
    }

    async fn a_doubt_is_answered_and_decided_by_somebody_else(app) {
        let secretary = app.role(Role::CommunitySecretary).await;
        for (is_upheld, state, logs) in [(true, "verified", 1), (false, "void", 1)] {
            let claim = app.claim_in("disputed").await;
            let member = app.role(Role::Member).await;
            let answered = claim_step(&member, &claim, "answer", json!({ "text": "我在二楼服务台" })).await.ok();
            let body = json!({ "is_upheld": is_upheld, "reason": "有居民证实" });
            assert_eq!(claim_step(&app.role(Role::CommunityClerk).await, &answered, "decision", body.clone()).await.problem(), "403 forbidden");
            assert_eq!(claim_step(&secretary, &claim, "decision", body.clone()).await.problem(), "409 stale_version");
            let decided = claim_step(&secretary, &answered, "decision", body).await.ok();
            assert_eq!(decided["state"], state);
            let own: usize = own_logs(&member).await.iter().filter(|l| l["source"] == "claim").count();
            assert_eq!(own, logs);
            assert_consistent(&app).await;
        }
        let mine = app.claim_in("completed").await;
        let disputed = claim_step(&secretary, &mine, "dispute", json!({ "text": "没有签到" })).await.ok();
        let body = json!({ "is_upheld": false, "reason": "没有签到" });
        assert_eq!(claim_step(&secretary, &disputed, "decision", body).await.problem(), "409 step_refused");
    }
}

//! The residents' word and the end.

use super::*;
use crate::both;
use crate::testing::{fresh_phone, read_thing};
use contract::accounts::Role;

both! {
    async fn residents_have_one_word_each_and_no_part_in_the_work(app) {
        let (clerk, resident, member) = (app.role(Role::CommunityClerk).await, app.role(Role::Resident).await, app.free_member().await);
        let (liaison, unit) = app.liaison(&fresh_phone()).await;
        let planned = app.project_in("planned", &liaison, &unit).await;
        assert_eq!(say(&resident, &planned, "resolved").await.problem(), "403 forbidden");
        let reported = step(&liaison, &planned, "report", json!({ "text": "六盏路灯全部修复" })).await.ok();
        assert_eq!((&reported["state"], &reported["allowed_actions"]), (&json!("reported"), &json!([])));
        assert_eq!(clerk.get("/notices?limit=1").await.ok()["items"][0]["kind"], "project_reported");
        let mine = say(&resident, &reported, "resolved").await.ok();
        assert_eq!((&mine["my_word"]["person_name"], &mine["words"]["resolved"]), (&json!("王秀英"), &json!(1)));
        assert_eq!(say(&resident, &reported, "not").await.problem(), "409 already_said");
        say(&member, &reported, "partly").await.ok();
        for stranger in [&clerk, &liaison, &app.sign_in(&fresh_phone()).await, &app.role(Role::Street).await] {
            assert_eq!(say(stranger, &reported, "resolved").await.problem(), "403 forbidden");
        }
        let colleague = app.checked_in(&fresh_phone()).await;
        app.join_unit(&colleague, &unit).await;
        assert_eq!(say(&colleague, &reported, "resolved").await.problem(), "403 forbidden");
        let wrong = json!({ "verdict": "resolved", "grade": 6 });
        assert_eq!(app.checked_in(&fresh_phone()).await.post(&path(&reported, "/words"), wrong).await.fields(), ["/grade range"]);
        let words = clerk.get(&path(&reported, "/words")).await.ok();
        let shown: Vec<(&str, &str)> =
            words["items"].as_array().unwrap().iter().map(|w| (w["person_name"].as_str().unwrap(), w["verdict"].as_str().unwrap())).collect();
        assert_eq!(shown, [("李**", "partly"), ("王**", "resolved")]);
        let events = liaison.get(&path(&reported, "/events?limit=1")).await.ok();
        assert_eq!((&events["items"][0]["action"], &events["items"][0]["person_name"]), (&json!("say"), &json!("李**")));
    }

    async fn few_words_take_a_reason_and_what_is_not_done_goes_back(app) {
        let (clerk, resident) = (app.role(Role::CommunityClerk).await, app.role(Role::Resident).await);
        let (liaison, unit) = app.liaison(&fresh_phone()).await;
        let reported = app.project_in("reported", &liaison, &unit).await;
        say(&resident, &reported, "not").await.ok();
        assert_eq!(step(&liaison, &reported, "closure", json!({ "text": "已核实" })).await.problem(), "403 forbidden");
        assert_eq!(step(&clerk, &reported, "closure", json!({ "text": "已核实" })).await.fields(), ["/few_words_reason required"]);
        let back = step(&clerk, &reported, "return", json!({ "reason": "还有一盏不亮" })).await.ok();
        assert_eq!((&back["state"], &back["reason"]), (&json!("in_progress"), &json!("还有一盏不亮")));
        assert_eq!(liaison.get("/notices?limit=1").await.ok()["items"][0]["kind"], "project_returned");
        let again = step(&liaison, &back, "report", json!({ "text": "第六盏也亮了" })).await.ok();
        assert_eq!(again["words"], json!({ "resolved": 0, "partly": 0, "not_resolved": 0, "needed": 3 }));
        say(&resident, &again, "resolved").await.ok();
        for _ in 0..2 {
            say(&app.checked_in(&fresh_phone()).await, &again, "resolved").await.ok();
        }
        assert_eq!(step(&clerk, &reported, "closure", json!({ "text": "已核实" })).await.problem(), "409 stale_version");
        let closed = step(&clerk, &again, "closure", json!({ "text": "现场核实，予以销号" })).await.ok();
        assert_eq!((&closed["state"], &closed["closing"], closed.get("few_words_reason")), (&json!("closed"), &json!("现场核实，予以销号"), None));
        assert_eq!(liaison.get("/notices?limit=1").await.ok()["items"][0]["kind"], "project_closed");
        assert_eq!(say(&app.role(Role::Member).await, &closed, "not").await.problem(), "403 forbidden");
        let words = read_thing(&resident, "projects", &closed).await["words"]["resolved"].clone();
        assert_eq!(words, 3);
        let list = app.nobody().get("/projects?kind=livelihood_problem&state=closed").await.ok();
        assert_eq!(list["items"][0]["id"], closed["id"]);
    }

    async fn a_double_click_closes_once(app) {
        let (clerk, (liaison, unit)) = (app.role(Role::CommunityClerk).await, app.liaison(&fresh_phone()).await);
        let reported = app.project_in("reported", &liaison, &unit).await;
        let body = json!({ "expected_version": reported["version"], "text": "已核实", "few_words_reason": "居民电话确认" });
        let path = path(&reported, "/closure");
        let first = clerk.post_keyed(&path, body.clone(), "once").await.ok();
        let second = clerk.post_keyed(&path, body, "once").await;
        assert_eq!((second.header("idempotent-replayed").as_deref(), &second.json["version"]), (Some("true"), &first["version"]));
        assert_eq!(first["few_words_reason"], "居民电话确认");
    }
}

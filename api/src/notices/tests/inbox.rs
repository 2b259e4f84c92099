//! Reading the inbox, and whose it is.

use super::{inbox, kinds, unread, waiting};
use crate::testing::{read_again, step_of};
use contract::accounts::Role;
use contract::orders::OrderState as S;
use serde_json::json;

crate::both! {
    async fn everybody_around_an_order_is_told_in_their_inbox(app) {
        let (resident, lead, clerk) = (app.role(Role::Resident).await, app.role(Role::TeamLead).await, app.role(Role::CommunityClerk).await);
        let before = (kinds(&resident).await, kinds(&lead).await, kinds(&clerk).await);
        let order = app.order(S::Done).await;
        assert_eq!(kinds(&resident).await.replace(&before.0, "").trim(), "order_done order_taken order_accepted order_received");
        assert_eq!(kinds(&lead).await.replace(&before.1, "").trim(), "team_offer");
        assert_eq!(kinds(&clerk).await, before.2);
        for notice in inbox(&resident).await.iter().take(4) {
            assert_eq!(notice["order_id"], order["id"]);
            assert!(notice["text"].as_str().unwrap().contains(order["number"].as_str().unwrap()), "{notice}");
        }
        // What a team is told names no resident.
        let offer = inbox(&lead).await[0].to_string();
        for secret in ["王秀英", "16000000001", "园林小区", "晚上看不见"] {
            assert!(!offer.contains(secret), "{offer}");
        }
    }

    async fn a_question_is_read_in_the_inbox_and_not_in_the_sms(app) {
        app.order(S::NeedsInfo).await;
        let notice = inbox(&app.role(Role::Resident).await).await[0].clone();
        assert!(notice["text"].as_str().unwrap().contains("是吸顶灯还是吊灯？"), "{notice}");
        let sent = app.messages().await.into_iter().next_back().unwrap();
        assert_eq!(sent.template.as_str(), "order_question");
        assert!(!sent.render().contains("吸顶灯") && !format!("{sent:?}").contains("吸顶灯"), "{sent:?}");
    }

    async fn reading_once_or_twice_is_the_same(app) {
        app.order(S::Accepted).await;
        let resident = app.role(Role::Resident).await;
        let (all, newest) = (unread(&resident).await, inbox(&resident).await[0].clone());
        assert_eq!(newest["is_read"], false);
        let path = format!("/notices/{}/reading", newest["id"].as_str().unwrap());
        for _ in 0..2 {
            let read = resident.post(&path, json!({})).await.ok();
            assert_eq!((read["is_read"].clone(), read["id"].clone()), (json!(true), newest["id"].clone()));
            assert_eq!(unread(&resident).await, all - 1);
        }
        let replayed = resident.post_keyed(&path, json!({}), "read-1").await;
        assert_eq!(replayed.status, 200);
        assert_eq!(resident.post_keyed(&path, json!({}), "read-1").await.header("idempotent-replayed").as_deref(), Some("true"));
    }

    async fn what_came_after_stays_unread(app) {
        app.order(S::Done).await;
        let resident = app.role(Role::Resident).await;
        let notices = inbox(&resident).await;
        let left = resident.post("/notices/readings", json!({ "up_to": notices[1]["id"] })).await.ok();
        assert_eq!(left, json!({ "unread": 1 }));
        let unread: Vec<_> = resident.get("/notices?unread=true").await.ok()["items"].as_array().unwrap().clone();
        assert_eq!(unread.iter().map(|n| &n["id"]).collect::<Vec<_>>(), [&notices[0]["id"]]);
        let read = resident.get("/notices?unread=false&count=true").await.ok();
        assert_eq!(read["total"].as_u64().unwrap(), notices.len() as u64 - 1);
    }

    async fn an_inbox_is_ones_own(app) {
        app.order(S::Accepted).await;
        let (resident, clerk) = (app.role(Role::Resident).await, app.role(Role::CommunityClerk).await);
        let (all, id) = (unread(&resident).await, inbox(&resident).await[0]["id"].as_str().unwrap().to_owned());
        for other in [&clerk, &app.role(Role::CityOffice).await, &app.sign_in("15900000001").await] {
            assert_eq!(other.post(&format!("/notices/{id}/reading"), json!({})).await.problem(), "404 not_found");
            assert_eq!(other.post("/notices/readings", json!({ "up_to": id })).await.problem(), "404 not_found");
            assert!(!inbox(other).await.iter().any(|n| n["id"] == id.as_str()));
        }
        assert_eq!(app.nobody().get("/notices").await.problem(), "401 sign_in_required");
        assert_eq!(unread(&resident).await, all);
        assert_eq!(resident.post("/notices/readings", json!({ "up_to": id, "all": true })).await.fields(), ["/all unknown"]);
        assert_eq!(resident.post("/notices/nonsense/reading", json!({})).await.problem(), "404 not_found");
    }

    async fn pages_hold_each_notice_once(app) {
        for _ in 0..3 {
            app.order(S::Accepted).await;
        }
        let resident = app.role(Role::Resident).await;
        let all: Vec<String> = inbox(&resident).await.iter().map(|n| n["id"].to_string()).collect();
        let (mut found, mut cursor) = (Vec::new(), String::new());
        loop {
            let page = resident.get(&format!("/notices?limit=2{cursor}")).await.ok();
            found.extend(page["items"].as_array().unwrap().iter().map(|n| n["id"].to_string()));
            let Some(next) = page["next_cursor"].as_str() else { break };
            cursor = format!("&cursor={next}");
        }
        assert_eq!(found, all);
        assert_eq!(resident.get("/notices?cursor=n1.0").await.problem(), "400 bad_cursor");
        assert_eq!(resident.get("/notices?unread=maybe").await.problem(), "400 bad_query");
    }

    async fn texts_are_read_in_the_language_one_prefers(app) {
        app.order(S::Accepted).await;
        let resident = app.role(Role::Resident).await;
        assert!(inbox(&resident).await[0]["title"].as_str().unwrap().contains("已受理"));
        resident.patch("/me/preferences", json!({ "language": "en" })).await.ok();
        let notice = inbox(&resident).await[0].clone();
        assert_eq!(notice["title"], "Order accepted");
        assert!(notice["text"].as_str().unwrap().contains("Nov"), "{notice}");
    }

    async fn rare_characters_and_emoji_survive(app) {
        let order = app.order(S::Submitted).await;
        let secretary = app.role(Role::CommunitySecretary).await;
        let why = "=请找𬭎先生 💡 {number}，谢谢";
        let proposal = json!({ "reason": "outside_duty", "explanation": why });
        let order = step_of(&app.role(Role::CommunityClerk).await, &order, "rejection-proposal", proposal).await;
        step_of(&secretary, &order, "rejection", json!({})).await;
        let resident = app.role(Role::Resident).await;
        assert!(inbox(&resident).await[0]["text"].as_str().unwrap().ends_with(why));
        assert_eq!(read_again(&resident, &order).await["state"], "rejected");
    }

    async fn a_refused_step_tells_nobody(app) {
        let order = app.order(S::Accepted).await;
        let resident = app.role(Role::Resident).await;
        let before = (inbox(&resident).await.len(), waiting(&app).await.len());
        let stale = json!({ "expected_version": 1, "urgency": "normal" });
        let reply = app.role(Role::CommunityClerk).await.post(&crate::testing::path_of(&order, "acceptance"), stale).await;
        assert_eq!(reply.problem(), "409 stale_version");
        assert_eq!((inbox(&resident).await.len(), waiting(&app).await.len()), before);
    }
}

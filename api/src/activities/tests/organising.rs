//! Drafts, publishing, changing, cancelling: who may, and what is refused.

use super::*;
use crate::both;
use crate::testing::{fresh_phone, invitation_of, read_thing};
use contract::accounts::Role;

both! {
    async fn a_draft_is_for_its_organiser_and_what_is_open_for_everybody(app) {
        let (clerk, member) = (app.role(Role::CommunityClerk).await, app.role(Role::Member).await);
        let draft = clerk.post("/activities", app.new_activity().await).await.ok();
        assert_eq!((&draft["state"], &draft["allowed_actions"]), (&json!("draft"), &json!(["change", "publish", "cancel"])));
        for stranger in [&member, &app.other(Role::CommunityClerk).await] {
            assert_eq!(stranger.get(path(&draft, "").trim_end_matches('/')).await.problem(), "404 not_found");
            assert_eq!(step(stranger, &draft, "publication", json!({})).await.problem(), "404 not_found");
        }
        assert!(!app.nobody().get("/activities?limit=200").await.ok().to_string().contains(draft["id"].as_str().unwrap()));
        let open = step(&clerk, &draft, "publication", json!({})).await.ok();
        assert_eq!((&open["state"], &open["version"]), (&json!("open"), &json!(2)));
        assert_eq!(step(&clerk, &draft, "publication", json!({})).await.problem(), "409 stale_version");
        assert_eq!(step(&clerk, &open, "publication", json!({})).await.problem(), "409 step_refused");
        assert_eq!(step(&member, &open, "cancellation", json!({ "reason": "不想办了" })).await.problem(), "403 forbidden");
        assert_eq!(step(&app.other(Role::CommunityClerk).await, &open, "cancellation", json!({ "reason": "不想办了" })).await.problem(), "403 forbidden");
        let list = app.nobody().get(&format!("/activities?state=open&community={}", app.community().await)).await.ok();
        assert!(list["items"].as_array().unwrap().iter().any(|a| a["id"] == open["id"]));
        assert_eq!(app.nobody().get("/activities?state=draft").await.problem(), "400 bad_query");
        assert_eq!(app.nobody().get("/activities?sort=score").await.problem(), "400 bad_query");
        let own = clerk.get("/activities/own?role=organised&limit=200").await.ok();
        assert!(own["items"].as_array().unwrap().iter().any(|a| a["id"] == open["id"]));
        assert_eq!(app.audit_of(format!("activity/{}", open["id"].as_str().unwrap())).await, ["activity.created", "activity.published"]);
    }

    async fn what_makes_no_sense_is_refused_field_by_field_and_words_stay_as_they_are(app) {
        let clerk = app.role(Role::CommunityClerk).await;
        let mut ask = app.new_activity().await;
        ask["content"]["starts_at"] = json!("2026-11-01T01:00:00Z");
        ask["content"]["ends_at"] = json!("2026-11-01T00:00:00Z");
        ask["content"]["answer_by"] = json!("2026-11-02T00:00:00Z");
        let fields = ["/content/starts_at range", "/content/ends_at range", "/content/answer_by range"];
        assert_eq!(clerk.post("/activities", ask.clone()).await.fields(), fields);
        let mut ask = app.new_activity().await;
        (ask["content"]["title"], ask["content"]["capacity"]) = (json!(""), json!(501));
        let mut wrong = clerk.post("/activities", ask).await.fields();
        wrong.sort();
        assert_eq!(wrong, ["/content/capacity range", "/content/title length", "/content/title required"]);
        let mut ask = app.new_activity().await;
        ask["content"]["category"] = json!("central_task");
        let draft = clerk.post("/activities", ask).await.ok();
        assert_eq!(step(&clerk, &draft, "publication", json!({})).await.problem(), "409 admission_required");
        let title = "=1+1 𬭎书记带队清洁 💡";
        let open = app.activity_with(json!({ "title": title })).await;
        assert_eq!(open["content"]["title"], title);
        let first = clerk.post_keyed("/activities", app.new_activity().await, "twice").await;
        assert_eq!(first.status, 201);
        let mut ask = app.new_activity().await;
        ask["content"]["title"] = json!("另一个活动");
        assert_eq!(clerk.post_keyed("/activities", ask, "twice").await.problem(), "422 idempotency_key_reused");
    }

    async fn a_unit_organises_for_a_community_it_serves_and_the_desk_may_cancel(app) {
        let (liaison, unit) = app.liaison(&fresh_phone()).await;
        let mut ask = app.new_activity().await;
        assert_eq!(liaison.post("/activities", ask.clone()).await.fields(), ["/community_id unknown"]);
        assert_eq!(app.role(Role::Resident).await.post("/activities", ask.clone()).await.problem(), "403 forbidden");
        ask["unit_id"] = json!(unit);
        assert_eq!(app.role(Role::CommunityClerk).await.post("/activities", ask.clone()).await.fields(), ["/unit_id unknown"]);
        let mut elsewhere = ask.clone();
        elsewhere["community_id"] = json!(app.other_community().await);
        assert_eq!(liaison.post("/activities", elsewhere).await.fields(), ["/community_id unknown"]);
        let draft = liaison.post("/activities", ask).await.ok();
        assert_eq!((&draft["unit"]["id"], &draft["is_organiser"]), (&json!(unit), &json!(true)));
        let clerk = app.role(Role::CommunityClerk).await;
        assert_eq!(step(&clerk, &draft, "publication", json!({})).await.problem(), "403 forbidden");
        let open = step(&liaison, &draft, "publication", json!({})).await.ok();
        let theirs = read_thing(&clerk, "activities", &open).await;
        assert_eq!((&theirs["is_organiser"], &theirs["allowed_actions"]), (&json!(false), &json!(["cancel"])));
        let gone = step(&clerk, &open, "cancellation", json!({ "reason": "当天有大雨" })).await.ok();
        assert_eq!((&gone["state"], &gone["reason"]), (&json!("cancelled"), &json!("当天有大雨")));
    }

    async fn a_unit_that_serves_the_community_no_more_calls_off_and_leads_nothing(app) {
        let (liaison, unit) = app.liaison(&fresh_phone()).await;
        let (there, other) = (app.other_community().await, app.other(Role::CommunityClerk).await);
        let pairing = other.post("/pairings", json!({ "unit_id": unit, "community_id": there })).await.ok();
        let mut ask = app.new_activity().await;
        (ask["unit_id"], ask["community_id"]) = (json!(unit), json!(there));
        let draft = liaison.post("/activities", ask.clone()).await.ok();
        let open = step(&liaison, &liaison.post("/activities", ask.clone()).await.ok(), "publication", json!({})).await.ok();
        other.post_bare(&format!("/pairings/{}/end", pairing["id"].as_str().unwrap())).await.ok();
        assert_eq!(liaison.post("/activities", ask).await.fields(), ["/community_id unknown"], "as at the beginning");
        let seen = read_thing(&liaison, "activities", &draft).await;
        assert_eq!(seen["allowed_actions"], json!(["cancel"]));
        assert_eq!(step(&liaison, &draft, "publication", json!({})).await.fields(), ["/community_id unknown"]);
        let seen = read_thing(&liaison, "activities", &open).await;
        // Of the unit they may still come themselves.
        assert_eq!((&seen["allowed_actions"], &seen["is_organiser"]), (&json!(["sign_up", "cancel"]), &json!(true)));
        let change = json!({ "expected_version": open["version"], "content": open["content"] });
        let at = path(&open, "");
        assert_eq!(liaison.patch(at.trim_end_matches('/'), change).await.fields(), ["/community_id unknown"]);
        let (_, guest) = app.liaison(&fresh_phone()).await;
        let invited = liaison.post(&path(&open, "invitations"), json!({ "unit_ids": [guest] })).await;
        assert_eq!(invited.fields(), ["/community_id unknown"]);
        let stale = json!({ "id": open["id"], "version": 9 });
        assert_eq!(step(&liaison, &stale, "cancellation", json!({ "reason": "结对已结束" })).await.problem(), "409 stale_version");
        step(&liaison, &open, "cancellation", json!({ "reason": "结对已结束" })).await.ok();
        // Whoever has asked for a transfer is still here.
        let mut ask = app.new_activity().await;
        ask["unit_id"] = json!(unit);
        let draft = liaison.post("/activities", ask).await.ok();
        let own = liaison.get("/check-ins/own?subject=unit").await.ok()["items"][0].clone();
        let asked = crate::testing::check_in_step(&liaison, &own, "transfer", json!({ "community_id": there, "reason": "单位搬迁" })).await.ok();
        let open = step(&liaison, &draft, "publication", json!({})).await.ok();
        crate::testing::check_in_step(&other, &asked, "transfer-acceptance", json!({})).await.ok();
        assert_eq!(read_thing(&liaison, "activities", &open).await["allowed_actions"], json!(["sign_up", "cancel"]));
        assert_consistent(&app).await;
    }

    async fn whoever_comes_hears_of_another_time_and_of_the_end(app) {
        let (clerk, member) = (app.role(Role::CommunityClerk).await, app.free_member().await);
        let (liaison, unit) = app.liaison(&fresh_phone()).await;
        let activity = app.invited(&unit).await;
        sign_up(&member, &activity).await.ok();
        answer(&liaison, &invitation_of(&activity, &unit), "acceptance", yes()).await.ok();
        let mut content = activity["content"].clone();
        (content["place"], content["capacity"]) = (json!("小区西门"), json!(1));
        let now = read_thing(&clerk, "activities", &activity).await;
        let body = json!({ "expected_version": now["version"], "content": content });
        let activity_path = path(&activity, "");
        let moved = clerk.patch(activity_path.trim_end_matches('/'), body).await.ok();
        assert_eq!((&moved["content"]["place"], &moved["content"]["capacity"], &moved["taken"]), (&json!("小区西门"), &json!(1), &json!(1)));
        for actor in [&member, &liaison] {
            assert_eq!(actor.get("/notices?limit=1").await.ok()["items"][0]["kind"], "activity_moved");
        }
        content["capacity"] = json!(0);
        let body = json!({ "expected_version": moved["version"], "content": content });
        assert_eq!(clerk.patch(activity_path.trim_end_matches('/'), body).await.fields(), ["/content/capacity range"]);
        let gone = step(&clerk, &moved, "cancellation", json!({ "reason": "当天有大雨" })).await.ok();
        assert_eq!((&gone["taken"], &gone["invitations"][0]["state"]), (&json!(0), &json!("withdrawn")));
        for actor in [&member, &liaison] {
            let notice = actor.get("/notices?limit=1").await.ok()["items"][0].clone();
            assert_eq!(notice["kind"], "activity_cancelled");
            assert!(notice["text"].as_str().unwrap().contains("当天有大雨"));
        }
        assert_eq!(sign_up(&member, &gone).await.problem(), "409 step_refused", "whoever had a place may read it");
        assert_consistent(&app).await;
    }
}

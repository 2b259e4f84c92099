//! The relay of invitations.

use super::*;
use crate::both;
use crate::platform::clock::Clock;
use crate::testing::{fresh_phone, invitation_of, read_thing};
use chrono::TimeDelta;
use contract::accounts::Role;

async fn invite(actor: &Actor<'_>, activity: &Value, units: &[&str], as_unit: Option<&str>) -> Reply {
    let mut body = json!({ "unit_ids": units });
    if let Some(unit) = as_unit {
        body["as_unit_id"] = json!(unit);
    }
    actor.post(&path(activity, "invitations"), body).await
}

/// What a liaison was told about activities, newest first.
async fn kinds(actor: &Actor<'_>) -> Vec<String> {
    let inbox = actor.get("/notices?limit=200").await.ok();
    let kinds = inbox["items"].as_array().unwrap().iter().map(|n| n["kind"].as_str().unwrap().to_owned());
    kinds.filter(|k| k.starts_with("activity_") || k.starts_with("invitation_")).collect()
}

async fn trail(app: &TestApp, invitation: &Value) -> Vec<String> {
    app.audit_of(format!("activity_invitation/{}", invitation["id"].as_str().unwrap())).await
}

both! {
    async fn what_a_step_of_the_activity_changes_for_units_is_told_and_in_the_trail(app) {
        let clerk = app.role(Role::CommunityClerk).await;
        let ((first, a), (second, b)) = (app.liaison(&fresh_phone()).await, app.liaison(&fresh_phone()).await);
        let activity = app.invited(&a).await;
        let activity = invite(&clerk, &activity, &[&b], None).await.ok();
        let (waits, comes) = (invitation_of(&activity, &a), invitation_of(&activity, &b));
        answer(&second, &comes, "acceptance", yes()).await.ok();
        // Another day to answer: for those who have not.
        let mut content = activity["content"].clone();
        content["answer_by"] = json!(app.clock.now() + TimeDelta::days(1));
        let at = path(&activity, "");
        let change = async |activity: &Value, content: &Value| {
            let body = json!({ "expected_version": activity["version"], "content": content });
            clerk.patch(at.trim_end_matches('/'), body).await.ok()
        };
        let now = read_thing(&clerk, "activities", &activity).await;
        let changed = change(&now, &content).await;
        assert_eq!(kinds(&first).await, ["invitation_changed", "activity_invited"]);
        assert_eq!(kinds(&second).await, ["activity_invited"]);
        assert_eq!(trail(&app, &waits).await, ["activity_invitation.made", "activity_invitation.changed"]);
        // A text that is written better is no news; another place is, once for each.
        content["description"] = json!("清理楼道和绿化带");
        let changed = change(&changed, &content).await;
        content["place"] = json!("小区西门");
        let changed = change(&changed, &content).await;
        assert_eq!(kinds(&first).await, ["invitation_changed", "invitation_changed", "activity_invited"]);
        assert_eq!(kinds(&second).await, ["activity_moved", "activity_invited"]);
        let member = app.free_member().await;
        let place = sign_up(&member, &changed).await.ok()["my_sign_up"]["id"].as_str().unwrap().to_owned();
        step(&clerk, &changed, "cancellation", json!({ "reason": "当天有大雨" })).await.ok();
        for (invitation, middle) in [(&waits, "changed"), (&comes, "accepted")] {
            let middle = format!("activity_invitation.{middle}");
            assert_eq!(trail(&app, invitation).await, ["activity_invitation.made", middle.as_str(), "activity_invitation.withdrawn"]);
        }
        assert_eq!(app.audit_of(format!("activity_sign_up/{place}")).await, ["activity_sign_up.made", "activity_sign_up.cancelled"]);
        for actor in [&first, &second] {
            assert_eq!(kinds(actor).await[0], "activity_cancelled");
        }
        assert_consistent(&app).await;
    }

    async fn a_unit_that_accepted_passes_it_on_and_the_chain_shows_who_invited_whom(app) {
        let clerk = app.role(Role::CommunityClerk).await;
        let ((first, a), (second, b), (third, c)) =
            (app.liaison(&fresh_phone()).await, app.liaison(&fresh_phone()).await, app.liaison(&fresh_phone()).await);
        let activity = app.invited(&a).await;
        assert_eq!(first.get("/notices?limit=1").await.ok()["items"][0]["kind"], "activity_invited");
        assert_eq!(invite(&first, &activity, &[&b], Some(&a)).await.problem(), "403 forbidden");
        let accepted = answer(&first, &invitation_of(&activity, &a), "acceptance", yes()).await.ok();
        assert_eq!((&accepted["my_units"][0]["id"], &accepted["allowed_actions"]), (&json!(a), &json!(["invite", "sign_up"])));
        assert_eq!(invite(&first, &activity, &[&b], None).await.fields(), ["/as_unit_id required"]);
        assert_eq!(invite(&first, &activity, &[&b], Some(&b)).await.fields(), ["/as_unit_id unknown"]);
        invite(&first, &activity, &[&b, &c], Some(&a)).await.ok();
        let theirs = read_thing(&second, "activities", &activity).await;
        answer(&second, &invitation_of(&theirs, &b), "refusal", json!({ "reason": "当天单位有任务" })).await.ok();
        let shown = read_thing(&clerk, "activities", &activity).await;
        let chain: Vec<(i64, &str, &str)> = shown["invitations"].as_array().unwrap().iter()
            .map(|i| (i["depth"].as_i64().unwrap(), i["unit"]["id"].as_str().unwrap(), i["state"].as_str().unwrap())).collect();
        assert_eq!(chain, [(0, a.as_str(), "accepted"), (1, b.as_str(), "declined"), (1, c.as_str(), "invited")]);
        assert_eq!(invitation_of(&shown, &b)["invited_by"]["id"], json!(a));
        assert_eq!(invitation_of(&shown, &b)["reason"], "当天单位有任务");
        assert_eq!(first.get("/notices?limit=1").await.ok()["items"][0]["kind"], "activity_answered");
        // The third sees the chain, and not whom to reach in the first, nor why the second stays away.
        let theirs = read_thing(&third, "activities", &activity).await;
        assert!(!theirs.to_string().contains("13800001111") && !theirs.to_string().contains("当天单位有任务"));
        assert!(app.role(Role::Member).await.get(path(&activity, "").trim_end_matches('/')).await.ok().get("invitations").is_none());
        let again = invite(&clerk, &activity, &[&b], None).await.ok();
        assert_eq!(again["invitations"].as_array().unwrap().len(), 4);
        let own = third.get("/activities/own?role=invited").await.ok();
        assert_eq!(own["items"][0]["id"], activity["id"]);
        let trail = app.audit_of(format!("activity_invitation/{}", invitation_of(&shown, &a)["id"].as_str().unwrap())).await;
        assert_eq!(trail, ["activity_invitation.made", "activity_invitation.accepted"]);
        assert_consistent(&app).await;
    }

    async fn a_unit_is_invited_once_at_a_time_also_by_two_at_once(app) {
        let clerk = app.role(Role::CommunityClerk).await;
        let ((first, a), (_, b)) = (app.liaison(&fresh_phone()).await, app.liaison(&fresh_phone()).await);
        let activity = app.invited(&a).await;
        answer(&first, &invitation_of(&activity, &a), "acceptance", yes()).await.ok();
        let (one, two) = futures_util::future::join(invite(&clerk, &activity, &[&b], None), invite(&first, &activity, &[&b], Some(&a))).await;
        let (won, lost) = if one.status == 201 { (one, two) } else { (two, one) };
        assert_eq!((won.status, lost.fields()), (201, vec!["/unit_ids/0 unique".to_owned()]), "{}", won.text);
        let unknown = uuid::Uuid::now_v7().to_string();
        let wrong = invite(&clerk, &activity, &[&unknown, &unknown, &a], None).await.fields();
        assert_eq!(wrong, ["/unit_ids/0 unknown", "/unit_ids/1 unique", "/unit_ids/2 unique"]);
        assert_eq!(invite(&app.role(Role::Member).await, &activity, &[&b], None).await.problem(), "403 forbidden");
        assert_eq!(invite(&clerk, &activity, &[], None).await.fields(), ["/unit_ids length"]);
        assert_consistent(&app).await;
    }

    async fn answers_are_for_the_unit_in_time_and_with_the_version(app) {
        let clerk = app.role(Role::CommunityClerk).await;
        let ((first, a), (stranger, _)) = (app.liaison(&fresh_phone()).await, app.liaison(&fresh_phone()).await);
        let activity = app.invited(&a).await;
        let invitation = invitation_of(&activity, &a);
        assert_eq!(answer(&stranger, &invitation, "acceptance", yes()).await.problem(), "404 not_found");
        assert_eq!(answer(&clerk, &invitation, "acceptance", yes()).await.problem(), "403 forbidden");
        assert_eq!(answer(&first, &invitation, "withdrawal", json!({})).await.problem(), "403 forbidden");
        let mut none = yes();
        (none["people"], none["contact_phone"]) = (json!(0), json!("1"));
        assert_eq!(answer(&first, &invitation, "acceptance", none).await.fields(), ["/contact_phone format", "/people range"]);
        assert_eq!(answer(&first, &invitation, "refusal", json!({})).await.fields(), ["/reason required"]);
        let withdrawn = answer(&clerk, &invitation, "withdrawal", json!({})).await.ok();
        assert_eq!(answer(&first, &invitation, "acceptance", yes()).await.problem(), "409 stale_version");
        assert_eq!(answer(&first, &invitation_of(&withdrawn, &a), "acceptance", yes()).await.problem(), "409 step_refused");
        assert_eq!(kinds(&first).await, ["invitation_withdrawn", "activity_invited"]);
        assert_eq!(kinds(&stranger).await, [""; 0], "the others hear nothing");
        let again = invite(&clerk, &activity, &[&a], None).await.ok();
        app.later(TimeDelta::hours(49));
        let first = app.sign_in_again(&first).await;
        assert_eq!(answer(&first, &invitation_of(&again, &a), "acceptance", yes()).await.problem(), "409 step_refused");
        let swept = crate::activities::sweep(&app.app).await.unwrap();
        assert_eq!(swept.invitations_expired, 1);
        let clerk = app.role(Role::CommunityClerk).await;
        let shown = read_thing(&clerk, "activities", &activity).await;
        assert_eq!(invitation_of(&shown, &a)["state"], "expired");
        assert_eq!(invite(&clerk, &activity, &[&a], None).await.problem(), "409 step_refused");
        assert_eq!(clerk.get("/notices?limit=1").await.ok()["items"][0]["kind"], "activity_answered");
        assert_consistent(&app).await;
    }
}

//! Drafts, applications, the decision.

use super::*;
use crate::both;
use crate::testing::{fresh_phone, read_thing};
use contract::accounts::Role;

both! {
    async fn a_community_publishes_units_apply_and_one_takes_it_on(app) {
        let clerk = app.role(Role::CommunityClerk).await;
        let ((first, a), (second, b)) = (app.liaison(&fresh_phone()).await, app.liaison(&fresh_phone()).await);
        let open = app.project_in("open", &first, &a).await;
        assert_eq!(open["allowed_actions"], json!(["change", "cancel"]));
        let mine = first.post(&path(&open, "/applications"), offer(&a)).await.ok();
        assert_eq!((&mine["applications"][0]["responsible_name"], &mine["applications"][0]["text"]), (&json!("𬭎建国"), &json!("=我单位有电工 💡")));
        assert_eq!(clerk.get("/notices?limit=1").await.ok()["items"][0]["kind"], "project_applied");
        assert_eq!(first.post(&path(&open, "/applications"), offer(&a)).await.fields(), ["/unit_id unique"]);
        assert_eq!(second.post(&path(&open, "/applications"), offer(&a)).await.fields(), ["/unit_id unknown"]);
        second.post(&path(&open, "/applications"), offer(&b)).await.ok();
        // A unit reads its own application, the community all, others none.
        assert_eq!(read_thing(&second, "projects", &open).await["applications"].as_array().unwrap().len(), 1);
        let all = read_thing(&clerk, "projects", &open).await;
        assert_eq!((all["applications"].as_array().unwrap().len(), &all["allowed_actions"]), (2, &json!(["change", "choose", "cancel"])));
        assert!(read_thing(&app.role(Role::Resident).await, "projects", &open).await.get("applications").is_none());
        let application = &all["applications"][0];
        let choose = async |actor: &Actor<'_>, row: &Value| step_of_thing(actor, "project-applications", row, "choice", json!({})).await;
        assert_eq!(choose(&first, application).await.problem(), "403 forbidden");
        assert_eq!(choose(&app.other(Role::CommunityClerk).await, application).await.problem(), "404 not_found");
        assert_eq!(choose(&app.role(Role::Street).await, application).await.problem(), "403 forbidden");
        assert_eq!(choose(&clerk, &json!({ "id": application["id"], "version": 9 })).await.problem(), "409 stale_version");
        let taken = choose(&clerk, application).await.ok();
        assert_eq!((&taken["state"], &taken["unit"]["id"], &taken["responsible_name"]), (&json!("in_progress"), &json!(a), &json!("𬭎建国")));
        let states: Vec<&Value> = taken["applications"].as_array().unwrap().iter().map(|x| &x["state"]).collect();
        assert_eq!(states, ["chosen", "refused"]);
        for actor in [&first, &second] {
            assert_eq!(actor.get("/notices?limit=1").await.ok()["items"][0]["kind"], "project_decided");
        }
        assert_eq!(choose(&clerk, &taken["applications"][1]).await.problem(), "409 step_refused");
        for (row, end) in [(&taken["applications"][0], "chosen"), (&taken["applications"][1], "refused")] {
            let trail = app.audit_of(format!("project_application/{}", row["id"].as_str().unwrap())).await;
            assert_eq!(trail, ["project_application.made".to_owned(), format!("project_application.{end}")]);
        }
        // Everybody may know which unit, and nobody reads names and numbers in full.
        let public = read_thing(&app.role(Role::Resident).await, "projects", &open).await;
        assert_eq!((&public["responsible_name"], public.get("responsible_phone")), (&json!("𬭎**"), None));
        let list = app.nobody().get(&format!("/projects?unit={a}&state=in_progress")).await.ok();
        assert_eq!(list["items"][0]["id"], open["id"]);
        let trail = app.audit_of(format!("project/{}", open["id"].as_str().unwrap())).await;
        assert_eq!(trail, ["project.created", "project.published", "project.applied_for", "project.applied_for", "project.taken_on"]);
    }

    async fn a_unit_that_has_left_is_not_chosen(app) {
        let clerk = app.role(Role::CommunityClerk).await;
        let ((first, a), (second, b)) = (app.liaison(&fresh_phone()).await, app.liaison(&fresh_phone()).await);
        let project = app.project_in("applied", &first, &a).await;
        let own = first.get("/check-ins/own?subject=unit").await.ok()["items"][0].clone();
        crate::testing::check_in_step(&first, &own, "end", json!({ "why": "withdrawal" })).await.ok();
        let seen = read_thing(&clerk, "projects", &project).await;
        assert_eq!(seen["allowed_actions"], json!(["change", "cancel"]), "there is nobody to choose");
        let choose = async |row: &Value| step_of_thing(&clerk, "project-applications", row, "choice", json!({})).await;
        assert_eq!(choose(&seen["applications"][0]).await.fields(), ["/unit_id unknown"]);
        let gone = app.sign_in_again(&first).await;
        assert_eq!(gone.post(&path(&project, "/applications"), offer(&a)).await.problem(), "403 forbidden", "nor does it apply again");
        second.post(&path(&project, "/applications"), offer(&b)).await.ok();
        let seen = read_thing(&clerk, "projects", &project).await;
        assert_eq!(choose(&seen["applications"][0]).await.fields(), ["/unit_id unknown"]);
        let taken = choose(&seen["applications"][1]).await.ok();
        assert_eq!((&taken["unit"]["id"], &taken["applications"][0]["state"]), (&json!(b), &json!("refused")));
    }

    async fn a_unit_applies_only_so_often(app) {
        let clerk = app.role(Role::CommunityClerk).await;
        let ((liaison, unit), (other, b)) = (app.liaison(&fresh_phone()).await, app.liaison(&fresh_phone()).await);
        let open = app.project_in("open", &liaison, &unit).await;
        for round in 0..3 {
            let mine = liaison.post(&path(&open, "/applications"), offer(&unit)).await.ok()["applications"][round].clone();
            let back = step_of_thing(&liaison, "project-applications", &mine, "withdrawal", json!({})).await.ok();
            assert_eq!(back["allowed_actions"] == json!(["apply"]), round < 2, "{round}: {back}");
        }
        let refused = liaison.post(&path(&open, "/applications"), offer(&unit)).await;
        assert_eq!(refused.problem(), "409 step_refused");
        assert!(refused.text.contains("as often as it may"), "{}", refused.text);
        let inbox = clerk.get("/notices?limit=200").await.ok();
        assert_eq!(inbox["items"].as_array().unwrap().iter().filter(|n| n["kind"] == "project_applied").count(), 3);
        other.post(&path(&open, "/applications"), offer(&b)).await.ok();
    }

    async fn of_two_decisions_at_once_one_counts(app) {
        let clerk = app.role(Role::CommunityClerk).await;
        let secretary = app.role(Role::CommunitySecretary).await;
        let ((first, a), (second, b)) = (app.liaison(&fresh_phone()).await, app.liaison(&fresh_phone()).await);
        let project = app.project_in("applied", &first, &a).await;
        second.post(&path(&project, "/applications"), offer(&b)).await.ok();
        let rows = read_thing(&clerk, "projects", &project).await["applications"].clone();
        let choose = async |actor: &Actor<'_>, row: &Value| step_of_thing(actor, "project-applications", row, "choice", json!({})).await;
        let (one, two) = futures_util::future::join(choose(&clerk, &rows[0]), choose(&secretary, &rows[1])).await;
        let (won, lost) = if one.status == 200 { (one, two) } else { (two, one) };
        assert_eq!((won.status, lost.problem().as_str()), (200, "409 stale_version"), "{}", won.text);
    }

    async fn drafts_are_the_community_s_and_what_is_open_can_be_changed_or_cancelled(app) {
        let clerk = app.role(Role::CommunityClerk).await;
        let (liaison, unit) = app.liaison(&fresh_phone()).await;
        let mut elsewhere = app.new_project().await;
        elsewhere["community_id"] = json!(app.other_community().await);
        assert_eq!(clerk.post("/projects", elsewhere).await.fields(), ["/community_id unknown"]);
        assert_eq!(liaison.post("/projects", app.new_project().await).await.problem(), "403 forbidden");
        let mut ask = app.new_project().await;
        ask["content"]["title"] = json!("\u{0}\u{7}");
        assert_eq!(clerk.post("/projects", ask).await.fields(), ["/content/title format"]);
        let draft = app.project_in("draft", &liaison, &unit).await;
        for stranger in [&liaison, &app.other(Role::CommunityClerk).await, &app.role(Role::Resident).await] {
            assert_eq!(stranger.get(&path(&draft, "")).await.problem(), "404 not_found");
        }
        assert_eq!(app.nobody().get("/projects?state=draft").await.problem(), "400 bad_query");
        let open = step(&clerk, &draft, "publication", json!({})).await.ok();
        let mut content = open["content"].clone();
        content["title"] = json!("三栋、四栋路灯不亮");
        let body = json!({ "expected_version": open["version"], "content": content });
        let changed = clerk.patch(&path(&open, ""), body.clone()).await.ok();
        assert_eq!(changed["content"]["title"], "三栋、四栋路灯不亮");
        assert_eq!(clerk.patch(&path(&open, ""), body).await.problem(), "409 stale_version");
        liaison.post(&path(&open, "/applications"), offer(&unit)).await.ok();
        let mine = read_thing(&liaison, "projects", &open).await["applications"][0].clone();
        let back = step_of_thing(&liaison, "project-applications", &mine, "withdrawal", json!({})).await.ok();
        assert_eq!(back["applications"][0]["state"], "withdrawn");
        liaison.post(&path(&open, "/applications"), offer(&unit)).await.ok();
        let gone = step(&clerk, &changed, "cancellation", json!({ "reason": "由市政统一改造" })).await.ok();
        assert_eq!((&gone["state"], &gone["allowed_actions"]), (&json!("cancelled"), &json!([])));
        assert_eq!(liaison.get("/notices?limit=1").await.ok()["items"][0]["kind"], "project_cancelled");
        let seen = read_thing(&liaison, "projects", &open).await;
        assert_eq!(seen["reason"], "由市政统一改造");
        let trails = async |n: usize| app.audit_of(format!("project_application/{}", seen["applications"][n]["id"].as_str().unwrap())).await;
        assert_eq!(trails(0).await, ["project_application.made", "project_application.withdrawn"]);
        assert_eq!(trails(1).await, ["project_application.made", "project_application.refused"]);
        assert_eq!(app.role(Role::Resident).await.get(&path(&open, "")).await.problem(), "404 not_found");
    }
}

//! The plan, how far it is, what is overdue, giving up.

use super::*;
use crate::both;
use crate::testing::{fresh_phone, read_thing};
use chrono::TimeDelta;
use contract::accounts::Role;

both! {
    async fn a_unit_plans_reaches_milestones_and_both_sides_read_the_history(app) {
        let (clerk, (liaison, unit)) = (app.role(Role::CommunityClerk).await, app.liaison(&fresh_phone()).await);
        let project = app.project_in("in_progress", &liaison, &unit).await;
        assert_eq!(step(&liaison, &project, "report", json!({ "text": "全部修复" })).await.problem(), "409 step_refused");
        assert_eq!(step(&liaison, &project, "plan", json!({})).await.fields(), ["/measures required"]);
        let late = json!({ "milestones": [{ "title": "材料到位", "due_on": "2026-11-01" }] });
        assert_eq!(step(&liaison, &project, "plan", late).await.fields(), ["/milestones/0/due_on range"]);
        let plan = json!({ "measures": [{ "what": "更换灯具", "who": "周建国", "due_on": "2026-12-10" }],
            "milestones": [{ "title": "材料到位", "due_on": "2026-12-05" }], "outcomes": [{ "indicator": "修复路灯", "unit": "盏", "planned": 6 }] });
        assert_eq!(step(&clerk, &project, "plan", plan.clone()).await.problem(), "403 forbidden");
        let planned = step(&liaison, &project, "plan", plan).await.ok();
        let (measure, milestone, outcome) = (&planned["measures"][0], &planned["milestones"][0], &planned["outcomes"][0]);
        let stranger = read_thing(&app.role(Role::Resident).await, "projects", &project).await;
        assert_eq!(stranger["measures"][0]["who"], "周**");
        let wrong = json!({ "text": "灯具已到", "measures_done": [uuid::Uuid::now_v7()], "milestones_reached": [{ "id": milestone["id"], "reached_on": "2027-01-01" }] });
        let fields = ["/measures_done/0 unknown", "/milestones_reached/0/reached_on range"];
        assert_eq!(step(&liaison, &planned, "progress", wrong).await.fields(), fields);
        let body = json!({ "text": "灯具已到", "measures_done": [measure["id"]],
            "milestones_reached": [{ "id": milestone["id"], "reached_on": "2026-11-24", "note": "提前" }], "outcomes": [{ "id": outcome["id"], "achieved": 3 }] });
        let further = step(&liaison, &planned, "progress", body.clone()).await.ok();
        assert_eq!((&further["milestones"][0]["reached_on"], &further["outcomes"][0]["achieved"]), (&json!("2026-11-24"), &json!(3)));
        assert!(further["measures"][0]["done_at"].is_string());
        assert_eq!(step(&liaison, &planned, "progress", body).await.problem(), "409 stale_version");
        for side in [&clerk, &liaison, &app.role(Role::Street).await] {
            let events = side.get(&path(&project, "/events?limit=2")).await.ok();
            assert_eq!((&events["items"][0]["action"], &events["items"][0]["note"]), (&json!("progress"), &json!("灯具已到")));
            let next = side.get(&path(&project, &format!("/events?cursor={}", events["next_cursor"].as_str().unwrap()))).await.ok();
            let actions: Vec<&Value> = next["items"].as_array().unwrap().iter().map(|e| &e["action"]).collect();
            assert_eq!(actions, ["choose", "apply", "publish", "create"]);
        }
        assert_eq!(app.role(Role::Resident).await.get(&path(&project, "/events")).await.problem(), "403 forbidden");
    }

    async fn a_milestone_whose_day_has_passed_is_told_once(app) {
        let (liaison, unit) = app.liaison(&fresh_phone()).await;
        let project = app.project_in("planned", &liaison, &unit).await;
        assert_eq!(crate::projects::sweep(&app.app).await.unwrap(), 0);
        app.later(TimeDelta::days(12));
        assert_eq!(crate::projects::sweep(&app.app).await.unwrap(), 1);
        assert_eq!(crate::projects::sweep(&app.app).await.unwrap(), 0);
        let liaison = app.sign_in_again(&liaison).await;
        let notice = liaison.get("/notices?limit=1").await.ok()["items"][0].clone();
        assert_eq!(notice["kind"], "milestone_overdue");
        assert!(notice["text"].as_str().unwrap().contains("材料到位"), "{notice}");
        assert_eq!(read_thing(&liaison, "projects", &project).await["milestones"][0]["is_overdue"], true);
        assert_eq!(liaison.get(&path(&project, "/events?limit=1")).await.ok()["items"][0]["action"], "remind");
    }

    async fn nobody_reports_on_what_another_unit_has_done(app) {
        let clerk = app.role(Role::CommunityClerk).await;
        let ((first, a), (second, b)) = (app.liaison(&fresh_phone()).await, app.liaison(&fresh_phone()).await);
        let project = app.project_in("in_progress", &first, &a).await;
        let plan = json!({ "measures": [{ "what": "更换灯具", "who": "𬭎建国", "due_on": "2026-12-10" }, { "what": "=复查", "who": "周建国", "due_on": "2026-12-20" }],
            "milestones": [{ "title": "材料到位", "due_on": "2026-12-05" }], "outcomes": [{ "indicator": "修复路灯", "unit": "盏", "planned": 6 }] });
        let planned = step(&first, &project, "plan", plan).await.ok();
        let body = json!({ "text": "灯具已到", "measures_done": [planned["measures"][0]["id"]],
            "milestones_reached": [{ "id": planned["milestones"][0]["id"], "reached_on": "2026-11-24", "note": "提前" }],
            "outcomes": [{ "id": planned["outcomes"][0]["id"], "achieved": 3 }] });
        let further = step(&first, &planned, "progress", body).await.ok();
        let given_up = step(&first, &further, "surrender", json!({ "reason": "电工调离" })).await.ok();
        assert_eq!(given_up["measures"].as_array().unwrap().len(), 2, "until another unit is looked for everybody reads it");
        let open = step(&clerk, &given_up, "reopening", json!({})).await.ok();
        for kind in ["measures", "milestones", "outcomes"] {
            assert!(open.get(kind).is_none(), "{kind}: {open}");
        }
        let event = clerk.get(&path(&project, "/events?limit=1")).await.ok()["items"][0].clone();
        let done = "原单位已完成：\n更换灯具（𬭎建国，2026-11-24）\n材料到位（2026-11-24）提前\n修复路灯 3/6 盏";
        assert_eq!((&event["action"], &event["note"]), (&json!("reopen"), &json!(done)));
        second.post(&path(&open, "/applications"), offer(&b)).await.ok();
        let rows = read_thing(&clerk, "projects", &open).await["applications"].clone();
        let taken = step_of_thing(&clerk, "project-applications", &rows[1], "choice", json!({})).await.ok();
        let taken = read_thing(&second, "projects", &taken).await;
        assert_eq!(taken["allowed_actions"], json!(["plan", "progress", "give_up"]));
        assert_eq!(step(&second, &taken, "report", json!({ "text": "全部修复" })).await.problem(), "409 step_refused");
    }

    async fn what_one_unit_gives_up_another_takes_on(app) {
        let clerk = app.role(Role::CommunityClerk).await;
        let ((first, a), (second, b)) = (app.liaison(&fresh_phone()).await, app.liaison(&fresh_phone()).await);
        let planned = app.project_in("planned", &first, &a).await;
        assert_eq!(step(&second, &planned, "surrender", json!({ "reason": "电工调离" })).await.problem(), "403 forbidden");
        assert_eq!(step(&first, &planned, "surrender", json!({})).await.fields(), ["/reason required"]);
        let given_up = step(&first, &planned, "surrender", json!({ "reason": "电工调离" })).await.ok();
        assert_eq!((&given_up["state"], &given_up["applications"][0]["state"]), (&json!("given_up"), &json!("withdrawn")));
        assert_eq!(second.get(&path(&planned, "")).await.problem(), "404 not_found");
        let open = step(&clerk, &given_up, "reopening", json!({})).await.ok();
        assert!(open["state"] == "open" && open.get("unit").is_none() && open.get("measures").is_none(), "{open}");
        second.post(&path(&open, "/applications"), offer(&b)).await.ok();
        let rows = read_thing(&clerk, "projects", &open).await["applications"].clone();
        let taken = step_of_thing(&clerk, "project-applications", &rows[1], "choice", json!({})).await.ok();
        assert_eq!(taken["unit"]["id"], json!(b));
    }
}

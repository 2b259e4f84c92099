//! How to call the operations of activities and projects: on those of the first community; the unit in them is that of the liaison who calls.

use super::calls::{Call, text};
use super::check_ins::{KEEPER, unit};
use crate::testing::{TestApp, fresh_phone, invitation_of};
use contract::accounts::Role;
use serde_json::{Value, json};

fn on(thing: &Value) -> Call {
    Call::on(text(&thing["id"]))
}

fn versioned(thing: &Value, mut body: Value) -> Call {
    body["expected_version"] = thing["version"].clone();
    on(thing).with(body)
}

/// A fresh target; `None` for operations of other rooms.
pub async fn prepare(app: &TestApp, operation: &str) -> Option<Call> {
    if let Some(call) = of_activities(app, operation).await {
        return Some(call);
    }
    if let Some(call) = of_relay(app, operation).await {
        return Some(call);
    }
    of_projects(app, operation).await
}

async fn of_activities(app: &TestApp, operation: &str) -> Option<Call> {
    // Nobody is at two places at once.
    app.forget_claims().await;
    app.forget_sign_ups().await;
    Some(match operation {
        "list_activities" | "list_own_activities" => Call::default(),
        "create_activity" => Call::default().with(app.new_activity().await),
        "get_activity" | "list_sign_ups" => on(&app.activity_with(json!({})).await),
        "change_activity" => versioned(&app.activity_with(json!({})).await, json!({ "content": app.new_activity().await["content"] })),
        "publish_activity" => {
            let draft = app.role(Role::CommunityClerk).await.post("/activities", app.new_activity().await).await.ok();
            versioned(&draft, json!({}))
        }
        "cancel_activity" => versioned(&app.activity_with(json!({})).await, json!({ "reason": "当天有大雨" })),
        "hold_activity" => {
            let activity = app.activity_soon().await;
            app.later(chrono::TimeDelta::minutes(2));
            versioned(&activity, json!({}))
        }
        "sign_up_for_activity" => {
            app.free_member().await;
            on(&app.activity_with(json!({})).await)
        }
        "cancel_sign_up" => {
            let (member, activity) = (app.free_member().await, app.activity_with(json!({})).await);
            let path = format!("/activities/{}/sign-ups", text(&activity["id"]));
            versioned(&member.post_bare(&path).await.ok()["my_sign_up"], json!({}))
        }
        "record_presence" => {
            let activity = app.held_activity().await;
            let place = app.sign_ups(&activity).await[0].clone();
            let mark = json!({ "sign_up_id": place["id"], "expected_version": place["version"], "is_present": true });
            on(&activity).with(json!({ "marks": [mark] }))
        }
        "close_activity" => {
            let activity = app.held_activity().await;
            let place = app.sign_ups(&activity).await[0].clone();
            let mark = json!({ "sign_up_id": place["id"], "expected_version": place["version"], "is_present": true });
            let path = format!("/activities/{}/attendance", text(&activity["id"]));
            app.role(Role::CommunityClerk).await.post(&path, json!({ "marks": [mark] })).await.ok();
            versioned(&activity, json!({ "people_served": 240, "summary": "清理楼道" }))
        }
        _ => return None,
    })
}

async fn of_relay(app: &TestApp, operation: &str) -> Option<Call> {
    if operation == "invite_units" {
        let other = app.liaison(&fresh_phone()).await.1;
        return Some(on(&app.activity_with(json!({})).await).with(json!({ "unit_ids": [other] })));
    }
    let body = match operation {
        "accept_invitation" => json!({ "people": 5, "contact_name": "何为民", "contact_phone": "13800001111" }),
        "decline_invitation" => json!({ "reason": "当天单位有任务" }),
        "withdraw_invitation" => json!({}),
        _ => return None,
    };
    let unit = unit(app).await;
    Some(versioned(&invitation_of(&app.invited(&unit).await, &unit), body))
}

async fn of_projects(app: &TestApp, operation: &str) -> Option<Call> {
    let (state, body) = match operation {
        "list_projects" | "list_own_projects" => return Some(Call::default()),
        "create_project" => return Some(Call::default().with(app.new_project().await)),
        "get_project" | "list_project_events" | "list_resident_words" => ("reported", None),
        "change_project" => ("open", Some(json!({ "content": app.new_project().await["content"] }))),
        "publish_project" => ("draft", Some(json!({}))),
        "cancel_project" => ("in_progress", Some(json!({ "reason": "由市政统一改造" }))),
        "apply_for_project" | "withdraw_application" | "choose_unit" => return Some(of_applications(app, operation).await),
        "plan_project" => ("in_progress", Some(json!({ "measures": [{ "what": "更换灯具", "who": "周建国", "due_on": "2026-12-10" }] }))),
        "add_project_progress" => ("planned", Some(json!({ "text": "灯具已到" }))),
        "report_project" => ("planned", Some(json!({ "text": "全部修复" }))),
        "give_project_up" => ("in_progress", Some(json!({ "reason": "电工调离" }))),
        "say_on_project" => ("reported", Some(json!({ "verdict": "resolved", "grade": 5 }))),
        "return_project" => ("reported", Some(json!({ "reason": "还有一盏不亮" }))),
        "close_project" => ("reported", Some(json!({ "text": "已核实", "few_words_reason": "居民电话确认" }))),
        "reopen_project" => ("given_up", Some(json!({}))),
        _ => return None,
    };
    let unit = unit(app).await;
    let project = app.project_in(state, &app.sign_in(KEEPER).await, &unit).await;
    Some(match body {
        None => on(&project),
        Some(body) if operation == "say_on_project" => on(&project).with(body),
        Some(body) => versioned(&project, body),
    })
}

async fn of_applications(app: &TestApp, operation: &str) -> Call {
    let unit = unit(app).await;
    let state = if operation == "apply_for_project" { "open" } else { "applied" };
    let project = app.project_in(state, &app.sign_in(KEEPER).await, &unit).await;
    if operation == "apply_for_project" {
        let ask = json!({ "unit_id": unit, "text": "我单位有电工", "responsible_name": "周建国", "responsible_phone": "13800001111" });
        return on(&project).with(ask);
    }
    versioned(&project["applications"][0], json!({}))
}

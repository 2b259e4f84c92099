//! Every step, in every state, asked for by everybody: who may, who gets 403, 404 or 409, and that a refusal changes nothing.

use super::*;
use crate::both;
use crate::platform::clock::Clock;
use crate::testing::{Reply, later, path_of, read_again, try_step};
use contract::orders::OrderState as S;
use insta::assert_snapshot;
use serde_json::json;

const STEPS: &[&str] = &[
    "submission",
    "acceptance",
    "rejection-proposal",
    "rejection",
    "contest",
    "review",
    "referral",
    "merge",
    "urging",
    "information-request",
    "information",
    "dispatches",
    "contact",
    "measures",
    "completion",
    "confirmation",
    "reopening",
    "withdrawal",
    "rating",
    "callbacks",
    "follow-up",
    "whistles",
    "reveals",
    "waiting",
    "resumption",
    "progress",
    "extension-request",
    "extension-decision",
    "parts",
];

/// What is read: the order itself, what happened, who saw the contact, who could do it.
const READS: &[&str] = &["", "timeline", "reveals", "candidates"];

async fn everybody(app: &TestApp) -> Vec<(&'static str, Actor<'_>)> {
    vec![
        ("requester", app.role(Role::Resident).await),
        ("neighbour", neighbour(app).await),
        ("clerk", app.role(Role::CommunityClerk).await),
        ("secretary", app.role(Role::CommunitySecretary).await),
        ("clerk2", app.other(Role::CommunityClerk).await),
        ("lead", app.role(Role::TeamLead).await),
        ("member", app.role(Role::Member).await),
        ("lead2", app.another_team().await.0),
        ("street", app.role(Role::Street).await),
        ("city", app.role(Role::CityOffice).await),
        ("sysadmin", app.role(Role::SysAdmin).await),
    ]
}

async fn ask(app: &TestApp, actor: &Actor<'_>, order: &Value, step: &str) -> Reply {
    let measure = json!({ "what": "带梯子上门", "who": "张建军", "due_at": "2026-12-01T08:00:00Z" });
    let body = match step {
        "acceptance" => json!({ "urgency": "normal" }),
        "rejection-proposal" => json!({ "reason": "outside_duty", "explanation": "请拨打 12345 反映" }),
        "review" => json!({ "decision": "uphold", "explanation": "确非社区职责" }),
        "referral" => json!({ "channel": "hotline", "receipt": "12345-1", "explanation": "已转 12345 热线" }),
        "merge" => json!({ "into": app.order(S::Submitted).await["id"] }),
        "information-request" => json!({ "questions": ["请说得详细一些"] }),
        "information" => json!({ "answers": ["请说得详细一些"] }),
        "waiting" => json!({ "for": "weather", "until": later(&json!(app.clock.now()), 24), "note": "等雨停" }),
        "extension-request" => {
            let due = Some(order["deadline"].clone()).filter(Value::is_string).unwrap_or_else(|| json!(app.clock.now()));
            json!({ "until": later(&due, 24), "reason": "灯座要从外地订货" })
        }
        "extension-decision" => json!({ "decision": "grant" }),
        "parts" => json!({ "parts": [{ "text": "更换灯座" }, { "text": "检查线路" }] }),
        "contest" | "reopening" | "progress" => json!({ "text": "请说得详细一些" }),
        "dispatches" => {
            let lead = app.role(Role::TeamLead).await.id.unwrap();
            json!({ "team_ids": [app.team().await], "responsible_person_id": lead, "measures": [measure] })
        }
        "contact" => json!({ "method": "phone" }),
        "measures" => json!({ "measure": measure }),
        "completion" => json!({ "outcome": "resolved", "minutes": 20 }),
        "callbacks" => json!({ "reached": true, "solved": true, "note": "说已经解决" }),
        "follow-up" => return actor.post(&path_of(order, step), json!({ "text": "用了几天，还好" })).await,
        "whistles" => {
            json!({ "cause": "strong_demand", "text": "路灯不亮，居民反映强烈，请现场处理", "unit_ids": [app.departments().await[0]] })
        }
        "rating" => return actor.post(&path_of(order, step), json!({ "grade": 5 })).await,
        "reveals" => return actor.post(&path_of(order, step), json!({ "reason": "电话回访" })).await,
        _ => json!({}),
    };
    try_step(actor, order, step, body).await
}

fn cell(reply: &Reply) -> String {
    if reply.status < 300 {
        return reply.status.to_string();
    }
    match reply.problem().as_str() {
        "403 forbidden" => "403".into(),
        "404 not_found" => "404".into(),
        "409 step_refused" => "409".into(),
        other => other.to_owned(),
    }
}

fn row(step: &str, cells: &[String]) -> String {
    let cells: String = cells.iter().map(|c| format!("{c:<10}")).collect();
    format!("{step:<20}{}", cells.trim_end())
}

/// The table of one state. After a step that was taken, the next caller gets a new order in that state.
async fn table(app: &TestApp, state: S) -> String {
    let mut order = order_in(app, state).await;
    let mut people = everybody(app).await;
    let names: Vec<String> = people.iter().map(|(name, _)| (*name).to_owned()).collect();
    let mut rows = vec![row(state.as_str(), &names)];
    for read in READS {
        let mut cells = Vec::new();
        for (_, actor) in &people {
            cells.push(cell(&actor.get(path_of(&order, read).trim_end_matches('/')).await));
        }
        rows.push(row(&format!("GET {read}"), &cells));
    }
    for step in STEPS {
        let mut cells = Vec::new();
        for index in 0..people.len() {
            let reply = ask(app, &people[index].1, &order, step).await;
            cells.push(cell(&reply));
            let same = read_again(&people[0].1, &order).await["version"] == order["version"];
            assert_eq!(same, reply.status >= 300 || *step == "reveals", "{state} {step} {}: {}", people[index].0, reply.text);
            if !same {
                order = order_in(app, state).await;
                people = everybody(app).await;
            }
        }
        rows.push(row(step, &cells));
    }
    assert_consistent(app).await;
    rows.join("\n")
}

async fn tables(app: &TestApp, states: &[S]) -> String {
    let mut all = Vec::new();
    make_room(app).await;
    for state in states {
        all.push(table(app, *state).await);
    }
    all.join("\n\n")
}

both! {
    async fn who_may_what_before_the_desk_has_answered(app) {
        assert_snapshot!("who_may_1", tables(&app, &[S::Draft, S::Submitted, S::NeedsInfo]).await);
    }

    async fn who_may_what_until_the_work_begins(app) {
        assert_snapshot!("who_may_2", tables(&app, &[S::Accepted, S::Dispatched, S::Taken]).await);
    }

    async fn who_may_what_while_and_after_the_work(app) {
        assert_snapshot!("who_may_3", tables(&app, &[S::InProgress, S::Waiting, S::Done, S::Reopened, S::Whistled]).await);
    }

    async fn who_may_what_when_it_is_over(app) {
        assert_snapshot!("who_may_4", tables(&app, &[S::Confirmed, S::Rejected, S::Withdrawn]).await);
    }

    async fn who_may_what_when_it_went_elsewhere(app) {
        assert_snapshot!("who_may_6", tables(&app, &[S::Merged, S::Referred]).await);
    }

    async fn who_may_what_when_time_has_closed_it(app) {
        assert_snapshot!("who_may_5", tables(&app, &[S::Closed, S::ClosedUnreached]).await);
    }

    async fn an_order_of_another_community_is_like_one_that_does_not_exist(app) {
        let order = app.order(S::Submitted).await;
        let mut nothing = order.clone();
        nothing["id"] = json!("01930f2e-6f00-7000-8000-000000000001");
        let other = app.other(Role::CommunityClerk).await;
        for step in STEPS {
            let (real, invented) = (ask(&app, &other, &order, step).await, ask(&app, &other, &nothing, step).await);
            assert_eq!(real.problem(), invented.problem(), "{step}");
            assert_eq!(real.json["detail"], invented.json["detail"], "{step}");
        }
        for step in STEPS {
            let mut odd = order.clone();
            odd["id"] = json!("no-id");
            let status = ask(&app, &other, &odd, step).await.status;
            assert!(status == 404 || status == 403 && *step == "rejection", "{step} {status}");
            assert_eq!(ask(&app, &app.nobody(), &order, step).await.problem(), "401 sign_in_required", "{step}");
        }
        assert_eq!(actions(&app, &order).await, "submit");
    }
}

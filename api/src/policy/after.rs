//! How to call what follows when an order is done: calls, second words, rectification, appeals, whistles.

use super::calls::Call;
use crate::testing::{Actor, TestApp, path_of, read_again, step_of};
use contract::accounts::Role;
use contract::orders::OrderState as S;
use serde_json::{Value, json};

/// A fresh target; `None` for operations of other rooms.
pub async fn prepare(app: &TestApp, operation: &str) -> Option<Call> {
    if let Some(call) = of_whistles(app, operation).await {
        return Some(call);
    }
    Some(match operation {
        "list_callbacks" | "list_rectifications" | "list_unsealings" | "list_appeals" | "get_coverage" => Call::default(),
        "record_callback" => {
            let order = app.order(S::Done).await;
            let body = json!({ "expected_version": order["version"], "reached": true, "solved": true, "note": "说已经解决" });
            Call::on(text(&order["id"])).with(body)
        }
        "follow_up_rating" | "follow_up_by_link" => {
            let (order, _) = rated(app, 5).await;
            let target = if operation == "follow_up_rating" { text(&order["id"]) } else { link(app, &order) };
            Call::on(target).with(json!({ "text": "用了几天，还好" }))
        }
        "unseal_rater" => Call::on(rated(app, 1).await.1).with(json!({ "reason": "回访核实" })),
        "appeal_rating" => {
            let found = rectification(app, "called_back").await;
            Call::on(text(&found["rating_id"])).with(json!({ "reason": "与事实不符，有照片" }))
        }
        "decide_appeal" => {
            let found = rectification(app, "called_back").await;
            let path = format!("/ratings/{}/appeals", text(&found["rating_id"]));
            let appeal = app.role(Role::TeamLead).await.post(&path, json!({ "reason": "与事实不符，有照片" })).await.ok();
            Call::on(text(&appeal["id"])).with(json!({
                "expected_version": 1, "is_upheld": false, "reason": "评价属实，予以维持", "representative": "李大妈", "consent": "当面同意",
            }))
        }
        _ => return of_rectifications(app, operation).await,
    })
}

async fn of_rectifications(app: &TestApp, operation: &str) -> Option<Call> {
    let (state, body) = match operation {
        "get_rectification" => ("called_back", None),
        "call_rater" => ("opened", Some(json!({ "reached": true, "findings": "灯还是不亮" }))),
        "plan_rectification" => ("called_back", Some(json!({ "way": "fix_now", "plan": "今天重新更换" }))),
        "decide_ledger" => ("ledger_proposed", Some(json!({ "is_approved": true }))),
        "give_feedback" => ("fix_now", Some(json!({ "feedback": "已重新更换灯座" }))),
        "rate_again" => ("feedback_given", Some(json!({ "grade": 4 }))),
        "rate_again_by_link" => {
            let found = rectification(app, "feedback_given").await;
            return Some(Call::on(link(app, &json!({ "id": found["order_id"] }))).with(json!({ "grade": 4 })));
        }
        "close_rectification" => ("re_rated", Some(json!({ "note": "已约谈，继续跟进" }))),
        _ => return None,
    };
    let found = rectification(app, state).await;
    let call = Call::on(text(&found["id"]));
    let Some(mut body) = body else { return Some(call) };
    if operation != "rate_again" {
        body["expected_version"] = found["version"].clone();
    }
    Some(call.with(body))
}

async fn of_whistles(app: &TestApp, operation: &str) -> Option<Call> {
    let (until, body) = match operation {
        "list_whistles" => return Some(Call::default()),
        "blow_whistle" => {
            let order = app.order(S::Accepted).await;
            let units = app.departments().await;
            let body =
                json!({ "cause": "emergency", "text": "水管爆裂，需要立即抢修", "unit_ids": units, "expected_version": order["version"] });
            return Some(Call::on(text(&order["id"])).with(body));
        }
        "get_whistle" => (0, None),
        "acknowledge_whistle" => (0, Some(json!({}))),
        "arrive_on_site" | "plan_response" => (1, Some(json!({ "text": "已派人到场" }))),
        "show_whistle_contact" => (1, Some(json!({ "reason": "上门前联系" }))),
        "report_result" => (2, Some(json!({ "is_solved": true, "text": "路灯已修复" }))),
        "grade_responder" => (3, Some(json!({ "grade": 5 }))),
        "view_whistle" => (3, Some(json!({ "is_clear": true, "is_justified": true }))),
        _ => return None,
    };
    let (whistle, part) = whistle(app, until).await;
    let Some(mut body) = body else { return Some(Call::on(text(&whistle["id"]))) };
    if operation != "show_whistle_contact" {
        body["expected_version"] = part["version"].clone();
    }
    Some(Call::on(text(&part["id"])).with(body))
}

/// A whistle of which the first department has taken so many steps, and its part.
async fn whistle(app: &TestApp, steps: usize) -> (Value, Value) {
    let (clerk, units) = (app.role(Role::CommunityClerk).await, app.departments().await);
    let (_, mut whistle) = app.whistled(&clerk, &app.order(S::Accepted).await).await;
    let answers = app.answers_for("13911116666", &units[0]).await;
    let mine =
        |whistle: &Value| whistle["responders"].as_array().unwrap().iter().find(|r| r["unit_id"] == units[0].as_str()).unwrap().clone();
    let all = [
        ("acknowledgement", json!({})),
        ("arrival", json!({ "text": "已到现场" })),
        ("result", json!({ "is_solved": true, "text": "路灯已修复" })),
    ];
    for (step, mut body) in all.into_iter().take(steps) {
        body["expected_version"] = mine(&whistle)["version"].clone();
        whistle = answers.post(&format!("/whistle-responders/{}/{step}", text(&mine(&whistle)["id"])), body).await.ok();
    }
    let part = mine(&whistle);
    (whistle, part)
}

/// An order that was rated, and its rating's id.
async fn rated(app: &TestApp, grade: i16) -> (Value, String) {
    let (resident, order) = (app.role(Role::Resident).await, app.order(S::Done).await);
    let order = step_of(&resident, &order, "confirmation", json!({})).await;
    let rating = resident.post(&path_of(&order, "rating"), json!({ "grade": grade })).await.ok();
    (read_again(&resident, &order).await, text(&rating["id"]))
}

/// A rectification in a state, as the street sees it.
pub async fn rectification(app: &TestApp, state: &str) -> Value {
    let (street, clerk, resident) = (app.role(Role::Street).await, app.role(Role::CommunityClerk).await, app.role(Role::Resident).await);
    let (order, _) = rated(app, 1).await;
    let found = street.get(&format!("/rectifications?order={}", text(&order["id"]))).await.ok();
    let id = text(&found["items"][0]["id"]);
    let way = if state == "ledger_proposed" { "ledger" } else { "fix_now" };
    let steps: [(&Actor<'_>, &str, Value); 4] = [
        (&street, "call", json!({ "reached": true, "findings": "灯还是不亮" })),
        (&clerk, "plan", json!({ "way": way, "plan": "今天重新更换灯座" })),
        (&clerk, "feedback", json!({ "feedback": "已重新更换灯座" })),
        (&resident, "re-rating", json!({ "grade": 2 })),
    ];
    for (actor, step, mut body) in steps {
        let now = street.get(&format!("/rectifications/{id}")).await.ok();
        if now["state"] == state {
            return now;
        }
        if step != "re-rating" {
            body["expected_version"] = now["version"].clone();
        }
        actor.post(&format!("/rectifications/{id}/{step}"), body).await.ok();
    }
    street.get(&format!("/rectifications/{id}")).await.ok()
}

fn text(value: &Value) -> String {
    value.as_str().unwrap().to_owned()
}

fn link(app: &TestApp, order: &Value) -> String {
    let end = app.app.clock.now() + chrono::TimeDelta::days(30);
    app.app.tokens.rating_link(text(&order["id"]).parse().unwrap(), 1, end)
}

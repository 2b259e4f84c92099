//! When it is not solved, and when others have to solve it.

use super::{opens_step, sends_step, signs_in_at, text};
use crate::journey::resident::signs_in;
use crate::made::{done_order, new_order};
use anyhow::{Result, ensure};
use serde_json::json;
use tests::api::Caller;
use tests::browser::{Browsers, Shape};
use tests::people::{CLERK, DEPARTMENT, RESIDENT, STREET, TEAM_LEAD};
use tests::server::Server;

/// Through the second round by the API.
async fn goes_round_again(server: &Server, order: &str) -> Result<()> {
    let (clerk, lead) = (Caller::sign_in(&server.base, CLERK).await?, Caller::sign_in(&server.base, TEAM_LEAD).await?);
    let (me, now) = (lead.get("/me").await?, clerk.get(&format!("/orders/{order}")).await?);
    let measure = json!({ "what": "换一只灯座", "who": text(&me, "/name")?, "due_at": text(&now, "/deadline")? });
    let ask = json!({ "team_ids": [text(&me, "/teams/0/id")?], "responsible_person_id": text(&me, "/id")?, "measures": [measure] });
    let offered = clerk.step(order, "dispatches", ask).await?;
    let offers = offered.pointer("/dispatches").and_then(serde_json::Value::as_array).cloned().unwrap_or_default();
    let offer = offers.into_iter().find(|d| d.pointer("/state") == Some(&json!("offered"))).unwrap_or_default();
    let ask = json!({ "expected_version": offer.pointer("/version") });
    lead.post(&format!("/dispatches/{}/acceptance", text(&offer, "/id")?), None, &ask).await?.ok()?;
    lead.step(order, "contact", json!({ "method": "visit" })).await?;
    lead.step(order, "completion", json!({ "outcome": "resolved", "note": "灯座也换了", "minutes": 40 })).await?;
    Ok(())
}

#[tokio::test]
async fn what_is_not_solved_goes_round_again_is_called_back_and_put_right() -> Result<()> {
    let Some(browsers) = Browsers::start().await? else { return Ok(()) };
    let server = Server::start().await?;
    let order = done_order(&server).await?;

    let resident = browsers.open(&server.base, Shape::Phone).await?;
    signs_in(&resident, RESIDENT, &format!("/orders/{order}")).await?;
    resident.choose("mine.confirm_no").await?;
    resident.fill("reopen-text", "晚上又不亮了").await?;
    resident.picture("resident-reopen").await?;
    resident.choose("mine.reopen_send").await?;
    resident.read("mine.reopen_sent").await?;
    resident.no_complaints().await?;
    resident.close().await?;

    goes_round_again(&server, &order).await?;

    let street = browsers.open(&server.base, Shape::Desk).await?;
    signs_in_at(&street, STREET, "/console/callbacks?show=early").await?;
    street.see("卧室的灯泡坏了").await?;
    street.picture("console-callbacks").await?;
    street.go(&format!("/console/orders/{order}")).await?;
    opens_step(&street, "steps.call").await?;
    street.press("接通了").await?;
    street.press("解决了").await?;
    street.press("1 · ").await?;
    street.fill("f-call-note", "说来了三次才修好，很不满意").await?;
    street.picture("console-call").await?;
    sends_step(&street, "steps.call_done").await?;

    // The bad grade has opened a rectification in the same moment.
    let api = Caller::sign_in(&server.base, STREET).await?;
    let found = api.get(&format!("/rectifications?order={order}")).await?;
    let rectification = text(&found, "/items/0/id")?;
    ensure!(text(&found, "/items/0/state")? == "opened", "{found}");
    street.go("/console/rectifications").await?;
    street.read("queues.rect_opened").await?;
    street.picture("console-rectifications").await?;
    street.go(&format!("/console/rectifications/{rectification}")).await?;
    opens_step(&street, "queues.step_call").await?;
    street.press("接通了").await?;
    street.fill("f-call-findings", "第一次没有带灯座，来了三次").await?;
    street.picture("console-rectification-call").await?;
    sends_step(&street, "queues.step_call_done").await?;
    street.no_complaints().await?;
    street.close().await?;

    let clerk = browsers.open(&server.base, Shape::Desk).await?;
    signs_in_at(&clerk, CLERK, &format!("/console/rectifications/{rectification}")).await?;
    clerk.see("第一次没有带灯座，来了三次").await?;
    opens_step(&clerk, "queues.step_plan").await?;
    clerk.choose("queues.way_fix_now").await?;
    clerk.fill("f-plan-plan", "出发前按清单备料，一次办好").await?;
    sends_step(&clerk, "queues.step_plan_done").await?;
    opens_step(&clerk, "queues.step_feedback").await?;
    clerk.fill("f-feedback-feedback", "队伍已经道歉，以后按清单备料").await?;
    clerk.picture("console-rectification-feedback").await?;
    sends_step(&clerk, "queues.step_feedback_done").await?;
    clerk.no_complaints().await?;
    clerk.close().await?;

    let again = browsers.open(&server.base, Shape::Phone).await?;
    signs_in(&again, RESIDENT, &format!("/orders/{order}")).await?;
    again.see("队伍已经道歉，以后按清单备料").await?;
    again.picture("resident-rectified").await?;
    again.no_complaints().await?;
    again.close().await
}

#[tokio::test]
async fn a_department_answers_a_whistle() -> Result<()> {
    let Some(browsers) = Browsers::start().await? else { return Ok(()) };
    let server = Server::start().await?;
    let order = new_order(&server, "小区门口的路灯不亮").await?;
    Caller::sign_in(&server.base, CLERK).await?.step(&order, "acceptance", json!({ "urgency": "normal" })).await?;

    let clerk = browsers.open(&server.base, Shape::Desk).await?;
    signs_in_at(&clerk, CLERK, &format!("/console/orders/{order}")).await?;
    opens_step(&clerk, "steps.whistle").await?;
    clerk.choose("steps.cause_strong_demand").await?;
    clerk.fill("f-whistle-text", "小区门口的路灯不亮，请现场检修").await?;
    clerk.fill("f-whistle-unit_ids-find", "潜江市交通运输局").await?;
    clerk.press("潜江市交通运输局").await?;
    clerk.picture("console-whistle").await?;
    sends_step(&clerk, "steps.whistle_done").await?;
    clerk.read("console.state_whistled").await?;
    clerk.no_complaints().await?;
    clerk.close().await?;

    let api = Caller::sign_in(&server.base, DEPARTMENT).await?;
    let all = api.get("/whistles?limit=200").await?;
    let ours =
        all.pointer("/items").and_then(serde_json::Value::as_array).into_iter().flatten().find(|w| w.to_string().contains(&order)).cloned();
    let ours = ours.unwrap_or_default();
    let whistle = text(&ours, "/id")?;
    let department = browsers.open(&server.base, Shape::Desk).await?;
    signs_in_at(&department, DEPARTMENT, &format!("/console/whistles/{whistle}")).await?;
    department.see("小区门口的路灯不亮，请现场检修").await?;
    opens_step(&department, "queues.step_acknowledge").await?;
    sends_step(&department, "queues.step_acknowledge_done").await?;
    let part = text(&ours, "/responders/0/id")?;
    opens_step(&department, "queues.step_respond_plan").await?;
    department.fill(&format!("f-plan-{part}-text"), "今天下午派两人检修").await?;
    sends_step(&department, "queues.step_recorded").await?;
    opens_step(&department, "queues.step_result").await?;
    department.press("已解决").await?;
    department.fill(&format!("f-result-{part}-text"), "更换了两只灯头，已经亮了").await?;
    department.picture("console-whistle-result").await?;
    sends_step(&department, "queues.step_result_done").await?;
    department.no_complaints().await?;
    department.close().await?;

    let resident = browsers.open(&server.base, Shape::Phone).await?;
    signs_in(&resident, RESIDENT, &format!("/orders/{order}")).await?;
    resident.read("mine.confirm_title").await?;
    resident.picture("resident-whistled").await?;
    resident.choose("mine.confirm_yes").await?;
    resident.read("mine.confirm_done").await?;
    resident.no_complaints().await?;
    resident.close().await
}

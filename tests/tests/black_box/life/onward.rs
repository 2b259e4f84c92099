//! Until it is done: another team, more time, parts.

use super::{opens_step, puts_day, sends_step, signs_in_at, text};
use crate::journey::resident::signs_in;
use crate::made::{new_order, offered_order, taken_order};
use anyhow::{Context, Result, ensure};
use serde_json::json;
use tests::api::Caller;
use tests::browser::{Browsers, Shape};
use tests::people::{CLERK, RESIDENT, SECRETARY, TEAM_LEAD};
use tests::server::Server;

#[tokio::test]
async fn a_declined_order_is_offered_to_another_team() -> Result<()> {
    let Some(browsers) = Browsers::start().await? else { return Ok(()) };
    let server = Server::start().await?;
    let order = offered_order(&server, "阳台的灯泡坏了").await?;

    let lead = browsers.open(&server.base, Shape::Phone).await?;
    signs_in(&lead, TEAM_LEAD, "/tasks").await?;
    lead.go(&format!("/tasks/{order}")).await?;
    lead.choose("tasks.decline").await?;
    lead.press("人手不够").await?;
    lead.fill("decline-explanation", "这周三位队员都在外地").await?;
    lead.picture("team-decline").await?;
    lead.choose("tasks.decline_send").await?;
    lead.read("tasks.declined").await?;
    // A team does not see what it has declined: the browser itself reports the 404 when the page looks again.
    let complaints = lead.complaints().await?;
    ensure!(complaints.iter().all(|c| c.contains("404")), "{complaints:#?}");
    lead.close().await?;

    let clerk = browsers.open(&server.base, Shape::Desk).await?;
    signs_in_at(&clerk, CLERK, &format!("/console/orders/{order}")).await?;
    clerk.see("这周三位队员都在外地").await?;
    clerk.picture("console-declined").await?;
    clerk.choose("desk.dispatch").await?;
    clerk.read("dispatch.teams").await?;
    clerk.press("紫月红色服务小分队").await?;
    clerk.picture("console-dispatch-again").await?;
    clerk.choose("dispatch.send").await?;
    clerk.read("dispatch.sent").await?;
    clerk.no_complaints().await?;
    clerk.close().await?;
    let now = Caller::sign_in(&server.base, CLERK).await?.get(&format!("/orders/{order}")).await?;
    let states: Vec<&str> = ["/dispatches/0/state", "/dispatches/1/state"].into_iter().filter_map(|at| text(&now, at).ok()).collect();
    ensure!(states == ["declined", "offered"], "{states:?}");
    Ok(())
}

#[tokio::test]
async fn more_time_is_asked_for_and_granted() -> Result<()> {
    let Some(browsers) = Browsers::start().await? else { return Ok(()) };
    let server = Server::start().await?;
    let order = taken_order(&server, "书房的灯泡坏了").await?;
    let api = Caller::sign_in(&server.base, TEAM_LEAD).await?;
    let now = api.step(&order, "contact", json!({ "method": "phone" })).await?;
    let before: chrono::DateTime<chrono::Utc> = text(&now, "/deadline")?.parse()?;

    let lead = browsers.open(&server.base, Shape::Phone).await?;
    signs_in(&lead, TEAM_LEAD, "/tasks").await?;
    lead.go(&format!("/tasks/{order}")).await?;
    lead.choose("tasks.extend").await?;
    let later = before.date_naive() + chrono::Days::new(1);
    puts_day(&lead, "extend-until", &later.to_string()).await?;
    lead.fill("extend-reason", "灯座要从外地订货，三天后到").await?;
    lead.picture("team-extension").await?;
    lead.choose("tasks.extend_send").await?;
    lead.read("tasks.extend_sent").await?;
    lead.no_complaints().await?;
    lead.close().await?;

    let secretary = browsers.open(&server.base, Shape::Desk).await?;
    signs_in_at(&secretary, SECRETARY, &format!("/console/orders/{order}")).await?;
    opens_step(&secretary, "steps.extension").await?;
    secretary.see("灯座要从外地订货，三天后到").await?;
    secretary.press("同意").await?;
    secretary.picture("console-extension").await?;
    sends_step(&secretary, "steps.extension_done").await?;
    secretary.no_complaints().await?;
    secretary.close().await?;

    let after: chrono::DateTime<chrono::Utc> = text(&api.get(&format!("/orders/{order}")).await?, "/deadline")?.parse()?;
    ensure!(after > before, "{after} is not after {before}");
    let resident = browsers.open(&server.base, Shape::Phone).await?;
    signs_in(&resident, RESIDENT, &format!("/orders/{order}")).await?;
    resident.see("灯座要从外地订货，三天后到").await?;
    resident.picture("resident-extended").await?;
    resident.close().await
}

#[tokio::test]
async fn an_order_is_divided_and_not_done_before_its_parts() -> Result<()> {
    let Some(browsers) = Browsers::start().await? else { return Ok(()) };
    let server = Server::start().await?;
    let order = new_order(&server, "整层楼道的灯都坏了").await?;
    let clerk = Caller::sign_in(&server.base, CLERK).await?;
    clerk.step(&order, "acceptance", json!({ "urgency": "normal" })).await?;

    let page = browsers.open(&server.base, Shape::Desk).await?;
    signs_in_at(&page, CLERK, &format!("/console/orders/{order}")).await?;
    opens_step(&page, "steps.split").await?;
    page.fill("f-split-parts", "更换三层的灯座\n检查四层的线路").await?;
    page.picture("console-split").await?;
    sends_step(&page, "steps.split_done").await?;
    page.see("更换三层的灯座").await?;
    page.see("检查四层的线路").await?;
    page.picture("console-parts").await?;
    page.no_complaints().await?;
    page.close().await?;

    // The requester, who no longer needs it, ends each part first.
    let resident = Caller::sign_in(&server.base, RESIDENT).await?;
    let whole = resident.get(&format!("/orders/{order}")).await?;
    let blocked = whole.pointer("/allowed_actions").context("actions")?.to_string();
    ensure!(blocked.contains(r#"{"action":"withdraw","blocked":"open_parts"}"#), "{blocked}");
    for at in ["/parts/0/id", "/parts/1/id"] {
        resident.step(text(&whole, at)?, "withdrawal", json!({})).await?;
    }
    let mine = browsers.open(&server.base, Shape::Phone).await?;
    signs_in(&mine, RESIDENT, &format!("/orders/{order}")).await?;
    mine.see("更换三层的灯座").await?;
    mine.picture("resident-parts").await?;
    mine.close().await?;
    ensure!(text(&resident.step(&order, "withdrawal", json!({})).await?, "/state")? == "withdrawn");
    Ok(())
}

#[tokio::test]
async fn two_orders_about_one_matter_go_on_as_one() -> Result<()> {
    let Some(browsers) = Browsers::start().await? else { return Ok(()) };
    let server = Server::start().await?;
    let (first, second) = (new_order(&server, "三楼楼道的灯不亮").await?, new_order(&server, "楼道三层灯坏了").await?);
    let api = Caller::sign_in(&server.base, CLERK).await?;
    let number = text(&api.get(&format!("/orders/{first}")).await?, "/number")?.to_owned();

    let clerk = browsers.open(&server.base, Shape::Desk).await?;
    signs_in_at(&clerk, CLERK, &format!("/console/orders/{second}")).await?;
    opens_step(&clerk, "intake.merge").await?;
    clerk.press(&number).await?;
    clerk.picture("console-merge").await?;
    sends_step(&clerk, "intake.merge_done").await?;
    clerk.read("console.state_merged").await?;
    clerk.picture("console-merged").await?;
    clerk.no_complaints().await?;
    clerk.close().await?;

    let resident = browsers.open(&server.base, Shape::Phone).await?;
    signs_in(&resident, RESIDENT, &format!("/orders/{second}")).await?;
    resident.read("mine.state_merged").await?;
    resident.picture("resident-merged").await?;
    resident.no_complaints().await?;
    resident.close().await?;
    let merged = api.get(&format!("/orders/{second}")).await?;
    ensure!(text(&merged, "/merged_into")? == first, "{merged}");
    Ok(())
}

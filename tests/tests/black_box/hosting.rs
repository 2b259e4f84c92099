//! A desk writes a post, plans a shift and publishes it; its host says on a phone who is there; a resident confirms by the member's code.
//! And the organisation: a city's office renames a branch and registers who holds office.

#![expect(clippy::indexing_slicing, reason = "a test may panic")]

use crate::access::console::sits_down;
use crate::journey::resident::signs_in;
use crate::member::{TITLE, shift_in};
use anyhow::{Context, Result, ensure};
use chrono::{TimeDelta, Utc};
use serde_json::{Value, json};
use tests::api::Caller;
use tests::browser::{Browsers, Shape};
use tests::page::Page;
use tests::people::{CITY_OFFICE, MEMBER, RESIDENT, SECRETARY, TEAM_LEAD};
use tests::server::Server;
use tests::wait;

/// Puts a day and an hour, by the clock in China, into a field that browsers draw in their own ways.
pub async fn sets(page: &Page, id: &str, value: &str) -> Result<()> {
    page.element(&format!("[id='{id}']")).await?;
    let script =
        "const e = document.getElementById(arguments[0]); e.value = arguments[1]; e.dispatchEvent(new Event('input', { bubbles: true }));";
    page.driver.execute(script, vec![json!(id), json!(value)]).await?;
    Ok(())
}

/// So many hours from now on, as a field has it.
pub fn in_hours(hours: i64) -> String {
    (Utc::now() + TimeDelta::hours(hours + 8)).format("%Y-%m-%dT%H:00").to_string()
}

#[tokio::test]
async fn a_post_is_written_planned_and_published() -> Result<()> {
    let Some(browsers) = Browsers::start().await? else { return Ok(()) };
    let server = Server::start().await?;
    let page = browsers.open(&server.base, Shape::Desk).await?;
    sits_down(&page, SECRETARY).await?;
    page.go("/console/service/posts").await?;
    page.choose("hosting.new").await?;
    page.element("form.panel").await?;
    page.press_on("form.panel button[type=submit]").await?;
    page.element(".question-wrong").await?;
    page.picture("posts-new-wrong").await?;
    page.run("const s = document.getElementById('f-new-category'); s.value = '\"neighbour_watch\"'; s.dispatchEvent(new Event('change', { bubbles: true }));")
        .await?;
    page.fill("f-new-content-title", "陪独居老人聊天 𬭎").await?;
    page.fill("f-new-content-description", "每次两小时，陪老人说说话。").await?;
    page.fill("f-new-content-max_people", "4").await?;
    page.press_on("form.panel button[type=submit]").await?;
    page.read("hosting.new_done").await?;
    // It is among the drafts, and says what is missing.
    page.arrive("/console/service/posts").await?;
    page.see("陪独居老人聊天 𬭎").await?;
    page.read("hosting.missing_risk").await?;
    page.picture("posts-drafts").await?;
    page.press("陪独居老人聊天").await?;
    page.read("hosting.missing_host").await?;
    page.choose("hosting.change").await?;
    page.fill("f-change-content-risk_note", "上下楼梯小心").await?;
    page.press_on("#f-change-content-host_ids").await?;
    page.press_on("form.panel button[type=submit]").await?;
    page.read("hosting.change_done").await?;
    page.choose("hosting.shift").await?;
    sets(&page, "f-shift-starts_at", &in_hours(30)).await?;
    sets(&page, "f-shift-ends_at", &in_hours(32)).await?;
    page.fill("f-shift-place", "社区服务大厅").await?;
    page.press_on("form.panel button[type=submit]").await?;
    page.read("hosting.shift_done").await?;
    page.choose("hosting.series").await?;
    page.press_on("#f-series-days-5").await?;
    sets(&page, "f-series-starts_at", &in_hours(54)).await?;
    page.fill("f-series-count", "3").await?;
    page.fill("f-series-place", "社区服务大厅").await?;
    page.press_on("form.panel button[type=submit]").await?;
    page.read("hosting.series_done").await?;
    page.choose("hosting.publish").await?;
    page.press_on("form.panel button[type=submit]").await?;
    page.read("hosting.publish_done").await?;
    page.read("hosting.pause").await?;
    page.picture("posts-post").await?;
    page.no_complaints().await?;

    // What was written is what members find.
    let member = Caller::sign_in(&server.base, MEMBER).await?;
    let id = page.path().await?.rsplit('/').next().map(str::to_owned).context("the id of the post")?;
    let shifts = member.get(&format!("/shifts?post={id}")).await?;
    ensure!(shifts["items"].as_array().is_some_and(|all| all.len() > 1 && all[0]["capacity"] == 4), "{shifts}");
    page.close().await
}

#[tokio::test]
async fn a_host_says_who_is_there_and_a_resident_confirms() -> Result<()> {
    let Some(browsers) = Browsers::start().await? else { return Ok(()) };
    let server = Server::start().await?;
    let shift = shift_in(&server, 5, 3).await?;
    let id = shift["id"].as_str().context("a shift")?.to_owned();
    let member = Caller::sign_in(&server.base, MEMBER).await?;
    let claim = member.post(&format!("/shifts/{id}/claims"), None, &json!({})).await?.ok()?;
    let claim_id = claim["id"].as_str().context("a claim")?.to_owned();

    // The member shows a code; a resident opens what is in it.
    let page = browsers.open(&server.base, Shape::Phone).await?;
    signs_in(&page, MEMBER, &format!("/claims/{claim_id}")).await?;
    page.choose("member.witness").await?;
    page.choose("member.witness_show").await?;
    page.element("svg.qr path").await?;
    page.picture_here("member-witness").await?;
    let link: String = page.ask("return document.querySelector('.witness a').getAttribute('href')", &[]).await?;
    let code = link.split_once("/confirm").map(|(_, rest)| format!("/confirm{rest}")).context("a link to confirm")?;
    let other = browsers.open(&server.base, Shape::Phone).await?;
    signs_in(&other, RESIDENT, "/me").await?;
    other.go(&code).await?;
    other.read("member.confirm_lead").await?;
    other.picture("confirm").await?;
    other.choose("member.confirm_send").await?;
    other.element(".notice-good").await?;
    other.picture("confirm-done").await?;
    other.go(&format!("{code}x")).await?;
    other.choose("member.confirm_send").await?;
    other.read("member.confirm_old").await?;
    other.close().await?;

    // The host finds the board behind the claims and says the rest in one tap each.
    signs_in(&page, TEAM_LEAD, "/claims").await?;
    page.choose("member.to_boards").await?;
    page.arrive("/console/service/shifts").await?;
    page.see(TITLE).await?;
    page.picture("host-shifts").await?;
    page.go(&format!("/console/service/shifts/{id}")).await?;
    page.choose("hosting.code_show").await?;
    page.element(".station-code").await?;
    page.picture("host-board").await?;
    for (mark, state) in [("hosting.mark_sign_out", "completed"), ("hosting.mark_verify", "verified")] {
        page.choose(mark).await?;
        wait::until(state, || async {
            let now = member.get(&format!("/claims/{claim_id}")).await?;
            Ok((now["state"] == state).then_some(()))
        })
        .await?;
    }
    page.read("member.state_verified").await?;
    page.go(&format!("/console/service/shifts/{id}/print")).await?;
    page.element(".sheet tbody tr").await?;
    page.picture("host-print").await?;
    page.no_complaints().await?;
    page.close().await
}

#[tokio::test]
async fn the_organisation_is_edited_with_its_history() -> Result<()> {
    let Some(browsers) = Browsers::start().await? else { return Ok(()) };
    let server = Server::start().await?;
    let office = Caller::sign_in(&server.base, CITY_OFFICE).await?;
    let found: Value = office.get("/org-units?level=branch&limit=1").await?;
    let branch = found["items"][0]["id"].as_str().context("a branch")?.to_owned();
    let page = browsers.open(&server.base, Shape::Desk).await?;
    sits_down(&page, CITY_OFFICE).await?;
    page.go("/console/org").await?;
    page.element(".tree-row").await?;
    page.picture("org-city").await?;
    page.go(&format!("/console/org/{branch}")).await?;
    page.choose("org.change").await?;
    page.fill("f-change-name", "向阳小区第一党支部").await?;
    page.fill("f-change-reason", "潜组发〔2026〕7号").await?;
    page.press_on("form.panel button[type=submit]").await?;
    page.read("org.change_done").await?;
    page.see("向阳小区第一党支部").await?;
    page.see("潜组发〔2026〕7号").await?;
    page.choose("org.appoint").await?;
    page.press_on("#f-appoint-office").await?;
    page.fill("f-appoint-name", "王秀英").await?;
    sets(&page, "f-appoint-valid_from", "2026-11-01").await?;
    page.press_on("form.panel button[type=submit]").await?;
    page.read("org.appoint_done").await?;
    page.see("王秀英").await?;
    page.picture("org-branch").await?;
    page.go("/console/teams").await?;
    page.element(".queue .card").await?;
    page.picture("org-teams").await?;
    page.no_complaints().await?;
    let node: Value = office.get(&format!("/org-units/{branch}")).await?;
    ensure!(node["name"] == "向阳小区第一党支部" && node["secretary"] == "王秀英", "{node}");
    page.close().await
}

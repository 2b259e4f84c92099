//! A desk writes an activity and publishes it; a member signs up for it on a phone; the desk sees who comes.

use crate::access::console::sits_down;
use crate::hosting::{in_hours, sets};
use crate::journey::resident::signs_in;
use anyhow::Result;
use tests::api::Caller;
use tests::browser::{Browsers, Shape};
use tests::page::Page;
use tests::people::{MEMBER, SECRETARY};
use tests::server::Server;

const TITLE: &str = "清洁家园周末行动 𬭎";

async fn chooses(page: &Page, id: &str, value: &str) -> Result<()> {
    page.element(&format!("[id='{id}']")).await?;
    let script = format!(
        "const s = document.getElementById('{id}'); s.value = '\"{value}\"'; s.dispatchEvent(new Event('change', {{ bubbles: true }}));"
    );
    page.run(&script).await
}

#[tokio::test]
async fn an_activity_is_written_and_a_member_signs_up() -> Result<()> {
    let Some(browsers) = Browsers::start().await? else { return Ok(()) };
    let server = Server::start().await?;
    let desk = browsers.open(&server.base, Shape::Desk).await?;
    sits_down(&desk, SECRETARY).await?;
    desk.go("/console/service/activities").await?;
    desk.choose("activities.new").await?;
    desk.fill("f-new-content-title", TITLE).await?;
    chooses(&desk, "f-new-content-category", "civility_sanitation").await?;
    desk.fill("f-new-content-description", "清理楼道和卫生死角，工具由社区准备。").await?;
    desk.fill("f-new-content-place", "紫月社区东门").await?;
    sets(&desk, "f-new-content-starts_at", &in_hours(48)).await?;
    sets(&desk, "f-new-content-ends_at", &in_hours(50)).await?;
    sets(&desk, "f-new-content-answer_by", &in_hours(40)).await?;
    desk.fill("f-new-content-capacity", "20").await?;
    desk.press_on("form.panel button[type=submit]").await?;
    desk.see(TITLE).await?;
    desk.picture("activities-drafts").await?;
    desk.press(TITLE).await?;
    desk.choose("activities.publish").await?;
    desk.press_on("form.panel button[type=submit]").await?;
    desk.read("activities.state_open").await?;
    desk.picture("activity-open").await?;
    desk.no_complaints().await?;

    let member = Caller::sign_in(&server.base, MEMBER).await?;
    let page = browsers.open(&server.base, Shape::Phone).await?;
    page.go("/").await?;
    page.chooses(&member).await?;
    signs_in(&page, MEMBER, "/activities").await?;
    page.see(TITLE).await?;
    page.picture("activities-phone").await?;
    page.press(TITLE).await?;
    page.choose("common_life.join").await?;
    page.read("common_life.joined").await?;
    page.picture("activity-phone").await?;
    page.no_complaints().await?;
    page.close().await?;

    desk.driver.refresh().await?;
    desk.see("李国强").await?;
    desk.picture("activity-people").await?;
    desk.close().await
}

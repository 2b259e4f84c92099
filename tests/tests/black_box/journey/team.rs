//! What the team lead does: three taps from the offer to the end, no report.

use super::resident::{ITEM, signs_in};
use anyhow::Result;
use tests::page::Page;
use tests::people::TEAM_LEAD;

/// From the list of tasks to a completed order. `requester` watches.
pub async fn takes_and_completes(page: &Page, requester: &Page) -> Result<()> {
    signs_in(page, TEAM_LEAD, "/tasks").await?;
    page.see(ITEM).await?;
    page.picture("team-tasks").await?;
    let newest = "const all = [...document.querySelectorAll('.order-list a.cell')]; return all.findIndex(a => a.innerText.includes('客厅的灯泡坏了'));";
    let index: i64 = page.ask(newest, &[]).await?;
    page.press_on(&format!(".order-list li:nth-child({}) a", index + 1)).await?;
    page.see("老人听力不好，敲门请大声。").await?;
    page.picture("team-task-offered").await?;
    page.choose("tasks.take").await?;
    page.read("tasks.taken").await?;
    page.see("13912340001").await?;
    page.picture("team-task").await?;
    page.choose("tasks.contacted").await?;
    page.read("tasks.contacted_done").await?;
    requester.driver.refresh().await?;
    requester.read("mine.state_in_progress").await?;
    requester.picture("resident-tracking").await?;
    page.choose("tasks.complete_more").await?;
    page.fill("complete-note", "换了一只 9 瓦的灯泡，试过会亮").await?;
    page.picture("team-task-complete").await?;
    page.press_on(".task-more button[type=submit]").await?;
    page.read("tasks.completed").await
}

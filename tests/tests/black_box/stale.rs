//! Two people at one order: the second one is told so in words of its own, sees how it stands, and loses nothing typed.

use crate::life::opens_step;
use crate::made::new_order;
use anyhow::{Result, ensure};
use serde_json::json;
use tests::api::Caller;
use tests::browser::{Browsers, Shape};
use tests::people::{CLERK, PASSWORD, SECRETARY};
use tests::server::Server;

#[tokio::test]
async fn a_stale_order_says_so_and_keeps_what_was_typed() -> Result<()> {
    let Some(browsers) = Browsers::start().await? else { return Ok(()) };
    let server = Server::start().await?;
    let order = new_order(&server, "楼道的灯泡坏了").await?;
    let page = browsers.open(&server.base, Shape::Desk).await?;
    page.go(&format!("/console/orders/{order}")).await?;
    page.fill("sign-in-number", CLERK).await?;
    page.fill("sign-in-password", PASSWORD).await?;
    page.press_on("form.sign-in button[type=submit]").await?;
    opens_step(&page, "desk.ask").await?;
    page.fill("f-ask-questions", "是哪一层楼道？").await?;

    let secretary = Caller::sign_in(&server.base, SECRETARY).await?;
    secretary.step(&order, "acceptance", json!({ "urgency": "normal" })).await?;

    page.no_complaints().await?;
    page.press_on("form.panel button[type=submit]").await?;
    page.read("steps.stale").await?;
    page.read("console.state_accepted").await?;
    page.see("是哪一层楼道？").await?;
    page.picture("console-stale").await?;
    // The browser itself reports the 409; nothing else is amiss.
    let complaints = page.complaints().await?;
    ensure!(complaints.iter().all(|c| c.contains("409")), "{complaints:#?}");
    page.close().await
}

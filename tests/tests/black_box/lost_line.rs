//! The connection is gone when the order is sent: what was typed stays, and sending once more makes one order.

use crate::journey::resident::{ITEM, MATTER, fills_in, signs_in};
use anyhow::{Result, ensure};
use serde_json::Value;
use tests::api::Caller;
use tests::browser::{Browsers, Shape};
use tests::people::RESIDENT;
use tests::server::Server;

#[tokio::test]
async fn a_lost_line_loses_nothing_and_doubles_nothing() -> Result<()> {
    let Some(browsers) = Browsers::start().await? else { return Ok(()) };
    let mut server = Server::start().await?;
    let page = browsers.open(&server.base, Shape::Phone).await?;
    let resident = Caller::sign_in(&server.base, RESIDENT).await?;
    signs_in(&page, RESIDENT, "/orders").await?;
    page.chooses(&resident).await?;
    page.go(&format!("/order/{}/1", resident.item("light_bulb").await?)).await?;
    page.see(ITEM).await?;
    fills_in(&page).await?;
    page.no_complaints().await?;

    server.stop().await?;
    page.choose("order.submit").await?;
    page.read("order.unsent").await?;
    page.see(MATTER).await?;
    page.picture_here("resident-unsent").await?;
    // The line being dead is what this is about.
    page.complaints().await?;

    server.start_again().await?;
    page.choose("order.submit").await?;
    page.read("order.sent_title").await?;
    page.no_complaints().await?;
    ensure!(of_this_text(&server).await? == 1);

    // A fresh order of the same item does not begin with the old words.
    page.go(&format!("/order/{}/1", resident.item("light_bulb").await?)).await?;
    page.element("#f-text").await?;
    ensure!(page.value("f-text").await?.is_empty(), "the draft was not forgotten");
    page.close().await
}

#[tokio::test]
async fn a_closed_window_keeps_what_was_typed() -> Result<()> {
    let Some(browsers) = Browsers::start().await? else { return Ok(()) };
    let server = Server::start().await?;
    let page = browsers.open(&server.base, Shape::Phone).await?;
    let resident = Caller::sign_in(&server.base, RESIDENT).await?;
    page.go("/").await?;
    page.chooses(&resident).await?;
    let first = format!("/order/{}/1", resident.item("light_bulb").await?);
    page.go(&first).await?;
    fills_in(&page).await?;
    page.driver.goto("about:blank").await?;
    page.go(&first).await?;
    page.read("order.restored").await?;
    ensure!(page.value("f-text").await? == MATTER);
    page.close().await
}

async fn of_this_text(server: &Server) -> Result<usize> {
    let resident = Caller::sign_in(&server.base, RESIDENT).await?;
    let list = resident.get("/orders?mine=true&limit=50&sort=newest").await?;
    let items = list.get("items").and_then(Value::as_array).cloned().unwrap_or_default();
    Ok(items
        .iter()
        .filter(|o| o.get("excerpt").and_then(Value::as_str).is_some_and(|t| MATTER.starts_with(t.trim_end_matches('…'))))
        .count())
}

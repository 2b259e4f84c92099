//! The staff's pages: of the desk, of the street, of those who see none of the business, and the gallery of building blocks.

use super::look_at;
use super::spot::at;
use crate::made::{done_order, new_order, offered_order};
use anyhow::Result;
use serde_json::json;
use tests::api::Caller;
use tests::browser::{Browsers, Shape};
use tests::page::Page;
use tests::people::{CITY_OFFICE, CLERK, PASSWORD, RESIDENT, SECRETARY, STREET, SYS_ADMIN};
use tests::server::Server;

/// Signs in at the console as somebody else than before.
pub async fn sits_down(page: &Page, phone: &str) -> Result<()> {
    page.go("/console/").await?;
    page.element("#sign-in-number, .me-who").await?;
    if page.text().await?.contains(page.words.say("console.sign_out")?) {
        page.choose("console.sign_out").await?;
    }
    page.fill("sign-in-number", phone).await?;
    page.fill("sign-in-password", PASSWORD).await?;
    page.press_on("form.sign-in button[type=submit]").await?;
    page.element(".me-who").await?;
    Ok(())
}

#[tokio::test]
async fn the_desk_is_shut_out_of_nothing() -> Result<()> {
    let Some(browsers) = Browsers::start().await? else { return Ok(()) };
    let server = Server::start().await?;
    let (new, accepted) = (new_order(&server, "第一单").await?, new_order(&server, "第二单").await?);
    let (offered, done) = (offered_order(&server, "第三单").await?, done_order(&server).await?);
    let clerk = Caller::sign_in(&server.base, CLERK).await?;
    clerk.step(&accepted, "acceptance", json!({ "urgency": "danger" })).await?;
    let item = clerk.item("light_bulb").await?;
    let (order, dispatch) = (|id: &str| format!("/console/orders/{id}"), format!("/console/orders/{accepted}/dispatch"));

    let page = browsers.open(&server.base, Shape::Desk).await?;
    sits_down(&page, SECRETARY).await?;
    let spots = [
        at("/console/").until("table.orders"),
        at("/console/?tray=teams").until("table.orders"),
        at("/console/?tray=requesters").until("table.orders"),
        at("/console/orders").until("table.orders"),
        at("/console/orders?overdue=true&state=accepted"),
        at("/console/orders?q=没有这样的订单"),
        at(order(&new)).press(".next-more button").until(".next form select, .next form input"),
        at(order(&new)).press(".step-row button:nth-child(1)").until("form.panel textarea"),
        at(order(&accepted)).until("#next-title"),
        at(order(&offered)).until("#next-title"),
        at(order(&done)).until("#next-title"),
        at(dispatch.clone()).press("form.dispatch button[type=submit]").until("#error-summary"),
        at(dispatch).press("#f-team_ids").until("#f-responsible_person_id:not([disabled])"),
        at(format!("/console/orders/{offered}/dispatch")),
        at("/console/new").until(".cells"),
        at(format!("/console/new/{item}")).press("form.card button[type=submit]").until("#error-summary"),
        at("/console/orders/01930f2e-6f00-7000-8000-000000000001"),
        at("/console/nowhere"),
    ];
    look_at(&page, "desk", &spots).await?;
    page.close().await
}

#[tokio::test]
async fn those_above_and_outside_are_shut_out_of_nothing() -> Result<()> {
    let Some(browsers) = Browsers::start().await? else { return Ok(()) };
    let server = Server::start().await?;
    let page = browsers.open(&server.base, Shape::Desk).await?;
    page.go("/console/").await?;
    let before = [at("/console/sign-in").press("form button[type=submit]").until(".problem"), at("/console/gallery")];
    look_at(&page, "gallery", &before).await?;
    let item = Caller::sign_in(&server.base, CITY_OFFICE).await?.item("light_bulb").await?;
    let menu = vec![
        at("/console/menu").until(".menu-row"),
        at(format!("/console/menu/{item}")).until(".editor"),
        at(format!("/console/menu/{item}")).press("#add-question").press("#save-draft").until("#error-summary"),
        at(format!("/console/menu/{item}/versions")).until(".cells"),
        at("/console/menu/new").press("#save-draft").until("#error-summary"),
    ];
    for (phone, name, spots) in [
        (CITY_OFFICE, "menu", menu),
        (STREET, "street", vec![at("/console/"), at("/console/?tray=ours"), at("/console/orders"), at("/console/new")]),
        (SYS_ADMIN, "sys-admin", vec![at("/console/")]),
        (RESIDENT, "not-staff", vec![at("/console/")]),
    ] {
        sits_down(&page, phone).await?;
        look_at(&page, name, &spots).await?;
    }
    page.close().await
}

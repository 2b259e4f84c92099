//! The residents' pages: of somebody who has no account, of a resident, of a team lead.

use super::look_at;
use super::spot::at;
use crate::journey::resident::{fills_in, signs_in};
use crate::made::{done_order, new_order, offered_order, taken_order};
use anyhow::Result;
use serde_json::{Value, json};
use tests::api::Caller;
use tests::browser::{Browsers, Shape};
use tests::people::{CLERK, RESIDENT, TEAM_LEAD};
use tests::server::Server;

#[tokio::test]
async fn a_visitor_is_shut_out_of_nothing() -> Result<()> {
    let Some(browsers) = Browsers::start().await? else { return Ok(()) };
    let server = Server::start().await?;
    let resident = Caller::sign_in(&server.base, RESIDENT).await?;
    let item = resident.item("light_bulb").await?;
    let order = format!("/order/{item}");
    done_order(&server).await?;
    let link = server.message(RESIDENT, "请确认并评价：").await?;
    let rate = link.find("/rate/").and_then(|n| link.get(n..)).unwrap_or("/rate/none").to_owned();

    let page = browsers.open(&server.base, Shape::Phone).await?;
    page.go("/").await?;
    look_at(&page, "newcomer", &[at("/"), at("/community"), at(format!("/item/{item}")), at(format!("{order}/1"))]).await?;
    page.chooses(&resident).await?;
    let before = [
        at("/").until(".group"),
        at("/?group=home_repair").until(".cells"),
        at("/?q=灯").until(".cells"),
        at("/?q=飞机"),
        at(format!("/item/{item}")).until(".bottom-bar"),
        at(format!("{order}/1")),
        at(format!("{order}/1")).press("form button[type=submit]").until("#error-summary"),
        at(format!("{order}/2")).press("form button[type=submit]").until("#error-summary"),
        at("/orders"),
        at("/tasks"),
        at("/sign-in").press("form button[type=submit]").until(".problem"),
        at("/sign-in?by=password").press("form button[type=submit]").until(".problem"),
        at("/me"),
        at(rate.clone()).press("#grade-2").until("#rate-text"),
        at(rate + "x"),
        at("/nowhere"),
    ];
    look_at(&page, "visitor", &before).await?;
    page.go(&format!("{order}/1")).await?;
    fills_in(&page).await?;
    let after = [
        at(format!("{order}/1")).until(".restored"),
        at(format!("{order}/2")),
        at(format!("{order}/3")).until(".review"),
        at(format!("{order}/3")).press(".bottom-bar button").until("#sign-in-phone"),
    ];
    look_at(&page, "order", &after).await?;
    page.close().await
}

#[tokio::test]
async fn a_resident_is_shut_out_of_nothing() -> Result<()> {
    let Some(browsers) = Browsers::start().await? else { return Ok(()) };
    let server = Server::start().await?;
    let resident = Caller::sign_in(&server.base, RESIDENT).await?;
    let clerk = Caller::sign_in(&server.base, CLERK).await?;
    let (new, asked, done) = (new_order(&server, "第一单").await?, new_order(&server, "第二单").await?, done_order(&server).await?);
    clerk.step(&asked, "information-request", json!({ "questions": ["请问是哪一层？"] })).await?;
    let rated = done_order(&server).await?;
    resident.step(&rated, "confirmation", json!({})).await?;
    resident.post(&format!("/orders/{rated}/rating"), None, &json!({ "grade": 2, "tags": [], "text": "迟到了一小时" })).await?.ok()?;

    let page = browsers.open(&server.base, Shape::Phone).await?;
    page.go("/").await?;
    page.chooses(&resident).await?;
    signs_in(&page, RESIDENT, "/me").await?;
    let mut spots = vec![
        at("/").until(".open-orders"),
        at("/me").until("#me-rename"),
        at("/orders").until(".order-list"),
        at("/orders?show=all").until(".order-list"),
        at("/tasks"),
        at(format!("/orders/{new}/sent")).until(".sent"),
        at(format!("/orders/{new}")).press(".withdraw button").until("#withdraw-reason"),
        at(format!("/orders/{asked}")).until("#answer"),
        at(format!("/orders/{done}")).press("#grade-5").press("#solved-title ~ .button-row .button-secondary").until("textarea"),
        at(format!("/orders/{rated}")).until("#rated-title"),
        at("/orders/01930f2e-6f00-7000-8000-000000000001"),
    ];
    // What else the seeded city has of this resident: every state looks different.
    for state in ["rejected", "withdrawn", "closed_unreached", "reopened", "taken", "closed"] {
        let list = resident.get(&format!("/orders?mine=true&limit=1&state={state}")).await?;
        if let Some(id) = list.pointer("/items/0/id").and_then(Value::as_str) {
            spots.push(at(format!("/orders/{id}")).until("#track-title"));
        }
    }
    look_at(&page, "resident", &spots).await?;
    page.close().await
}

#[tokio::test]
async fn a_team_lead_is_shut_out_of_nothing() -> Result<()> {
    let Some(browsers) = Browsers::start().await? else { return Ok(()) };
    let server = Server::start().await?;
    let (offered, taken) = (offered_order(&server, "第一单").await?, taken_order(&server, "第二单").await?);
    let done = done_order(&server).await?;
    let moving = taken_order(&server, "第三单").await?;
    let lead = Caller::sign_in(&server.base, TEAM_LEAD).await?;
    lead.step(&moving, "contact", json!({ "method": "visit", "note": "约好明天上午" })).await?;
    let page = browsers.open(&server.base, Shape::Phone).await?;
    signs_in(&page, TEAM_LEAD, "/tasks").await?;
    let spots = [
        at("/tasks").until(".order-list"),
        at("/tasks?show=past").until(".order-list"),
        at(format!("/tasks/{offered}")).press(".task-step .button-quiet").until("select, .task-step input"),
        at(format!("/tasks/{taken}")).press(".task-step summary").until("#contact-note"),
        at(format!("/tasks/{moving}")).press("#plan-title ~ details summary").press(".task-more summary").until("#complete-note"),
        at(format!("/tasks/{done}")),
    ];
    look_at(&page, "team", &spots).await?;
    page.close().await
}

//! Posts and boards as desks and hosts see them; the organisation and its teams.

#![expect(clippy::indexing_slicing, reason = "a test may panic")]

use super::console::sits_down;
use super::look_at;
use super::spot::at;
use crate::journey::resident::signs_in;
use crate::member::shift_in;
use anyhow::{Context, Result};
use serde_json::json;
use tests::api::Caller;
use tests::browser::{Browsers, Shape};
use tests::people::{MEMBER, SECRETARY};
use tests::server::Server;

#[tokio::test]
async fn nobody_who_keeps_posts_is_shut_out() -> Result<()> {
    let Some(browsers) = Browsers::start().await? else { return Ok(()) };
    let server = Server::start().await?;
    let shift = shift_in(&server, 5, 3).await?;
    let (id, post) = (shift["id"].as_str().context("a shift")?, shift["post_id"].as_str().context("a post")?);
    let member = Caller::sign_in(&server.base, MEMBER).await?;
    member.post(&format!("/shifts/{id}/claims"), None, &json!({})).await?.ok()?;
    member.post("/qualifications", None, &json!({ "kind": "mediator", "code": "mediator" })).await?.ok()?;
    let page = browsers.open(&server.base, Shape::Desk).await?;
    sits_down(&page, SECRETARY).await?;
    let spots = [
        at("/console/service/posts").until(".queue"),
        at("/console/service/posts")
            .press("section.card .step-row button")
            .press("form.panel button[type=submit]")
            .until(".question-wrong"),
        at("/console/service/posts?show=closed").until(".empty, .queue"),
        at(format!("/console/service/posts/{post}")).press(".step-row button:nth-child(2)").until("form.panel"),
        at("/console/service/shifts").until(".queue"),
        at(format!("/console/service/shifts/{id}")).press(".station button").press(".board summary").until(".station-code"),
        at(format!("/console/service/shifts/{id}/print")).until(".sheet"),
        at("/console/service/qualifications").press(".queue .step-row button").until("form.panel"),
        at("/console/org").until(".tree-row"),
        at("/console/org").press("section.card .step-row button").until("form.panel"),
        at("/console/teams").until(".queue"),
        at("/console/teams").press(".queue .step-row button:nth-child(2)").until("form.panel"),
    ];
    look_at(&page, "hosting", &spots).await?;
    page.close().await
}

/// The newest of a public list.
async fn first(caller: &Caller, list: &str) -> Result<String> {
    let found = caller.get(&format!("{list}?limit=1")).await?;
    Ok(found["items"][0]["id"].as_str().with_context(|| format!("{list} is empty"))?.to_owned())
}

#[tokio::test]
async fn nobody_is_shut_out_of_activities_and_projects() -> Result<()> {
    let Some(browsers) = Browsers::start().await? else { return Ok(()) };
    let server = Server::start().await?;
    let secretary = Caller::sign_in(&server.base, SECRETARY).await?;
    let (activity, project) = (first(&secretary, "/activities").await?, first(&secretary, "/projects").await?);
    let page = browsers.open(&server.base, Shape::Desk).await?;
    sits_down(&page, SECRETARY).await?;
    let office = [
        at("/console/service/activities").until(".queue, .empty"),
        at("/console/service/activities").press("[aria-labelledby=new-title] .step-row button").until("form.panel"),
        at(format!("/console/service/activities/{activity}")).until("#next-title"),
        at("/console/service/projects").until(".queue, .empty"),
        at("/console/service/projects").press("[aria-labelledby=new-title] .step-row button").until("form.panel"),
        at(format!("/console/service/projects/{project}")).until("#next-title"),
    ];
    look_at(&page, "activities", &office).await?;
    page.close().await?;
    let page = browsers.open(&server.base, Shape::Phone).await?;
    signs_in(&page, MEMBER, "/activities").await?;
    let phone = [
        at("/activities").until(".wish-list"),
        at("/activities?show=mine"),
        at(format!("/activities/{activity}")).until(".card"),
        at("/projects").until(".wish-list"),
        at(format!("/projects/{project}")).until(".card"),
        at("/confirm?code=0123456789.1.2").press("main .button-primary").until(".banner"),
    ];
    look_at(&page, "activities-phone", &phone).await?;
    page.close().await
}

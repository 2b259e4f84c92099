//! The members' pages: of a visitor, of somebody who has not checked in, of a member with claims and a record.

#![expect(clippy::indexing_slicing, reason = "a test may panic")]

use super::look_at;
use super::spot::at;
use crate::journey::resident::signs_in;
use crate::member::{host_confirms, shift_in};
use anyhow::{Context, Result};
use chrono::Utc;
use serde_json::{Value, json};
use tests::api::Caller;
use tests::browser::{Browsers, Shape};
use tests::people::{MEMBER, RESIDENT};
use tests::server::Server;

fn id(value: &Value) -> Result<String> {
    Ok(value.get("id").and_then(Value::as_str).with_context(|| format!("no id in {value}"))?.to_owned())
}

#[tokio::test]
async fn nobody_is_shut_out_of_checking_in_and_verifying() -> Result<()> {
    let Some(browsers) = Browsers::start().await? else { return Ok(()) };
    let server = Server::start().await?;
    let page = browsers.open(&server.base, Shape::Phone).await?;
    let before = [
        at("/posts"),
        at("/check-in"),
        at("/certificates/verify").press("form button[type=submit]").until(".problem"),
        at("/certificates/verify?number=261124-0000-0000").until(".banner"),
        at("/certificates/nowhere"),
    ];
    look_at(&page, "member-visitor", &before).await?;
    page.chooses(&Caller::sign_in(&server.base, RESIDENT).await?).await?;
    signs_in(&page, RESIDENT, "/check-in").await?;
    let after = [
        at("/check-in").press("#check-in button[type=submit]").until(".problem"),
        at("/check-in").press(".picked button").until(".searchbox"),
        at("/claims").until(".empty"),
        at("/record").press("[aria-labelledby=calendar-title] button").until(".secret"),
        at("/record/certificates").until(".empty"),
        at("/me").until("#me-rename"),
    ];
    look_at(&page, "member-newcomer", &after).await?;
    page.close().await
}

#[tokio::test]
async fn a_member_is_shut_out_of_nothing() -> Result<()> {
    let Some(browsers) = Browsers::start().await? else { return Ok(()) };
    let server = Server::start().await?;
    let member = Caller::sign_in(&server.base, MEMBER).await?;
    let (done, held, open) = (shift_in(&server, 5, 1).await?, shift_in(&server, 200, 1).await?, shift_in(&server, 900, 1).await?);
    for shift in [&done, &held] {
        member.post(&format!("/shifts/{}/claims", id(shift)?), None, &json!({})).await?.ok()?;
    }
    host_confirms(&server, &id(&done)?).await?;
    let claims = member.get("/claims").await?;
    let of = |shift: &Value| -> Result<String> {
        let mut all = claims.pointer("/items").and_then(Value::as_array).into_iter().flatten();
        id(all.find(|c| c["shift_id"] == shift["id"]).context("no claim of the shift")?)
    };
    let today = Utc::now() + chrono::TimeDelta::hours(8);
    let ask = json!({ "community_id": member.community, "from": "2026-01-01", "to": today.date_naive() });
    member.post("/certificates", None, &ask).await?.ok()?;

    let page = browsers.open(&server.base, Shape::Phone).await?;
    signs_in(&page, MEMBER, "/posts").await?;
    let spots = [
        at("/posts").until(".shifts"),
        at("/posts?community=all&full=1").until(".shifts"),
        at("/posts?category=mediation&from=2030-01-01").until(".empty"),
        at(format!("/shifts/{}", id(&open)?)).until("#post-about"),
        at(format!("/shifts/{}", id(&held)?)).until(".notice-good"),
        at(format!("/posts/{}", open["post_id"].as_str().unwrap_or_default())).until("#post-about"),
        at("/claims").until(".shifts"),
        at("/claims?show=past").until(".shifts"),
        at("/claims?promise=kept").until(".shifts"),
        at(format!("/claims/{}", of(&held)?)).press(".give-back summary").until("#give-back"),
        at(format!("/claims/{}", of(&done)?)).until("#claim-when"),
        at("/check-in").press("[aria-labelledby=history-title] button").press(".check-in-steps details:last-child summary").until(".log"),
        at("/check-in").press(".check-in-steps details summary").until("#transfer"),
        at("/check-in/skills").press("details summary").until("#licence"),
        at("/record").until(".figures"),
        at("/record/entries?evidence=credit").until(".shifts"),
        at("/record/certificates").until(".save"),
        at("/shifts/01930f2e-6f00-7000-8000-000000000001"),
    ];
    look_at(&page, "member", &spots).await?;
    page.close().await
}

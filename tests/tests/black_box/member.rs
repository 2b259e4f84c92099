//! A member checks in, claims a shift, is seen there by the host, finds it on record without having reported anything, takes the
//! certificate along and has it verified. The desk and the host speak through the API.

#![expect(clippy::indexing_slicing, reason = "a test may panic")]

use crate::journey::resident::signs_in;
use anyhow::{Context, Result, ensure};
use chrono::{TimeDelta, Utc};
use serde_json::{Value, json};
use tests::api::Caller;
use tests::browser::{Browsers, Shape};
use tests::people::{CLERK, RESIDENT, TEAM_LEAD};
use tests::server::Server;
use tests::wait;

/// What the post is called.
pub const TITLE: &str = "周末便民服务台";

/// A text of a reply.
fn text(value: &Value, pointer: &str) -> Result<String> {
    Ok(value.pointer(pointer).and_then(Value::as_str).with_context(|| format!("no {pointer} in {value}"))?.to_owned())
}

/// A shift of a published post of the community of the demo accounts: it begins in so many minutes, and the team lead is its host.
pub async fn shift_in(server: &Server, minutes: i64, seats: i32) -> Result<Value> {
    let clerk = Caller::sign_in(&server.base, CLERK).await?;
    let host = text(&Caller::sign_in(&server.base, TEAM_LEAD).await?.get("/me").await?, "/id")?;
    let content = json!({
        "title": TITLE,
        "description": "帮居民填表、复印、用手机办事。\n请提前十分钟到。",
        "risk_note": "室内久站，备有座椅",
        "needs_insurance": true,
        "insurance_note": "街道统一投保意外险",
        "min_people": 1,
        "max_people": 4,
        "host_ids": [host],
    });
    let ask = json!({ "category": "convenience_service", "node_id": clerk.community, "content": content });
    let post = clerk.post("/posts", None, &ask).await?.ok()?;
    let id = text(&post, "/id")?;
    clerk.post(&format!("/posts/{id}/publication"), None, &json!({ "expected_version": post["version"] })).await?.ok()?;
    let starts_at = Utc::now() + TimeDelta::minutes(minutes);
    let shift = json!({
        "starts_at": starts_at,
        "ends_at": starts_at + TimeDelta::hours(1),
        "place": "社区服务大厅",
        "capacity": seats,
    });
    clerk.post(&format!("/posts/{id}/shifts"), None, &shift).await?.ok()
}

/// The host says that whoever holds a seat came, left and has given the service.
pub async fn host_confirms(server: &Server, shift: &str) -> Result<()> {
    let host = Caller::sign_in(&server.base, TEAM_LEAD).await?;
    for action in ["attend", "sign_out", "verify"] {
        let board = host.get(&format!("/shifts/{shift}/board")).await?;
        let claim = board.pointer("/entries/0").with_context(|| format!("nobody on {board}"))?;
        let mark = json!({ "claim_id": claim["claim_id"], "expected_version": claim["version"], "action": action });
        let result = host.post(&format!("/shifts/{shift}/attendance"), None, &json!({ "marks": [mark] })).await?.ok()?;
        ensure!(result.pointer("/items/0/problem").is_none(), "{action}: {result}");
    }
    Ok(())
}

#[tokio::test]
async fn from_the_check_in_to_the_certificate() -> Result<()> {
    let Some(browsers) = Browsers::start().await? else { return Ok(()) };
    let server = Server::start().await?;
    let shift = shift_in(&server, 5, 2).await?;
    let member = Caller::sign_in(&server.base, RESIDENT).await?;

    let page = browsers.open(&server.base, Shape::Phone).await?;
    page.go("/").await?;
    page.chooses(&member).await?;
    signs_in(&page, RESIDENT, "/check-in").await?;
    page.choose("member.basis_residence").await?;
    page.choose("member.cat_convenience_service").await?;
    page.fill("check-in-availability", "周六上午").await?;
    page.picture_here("member-check-in").await?;
    page.press_on("#check-in button[type=submit]").await?;
    page.read("member.checked_in").await?;
    let own = member.get("/check-ins/own?subject=member").await?;
    let (id, state) = (text(&own, "/items/0/id")?, text(&own, "/items/0/state")?);
    if state == "submitted" {
        page.read("member.check_submitted").await?;
        let version = own.pointer("/items/0/version").cloned().unwrap_or_default();
        let clerk = Caller::sign_in(&server.base, CLERK).await?;
        clerk.post(&format!("/check-ins/{id}/activation"), None, &json!({ "expected_version": version })).await?.ok()?;
    }
    page.driver.refresh().await?;
    page.read("member.check_active").await?;
    page.read("member.receipt").await?;
    page.picture("member-checked-in").await?;

    page.go("/posts").await?;
    page.see(TITLE).await?;
    page.picture("member-posts").await?;
    page.choose("common.elder_on").await?;
    page.picture("member-posts-elder").await?;
    page.choose("common.elder_off").await?;
    page.press(TITLE).await?;
    page.read("member.risk").await?;
    page.picture("member-shift").await?;
    page.choose("member.claim").await?;
    page.read("member.claimed").await?;
    page.choose("member.see_claim").await?;
    page.read("member.attend_title").await?;
    page.picture("member-claim").await?;

    host_confirms(&server, &text(&shift, "/id")?).await?;
    page.go("/claims?show=past").await?;
    page.read("member.state_verified").await?;
    page.go("/record").await?;
    page.read("member.credit").await?;
    page.picture("member-record").await?;
    page.choose("common.elder_on").await?;
    page.picture("member-record-elder").await?;
    page.choose("common.elder_off").await?;
    page.press_on(".figures a").await?;
    page.arrive("/record/entries").await?;
    page.see(TITLE).await?;

    page.go("/record/certificates").await?;
    page.press_on("#certificate button[type=submit]").await?;
    page.read("member.certificate_made").await?;
    page.choose("member.certificate_pdf").await?;
    let link = "return document.querySelector('a[download]')?.getAttribute('href').slice(0, 40) ?? null";
    let begin = wait::until("the document is there", || async { page.ask::<Option<String>>(link, &[]).await }).await?;
    // What every PDF begins with, in base 64.
    ensure!(begin.starts_with("data:application/pdf;base64,JVBERi0"), "{begin}");
    page.picture("member-certificate").await?;
    page.choose("member.certificate_check").await?;
    let words = page.arrive("/certificates/verify").await?;
    page.read("member.verify_right").await?;
    page.no_complaints().await?;
    page.close().await?;

    // Whoever holds the paper needs no account.
    let visitor = browsers.open(&server.base, Shape::Phone).await?;
    visitor.go(&format!("/certificates/verify{words}")).await?;
    visitor.read("member.verify_right").await?;
    visitor.see("王秀英").await?;
    visitor.picture("member-verify").await?;
    visitor.fill("verify-code", "WRONG").await?;
    visitor.choose("member.verify").await?;
    visitor.read("member.verify_masked").await?;
    visitor.no_complaints().await?;
    visitor.close().await
}

#[tokio::test]
async fn what_stands_in_the_way_is_said_with_what_to_do() -> Result<()> {
    let Some(browsers) = Browsers::start().await? else { return Ok(()) };
    let server = Server::start().await?;
    let shift = text(&shift_in(&server, 600, 1).await?, "/id")?;
    let page = browsers.open(&server.base, Shape::Phone).await?;
    signs_in(&page, RESIDENT, "/posts").await?;
    page.go(&format!("/shifts/{shift}")).await?;
    page.choose("member.claim").await?;
    page.read("member.no_check_in").await?;
    page.picture("member-refused").await?;
    page.choose("member.no_check_in_next").await?;
    page.arrive("/check-in").await?;
    // The browser itself reports the 409.
    let complaints = page.complaints().await?;
    ensure!(complaints.iter().all(|c| c.contains("409")), "{complaints:#?}");
    page.close().await
}

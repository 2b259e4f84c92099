//! Rating by the signed link of the message: no account, no sign-in, once.

use crate::made::done_order;
use anyhow::{Context, Result};
use tests::browser::{Browsers, Shape};
use tests::people::RESIDENT;
use tests::server::Server;

#[tokio::test]
async fn a_link_of_a_message_rates_without_signing_in() -> Result<()> {
    let Some(browsers) = Browsers::start().await? else { return Ok(()) };
    let server = Server::start().await?;
    done_order(&server).await?;
    let link = server.message(RESIDENT, "请确认并评价：").await?;
    let path = link.find("/rate/").and_then(|at| link.get(at..)).with_context(|| format!("no rating link: {link}"))?;

    let page = browsers.open(&server.base, Shape::Phone).await?;
    page.go(path).await?;
    page.read("mine.link_title").await?;
    page.see("换灯泡修灯具").await?;
    page.press_on("#grade-4").await?;
    page.element("input[type=checkbox]").await?;
    page.picture("resident-link").await?;
    page.choose("mine.rate_send").await?;
    page.read("mine.rate_thanks").await?;
    page.read("mine.rated_title").await?;
    page.no_complaints().await?;

    page.go(path).await?;
    page.read("mine.link_rated_title").await?;
    page.go(&format!("{path}x")).await?;
    page.read("mine.link_bad_title").await?;
    page.close().await
}

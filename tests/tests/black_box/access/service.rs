//! 双报到双服务 as offices see it: check-ins, lists of units, pairings.

use super::console::sits_down;
use super::look_at;
use super::spot::at;
use anyhow::Result;
use tests::browser::{Browsers, Shape};
use tests::people::SECRETARY;
use tests::server::Server;

#[tokio::test]
async fn a_desk_is_shut_out_of_no_check_in() -> Result<()> {
    let Some(browsers) = Browsers::start().await? else { return Ok(()) };
    let server = Server::start().await?;
    let page = browsers.open(&server.base, Shape::Desk).await?;
    sits_down(&page, SECRETARY).await?;
    let spots = [at("/console/service/check-ins").until(".queue, .empty"), at("/console/service/check-ins?show=active").until(".queue")];
    look_at(&page, "service-desk", &spots).await?;
    page.close().await
}

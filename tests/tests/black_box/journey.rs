//! One order from the menu to the rating, by four people at four browsers who meet nowhere but in the database: the resident orders,
//! the clerk (who has no mouse) accepts and dispatches, the team lead takes, calls and completes, the resident confirms and rates.

mod desk;
pub mod resident;
mod team;

use anyhow::{Context, Result};
use tests::browser::{Browsers, Shape};
use tests::database::Backend;
use tests::server::Server;

/// How the resident comes in.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Way {
    /// By a code from an SMS, at the last moment.
    Code,
    /// By a password, beforehand.
    Password,
}

mod on_a_phone {
    use super::*;

    #[tokio::test]
    async fn sqlite() -> Result<()> {
        journey(Backend::Sqlite, Shape::Phone, Way::Code).await
    }
}

mod on_a_desk {
    use super::*;

    #[tokio::test]
    async fn sqlite() -> Result<()> {
        journey(Backend::Sqlite, Shape::Desk, Way::Password).await
    }

    #[tokio::test]
    async fn pg() -> Result<()> {
        journey(Backend::Postgres, Shape::Desk, Way::Password).await
    }
}

async fn journey(backend: Backend, shape: Shape, way: Way) -> Result<()> {
    let Some(browsers) = Browsers::start().await? else { return Ok(()) };
    let Some(server) = Server::start_on(backend).await? else { return Ok(()) };
    let requester = browsers.open(&server.base, shape).await?;
    let number = resident::orders(&requester, &server, way).await.context("the resident orders")?;

    let clerk = browsers.open(&server.base, shape).await?;
    desk::accepts_and_dispatches(&clerk, &number).await.context("the clerk accepts and dispatches")?;
    clerk.no_complaints().await?;
    clerk.close().await?;

    let lead = browsers.open(&server.base, shape).await?;
    team::takes_and_completes(&lead, &requester).await.context("the team lead takes and completes")?;
    lead.no_complaints().await?;
    lead.close().await?;

    resident::confirms_and_rates(&requester).await.context("the resident confirms and rates")?;
    requester.no_complaints().await?;
    requester.close().await?;
    server.run(&["audit", "verify"])?;
    Ok(())
}

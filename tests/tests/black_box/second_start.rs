//! `make run` a second time: migrate and seed find their work done and leave everything alone.

use anyhow::{Result, ensure};
use serde_json::json;
use tests::api::Caller;
use tests::people::RESIDENT;
use tests::server::Server;

#[tokio::test]
async fn a_second_start_leaves_the_city_alone() -> Result<()> {
    let mut server = Server::start().await?;
    let resident = Caller::sign_in(&server.base, RESIDENT).await?;
    let item = resident.item("light_bulb").await?;
    let order = resident.post("/orders", Some("once"), &resident.bulb(&item, "第一次启动时点的单")).await?.ok()?;
    server.stop().await?;

    server.run(&["migrate"])?;
    let report = server.run(&["seed", "--if-empty", "--scale", "small"])?;
    ensure!(report.is_empty(), "the seed reports a new city: {report}");
    ensure!(server.run(&["seed", "--scale", "small"]).is_err(), "a second city was put on top of the first");

    server.start_again().await?;
    let resident = Caller::sign_in(&server.base, RESIDENT).await?;
    let id = order.get("id").and_then(|id| id.as_str()).unwrap_or_default();
    let kept = resident.get(&format!("/orders/{id}")).await?;
    ensure!(kept.get("text") == Some(&json!("第一次启动时点的单")), "{kept}");
    Ok(())
}

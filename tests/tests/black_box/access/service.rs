//! 双报到双服务 as offices and the liaisons of units see it: check-ins, lists of units, files of members, pairings.

use super::console::sits_down;
use super::look_at;
use super::spot::at;
use crate::liaison::{CODE, table};
use anyhow::{Context, Result};
use serde_json::{Value, json};
use tests::api::Caller;
use tests::browser::{Browsers, Shape};
use tests::people::{CITY_OFFICE, CLERK, RESIDENT, SECRETARY};
use tests::server::Server;

fn text(value: &Value, pointer: &str) -> Result<String> {
    Ok(value.pointer(pointer).and_then(Value::as_str).with_context(|| format!("no {pointer} in {value}"))?.to_owned())
}

/// The resident's unit with the community of the demo accounts, before the desk.
async fn unit_sent(server: &Server) -> Result<Value> {
    let sender = Caller::sign_in(&server.base, RESIDENT).await?;
    let details = json!({ "name": "潜江市水利工程处", "kind": "public_institution", "headcount": 520, "liaison_name": "王秀英",
        "liaison_phone": RESIDENT, "functions": ["抢险", "讲座"], "system": "水利系统" });
    let ask = json!({ "uscc": CODE, "community_id": sender.community, "details": details });
    sender.post("/unit-check-ins", None, &ask).await?.ok()
}

async fn confirmed(server: &Server, sent: &Value) -> Result<()> {
    let clerk = Caller::sign_in(&server.base, CLERK).await?;
    let path = format!("/check-ins/{}/activation", text(sent, "/id")?);
    clerk.post(&path, None, &json!({ "expected_version": sent.get("version") })).await?.ok().map(drop)
}

/// Paired, with an entry on each list and a promise.
async fn paired(server: &Server, sent: &Value) -> Result<String> {
    let (clerk, keeper) = (Caller::sign_in(&server.base, CLERK).await?, Caller::sign_in(&server.base, RESIDENT).await?);
    let ask = json!({ "unit_id": text(sent, "/unit/id")?, "community_id": clerk.community });
    let id = text(&clerk.post("/pairings", None, &ask).await?.ok()?, "/id")?;
    let path = format!("/pairings/{id}/items");
    clerk.post(&path, None, &json!({ "kind": "need", "title": "老旧小区排水检查", "note": "两个小区，雨季前" })).await?.ok()?;
    keeper.post(&path, None, &json!({ "kind": "resource", "title": "抽水设备两台" })).await?.ok()?;
    keeper.post(&path, None, &json!({ "kind": "project", "title": "雨前疏通管网" })).await?.ok()?;
    let year = chrono::Datelike::year(&chrono::Utc::now()) + 1;
    let promise = json!({ "title": "排水检查", "amount": "4 次", "due_on": format!("{year}-06-30") });
    keeper.post(&format!("/pairings/{id}/commitments"), None, &promise).await?.ok()?;
    Ok(id)
}

#[tokio::test]
async fn a_desk_is_shut_out_of_no_check_in() -> Result<()> {
    let Some(browsers) = Browsers::start().await? else { return Ok(()) };
    let server = Server::start().await?;
    let sent = unit_sent(&server).await?;
    let one = format!("/console/service/check-ins/{}", text(&sent, "/id")?);
    let page = browsers.open(&server.base, Shape::Desk).await?;
    sits_down(&page, SECRETARY).await?;
    let waiting = [
        at("/console/service/check-ins").until(".queue"),
        at("/console/service/check-ins?show=active").until(".queue"),
        at("/console/service/check-ins?show=suspended"),
        at(one.clone())
            .press("[aria-labelledby=history-title] button")
            .press(".step-row button:nth-child(2)")
            .press("form.panel button")
            .until(".log"),
    ];
    look_at(&page, "service-queue", &waiting).await?;
    confirmed(&server, &sent).await?;
    let pairing = paired(&server, &sent).await?;
    let spots = [
        at(one).press(".next .button-danger").until("form.panel"),
        at("/console/service/pairings").until(".queue"),
        at("/console/service/pairings").press("[aria-labelledby=pair-title] .step-row button").until("form.panel"),
        at(format!("/console/service/pairings/{pairing}")).press(".split-three .step-row button").until("form.panel"),
        at("/console/service/adjunct-members").press(".step-row button").until("form.panel"),
        at("/console/service/coverage").until("table"),
    ];
    look_at(&page, "service-desk", &spots).await?;
    sits_down(&page, CITY_OFFICE).await?;
    look_at(&page, "service-city", &[at("/console/service/coverage").until("table"), at("/console/service/adjunct-members")]).await?;
    page.close().await
}

#[tokio::test]
async fn a_liaison_is_shut_out_of_nothing() -> Result<()> {
    let Some(browsers) = Browsers::start().await? else { return Ok(()) };
    let server = Server::start().await?;
    let page = browsers.open(&server.base, Shape::Desk).await?;
    sits_down(&page, RESIDENT).await?;
    let before = [
        at("/console/service/units").until(".empty"),
        at("/console/service/units/new").press("form.panel button[type=submit]").until(".problem"),
        at("/console/service/members"),
    ];
    look_at(&page, "service-newcomer", &before).await?;
    let sent = unit_sent(&server).await?;
    confirmed(&server, &sent).await?;
    let pairing = paired(&server, &sent).await?;
    let community = text(&sent, "/community/id")?;
    sits_down(&page, RESIDENT).await?;
    let folder = tempfile::tempdir()?;
    let path = folder.path().join("花名册.xlsx");
    std::fs::write(&path, table::of_an_office("没有这个社区")?)?;
    page.go("/console/service/imports").await?;
    page.element("#import-file").await?.send_keys(path.to_str().context("a path of text")?).await?;
    let job = page.arrive("/console/service/imports/").await?;
    let keeper = Caller::sign_in(&server.base, RESIDENT).await?;
    let unit = text(&sent, "/unit/id")?;
    let member = json!({ "name": "龚𬭎", "phone": "17700020009", "party_status": "retired", "identity_number": "11010519491231002X" });
    keeper.post(&format!("/units/{unit}/members"), None, &member).await?.ok()?;
    let spots = [
        at("/console/service/units").until(".cells"),
        at("/console/service/members").press(".cell-edit button").press(".cell-edit .step-row button").until("form.panel"),
        at("/console/service/members?q=没有这个人").until(".empty"),
        at("/console/service/imports").until("#import-file"),
        at(format!("/console/service/imports/{job}")).until("table"),
        at(format!("/console/service/pairings/{pairing}")).press(".card-turn .step-row button").until("form.panel"),
        at("/console/service/coverage").until(".review"),
        at(format!("/console/service/handbooks/{community}")).until(".review"),
    ];
    look_at(&page, "service-liaison", &spots).await?;
    page.close().await
}

//! A unit checks in, the desk confirms it, and its liaison imports the members out of the table that the office has anyway: nothing is
//! taken over before it was looked at, what is wrong is said by row and column, and the coverage shows what came of it.

pub mod table;

use crate::access::console::sits_down;
use anyhow::{Context, Result, ensure};
use serde_json::Value;
use table::{BAD, GOOD};
use tests::api::Caller;
use tests::browser::{Browsers, Shape};
use tests::page::Page;
use tests::people::{CLERK, RESIDENT};
use tests::server::Server;
use tests::wait;

/// Of the standard's own example.
pub const CODE: &str = "91350100M000100Y43";
const UNIT: &str = "潜江市水利工程处";

/// Chooses what an option of a list says.
async fn choose_option(page: &Page, id: &str, words: &str) -> Result<()> {
    let script = "const s = document.getElementById(arguments[0]);
        const o = [...(s?.options ?? [])].find(o => o.text.trim() === arguments[1]);
        if (!o) return false;
        s.value = o.value; s.dispatchEvent(new Event('change', { bubbles: true })); return true;";
    let arguments = [Value::from(id), Value::from(words)];
    wait::until(&format!("{id} offers {words}"), || async { Ok(page.ask::<bool>(script, &arguments).await?.then_some(())) }).await
}

async fn checks_in(page: &Page, community: &str) -> Result<()> {
    sits_down(page, RESIDENT).await?;
    page.go("/console/service/units").await?;
    page.read("service.units_none").await?;
    page.choose("service.check_unit_in").await?;
    page.fill("f-unit-uscc", "91350100M000100Y").await?;
    page.read("service.code_left").await?;
    page.fill("f-unit-uscc", "91350100M000100Y44").await?;
    page.read("service.code_wrong").await?;
    page.picture("service-unit-wrong").await?;
    page.press_on("form.panel button[type=submit]").await?;
    page.read("steps.missing").await?;
    page.fill("f-unit-uscc", CODE).await?;
    page.read("service.code_right").await?;
    choose_option(page, "f-unit-community_id", community).await?;
    page.fill("f-unit-details-name", UNIT).await?;
    choose_option(page, "f-unit-details-kind", page.words.say("service.kind_public_institution")?).await?;
    page.fill("f-unit-details-headcount", "520").await?;
    page.fill("f-unit-details-liaison_name", "王秀英").await?;
    page.fill("f-unit-details-liaison_phone", RESIDENT).await?;
    // Whoever reloads has not lost what was typed.
    page.driver.refresh().await?;
    page.element("#f-unit-uscc").await?;
    ensure!(page.value("f-unit-uscc").await? == CODE, "what was typed is gone");
    page.picture("service-unit-new").await?;
    page.press_on("form.panel button[type=submit]").await?;
    page.read("service.unit_sent").await?;
    page.see(UNIT).await?;
    page.read("member.check_submitted").await?;
    page.picture("service-unit-sent").await
}

async fn is_confirmed(page: &Page) -> Result<()> {
    sits_down(page, CLERK).await?;
    page.go("/console/service/check-ins?show=unit").await?;
    page.press(UNIT).await?;
    page.read("service.told_title").await?;
    page.picture("service-check-in").await?;
    page.choose("service.activate").await?;
    page.press_on("form.panel button[type=submit]").await?;
    page.read("service.activated").await?;
    page.read("member.receipt").await?;
    page.picture("service-check-in-confirmed").await
}

async fn imports(page: &Page, file: &str) -> Result<()> {
    sits_down(page, RESIDENT).await?;
    page.go("/console/").await?;
    page.arrive("/console/service/units").await?;
    page.read("service.unit_next_active").await?;
    page.picture("service-unit").await?;
    page.choose("service.import").await?;
    page.read("service.import_two").await?;
    page.picture("service-import").await?;
    page.element("#import-file").await?.send_keys(file).await?;
    page.read("service.take_import_lead").await?;
    let good = format!("{GOOD}");
    page.see(&good).await?;
    page.read("service.take_skips").await?;
    for wrong in ["手机号：格式不对", "身份证号：格式不对", "居住社区：没有这个社区", "政治面貌：不是党员类别"]
    {
        page.see(wrong).await?;
    }
    page.picture("service-import-preview").await?;
    page.choose("service.take_import").await?;
    page.read("service.report_title").await?;
    page.read("service.import_done").await?;
    page.picture("service-import-report").await?;
    page.choose("service.see_members").await?;
    page.see("党员001").await?;
    page.picture("service-members").await
}

#[tokio::test]
async fn a_unit_checks_in_and_imports_five_hundred_members() -> Result<()> {
    let Some(browsers) = Browsers::start().await? else { return Ok(()) };
    let server = Server::start().await?;
    let liaison = Caller::sign_in(&server.base, RESIDENT).await?;
    let community = liaison.get(&format!("/org-units/{}", liaison.community)).await?;
    let name = community.get("name").and_then(Value::as_str).context("a community without a name")?.to_owned();
    let spoken = name.trim_end_matches("大党委").trim_end_matches("党总支").to_owned();
    let folder = tempfile::tempdir()?;
    let path = folder.path().join("在职党员花名册.xlsx");
    std::fs::write(&path, table::of_an_office(&spoken)?)?;
    let file = path.to_str().context("a path of text")?;

    let page = browsers.open(&server.base, Shape::Desk).await?;
    checks_in(&page, &spoken).await?;
    is_confirmed(&page).await?;
    imports(&page, file).await?;
    page.go("/console/service/coverage").await?;
    page.see(&format!("{GOOD} 人")).await?;
    page.picture("service-coverage").await?;
    // The same table once more changes nothing.
    page.go("/console/service/imports").await?;
    page.element("#import-file").await?.send_keys(file).await?;
    page.read("service.finding_known").await?;
    let unit = liaison.get("/own-units").await?;
    let unit = unit.pointer("/0/unit/id").and_then(Value::as_str).context("no unit")?.to_owned();
    let jobs = liaison.get(&format!("/units/{unit}/imports")).await?;
    let count = |job: usize, of: &str| jobs.pointer(&format!("/{job}/counts/{of}")).and_then(Value::as_u64);
    ensure!(count(0, "known") == Some(GOOD.into()) && count(0, "wrong") == Some((BAD - 1).into()), "{jobs}");
    ensure!(count(1, "added") == Some(GOOD.into()) && count(0, "duplicate") == Some(1), "{jobs}");
    page.no_complaints().await?;
    page.close().await
}

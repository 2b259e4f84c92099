//! The city's office changes a question of a service, looks at it as a resident would, and publishes; a colleague was faster once.

use anyhow::{Context, Result, ensure};
use serde_json::json;
use tests::api::Caller;
use tests::browser::{Browsers, Shape};
use tests::page::Page;
use tests::people::{CITY_OFFICE, PASSWORD, SECRETARY};
use tests::server::Server;
use tests::wait;

async fn sits_down(page: &Page, phone: &str, path: &str) -> Result<()> {
    page.go(path).await?;
    page.fill("sign-in-number", phone).await?;
    page.fill("sign-in-password", PASSWORD).await?;
    page.press_on("form.sign-in button[type=submit]").await?;
    page.element(".me-who").await?;
    Ok(())
}

/// Waits until a script says yes.
async fn becomes(page: &Page, what: &str, script: &str) -> Result<()> {
    wait::until(what, || async { Ok(page.ask::<bool>(script, &[]).await?.then_some(())) }).await
}

/// The id of the field with this label in the last question of the editor.
async fn in_last(page: &Page, part: &str) -> Result<String> {
    let script = "return [...document.querySelectorAll('.asked-one:last-child [id]')].map(e => e.id).find(id => id.endsWith('-' + arguments[0])) ?? ''";
    let id: String = page.ask(script, &[json!(part)]).await?;
    ensure!(!id.is_empty(), "the last question has no {part}");
    Ok(id)
}

#[tokio::test]
async fn a_question_is_added_looked_at_and_published() -> Result<()> {
    let Some(browsers) = Browsers::start().await? else { return Ok(()) };
    let server = Server::start().await?;
    let office = Caller::sign_in(&server.base, CITY_OFFICE).await?;
    let item = office.item("light_bulb").await?;
    let page = browsers.open(&server.base, Shape::Desk).await?;
    sits_down(&page, CITY_OFFICE, "/console/menu").await?;
    page.element(".menu-row").await?;
    page.picture("console-menu").await?;
    page.no_complaints().await?;

    page.go(&format!("/console/menu/{item}")).await?;
    page.element(".editor").await?;
    page.picture("console-menu-item").await?;
    page.choose("menu.add_question").await?;
    becomes(&page, "the new question has the focus", "return document.activeElement.id.endsWith('-label')").await?;
    // Nothing was written yet: the place is named, and the summary leads there.
    page.press_on("#save-draft").await?;
    page.element("#error-summary a").await?;
    page.picture("console-menu-wrong").await?;
    page.press_on("#error-summary a").await?;
    page.fill(&in_last(&page, "label").await?, "灯有多高 𬭎💡").await?;
    ensure!(page.ask::<bool>("return !document.querySelector('#error-summary')", &[]).await?, "what was mended says no more");
    becomes(&page, "the preview follows", "return document.querySelector('.preview').innerText.includes('灯有多高 𬭎💡')").await?;
    page.run("document.querySelector('.asked-one:last-child').scrollIntoView({block: 'center'})").await?;
    page.picture_here("console-menu-question").await?;

    // Somebody else was faster: what was typed stays.
    let draft = office.get(&format!("/menu/items/{item}/draft")).await?;
    let version = draft.pointer("/item/version").cloned().context("a version")?;
    office.patch(&format!("/menu/items/{item}"), json!({ "expected_version": version, "is_open": true })).await?;
    page.press_on("#save-draft").await?;
    page.read("menu.stale").await?;
    page.picture("console-menu-stale").await?;
    page.choose("menu.stale_mine").await?;
    becomes(&page, "it can be saved", "return !document.querySelector('#save-draft').disabled && !document.querySelector('.banner')")
        .await?;
    ensure!(page.value(&in_last(&page, "label").await?).await? == "灯有多高 𬭎💡", "what was typed is there");
    page.press_on("#save-draft").await?;
    page.read("menu.saved").await?;
    page.read("menu.what_changes").await?;
    page.run("document.querySelector('#keep-title').scrollIntoView()").await?;
    page.picture_here("console-menu-publish").await?;
    page.choose("menu.publish").await?;
    page.read("menu.problem_note").await?;
    page.fill("f-note", "问清楚要不要带梯子").await?;
    page.choose("menu.publish").await?;
    page.read("menu.published").await?;

    page.go(&format!("/console/menu/{item}/versions")).await?;
    page.element(".changes").await?;
    page.see("问清楚要不要带梯子").await?;
    page.picture("console-menu-versions").await?;
    let shown = office.get(&format!("/menu/items/{item}")).await?;
    ensure!(shown.get("item_version") == Some(&json!(2)), "{shown}");
    page.close().await
}

#[tokio::test]
async fn questions_are_moved_and_removed_by_keyboard_on_a_phone() -> Result<()> {
    let Some(browsers) = Browsers::start().await? else { return Ok(()) };
    let server = Server::start().await?;
    let secretary = Caller::sign_in(&server.base, SECRETARY).await?;
    let item = secretary.item("light_bulb").await?;
    let page = browsers.open(&server.base, Shape::Phone).await?;
    sits_down(&page, SECRETARY, "/console/menu").await?;
    page.element(".menu-row").await?;
    page.picture("console-menu").await?;
    page.press_on(".menu-row .button-outline").await?;
    page.read("menu.closed_here").await?;
    // The city's item can be looked at, not changed.
    page.go(&format!("/console/menu/{item}")).await?;
    page.read("menu.read_only").await?;
    page.picture("console-menu-read-only").await?;

    page.go("/console/menu/new").await?;
    page.fill("f-code", "yard_party").await?;
    page.fill("f-name", "院子里的坝坝宴").await?;
    page.fill("f-description", "社区提供桌椅，帮助邻里聚餐").await?;
    for label in ["几桌", "哪天", "要不要棚子"] {
        page.choose("menu.add_question").await?;
        page.fill(&in_last(&page, "label").await?, label).await?;
    }
    let order = "return [...document.querySelectorAll('.asked-one input[id$=-label]')].map(e => e.value).join()";
    let id: String = page.ask("return document.querySelector('.asked-one:last-child button').id", &[]).await?;
    page.run("document.querySelector('.asked-one:last-child button').focus()").await?;
    page.key(thirtyfour::Key::Enter).await?;
    becomes(&page, "the focus stays with what moved", &format!("return document.activeElement.id === '{id}'")).await?;
    ensure!(page.ask::<String>(order, &[]).await? == "几桌,要不要棚子,哪天");
    page.picture_here("console-menu-moved").await?;
    page.run("document.querySelector('.asked-one:first-child .button-quiet').focus()").await?;
    page.key(thirtyfour::Key::Enter).await?;
    becomes(&page, "one is gone", &format!("return (() => {{ {order} }})() === '要不要棚子,哪天'")).await?;
    page.press_on("#save-draft").await?;
    page.read("menu.created").await?;
    page.run("document.querySelector('#keep-title').scrollIntoView()").await?;
    page.picture_here("console-menu-first").await?;
    page.choose("menu.publish").await?;
    page.read("menu.published").await?;
    page.no_complaints().await?;
    page.close().await
}

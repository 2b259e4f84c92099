//! What the resident does. With the mouse or the finger, in Chinese, after a look at both switches.

use super::Way;
use anyhow::{Result, ensure};
use tests::page::Page;
use tests::people::{NEWCOMER, PASSWORD, RESIDENT};
use tests::server::Server;
use tests::wait;

/// The community of the demo accounts, and a word by which it is found.
const COMMUNITY: (&str, &str) = ("紫月", "紫月社区");
pub const GROUP: (&str, &str) = ("居家维修", "Home repairs");
pub const ITEM: &str = "换灯泡修灯具";
pub const MATTER: &str = "客厅的灯泡坏了，晚上看不见路，梯子家里有";

/// Finds the community and a look at both switches of the page.
pub async fn arrives(page: &Page) -> Result<()> {
    page.go("/").await?;
    page.read("resident.choose_title").await?;
    page.fill("community-q", COMMUNITY.0).await?;
    page.press(COMMUNITY.1).await?;
    page.see(GROUP.0).await?;
    page.picture("resident-home").await?;
    page.choose("common.language_other").await?;
    page.see(GROUP.1).await?;
    ensure!(page.ask::<String>("return document.documentElement.lang", &[]).await? == "en");
    page.press("中文").await?;
    page.see(GROUP.0).await?;
    page.choose("common.elder_on").await?;
    ensure!(size(page).await? >= 18.0, "large text is {} px", size(page).await?);
    page.picture("resident-home-elder").await?;
    page.choose("common.elder_off").await?;
    ensure!(size(page).await? < 18.0);
    Ok(())
}

async fn size(page: &Page) -> Result<f64> {
    page.ask("return parseFloat(getComputedStyle(document.body).fontSize)", &[]).await
}

/// From the menu to the number of the order.
pub async fn orders(page: &Page, server: &Server, way: Way) -> Result<String> {
    if way == Way::Password {
        signs_in(page, RESIDENT, "/").await?;
    }
    arrives(page).await?;
    page.press(GROUP.0).await?;
    page.press(ITEM).await?;
    page.read("resident.item_promise").await?;
    page.picture("resident-item").await?;
    page.driver.back().await?;
    page.see(ITEM).await?;
    page.press(ITEM).await?;
    page.choose("resident.item_order").await?;
    fills_in(page).await?;
    page.choose("order.submit").await?;
    if way == Way::Code {
        page.read("order.need_code").await?;
        page.choose("accounts.send_code").await?;
        page.element("#sign-in-code").await?;
        page.picture_here("resident-code").await?;
        page.fill("sign-in-code", &server.message(NEWCOMER, "验证码 ").await?).await?;
        page.choose("accounts.verify_and_send").await?;
    }
    page.read("order.sent_title").await?;
    page.picture("resident-sent").await?;
    let number = page.element(".sent-number strong").await?.text().await?;
    page.choose("order.sent_follow").await?;
    page.read("mine.state_submitted").await?;
    page.no_complaints().await?;
    Ok(number)
}

/// The first two of the three screens, and a look at the third.
pub async fn fills_in(page: &Page) -> Result<()> {
    page.arrive("/order/").await?;
    page.choose("order.next").await?;
    page.read("order.problem_choose").await?;
    page.picture("resident-order-wrong").await?;
    page.press("客厅").await?;
    page.press("螺口灯泡").await?;
    page.fill("f-answers-count", "1").await?;
    page.fill("f-text", MATTER).await?;
    page.picture("resident-order").await?;
    page.choose("order.next").await?;
    page.read("order.contact_name").await?;
    page.fill("f-contact-name", "王阿姨").await?;
    page.fill("f-contact-phone", NEWCOMER).await?;
    page.fill("f-contact-address", "园林小区 3 栋 2 单元 501").await?;
    page.picture("resident-whom").await?;
    page.choose("order.next").await?;
    page.read("order.check_title").await?;
    page.see("王阿姨").await?;
    // Back shows what was typed, and forward comes back to the check.
    page.driver.back().await?;
    page.element("#f-contact-name").await?;
    ensure!(page.value("f-contact-name").await? == "王阿姨");
    page.driver.forward().await?;
    page.read("order.check_title").await?;
    page.picture("resident-check").await
}

/// Signs in by a password and goes on to `next`.
pub async fn signs_in(page: &Page, phone: &str, next: &str) -> Result<()> {
    page.go(&format!("/sign-in?by=password&next={next}")).await?;
    page.fill("sign-in-number", phone).await?;
    page.fill("sign-in-password", PASSWORD).await?;
    page.press_on("form.sign-in button[type=submit]").await?;
    wait::until(&format!("{phone} is signed in"), || async { Ok((page.path().await? == next).then_some(())) }).await
}

/// The last word is the resident's.
pub async fn confirms_and_rates(page: &Page) -> Result<()> {
    page.driver.refresh().await?;
    page.read("mine.confirm_title").await?;
    page.picture("resident-done").await?;
    page.choose("mine.confirm_yes").await?;
    page.read("mine.confirm_done").await?;
    page.read("mine.rate_grade").await?;
    page.choose("mine.rate_send").await?;
    page.read("mine.rate_missing").await?;
    page.press_on("#grade-5").await?;
    page.element("input[type=checkbox]").await?;
    page.press_on("input[type=checkbox]").await?;
    page.fill("rate-text", "来得快，还帮我把旧灯泡带走了").await?;
    page.run("document.activeElement?.blur(); document.querySelector('form.rate').closest('section').scrollIntoView()").await?;
    page.picture_here("resident-rating").await?;
    page.choose("mine.rate_send").await?;
    page.read("mine.rated_title").await?;
    page.see("来得快，还帮我把旧灯泡带走了").await?;
    page.picture("resident-rated").await
}

//! What happens beside the main line, by the people it happens to, each at a browser of their own: declined and offered again, more time,
//! parts, not solved and called back and put right, a whistle. The API brings each order to where the story begins.

mod elsewhere;
mod onward;

use anyhow::{Context, Result};
use serde_json::{Value, json};
use tests::page::Page;
use tests::people::PASSWORD;
use tests::wait;

/// Opens a page of the console and signs in there.
pub async fn signs_in_at(page: &Page, phone: &str, path: &str) -> Result<()> {
    page.go(path).await?;
    page.fill("sign-in-number", phone).await?;
    page.fill("sign-in-password", PASSWORD).await?;
    page.press_on("form.sign-in button[type=submit]").await
}

/// Opens the form of a step beside the main line. Its words may stand in the navigation, too.
pub async fn opens_step(page: &Page, key: &str) -> Result<()> {
    let words = page.words.begin(key)?.to_owned();
    let script = "const e = [...document.querySelectorAll('.step-row button')].find(e => e.innerText.trim() === arguments[0]);
        e?.scrollIntoView({ block: 'center' }); e?.click(); return !!e;";
    wait::until(&format!("the step “{words}” is there"), || async {
        Ok(page.ask::<bool>(script, &[json!(words)]).await?.then_some(()))
    })
    .await
    .with_context(|| key.to_owned())?;
    page.element("form.panel").await.map(drop)
}

/// Sends the form of the step that is open, and reads that it is done.
pub async fn sends_step(page: &Page, done: &str) -> Result<()> {
    page.press_on("form.panel button[type=submit]").await?;
    page.read(done).await
}

/// Puts a day into a field of days: how one types it depends on the browser's language.
pub async fn puts_day(page: &Page, id: &str, day: &str) -> Result<()> {
    page.element(&format!("#{id}")).await?;
    let script =
        "const e = document.getElementById(arguments[0]); e.value = arguments[1]; e.dispatchEvent(new Event('input', { bubbles: true }));";
    page.driver.execute(script, vec![json!(id), json!(day)]).await?;
    Ok(())
}

/// A text of a reply.
pub fn text<'v>(value: &'v Value, pointer: &str) -> Result<&'v str> {
    value.pointer(pointer).and_then(Value::as_str).with_context(|| format!("no {pointer} in {value}"))
}

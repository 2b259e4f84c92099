//! A page as somebody uses it: they read words, press what says something, type into fields. Every look waits until it is there.

use crate::api::Caller;
use crate::browser::Shape;
use crate::wait;
use crate::words::Words;
use anyhow::{Context, Result, ensure};
use serde::de::DeserializeOwned;
use serde_json::{Value, json};
use thirtyfour::error::WebDriverErrorInner as Inner;
use thirtyfour::{By, Key, WebDriver, WebElement};

/// What can be pressed, by its words: exactly these, or else beginning with these.
const FIND: &str = "
    const norm = s => s.replace(/\\s+/g, ' ').trim();
    const all = [...document.querySelectorAll('a[href],button,summary,label')]
        .filter(e => e.checkVisibility({ visibilityProperty: true }) && !e.disabled);
    return all.find(e => norm(e.innerText) === arguments[0]) ?? all.find(e => norm(e.innerText).startsWith(arguments[0])) ?? null;";

/// One browser window and the person before it.
pub struct Page {
    pub driver: WebDriver,
    pub shape: Shape,
    pub words: Words,
    base: String,
}

impl Page {
    /// A window at the server; Chinese, as it is at first.
    pub fn new(driver: WebDriver, base: &str, shape: Shape) -> Result<Self> {
        Ok(Self { driver, shape, words: Words::read("zh")?, base: base.to_owned() })
    }

    /// Goes to an address of this server.
    pub async fn go(&self, path: &str) -> Result<()> {
        Ok(self.driver.goto(format!("{}{path}", self.base)).await?)
    }

    /// The address as it stands, without the server.
    pub async fn path(&self) -> Result<String> {
        let url = self.driver.current_url().await?;
        Ok(url.as_str().strip_prefix(&self.base).unwrap_or(url.as_str()).to_owned())
    }

    /// Waits for an address that begins so; the rest of it.
    pub async fn arrive(&self, begin: &str) -> Result<String> {
        wait::until(&format!("the address begins with {begin}"), || async { Ok(self.path().await?.strip_prefix(begin).map(str::to_owned)) })
            .await
            .with_context(|| format!("on {}", self.base))
    }

    /// Runs a script; its answer.
    pub async fn ask<T: DeserializeOwned>(&self, script: &str, arguments: &[Value]) -> Result<T> {
        Ok(self.driver.execute(script, arguments.to_vec()).await?.convert()?)
    }

    /// Runs a script for what it does.
    pub async fn run(&self, script: &str) -> Result<()> {
        self.driver.execute(script, Vec::new()).await?;
        Ok(())
    }

    /// Everything that can be read on the page.
    pub async fn text(&self) -> Result<String> {
        self.ask("return document.body?.innerText ?? ''", &[]).await
    }

    /// Waits until these words can be read.
    pub async fn see(&self, words: &str) -> Result<()> {
        let seen = wait::until(&format!("“{words}” can be read"), || async { Ok(self.text().await?.contains(words).then_some(())) }).await;
        match seen {
            Ok(()) => Ok(()),
            Err(error) => {
                self.picture_here("unseen").await?;
                Err(error.context(format!("on {}, where one reads:\n{}", self.path().await?, self.text().await?)))
            }
        }
    }

    /// Waits until the text of the catalogue can be read, up to its first gap.
    pub async fn read(&self, key: &str) -> Result<()> {
        self.see(self.words.begin(key)?).await.with_context(|| key.to_owned())
    }

    /// Waits until an element is there.
    pub async fn element(&self, css: &str) -> Result<WebElement> {
        let found = wait::until(&format!("there is {css}"), || async { Ok(self.driver.find(By::Css(css)).await.ok()) }).await;
        if let Err(error) = found {
            self.picture_here("missing").await?;
            return Err(error.context(format!("{css} on {}, where one reads:\n{}", self.path().await?, self.text().await?)));
        }
        found
    }

    /// Presses what says these words.
    pub async fn press(&self, words: &str) -> Result<()> {
        let pressed = wait::until(&format!("“{words}” can be pressed"), || async {
            let found = self.driver.execute(FIND, vec![json!(words)]).await?;
            if found.json().is_null() {
                return Ok(None);
            }
            click(&found.element()?).await
        })
        .await;
        if let Err(error) = pressed {
            self.picture_here("unpressed").await?;
            return Err(error.context(format!("on {}, where one reads:\n{}", self.path().await?, self.text().await?)));
        }
        Ok(())
    }

    /// Presses the control with the text of the catalogue, up to its first gap.
    pub async fn choose(&self, key: &str) -> Result<()> {
        self.press(self.words.begin(key)?).await.with_context(|| key.to_owned())
    }

    /// Presses an element; a control that hides behind its label is pressed through the label.
    pub async fn press_on(&self, css: &str) -> Result<()> {
        let script = "const e = document.querySelector(arguments[0]); return e?.closest('label') ?? e;";
        wait::until(&format!("{css} can be pressed"), || async {
            self.element(css).await?;
            click(&self.driver.execute(script, vec![json!(css)]).await?.element()?).await
        })
        .await
        .with_context(|| css.to_owned())
    }

    /// Types into the field with this id, in the place of what stood there.
    pub async fn fill(&self, id: &str, text: &str) -> Result<()> {
        let field = self.element(&format!("[id='{id}']")).await?;
        field.scroll_into_view().await?;
        field.send_keys(Key::Control + "a").await?;
        if text.chars().all(|c| u32::from(c) <= 0xffff) {
            field.send_keys(text).await?;
        } else {
            // Rare Han characters and emoji have no key: they come in one piece, as from an input method.
            self.driver.cdp().input().insert_text(text).await?;
        }
        let typed = self.value(id).await?;
        ensure!(typed == text, "{id} holds {typed:?} and not {text:?}");
        Ok(())
    }

    /// What stands in the field with this id.
    pub async fn value(&self, id: &str) -> Result<String> {
        Ok(self.element(&format!("[id='{id}']")).await?.prop("value").await?.unwrap_or_default())
    }

    /// Has the community of `caller` chosen, as somebody who has been here before.
    pub async fn chooses(&self, caller: &Caller) -> Result<()> {
        let unit = caller.get(&format!("/org-units/{}", caller.community)).await?;
        let of = |name: &str| unit.get(name).cloned().unwrap_or(json!(""));
        let place = json!({ "id": of("id"), "name": of("name"), "telephone": of("telephone"), "secretary": of("secretary") });
        self.driver.execute("localStorage.setItem('sbd.community', arguments[0])", vec![json!(place.to_string())]).await?;
        Ok(())
    }

    /// What the browser has complained about since it was last asked.
    pub async fn complaints(&self) -> Result<Vec<String>> {
        let log = self.driver.browser_log().await?;
        Ok(log.into_iter().filter(|e| matches!(e.level.as_str(), "SEVERE" | "WARNING")).map(|e| e.message).collect())
    }

    /// Fails when the browser has complained about anything.
    pub async fn no_complaints(&self) -> Result<()> {
        let complaints = self.complaints().await?;
        ensure!(complaints.is_empty(), "the browser's console, on {}: {complaints:#?}", self.path().await?);
        Ok(())
    }

    /// Closes the window.
    pub async fn close(self) -> Result<()> {
        Ok(self.driver.quit().await?)
    }
}

/// Presses it in the middle of the window; `None` when it moved away or was covered for a moment.
async fn click(element: &WebElement) -> Result<Option<()>> {
    let pressed = async {
        element.scroll_into_view().await?;
        element.click().await
    };
    match pressed.await {
        Ok(()) => Ok(Some(())),
        Err(error) => match &*error {
            Inner::StaleElementReference(_) | Inner::ElementClickIntercepted(_) | Inner::ElementNotInteractable(_) => Ok(None),
            _ => Err(error.into()),
        },
    }
}

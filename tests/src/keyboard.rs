//! Somebody without a mouse: Tab, arrows, Enter, and the eye on where the focus is.

use crate::page::Page;
use anyhow::{Context, Result, bail, ensure};
use serde::Deserialize;
use thirtyfour::Key;

/// More steps than this nobody takes to get to anything.
const MOST_STEPS: usize = 120;

const FOCUS: &str = "
    const norm = s => (s ?? '').replace(/\\s+/g, ' ').trim();
    const e = document.activeElement ?? document.body;
    const marked = x => { if (!x) return false; const s = getComputedStyle(x); return s.outlineStyle !== 'none' && parseFloat(s.outlineWidth) > 0 || s.boxShadow !== 'none'; };
    const box = e.getBoundingClientRect();
    return {
        words: norm(e.labels?.length ? e.labels[0].innerText : e.innerText || e.getAttribute('aria-label')),
        id: e.id,
        markup: e.outerHTML.slice(0, 120),
        is_page: e === document.body,
        // Of a date the browser itself marks the part that has the focus.
        is_marked: marked(e) || marked(e.closest('label')) || ['date', 'datetime-local'].includes(e.type),
        is_in_sight: box.bottom > 0 && box.top < innerHeight && box.right > 0 && box.left < innerWidth,
    };";

/// Where the focus is.
#[derive(Debug, Deserialize)]
struct Focus {
    words: String,
    id: String,
    markup: String,
    is_page: bool,
    is_marked: bool,
    is_in_sight: bool,
}

impl Page {
    /// Presses a key where the focus is.
    pub async fn key(&self, key: impl Into<thirtyfour::TypingData>) -> Result<()> {
        Ok(self.driver.action_chain().send_keys(key).perform().await?)
    }

    async fn focus(&self) -> Result<Focus> {
        self.ask(FOCUS, &[]).await
    }

    /// Presses `key` until the focus is where it is wanted. On the way it has to be seen, wherever it is.
    async fn walk(&self, key: Key, wanted: &str, is_there: impl Fn(&Focus) -> bool) -> Result<()> {
        for _ in 0..MOST_STEPS {
            self.key(key.clone()).await?;
            let focus = self.focus().await?;
            if !focus.is_page {
                ensure!(focus.is_marked, "the focus cannot be seen on {}: {}", self.path().await?, focus.markup);
                ensure!(focus.is_in_sight, "the focus is out of sight on {}: {}", self.path().await?, focus.markup);
            }
            if is_there(&focus) {
                return Ok(());
            }
        }
        bail!("{wanted} is not reached by {key:?} on {}", self.path().await?)
    }

    /// Tabs to the control with the text of the catalogue, up to its first gap, and presses Enter.
    pub async fn enter(&self, key: &str) -> Result<()> {
        let words = self.words.begin(key)?.to_owned();
        self.see(&words).await?;
        self.walk(Key::Tab, &words, |f| f.words.starts_with(&words)).await.with_context(|| key.to_owned())?;
        self.key(Key::Enter).await
    }

    /// Tabs to the field with this id and types.
    pub async fn type_into(&self, id: &str, text: &str) -> Result<()> {
        self.element(&format!("[id='{id}']")).await?;
        self.walk(Key::Tab, id, |f| f.id == id).await?;
        self.key(text).await
    }

    /// Tabs to the first choice of a group and goes down to the one with these words, which chooses it.
    pub async fn go_down_to(&self, first: &str, words: &str) -> Result<()> {
        self.element(&format!("[id='{first}']")).await?;
        self.walk(Key::Tab, first, |f| f.id == first).await?;
        self.key(Key::Space).await?;
        if !self.focus().await?.words.contains(words) {
            self.walk(Key::Down, words, |f| f.words.contains(words)).await?;
        }
        Ok(())
    }
}

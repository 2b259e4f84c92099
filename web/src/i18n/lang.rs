//! Which language the page speaks: kept on the device, told to the browser.

use super::english;
use crate::api;
use leptos::prelude::*;
use std::sync::atomic::{AtomicBool, Ordering};

const KEY: &str = "sbd.lang";

/// A global and not a context: texts are also made in answers that arrive after their page is gone.
static ENGLISH: AtomicBool = AtomicBool::new(false);

/// The languages of the pages.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Lang {
    Zh,
    En,
}

impl Lang {
    /// As the `lang` attribute has it.
    pub const fn tag(self) -> &'static str {
        match self {
            Self::Zh => "zh-CN",
            Self::En => "en",
        }
    }
}

/// The language of the page.
pub fn lang() -> Lang {
    if ENGLISH.load(Ordering::Relaxed) { Lang::En } else { Lang::Zh }
}

/// The language as a signal, for the frame of a program: what reads it is drawn anew when it changes.
#[derive(Clone, Copy)]
pub struct Language(RwSignal<Lang>);

impl Language {
    /// Takes up what the device remembers; Chinese when it remembers nothing.
    pub fn provide() -> Self {
        let lang = if remembers_english() && english::is_here() { Lang::En } else { Lang::Zh };
        let this = Self(RwSignal::new(lang));
        apply(lang);
        provide_context(this);
        this
    }

    /// What the device remembers has to be here before anything is drawn.
    pub async fn load_remembered() {
        if remembers_english() {
            english::fetch().await;
        }
    }

    /// The one of this program.
    pub fn expect() -> Self {
        expect_context()
    }

    /// The language, tracked.
    pub fn get(self) -> Lang {
        self.0.get()
    }

    /// Speaks another language from now on, once its words are here; without a connection they are not.
    pub fn set(self, lang: Lang) {
        api::run(async move {
            if lang == Lang::Zh || english::fetch().await {
                self.speak(lang);
            }
        });
    }

    fn speak(self, lang: Lang) {
        if let Some(storage) = web_sys::window().and_then(|w| w.local_storage().ok().flatten()) {
            let _ = storage.set_item(KEY, if lang == Lang::En { "en" } else { "zh" });
        }
        apply(lang);
        self.0.set(lang);
    }

    /// Chinese becomes English and the other way round.
    pub fn toggle(self) {
        self.set(if self.0.get_untracked() == Lang::Zh { Lang::En } else { Lang::Zh });
    }
}

fn remembers_english() -> bool {
    let kept = web_sys::window().and_then(|w| w.local_storage().ok().flatten()).and_then(|s| s.get_item(KEY).ok().flatten());
    kept.as_deref() == Some("en")
}

fn apply(lang: Lang) {
    ENGLISH.store(lang == Lang::En, Ordering::Relaxed);
    let root = web_sys::window().and_then(|w| w.document()).and_then(|d| d.document_element());
    if let Some(root) = root {
        let _ = root.set_attribute("lang", lang.tag());
    }
}

//! The large-text version (长辈版): on or off, and how large, kept on the device and applied to the root of the page.

use leptos::prelude::*;

const KEY: &str = "sbd.display";
/// Text size of the standard version, in CSS pixels.
const STANDARD: u8 = 16;
/// Smallest and largest text of the large-text version (MIIT 2021: at least 18, adjustable to 30).
pub const SIZES: std::ops::RangeInclusive<u8> = 18..=30;
const FIRST: u8 = 20;

/// How the page is shown.
#[derive(Clone, Copy)]
pub struct Display {
    size: RwSignal<Option<u8>>,
}

impl Display {
    /// Takes up what the device remembers.
    pub fn provide() -> Self {
        let kept = storage().and_then(|s| s.get_item(KEY).ok().flatten()).and_then(|text| text.parse().ok());
        let this = Self { size: RwSignal::new(kept.filter(|n| SIZES.contains(n))) };
        this.apply();
        provide_context(this);
        this
    }

    /// The one of this program.
    pub fn expect() -> Self {
        expect_context()
    }

    /// Whether the large-text version is on.
    pub fn is_elder(self) -> bool {
        self.size.get().is_some()
    }

    /// The size of the text in pixels.
    pub fn size(self) -> u8 {
        self.size.get().unwrap_or(STANDARD)
    }

    /// On becomes off and the other way round.
    pub fn toggle(self) {
        let next = if self.size.get_untracked().is_some() { None } else { Some(FIRST) };
        self.set(next);
    }

    /// Shows text of this size, large-text version on; `None` is the standard version.
    pub fn set(self, size: Option<u8>) {
        self.size.set(size.map(|n| n.clamp(*SIZES.start(), *SIZES.end())));
        if let Some(storage) = storage() {
            let kept = self.size.get_untracked().map(|n| n.to_string()).unwrap_or_default();
            let _ = storage.set_item(KEY, &kept);
        }
        self.apply();
    }

    fn apply(self) {
        let Some(root) = web_sys::window().and_then(|w| w.document()).and_then(|d| d.document_element()) else {
            return;
        };
        let (class, style) = match self.size.get_untracked() {
            Some(n) => ("elder", format!("font-size:{n}px")),
            None => ("", String::new()),
        };
        let _ = root.set_attribute("class", class);
        let _ = root.set_attribute("style", &style);
    }
}

fn storage() -> Option<web_sys::Storage> {
    web_sys::window()?.local_storage().ok().flatten()
}

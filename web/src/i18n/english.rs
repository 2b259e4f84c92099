//! The second language: a file of its own, one text a line, loaded when somebody chooses it. Most never do, and what they do not
//! read they need not load. A text that is not there is shown in Chinese.

use gloo_net::http::Request;
use leptos::prelude::*;
use std::sync::OnceLock;

/// Texts are asked for by number from everywhere; they stay as long as the program runs.
static WORDS: OnceLock<Vec<String>> = OnceLock::new();

/// Whether they are here.
pub fn is_here() -> bool {
    WORDS.get().is_some()
}

/// The text with this number.
pub fn text(number: usize) -> Option<&'static str> {
    WORDS.get()?.get(number).map(String::as_str)
}

/// Fetches them, if they are not here yet. Where they are the page says: their name changes with what is in them.
pub async fn fetch() -> bool {
    if is_here() {
        return true;
    }
    let root = document().document_element();
    let Some(address) = root.and_then(|root| root.get_attribute("data-english")) else { return false };
    let Ok(reply) = Request::get(&address).send().await else { return false };
    let Ok(text) = reply.text().await else { return false };
    if reply.ok() {
        // Somebody else's answer may have come first: it is the same.
        let _ = WORDS.set(text.lines().map(str::to_owned).collect());
    }
    is_here()
}

//! Where one is and how one goes elsewhere: the address bar as two signals, links that stay in this program, back and forward.
//! In place of a router, see docs/decisions/0008-addresses-by-hand.md.

use leptos::prelude::*;
use std::sync::OnceLock;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{Element, HtmlAnchorElement, MouseEvent};

/// The address of the page that is shown.
#[derive(Clone, Copy)]
struct Here {
    path: RwSignal<String>,
    /// What follows the question mark.
    search: RwSignal<String>,
    /// Whether a path is a page of this program; other programs are loaded by the browser.
    is_ours: fn(&str) -> bool,
}

/// A global and not a context: one also goes elsewhere where an answer arrives after its page is gone.
static HERE: OnceLock<Here> = OnceLock::new();

/// Reads the address bar, and follows it and every click on a link from now on. `is_ours` tells the pages of this program from
/// those of another.
pub fn begin(is_ours: fn(&str) -> bool) {
    let (path, search) = address_bar().unwrap_or_default();
    if HERE.set(Here { path: RwSignal::new(path), search: RwSignal::new(search), is_ours }).is_err() {
        return;
    }
    // Both listen as long as the program runs.
    drop(window_event_listener(leptos::ev::popstate, |_| {
        if let Some((path, search)) = address_bar() {
            show(path, search);
        }
    }));
    drop(window_event_listener(leptos::ev::click, |event| {
        if let Some(to) = inner_link(&event) {
            event.prevent_default();
            to.follow();
        }
    }));
}

/// The path, followed.
pub fn path() -> String {
    HERE.get().map(|here| here.path.get()).unwrap_or_default()
}

/// The address below the root of the site, with what stands behind the question mark; followed.
pub fn address() -> String {
    HERE.get().map(|here| format!("{}{}", here.path.get(), here.search.get())).unwrap_or_default()
}

/// Whether this is the page of the address, followed; `page` is then what `aria-current` says.
pub fn current(address: &str) -> Option<&'static str> {
    let here = HERE.get()?;
    let bare = |path: &str| path.trim_end_matches('/').to_owned();
    here.path.with(|path| bare(path) == bare(address)).then_some("page")
}

/// A word behind the question mark, followed.
pub fn word(name: &str) -> Option<String> {
    HERE.get()?.search.with(|search| value(search, name))
}

/// A word behind the question mark as it is now.
pub fn word_now(name: &str) -> Option<String> {
    HERE.get()?.search.with_untracked(|search| value(search, name))
}

/// Goes to an address of this program: a new entry in the history, read from the top.
pub fn go(to: &str) {
    write(to, false);
    to_top();
}

/// Like [`go`], in place of the entry that is there: back leads to where one was before.
pub fn replace(to: &str) {
    write(to, true);
    to_top();
}

/// Writes another address into the bar and stays where one reads: for filters and words as they are typed.
pub fn note(to: &str) {
    write(to, true);
}

fn write(to: &str, in_place: bool) {
    let (Some(here), Some(window)) = (HERE.get(), web_sys::window()) else { return };
    let (path, search) = parts(to);
    if !(here.is_ours)(path) {
        let location = window.location();
        let _ = if in_place { location.replace(to) } else { location.assign(to) };
        return;
    }
    let Ok(history) = window.history() else { return };
    let is_here = here.path.with_untracked(|p| p == path) && here.search.with_untracked(|s| s == search);
    // Two entries for one page would make back seem to do nothing.
    let _ = if in_place || is_here {
        history.replace_state_with_url(&JsValue::NULL, "", Some(to))
    } else {
        history.push_state_with_url(&JsValue::NULL, "", Some(to))
    };
    show(path.to_owned(), search.to_owned());
}

/// Only what changed is told: the same page with other words behind the question mark is not drawn anew.
fn show(path: String, search: String) {
    let Some(here) = HERE.get() else { return };
    for (signal, now) in [(here.path, path), (here.search, search)] {
        if signal.with_untracked(|before| *before != now) {
            signal.set(now);
        }
    }
}

fn to_top() {
    if let Some(window) = web_sys::window() {
        window.scroll_to_with_x_and_y(0.0, 0.0);
    }
}

/// Path and search of the address bar.
fn address_bar() -> Option<(String, String)> {
    let location = web_sys::window()?.location();
    let search = location.search().ok()?;
    Some((location.pathname().ok()?, search.trim_start_matches('?').to_owned()))
}

/// A page of this program that a link leads to.
struct Link {
    to: String,
    /// With `data-stay`: one goes on reading where one is.
    keeps_place: bool,
}

impl Link {
    fn follow(&self) {
        write(&self.to, false);
        if !self.keeps_place {
            to_top();
        }
    }
}

/// What a click leads to, when it is a page that this program shows itself.
fn inner_link(event: &MouseEvent) -> Option<Link> {
    let with_key = event.meta_key() || event.ctrl_key() || event.alt_key() || event.shift_key();
    if event.default_prevented() || event.button() != 0 || with_key {
        return None;
    }
    let nearest = event.target()?.dyn_into::<Element>().ok()?.closest("a[href]").ok()??;
    let link = nearest.dyn_into::<HtmlAnchorElement>().ok()?;
    let is_near = link.origin() == web_sys::window()?.location().origin().ok()? && !link.has_attribute("download");
    let path = link.pathname();
    // A place on this page is for the browser.
    let is_inner = is_near && link.hash().is_empty() && stays(&link.target(), &link.rel()) && (HERE.get()?.is_ours)(&path);
    is_inner.then(|| Link { to: path + &link.search(), keeps_place: link.has_attribute("data-stay") })
}

/// Whether a link with this `target` and `rel` opens here and not in a window or program of its own.
fn stays(target: &str, rel: &str) -> bool {
    matches!(target, "" | "_self") && !rel.split_ascii_whitespace().any(|word| word == "external")
}

/// Whether a path is `root` or below it.
pub fn is_under(path: &str, root: &str) -> bool {
    path.strip_prefix(root).is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
}

/// Path and search of an address without a host.
fn parts(address: &str) -> (&str, &str) {
    let address = address.split('#').next().unwrap_or_default();
    address.split_once('?').unwrap_or((address, ""))
}

/// The value of a name in `a=1&b=2`; the first where there are several.
fn value(search: &str, name: &str) -> Option<String> {
    let pairs = search.split('&').map(|pair| pair.split_once('=').unwrap_or((pair, "")));
    pairs.into_iter().find(|(n, _)| decode(n) == name).map(|(_, value)| decode(value))
}

/// Undoes percent-encoding and the plus of forms. What is not encoded well stays as it is.
fn decode(text: &str) -> String {
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text.bytes();
    while let Some(byte) = rest.next() {
        let mut ahead = rest.clone();
        let pair = ahead.next().and_then(nibble).zip(ahead.next().and_then(nibble));
        match (byte, pair) {
            (b'%', Some((high, low))) => {
                bytes.push(high * 16 + low);
                rest = ahead;
            }
            (b'+', _) => bytes.push(b' '),
            _ => bytes.push(byte),
        }
    }
    String::from_utf8_lossy(&bytes).into_owned()
}

fn nibble(digit: u8) -> Option<u8> {
    char::from(digit).to_digit(16).and_then(|n| u8::try_from(n).ok())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ui::encode;

    #[test]
    fn words_of_an_address_are_read_as_they_were_meant() {
        let search = "q=%E6%8D%A2%E7%81%AF+%26%2b&by=password&empty=&bare&q=second";
        assert_eq!(value(search, "q").as_deref(), Some("换灯 &+"));
        assert_eq!(value(search, "by").as_deref(), Some("password"));
        assert_eq!(value(search, "empty").as_deref(), Some(""));
        assert_eq!(value(search, "bare").as_deref(), Some(""));
        assert_eq!(value(search, "other"), None);
        assert_eq!(value("", "q"), None);
        let odd = "50% = 灯&?#/+";
        assert_eq!(value(&format!("next={}", encode(odd)), "next").as_deref(), Some(odd));
        for (bad, read) in [("100%", "100%"), ("%4", "%4"), ("%zz1", "%zz1"), ("%E7%81", "\u{fffd}"), ("灯", "灯")] {
            assert_eq!(decode(bad), read, "{bad}");
        }
    }

    #[test]
    fn an_address_has_a_path_and_words() {
        assert_eq!(parts("/orders?show=all#top"), ("/orders", "show=all"));
        assert_eq!(parts("/"), ("/", ""));
        assert_eq!(parts("/?q=a?b"), ("/", "q=a?b"));
        assert_eq!(parts(""), ("", ""));
    }

    #[test]
    fn a_program_ends_at_a_slash() {
        assert!(is_under("/tasks", "/tasks") && is_under("/tasks/1", "/tasks"));
        assert!(!is_under("/tasksheet", "/tasks") && !is_under("/", "/tasks"));
    }

    #[test]
    fn some_links_are_for_the_browser() {
        assert!(stays("", "") && stays("_self", "noopener"));
        assert!(!stays("_blank", "") && !stays("", "noopener external"));
    }
}

//! The keyboard of lists: down, up, and the search. Off when somebody turns it off (single keys get in the way of those who
//! speak to their computer).

use crate::i18n::tr;
use crate::ui::lean::{act, live};
use crate::ui::store;
use leptos::ev;
use leptos::prelude::*;
use web_sys::wasm_bindgen::JsCast;
use web_sys::{Element, HtmlElement, KeyboardEvent};

const OFF: &str = "sbd.keys_off";
/// What `Down` and `Up` move between.
const ROWS: &str = ".row-link";
/// The search field of the page.
const SEARCH: &str = "order-q";

/// What a key asks for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Command {
    Down,
    Up,
    Search,
}

/// Where the focus is when a key comes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Focus {
    /// A control that needs its keys itself.
    Control,
    /// A row, or nothing at all: arrows are free.
    Free,
    /// A link or a button elsewhere.
    Elsewhere,
}

/// What the key means there.
pub fn command(key: &str, focus: Focus, with_modifier: bool) -> Option<Command> {
    if with_modifier || focus == Focus::Control {
        return None;
    }
    match key {
        "j" | "J" => Some(Command::Down),
        "k" | "K" => Some(Command::Up),
        "ArrowDown" if focus == Focus::Free => Some(Command::Down),
        "ArrowUp" if focus == Focus::Free => Some(Command::Up),
        "/" => Some(Command::Search),
        _ => None,
    }
}

/// The row to go to; nothing when there is none in that direction.
pub fn next(current: Option<usize>, rows: usize, command: Command) -> Option<usize> {
    let wanted = match (command, current) {
        (Command::Search, _) => return None,
        (Command::Down, None) => 0,
        (Command::Up, None) => rows.checked_sub(1)?,
        (Command::Down, Some(at)) => at + 1,
        (Command::Up, Some(at)) => at.checked_sub(1)?,
    };
    (wanted < rows).then_some(wanted)
}

fn rows() -> Vec<HtmlElement> {
    let list = web_sys::window().and_then(|w| w.document()).and_then(|d| d.query_selector_all(ROWS).ok());
    let Some(list) = list else { return Vec::new() };
    (0..list.length()).filter_map(|i| list.item(i)).filter_map(|n| n.dyn_into::<HtmlElement>().ok()).collect()
}

fn focus_of(element: Option<&Element>) -> Focus {
    let Some(element) = element else { return Focus::Free };
    match element.tag_name().as_str() {
        "INPUT" | "SELECT" | "TEXTAREA" => Focus::Control,
        "BODY" | "H1" | "MAIN" => Focus::Free,
        _ if element.matches(ROWS).unwrap_or(false) => Focus::Free,
        _ => Focus::Elsewhere,
    }
}

fn pressed(event: &KeyboardEvent) {
    let active = web_sys::window().and_then(|w| w.document()).and_then(|d| d.active_element());
    let with_modifier = event.ctrl_key() || event.meta_key() || event.alt_key() || event.is_composing();
    let Some(command) = command(&event.key(), focus_of(active.as_ref()), with_modifier) else { return };
    if command == Command::Search {
        event.prevent_default();
        crate::ui::focus_now(SEARCH);
        return;
    }
    let rows = rows();
    let current = active.and_then(|a| rows.iter().position(|r| r.is_same_node(Some(&a))));
    if let Some(row) = next(current, rows.len(), command).and_then(|i| rows.get(i)) {
        event.prevent_default();
        let _ = row.focus();
    }
}

/// Listens for the keys of a list, and says which there are.
#[component]
pub fn Keys() -> impl IntoView {
    let off = RwSignal::new(store::read::<bool>(OFF).unwrap_or(false));
    let listener = window_event_listener(ev::keydown, move |event| {
        if !off.try_get_untracked().unwrap_or(true) {
            pressed(&event);
        }
    });
    on_cleanup(move || listener.remove());
    let toggle = move |_| {
        off.update(|o| *o = !*o);
        store::write(OFF, &off.get_untracked());
    };
    view! {
        <p class="keys hint">
            {live(move || (!off.get()).then(|| view! { <span>{tr!(console.keys_label)}"："{tr!(console.keys_help)}</span> }))}
            <button type="button" class="button button-quiet" on:click=act(toggle)>
                {live(move || if off.get() { tr!(console.keys_on) } else { tr!(console.keys_off) })}
            </button>
        </p>
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keys_do_not_disturb_typing() {
        assert_eq!(command("j", Focus::Free, false), Some(Command::Down));
        assert_eq!(command("K", Focus::Elsewhere, false), Some(Command::Up));
        assert_eq!(command("j", Focus::Control, false), None);
        assert_eq!(command("j", Focus::Free, true), None);
        assert_eq!(command("ArrowDown", Focus::Free, false), Some(Command::Down));
        assert_eq!(command("ArrowDown", Focus::Elsewhere, false), None, "a page can be scrolled");
        assert_eq!(command("/", Focus::Elsewhere, false), Some(Command::Search));
        assert_eq!(command("Enter", Focus::Free, false), None, "the row is a link");
    }

    #[test]
    fn rows_end_where_they_end() {
        assert_eq!(next(None, 3, Command::Down), Some(0));
        assert_eq!(next(None, 3, Command::Up), Some(2));
        assert_eq!(next(Some(2), 3, Command::Down), None);
        assert_eq!(next(Some(0), 3, Command::Up), None);
        assert_eq!(next(Some(1), 3, Command::Down), Some(2));
        assert_eq!(next(None, 0, Command::Down), None);
        assert_eq!(next(None, 0, Command::Up), None);
    }
}

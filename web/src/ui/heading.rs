//! The one `h1` of a page: it names the browser's tab and takes the focus after each change of page, so that a screen
//! reader says where one has come to.

use crate::i18n::tr;
use leptos::html;
use leptos::prelude::*;
use std::cell::Cell;
use web_sys::wasm_bindgen::JsCast;

thread_local! {
    /// The first page is where the browser has put one; only later pages take the focus.
    static IS_LATER: Cell<bool> = const { Cell::new(false) };
}

/// The title of a page; `title` names the tab where the heading alone would not tell two tabs apart.
#[component]
pub fn Heading(#[prop(into)] text: String, #[prop(optional)] title: Option<String>) -> impl IntoView {
    let node = NodeRef::<html::H1>::new();
    let title = tr!(common.title_with, page = title.as_ref().unwrap_or(&text));
    Effect::new(move |_| {
        let Some(heading) = node.get() else { return };
        if let Some(document) = web_sys::window().and_then(|w| w.document()) {
            document.set_title(&title);
        }
        if IS_LATER.replace(true) {
            let _ = heading.focus();
        }
    });
    view! { <h1 node_ref=node tabindex="-1">{text}</h1> }
}

/// Moves the focus to the element with this id, once it is there.
pub fn focus(id: impl Into<String>) {
    let id = id.into();
    request_animation_frame(move || focus_now(&id));
}

/// Moves the focus to the element with this id before the next key comes; nothing where there is none.
pub fn focus_now(id: &str) {
    let element = web_sys::window().and_then(|w| w.document()).and_then(|d| d.get_element_by_id(id));
    if let Some(element) = element.and_then(|e| e.dyn_into::<web_sys::HtmlElement>().ok()) {
        let _ = element.focus();
    }
}

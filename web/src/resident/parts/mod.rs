//! The pieces the resident's pages are put together from.

mod call;
mod heading;
pub mod lean;
mod loading;
mod question;

pub use call::Call;
pub use heading::{Heading, focus};
pub use loading::{More, fetched, load, load_or};
pub use question::{Question, Summary, TextStep, field_id};

use crate::i18n::tr;
use leptos::prelude::*;
use leptos_router::components::A;

/// An icon of the sprite; it never stands without a text.
pub fn icon(name: &str) -> impl IntoView + use<> {
    view! { <svg class="icon" aria-hidden="true" focusable="false"><use href=format!("#i-{name}")></use></svg> }
}

/// Something went wrong: read aloud at once.
#[component]
pub fn Banner(#[prop(into)] text: String) -> impl IntoView {
    view! { <div class="banner" role="alert">{icon("circle-alert")}<p>{text}</p></div> }
}

/// Two or three views of one list; the address bar says which.
#[component]
pub fn Segments(label: String, entries: Vec<(String, String)>, current: Signal<usize>) -> impl IntoView {
    let entry = |(index, (href, text)): (usize, (String, String))| {
        view! { <li><A href attr:class=move || if current.get() == index { "segment segment-on" } else { "segment" } attr:aria-current=move || (current.get() == index).then_some("true") scroll=false>{text}</A></li> }
    };
    view! { <nav class="segments" aria-label=label><ul>{entries.into_iter().enumerate().map(entry).collect_view()}</ul></nav> }
}

/// A page for those who are signed in, seen by somebody who is not.
#[component]
pub fn SignInFirst(lead: String) -> impl IntoView {
    let path = leptos_router::hooks::use_location().pathname;
    let href = move || {
        let next: String = js_sys::encode_uri_component(&path.get()).into();
        format!("/sign-in?next={next}")
    };
    view! {
        <div class="empty">
            <p>{lead}</p>
            <A href attr:class="button button-primary">{tr!(accounts.title)}</A>
        </div>
    }
}

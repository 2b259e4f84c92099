//! The small pieces: icons, banners, segments, and the words for pages that are not there or not open.

use super::Heading;
use super::lean::{live, typed};
use crate::i18n::tr;
use crate::nav;
use leptos::prelude::*;
use std::sync::OnceLock;

/// Where this program's pages begin in the address. A global and not a context: addresses are also made where a button is
/// pressed and where an answer arrives.
static ROOT: OnceLock<&str> = OnceLock::new();

/// Says where the pages of this program begin: `/console` for staff; nothing has to be said for residents.
pub fn begin_at(root: &'static str) {
    // Only the first word counts; a program begins once.
    let _ = ROOT.set(root);
}

/// The address of a page of this program.
pub fn at(path: &str) -> String {
    format!("{}{path}", ROOT.get().copied().unwrap_or_default())
}

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
        view! { <li><a href=href class=move || if current.get() == index { "segment segment-on" } else { "segment" } aria-current=move || (current.get() == index).then_some("true") data-stay="">{text}</a></li> }
    };
    view! { <nav class="segments" aria-label=label><ul>{entries.into_iter().enumerate().map(entry).collect_view()}</ul></nav> }
}

/// A page for those who are signed in, seen by somebody who is not.
#[component]
pub fn SignInFirst(lead: String) -> impl IntoView {
    let href = move || {
        let next: String = js_sys::encode_uri_component(&nav::address()).into();
        at(&format!("/sign-in?next={next}"))
    };
    view! {
        <div class="empty">
            <p>{lead}</p>
            <a href=typed(href) class="button button-primary">{tr!(accounts.title)}</a>
        </div>
    }
}

/// A step was taken: said aloud when it appears.
#[component]
pub fn Notices(notice: RwSignal<Option<String>>, trouble: RwSignal<Option<String>>) -> impl IntoView {
    view! {
        <div class="live" aria-live="polite">{live(move || notice.get().map(|text| view! { <p class="notice-good">{icon("circle-check")}{text}</p> }))}</div>
        {live(move || trouble.get().map(|text| view! { <Banner text/> }))}
    }
}

/// A label with its value, in a list of facts.
pub fn fact(label: String, value: String) -> AnyView {
    view! { <div class="review-row"><dt>{label}</dt><dd class="review-value">{value}</dd></div> }.into_any()
}

/// Nothing has this address.
pub fn no_such_page() -> AnyView {
    view! {
        <div class="empty">
            <Heading text=tr!(common.not_found_title)/>
            <p>{tr!(common.not_found_text)}</p>
            <a href=at("/") class="button button-primary">{tr!(common.back_home)}</a>
        </div>
    }
    .into_any()
}

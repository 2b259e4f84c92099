//! What was published when, by whom and why; and the differences between any two versions.

use super::frame::for_keepers;
use super::words;
use crate::api::{self, Api};
use crate::console::clock::dated;
use crate::i18n::tr;
use crate::ui::lean::{act, flag};
use crate::ui::{Heading, at, icon, load};
use contract::MenuItemId;
use contract::menu::{ItemChange, MenuItemVersion, VersionRange};
use leptos::prelude::*;

/// `/console/menu/:id/versions`
#[component]
pub fn VersionsPage(id: MenuItemId) -> impl IntoView {
    let api = Api::expect();
    for_keepers(|_| {
        load(move || async move { api::menu::versions(api, id).await }, move |versions| view! { <Versions id versions/> }.into_any())
    })
}

#[component]
fn Versions(id: MenuItemId, versions: Vec<MenuItemVersion>) -> impl IntoView {
    let title = versions
        .first()
        .map_or_else(|| tr!(menu.versions), |v| tr!(menu.versions_of, name = crate::i18n::pick(&v.content.name, &v.content.name_en)));
    let numbers: Vec<i32> = versions.iter().map(|v| v.version).collect();
    let row = |v: MenuItemVersion| {
        let who = v.published_by.map_or_else(|| tr!(menu.by_installation), |p| p.name);
        let note = if v.note.is_empty() { tr!(menu.no_note) } else { v.note };
        view! {
            <li class="cell">
                <span class="cell-main">
                    <span class="badges"><strong>{tr!(menu.version_n, n = v.version)}</strong>{v.is_current.then(|| view! { <span class="state state-good">{tr!(menu.current)}</span> })}</span>
                    <span>{note}</span>
                    <span class="cell-meta">{tr!(menu.published_at, when = dated(v.published_at), who = who)}</span>
                </span>
            </li>
        }
    };
    view! {
        <div class="middle">
            <a href=at(&format!("/menu/{id}")) class="back-link">{icon("arrow-left")}{tr!(menu.back_to_item)}</a>
            <Heading text=title/>
            {if numbers.is_empty() {
                view! { <p class="empty">{tr!(menu.no_versions)}</p> }.into_any()
            } else {
                view! {
                    <ol class="cells" reversed="">{versions.into_iter().map(row).collect_view()}</ol>
                    {(numbers.len() > 1).then(|| view! { <Compare id numbers/> })}
                }.into_any()
            }}
        </div>
    }
}

/// Any two, the newest and the one before at first.
#[component]
fn Compare(id: MenuItemId, numbers: Vec<i32>) -> impl IntoView {
    let api = Api::expect();
    let newest = numbers.first().copied().unwrap_or(1);
    let (from, to) = (RwSignal::new(numbers.get(1).copied().unwrap_or(1)), RwSignal::new(newest));
    let ask = move || {
        let range = VersionRange { from: from.get(), to: Some(to.get()) };
        async move { api::menu::changes(api, id, &range).await }
    };
    let side = |id: &'static str, label: String, chosen: RwSignal<i32>| {
        let option = move |n: i32| view! { <option value=n.to_string() selected=flag(move || chosen.get() == n)>{tr!(menu.version_n, n = n)}</option> };
        view! {
            <div class="question">
                <label class="question-label" for=id>{label}</label>
                <select id=id class="short" on:change=act(move |e| chosen.set(event_target_value(&e).parse().unwrap_or(1)))>{numbers.iter().copied().map(option).collect_view()}</select>
            </div>
        }
    };
    view! {
        <section class="card" aria-labelledby="compare-title">
            <h2 id="compare-title">{tr!(menu.compare)}</h2>
            <div class="pair">{side("compare-from", tr!(menu.compare_from), from)}{side("compare-to", tr!(menu.compare_to), to)}</div>
            <div aria-live="polite">{load(ask, |changes: Vec<ItemChange>| view! { <Changes changes/> }.into_any())}</div>
        </section>
    }
}

/// Differences, one a line: what, before, after.
#[component]
pub fn Changes(changes: Vec<ItemChange>) -> impl IntoView {
    let line = |change: ItemChange| {
        let text = words::change(&change);
        let value = |class: &'static str, label: String, text: Option<String>| {
            text.map(|text| view! { <span class=class><span class="visually-hidden">{label}</span>{words::value(&text)}</span> })
        };
        view! {
            <li class=format!("change change-{}", change.kind)>
                <strong>{text}</strong>
                {value("change-before", tr!(menu.before), change.before)}
                {value("change-after", tr!(menu.after), change.after)}
            </li>
        }
    };
    if changes.is_empty() {
        return view! { <p class="hint">{tr!(menu.no_changes)}</p> }.into_any();
    }
    view! { <ul class="plain changes">{changes.into_iter().map(line).collect_view()}</ul> }.into_any()
}

//! The bar of filters. Each choice goes into the address at once; the word when it is sent.

use super::filters::{Filters, Group, groups};
use super::kept::pending;
use crate::api::{self, Api};
use crate::console::seat::{Seat, Seated};
use crate::console::words;
use crate::i18n::{pick, tr};
use crate::nav;
use crate::ui::lean::{act, flag, typed};
use crate::ui::{at, fetched, icon, spoken_name};
use contract::OrgUnitId;
use contract::menu::{MenuItem, MenuItemFilter};
use contract::orders::{OrderState, Pending, Urgency};
use contract::org::{OrgUnit, OrgUnitPage};
use leptos::prelude::*;

/// Changes one filter and goes there.
type Change = Callback<(fn(&mut Filters, String), String)>;

#[component]
pub fn Bar(filters: Memo<Filters>) -> impl IntoView {
    let change: Change = Callback::new(move |(change, value): (fn(&mut Filters, String), String)| {
        let mut wanted = filters.get_untracked();
        change(&mut wanted, value);
        nav::note(&at(&format!("/orders{}", wanted.address())));
    });
    let q = RwSignal::new(filters.with_untracked(|f| f.q.clone()));
    // The word in the field follows the address, for instance when filters are cleared.
    Effect::new(move |_| q.set(filters.with(|f| f.q.clone())));
    let search = move |e: leptos::ev::SubmitEvent| {
        e.prevent_default();
        change.run((|f, v| f.q = v, q.get_untracked()));
    };
    view! {
        <form role="search" class="filters card" aria-label=tr!(console.filters_label) on:submit=act(search)>
            <div class="filter filter-q">
                <label for="order-q">{tr!(console.search_label)}</label>
                <div class="search-line">
                    <input id="order-q" type="search" autocomplete="off" maxlength="60" placeholder=tr!(console.search_hint)
                        prop:value=typed(move || q.get()) on:input=act(move |e| q.set(event_target_value(&e)))/>
                    <button type="submit" class="button button-secondary">{icon("search")}{tr!(console.search_go)}</button>
                </div>
            </div>
            <details class="filters-more" open=is_wide() || filters.with_untracked(Filters::is_anything)>
            <summary>{tr!(console.filters_more)}</summary>
            <div class="filters-grid">
            <StateFilter filters change/>
            <UrgencyFilter filters change/>
            <PendingFilter filters change/>
            <ItemFilter filters change/>
            <PlaceFilter filters change/>
            <div class="filter">
                <label for="filter-sort">{tr!(console.filter_sort)}</label>
                <select id="filter-sort" on:change=act(move |e| change.run((|f, v| f.by_due = v == "due", event_target_value(&e))))>
                    <option value="newest" selected=flag(move || !filters.with(|f| f.by_due))>{tr!(console.sort_newest)}</option>
                    <option value="due" selected=flag(move || filters.with(|f| f.by_due))>{tr!(console.sort_due)}</option>
                </select>
            </div>
            <label class="choice filter-late">
                <input type="checkbox" prop:checked=flag(move || filters.with(|f| f.overdue))
                    on:change=act(move |e| change.run((|f, v| f.overdue = v == "on", if event_target_checked(&e) { "on".to_owned() } else { String::new() })))/>
                <span>{tr!(console.filter_overdue)}</span>
            </label>
            <a href=at("/orders") class="button button-quiet filter-clear">{tr!(console.filters_clear)}</a>
            </div>
            </details>
        </form>
    }
}

/// Whether there is room for all filters; on a phone they are folded away.
fn is_wide() -> bool {
    const ROOM: f64 = 640.0;
    web_sys::window().and_then(|w| w.inner_width().ok()).and_then(|w| w.as_f64()).is_none_or(|w| w >= ROOM)
}

fn group(group: Group) -> String {
    match group {
        Group::Open => tr!(console.filter_open),
        Group::Ours => tr!(console.filter_ours),
        Group::Teams => tr!(console.filter_teams),
        Group::Requesters => tr!(console.filter_requesters),
        Group::Over => tr!(console.filter_over),
    }
}

#[component]
fn StateFilter(filters: Memo<Filters>, change: Change) -> impl IntoView {
    let option = move |value: String, text: String| {
        let own = value.clone();
        view! { <option value=value selected=flag(move || filters.with(|f| f.state == own))>{text}</option> }
    };
    let states = OrderState::ALL.iter().filter(|s| **s != OrderState::Draft);
    view! {
        <div class="filter">
            <label for="filter-state">{tr!(console.filter_state)}</label>
            <select id="filter-state" on:change=act(move |e| change.run((|f, v| f.state = v, event_target_value(&e))))>
                {option(String::new(), tr!(console.filter_all))}
                <optgroup label=tr!(console.filter_group)>{groups().into_iter().map(|(value, g)| option(value, group(g))).collect_view()}</optgroup>
                <optgroup label=tr!(console.filter_one)>{states.map(|s| option(s.to_string(), words::state(*s))).collect_view()}</optgroup>
            </select>
        </div>
    }
}

#[component]
fn UrgencyFilter(filters: Memo<Filters>, change: Change) -> impl IntoView {
    view! {
        <div class="filter">
            <label for="filter-urgency">{tr!(console.filter_urgency)}</label>
            <select id="filter-urgency" on:change=act(move |e| change.run((|f, v| f.urgency = v.parse().ok(), event_target_value(&e))))>
                <option value="" selected=flag(move || filters.with(|f| f.urgency.is_none()))>{tr!(console.filter_all)}</option>
                {Urgency::ALL.iter().map(|u| view! {
                    <option value=u.as_str() selected=flag(move || filters.with(|f| f.urgency == Some(*u)))>{words::urgency(*u)}</option>
                }).collect_view()}
            </select>
        </div>
    }
}

#[component]
fn PendingFilter(filters: Memo<Filters>, change: Change) -> impl IntoView {
    view! {
        <div class="filter">
            <label for="filter-pending">{tr!(lists.filter_pending)}</label>
            <select id="filter-pending" on:change=act(move |e| change.run((|f, v| f.pending = v.parse().ok(), event_target_value(&e))))>
                <option value="" selected=flag(move || filters.with(|f| f.pending.is_none()))>{tr!(console.filter_all)}</option>
                {Pending::ALL.iter().map(|p| view! { <option value=p.to_string() selected=flag(move || filters.with(|f| f.pending == Some(*p)))>{pending(*p)}</option> }).collect_view()}
            </select>
        </div>
    }
}

#[component]
fn ItemFilter(filters: Memo<Filters>, change: Change) -> impl IntoView {
    let api = Api::expect();
    let items: RwSignal<Option<Vec<MenuItem>>> = fetched(move || async move { api::menu::items(api, &MenuItemFilter::default()).await });
    let option = move |item: MenuItem| {
        let id = item.id;
        view! { <option value=id.to_string() selected=flag(move || filters.with(|f| f.item == Some(id)))>{pick(&item.name, &item.name_en)}</option> }
    };
    view! {
        <div class="filter">
            <label for="filter-item">{tr!(console.filter_item)}</label>
            <select id="filter-item" on:change=act(move |e| change.run((|f, v| f.item = v.parse().ok(), event_target_value(&e))))>
                <option value="" selected=flag(move || filters.with(|f| f.item.is_none()))>{tr!(console.filter_all)}</option>
                {move || items.get().unwrap_or_default().into_iter().map(option).collect_view()}
            </select>
        </div>
    }
}

/// Communities, for those who see several: those of the street, or first the street and then its communities.
#[component]
fn PlaceFilter(filters: Memo<Filters>, change: Change) -> impl IntoView {
    match Seated::here() {
        Seat::Street(street) => view! { <CommunityFilter filters change above=Signal::derive(move || Some(street.id))/> }.into_any(),
        Seat::City(city) => view! {
            <StreetFilter filters change city=city.id/>
            <CommunityFilter filters change above=Signal::derive(move || filters.with(|f| f.street))/>
        }
        .into_any(),
        _ => ().into_any(),
    }
}

fn node_option(node: OrgUnit, chosen: impl Fn(OrgUnitId) -> bool + Send + Sync + 'static) -> impl IntoView {
    let id = node.id;
    view! { <option value=id.to_string() selected=flag(move || chosen(id))>{spoken_name(&node.name).to_owned()}</option> }
}

#[component]
fn StreetFilter(filters: Memo<Filters>, change: Change, city: OrgUnitId) -> impl IntoView {
    let api = Api::expect();
    let streets: RwSignal<Option<OrgUnitPage>> = fetched(move || async move { api::menu::below(api, city).await });
    let choose = |f: &mut Filters, v: String| {
        f.street = v.parse().ok();
        f.community = None;
    };
    view! {
        <div class="filter">
            <label for="filter-street">{tr!(console.filter_street)}</label>
            <select id="filter-street" on:change=act(move |e| change.run((choose, event_target_value(&e))))>
                <option value="" selected=flag(move || filters.with(|f| f.street.is_none()))>{tr!(console.filter_all)}</option>
                {move || streets.get().map(|p| p.items).unwrap_or_default().into_iter().map(|n| node_option(n, move |id| filters.with(|f| f.street == Some(id)))).collect_view()}
            </select>
        </div>
    }
}

#[component]
fn CommunityFilter(filters: Memo<Filters>, change: Change, above: Signal<Option<OrgUnitId>>) -> impl IntoView {
    let api = Api::expect();
    let communities: RwSignal<Option<OrgUnitPage>> = fetched(move || {
        let above = above.get();
        async move {
            match above {
                Some(street) => api::menu::below(api, street).await,
                None => Ok(OrgUnitPage { items: Vec::new(), next_cursor: None, total: None }),
            }
        }
    });
    view! {
        <div class="filter">
            <label for="filter-community">{tr!(console.filter_community)}</label>
            <select id="filter-community" disabled=flag(move || above.get().is_none()) on:change=act(move |e| change.run((|f, v| f.community = v.parse().ok(), event_target_value(&e))))>
                <option value="" selected=flag(move || filters.with(|f| f.community.is_none()))>
                    {move || if above.get().is_none() { tr!(console.choose_street_first) } else { tr!(console.filter_all) }}
                </option>
                {move || communities.get().map(|p| p.items).unwrap_or_default().into_iter().map(|n| node_option(n, move |id| filters.with(|f| f.community == Some(id)))).collect_view()}
            </select>
        </div>
    }
}

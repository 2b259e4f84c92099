//! The inbox: what needs this desk, what is due first on top.

pub mod tray;

use super::clock::Minute;
use super::kept::Kept;
use super::keys::Keys;
use super::queues::Refresh;
use super::seat::{Seat, Seated};
use super::table::{Columns, OrderTable};
use crate::api::{self, Api};
use crate::i18n::tr;
use crate::nav;
use crate::ui::lean::{act, live, typed};
use crate::ui::{Heading, More, Segments, at, encode, icon, load};
use contract::orders::OrderPage;
use leptos::prelude::*;
use tray::Tray;

/// `/console/`, `/console/?tray=teams`
#[component]
pub fn InboxPage() -> impl IntoView {
    let api = Api::expect();
    let seat = StoredValue::new(Seated::here());
    let current = Memo::new(move |_| seat.with_value(|s| Tray::read(s, &nav::word("tray").unwrap_or_default())));
    let tray = move || seat.with_value(|s| Tray::of(s).get(current.get()).copied().unwrap_or(Tray::Ours));
    let kept = Kept::expect();
    Effect::new(move |_| kept.at_list(true, format!("/?tray={}", tray().as_str())));
    let again = RwSignal::new(0u32);
    let first = move || {
        again.track();
        let filter = tray().filter(None);
        async move { api::orders::list(api, &filter).await }
    };
    let entry = |t: &Tray| (at(&format!("/?tray={}", t.as_str())), seat.with_value(|s| t.name(s)));
    let is_desk = seat.with_value(Seat::is_desk);
    let entries = seat.with_value(|s| Tray::of(s).iter().map(entry).collect::<Vec<_>>());
    view! {
        <div class="page-head">
            <div>
                <Heading text=tr!(console.inbox_title)/>
                <p class="hint">{tr!(console.inbox_lead)}</p>
            </div>
            <Search/>
        </div>
        <div class="list-head">
            <Segments label=tr!(console.trays) entries current=Signal::derive(move || current.get())/>
            {is_desk.then(|| view! { <a href=at("/accept") class="button button-secondary button-small">{icon("check")}{tr!(lists.bulk)}</a> })}
            <Refresh again/>
        </div>
        {load(first, move |page: OrderPage| {
            let tray = seat.with_value(|s| Tray::of(s).get(current.get_untracked()).copied().unwrap_or(Tray::Ours));
            view! { <Lying page tray seat=seat.get_value()/> }.into_any()
        })}
        <Keys/>
    }
}

/// What lies in a tray.
#[component]
fn Lying(page: OrderPage, tray: Tray, seat: Seat) -> impl IntoView {
    let api = Api::expect();
    if page.items.is_empty() {
        return view! { <div class="empty card"><p role="status">{icon("circle-check")}" "{tray.empty(&seat)}</p></div> }.into_any();
    }
    let (total, cursor, orders) = (page.total.unwrap_or(0), RwSignal::new(page.next_cursor), RwSignal::new(page.items));
    let fetch = move |after: String| async move {
        let page = api::orders::list(api, &tray.filter(Some(after))).await?;
        orders.update(|list| list.extend(page.items));
        Ok(page.next_cursor)
    };
    let columns = Columns { community: seat.sees_several_communities(), team: tray == Tray::Teams, created: false };
    let count = move || {
        let now = Minute::get();
        orders.with(|list| tray.count(total, list.len(), list.iter().filter(|o| o.due_at.is_some_and(|due| due < now)).count()))
    };
    view! {
        <p role="status" class="count">{live(count)}</p>
        <OrderTable orders columns/>
        <More cursor fetch/>
    }
    .into_any()
}

/// The search of the inbox leads to the list.
#[component]
fn Search() -> impl IntoView {
    let q = RwSignal::new(String::new());
    let go = move |e: leptos::ev::SubmitEvent| {
        e.prevent_default();
        let word = q.get_untracked();
        nav::go(&at(&format!("/orders?q={}", encode(word.trim()))));
    };
    view! {
        <form role="search" class="search" on:submit=act(go)>
            <label for="order-q">{tr!(console.search_label)}</label>
            <div class="search-line">
                <input id="order-q" type="search" autocomplete="off" maxlength="60" placeholder=tr!(console.search_hint)
                    prop:value=typed(move || q.get()) on:input=act(move |e| q.set(event_target_value(&e)))/>
                <button type="submit" class="button button-secondary">{icon("search")}{tr!(console.search_go)}</button>
            </div>
        </form>
    }
}

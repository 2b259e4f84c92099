//! The requester's orders, open or all, page by page. The filter stands in the address bar.

use super::track::{is_summary_late, open_states};
use super::words;
use crate::api::{self, Api};
use crate::i18n::{pick, tr};
use crate::nav;
use crate::session::Session;
use crate::ui::lean::live;
use crate::ui::{Heading, More, Segments, SignInFirst, icon, load};
use crate::ui::{now, spoken};
use contract::orders::{OrderFilter, OrderPage, OrderSummary};
use leptos::prelude::*;

const PAGE: i64 = 20;

/// `/orders`, `/orders?show=all`
#[component]
pub fn OrdersPage() -> impl IntoView {
    let session = Session::expect();
    let signed_in = Memo::new(move |_| session.me().is_some());
    live(move || {
        view! {
            <Heading text=tr!(mine.title)/>
            {if signed_in.get() { view! { <Mine/> }.into_any() } else { view! { <SignInFirst lead=tr!(mine.sign_in_lead)/> }.into_any() }}
        }
    })
}

fn filter(all: bool, cursor: Option<String>) -> OrderFilter {
    OrderFilter { state: (!all).then(open_states), mine: Some(true), limit: Some(PAGE), cursor, ..OrderFilter::default() }
}

#[component]
fn Mine() -> impl IntoView {
    let api = Api::expect();
    let all = Memo::new(move |_| nav::word("show").as_deref() == Some("all"));
    let first = move || {
        let filter = filter(all.get(), None);
        async move { api::orders::list(api, &filter).await }
    };
    view! {
        <Segments label=tr!(mine.filter) entries=vec![("/orders".into(), tr!(mine.filter_open)), ("/orders?show=all".into(), tr!(mine.filter_all))]
            current=Signal::derive(move || usize::from(all.get()))/>
        <p><a href="/following" class="button button-quiet">{tr!(wishes.following)}</a></p>
        {load(first, move |page: OrderPage| view! { <Pages first=page all=all.get_untracked()/> }.into_any())}
    }
}

#[component]
fn Pages(first: OrderPage, all: bool) -> impl IntoView {
    let api = Api::expect();
    let (is_empty, cursor) = (first.items.is_empty(), RwSignal::new(first.next_cursor));
    let items = RwSignal::new(first.items);
    if is_empty {
        let text = if all { tr!(mine.empty_all) } else { tr!(mine.empty_open) };
        return view! {
            <div class="empty">
                <p role="status">{text}</p>
                <a href="/" class="button button-primary">{tr!(mine.empty_action)}</a>
            </div>
        }
        .into_any();
    }
    let fetch = move |after: String| async move {
        let page = api::orders::list(api, &filter(all, Some(after))).await?;
        items.update(|list| list.extend(page.items));
        Ok(page.next_cursor)
    };
    view! {
        <ul class="cells order-list">
            {live(move || items.get().into_iter().map(|order| view! { <Row order/> }).collect_view())}
        </ul>
        <More cursor fetch/>
    }
    .into_any()
}

#[component]
fn Row(order: OrderSummary) -> impl IntoView {
    let late = is_summary_late(&order, now());
    let by = order.deadline.filter(|_| !order.state.is_final()).map(|at| tr!(mine.deadline_by, when = spoken::when(at)));
    view! {
        <li>
            <a href=format!("/orders/{}", order.id) class="cell">
                <span class="cell-main">
                    <strong>{pick(&order.item_name, &order.item_name_en)}</strong>
                    <span class=words::badge(order.state)>{words::state(order.state)}</span>
                    <span class="cell-note">{order.excerpt}</span>
                    <span class="cell-meta">{tr!(mine.ordered_at, when = spoken::when(order.created_at))}{by.map(|by| view! { " · "<span class:late=late>{by}</span> })}</span>
                </span>
                {icon("chevron-right")}
            </a>
        </li>
    }
}

//! All orders this seat may see. The filters live in the address bar: a list can be kept as a bookmark or sent to a colleague.

mod bar;
mod filters;
mod kept;

use super::kept::Kept;
use super::keys::Keys;
use super::seat::Seated;
use super::table::{Columns, OrderTable};
use crate::api::{self, Api};
use crate::i18n::tr;
use crate::nav;
use crate::ui::lean::{act, flag, live};
use crate::ui::{Heading, More, at, load};
use bar::Bar;
use contract::orders::OrderPage;
use filters::Filters;
use leptos::prelude::*;

/// `/console/orders?state=accepted&overdue=true`
#[component]
pub fn OrdersPage() -> impl IntoView {
    let api = Api::expect();
    let filters = Memo::new(|_| Filters::read(nav::word));
    let kept = Kept::expect();
    Effect::new(move |_| kept.at_list(false, format!("/orders{}", filters.with(Filters::address))));
    let first = move || {
        let ask = filters.get().ask(None);
        async move { api::orders::list(api, &ask).await }
    };
    view! {
        <Heading text=tr!(console.list_title)/>
        <kept::Counts filters/>
        <kept::Views filters/>
        <Bar filters/>
        {load(first, move |page: OrderPage| view! { <Found page filters=filters.get_untracked()/> }.into_any())}
        <Keys/>
    }
}

#[component]
fn Found(page: OrderPage, filters: Filters) -> impl IntoView {
    let api = Api::expect();
    if page.items.is_empty() {
        let (text, narrowed) = if filters.is_anything() { (tr!(console.empty_list), true) } else { (tr!(console.empty_list_all), false) };
        return view! {
            <div class="empty card">
                <p role="status">{text}</p>
                {narrowed.then(|| view! { <a href=at("/orders") class="button button-secondary">{tr!(console.filters_clear)}</a> })}
            </div>
        }
        .into_any();
    }
    let (cursor, orders) = (RwSignal::new(page.next_cursor), RwSignal::new(page.items));
    let filters = StoredValue::new(filters);
    let fetch = move |after: String| async move {
        let ask = filters.with_value(|f| f.ask(Some(after)));
        let page = api::orders::list(api, &ask).await?;
        orders.update(|list| list.extend(page.items));
        Ok(page.next_cursor)
    };
    let columns = Columns { community: Seated::here().sees_several_communities(), team: true, created: true };
    view! {
        <div class="list-head">
            <p role="status" class="count">{live(move || tr!(console.count_shown, n = orders.with(Vec::len)))}</p>
            <Count filters/>
        </div>
        <OrderTable orders columns/>
        <More cursor fetch/>
    }
    .into_any()
}

/// Counting costs the database more than a page does, so it is done when somebody asks.
#[component]
fn Count(filters: StoredValue<Filters>) -> impl IntoView {
    let api = Api::expect();
    let (total, pending) = (RwSignal::new(None::<i64>), RwSignal::new(false));
    let ask = move |_| {
        pending.set(true);
        let ask = filters.with_value(Filters::ask_count);
        api::run(async move {
            let outcome = api::orders::list(api, &ask).await;
            // Another filter may have been chosen meanwhile.
            let _ = total.try_set(outcome.ok().and_then(|page| page.total));
            let _ = pending.try_set(false);
        });
    };
    view! {
        <div aria-live="polite">
            {live(move || match total.get() {
                Some(n) => view! { <p class="count">{tr!(console.count_is, n = n)}</p> }.into_any(),
                None => view! { <button type="button" class="button button-quiet" disabled=flag(move || pending.get()) on:click=act(ask)>{tr!(console.count_ask)}</button> }.into_any(),
            })}
        </div>
    }
}

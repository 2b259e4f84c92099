//! The strip of orders under way, on top of the menu: most visits are to see how it stands.

use crate::api::{self, Api};
use crate::i18n::{pick, tr};
use crate::resident::mine::track::open_states;
use crate::resident::mine::words;
use crate::session::Session;
use crate::ui::lean::live;
use crate::ui::{fetched, icon};
use contract::orders::{OrderFilter, OrderSummary};
use leptos::prelude::*;

const SHOWN: i64 = 3;

/// The newest open orders of whoever is signed in; nothing at all for everybody else.
#[component]
pub fn OpenOrders() -> impl IntoView {
    let (api, session) = (Api::expect(), Session::expect());
    // The strip is an extra: when it fails, the page under it still serves; "my orders" says what went wrong.
    let orders = fetched(move || {
        let signed_in = session.me().is_some();
        async move {
            if !signed_in {
                return Ok(Vec::new());
            }
            let filter = OrderFilter { state: Some(open_states()), mine: Some(true), limit: Some(SHOWN), ..OrderFilter::default() };
            api::orders::list(api, &filter).await.map(|page| page.items)
        }
    });
    live(move || {
        let orders = orders.get().filter(|list| !list.is_empty())?;
        Some(view! {
            <section class="open-orders" aria-labelledby="open-title">
                <div class="section-head">
                    <h2 id="open-title">{tr!(resident.open_title)}</h2>
                    <a href="/orders">{tr!(resident.open_all)}</a>
                </div>
                <ul class="cells">{orders.into_iter().map(strip).collect_view()}</ul>
            </section>
        })
    })
}

fn strip(order: OrderSummary) -> impl IntoView {
    view! {
        <li>
            <a href=format!("/orders/{}", order.id) class="cell">
                <span class="cell-main">
                    <strong>{pick(&order.item_name, &order.item_name_en)}</strong>
                    <span class=words::badge(order.state)>{words::state(order.state)}</span>
                </span>
                {icon("chevron-right")}
            </a>
        </li>
    }
}

//! The confirmation: the number, what happens next and by when.

use crate::api::{self, Api};
use crate::i18n::{pick, tr};
use crate::resident::mine::track::{self, Milestone};
use crate::resident::pictures::{Known, Pictures};
use crate::ui::spoken;
use crate::ui::{Heading, icon, load};
use contract::OrderId;
use contract::orders::Order;
use contract::photos::PhotoKind;
use leptos::prelude::*;
use std::sync::Arc;

/// `/orders/:id/sent`
#[component]
pub fn SentPage(id: OrderId) -> impl IntoView {
    let api = Api::expect();
    load(move || async move { api::orders::get(api, id).await.map(Arc::new) }, |order: Arc<Order>| view! { <Sent order/> }.into_any())
}

#[component]
fn Sent(order: Arc<Order>) -> impl IntoView {
    let photos = Known::begin(order.id, Signal::stored(order.version), Callback::new(|()| ()));
    let accepted_by = track::due(Milestone::Acceptance, &order);
    let first = accepted_by.map_or_else(|| tr!(order.sent_next_1_none), |at| tr!(order.sent_next_1, when = spoken::when(at)));
    view! {
        <div class="sent">
            <span class="sent-mark">{icon("circle-check")}</span>
            <Heading text=tr!(order.sent_title)/>
            <p>{pick(&order.item.name, &order.item.name_en)}</p>
            <p class="sent-number"><span>{tr!(order.sent_number)}</span><strong>{order.number.clone()}</strong></p>
            <p class="hint">{tr!(order.sent_keep)}</p>
        </div>
        <Pictures known=photos adds=Some(PhotoKind::Report)/>
        <section aria-labelledby="next-title">
            <h2 id="next-title">{tr!(order.sent_next)}</h2>
            <ol class="numbered">
                <li>{first}</li>
                <li>{tr!(order.sent_next_2)}</li>
                <li>{tr!(order.sent_next_3)}</li>
            </ol>
            <p class="hint">{tr!(order.sent_change)}</p>
        </section>
        <div class="bottom-bar">
            <a href="/" class="button button-secondary">{tr!(order.sent_home)}</a>
            <a href=format!("/orders/{}", order.id) class="button button-primary">{tr!(order.sent_follow)}</a>
        </div>
    }
}

//! My wishes: where each stands, what is published of it, and taking it back.

use crate::api;
use crate::i18n::{pick, tr};
use crate::resident::step::Sender;
use crate::ui::lean::{act, flag};
use crate::ui::{icon, load, spoken};
use crate::wishes::state;
use contract::orders::Step;
use contract::wishes::{Wish, WishAction, WishFilter, WishPage};
use leptos::prelude::*;
use std::sync::Arc;

/// As many as anybody has; the desk, whose list this is too, has a page of its own.
const MOST: i64 = 200;

#[component]
pub fn Own() -> impl IntoView {
    let again = RwSignal::new(0u32);
    let sender = Sender::begin(move |_| again.update(|n| *n = n.wrapping_add(1)));
    let ask = move || {
        again.track();
        async move { api::wishes::own(sender.api, &WishFilter { limit: Some(MOST), ..WishFilter::default() }).await.map(Arc::new) }
    };
    let show = move |page: Arc<WishPage>| {
        let mine: Vec<_> = page.items.iter().filter(|w| w.is_mine).map(|w| row(w, sender)).collect();
        if mine.is_empty() {
            return view! { <div class="empty"><p role="status">{tr!(wishes.none_mine)}</p></div> }.into_any();
        }
        view! { <ul class="plain wish-list">{mine}</ul> }.into_any()
    };
    view! { {sender.said()}{load(ask, show)} }
}

fn row(wish: &Wish, sender: Sender) -> AnyView {
    let (id, expected_version) = (wish.id, wish.version);
    let (words, tone) = state(wish.state);
    let said = |label: String, text: &str| (!text.is_empty()).then(|| view! { <p class="hint">{label}</p><p>{text.to_owned()}</p> });
    let withdraw = move |_| sender.send(tr!(wishes.withdrawn), api::wishes::withdraw(id, &Step { expected_version }), None);
    let can_withdraw = wish.allowed_actions.contains(&WishAction::Withdraw);
    view! {
        <li class="card">
            <p class="badges"><strong>{pick(&wish.item.name, &wish.item.name_en)}</strong><span class=format!("state state-{tone}")>{words}</span></p>
            <blockquote class="said">{wish.text.clone()}</blockquote>
            {said(tr!(wishes.published_as), &wish.summary)}
            {said(tr!(wishes.rejected_because), &wish.explanation)}
            <p class="hint">{wish.number.clone()}" · "{tr!(wishes.made_at, when = spoken::when(wish.created_at))}</p>
            {wish.order_id.map(|order| view! { <p><a href=format!("/orders/{order}")>{tr!(wishes.order_of)}{icon("chevron-right")}</a></p> })}
            {can_withdraw.then(|| view! {
                <button type="button" class="button button-quiet" disabled=flag(move || sender.pending.get()) on:click=act(withdraw)>{tr!(wishes.withdraw)}</button>
            })}
        </li>
    }
    .into_any()
}

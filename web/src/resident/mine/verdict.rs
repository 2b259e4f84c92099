//! The requester's verdict: solved or not, and how it was. Buttons come from the order's own `allowed_actions`.

use super::page::{Shown, may};
use super::rate::{RateForm, Rated};
use super::step::take;
use crate::api::{self, Api};
use crate::i18n::tr;
use crate::orders::said;
use crate::ui::lean::{act, flag, live};
use crate::ui::{TextStep, fetched, icon};
use contract::orders::{BlockReason, OrderAction, Step, StepWithText};
use contract::ratings::RateOrder;
use leptos::prelude::*;

#[component]
pub fn Verdict(shown: Shown) -> impl IntoView {
    view! { <Solved shown/><Rating shown/> }
}

fn blocked(shown: Shown, action: OrderAction) -> Option<BlockReason> {
    shown.order.with(|o| o.allowed_actions.iter().find(|a| a.action == action).and_then(|a| a.blocked))
}

#[component]
fn Solved(shown: Shown) -> impl IntoView {
    let api = Api::expect();
    let (pending, says_no) = (RwSignal::new(false), RwSignal::new(false));
    let open = Memo::new(move |_| may(shown, OrderAction::Confirm));
    let can_reopen = Memo::new(move |_| may(shown, OrderAction::Reopen));
    let used_up = Memo::new(move |_| blocked(shown, OrderAction::Reopen) == Some(BlockReason::RoundsUsedUp));
    let confirm = move |_| {
        let (id, version) = shown.order.with_untracked(|o| (o.id, o.version));
        take(api, shown, pending, tr!(mine.confirm_done), async move {
            api::orders::confirm(api, id, &Step { expected_version: version }).await
        });
    };
    let reopen = Callback::new(move |text: String| {
        let (id, version) = shown.order.with_untracked(|o| (o.id, o.version));
        let ask = StepWithText { expected_version: version, text };
        take(api, shown, pending, tr!(mine.reopen_sent), async move { api::orders::reopen(api, id, &ask).await });
        says_no.set(false);
    });
    live(move || {
        open.get().then(|| view! {
            <section class="card card-turn" aria-labelledby="solved-title">
                <h2 id="solved-title">{tr!(mine.confirm_title)}</h2>
                <div class="button-row">
                    <button type="button" class="button button-primary" disabled=flag(move || pending.get()) on:click=act(confirm)>{icon("thumbs-up")}{tr!(mine.confirm_yes)}</button>
                    {can_reopen.get().then(|| view! {
                        <button type="button" class="button button-secondary" disabled=flag(move || pending.get()) aria-expanded=move || says_no.get().to_string()
                            on:click=act(move |_| says_no.update(|no| *no = !*no))>{icon("thumbs-down")}{tr!(mine.confirm_no)}</button>
                    })}
                </div>
                {used_up.get().then(|| view! { <p class="hint">{tr!(mine.reopen_used_up)}</p> })}
                {live(move || says_no.get().then(|| view! {
                    <h3>{tr!(mine.reopen_title)}</h3>
                    <TextStep id="reopen" label=tr!(mine.reopen_label) send_label=tr!(mine.reopen_send) pending send=reopen/>
                }))}
            </section>
        })
    })
}

#[component]
fn Rating(shown: Shown) -> impl IntoView {
    let api = Api::expect();
    let open = Memo::new(move |_| may(shown, OrderAction::Rate));
    let tags = fetched(move || {
        let needed = open.get();
        async move { if needed { api::ratings::tags(api).await.map(Some) } else { Ok(None) } }
    });
    let pending = RwSignal::new(false);
    let send = Callback::new(move |rating: RateOrder| {
        let id = shown.order.with_untracked(|o| o.id);
        if pending.get_untracked() {
            return;
        }
        pending.set(true);
        shown.trouble.set(None);
        api::run(async move {
            match api::ratings::rate(api, id, &rating).await {
                Ok(_) => shown.notice.set(Some(if rating.grade > 2 { tr!(mine.rate_thanks) } else { tr!(mine.rate_thanks_bad) })),
                Err(failure) => shown.trouble.set(Some(said(&failure))),
            }
            if let (Ok(order), Ok(timeline)) = (api::orders::get(api, id).await, api::orders::timeline(api, id).await) {
                shown.order.set(order);
                shown.timeline.set(timeline);
            }
            pending.set(false);
        });
    });
    view! {
        {live(move || shown.order.with(|o| o.rating.clone()).map(|rating| view! { <section class="card" aria-labelledby="rated-title"><Rated rating/></section> }))}
        {live(move || (blocked(shown, OrderAction::Rate) == Some(BlockReason::WindowClosed)).then(|| view! { <p class="hint">{tr!(mine.rate_closed)}</p> }))}
        {live(move || tags.get().flatten().filter(|_| open.get()).map(|tags| view! {
            <section class="card" aria-labelledby="rate-title">
                <h2 id="rate-title">{tr!(mine.rate_title)}</h2>
                <p class="hint">{tr!(mine.rate_lead)}</p>
                <RateForm tags pending send/>
            </section>
        }))}
    }
}

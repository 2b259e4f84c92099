//! The requester's verdict: solved or not, how it was, and the words one may add later. Buttons come from the order's own
//! `allowed_actions`.

use super::again::Again;
use super::rate::{RateForm, Rated};
use crate::api;
use crate::i18n::tr;
use crate::orders;
use crate::resident::step::{Field, Filled, Here, StepForm};
use crate::ui::lean::{act, flag, live};
use crate::ui::{fetched, icon};
use contract::orders::{BlockReason, OrderAction, ReopenOrder, Step};
use contract::ratings::{NewFollowUp, RateOrder};
use leptos::prelude::*;

#[component]
pub fn Verdict(here: Here) -> impl IntoView {
    view! { <Solved here/><Rating here/> }
}

#[component]
fn Solved(here: Here) -> impl IntoView {
    let says_no = RwSignal::new(false);
    let (open, can_reopen) = (here.open(OrderAction::Confirm), here.open(OrderAction::Reopen));
    let used_up = Memo::new(move |_| here.blocked(OrderAction::Reopen) == Some(BlockReason::RoundsUsedUp));
    let confirm = move |_| {
        let (id, expected_version) = here.at();
        here.send(tr!(mine.confirm_done), api::orders::confirm(id, &Step { expected_version }), None);
    };
    let makes = Callback::new(move |filled: Filled| {
        let (id, expected_version) = here.at();
        let ask = ReopenOrder { expected_version, text: filled.text("text"), objects_to_team: filled.is_on("objects_to_team") };
        Ok((tr!(mine.reopen_sent), api::orders::reopen(id, &ask)))
    });
    let fields = || vec![Field::text("text", tr!(mine.reopen_label)), Field::tick("objects_to_team", tr!(mine.reopen_other_team))];
    live(move || {
        open.get().then(|| view! {
            <section class="card card-turn" aria-labelledby="solved-title">
                <h2 id="solved-title">{tr!(mine.confirm_title)}</h2>
                <div class="button-row">
                    <button type="button" class="button button-primary" disabled=flag(move || here.pending.get()) on:click=act(confirm)>{icon("thumbs-up")}{tr!(mine.confirm_yes)}</button>
                    {can_reopen.get().then(|| view! {
                        <button type="button" class="button button-secondary" disabled=flag(move || here.pending.get()) aria-expanded=move || says_no.get().to_string()
                            on:click=act(move |_| says_no.update(|no| *no = !*no))>{icon("thumbs-down")}{tr!(mine.confirm_no)}</button>
                    })}
                </div>
                {used_up.get().then(|| view! { <p class="hint">{tr!(mine.reopen_used_up)}</p> })}
                {live(move || says_no.get().then(|| view! {
                    <h3>{tr!(mine.reopen_title)}</h3>
                    <StepForm way=here id="reopen" fields=fields() send_label=tr!(mine.reopen_send) makes/>
                }))}
            </section>
        })
    })
}

#[component]
fn Rating(here: Here) -> impl IntoView {
    let open = here.open(OrderAction::Rate);
    let tags = fetched(move || {
        let needed = open.get();
        async move { if needed { api::ratings::tags(here.api).await.map(Some) } else { Ok(None) } }
    });
    let send = Callback::new(move |rating: RateOrder| {
        let thanks = if rating.grade > 2 { tr!(mine.rate_thanks) } else { tr!(mine.rate_thanks_bad) };
        here.send(thanks, api::ratings::rate(here.at().0, &rating), None);
    });
    let rated = Memo::new(move |_| here.order.with(|o| o.rating.clone()));
    view! {
        {live(move || rated.get().map(|rating| view! {
            <section class="card" aria-labelledby="rated-title"><Rated rating/><FollowUp here/></section>
            <Again here/>
        }))}
        {live(move || (here.blocked(OrderAction::Rate) == Some(BlockReason::WindowClosed)).then(|| view! { <p class="hint">{tr!(mine.rate_closed)}</p> }))}
        {live(move || tags.get().flatten().filter(|_| open.get()).map(|tags| view! {
            <section class="card" aria-labelledby="rate-title">
                <h2 id="rate-title">{tr!(mine.rate_title)}</h2>
                <p class="hint">{tr!(mine.rate_lead)}</p>
                <RateForm tags pending=here.pending send/>
            </section>
        }))}
    }
}

/// The questions of one more word, also by a link: the grade may stay what it was.
pub fn follow_up_fields() -> Vec<Field> {
    vec![
        Field::text("text", tr!(mine.follow_up_text)).most(500),
        Field::choice("grade", tr!(mine.follow_up_grade), &[5i16, 4, 3, 2, 1], orders::grade).least(0),
    ]
}

/// What was filled in.
pub fn follow_up(filled: &Filled) -> NewFollowUp {
    NewFollowUp { text: filled.text("text"), grade: filled.word("grade") }
}

/// One more word (追评), once.
#[component]
fn FollowUp(here: Here) -> impl IntoView {
    let open = here.open(OrderAction::FollowUp);
    let makes =
        Callback::new(move |filled: Filled| Ok((tr!(mine.follow_up_sent), api::ratings::follow_up(here.at().0, &follow_up(&filled)))));
    live(move || {
        open.get().then(|| view! {
            <details>
                <summary>{tr!(mine.follow_up)}</summary>
                <p class="hint">{tr!(mine.follow_up_lead)}</p>
                <StepForm way=here id="follow-up" fields=follow_up_fields() send_label=tr!(mine.follow_up_send) look="button button-secondary button-wide" makes/>
            </details>
        })
    })
}

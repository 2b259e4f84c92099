//! Who was asked to do it: every offer with its answer and reason, newest first; an open one can be taken back.

use super::open::Open;
use super::steps;
use crate::api::rules::Explanation;
use crate::api::{self, Api};
use crate::console::clock::dated;
use crate::console::kept::Kept;
use crate::console::rules::Explained;
use crate::console::steps::Steps;
use crate::i18n::tr;
use crate::orders;
use crate::ui::lean::{act, flag, live};
use crate::ui::{failed, load_or};
use contract::dispatch::{Dispatch, DispatchAction, DispatchState, Objection, ObjectionReason, ObjectionState};
use contract::orders::Step;
use contract::{DispatchId, OrderId};
use leptos::prelude::*;

#[component]
pub fn Offers(open: Open) -> impl IntoView {
    let asking = RwSignal::new(None::<DispatchId>);
    let newest_first = Memo::new(move |_| {
        let mut all = open.order.with(|o| o.dispatches.clone());
        all.sort_by_key(|d| std::cmp::Reverse((d.round, d.offered_at)));
        all
    });
    live(move || {
        let offers = newest_first.get();
        let several = offers.first().is_some_and(|first| offers.iter().any(|d| d.round != first.round));
        (!offers.is_empty()).then(|| {
            view! {
                <section class="card" aria-labelledby="offers-title">
                    <h2 id="offers-title">{tr!(desk.offers_title)}</h2>
                    <ul class="log">{offers.into_iter().map(|offer| view! { <Offer offer open asking several/> }).collect_view()}</ul>
                </section>
            }
        })
    })
}

#[component]
fn Offer(offer: Dispatch, open: Open, asking: RwSignal<Option<DispatchId>>, several: bool) -> impl IntoView {
    let (id, version) = (offer.id, offer.version);
    let can_recall = offer.allowed_actions.contains(&DispatchAction::Recall);
    let until = (offer.state == DispatchState::Offered).then(|| tr!(tasks.answer_by, when = dated(offer.expires_at)));
    let answered = offer.answered_at.map(|at| tr!(desk.answered_at, when = dated(at)));
    let why = offer.reason.map(|reason| match offer.explanation.clone().filter(|t| !t.trim().is_empty()) {
        Some(text) => tr!(console.reason_with, reason = orders::reason(reason), text = text),
        None => orders::reason(reason),
    });
    let note = offer.note.clone().filter(|n| !n.trim().is_empty());
    view! {
        <li class="offer">
            <div class="offer-main">
            <p class="badges">
                <strong>{offer.team.name.clone()}</strong>
                <span class=format!("state state-{}", orders::offer_tone(offer.state))>{orders::offer(offer.state)}</span>
                {several.then(|| view! { <span class="hint">{tr!(console.round_n, n = offer.round)}</span> })}
                {offer.is_named.then(|| view! { <span class="state state-turn">{tr!(steps.is_named)}</span> })}
                {offer.is_neutral.then(|| view! { <span class="state state-ended">{tr!(steps.is_neutral)}</span> })}
                {offer.rule_id.is_some().then(|| view! { <span class="hint">{tr!(steps.by_rule)}</span> })}
            </p>
            <p class="hint">{[Some(tr!(desk.offered_at, when = dated(offer.offered_at))), until, answered].into_iter().flatten().collect::<Vec<_>>().join(" · ")}</p>
            {offer.responsible_person.clone().map(|p| view! { <p>{tr!(desk.responsible, name = p.name)}</p> })}
            {why.map(|text| view! { <blockquote class="said">{text}</blockquote> })}
            {note.map(|text| view! { <p class="hint">{tr!(desk.offer_note, text = text)}</p> })}
            {offer.objection.clone().map(|objection| view! { <Objected objection/> })}
            {steps::objection(&offer).map(|form| view! { <Steps taking=open.taking().with(Kept::expect().given(&format!("dispatch/{id}"))) forms=vec![form]/> })}
            <Why id/>
            </div>
            {can_recall.then(|| view! { <Recall id version team=offer.team.name open asking/> })}
        </li>
    }
}

/// What the team objects, and what the secretary answered.
#[component]
fn Objected(objection: Objection) -> impl IntoView {
    let reason = match objection.reason {
        ObjectionReason::OutsideDuty => tr!(steps.objection_outside_duty),
        ObjectionReason::WrongTeam => tr!(steps.objection_wrong_team),
        ObjectionReason::WrongFacts => tr!(steps.objection_wrong_facts),
        ObjectionReason::Unsafe => tr!(steps.objection_unsafe),
        ObjectionReason::Other => tr!(steps.objection_other),
    };
    let (state, tone) = match objection.state {
        ObjectionState::Open => (tr!(steps.objection_open), "turn"),
        ObjectionState::Upheld => (tr!(steps.objection_upheld), "good"),
        ObjectionState::Denied => (tr!(steps.objection_denied), "ended"),
        ObjectionState::Moot => (tr!(steps.objection_moot), "ended"),
    };
    view! {
        <p class="badges"><strong>{tr!(steps.objection_title, reason = reason)}</strong><span class=format!("state state-{tone}")>{state}</span></p>
        <blockquote class="said">{objection.text}</blockquote>
        {objection.review.map(|text| view! { <p>{tr!(steps.objection_review, text = text)}</p> })}
    }
}

/// Why it went there: asked for when somebody wants to know.
#[component]
fn Why(id: DispatchId) -> impl IntoView {
    let is_open = RwSignal::new(false);
    let api = Api::expect();
    view! {
        <button type="button" class="button button-quiet" aria-expanded=move || is_open.get().to_string() on:click=act(move |_| is_open.update(|o| *o = !*o))>{tr!(rules.why)}</button>
        {live(move || is_open.get().then(|| load_or(move || async move { api::desk::explanation(api, id).await }, |failure| Some(failed(failure, None, false)), |explanation: Explanation| view! { <Explained explanation/> }.into_any())))}
    }
}

/// Asks once: a team may be about to answer.
#[component]
fn Recall(id: DispatchId, version: i32, team: String, open: Open, asking: RwSignal<Option<DispatchId>>) -> impl IntoView {
    let api = open.api;
    let recall = move |_| {
        asking.set(None);
        let ask = Step { expected_version: version };
        // The key is for this offer: the body alone is the same for all.
        let body: (DispatchId, OrderId, Step) = (id, open.order.with_untracked(|o| o.id), ask.clone());
        open.take(&body, |_| tr!(desk.recalled), |_| (), |key| async move { api::desk::recall(api, id, &ask, &key).await });
    };
    live(move || {
        if asking.get() == Some(id) {
            view! {
                <div class="button-row" role="group" aria-label=tr!(desk.recall_sure)>
                    <span>{tr!(desk.recall_sure)}</span>
                    <button type="button" class="button button-danger button-small" disabled=flag(move || open.pending.get()) on:click=act(recall)>{tr!(desk.recall_yes)}</button>
                    <button type="button" class="button button-secondary button-small" on:click=act(move |_| asking.set(None))>{tr!(common.cancel)}</button>
                </div>
            }
            .into_any()
        } else {
            view! { <button type="button" class="button button-secondary button-small" disabled=flag(move || open.pending.get()) on:click=act(move |_| asking.set(Some(id)))>{tr!(desk.recall)}<span class="visually-hidden">" "{team.clone()}</span></button> }.into_any()
        }
    })
}

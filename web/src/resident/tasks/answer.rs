//! The answer to an offer: take it with one tap, decline with a reason, or object to it; and handing back what was taken.

use crate::api;
use crate::i18n::tr;
use crate::orders;
use crate::resident::step::{Field, Filled, Here, StepForm, gone};
use crate::ui::icon;
use crate::ui::lean::{act, flag, live};
use contract::dispatch::{AcceptDispatch, DeclineDispatch, DeclineReason, DispatchAction, ObjectToDispatch, ObjectionReason};
use leptos::prelude::*;

#[component]
pub fn Answer(here: Here) -> impl IntoView {
    let open = offered(here, DispatchAction::Accept);
    let may_decline = offered(here, DispatchAction::Decline);
    let may_object = offered(here, DispatchAction::Object);
    let take = move |_| {
        let Some(offer) = untrack(move || here.offer_with(DispatchAction::Accept)) else { return };
        let ask = AcceptDispatch { expected_version: offer.version, responsible_person_id: None };
        here.send(tr!(tasks.taken), api::tasks::accept(offer.id, &ask), None);
    };
    live(move || {
        open.get().then(|| view! {
            <div class="task-step">
                <button type="button" class="button button-primary button-wide button-big" disabled=flag(move || here.pending.get()) on:click=act(take)>{icon("hand-helping")}{tr!(tasks.take)}</button>
                {may_decline.get().then(|| fold(tr!(tasks.decline), move || refusal(here, DispatchAction::Decline)))}
                {may_object.get().then(|| fold(tr!(tasks.object), move || objection(here)))}
            </div>
        })
    })
}

#[component]
pub fn HandBack(here: Here) -> impl IntoView {
    let open = offered(here, DispatchAction::HandBack);
    live(move || {
        open.get().then(|| {
            view! { <div class="task-step">{fold(tr!(tasks.hand_back), move || refusal(here, DispatchAction::HandBack))}</div> }
        })
    })
}

fn offered(here: Here, action: DispatchAction) -> Memo<bool> {
    Memo::new(move |_| here.offer_with(action).is_some())
}

/// A button that folds something out.
fn fold(label: String, draw: impl Fn() -> AnyView + Send + 'static) -> AnyView {
    let on = RwSignal::new(false);
    view! {
        <button type="button" class="button button-quiet" aria-expanded=move || on.get().to_string() on:click=act(move |_| on.update(|on| *on = !*on))>{label}</button>
        {live(move || on.get().then(&draw))}
    }
    .into_any()
}

/// Why not: one of the reasons, and a word if one likes. The same for an offer and for what was taken.
fn refusal(here: Here, action: DispatchAction) -> AnyView {
    let declines = action == DispatchAction::Decline;
    let (id, title, label) = if declines {
        ("decline", tr!(tasks.decline_title), tr!(tasks.decline_send))
    } else {
        ("hand-back", tr!(tasks.hand_back_title), tr!(tasks.hand_back_send))
    };
    let fields = vec![
        Field::choice("reason", title, DeclineReason::ALL, orders::reason),
        Field::text("explanation", tr!(tasks.explanation)).least(0).most(500),
    ];
    let makes = Callback::new(move |filled: Filled| {
        let offer = untrack(move || here.offer_with(action)).ok_or_else(gone)?;
        let reason = filled.word("reason").ok_or_else(gone)?;
        let ask = DeclineDispatch { expected_version: offer.version, reason, explanation: filled.text("explanation") };
        Ok(if declines {
            (tr!(tasks.declined), api::tasks::decline(offer.id, &ask))
        } else {
            (tr!(tasks.handed_back), api::tasks::hand_back(offer.id, &ask))
        })
    });
    view! { <div class="card"><StepForm way=here id fields send_label=label look="button button-danger button-wide" makes/></div> }
        .into_any()
}

/// Instead of declining: the secretary reviews it.
fn objection(here: Here) -> AnyView {
    let fields = vec![
        Field::choice("reason", tr!(tasks.object_title), ObjectionReason::ALL, super::words::objection),
        Field::text("text", tr!(tasks.object_text)).least(5),
    ];
    let makes = Callback::new(move |filled: Filled| {
        let offer = untrack(move || here.offer_with(DispatchAction::Object)).ok_or_else(gone)?;
        let reason = filled.word("reason").ok_or_else(gone)?;
        let ask = ObjectToDispatch { expected_version: offer.version, reason, text: filled.text("text") };
        Ok((tr!(tasks.objected), api::tasks::object(offer.id, &ask)))
    });
    view! { <div class="card"><p class="hint">{tr!(tasks.object_lead)}</p><StepForm way=here id="object" fields send_label=tr!(tasks.object_send) makes/></div> }
        .into_any()
}

//! The answer to an offer: take it with one tap, or decline with a reason; and handing back what was taken.

use super::page::Job;
use crate::api::{self, Api};
use crate::i18n::tr;
use crate::orders;
use crate::ui::icon;
use crate::ui::lean::{act, flag, live, typed};
use contract::dispatch::{AcceptDispatch, DeclineDispatch, DeclineReason, DispatchAction};
use leptos::prelude::*;

#[component]
pub fn Answer(job: Job) -> impl IntoView {
    let api = Api::expect();
    let refusing = RwSignal::new(false);
    let open = Memo::new(move |_| job.offer_with(DispatchAction::Accept).is_some());
    let take = move |_| {
        let Some(offer) = job.offer_with(DispatchAction::Accept) else {
            return;
        };
        let ask = AcceptDispatch { expected_version: offer.version, responsible_person_id: None };
        job.take(tr!(tasks.taken), async move { api::tasks::accept(api, offer.id, &ask).await });
    };
    let decline = Callback::new(move |(reason, explanation): (DeclineReason, String)| {
        let Some(offer) = job.offer_with(DispatchAction::Decline) else {
            return;
        };
        let ask = DeclineDispatch { expected_version: offer.version, reason, explanation };
        job.take(tr!(tasks.declined), async move { api::tasks::decline(api, offer.id, &ask).await });
    });
    live(move || {
        open.get().then(|| view! {
            <div class="task-step">
                <button type="button" class="button button-primary button-wide button-big" disabled=flag(move || job.pending.get()) on:click=act(take)>{icon("hand-helping")}{tr!(tasks.take)}</button>
                <button type="button" class="button button-quiet" aria-expanded=move || refusing.get().to_string() on:click=act(move |_| refusing.update(|on| *on = !*on))>{tr!(tasks.decline)}</button>
                {live(move || refusing.get().then(|| view! { <Reasons id="decline" title=tr!(tasks.decline_title) label=tr!(tasks.decline_send) job send=decline/> }))}
            </div>
        })
    })
}

#[component]
pub fn HandBack(job: Job) -> impl IntoView {
    let api = Api::expect();
    let asking = RwSignal::new(false);
    let open = Memo::new(move |_| job.offer_with(DispatchAction::HandBack).is_some());
    let send = Callback::new(move |(reason, explanation): (DeclineReason, String)| {
        let Some(offer) = job.offer_with(DispatchAction::HandBack) else {
            return;
        };
        let ask = DeclineDispatch { expected_version: offer.version, reason, explanation };
        asking.set(false);
        job.take(tr!(tasks.handed_back), async move { api::tasks::hand_back(api, offer.id, &ask).await });
    });
    live(move || {
        open.get().then(|| view! {
            <div class="task-step">
                <button type="button" class="button button-quiet" aria-expanded=move || asking.get().to_string() on:click=act(move |_| asking.update(|on| *on = !*on))>{tr!(tasks.hand_back)}</button>
                {live(move || asking.get().then(|| view! { <Reasons id="hand-back" title=tr!(tasks.hand_back_title) label=tr!(tasks.hand_back_send) job send/> }))}
            </div>
        })
    })
}

/// Why not: one of the reasons, and a word if one likes.
#[component]
fn Reasons(id: &'static str, title: String, label: String, job: Job, send: Callback<(DeclineReason, String)>) -> impl IntoView {
    let reason = RwSignal::new(None::<DeclineReason>);
    let explanation = RwSignal::new(String::new());
    let missing = RwSignal::new(false);
    let submit = move |e: leptos::ev::SubmitEvent| {
        e.prevent_default();
        missing.set(reason.with_untracked(Option::is_none));
        if let Some(reason) = reason.get_untracked() {
            send.run((reason, explanation.get_untracked().trim().to_owned()));
        }
    };
    view! {
        <form class="card" novalidate on:submit=act(submit)>
            <fieldset class="question" class:question-wrong=flag(move || missing.get())>
                <legend class="question-label">{title}</legend>
                {live(move || missing.get().then(|| view! { <p class="problem" role="alert">{tr!(order.problem_choose)}</p> }))}
                <div class="choices">
                    {DeclineReason::ALL.iter().map(|value| view! {
                        <label class="choice">
                            <input type="radio" name=id prop:checked=flag(move || reason.get() == Some(*value)) on:change=act(move |_| reason.set(Some(*value)))/>
                            <span>{orders::reason(*value)}</span>
                        </label>
                    }).collect_view()}
                </div>
            </fieldset>
            <div class="question">
                <label class="question-label" for=format!("{id}-why")>{tr!(tasks.explanation)}<span class="optional">{tr!(common.optional_mark)}</span></label>
                <textarea id=format!("{id}-why") rows="2" maxlength="500" prop:value=typed(move || explanation.get()) on:input=act(move |e| explanation.set(event_target_value(&e)))></textarea>
            </div>
            <button type="submit" class="button button-danger button-wide" disabled=flag(move || job.pending.get())>{label}</button>
        </form>
    }
}

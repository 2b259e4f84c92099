//! Rejecting: one of the lawful reasons, what the requester is told, and where else to turn.

use super::open::Open;
use crate::api;
use crate::console::kept::{Panel, Typed};
use crate::console::steps::{Texts, with_text};
use crate::i18n::tr;
use crate::orders::rejection;
use crate::ui::lean::{act, flag, live, typed};
use crate::ui::{focus, icon, problems_of};
use contract::orders::{ConfirmRejection, RejectOrder, Rejection, RejectionReason};
use contract::texts::TextPurpose;
use leptos::prelude::*;

/// What somebody proposes, and for a second person the button that says so.
#[component]
pub fn Proposed(open: Open, proposed: Rejection, can_confirm: bool) -> impl IntoView {
    let api = open.api;
    let send = move |_| {
        let id = open.order.with_untracked(|o| o.id);
        let ask = ConfirmRejection { expected_version: open.version(), explanation: None };
        let body = ask.clone();
        open.take(&body, |_| tr!(desk.rejected), clear, |key| async move { api::desk::confirm_rejection(api, id, &ask, &key).await });
    };
    view! {
        <div class="said">
            <p><strong>{tr!(desk.proposed_title)}</strong></p>
            <p>{rejection(proposed.reason)}</p>
            <p>{proposed.explanation}</p>
            {if can_confirm {
                view! { <button type="button" class="button button-danger" disabled=flag(move || open.pending.get()) on:click=act(send)>{tr!(desk.reject_send)}</button> }.into_any()
            } else {
                view! { <p class="hint">{tr!(desk.proposed_wait)}</p> }.into_any()
            }}
        </div>
    }
}

/// Where else to turn, ready to be told.
fn elsewhere(reason: RejectionReason) -> String {
    match reason {
        RejectionReason::Emergency => tr!(desk.elsewhere_emergency),
        RejectionReason::OtherProcedure => tr!(desk.elsewhere_other_procedure),
        RejectionReason::Repeated => tr!(desk.elsewhere_repeated),
        RejectionReason::Confidential => tr!(desk.elsewhere_confidential),
        RejectionReason::OutsideDuty => tr!(desk.elsewhere_outside_duty),
        RejectionReason::Unlawful => tr!(desk.elsewhere_unlawful),
    }
}

fn clear(typed: &mut Typed) {
    typed.reason = None;
    typed.explanation.clear();
    typed.panel = Panel::None;
}

#[component]
pub fn Reject(open: Open) -> impl IntoView {
    let api = open.api;
    let (no_reason, no_text) = (RwSignal::new(false), RwSignal::new(false));
    let send = move |e: leptos::ev::SubmitEvent| {
        e.prevent_default();
        let (id, version) = (open.order.with_untracked(|o| o.id), open.version());
        let (reason, explanation) = open.typed.with_untracked(|t| (t.reason, t.explanation.trim().to_owned()));
        no_reason.set(reason.is_none());
        let Some(reason) = reason else {
            focus("reject-0");
            return;
        };
        let ask = RejectOrder { expected_version: version, reason, explanation };
        no_text.set(!problems_of(&ask).is_empty());
        if no_text.get_untracked() {
            focus("reject-text");
            return;
        }
        let body = ask.clone();
        open.take(&body, |_| tr!(desk.proposed), clear, |key| async move { api::desk::propose_rejection(api, id, &ask, &key).await });
    };
    view! {
        <form class="panel" novalidate on:submit=act(send)>
            <fieldset class="question" class:question-wrong=flag(move || no_reason.get())>
                <legend class="question-label">{tr!(desk.reject_reason)}</legend>
                {live(move || no_reason.get().then(|| view! { <p class="problem" role="alert">{icon("circle-alert")}{tr!(order.problem_choose)}</p> }))}
                <div class="choices choices-wide">
                    {RejectionReason::ALL.iter().enumerate().map(|(index, value)| view! {
                        <label class="choice">
                            <input type="radio" name="reject" id=format!("reject-{index}") prop:checked=flag(move || open.typed.with(|t| t.reason == Some(*value)))
                                on:change=act(move |_| open.typed.update(|t| t.reason = Some(*value)))/>
                            <span>{rejection(*value)}</span>
                        </label>
                    }).collect_view()}
                </div>
            </fieldset>
            {live(move || open.typed.with(|t| t.reason).map(|reason| view! { <Elsewhere open reason/> }))}
            <div class="question" class:question-wrong=flag(move || no_text.get())>
                <label class="question-label" for="reject-text">{tr!(desk.reject_label)}</label>
                <div class="question-about" id="reject-about">
                    <span class="hint">{tr!(desk.reject_hint)}</span>
                    {live(move || no_text.get().then(|| view! { <span class="problem" role="alert">{icon("circle-alert")}{tr!(desk.reject_short)}</span> }))}
                </div>
                <Texts field="reject-text".to_owned() node=open.order.with_untracked(|o| o.community.id) purpose=TextPurpose::Rejection
                    take=Callback::new(move |text: String| open.typed.update(|t| t.explanation = with_text(&t.explanation, &text)))/>
                <textarea id="reject-text" rows="4" maxlength="1000" aria-describedby="reject-about"
                    prop:value=typed(move || open.typed.with(|t| t.explanation.clone())) on:input=act(move |e| open.typed.update(|t| t.explanation = event_target_value(&e)))></textarea>
            </div>
            <button type="submit" class="button button-danger" disabled=flag(move || open.pending.get())>{tr!(desk.propose_send)}</button>
        </form>
    }
}

/// What to tell, for this reason; it can be taken over and added to.
#[component]
fn Elsewhere(open: Open, reason: RejectionReason) -> impl IntoView {
    let text = elsewhere(reason);
    let taken = text.clone();
    let take = move |_| {
        open.typed.update(|t| {
            if !t.explanation.contains(&taken) {
                let gap = if t.explanation.trim().is_empty() { "" } else { "\n" };
                t.explanation = format!("{}{gap}{taken}", t.explanation.trim_end());
            }
        });
        focus("reject-text");
    };
    view! {
        <div class="said">
            <p><strong>{tr!(desk.elsewhere_title)}</strong></p>
            <p>{text}</p>
            <button type="button" class="button button-secondary button-small" on:click=act(take)>{tr!(desk.elsewhere_take)}</button>
        </div>
    }
}

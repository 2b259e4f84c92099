//! The work itself: contacted, done. Each is one tap; what else can be said is optional.

use super::page::Job;
use super::words;
use crate::api::{self, Api};
use crate::i18n::tr;
use crate::ui::lean::{act, flag, live, typed};
use crate::ui::{focus, icon};
use contract::orders::{BlockReason, CompleteOrder, ContactMethod, OrderAction, Outcome, RecordContact};
use leptos::prelude::*;

/// Lengths of work that can be chosen, in minutes.
const MINUTES: [i32; 7] = [15, 30, 45, 60, 90, 120, 240];
const USUAL_MINUTES: i32 = 30;

#[component]
pub fn Contacted(job: Job) -> impl IntoView {
    let api = Api::expect();
    let method = RwSignal::new(ContactMethod::Phone);
    let note = RwSignal::new(String::new());
    let open = Memo::new(move |_| job.may(OrderAction::RecordContact));
    let blocked = Memo::new(move |_| {
        job.order
            .with(|o| o.allowed_actions.iter().any(|a| a.action == OrderAction::RecordContact && a.blocked == Some(BlockReason::NoMeasure)))
    });
    let send = move |_| {
        let (id, version) = job.at();
        let note = Some(note.get_untracked().trim().to_owned()).filter(|n| !n.is_empty());
        let ask = RecordContact { expected_version: version, method: method.get_untracked(), note };
        job.take(tr!(tasks.contacted_done), async move { api::tasks::record_contact(api, id, &ask).await });
    };
    view! {
        {live(move || blocked.get().then(|| view! { <p class="hint" role="status">{tr!(tasks.no_measure)}</p> }))}
        {live(move || open.get().then(|| view! {
            <div class="task-step">
                <button type="button" class="button button-primary button-wide button-big" disabled=flag(move || job.pending.get()) on:click=act(send)>{icon("phone-call")}{tr!(tasks.contacted)}</button>
                <details>
                    <summary>{tr!(tasks.note_more)}</summary>
                    <fieldset class="question">
                        <legend class="question-label">{tr!(tasks.contacted_title)}</legend>
                        <div class="choices choices-flow">
                            {ContactMethod::ALL.iter().map(|value| view! {
                                <label class="choice">
                                    <input type="radio" name="method" prop:checked=flag(move || method.get() == *value) on:change=act(move |_| method.set(*value))/>
                                    <span>{words::method(*value)}</span>
                                </label>
                            }).collect_view()}
                        </div>
                    </fieldset>
                    <div class="question">
                        <label class="question-label" for="contact-note">{tr!(tasks.contacted_note)}</label>
                        <input id="contact-note" type="text" maxlength="1000" prop:value=typed(move || note.get()) on:input=act(move |e| note.set(event_target_value(&e)))/>
                    </div>
                </details>
            </div>
        }))}
    }
}

/// What can be said beside "done".
#[derive(Clone, Copy)]
struct Said {
    outcome: RwSignal<Outcome>,
    minutes: RwSignal<i32>,
    note: RwSignal<String>,
    /// Not solved, and no word why.
    missing: RwSignal<bool>,
}

impl Said {
    fn send(self, job: Job, outcome: Outcome) {
        let api = job.api;
        let note = self.note.get_untracked().trim().to_owned();
        self.missing.set(outcome != Outcome::Resolved && note.is_empty());
        if self.missing.get_untracked() {
            focus("complete-note");
            return;
        }
        let (id, version) = job.at();
        let ask = CompleteOrder { expected_version: version, outcome, note, minutes: self.minutes.get_untracked() };
        job.take(tr!(tasks.completed), async move { api::tasks::complete(api, id, &ask).await });
    }
}

/// One tap when it is solved, which is most of the time; whoever has more to say opens the rest.
#[component]
pub fn Complete(job: Job) -> impl IntoView {
    let said = Said {
        outcome: RwSignal::new(Outcome::Resolved),
        minutes: RwSignal::new(USUAL_MINUTES),
        note: RwSignal::new(String::new()),
        missing: RwSignal::new(false),
    };
    let open = Memo::new(move |_| job.may(OrderAction::Complete));
    live(move || {
        open.get().then(|| {
            view! {
                <section class="card card-turn task-step">
                    <button type="button" class="button button-primary button-wide button-big" disabled=flag(move || job.pending.get())
                        on:click=act(move |_| said.send(job, Outcome::Resolved))>{icon("circle-check")}{tr!(tasks.complete)}</button>
                    <details class="task-more">
                        <summary>{tr!(tasks.complete_more)}</summary>
                        <More job said/>
                    </details>
                </section>
            }
        })
    })
}

#[component]
fn More(job: Job, said: Said) -> impl IntoView {
    let Said { outcome, minutes, note, missing } = said;
    let send = move |e: leptos::ev::SubmitEvent| {
        e.prevent_default();
        said.send(job, outcome.get_untracked());
    };
    view! {
        <form novalidate on:submit=act(send)>
            <fieldset class="question">
                <legend class="question-label">{tr!(tasks.complete_title)}</legend>
                <div class="choices choices-wide">
                    {Outcome::ALL.iter().map(|value| view! {
                        <label class="choice">
                            <input type="radio" name="outcome" prop:checked=flag(move || outcome.get() == *value) on:change=act(move |_| outcome.set(*value))/>
                            <span>{crate::orders::outcome(*value)}</span>
                        </label>
                    }).collect_view()}
                </div>
            </fieldset>
            <div class="question">
                <label class="question-label" for="complete-minutes">{tr!(tasks.complete_minutes)}</label>
                <select id="complete-minutes" class="short" on:change=act(move |e| minutes.set(event_target_value(&e).parse().unwrap_or(USUAL_MINUTES)))>
                    {MINUTES.into_iter().map(|n| view! { <option value=n.to_string() selected=flag(move || minutes.get() == n)>{words::minutes(n)}</option> }).collect_view()}
                </select>
            </div>
            <div class="question" class:question-wrong=flag(move || missing.get())>
                <label class="question-label" for="complete-note">{tr!(tasks.complete_note)}{live(move || (outcome.get() == Outcome::Resolved).then(|| view! { <span class="optional">{tr!(common.optional_mark)}</span> }))}</label>
                <div class="question-about" id="complete-note-about">
                    {live(move || missing.get().then(|| view! { <span class="problem" role="alert">{icon("circle-alert")}{tr!(tasks.complete_note_needed)}</span> }))}
                </div>
                <textarea id="complete-note" rows="2" maxlength="1000" aria-describedby="complete-note-about" prop:value=typed(move || note.get()) on:input=act(move |e| note.set(event_target_value(&e)))></textarea>
            </div>
            <button type="submit" class="button button-secondary button-wide" disabled=flag(move || job.pending.get())>{tr!(tasks.complete_send)}</button>
        </form>
    }
}

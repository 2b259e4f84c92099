//! While the work goes on: how it goes, waiting, more time. None of it has to be done.

use super::words;
use crate::api;
use crate::i18n::tr;
use crate::resident::mine::facts;
use crate::resident::mine::words as order_words;
use crate::resident::step::{Field, Filled, Here, StepForm, gone};
use crate::ui::lean::{act, flag, live};
use crate::ui::when::local;
use crate::ui::{icon, now, spoken};
use contract::orders::{AskExtension, OrderAction, StepWithNote, StepWithText, Timeline, TimelineEntry, WaitFor, WaitReason};
use contract::texts::TextPurpose;
use leptos::prelude::*;

/// Going on after a wait: one tap.
#[component]
pub fn Resume(here: Here) -> impl IntoView {
    let open = here.open(OrderAction::Resume);
    let resume = move |_| {
        let (id, expected_version) = here.at();
        here.send(tr!(tasks.resumed), api::tasks::resume(id, &StepWithNote { expected_version, note: None }), None);
    };
    live(move || {
        open.get().then(|| {
            view! {
                <div class="task-step">
                    <button type="button" class="button button-primary button-wide button-big" disabled=flag(move || here.pending.get()) on:click=act(resume)>{icon("circle-check")}{tr!(tasks.resume)}</button>
                </div>
            }
        })
    })
}

/// What can be told and asked for on the way.
#[component]
pub fn Onward(here: Here) -> impl IntoView {
    let (progress, wait, extend) =
        (here.open(OrderAction::AddProgress), here.open(OrderAction::Wait), here.open(OrderAction::AskExtension));
    let why = move |action, text: fn() -> String| {
        let blocked = Memo::new(move |_| here.blocked(action));
        live(move || blocked.get().map(|why| view! { <p class="hint">{icon("lock")}{text()}{tr!(tasks.colon)}{words::blocked(why)}</p> }))
    };
    let record = Memo::new(move |_| here.timeline.with(|t| told(t)));
    let any = Memo::new(move |_| progress.get() || wait.get() || extend.get() || !record.with(Vec::is_empty));
    live(move || {
        any.get().then(|| {
            view! {
                <section class="card" aria-labelledby="onward-title">
                    <h2 id="onward-title">{tr!(tasks.onward)}</h2>
                    {live(move || view! { <ul class="log">{record.get().iter().map(entry).collect_view()}</ul> })}
                    {live(move || progress.get().then(|| form(here, tr!(tasks.progress), progress_form)))}
                    {live(move || wait.get().then(|| form(here, tr!(tasks.wait), wait_form)))}
                    {live(move || extend.get().then(|| form(here, tr!(tasks.extend), extend_form)))}
                    {why(OrderAction::Wait, || tr!(tasks.wait))}
                    {why(OrderAction::AskExtension, || tr!(tasks.extend))}
                </section>
            }
        })
    })
}

fn form(here: Here, summary: String, body: fn(Here) -> AnyView) -> AnyView {
    view! { <details><summary>{summary}</summary>{body(here)}</details> }.into_any()
}

fn progress_form(here: Here) -> AnyView {
    let makes = Callback::new(move |filled: Filled| {
        let (id, expected_version) = here.at();
        Ok((tr!(tasks.progress_sent), api::tasks::progress(id, &StepWithText { expected_version, text: filled.text("text") })))
    });
    let fields = vec![Field::text("text", tr!(tasks.progress_text)).hint(tr!(tasks.resident_reads)).standard(TextPurpose::Progress)];
    view! { <StepForm way=here id="progress" fields send_label=tr!(tasks.progress_send) look="button button-secondary button-wide" makes/> }
        .into_any()
}

fn wait_form(here: Here) -> AnyView {
    let makes = Callback::new(move |filled: Filled| {
        let (id, expected_version) = here.at();
        let reason = filled.word("for").ok_or_else(gone)?;
        let until = filled.end_of_day("until").ok_or_else(gone)?;
        Ok((tr!(tasks.wait_sent), api::tasks::wait(id, &WaitFor { expected_version, reason, until, note: filled.text("note") })))
    });
    let fields = vec![
        Field::choice("for", tr!(tasks.wait_for), WaitReason::ALL, order_words::waits_for),
        Field::day("until", tr!(tasks.wait_until)).hint(tr!(tasks.wait_hint)).start(days_on(1)),
        Field::text("note", tr!(tasks.wait_note)).hint(tr!(tasks.resident_reads)),
    ];
    view! { <StepForm way=here id="wait" fields send_label=tr!(tasks.wait_send) look="button button-secondary button-wide" makes/> }
        .into_any()
}

fn extend_form(here: Here) -> AnyView {
    let makes = Callback::new(move |filled: Filled| {
        let (id, expected_version) = here.at();
        let until = filled.end_of_day("until").ok_or_else(gone)?;
        Ok((
            tr!(tasks.extend_sent),
            api::tasks::ask_extension(id, &AskExtension { expected_version, until, reason: filled.text("reason") }),
        ))
    });
    let deadline = here.order.with_untracked(|o| o.deadline.map(spoken::when)).unwrap_or_default();
    let fields = vec![
        Field::day("until", tr!(tasks.extend_until)).hint(tr!(tasks.extend_hint, when = deadline)),
        Field::text("reason", tr!(tasks.extend_reason)).least(5),
    ];
    view! { <StepForm way=here id="extend" fields send_label=tr!(tasks.extend_send) look="button button-secondary button-wide" makes/> }
        .into_any()
}

/// The day so many days from now, as a date field has it.
fn days_on(days: u64) -> String {
    local(now()).date().checked_add_days(chrono::Days::new(days)).map(|day| day.to_string()).unwrap_or_default()
}

/// What was told on the way, newest last.
fn told(timeline: &Timeline) -> Vec<TimelineEntry> {
    use OrderAction as A;
    let of_the_way = |entry: &&TimelineEntry| {
        matches!(entry.action, A::AddProgress | A::Wait | A::Resume | A::AskExtension | A::GrantExtension | A::RefuseExtension)
    };
    timeline.items.iter().filter(of_the_way).cloned().collect()
}

fn entry(entry: &TimelineEntry) -> AnyView {
    let note = entry.note.clone().filter(|note| !note.is_empty());
    view! {
        <li>
            <p><strong>{order_words::action(entry.action)}</strong></p>
            {facts::detail(entry.action, &entry.detail).map(|line| view! { <p>{line}</p> })}
            {note.map(|note| view! { <p class="way-note">{note}</p> })}
            <p class="hint">{spoken::when(entry.at)}" · "{entry.actor.clone()}</p>
        </li>
    }
    .into_any()
}

//! The work itself: contacted, done. Each is one tap; what else can be said is optional. Where the item compares before and
//! after, the two pictures come first: with them it is three taps.

use super::words;
use crate::api;
use crate::i18n::tr;
use crate::orders;
use crate::photos::{Of, Picker};
use crate::resident::pictures::Known;
use crate::resident::step::{Field, Filled, Here, StepForm};
use crate::ui::icon;
use crate::ui::lean::{act, flag, live};
use contract::orders::{BlockReason, CompleteOrder, ContactMethod, OrderAction, Outcome, RecordContact};
use contract::photos::PhotoKind;
use contract::texts::TextPurpose;
use leptos::prelude::*;

/// Lengths of work that can be chosen, in minutes.
const MINUTES: [i32; 7] = [15, 30, 45, 60, 90, 120, 240];
const USUAL_MINUTES: i32 = 30;

#[component]
pub fn Contacted(here: Here) -> impl IntoView {
    let open = here.open(OrderAction::RecordContact);
    let blocked = Memo::new(move |_| here.blocked(OrderAction::RecordContact) == Some(BlockReason::NoMeasure));
    let contacted = move |method, note| {
        let (id, expected_version) = here.at();
        (tr!(tasks.contacted_done), api::tasks::record_contact(id, &RecordContact { expected_version, method, note }))
    };
    let tap = move |_| {
        let (done, sending) = contacted(ContactMethod::Phone, None);
        here.send(done, sending, None);
    };
    let makes =
        Callback::new(move |filled: Filled| Ok(contacted(filled.word("method").unwrap_or(ContactMethod::Phone), filled.note("note"))));
    let fields = || {
        vec![
            Field::choice("method", tr!(tasks.contacted_title), ContactMethod::ALL, words::method).start(ContactMethod::Phone),
            Field::line("note", tr!(tasks.contacted_note)).least(0),
        ]
    };
    view! {
        {live(move || blocked.get().then(|| view! { <p class="hint" role="status">{tr!(tasks.no_measure)}</p> }))}
        {live(move || open.get().then(|| view! {
            <div class="task-step">
                <button type="button" class="button button-primary button-wide button-big" disabled=flag(move || here.pending.get()) on:click=act(tap)>{icon("phone-call")}{tr!(tasks.contacted)}</button>
                <details>
                    <summary>{tr!(tasks.note_more)}</summary>
                    <StepForm way=here id="contact" fields=fields() send_label=tr!(tasks.contacted_send) look="button button-secondary button-wide" makes/>
                </details>
            </div>
        }))}
    }
}

/// One tap when it is solved, which is most of the time; whoever has more to say opens the rest.
#[component]
pub fn Complete(here: Here, known: Known) -> impl IntoView {
    let open = here.open(OrderAction::Complete);
    let blocked = Memo::new(move |_| here.blocked(OrderAction::Complete));
    let complete = move |outcome, note, minutes| {
        let (id, expected_version) = here.at();
        (tr!(tasks.completed), api::tasks::complete(id, &CompleteOrder { expected_version, outcome, note, minutes }))
    };
    let tap = move |_| {
        let (done, sending) = complete(Outcome::Resolved, String::new(), USUAL_MINUTES);
        here.send(done, sending, None);
    };
    let makes = Callback::new(move |filled: Filled| {
        let (outcome, note) = (filled.word("outcome").unwrap_or(Outcome::Resolved), filled.text("note"));
        if outcome != Outcome::Resolved && note.is_empty() {
            return Err(("note", tr!(tasks.complete_note_needed)));
        }
        Ok(complete(outcome, note, filled.word("minutes").unwrap_or(USUAL_MINUTES)))
    });
    let fields = || {
        vec![
            Field::choice("outcome", tr!(tasks.complete_title), Outcome::ALL, orders::outcome).start(Outcome::Resolved),
            Field::choice("minutes", tr!(tasks.complete_minutes), &MINUTES, words::minutes).listed().start(USUAL_MINUTES),
            Field::text("note", tr!(tasks.complete_note)).least(0).standard(TextPurpose::Completion),
        ]
    };
    view! {
        {live(move || blocked.get().map(|why| if why == BlockReason::NoEvidence {
            view! {
                <section class="card card-turn task-step" aria-labelledby="evidence-title">
                    <h2 id="evidence-title">{tr!(tasks.evidence)}</h2>
                    <p class="hint">{tr!(tasks.evidence_lead)}</p>
                    <Evidence here known/>
                </section>
            }.into_any()
        } else {
            view! { <p class="hint" role="status">{icon("lock")}{words::blocked(why)}</p> }.into_any()
        }))}
        {live(move || open.get().then(|| view! {
            <section class="card card-turn task-step">
                <button type="button" class="button button-primary button-wide button-big" disabled=flag(move || here.pending.get()) on:click=act(tap)>{icon("circle-check")}{tr!(tasks.complete)}</button>
                <details class="task-more">
                    <summary>{tr!(tasks.complete_more)}</summary>
                    <StepForm way=here id="complete" fields=fields() send_label=tr!(tasks.complete_send) look="button button-secondary button-wide" makes/>
                </details>
                <details>
                    <summary>{tr!(tasks.evidence_optional)}</summary>
                    <Evidence here known/>
                </details>
            </section>
        }))}
    }
}

/// One picture of the place before the work, one after it.
#[component]
fn Evidence(here: Here, known: Known) -> impl IntoView {
    let of = Of::Order(here.at().0);
    let side = move |kind: PhotoKind, id: &'static str, label: String| {
        let there = Memo::new(move |_| known.has(kind));
        view! {
            <div class="evidence">
                {live(move || there.get().then(|| view! { <p class="notice-good">{icon("circle-check")}{tr!(tasks.evidence_there)}</p> }))}
                <Picker of kind id label left=Signal::derive(move || known.left(kind))/>
            </div>
        }
    };
    view! {
        {side(PhotoKind::Before, "photo-before", tr!(photos.before))}
        {side(PhotoKind::After, "photo-after", tr!(photos.after))}
    }
}

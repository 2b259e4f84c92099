//! What was asked and decided before the work, and who else waits for it.

use crate::console::clock::dated;
use crate::i18n::tr;
use crate::orders;
use crate::ui::fact;
use contract::orders::{Consent, ConsentMethod, Order, OrderAction, Pending, Question, Referral, Timeline};
use leptos::prelude::*;

/// What the requester contests, and in which words; nothing while nobody contests anything.
pub fn contested(order: &Order, timeline: &Timeline) -> Option<AnyView> {
    if order.pending != Some(Pending::Contest) {
        return None;
    }
    let event = timeline.items.iter().rev().find(|e| e.action == OrderAction::Contest)?;
    let rejection = order.rejection.clone().map(|r| {
        view! { <p class="hint">{tr!(intake.contested_rejection)}</p><p>{orders::rejection(r.reason)}</p><p>{r.explanation}</p> }
    });
    Some(
        view! {
            <div class="said">
                <p><strong>{tr!(intake.contested, when = dated(event.at))}</strong></p>
                <p>{event.note.clone()}</p>
                {rejection}
            </div>
        }
        .into_any(),
    )
}

fn method(method: ConsentMethod) -> String {
    match method {
        ConsentMethod::SaidOnPhone => tr!(intake.consent_said_on_phone),
        ConsentMethod::InPerson => tr!(intake.consent_in_person),
        ConsentMethod::Written => tr!(intake.consent_written),
    }
}

/// How the beneficiary agreed, in a line.
fn consent(consent: &Consent) -> String {
    let note = consent.note.trim();
    if note.is_empty() { method(consent.method) } else { tr!(console.reason_with, reason = method(consent.method), text = note) }
}

fn question(q: &Question) -> AnyView {
    let answer = match &q.answer {
        Some(answer) => view! { <blockquote class="said">{answer.clone()}</blockquote> }.into_any(),
        None => view! { <p class="hint">{tr!(intake.unanswered)}</p> }.into_any(),
    };
    let answered = q.answered_at.map(|at| format!(" · {}", tr!(desk.answered_at, when = dated(at))));
    view! { <li><p><strong>{q.text.clone()}</strong></p>{answer}<p class="hint">{tr!(intake.asked_at, when = dated(q.asked_at))}{answered}</p></li> }
        .into_any()
}

fn referral(r: &Referral) -> AnyView {
    view! {
        <h3>{tr!(intake.referred_title)}</h3>
        <dl class="review">
            {fact(tr!(intake.channel), orders::channel(r.channel))}
            {r.receipt.clone().map(|number| fact(tr!(intake.receipt), number))}
            {fact(tr!(intake.referred_at), dated(r.referred_at))}
        </dl>
        <blockquote class="said">{r.explanation.clone()}</blockquote>
    }
    .into_any()
}

/// Questions with their answers, the other channel, the consent, who else waits; nothing where there is none of it.
pub fn taken_in(order: &Order) -> Option<AnyView> {
    let intake = &order.intake;
    let contest = intake.contest_until.map(|at| fact(tr!(intake.contest_until), dated(at)));
    let facts: Vec<AnyView> = [
        (intake.followers > 0).then(|| fact(tr!(intake.followers), tr!(intake.followers_n, n = intake.followers))),
        (intake.urgings > 0).then(|| fact(tr!(intake.urgings), tr!(intake.urgings_n, n = intake.urgings))),
        intake.consent.as_ref().map(|c| fact(tr!(intake.consent), consent(c))),
        contest,
    ]
    .into_iter()
    .flatten()
    .collect();
    if facts.is_empty() && intake.questions.is_empty() && intake.referral.is_none() {
        return None;
    }
    let questions = (!intake.questions.is_empty()).then(|| {
        view! { <h3>{tr!(intake.questions)}</h3><ul class="log">{intake.questions.iter().map(question).collect_view()}</ul> }
    });
    Some(
        view! {
            <section class="card" aria-labelledby="intake-title">
                <h2 id="intake-title">{tr!(intake.title)}</h2>
                {(!facts.is_empty()).then_some(view! { <dl class="review">{facts}</dl> })}
                {questions}
                {intake.referral.as_ref().map(referral)}
            </section>
        }
        .into_any(),
    )
}

//! What is asked, what is planned, what came of it.

use crate::console::clock::dated;
use crate::i18n::{pick, tr};
use crate::orders::{at_home, grade, outcome, rejection};
use crate::ui::{fact, icon};
use contract::orders::{Measure, Order};
use contract::ratings::Rating;
use leptos::prelude::*;

#[component]
pub fn Asked(order: Order) -> impl IntoView {
    view! {
        <section class="card" aria-labelledby="asked-title">
            <h2 id="asked-title">{tr!(desk.asked_title)}</h2>
            <blockquote class="said">{order.text.clone()}</blockquote>
            {order.question.clone().map(|q| view! { <p class="hint">{tr!(desk.question_open)}</p><blockquote class="said">{q}</blockquote> })}
            <dl class="review">
                {order.answers.iter().map(|a| fact(pick(&a.label, &a.label_en), pick(&a.text, &a.text_en))).collect_view()}
                {fact(tr!(mine.at_home), at_home(&order).unwrap_or_else(|| tr!(order.window_any)))}
            </dl>
        </section>
    }
}

#[component]
pub fn Measures(order: Order) -> impl IntoView {
    if order.measures.is_empty() {
        return ().into_any();
    }
    let several = order.measures.iter().any(|m| m.round != order.round);
    let line = |m: Measure| {
        let done =
            m.done_at.map(|at| view! { <span class="state state-good">{icon("check")}{tr!(desk.measure_done, when = dated(at))}</span> });
        let round = several.then(|| view! { <span class="hint">{tr!(console.round_n, n = m.round)}</span> });
        view! {
            <li>
                <p><strong>{m.what}</strong></p>
                <p class="badges hint">{round}<span>{tr!(desk.measure_by, who = m.who, when = dated(m.due_at))}</span>{done}</p>
            </li>
        }
    };
    view! {
        <section class="card" aria-labelledby="measures-title">
            <h2 id="measures-title">{tr!(desk.measures_title)}</h2>
            <ul class="log">{order.measures.into_iter().map(line).collect_view()}</ul>
        </section>
    }
    .into_any()
}

/// The rejection, the outcome with what the team says it did, and the rating for those who may read it.
#[component]
pub fn CameOfIt(order: Order) -> impl IntoView {
    let note = order.completion_note.clone().filter(|n| !n.trim().is_empty());
    if order.rejection.is_none() && order.outcome.is_none() && note.is_none() && order.rating.is_none() {
        return ().into_any();
    }
    view! {
        <section class="card" aria-labelledby="result-title">
            <h2 id="result-title">{tr!(desk.result_title)}</h2>
            {order.rejection.map(|r| view! { <p><strong>{rejection(r.reason)}</strong></p><blockquote class="said">{r.explanation}</blockquote> })}
            {order.outcome.map(|o| view! { <p><strong>{outcome(o)}</strong></p> })}
            {note.map(|n| view! { <blockquote class="said">{n}</blockquote> })}
            {order.rating.map(|rating| view! { <Rated rating/> })}
        </section>
    }
    .into_any()
}

#[component]
fn Rated(rating: Rating) -> impl IntoView {
    let class = if rating.grade <= 2 { "state state-late" } else { "state state-good" };
    let tags = rating.tags.iter().map(|t| pick(&t.label, &t.label_en)).collect::<Vec<_>>().join(&tr!(order.list_comma));
    view! {
        <h3>{tr!(desk.rating_title)}</h3>
        <p class="badges"><span class=class>{tr!(mine.stars, n = rating.grade)}" · "{grade(rating.grade)}</span><span class="hint">{tr!(mine.rated_at, when = dated(rating.rated_at))}</span></p>
        {(!tags.is_empty()).then_some(view! { <p>{tags}</p> })}
        {(!rating.text.is_empty()).then(|| view! { <blockquote class="said">{rating.text.clone()}</blockquote> })}
        <p class="hint">{tr!(desk.rating_sealed)}</p>
    }
}

//! What is asked, what is planned, what came of it.

use crate::console::clock::dated;
use crate::console::words;
use crate::i18n::{pick, tr};
use crate::orders::{at_home, grade, outcome, rejection};
use crate::ui::{at, fact, icon};
use contract::OrderId;
use contract::orders::{GoesOn, Measure, Order, PartRef, Round};
use contract::ratings::Rating;
use leptos::prelude::*;

#[component]
pub fn Asked(order: Order) -> impl IntoView {
    view! {
        <section class="card" aria-labelledby="asked-title">
            <h2 id="asked-title">{tr!(desk.asked_title)}</h2>
            <blockquote class="said">{order.text.clone()}</blockquote>
            {order.question.clone().filter(|_| order.intake.questions.is_empty()).map(|q| view! { <p class="hint">{tr!(desk.question_open)}</p><blockquote class="said">{q}</blockquote> })}
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

/// Its parts, the whole it is a part of, and the order that goes on for it.
#[component]
pub fn Related(order: Order) -> impl IntoView {
    let link = |id: OrderId, text: String| view! { <a href=at(&format!("/orders/{id}"))>{text}</a> };
    let whole = order.parent_id.map(|id| view! { <p class="hint">{tr!(steps.part_of)}{link(id, tr!(steps.part_of_link))}</p> });
    let goes_on = order.intake.goes_on.as_ref().map(|o| format!(" · {}", goes_on(o)));
    let other = order
        .merged_into
        .map(|id| view! { <p class="hint">{tr!(steps.merged_into)}{link(id, tr!(steps.merged_into_link))}{goes_on.clone()}</p> });
    let part = |p: PartRef| {
        let team = p.team_name.unwrap_or_else(|| tr!(console.no_team));
        view! {
            <li>
                <p class="badges">{link(p.id, pick(&p.item_name, &p.item_name_en))}<span class="row-number">{p.number}</span><span class=format!("state state-{}", words::tone(p.state))>{words::state(p.state)}</span></p>
                <p>{p.text}</p>
                <p class="hint">{team}{p.deadline.map(|at| format!(" · {}", tr!(desk.deadline, when = dated(at))))}</p>
            </li>
        }
    };
    let parts = (!order.parts.is_empty()).then(|| {
        view! {
            <section class="card" aria-labelledby="parts-title">
                <h2 id="parts-title">{tr!(steps.parts)}</h2>
                <ul class="log">{order.parts.into_iter().map(part).collect_view()}</ul>
            </section>
        }
    });
    view! { {whole}{other}{parts} }
}

/// Where the order that goes on stands, and its promise.
fn goes_on(order: &GoesOn) -> String {
    let by = order.deadline.map(|at| format!(" · {}", tr!(desk.deadline, when = dated(at)))).unwrap_or_default();
    format!("{}{by}", words::state(order.state))
}

/// What was done in each round: of interest once there were several.
#[component]
pub fn Rounds(order: Order) -> impl IntoView {
    let line = |r: Round| {
        let who = [r.team.map(|t| t.name), r.responsible_person.map(|p| p.name)].into_iter().flatten().collect::<Vec<_>>().join(" · ");
        view! {
            <li>
                <p class="badges"><strong>{tr!(console.round_n, n = r.round)}</strong><span>{who}</span><span class="hint">{tr!(steps.round_done, when = dated(r.done_at))}</span></p>
                {r.outcome.map(|o| view! { <p>{outcome(o)}</p> })}
                {r.note.filter(|n| !n.trim().is_empty()).map(|n| view! { <blockquote class="said">{n}</blockquote> })}
                {r.rating.map(|rating| view! { <Rated rating/> })}
            </li>
        }
    };
    (order.round > 1 && !order.rounds.is_empty()).then(|| {
        view! {
            <section class="card" aria-labelledby="rounds-title">
                <h2 id="rounds-title">{tr!(steps.rounds)}</h2>
                <ul class="log">{order.rounds.into_iter().map(line).collect_view()}</ul>
            </section>
        }
    })
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

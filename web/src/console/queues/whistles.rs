//! The board of whistles: each with its departments, how far they are and by when they have to go on.

use super::{Queue, Rows, badge, matter, queue, rows, words};
use crate::api::{self, Answer, Api};
use crate::console::clock::{Due, dated};
use crate::console::words as desk_words;
use crate::i18n::tr;
use crate::ui::{at, icon};
use contract::whistles::{Responder, Whistle, WhistleFilter, WhistleState};
use leptos::prelude::*;

/// `/console/whistles`, `/console/whistles?show=overdue`
#[component]
pub fn WhistlesPage() -> impl IntoView {
    let state = |s: WhistleState| (s.as_str(), words::whistle(s).0);
    let mut shows = vec![state(WhistleState::Blown), ("overdue", tr!(queues.overdue))];
    shows.extend([state(WhistleState::Returned), state(WhistleState::Solved), ("all", tr!(queues.all))]);
    queue(
        Queue { title: tr!(queues.whistles), lead: tr!(queues.whistles_lead), path: "/whistles", shows, empty: tr!(queues.whistles_none) },
        |api, word, cursor| Box::pin(fetch(api, word, cursor)),
    )
}

async fn fetch(api: Api, word: &'static str, cursor: Option<String>) -> Answer<Rows> {
    let filter =
        WhistleFilter { state: word.parse().ok(), overdue: (word == "overdue").then_some(true), cursor, ..WhistleFilter::default() };
    let page = api::queues::whistles(api, &filter).await?;
    Ok((rows(page.items, |whistle| view! { <Row whistle/> }.into_any()), page.next_cursor))
}

/// Where a department stands, with its clock.
pub fn part_line(part: &Responder) -> AnyView {
    view! {
        <span class="badges">
            <strong>{part.unit_name.clone()}</strong>
            {badge(words::responder(part.state))}
            {part.due_at.map(|at| view! { <span class="head-due"><Due at=Some(at)/></span> })}
            {(part.told > 0).then(|| badge((if part.told > 1 { tr!(queues.told_city) } else { tr!(queues.told_street) }, "late")))}
            {part.grade.map(|n| view! { <span class="hint">{tr!(queues.part_grade, n = n)}</span> })}
        </span>
    }
    .into_any()
}

#[component]
fn Row(whistle: Whistle) -> impl IntoView {
    let to = format!("/whistles/{}", whistle.id);
    let is_ours = whistle.responders.iter().any(|r| !r.allowed_actions.is_empty());
    let step = if is_ours { tr!(queues.answer) } else { tr!(console.step_look) };
    view! {
        <div class="queue-row">
            <div class="queue-main">
                {matter(&to, (&whistle.item_name, &whistle.item_name_en), &whistle.order_number, &whistle.community_name)}
                <p class="badges">
                    {badge(words::whistle(whistle.state))}
                    <span class="hint">{desk_words::cause(whistle.cause)}</span>
                    {whistle.is_urgent.then(|| view! { <span class="state state-turn">{icon("zap")}{tr!(queues.urgent)}</span> })}
                    <span class="hint">{tr!(queues.blown_at, when = dated(whistle.blown_at))}</span>
                </p>
                <p class="row-text">{whistle.text.clone()}</p>
                <ul class="plain parts">{whistle.responders.iter().map(|part| view! { <li>{part_line(part)}</li> }).collect_view()}</ul>
            </div>
            <div class="queue-side">
                <a href=at(&to) class=if is_ours { "button button-small button-outline" } else { "button button-small button-secondary" } aria-label=tr!(console.step_for, step = step, number = whistle.order_number)>{step.clone()}</a>
            </div>
        </div>
    }
}

//! Orders that wait for a call: they are done, and their requester has said nothing.

use super::{Queue, Rows, badge, dotted, matter, queue, rows};
use crate::api::{self, Answer, Api};
use crate::console::clock::{Due, dated};
use crate::console::words;
use crate::i18n::tr;
use crate::ui::{at, icon};
use contract::callbacks::{CallbackFilter, CallbackTask, CallbackTry};
use leptos::prelude::*;

/// `/console/callbacks`, `/console/callbacks?show=early`
#[component]
pub fn CallbacksPage() -> impl IntoView {
    queue(
        Queue {
            title: tr!(queues.callbacks),
            lead: tr!(queues.callbacks_lead),
            path: "/callbacks",
            shows: vec![("due", tr!(queues.callbacks_due)), ("early", tr!(queues.callbacks_early))],
            empty: tr!(queues.callbacks_none),
        },
        |api, word, cursor| Box::pin(fetch(api, word, cursor)),
    )
}

async fn fetch(api: Api, word: &'static str, cursor: Option<String>) -> Answer<Rows> {
    let filter = CallbackFilter { early: (word == "early").then_some(true), cursor, ..CallbackFilter::default() };
    let page = api::queues::callbacks(api, &filter).await?;
    Ok((rows(page.items, |task| view! { <Row task/> }.into_any()), page.next_cursor))
}

#[component]
fn Row(task: CallbackTask) -> impl IntoView {
    let to = format!("/orders/{}", task.order_id);
    // Why it cannot be called just now is the same for every kind of call, or for none.
    let is_open = task.allowed_actions.iter().any(|a| a.blocked.is_none());
    let why = task.allowed_actions.iter().find_map(|a| a.blocked).map(words::blocked);
    let tried = |t: &CallbackTry| view! { <li>{dated(t.at)}" · "{t.note.clone()}</li> };
    let round = (task.round > 1).then(|| tr!(console.round_n, n = task.round));
    let step = if is_open { tr!(queues.call) } else { tr!(console.step_look) };
    view! {
        <div class="queue-row">
            <div class="queue-main">
                {matter(&to, (&task.item_name, &task.item_name_en), &task.order_number, &task.community_name)}
                <p class="row-text">{task.excerpt.clone()}</p>
                <p class="hint">{dotted([task.team_name.clone(), Some(tr!(queues.done_at, when = dated(task.done_at))), round])}</p>
                <p class="hint">{icon("phone")}{dotted([Some(task.contact.name.clone()), Some(task.contact.phone.clone())])}</p>
                {(!task.tries.is_empty()).then(|| view! {
                    <p>{badge((tr!(queues.tries, n = task.tries.len()), "turn"))}</p>
                    <ul class="plain hint">{task.tries.iter().map(tried).collect_view()}</ul>
                })}
                {(!is_open).then(|| why.map(|text| view! { <p class="hint">{icon("lock")}{text}</p> }))}
            </div>
            <div class="queue-side">
                <p class="queue-due"><Due at=Some(task.due_at)/></p>
                <a href=at(&to) class=if is_open { "button button-small button-outline" } else { "button button-small button-secondary" } aria-label=tr!(console.step_for, step = step, number = task.order_number)>{step.clone()}</a>
            </div>
        </div>
    }
}

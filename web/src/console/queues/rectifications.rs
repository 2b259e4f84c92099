//! What has become of bad ratings, those due first, first.

use super::{Queue, Rows, badge, dotted, matter, queue, rows, words};
use crate::api::{self, Answer, Api};
use crate::console::clock::{Due, dated};
use crate::i18n::tr;
use crate::orders::grade;
use crate::ui::at;
use contract::rectifications::{Rectification, RectificationFilter, RectificationState};
use leptos::prelude::*;

/// `/console/rectifications`, `/console/rectifications?show=overdue`
#[component]
pub fn RectificationsPage() -> impl IntoView {
    let state = |s: RectificationState| (s.as_str(), words::rectification(s).0);
    let mut shows = vec![("all", tr!(queues.all)), ("overdue", tr!(queues.overdue))];
    shows.extend([RectificationState::Opened, RectificationState::CalledBack, RectificationState::LedgerProposed].map(state));
    shows.extend([RectificationState::FixNow, RectificationState::ReRated, RectificationState::Closed].map(state));
    queue(
        Queue {
            title: tr!(queues.rectifications),
            lead: tr!(queues.rectifications_lead),
            path: "/rectifications",
            shows,
            empty: tr!(queues.rectifications_none),
        },
        |api, word, cursor| Box::pin(fetch(api, word, cursor)),
    )
}

async fn fetch(api: Api, word: &'static str, cursor: Option<String>) -> Answer<Rows> {
    let filter = RectificationFilter {
        state: word.parse().ok(),
        overdue: (word == "overdue").then_some(true),
        cursor,
        ..RectificationFilter::default()
    };
    let page = api::queues::rectifications(api, &filter).await?;
    Ok((rows(page.items, |found| view! { <Row found/> }.into_any()), page.next_cursor))
}

#[component]
fn Row(found: Rectification) -> impl IntoView {
    let to = format!("/rectifications/{}", found.id);
    let is_ours = !found.allowed_actions.is_empty();
    let said = found.findings.clone().or_else(|| found.plan.clone());
    let step = if is_ours { tr!(queues.rectify) } else { tr!(console.step_look) };
    view! {
        <div class="queue-row">
            <div class="queue-main">
                {matter(&to, (&found.item_name, &found.item_name_en), &found.order_number, &found.community_name)}
                <p class="badges">
                    {badge(words::rectification(found.state))}
                    {found.grade.map(|n| badge((format!("{} · {}", tr!(mine.stars, n = n), grade(n)), "late")))}
                    {(found.round > 1).then(|| badge((tr!(console.round_n, n = found.round), "late")))}
                </p>
                {said.map(|text| view! { <p class="row-text">{text}</p> })}
                <p class="hint">{dotted([found.team_name.clone(), Some(tr!(queues.opened_at, when = dated(found.opened_at)))])}</p>
            </div>
            <div class="queue-side">
                <p class="queue-due">{found.due_at.map(|at| view! { <Due at=Some(at)/> })}</p>
                <a href=at(&to) class=if is_ours { "button button-small button-outline" } else { "button button-small button-secondary" } aria-label=tr!(console.step_for, step = step, number = found.order_number)>{step.clone()}</a>
            </div>
        </div>
    }
}

//! The queue of check-ins: those that wait, what is due first, first; the others by state.

use crate::api::{self, Answer, Api};
use crate::check_ins as words;
use crate::console::clock::{Due, dated};
use crate::console::queues::{Queue, Rows, badge, dotted, queue, rows};
use crate::i18n::tr;
use crate::ui::{at, icon, spoken_name};
use contract::check_ins::{CheckIn, CheckInAction, CheckInFilter, CheckInSort, CheckInState, CheckInSubject};
use leptos::prelude::*;

/// `/console/service/check-ins`, `/console/service/check-ins?show=active`
#[component]
pub fn CheckInsPage() -> impl IntoView {
    let state = |s: CheckInState| (s.as_str(), words::state(s).0);
    let shows = vec![
        (CheckInState::Submitted.as_str(), tr!(service.show_waiting)),
        ("overdue", tr!(queues.overdue)),
        state(CheckInState::Transferring),
        state(CheckInState::Returned),
        state(CheckInState::Active),
        state(CheckInState::Suspended),
        state(CheckInState::Ended),
        ("unit", tr!(service.show_units)),
    ];
    queue(
        Queue {
            title: tr!(service.check_ins),
            lead: tr!(service.check_ins_lead),
            path: "/service/check-ins",
            shows,
            empty: tr!(service.check_ins_none),
        },
        |api, word, cursor| Box::pin(fetch(api, word, cursor)),
    )
}

/// What a part of the queue asks for. What waits is sorted by when it is due, the rest by when it was sent.
fn filter(word: &str, cursor: Option<String>) -> CheckInFilter {
    let state: Option<CheckInState> = word.parse().ok();
    let waits = word == "overdue" || matches!(state, Some(CheckInState::Submitted | CheckInState::Transferring));
    CheckInFilter {
        state,
        overdue: (word == "overdue").then_some(true),
        subject: (word == "unit").then_some(CheckInSubject::Unit),
        sort: Some(if waits { CheckInSort::DueAt } else { CheckInSort::SubmittedAt }),
        cursor,
        ..CheckInFilter::default()
    }
}

async fn fetch(api: Api, word: &'static str, cursor: Option<String>) -> Answer<Rows> {
    let page = api::check_ins::list(api, &filter(word, cursor)).await?;
    Ok((rows(page.items, |check_in| view! { <One check_in/> }.into_any()), page.next_cursor))
}

/// Whose check-in it is, as the desk calls it.
pub fn whose(check_in: &CheckIn) -> String {
    let unit = check_in.unit.as_ref().map(|u| u.name.clone());
    let named = match check_in.subject {
        CheckInSubject::Unit => check_in.details.as_ref().map(|d| d.name.clone()).or(unit),
        CheckInSubject::Member => check_in.member.as_ref().map(|m| m.name.clone()),
    };
    named.unwrap_or_else(|| tr!(service.nameless))
}

/// A unit, or a member.
pub fn subject(subject: CheckInSubject) -> (String, &'static str) {
    match subject {
        CheckInSubject::Unit => (tr!(service.subject_unit), "house"),
        CheckInSubject::Member => (tr!(service.subject_member), "circle-user"),
    }
}

#[component]
fn One(check_in: CheckIn) -> impl IntoView {
    let to = format!("/service/check-ins/{}", check_in.id);
    let waits_here = check_in.allowed_actions.iter().any(|a| matches!(a, CheckInAction::Activate | CheckInAction::AcceptTransfer));
    let step = if waits_here { tr!(service.decide) } else { tr!(console.step_look) };
    let (kind, sign) = subject(check_in.subject);
    let name = whose(&check_in);
    let from = check_in.unit.as_ref().filter(|_| check_in.subject == CheckInSubject::Member).map(|u| u.name.clone());
    let step_class = if waits_here { "button button-small button-outline" } else { "button button-small button-secondary" };
    view! {
        <div class="queue-row">
            <div class="queue-main">
                <p class="queue-head">
                    <a href=at(&to) class="queue-link row-link">{name.clone()}</a>
                    <span class="row-number">{check_in.receipt.clone()}</span>
                    <span class="hint">{spoken_name(&check_in.community.name).to_owned()}</span>
                </p>
                <p class="badges">
                    {badge(words::state(check_in.state))}
                    <span class="hint">{icon(sign)}{kind}</span>
                    {check_in.due_at.map(|at| view! { <span class="head-due"><Due at=Some(at)/></span> })}
                    {(!check_in.doubts.is_empty()).then(|| badge((tr!(service.doubts_n, n = check_in.doubts.len()), "turn")))}
                </p>
                <p class="hint">{dotted([from, Some(tr!(service.sent_at, when = dated(check_in.submitted_at)))])}</p>
            </div>
            <div class="queue-side">
                <a href=at(&to) class=step_class aria-label=tr!(service.step_for, step = step, name = name)>{step.clone()}</a>
            </div>
        </div>
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_waits_is_sorted_by_when_it_is_due() {
        for (word, state, sort) in [
            ("submitted", Some(CheckInState::Submitted), CheckInSort::DueAt),
            ("overdue", None, CheckInSort::DueAt),
            ("active", Some(CheckInState::Active), CheckInSort::SubmittedAt),
            ("unit", None, CheckInSort::SubmittedAt),
        ] {
            let filter = filter(word, None);
            assert_eq!((filter.state, filter.sort), (state, Some(sort)), "{word}");
        }
        assert_eq!(filter("overdue", None).overdue, Some(true));
        assert_eq!(filter("unit", None).subject, Some(CheckInSubject::Unit));
    }
}

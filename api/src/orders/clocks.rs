//! One clock a stage, derived from the events and the calendar; nothing here is stored except what is due next, for sorting.

use super::queries::EventRow;
use crate::platform::calendar::{Pause, WorkingCalendar};
use chrono::{DateTime, TimeDelta, Utc};
use contract::Span;
use contract::menu::StageSpans;
use contract::orders::{ClockState, OrderAction as A, OrderState as S, Stage, StageClock};

/// What `orders.due_at` holds when nothing is due: a sort key is never empty.
pub const NOTHING_DUE: DateTime<Utc> = match DateTime::from_timestamp(253_402_214_400, 0) {
    Some(end) => end, // 9999-12-31T00:00:00Z
    None => DateTime::<Utc>::MAX_UTC,
};

/// A stage: what starts it, what ends it, how long it may take.
struct Plan {
    stage: Stage,
    starts: &'static [A],
    ends: &'static [A],
    span: fn(&StageSpans) -> Span,
}

const PLANS: &[Plan] = &[
    Plan {
        stage: Stage::Acceptance,
        starts: &[A::Submit, A::Overturn],
        ends: &[A::Accept, A::Reject, A::Withdraw, A::Refer, A::Merge, A::Whistle],
        span: |s| s.acceptance,
    },
    Plan {
        stage: Stage::Dispatch,
        starts: &[A::Accept, A::Reopen, A::Release, A::HandBack],
        ends: &[A::Dispatch, A::Withdraw, A::Refer, A::Whistle],
        span: |s| s.dispatch,
    },
    Plan { stage: Stage::Take, starts: &[A::Dispatch], ends: &[A::Take, A::Release, A::Withdraw], span: |s| s.take },
    Plan { stage: Stage::FirstContact, starts: &[A::Take], ends: &[A::RecordContact, A::HandBack], span: |s| s.first_contact },
    Plan { stage: Stage::Completion, starts: &[A::Accept, A::Reopen], ends: &[A::Complete, A::Withdraw, A::Refer], span: |s| s.completion },
];

/// The clocks of the present round. A stage that was entered again counts from its last start.
pub fn clocks(events: &[EventRow], spans: &StageSpans, calendar: &WorkingCalendar, now: DateTime<Utc>) -> Vec<StageClock> {
    let round = events.last().map_or(1, |e| e.round);
    let pauses = pauses(events);
    let of_round = |e: &&EventRow| e.round == round;
    PLANS
        .iter()
        .filter_map(|plan| {
            let start = events.iter().filter(of_round).rfind(|e| started_by(plan, e.action))?;
            let end = events.iter().find(|e| e.sequence > start.sequence && plan.ends.contains(&e.action)).map(|e| e.at);
            let due = calendar.deadline(start.at, (plan.span)(spans), &pauses, now);
            let paused = pauses.last().is_some_and(|p| p.1.is_none()) && end.is_none();
            Some(StageClock { stage: plan.stage, started_at: start.at, due_at: due, ended_at: end, state: state(due, end, paused, now) })
        })
        .collect()
}

/// A released order goes back to be dispatched, but the promise to the resident goes on running.
fn started_by(plan: &Plan, action: A) -> bool {
    plan.starts.contains(&action)
}

fn state(due: DateTime<Utc>, end: Option<DateTime<Utc>>, paused: bool, now: DateTime<Utc>) -> ClockState {
    match end {
        Some(end) if end <= due => ClockState::Met,
        Some(_) => ClockState::Missed,
        None if paused => ClockState::Paused,
        None if now > due => ClockState::Overdue,
        None => ClockState::Running,
    }
}

/// A question to the requester stops the clock, and waiting for what the team cannot have.
fn pauses(events: &[EventRow]) -> Vec<Pause> {
    let mut found: Vec<Pause> = Vec::new();
    for event in events {
        match event.action {
            A::RequestInformation | A::Wait => found.push((event.at, None)),
            A::ProvideInformation | A::Withdraw | A::Resume => {
                if let Some(open) = found.last_mut().filter(|p| p.1.is_none()) {
                    open.1 = Some(event.at);
                }
            }
            _ => {}
        }
    }
    found
}

/// How long questions to the requester have held an order up so far.
pub fn paused_by_questions(events: &[EventRow], now: DateTime<Utc>) -> TimeDelta {
    let asked = events.iter().filter(|e| e.action == A::RequestInformation);
    let until = |asked: &EventRow| events.iter().find(|e| e.sequence > asked.sequence).map_or(now, |e| e.at);
    asked.fold(TimeDelta::zero(), |sum, e| sum + (until(e) - e.at))
}

/// When the team said that the work of a round was done: the days for reminders and for the rating count from here.
pub fn done_at(events: &[EventRow], round: i32) -> Option<DateTime<Utc>> {
    events.iter().rfind(|e| e.round == round && e.action == A::Complete).map(|e| e.at)
}

/// The instant by which the present state should have been left.
pub fn due_at(state: S, clocks: &[StageClock]) -> DateTime<Utc> {
    let stage = match state {
        S::Submitted => Stage::Acceptance,
        S::Accepted | S::Reopened => Stage::Dispatch,
        S::Dispatched => Stage::Take,
        S::Taken => Stage::FirstContact,
        S::InProgress => Stage::Completion,
        S::Draft
        | S::NeedsInfo
        | S::Rejected
        | S::Withdrawn
        | S::Done
        | S::Confirmed
        | S::ClosedUnreached
        | S::Closed
        | S::Merged
        | S::Referred
        | S::Whistled
        | S::Waiting => {
            return NOTHING_DUE;
        }
    };
    clocks.iter().find(|c| c.stage == stage).map_or(NOTHING_DUE, |c| c.due_at)
}

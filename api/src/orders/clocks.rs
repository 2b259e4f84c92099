//! One clock a stage, derived from the events and the calendar; nothing here is stored except what is due next, for sorting.

use super::queries::{EventRow, OrderRow};
use crate::config::Config;
use crate::platform::calendar::{Pause, WorkingCalendar};
use chrono::{DateTime, TimeDelta, Utc};
use contract::menu::StageSpans;
use contract::orders::{ClockState, OrderAction as A, OrderState as S, Stage};
use contract::{Span, TeamId};

/// What `orders.due_at` holds when nothing is due: a sort key is never empty.
pub const NOTHING_DUE: DateTime<Utc> = match DateTime::from_timestamp(253_402_214_400, 0) {
    Some(end) => end, // 9999-12-31T00:00:00Z
    None => DateTime::<Utc>::MAX_UTC,
};

/// What the clocks of an order go by, besides its events.
#[derive(Clone, Copy)]
pub struct Timing<'a> {
    pub spans: &'a StageSpans,
    pub callback: Span,
    /// The deadline that was printed: a calendar that is corrected afterwards never moves it to an earlier day.
    pub printed: Option<DateTime<Utc>>,
    pub calendar: &'a WorkingCalendar,
    pub now: DateTime<Utc>,
}

impl<'a> Timing<'a> {
    /// Of an order.
    pub fn of(row: &'a OrderRow, config: &Config, calendar: &'a WorkingCalendar, now: DateTime<Utc>) -> Self {
        Self { spans: &row.spans.0, callback: config.orders.callback, printed: row.deadline, calendar, now }
    }
}

/// The clock of a stage, with what it was computed from.
#[derive(Clone, Debug, PartialEq)]
pub struct Clock {
    pub stage: Stage,
    pub started_at: DateTime<Utc>,
    pub due_at: DateTime<Utc>,
    /// `None` while it runs.
    pub ended_at: Option<DateTime<Utc>>,
    pub state: ClockState,
    /// The level that held the order in this stage: 0 the community, 1 the street, 2 the city.
    pub level: i32,
    /// The team that had to act in this stage.
    pub team: Option<TeamId>,
    pub span: Span,
    pub pauses: Vec<Pause>,
}

/// A stage: what starts it, what ends it, how long it may take.
struct Plan {
    stage: Stage,
    starts: &'static [A],
    ends: &'static [A],
    span: fn(&Timing<'_>) -> Span,
}

/// What ends the work of a round.
const DONE: &[A] = &[A::Complete, A::WhistleSolved];

const PLANS: &[Plan] = &[
    Plan {
        stage: Stage::Acceptance,
        starts: &[A::Submit, A::Overturn],
        ends: &[A::Accept, A::Reject, A::Withdraw, A::Merge, A::Refer, A::Whistle],
        span: |t| t.spans.acceptance,
    },
    Plan {
        stage: Stage::Dispatch,
        starts: &[A::Accept, A::Reopen, A::CallUnsolved, A::Release, A::HandBack, A::WhistleReturned],
        ends: &[A::Dispatch, A::Withdraw, A::Refer, A::Whistle],
        span: |t| t.spans.dispatch,
    },
    Plan { stage: Stage::Take, starts: &[A::Dispatch], ends: &[A::Take, A::Release, A::Withdraw], span: |t| t.spans.take },
    Plan { stage: Stage::FirstContact, starts: &[A::Take], ends: &[A::RecordContact, A::HandBack], span: |t| t.spans.first_contact },
    // A whistle does not stop the promise to the resident.
    Plan {
        stage: Stage::Completion,
        starts: &[A::Accept, A::Reopen, A::CallUnsolved],
        ends: &[A::Complete, A::WhistleSolved, A::Withdraw, A::Refer],
        span: |t| t.spans.completion,
    },
    Plan {
        stage: Stage::Callback,
        starts: DONE,
        ends: &[A::Confirm, A::Reopen, A::CallSolved, A::CallUnsolved, A::CloseUnreached],
        span: |t| t.callback,
    },
];

/// The clocks of the present round. A stage that was entered again counts from its last start: a released order goes back to be
/// dispatched, but the promise to the resident goes on running.
pub fn clocks(events: &[EventRow], timing: &Timing<'_>) -> Vec<Clock> {
    let round = events.last().map_or(1, |e| e.round);
    let pauses = pauses(events, timing.now);
    PLANS.iter().filter_map(|plan| clock(plan, events, round, &pauses, timing)).collect()
}

fn clock(plan: &Plan, events: &[EventRow], round: i32, pauses: &[Pause], timing: &Timing<'_>) -> Option<Clock> {
    let start = start(plan, events, round)?;
    let end = events.iter().find(|e| e.sequence > start.sequence && plan.ends.contains(&e.action));
    let (span, calendar, now) = ((plan.span)(timing), timing.calendar, timing.now);
    let mut due = calendar.deadline(start.at, span, pauses, now);
    if plan.stage == Stage::Completion {
        due = extended(start, span, events, pauses, timing).max(timing.printed.unwrap_or(due));
    }
    let paused = pauses.last().is_some_and(|p| p.1.is_none()) && end.is_none();
    let ended_at = end.map(|e| e.at);
    let (level, team) = holder(plan.stage, start, end, events);
    let state = state(due, ended_at, paused, now);
    Some(Clock { stage: plan.stage, started_at: start.at, due_at: due, ended_at, state, level, team, span, pauses: pauses.to_vec() })
}

/// What started a stage last. An order that was whistled for before anybody accepted it is promised from the first whistle on.
fn start<'e>(plan: &Plan, events: &'e [EventRow], round: i32) -> Option<&'e EventRow> {
    let mut of_round = events.iter().filter(|e| e.round == round);
    let started = of_round.clone().rfind(|e| plan.starts.contains(&e.action));
    started.or_else(|| of_round.find(|e| plan.stage == Stage::Completion && e.action == A::Whistle))
}

/// The end of the completion with what was granted: a grant counts from the moment it was given, and so do the pauses after it.
fn extended(start: &EventRow, span: Span, events: &[EventRow], pauses: &[Pause], timing: &Timing<'_>) -> DateTime<Utc> {
    let (calendar, now) = (timing.calendar, timing.now);
    let (mut due, mut since) = (calendar.add(start.at, span), start.at);
    for grant in events.iter().filter(|e| e.sequence > start.sequence && e.action == A::GrantExtension) {
        let until_then: Vec<Pause> =
            pauses.iter().filter(|p| p.0 < grant.at).map(|(from, to)| (*from, Some(to.unwrap_or(now).min(grant.at)))).collect();
        due = calendar.prolong(due, since, span, &until_then, now);
        due = grant.detail.0.until.map_or(due, |until| due.max(until));
        since = grant.at;
    }
    calendar.prolong(due, since, span, pauses, now)
}

/// Who held the order when the stage ended, or holds it now: lateness is charged to them.
fn holder(stage: Stage, start: &EventRow, end: Option<&EventRow>, events: &[EventRow]) -> (i32, Option<TeamId>) {
    let last = end.map_or(i32::MAX, |e| e.sequence);
    let until = |e: &&EventRow| e.sequence <= start.sequence || e.sequence < last;
    let level = events.iter().filter(until).filter_map(|e| e.detail.0.raised).next_back().unwrap_or(0);
    let mut team = None;
    for event in events.iter().filter(|e| e.sequence <= last && e.round == start.round) {
        match event.action {
            A::Take => team = event.team_id,
            A::Dispatch => team = event.team_id.filter(|_| stage == Stage::Take),
            A::HandBack | A::Release if event.sequence < last => team = None,
            _ => {}
        }
    }
    (level, team.filter(|_| matches!(stage, Stage::Take | Stage::FirstContact | Stage::Completion)))
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

/// A question to the requester stops the clock, and waiting for what the team cannot have: that one no longer than was said.
fn pauses(events: &[EventRow], now: DateTime<Utc>) -> Vec<Pause> {
    /// From when, until when if it has ended, and how long it may last.
    type Stop = (DateTime<Utc>, Option<DateTime<Utc>>, DateTime<Utc>);
    let mut found: Vec<Stop> = Vec::new();
    for event in events {
        match event.action {
            A::RequestInformation => found.push((event.at, None, NOTHING_DUE)),
            A::Wait => found.push((event.at, None, event.detail.0.until.unwrap_or(NOTHING_DUE))),
            A::ProvideInformation | A::Withdraw | A::Resume => {
                if let Some(open) = found.last_mut().filter(|p| p.1.is_none()) {
                    open.1 = Some(event.at);
                }
            }
            _ => {}
        }
    }
    let within = |(from, to, limit): Stop| match to {
        Some(to) => (from, Some(to.min(limit))),
        None => (from, Some(limit).filter(|limit| *limit <= now)),
    };
    found.into_iter().map(within).collect()
}

/// When the wait that lasts was to end.
pub fn waits_until(events: &[EventRow]) -> Option<DateTime<Utc>> {
    let last = events.iter().rfind(|e| matches!(e.action, A::Wait | A::Resume))?;
    last.detail.0.until.filter(|_| last.action == A::Wait)
}

/// How long questions to the requester have held an order up so far.
pub fn paused_by_questions(events: &[EventRow], now: DateTime<Utc>) -> TimeDelta {
    let asked = events.iter().filter(|e| e.action == A::RequestInformation);
    let until = |asked: &EventRow| events.iter().find(|e| e.sequence > asked.sequence).map_or(now, |e| e.at);
    asked.fold(TimeDelta::zero(), |sum, e| sum + (until(e) - e.at))
}

/// When it was said that the work of a round was done: the days for the reminder and for the rating count from here.
pub fn done_at(events: &[EventRow], round: i32) -> Option<DateTime<Utc>> {
    events.iter().rfind(|e| e.round == round && DONE.contains(&e.action)).map(|e| e.at)
}

/// The instant by which the present state should have been left.
pub fn due_at(state: S, clocks: &[Clock]) -> DateTime<Utc> {
    let stage = match state {
        S::Submitted => Stage::Acceptance,
        S::Accepted | S::Reopened => Stage::Dispatch,
        S::Dispatched => Stage::Take,
        S::Taken => Stage::FirstContact,
        S::InProgress => Stage::Completion,
        S::Done => Stage::Callback,
        S::Draft
        | S::NeedsInfo
        | S::Rejected
        | S::Withdrawn
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

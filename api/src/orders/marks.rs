//! Reminders of the clocks that run, and how far up lateness is told. Pure: which mark is due when.

use super::clocks::{Clock, NOTHING_DUE};
use crate::platform::calendar::WorkingCalendar;
use chrono::{DateTime, Utc};
use contract::Span;
use contract::orders::{ClockState, Stage};

/// The city: lateness goes no further up.
pub const TOP: i32 = 3;
/// The percentage at which a span is over.
pub const OVER: i32 = 100;

/// A point of a clock at which somebody is told.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Mark {
    pub at: DateTime<Utc>,
    pub stage: Stage,
    /// With the stage it names the clock: a stage entered again has another one.
    pub started_at: DateTime<Utc>,
    /// Of the span; 100 when it is over.
    pub percent: i32,
    /// Who is told: 0 whoever holds it, 1 the secretary, 2 the street, 3 the city.
    pub level: i32,
}

/// The level at which an order is held, on the scale of [`Mark::level`].
const fn held_at(clock: &Clock) -> i32 {
    if clock.level == 0 { 0 } else { clock.level + 1 }
}

/// All marks of a clock that runs, in their order; none of one that has ended or stands still.
fn marks_of(clock: &Clock, percents: &[i32], calendar: &WorkingCalendar, now: DateTime<Utc>) -> Vec<Mark> {
    if !matches!(clock.state, ClockState::Running | ClockState::Overdue) {
        return Vec::new();
    }
    let mark = |at, percent, level| Mark { at, stage: clock.stage, started_at: clock.started_at, percent, level };
    let whole = calendar.counted(clock.span, clock.started_at, clock.due_at, &clock.pauses, now);
    let mut marks: Vec<Mark> = percents
        .iter()
        .map(|percent| {
            let at = if *percent >= OVER {
                clock.due_at
            } else {
                calendar.after(clock.started_at, clock.span, whole * *percent / OVER, &clock.pauses, now).min(clock.due_at)
            };
            mark(at, *percent, 0)
        })
        .collect();
    // One level up a working day, however the clock itself counts: those above keep office hours.
    let mut at = clock.due_at;
    for level in held_at(clock) + 1..=TOP {
        at = calendar.add(at, Span::WorkingDays(1));
        marks.push(mark(at, OVER, level));
    }
    marks
}

/// Every mark of the running clocks that lies at `now` or before it, the earliest first.
pub fn due_marks(clocks: &[Clock], percents: &[i32], calendar: &WorkingCalendar, now: DateTime<Utc>) -> Vec<Mark> {
    let mut due: Vec<Mark> = clocks.iter().flat_map(|c| marks_of(c, percents, calendar, now)).filter(|m| m.at <= now).collect();
    due.sort_unstable();
    due
}

/// When the next mark is due after `now`; [`NOTHING_DUE`] when none is.
pub fn next_mark(clocks: &[Clock], percents: &[i32], calendar: &WorkingCalendar, now: DateTime<Utc>) -> DateTime<Utc> {
    let all = clocks.iter().flat_map(|c| marks_of(c, percents, calendar, now)).map(|m| m.at);
    all.filter(|at| *at > now).min().unwrap_or(NOTHING_DUE)
}

/// How far up lateness was told by now; 0 when nothing that runs is late, or only its holder knows.
pub fn level_reached(clocks: &[Clock], calendar: &WorkingCalendar, now: DateTime<Utc>) -> i32 {
    due_marks(clocks, &[], calendar, now).iter().map(|m| m.level).max().unwrap_or(0)
}

//! Reminders and escalation: which mark of which clock is due when.

use crate::orders::clocks::{Clock, NOTHING_DUE};
use crate::orders::marks::{due_marks, level_reached, next_mark};
use crate::platform::calendar::{Pause, WorkingCalendar, local};
use chrono::{DateTime, TimeDelta, Utc};
use contract::orders::{ClockState, Stage};

fn at(text: &str) -> DateTime<Utc> {
    chrono::NaiveDateTime::parse_from_str(text, "%Y-%m-%d %H:%M").unwrap().and_utc() - TimeDelta::hours(8)
}

fn running(start: &str, span: &str, level: i32, pauses: &[(&str, &str)]) -> Clock {
    let (calendar, span) = (WorkingCalendar::shipped(), span.parse().unwrap());
    let pauses: Vec<Pause> = pauses.iter().map(|(a, b)| (at(a), Some(at(b)))).collect();
    let due_at = calendar.deadline(at(start), span, &pauses, at(start));
    Clock {
        stage: Stage::Completion,
        started_at: at(start),
        due_at,
        ended_at: None,
        state: ClockState::Running,
        level,
        team: None,
        span,
        pauses,
    }
}

/// `percent/level when`, one for each mark.
fn shown(clock: &Clock) -> String {
    let marks = due_marks(std::slice::from_ref(clock), &[50, 80, 100], &WorkingCalendar::shipped(), at("2027-12-31 00:00"));
    let said = |at| local(at).format("%m-%d %H:%M").to_string();
    marks.iter().map(|m| format!("{}/{} {}", m.percent, m.level, said(m.at))).collect::<Vec<_>>().join(", ")
}

#[test]
fn the_marks_of_a_clock() {
    for (start, span, level, pauses, told) in [
        // Four office hours from 9: two are over at 11, 3 h 12 at 14:12, all at 15:00; then a level a working day.
        (
            "2026-11-24 09:00",
            "4wh",
            0,
            &[][..],
            "50/0 11-24 11:00, 80/0 11-24 14:12, 100/0 11-24 15:00, 100/1 11-25 15:00, 100/2 11-26 15:00, 100/3 11-27 15:00",
        ),
        // By the clock, at night; those above keep office hours all the same.
        (
            "2026-11-24 22:00",
            "2h",
            0,
            &[][..],
            "50/0 11-24 23:00, 80/0 11-24 23:36, 100/0 11-25 00:00, 100/1 11-26 08:30, 100/2 11-27 08:30, 100/3 11-30 08:30",
        ),
        // National Day lies between: 7 working hours, half before the holidays.
        (
            "2026-09-30 14:00",
            "1wd",
            0,
            &[][..],
            "50/0 09-30 17:30, 80/0 10-08 10:36, 100/0 10-08 14:00, 100/1 10-09 14:00, 100/2 10-10 14:00, 100/3 10-12 14:00",
        ),
        // What the street holds goes to the city next.
        ("2026-11-24 09:00", "4wh", 1, &[][..], "50/0 11-24 11:00, 80/0 11-24 14:12, 100/0 11-24 15:00, 100/3 11-25 15:00"),
        ("2026-11-24 09:00", "4wh", 2, &[][..], "50/0 11-24 11:00, 80/0 11-24 14:12, 100/0 11-24 15:00"),
        // It stood still from 10 to 11: every mark moves by that hour of work.
        (
            "2026-11-24 09:00",
            "4wh",
            2,
            &[("2026-11-24 10:00", "2026-11-24 11:00")][..],
            "50/0 11-24 12:00, 80/0 11-24 15:12, 100/0 11-24 16:00",
        ),
    ] {
        assert_eq!(shown(&running(start, span, level, pauses)), told, "{start} {span}");
    }
}

#[test]
fn what_stands_still_or_has_ended_reminds_nobody() {
    let mut clock = running("2026-11-24 09:00", "4wh", 0, &[]);
    for state in [ClockState::Paused, ClockState::Met, ClockState::Missed] {
        clock.state = state;
        assert_eq!(shown(&clock), "");
    }
}

#[test]
fn the_next_look_is_at_the_next_mark_and_never_after_the_last() {
    let (clock, calendar) = ([running("2026-11-24 09:00", "4wh", 0, &[])], WorkingCalendar::shipped());
    let next = |now: &str| next_mark(&clock, &[50, 80, 100], &calendar, at(now));
    assert_eq!(next("2026-11-24 09:00"), at("2026-11-24 11:00"));
    assert_eq!(next("2026-11-24 11:00"), at("2026-11-24 14:12"));
    assert_eq!(next("2026-11-25 15:00"), at("2026-11-26 15:00"));
    assert_eq!(next("2026-11-27 15:00"), NOTHING_DUE);
}

#[test]
fn lateness_goes_up_a_level_a_working_day_and_not_over_the_weekend() {
    let (clock, calendar) = ([running("2026-11-26 09:00", "4wh", 0, &[])], WorkingCalendar::shipped());
    let level = |now: &str| level_reached(&clock, &calendar, at(now));
    let told =
        ["2026-11-26 15:00", "2026-11-27 15:00", "2026-11-29 15:00", "2026-11-30 15:00", "2026-12-01 15:00", "2026-12-09 15:00"].map(level);
    assert_eq!(told, [0, 1, 1, 2, 3, 3]);
}

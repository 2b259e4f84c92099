//! What holds for every deadline, over random calendars: holidays and worked weekend days anywhere, leap days, any time of the day.

#![expect(clippy::unwrap_used, reason = "a test may panic")]

use super::*;
use chrono::{Datelike, SubsecRound};
use proptest::prelude::*;
use std::collections::BTreeSet;
use std::fmt::Write;

/// 2027 to 2028, with 29 February 2028.
const DAYS: i64 = 730;

fn day(n: i64) -> NaiveDate {
    NaiveDate::from_ymd_opt(2027, 1, 1).unwrap() + TimeDelta::days(n)
}

/// Two years with these days free and those worked; a day drawn for both is free.
fn calendar_of(free: &BTreeSet<i64>, worked: &BTreeSet<i64>) -> WorkingCalendar {
    let year = |year: i32| {
        let (mut off, mut on) = (String::new(), String::new());
        for date in free.iter().map(|n| day(*n)).filter(|d| d.year() == year) {
            write!(off, "{{ name = \"假\", from = \"{date}\", to = \"{date}\" }},").unwrap();
        }
        for date in worked.iter().filter(|n| !free.contains(n)).map(|n| day(*n)).filter(|d| d.year() == year) {
            write!(on, "\"{date}\",").unwrap();
        }
        YearCalendar::parse(&format!("year = {year}\nstatus = \"published\"\nholidays = [{off}]\nworking = [{on}]")).unwrap()
    };
    WorkingCalendar::from_years(vec![year(2027), year(2028)], OfficeHours::default())
}

fn days() -> impl Strategy<Value = BTreeSet<i64>> {
    prop::collection::btree_set(0..DAYS, 0..60)
}

fn instant() -> impl Strategy<Value = DateTime<Utc>> {
    (0..DAYS * 24 * 60).prop_map(|m| utc(day(0).and_time(NaiveTime::MIN)) + TimeDelta::minutes(m))
}

fn span() -> impl Strategy<Value = Span> {
    prop_oneof![
        (0..10_000u32).prop_map(Span::Minutes),
        (0..60u32).prop_map(Span::Days),
        (0..5_000u32).prop_map(Span::WorkingMinutes),
        (0..30u32).prop_map(Span::WorkingDays),
    ]
}

fn longer(span: Span, by: u32) -> Span {
    match span {
        Span::Minutes(n) => Span::Minutes(n + by),
        Span::Days(n) => Span::Days(n + by),
        Span::WorkingMinutes(n) => Span::WorkingMinutes(n + by),
        Span::WorkingDays(n) => Span::WorkingDays(n + by),
    }
}

/// Gap before and length of each pause, in minutes.
fn stretches() -> impl Strategy<Value = Vec<(i64, i64)>> {
    prop::collection::vec((0..4_000i64, 0..8_000i64), 0..4)
}

fn pauses(start: DateTime<Utc>, stretches: &[(i64, i64)]) -> Vec<Pause> {
    let mut at = start;
    let pause = |(gap, length): &(i64, i64)| {
        let from = at + TimeDelta::minutes(*gap);
        at = from + TimeDelta::minutes(*length);
        (from, Some(at))
    };
    stretches.iter().map(pause).collect()
}

proptest! {
    #[test]
    fn pausing_never_shortens_a_deadline(free in days(), worked in days(), start in instant(), span in span(), s in stretches()) {
        let calendar = calendar_of(&free, &worked);
        let all = pauses(start, &s);
        let mut last = calendar.add(start, span);
        for many in 0..=all.len() {
            let due = calendar.deadline(start, span, all.get(..many).unwrap_or(&all), start);
            prop_assert!(due >= last);
            last = due;
        }
    }

    #[test]
    fn a_new_holiday_never_moves_a_deadline_earlier(
        free in days(), worked in days(), more in 0..DAYS, start in instant(), span in span(), s in stretches()
    ) {
        let (before, mut with) = (calendar_of(&free, &worked), free.clone());
        with.insert(more);
        let after = calendar_of(&with, &worked);
        let all = pauses(start, &s);
        let (old, new) = (before.deadline(start, span, &all, start), after.deadline(start, span, &all, start));
        prop_assert!(new >= old, "{old} became {new}");
        if WorkingCalendar::goes_by_the_clock(span) {
            prop_assert_eq!(new, old);
        }
    }

    #[test]
    fn recomputing_later_changes_nothing(free in days(), worked in days(), start in instant(), span in span(), s in stretches(), later in 0..100_000i64) {
        let (calendar, all) = (calendar_of(&free, &worked), pauses(start, &s));
        let due = calendar.deadline(start, span, &all, start);
        prop_assert_eq!(calendar.deadline(start, span, &all, start + TimeDelta::minutes(later)), due);
        prop_assert_eq!(calendar_of(&free, &worked).deadline(start, span, &all, start), due);
        // Shown in any time zone it is the same instant, and both databases keep it to the microsecond.
        prop_assert_eq!(due.with_timezone(&FixedOffset::west_opt(5 * 3600).unwrap()).with_timezone(&Utc).trunc_subsecs(6), due);
    }

    #[test]
    fn stage_times_add_up_to_the_elapsed_working_time(free in days(), worked in days(), start in instant(), parts in prop::collection::vec(0..6_000i64, 1..7)) {
        let calendar = calendar_of(&free, &worked);
        let (mut at, mut sum) = (start, TimeDelta::zero());
        for part in parts {
            let next = at + TimeDelta::minutes(part);
            sum += calendar.working_time(at, next);
            at = next;
        }
        prop_assert_eq!(sum, calendar.working_time(start, at));
    }

    #[test]
    fn a_longer_span_never_ends_earlier(free in days(), worked in days(), start in instant(), span in span(), by in 0..50u32, s in stretches()) {
        let (calendar, all) = (calendar_of(&free, &worked), pauses(start, &s));
        prop_assert!(calendar.deadline(start, longer(span, by), &all, start) >= calendar.deadline(start, span, &all, start));
        prop_assert!(calendar.deadline(start, span, &all, start) >= start);
    }

    #[test]
    fn what_was_counted_is_the_span(free in days(), worked in days(), start in instant(), n in 1..3_000u32, by_clock in any::<bool>(), s in stretches()) {
        let (calendar, all) = (calendar_of(&free, &worked), pauses(start, &s));
        let span = if by_clock { Span::Minutes(n) } else { Span::WorkingMinutes(n) };
        let due = calendar.deadline(start, span, &all, start);
        prop_assert_eq!(calendar.counted(span, start, due, &all, start), TimeDelta::minutes(n.into()));
        prop_assert_eq!(calendar.after(start, span, TimeDelta::minutes(n.into()), &all, start), due);
    }

    #[test]
    fn working_days_end_on_a_working_day_at_the_same_time_of_day(free in days(), worked in days(), start in instant(), n in 0..40u32) {
        let calendar = calendar_of(&free, &worked);
        let due = calendar.add(start, Span::WorkingDays(n));
        prop_assert!(!calendar.is_off_hours(due));
        prop_assert_eq!(local(due).time(), local(calendar.next_working(start)).time());
    }
}

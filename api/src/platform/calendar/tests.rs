#![expect(clippy::unwrap_used, reason = "a test may panic")]
use super::*;
use proptest::prelude::*;

fn at(text: &str) -> DateTime<Utc> {
    utc(NaiveDateTime::parse_from_str(text, "%Y-%m-%d %H:%M").unwrap())
}

fn said(at: DateTime<Utc>) -> String {
    local(at).format("%Y-%m-%d %H:%M").to_string()
}

/// start, span, end: checked by hand against the announced calendars.
const GOLDEN: &[(&str, &str, &str)] = &[
    ("2026-11-24 09:00", "30m", "2026-11-24 09:30"),
    ("2026-11-28 23:50", "2h", "2026-11-29 01:50"),
    ("2026-11-24 09:00", "15d", "2026-12-09 09:00"),
    ("2026-11-24 09:00", "4wh", "2026-11-24 15:00"),
    ("2026-11-24 11:00", "60wm", "2026-11-24 12:00"),
    ("2026-11-24 11:00", "61wm", "2026-11-24 14:01"),
    ("2026-11-24 12:30", "1wh", "2026-11-24 15:00"),
    ("2026-11-24 17:00", "1wh", "2026-11-25 09:00"),
    ("2026-11-27 17:00", "1wh", "2026-11-30 09:00"),
    ("2026-11-24 09:00", "7wh", "2026-11-25 09:00"),
    ("2026-11-24 09:00", "3wd", "2026-11-27 09:00"),
    ("2026-11-27 16:00", "1wd", "2026-11-30 16:00"),
    ("2026-11-28 10:00", "1wd", "2026-12-01 08:30"),
    ("2026-11-24 20:00", "1wd", "2026-11-26 08:30"),
    ("2026-11-24 06:00", "1wd", "2026-11-25 08:30"),
    ("2026-11-24 13:00", "1wd", "2026-11-25 14:00"),
    // National Day 2026: closed 1–7 October, Saturday the 10th is worked.
    ("2026-09-30 16:00", "1wd", "2026-10-08 16:00"),
    ("2026-09-30 17:00", "1wh", "2026-10-08 09:00"),
    ("2026-10-03 10:00", "3wd", "2026-10-12 08:30"),
    ("2026-10-09 10:00", "1wd", "2026-10-10 10:00"),
    ("2026-10-10 10:00", "1wd", "2026-10-12 10:00"),
    // Mid-Autumn 2026: Sunday 20 September is worked, 25–27 are free.
    ("2026-09-18 15:00", "1wd", "2026-09-20 15:00"),
    ("2026-09-24 15:00", "1wd", "2026-09-28 15:00"),
    // Spring Festival 2026: closed 15–23 February, Saturdays the 14th and 28th are worked.
    ("2026-02-13 10:00", "1wd", "2026-02-14 10:00"),
    ("2026-02-14 10:00", "1wd", "2026-02-24 10:00"),
    ("2026-02-14 17:00", "60wm", "2026-02-24 09:00"),
    ("2026-02-27 10:00", "2wd", "2026-03-02 10:00"),
    // New Year 2026: closed 1–3 January, Sunday the 4th is worked.
    ("2025-12-31 10:00", "1wd", "2026-01-04 10:00"),
    ("2025-12-31 17:00", "1wh", "2026-01-04 09:00"),
    // National Day 2025: closed 1–8 October, Saturday the 11th is worked.
    ("2025-09-30 17:29", "2wm", "2025-10-09 08:31"),
    ("2025-10-10 09:00", "1wd", "2025-10-11 09:00"),
    // 2028 has no data: weekends only, and a leap day.
    ("2028-02-28 09:00", "1wd", "2028-02-29 09:00"),
    ("2028-02-29 09:00", "1wd", "2028-03-01 09:00"),
    ("2026-11-24 09:00", "0wd", "2026-11-24 09:00"),
];

#[test]
fn golden_cases() {
    let calendar = WorkingCalendar::shipped();
    for (start, span, end) in GOLDEN {
        assert_eq!(said(calendar.add(at(start), span.parse().unwrap())), *end, "{start} + {span}");
    }
}

/// Those over the great holidays stand in a table of their own, each with its reason.
#[test]
fn fifty_deadlines_over_national_day_and_spring_festival() {
    let calendar = WorkingCalendar::shipped();
    let rows = include_str!("golden.md").lines().filter(|l| l.starts_with("| 20")).map(|l| l.split('|').map(str::trim).collect::<Vec<_>>());
    let mut checked = 0;
    for row in rows {
        let [_, start, span, pauses, due, why, _] = row.as_slice() else { panic!("{row:?}") };
        let pauses = pauses.replace("..", "/").replace(" 20", "\n20");
        let pauses: Vec<Pause> = pauses.lines().map(|p| p.split_once('/').unwrap()).map(|(from, to)| (at(from), Some(at(to)))).collect();
        assert_eq!(said(calendar.deadline(at(start), span.parse().unwrap(), &pauses, at(start))), *due, "{start} + {span}: {why}");
        checked += 1;
    }
    assert_eq!(checked, 50);
}

// frappe#2212; osTicket#1168, #4969; zammad#4432.
#[test]
fn lunch_closed_hours_weekends_and_holidays_do_not_count() {
    let calendar = WorkingCalendar::shipped();
    let hour = |start: &str| said(calendar.add(at(start), Span::WorkingMinutes(60)));
    for (start, end) in [
        ("2026-11-24 12:15", "2026-11-24 15:00"),
        ("2026-11-24 19:00", "2026-11-25 09:30"),
        ("2026-11-28 10:00", "2026-11-30 09:30"),
        ("2026-10-03 10:00", "2026-10-08 09:30"),
    ] {
        assert_eq!(hour(start), end);
    }
}

#[test]
fn the_shipped_years_can_all_be_read() {
    let years: Vec<(i32, bool)> = YearCalendar::shipped().iter().map(|y| (y.year(), y.is_provisional())).collect();
    assert_eq!(years, [(2025, false), (2026, false), (2027, true)]);
}

#[test]
fn wrong_files_are_refused() {
    let file =
        |holidays: &str, working: &str| format!("year = 2026\nstatus = \"published\"\nholidays = [{holidays}]\nworking = [{working}]");
    let day = r#"{ name = "x", from = "2026-05-01", to = "2026-05-02" }"#;
    assert!(YearCalendar::parse(&file(day, "")).is_ok());
    assert!(YearCalendar::parse(&file(day, r#""2026-05-02""#)).is_err());
    assert!(YearCalendar::parse(&file("", r#""2027-05-02""#)).is_err());
    assert!(YearCalendar::parse("year = 2026").is_err());
}

#[test]
fn off_hours_follow_the_calendar() {
    let calendar = WorkingCalendar::shipped();
    for (when, off) in [
        ("2026-11-24 09:00", false),
        ("2026-11-24 12:00", true),
        ("2026-11-24 17:30", true),
        ("2026-10-05 09:00", true),
        ("2026-10-10 09:00", false),
    ] {
        assert_eq!(calendar.is_off_hours(at(when)), off, "{when}");
    }
}

fn instant() -> impl Strategy<Value = DateTime<Utc>> {
    (0..3 * 365 * 24 * 60i64).prop_map(|m| at("2025-01-01 00:00") + TimeDelta::minutes(m))
}

fn span() -> impl Strategy<Value = Span> {
    prop_oneof![
        (0..10_000u32).prop_map(Span::Minutes),
        (0..60u32).prop_map(Span::Days),
        (0..10_000u32).prop_map(Span::WorkingMinutes),
        (0..40u32).prop_map(Span::WorkingDays),
    ]
}

proptest! {
    #[test]
    fn a_deadline_never_lies_before_its_start(start in instant(), span in span()) {
        prop_assert!(WorkingCalendar::shipped().add(start, span) >= start);
    }

    #[test]
    fn working_minutes_add_up(start in instant(), a in 1..3000u32, b in 1..3000u32) {
        let calendar = WorkingCalendar::shipped();
        let end = calendar.add(start, Span::WorkingMinutes(a));
        prop_assert_eq!(calendar.working_time(start, end), TimeDelta::minutes(a.into()));
        prop_assert_eq!(calendar.add(end, Span::WorkingMinutes(b)), calendar.add(start, Span::WorkingMinutes(a + b)));
    }

    #[test]
    fn a_pause_never_makes_it_earlier_and_recomputing_changes_nothing(start in instant(), span in span(), offset in 0..5000i64, length in 0..5000i64) {
        let calendar = WorkingCalendar::shipped();
        let from = start + TimeDelta::minutes(offset);
        let pauses = [(from, Some(from + TimeDelta::minutes(length)))];
        let due = calendar.deadline(start, span, &pauses, start);
        prop_assert!(due >= calendar.deadline(start, span, &[], start));
        prop_assert_eq!(due, calendar.deadline(start, span, &pauses, start));
    }

    #[test]
    fn a_new_holiday_never_moves_it_earlier(start in instant(), span in span(), day in 0..365i64) {
        let base = WorkingCalendar::shipped();
        let free = NaiveDate::from_ymd_opt(2026, 1, 1).unwrap() + TimeDelta::days(day);
        let mut changed = base.clone();
        if let Some(year) = changed.years.get_mut(&2026) {
            year.close(free);
        }
        prop_assert!(changed.add(start, span) >= base.add(start, span));
    }
}

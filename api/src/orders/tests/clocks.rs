//! The clocks of the stages, derived from events alone.

use crate::orders::clocks::{self, Clock, NOTHING_DUE, Timing, due_at};
use crate::orders::lifecycle;
use crate::orders::queries::{ActorSide, EventRow};
use crate::platform::calendar::{WorkingCalendar, local};
use chrono::{DateTime, TimeDelta, Utc};
use contract::menu::StageSpans;
use contract::orders::{OrderAction as A, OrderState as S};
use proptest::prelude::*;

fn at(text: &str) -> DateTime<Utc> {
    chrono::NaiveDateTime::parse_from_str(text, "%Y-%m-%d %H:%M").unwrap().and_utc() - TimeDelta::hours(8)
}

fn said(at: DateTime<Utc>) -> String {
    local(at).format("%Y-%m-%d %H:%M").to_string()
}

/// acceptance dispatch take first_contact completion
fn spans(text: &str) -> StageSpans {
    let words: Vec<_> = text.split(' ').map(|w| w.parse().unwrap()).collect();
    StageSpans { acceptance: words[0], dispatch: words[1], take: words[2], first_contact: words[3], completion: words[4] }
}

/// The clocks of these events, with five working days for the call-back.
fn clocks(events: &[EventRow], spans: &StageSpans, calendar: &WorkingCalendar, now: DateTime<Utc>) -> Vec<Clock> {
    clocks::clocks(events, &Timing { spans, callback: contract::Span::WorkingDays(5), printed: None, calendar, now })
}

const HOME: &str = "2wh 2wh 2wh 4wh 3wd";
const DANGER: &str = "15m 15m 30m 30m 2h";

fn history(steps: &[(A, &str)]) -> Vec<EventRow> {
    let (mut state, mut round) = (S::Draft, 1);
    let event = |(sequence, (action, when)): (i32, &(A, &str))| {
        state = lifecycle::step(state, *action).unwrap();
        round += i32::from(*action == A::Reopen);
        EventRow {
            order_id: contract::OrderId(uuid::Uuid::nil()),
            sequence,
            at: at(when),
            round,
            action: *action,
            state,
            actor_id: None,
            actor_side: ActorSide::System,
            team_id: None,
            note: None,
            detail: crate::platform::db::types::Json(Default::default()),
        }
    };
    (1..).zip(steps).map(event).collect()
}

/// `stage state due`, one a line, and what is due next.
fn shown(promise: &str, steps: &[(A, &str)], now: &str) -> String {
    let (calendar, events) = (WorkingCalendar::shipped(), history(steps));
    let clocks = clocks(&events, &spans(promise), &calendar, at(now));
    let mut lines: Vec<String> = clocks.iter().map(|c| format!("{} {} {}", c.stage, c.state, said(c.due_at))).collect();
    let due = due_at(events.last().unwrap().state, &clocks);
    lines.push(if due == NOTHING_DUE { "nothing due".into() } else { format!("due {}", said(due)) });
    lines.join(", ")
}

/// A pain of other systems: deadlines run through lunch, closed hours, weekends and holidays.
#[test]
fn lunch_closed_hours_weekends_and_holidays_do_not_run() {
    let due = |submitted: &str| shown(HOME, &[(A::Submit, submitted)], submitted).rsplit_once("due ").unwrap().1.to_owned();
    // Two office hours, 8:30 to 12:00 and 14:00 to 17:30.
    assert_eq!(due("2026-11-25 11:30"), "2026-11-25 15:30", "lunch");
    assert_eq!(due("2026-11-25 17:00"), "2026-11-26 10:00", "closed hours");
    assert_eq!(due("2026-11-25 03:00"), "2026-11-25 10:30", "before they open");
    assert_eq!(due("2026-11-27 17:00"), "2026-11-30 10:00", "a weekend");
    assert_eq!(due("2026-10-09 17:00"), "2026-10-10 10:00", "a Saturday that makes up for a holiday");
    assert_eq!(due("2026-09-30 17:00"), "2026-10-08 10:00", "National Day");
}

/// A pain of other systems: an update counts as the first response, and an answer does not stop the escalation.
#[test]
fn update_time_does_not_override_first_response_and_a_reply_stops_the_escalation() {
    let steps = [
        (A::Submit, "2026-11-24 09:00"),
        (A::Accept, "2026-11-24 09:10"),
        (A::Dispatch, "2026-11-24 09:20"),
        (A::Take, "2026-11-24 09:30"),
        (A::AddMeasure, "2026-11-24 10:00"),
        (A::RecordContact, "2026-11-24 11:00"),
        (A::AddProgress, "2026-11-25 09:00"),
    ];
    let clock = |many: usize, stage: &str, now: &str| {
        let all = shown(HOME, &steps[..many], now);
        all.split(", ").find(|line| line.starts_with(stage)).unwrap().to_owned()
    };
    let first = "first_contact running 2026-11-24 15:30";
    assert_eq!(clock(4, "first_contact", "2026-11-24 09:40"), first);
    assert_eq!(clock(5, "first_contact", "2026-11-24 10:10"), first, "an update neither ends nor moves it");
    assert_eq!(clock(5, "first_contact", "2026-11-24 16:00"), "first_contact overdue 2026-11-24 15:30");
    assert_eq!(clock(6, "first_contact", "2026-11-26 16:00"), "first_contact met 2026-11-24 15:30", "answered: it never escalates");
    let promise = "completion running 2026-11-27 09:10";
    assert_eq!([clock(6, "completion", "2026-11-24 12:00"), clock(7, "completion", "2026-11-25 10:00")], [promise, promise]);
}

#[test]
fn a_whistle_before_the_acceptance_begins_the_promise_and_a_later_one_does_not_move_it() {
    let completion = |steps: &[(A, &str)]| {
        let all = shown(HOME, steps, "2026-11-24 16:00");
        all.split(", ").find(|line| line.starts_with("completion")).map(str::to_owned)
    };
    let (submitted, blown, returned) =
        ((A::Submit, "2026-11-24 09:00"), (A::Whistle, "2026-11-24 09:30"), (A::WhistleReturned, "2026-11-24 15:00"));
    assert_eq!(completion(&[submitted]), None, "nothing is promised yet");
    let promised = Some("completion running 2026-11-27 09:30".to_owned());
    assert_eq!(completion(&[submitted, blown]), promised);
    assert_eq!(completion(&[submitted, blown, returned]), promised);
    assert_eq!(completion(&[submitted, blown, returned, (A::Whistle, "2026-11-24 15:30")]), promised);
    let accepted = [submitted, (A::Accept, "2026-11-24 09:10"), blown, returned];
    assert_eq!(completion(&accepted), Some("completion running 2026-11-27 09:10".to_owned()));
}

#[test]
fn a_weekend_is_not_counted() {
    let steps = [(A::Submit, "2026-11-27 17:00"), (A::Accept, "2026-11-27 17:20")];
    let told =
        "acceptance met 2026-11-30 10:00, dispatch running 2026-11-30 10:20, completion running 2026-12-02 17:20, due 2026-11-30 10:20";
    assert_eq!(shown(HOME, &steps, "2026-11-28 12:00"), told);
}

#[test]
fn national_day_is_not_counted_and_its_make_up_day_is() {
    let steps = [(A::Submit, "2026-09-30 16:00"), (A::Accept, "2026-09-30 17:00")];
    // 1–7 October are free, Saturday the 10th is worked: 8, 9, 10.
    let told =
        "acceptance met 2026-10-08 09:00, dispatch running 2026-10-08 10:00, completion running 2026-10-10 17:00, due 2026-10-08 10:00";
    assert_eq!(shown(HOME, &steps, "2026-10-05 12:00"), told);
}

#[test]
fn spring_festival_is_not_counted_and_its_make_up_days_are() {
    let steps = [(A::Submit, "2026-02-13 15:00"), (A::Accept, "2026-02-13 16:00")];
    // Saturday 14 February is worked, 15–23 are free: 14, 24, 25.
    let told =
        "acceptance met 2026-02-13 17:00, dispatch running 2026-02-14 09:00, completion running 2026-02-25 16:00, due 2026-02-14 09:00";
    assert_eq!(shown(HOME, &steps, "2026-02-13 17:00"), told);
}

#[test]
fn danger_goes_by_the_clock_at_night_and_on_holidays() {
    let steps = [(A::Submit, "2026-10-01 23:50"), (A::Accept, "2026-10-02 00:00"), (A::Dispatch, "2026-10-02 00:05")];
    let told = "acceptance met 2026-10-02 00:05, dispatch met 2026-10-02 00:15, take overdue 2026-10-02 00:35, completion running 2026-10-02 02:00, due 2026-10-02 00:35";
    assert_eq!(shown(DANGER, &steps, "2026-10-02 00:36"), told);
}

#[test]
fn a_question_over_a_holiday_costs_the_desk_nothing() {
    let steps = [(A::Submit, "2026-09-30 16:00"), (A::RequestInformation, "2026-09-30 17:00"), (A::ProvideInformation, "2026-10-08 09:30")];
    // One hour of two was used up; half an hour of the evening and one of the morning do not count.
    assert_eq!(shown(HOME, &steps, "2026-10-08 10:00"), "acceptance running 2026-10-08 10:30, due 2026-10-08 10:30");
    assert_eq!(shown(HOME, &steps[..2], "2026-10-05 10:00"), "acceptance paused 2026-10-08 09:30, nothing due");
}

#[test]
fn a_question_asked_too_late_does_not_mend_it() {
    let steps = [
        (A::Submit, "2026-11-24 09:00"),
        (A::RequestInformation, "2026-11-24 15:00"),
        (A::ProvideInformation, "2026-11-24 16:00"),
        (A::Accept, "2026-11-24 16:00"),
    ];
    assert!(shown(HOME, &steps, "2026-11-24 16:00").starts_with("acceptance missed 2026-11-24 11:00"));
}

#[test]
fn the_promise_runs_on_when_a_team_declines_or_hands_back() {
    let steps = [
        (A::Submit, "2026-11-24 09:00"),
        (A::Accept, "2026-11-24 09:00"),
        (A::Dispatch, "2026-11-24 09:10"),
        (A::Release, "2026-11-24 10:00"),
        (A::Dispatch, "2026-11-24 10:10"),
        (A::Take, "2026-11-24 11:00"),
        (A::HandBack, "2026-11-25 09:00"),
    ];
    let completion = "completion running 2026-11-27 09:00";
    let back = "acceptance met 2026-11-24 11:00, dispatch running 2026-11-25 11:00, take met 2026-11-24 14:10, first_contact missed 2026-11-24 17:00";
    assert_eq!(shown(HOME, &steps, "2026-11-25 09:00"), format!("{back}, {completion}, due 2026-11-25 11:00"));
    assert!(shown(HOME, &steps[..4], "2026-11-24 10:00").contains(completion));
}

#[test]
fn the_second_round_has_its_own_clocks() {
    let steps = [
        (A::Submit, "2026-11-24 09:00"),
        (A::Accept, "2026-11-24 09:00"),
        (A::Dispatch, "2026-11-24 09:00"),
        (A::Take, "2026-11-24 09:00"),
        (A::RecordContact, "2026-11-24 09:00"),
        (A::Complete, "2026-11-24 10:00"),
        (A::Reopen, "2026-11-30 09:00"),
    ];
    assert_eq!(
        shown(HOME, &steps, "2026-11-30 09:00"),
        "dispatch running 2026-11-30 11:00, completion running 2026-12-03 09:00, due 2026-11-30 11:00"
    );
    assert!(
        shown(HOME, &steps[..6], "2026-11-24 10:00")
            .ends_with("completion met 2026-11-27 09:00, callback running 2026-12-01 10:00, due 2026-12-01 10:00")
    );
}

/// A way through the table: any number of questions, then on.
fn questions() -> impl Strategy<Value = (i64, Vec<(i64, i64)>, i64)> {
    (0..400 * 24 * 60i64, prop::collection::vec((1..600i64, 0..20_000i64), 0..4), 1..600i64)
}

fn built(start: i64, asked: &[(i64, i64)]) -> Vec<EventRow> {
    let mut now = at("2026-01-01 00:00") + TimeDelta::minutes(start);
    let mut events = history(&[(A::Submit, "2026-01-01 00:00")]);
    events[0].at = now;
    for (wait, silence) in asked {
        for (gap, action, state) in [(wait, A::RequestInformation, S::NeedsInfo), (silence, A::ProvideInformation, S::Submitted)] {
            now += TimeDelta::minutes(*gap);
            let mut next = events[0].clone();
            (next.sequence, next.at, next.action, next.state) = (i32::try_from(events.len()).unwrap() + 1, now, action, state);
            events.push(next);
        }
    }
    events
}

proptest! {
    #[test]
    fn asking_never_shortens_a_deadline_and_recomputing_changes_nothing((start, asked, later) in questions(), danger in any::<bool>()) {
        let (calendar, promise) = (WorkingCalendar::shipped(), spans(if danger { DANGER } else { HOME }));
        let mut last = DateTime::<Utc>::MIN_UTC;
        for many in 0..=asked.len() {
            let events = built(start, &asked[..many]);
            let now = events.last().unwrap().at;
            let due = clocks(&events, &promise, &calendar, now)[0].due_at;
            prop_assert!(due >= last, "{many} questions: {due} after {last}");
            prop_assert_eq!(due, clocks(&events, &promise, &calendar, now + TimeDelta::minutes(later))[0].due_at);
            last = due;
        }
    }

    #[test]
    fn while_a_question_is_open_nothing_becomes_overdue((start, asked, later) in questions()) {
        let (calendar, promise) = (WorkingCalendar::shipped(), spans(HOME));
        let mut events = built(start, &asked);
        let before = clocks(&events, &promise, &calendar, events.last().unwrap().at)[0].due_at;
        let mut question = events.last().unwrap().clone();
        (question.sequence, question.action, question.state) = (question.sequence + 1, A::RequestInformation, S::NeedsInfo);
        let asked_at = question.at;
        events.push(question);
        let clock = &clocks(&events, &promise, &calendar, asked_at + TimeDelta::minutes(later))[0];
        prop_assert_eq!(clock.state, contract::orders::ClockState::Paused);
        prop_assert!(clock.due_at >= before);
        if before > asked_at {
            // What was left is still left: working time between now and the new end equals that before the question.
            let now = asked_at + TimeDelta::minutes(later);
            prop_assert_eq!(calendar.working_time(now, clock.due_at), calendar.working_time(asked_at, before));
        }
    }
}

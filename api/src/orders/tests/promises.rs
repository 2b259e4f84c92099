//! The completion clock over random work: waits and extensions in any order.

use crate::orders::clocks::{Clock, Timing, clocks};
use crate::orders::queries::{ActorSide, EventRow};
use crate::platform::calendar::WorkingCalendar;
use crate::platform::db::types::Json;
use chrono::{DateTime, TimeDelta, Utc};
use contract::Span;
use contract::menu::StageSpans;
use contract::orders::{ClockState, EventDetail, OrderAction as A, OrderState as S, Stage};
use proptest::prelude::*;

fn spans(completion: Span) -> StageSpans {
    let hour = Span::WorkingMinutes(60);
    StageSpans { acceptance: hour, dispatch: hour, take: hour, first_contact: hour, completion }
}

fn event(sequence: usize, at: DateTime<Utc>, action: A, until: Option<DateTime<Utc>>) -> EventRow {
    EventRow {
        order_id: contract::OrderId(uuid::Uuid::nil()),
        sequence: i32::try_from(sequence).unwrap(),
        at,
        round: 1,
        action,
        state: S::InProgress,
        actor_id: None,
        actor_side: ActorSide::System,
        team_id: None,
        note: None,
        detail: Json(EventDetail { until, ..EventDetail::default() }),
    }
}

/// An accepted order, then what happened: minutes until the next event, whether it is a wait (and how long) or a granted extension.
fn work(start: i64, steps: &[(i64, bool, i64)]) -> Vec<EventRow> {
    let mut at = "2025-09-01T00:00:00Z".parse::<DateTime<Utc>>().unwrap() + TimeDelta::minutes(start);
    let mut events = vec![event(1, at, A::Submit, None), event(2, at, A::Accept, None)];
    for (gap, is_wait, length) in steps {
        at += TimeDelta::minutes(*gap);
        let until = at + TimeDelta::minutes(*length);
        if *is_wait {
            events.push(event(events.len() + 1, at, A::Wait, Some(until)));
            at = until;
            events.push(event(events.len() + 1, at, A::Resume, None));
        } else {
            events.push(event(events.len() + 1, at, A::GrantExtension, Some(until)));
        }
    }
    events
}

fn completion(events: &[EventRow], spans: &StageSpans, printed: Option<DateTime<Utc>>, now: DateTime<Utc>) -> Clock {
    let calendar = WorkingCalendar::shipped();
    let timing = Timing { spans, callback: Span::WorkingDays(5), printed, calendar: &calendar, now };
    clocks(events, &timing).into_iter().find(|c| c.stage == Stage::Completion).unwrap()
}

fn steps() -> impl Strategy<Value = Vec<(i64, bool, i64)>> {
    prop::collection::vec((0..3_000i64, any::<bool>(), 0..10_000i64), 0..5)
}

fn span() -> impl Strategy<Value = Span> {
    prop_oneof![(60..600u32).prop_map(Span::Minutes), (60..2_000u32).prop_map(Span::WorkingMinutes), (1..15u32).prop_map(Span::WorkingDays)]
}

proptest! {
    #[test]
    fn neither_a_wait_nor_an_extension_moves_the_end_earlier(start in 0..600_000i64, steps in steps(), span in span()) {
        let (events, spans) = (work(start, &steps), spans(span));
        let now = events.last().unwrap().at;
        let mut last = DateTime::<Utc>::MIN_UTC;
        for many in 2..=events.len() {
            let due = completion(&events[..many], &spans, None, now).due_at;
            // A wait that is open counts up to now; when it has ended, what it took.
            if events[many - 1].action != A::Wait {
                prop_assert!(due >= last, "{many}: {due} after {last}");
                last = due;
            }
        }
    }

    #[test]
    fn an_extension_is_at_least_what_was_granted_and_recomputing_changes_nothing(start in 0..600_000i64, steps in steps(), span in span(), later in 0..9_000i64) {
        let (events, spans) = (work(start, &steps), spans(span));
        let now = events.last().unwrap().at;
        let due = completion(&events, &spans, None, now).due_at;
        for grant in events.iter().filter(|e| e.action == A::GrantExtension) {
            prop_assert!(due >= grant.detail.0.until.unwrap());
        }
        prop_assert_eq!(completion(&events, &spans, None, now + TimeDelta::minutes(later)).due_at, due);
        prop_assert_eq!(completion(&events, &spans, Some(due), now).due_at, due);
    }

    #[test]
    fn a_wait_counts_no_longer_than_was_said(start in 0..600_000i64, gap in 1..500i64, length in 1..5_000i64, late in 0..9_000i64, span in span()) {
        let spans = spans(span);
        let on_time = work(start, &[(gap, true, length)]);
        let mut too_late = on_time.clone();
        too_late.last_mut().unwrap().at += TimeDelta::minutes(late);
        let now = too_late.last().unwrap().at;
        prop_assert_eq!(completion(&too_late, &spans, None, now).due_at, completion(&on_time, &spans, None, now).due_at);
        // Nobody has gone on yet, and the time is over: the clock runs.
        let open = &on_time[..3];
        let after = on_time[3].at + TimeDelta::minutes(1);
        prop_assert_ne!(completion(open, &spans, None, after).state, ClockState::Paused);
    }
}

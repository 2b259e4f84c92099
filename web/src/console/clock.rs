//! The time, once a minute: a page that stays open all day must not go on saying that two hours are left.

use super::left::{TimeLeft, time_left, words};
use crate::i18n::tr;
use crate::ui::lean::live;
use crate::ui::{icon, now, spoken, when};
use chrono::{DateTime, Utc};
use leptos::prelude::*;
use std::time::Duration;

/// The time of the device, as far as minutes go.
#[derive(Clone, Copy)]
pub struct Minute(RwSignal<DateTime<Utc>>);

impl Minute {
    /// Starts the clock for the pages below.
    pub fn provide() {
        let time = RwSignal::new(now());
        // The program's own clock: it runs as long as the program does.
        let tick = move || {
            let _ = time.try_set(now());
        };
        let _ = set_interval_with_handle(tick, Duration::from_secs(60));
        provide_context(Self(time));
    }

    /// Pages that read this follow the clock.
    pub fn get() -> DateTime<Utc> {
        expect_context::<Self>().0.get()
    }
}

fn class(left: TimeLeft) -> &'static str {
    if left.is_late {
        "due due-late"
    } else if left.presses() {
        "due due-soon"
    } else {
        "due"
    }
}

/// How much time is left in words, with the date: late and pressing look different, and say so.
#[component]
pub fn Due(at: Option<DateTime<Utc>>) -> impl IntoView {
    let minute = expect_context::<Minute>();
    match at {
        None => view! { <span class="due due-none">{tr!(console.no_due)}</span> }.into_any(),
        Some(at) => live(move || {
            let left = time_left(at, minute.0.get());
            let mark = (left.is_late || left.presses()).then(|| icon("alarm-clock"));
            view! {
                <span class=class(left)>{mark}{words(left)}</span>
                <time class="due-date" datetime=at.to_rfc3339()>{dated(at)}</time>
            }
        })
        .into_any(),
    }
}

/// `今天 17:30`, `11月27日 周五 17:30`.
pub fn dated(at: DateTime<Utc>) -> String {
    dated_from(at, now())
}

/// Days that are not at hand are named with their weekday, because offices count in those.
fn dated_from(at: DateTime<Utc>, now: DateTime<Utc>) -> String {
    let (local, today) = (when::local(at), when::local(now).date());
    let day = match when::near(local.date(), today) {
        when::Near::ThisYear | when::Near::OtherYear => spoken::day_with_weekday(local.date(), today),
        _ => spoken::day(local.date(), today),
    };
    format!("{day} {}", when::clock(local))
}

#[cfg(test)]
mod tests {
    #![expect(clippy::unwrap_used, reason = "a test may panic")]
    use super::*;

    #[test]
    fn days_are_named_as_offices_name_them() {
        let said = |at: &str| dated_from(at.parse().unwrap(), "2026-11-25T01:00:00Z".parse().unwrap());
        assert_eq!(said("2026-11-25T09:30:00Z"), "今天 17:30");
        assert_eq!(said("2026-11-24T01:05:00Z"), "昨天 09:05");
        assert_eq!(said("2026-11-27T09:30:00Z"), "11月27日 周五 17:30");
        assert_eq!(said("2027-01-04T01:00:00Z"), "2027年1月4日 周一 09:00");
    }
}

//! How much time is left, in words: what a clerk reads first.

use crate::i18n::tr;
use crate::ui::when::local;
use chrono::{DateTime, Datelike, NaiveDate, TimeDelta, Utc, Weekday};

/// A rounded length of time.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Amount {
    Minutes(i64),
    Hours(i64),
    Days(i64),
}

/// The time until something is due, or since it was.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct TimeLeft {
    pub is_late: bool,
    pub amount: Amount,
    /// Days of the weekend that lie wholly in between: on them nobody works. Holidays are known to the server alone, which
    /// has them in `due_at` already.
    pub weekend_days: i64,
}

impl TimeLeft {
    /// Little time is left: less than two hours.
    pub const fn presses(&self) -> bool {
        matches!((self.is_late, self.amount), (false, Amount::Minutes(_) | Amount::Hours(0 | 1)))
    }
}

/// How `due` lies to `now`. Rounded down, so that nobody is promised a minute that is not there.
pub fn time_left(due: DateTime<Utc>, now: DateTime<Utc>) -> TimeLeft {
    let is_late = due < now;
    let gap = if is_late { now - due } else { due - now };
    let amount = if gap < TimeDelta::hours(1) {
        Amount::Minutes(gap.num_minutes().max(1))
    } else if gap < TimeDelta::days(1) {
        Amount::Hours(gap.num_hours())
    } else {
        Amount::Days(gap.num_days())
    };
    let weekend_days = if is_late { 0 } else { weekend_between(local(now).date(), local(due).date()) };
    TimeLeft { is_late, amount, weekend_days }
}

/// Saturdays and Sundays after the first day and before the last.
fn weekend_between(first: NaiveDate, last: NaiveDate) -> i64 {
    let days = first.iter_days().skip(1).take_while(|d| *d < last);
    let free = days.filter(|d| matches!(d.weekday(), Weekday::Sat | Weekday::Sun)).count();
    i64::try_from(free).unwrap_or(0)
}

/// `还剩 2 小时`, `已超时 1 天`.
pub fn words(left: TimeLeft) -> String {
    match (left.is_late, left.amount) {
        (true, Amount::Minutes(n)) => tr!(console.late_minutes, n = n),
        (true, Amount::Hours(1)) => tr!(console.late_hour),
        (true, Amount::Hours(n)) => tr!(console.late_hours, n = n),
        (true, Amount::Days(1)) => tr!(console.late_day),
        (true, Amount::Days(n)) => tr!(console.late_days, n = n),
        (false, Amount::Minutes(n)) => tr!(console.left_minutes, n = n),
        (false, Amount::Hours(1)) => tr!(console.left_hour),
        (false, Amount::Hours(n)) => tr!(console.left_hours, n = n),
        (false, Amount::Days(1)) if left.weekend_days == 0 => tr!(console.left_day),
        (false, Amount::Days(n)) if left.weekend_days == 0 => tr!(console.left_days, n = n),
        (false, Amount::Days(n)) => tr!(console.left_days_weekend, n = n, weekend = left.weekend_days),
    }
}

#[cfg(test)]
mod tests {
    #![expect(clippy::unwrap_used, reason = "a test may panic")]
    use super::*;

    fn said(due: &str, now: &str) -> String {
        words(time_left(due.parse().unwrap(), now.parse().unwrap()))
    }

    #[test]
    fn time_left_and_time_lost() {
        let now = "2026-11-25T01:00:00Z"; // a Wednesday, 9 o'clock in China
        assert_eq!(said("2026-11-25T01:00:20Z", now), "还剩 1 分钟");
        assert_eq!(said("2026-11-25T01:59:59Z", now), "还剩 59 分钟");
        assert_eq!(said("2026-11-25T03:10:00Z", now), "还剩 2 小时");
        assert_eq!(said("2026-11-26T02:00:00Z", now), "还剩 1 天");
        assert_eq!(said("2026-11-25T00:30:00Z", now), "已超时 30 分钟");
        assert_eq!(said("2026-11-24T00:30:00Z", now), "已超时 1 天");
        assert_eq!(said("2026-11-20T00:30:00Z", now), "已超时 5 天", "what is late is late on a Sunday as well");
    }

    #[test]
    fn a_weekend_in_between_is_said() {
        let friday = "2026-11-27T08:00:00Z";
        assert_eq!(said("2026-11-30T08:30:00Z", friday), "还剩 3 天（含周末 2 天）");
        assert_eq!(said("2026-11-30T01:00:00Z", friday), "还剩 2 天（含周末 2 天）");
    }

    #[test]
    fn the_last_two_hours_press() {
        let presses = |due: &str| time_left(due.parse().unwrap(), "2026-11-25T01:00:00Z".parse().unwrap()).presses();
        assert!(presses("2026-11-25T02:59:00Z"));
        assert!(!presses("2026-11-25T03:00:00Z"));
        assert!(!presses("2026-11-25T00:59:00Z"), "late is another word");
    }
}

//! Quiet hours: between two times of the day in Asia/Shanghai nobody's telephone rings for what can wait. Our decision; users of other
//! systems complain of messages at midnight.

use super::calendar::local;
use chrono::{DateTime, NaiveTime, TimeDelta, Utc};

/// When something that comes up now may be sent: now, or when the quiet hours end. `from` is quiet already, `to` no longer; they may lie
/// on two sides of midnight. Equal, there are none.
pub fn sent_at(now: DateTime<Utc>, from: NaiveTime, to: NaiveTime) -> DateTime<Utc> {
    let here = local(now);
    let time = here.time();
    let is_quiet = if from <= to { (from..to).contains(&time) } else { time >= from || time < to };
    if !is_quiet {
        return now;
    }
    let left = to.signed_duration_since(time);
    now + if left > TimeDelta::zero() { left } else { left + TimeDelta::days(1) }
}

#[cfg(test)]
mod tests {
    #![expect(clippy::unwrap_used, reason = "a test may panic")]
    use super::*;

    fn at(local: &str) -> DateTime<Utc> {
        DateTime::parse_from_rfc3339(&format!("2026-11-{local}+08:00")).unwrap().into()
    }

    fn check(from: &str, to: &str, table: &[(&str, &str)]) {
        let time = |t: &str| t.parse::<NaiveTime>().unwrap();
        for (now, sent) in table {
            assert_eq!(sent_at(at(now), time(from), time(to)), at(sent), "{now} with quiet hours from {from} to {to}");
        }
    }

    #[test]
    fn over_midnight() {
        check(
            "21:00:00",
            "08:00:00",
            &[
                ("24T20:59:59.999999", "24T20:59:59.999999"),
                ("24T21:00:00", "25T08:00:00"),
                ("24T23:59:59.999999", "25T08:00:00"),
                ("25T00:00:00", "25T08:00:00"),
                ("25T07:59:59.999999", "25T08:00:00"),
                ("25T08:00:00", "25T08:00:00"),
                ("25T12:00:00", "25T12:00:00"),
            ],
        );
    }

    #[test]
    fn within_a_day() {
        check(
            "12:00:00",
            "14:30:00",
            &[
                ("24T11:59:59", "24T11:59:59"),
                ("24T12:00:00", "24T14:30:00"),
                ("24T14:29:59", "24T14:30:00"),
                ("24T14:30:00", "24T14:30:00"),
                ("24T00:00:00", "24T00:00:00"),
            ],
        );
    }

    #[test]
    fn at_the_edges_of_a_day() {
        check("21:00:00", "00:00:00", &[("24T20:59:59", "24T20:59:59"), ("24T21:00:00", "25T00:00:00"), ("25T00:00:00", "25T00:00:00")]);
        check("00:00:00", "06:00:00", &[("24T23:59:59", "24T23:59:59"), ("25T00:00:00", "25T06:00:00"), ("25T06:00:00", "25T06:00:00")]);
        check("09:00:00", "09:00:00", &[("24T09:00:00", "24T09:00:00"), ("24T08:59:59", "24T08:59:59")]);
    }
}

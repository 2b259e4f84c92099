//! Rules by which shifts come again: the part of RFC 5545 that a person would say. `FREQ` DAILY, WEEKLY or MONTHLY, with `INTERVAL`,
//! `COUNT`, `UNTIL` and `BYDAY` (with an ordinal in a month: `2TU`, `-1SU`); weeks begin on Monday. Written here because there is no
//! daylight saving time in Qianjiang and a rule has to be bounded; the crate `rrule`, which brings a database of time zones with it,
//! checks it in the tests.

use chrono::{Datelike, Days, Months, NaiveDate, NaiveDateTime, Weekday};

/// More occurrences than these have no rule worth writing.
const MOST: u32 = 1000;
/// A rule that finds nothing in so many years finds nothing.
const YEARS: i32 = 20;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Freq {
    Daily,
    Weekly,
    Monthly,
}

/// A rule, read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Rule {
    freq: Freq,
    interval: u32,
    count: Option<u32>,
    until: Option<NaiveDateTime>,
    /// With an ordinal within the month, or 0 for all.
    days: Vec<(i32, Weekday)>,
}

impl Rule {
    /// Reads a rule; what is wrong with it otherwise.
    pub fn parse(text: &str) -> Result<Self, &'static str> {
        let (mut freq, mut rule) = (None, Self { freq: Freq::Daily, interval: 1, count: None, until: None, days: Vec::new() });
        let text = text.trim();
        let mut seen: Vec<&str> = Vec::new();
        for part in text.strip_prefix("RRULE:").unwrap_or(text).split(';') {
            let (name, value) = part.split_once('=').ok_or("parts look like NAME=VALUE")?;
            if seen.contains(&name) {
                return Err("a part is given twice");
            }
            seen.push(name);
            match name {
                "FREQ" => freq = Some(freq_of(value)?),
                "INTERVAL" => rule.interval = number(value, 366).ok_or("INTERVAL is 1 to 366")?,
                "COUNT" => rule.count = Some(number(value, MOST).ok_or("COUNT is 1 to 1000")?),
                "UNTIL" => rule.until = Some(until(value).ok_or("UNTIL is a date, or a time in UTC")?),
                "BYDAY" => rule.days = value.split(',').map(|d| day(d).ok_or("BYDAY has days like TU or 2TU")).collect::<Result<_, _>>()?,
                "WKST" if value == "MO" => {}
                _ => return Err("only FREQ, INTERVAL, COUNT, UNTIL and BYDAY are understood"),
            }
        }
        rule.freq = freq.ok_or("FREQ is missing")?;
        if rule.count.is_some() && rule.until.is_some() {
            return Err("COUNT and UNTIL exclude each other");
        }
        if rule.freq != Freq::Monthly && rule.days.iter().any(|(n, _)| *n != 0) {
            return Err("days with an ordinal need FREQ=MONTHLY");
        }
        Ok(rule)
    }

    /// Occurrences from `start`, which is the first of them when it fits, to before `end`; local times, in order.
    pub fn between(&self, start: NaiveDateTime, end: NaiveDateTime) -> Vec<NaiveDateTime> {
        let last = start.date() + Months::new(12 * YEARS.unsigned_abs());
        let (mut found, mut made) = (Vec::new(), 0);
        for period in 0.. {
            let Some(dates) = self.period(start.date(), period).filter(|d| d.0 <= last) else { break };
            for date in dates.1 {
                let at = date.and_time(start.time());
                let is_over = self.until.is_some_and(|u| at > u) || self.count.is_some_and(|n| made >= n) || made >= MOST;
                if at < start {
                    continue;
                }
                if is_over || at >= end {
                    return found;
                }
                made += 1;
                found.push(at);
            }
        }
        found
    }

    /// The first day of the period with this number, and the days in it that fit.
    fn period(&self, start: NaiveDate, number: u32) -> Option<(NaiveDate, Vec<NaiveDate>)> {
        let steps = number.checked_mul(self.interval)?;
        let fits = |date: &NaiveDate| self.days.is_empty() || self.days.iter().any(|(_, day)| *day == date.weekday());
        match self.freq {
            Freq::Daily => {
                let date = start.checked_add_days(Days::new(steps.into()))?;
                Some((date, Some(date).filter(fits).into_iter().collect()))
            }
            Freq::Weekly => {
                let monday = start.checked_sub_days(Days::new(start.weekday().num_days_from_monday().into()))?;
                let first = monday.checked_add_days(Days::new(u64::from(steps) * 7))?;
                let only = |d: &NaiveDate| if self.days.is_empty() { d.weekday() == start.weekday() } else { fits(d) };
                Some((first, first.iter_days().take(7).filter(only).collect()))
            }
            Freq::Monthly => {
                let first = start.with_day(1)?.checked_add_months(Months::new(steps))?;
                let all: Vec<NaiveDate> = first.iter_days().take_while(|d| d.month() == first.month()).collect();
                if self.days.is_empty() {
                    return Some((first, all.into_iter().filter(|d| d.day() == start.day()).collect()));
                }
                let mut dates: Vec<NaiveDate> = self.days.iter().flat_map(|(n, day)| nth(&all, *n, *day)).collect();
                dates.sort_unstable();
                dates.dedup();
                Some((first, dates))
            }
        }
    }
}

/// The days of a month that are this weekday: all, or the one with the ordinal.
fn nth(month: &[NaiveDate], n: i32, day: Weekday) -> Vec<NaiveDate> {
    let those: Vec<NaiveDate> = month.iter().copied().filter(|d| d.weekday() == day).collect();
    let index = match n {
        0 => return those,
        1.. => usize::try_from(n - 1).ok(),
        _ => those.len().checked_sub(n.unsigned_abs() as usize),
    };
    index.and_then(|i| those.get(i).copied()).into_iter().collect()
}

fn freq_of(value: &str) -> Result<Freq, &'static str> {
    match value {
        "DAILY" => Ok(Freq::Daily),
        "WEEKLY" => Ok(Freq::Weekly),
        "MONTHLY" => Ok(Freq::Monthly),
        _ => Err("FREQ is DAILY, WEEKLY or MONTHLY"),
    }
}

fn number(value: &str, most: u32) -> Option<u32> {
    value.parse().ok().filter(|n| (1..=most).contains(n))
}

/// A date holds to its end; a time is in UTC and read as local.
fn until(value: &str) -> Option<NaiveDateTime> {
    if let Some(utc) = value.strip_suffix('Z') {
        let at = NaiveDateTime::parse_from_str(utc, "%Y%m%dT%H%M%S").ok()?;
        return Some(crate::platform::calendar::local(at.and_utc()));
    }
    NaiveDate::parse_from_str(value, "%Y%m%d").ok()?.and_hms_opt(23, 59, 59)
}

fn day(value: &str) -> Option<(i32, Weekday)> {
    let (ordinal, name) = value.split_at_checked(value.len().checked_sub(2)?)?;
    let day = match name {
        "MO" => Weekday::Mon,
        "TU" => Weekday::Tue,
        "WE" => Weekday::Wed,
        "TH" => Weekday::Thu,
        "FR" => Weekday::Fri,
        "SA" => Weekday::Sat,
        "SU" => Weekday::Sun,
        _ => return None,
    };
    let n = if ordinal.is_empty() { 0 } else { ordinal.parse().ok().filter(|n| (-5..=5).contains(n) && *n != 0)? };
    Some((n, day))
}

#[cfg(test)]
mod tests {
    #![expect(clippy::unwrap_used, reason = "a test may panic")]
    use super::*;
    use chrono::TimeZone;
    use proptest::prelude::*;

    fn at(text: &str) -> NaiveDateTime {
        text.parse().unwrap()
    }

    fn days(rule: &str, start: &str, end: &str) -> Vec<String> {
        let rule = Rule::parse(rule).unwrap();
        rule.between(at(start), at(end)).iter().map(|d| d.format("%m-%d").to_string()).collect()
    }

    #[test]
    fn what_a_community_says() {
        assert_eq!(
            days("FREQ=WEEKLY;BYDAY=TU,SA;COUNT=4", "2026-11-24T09:00:00", "2027-01-01T00:00:00"),
            ["11-24", "11-28", "12-01", "12-05"]
        );
        assert_eq!(days("FREQ=MONTHLY;BYDAY=-1SU", "2026-11-24T09:00:00", "2027-02-01T00:00:00"), ["11-29", "12-27", "01-31"]);
        assert_eq!(days("FREQ=DAILY;INTERVAL=2;UNTIL=20261128", "2026-11-24T09:00:00", "2027-01-01T00:00:00"), ["11-24", "11-26", "11-28"]);
        assert_eq!(days("FREQ=MONTHLY", "2026-08-31T09:00:00", "2027-01-01T00:00:00"), ["08-31", "10-31", "12-31"]);
    }

    #[test]
    fn what_cannot_be_read_is_refused() {
        for bad in [
            "",
            "WEEKLY",
            "FREQ=YEARLY",
            "FREQ=DAILY;COUNT=0",
            "FREQ=DAILY;COUNT=2;UNTIL=20270101",
            "FREQ=WEEKLY;BYDAY=2TU",
            "FREQ=DAILY;BYHOUR=9",
            "FREQ=DAILY;FREQ=DAILY",
            "FREQ=WEEKLY;BYDAY=一",
            "FREQ=DAILY;INTERVAL=99999999999",
            "FREQ=DAILY;UNTIL=2027",
        ] {
            assert!(Rule::parse(bad).is_err(), "{bad}");
        }
    }

    fn rule() -> impl Strategy<Value = String> {
        let names = ["MO", "TU", "WE", "TH", "FR", "SA", "SU"];
        let plain = proptest::sample::subsequence(names.to_vec(), 0..4);
        (0..3usize, 1..4u32, plain, -2..4i32, prop_oneof![Just(None), (1..12u32).prop_map(Some)], any::<bool>()).prop_map(
            move |(freq, interval, days, ordinal, count, ends)| {
                let freq = ["DAILY", "WEEKLY", "MONTHLY"].get(freq).copied().unwrap_or("DAILY");
                let ordinal = if freq == "MONTHLY" && ordinal != 0 { ordinal.to_string() } else { String::new() };
                let mut text = format!("FREQ={freq};INTERVAL={interval}");
                if !days.is_empty() {
                    let days: Vec<String> = days.iter().map(|d| format!("{ordinal}{d}")).collect();
                    text += &format!(";BYDAY={}", days.join(","));
                }
                match (count, ends) {
                    (Some(n), _) => text += &format!(";COUNT={n}"),
                    (None, true) => text += ";UNTIL=20270115T000000Z",
                    (None, false) => {}
                }
                text
            },
        )
    }

    proptest! {
        /// The same as the crate that reads all of RFC 5545, over a year.
        #[test]
        fn it_says_what_another_reader_says(text in rule(), day in 0..400u64, hour in 0..24u32) {
            let start = NaiveDate::from_ymd_opt(2026, 1, 1).unwrap().checked_add_days(Days::new(day)).unwrap().and_hms_opt(hour, 30, 0).unwrap();
            let end = start + chrono::TimeDelta::days(380);
            let theirs: rrule::RRule<rrule::Unvalidated> = text.parse().unwrap();
            let zone = rrule::Tz::Asia__Shanghai;
            let theirs = theirs.build(zone.from_local_datetime(&start).unwrap());
            let ours = Rule::parse(&text).unwrap().between(start, end);
            match theirs {
                Ok(set) => {
                    let theirs: Vec<NaiveDateTime> = set.all(600).dates.iter().map(|d| d.naive_local()).filter(|d| *d < end).collect();
                    prop_assert_eq!(ours, theirs, "{}", text);
                }
                // It does not take an end before the beginning; there is nothing then.
                Err(_) => prop_assert!(ours.is_empty(), "{}", text),
            }
        }
    }
}

//! Points in time as a resident reads them: in Chinese standard time, with today and tomorrow said as such.

use chrono::{DateTime, Datelike, NaiveDate, NaiveDateTime, NaiveTime, TimeDelta, Timelike, Utc};

/// Hours that Chinese standard time is ahead of UTC; there has been no summer time since 1991.
const AHEAD: i64 = 8;

/// The wall clock in China at this instant.
pub fn local(at: DateTime<Utc>) -> NaiveDateTime {
    (at + TimeDelta::hours(AHEAD)).naive_utc()
}

/// The instant at which the wall clock in China shows this.
pub fn instant(local: NaiveDateTime) -> DateTime<Utc> {
    local.and_utc() - TimeDelta::hours(AHEAD)
}

/// What a `datetime-local` field says, by the wall clock in China: `2026-11-25T12:00`. Some browsers add seconds. By hand: the
/// patterns of the library weigh more than a page.
pub fn from_field(text: &str) -> Option<DateTime<Utc>> {
    let (day, clock) = text.get(..16)?.split_once('T')?;
    let mut day = day.splitn(3, '-');
    let date = NaiveDate::from_ymd_opt(day.next()?.parse().ok()?, day.next()?.parse().ok()?, day.next()?.parse().ok()?)?;
    let (hour, minute) = clock.split_once(':')?;
    Some(instant(date.and_hms_opt(hour.parse().ok()?, minute.parse().ok()?, 0)?))
}

/// An instant as a `datetime-local` field shows it.
pub fn to_field(at: DateTime<Utc>) -> String {
    let at = local(at);
    format!("{:04}-{:02}-{:02}T{}", at.year(), at.month(), at.day(), clock(at))
}

/// How a day lies to today.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Near {
    Yesterday,
    Today,
    Tomorrow,
    /// Another day of this year.
    ThisYear,
    OtherYear,
}

/// How `day` lies to `today`.
pub fn near(day: NaiveDate, today: NaiveDate) -> Near {
    match (day - today).num_days() {
        -1 => Near::Yesterday,
        0 => Near::Today,
        1 => Near::Tomorrow,
        _ if day.year() == today.year() => Near::ThisYear,
        _ => Near::OtherYear,
    }
}

/// `14:05`.
pub fn clock(at: NaiveDateTime) -> String {
    format!("{:02}:{:02}", at.hour(), at.minute())
}

/// The part of a day in which somebody is at home.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DayPart {
    Whole,
    Morning,
    Afternoon,
    Evening,
}

impl DayPart {
    /// In the order they are offered.
    pub const ALL: [Self; 4] = [Self::Whole, Self::Morning, Self::Afternoon, Self::Evening];

    /// The word kept in a draft.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Whole => "whole",
            Self::Morning => "morning",
            Self::Afternoon => "afternoon",
            Self::Evening => "evening",
        }
    }

    /// The part with this word; the whole day for anything else.
    pub fn of(word: &str) -> Self {
        Self::ALL.into_iter().find(|p| p.as_str() == word).unwrap_or(Self::Whole)
    }

    /// First and last hour.
    pub const fn hours(self) -> (u32, u32) {
        match self {
            Self::Whole => (8, 20),
            Self::Morning => (8, 12),
            Self::Afternoon => (14, 18),
            Self::Evening => (18, 20),
        }
    }

    /// From when until when somebody is at home on that day.
    pub fn window(self, day: NaiveDate) -> Option<(DateTime<Utc>, DateTime<Utc>)> {
        let (from, to) = self.hours();
        let at = |hour| NaiveTime::from_hms_opt(hour, 0, 0).map(|time| instant(day.and_time(time)));
        Some((at(from)?, at(to)?))
    }

    /// The part and the day that a window stands for.
    pub fn from_window(from: DateTime<Utc>, to: DateTime<Utc>) -> Option<(NaiveDate, Self)> {
        let day = local(from).date();
        Self::ALL.into_iter().find(|p| p.window(day) == Some((from, to))).map(|p| (day, p))
    }
}

#[cfg(test)]
mod tests {
    #![expect(clippy::unwrap_used, reason = "a test may panic")]
    use super::*;

    fn at(text: &str) -> DateTime<Utc> {
        text.parse().unwrap()
    }

    #[test]
    fn the_day_begins_at_midnight_in_china() {
        assert_eq!(local(at("2026-11-24T16:30:00Z")).to_string(), "2026-11-25 00:30:00");
        assert_eq!(instant(local(at("2026-11-24T16:30:00Z"))), at("2026-11-24T16:30:00Z"));
        let today = local(at("2026-11-24T15:59:00Z")).date();
        assert_eq!(near(local(at("2026-11-24T16:00:00Z")).date(), today), Near::Tomorrow);
        assert_eq!(near(local(at("2026-11-23T15:00:00Z")).date(), today), Near::Yesterday);
        assert_eq!(near(local(at("2027-01-01T00:00:00Z")).date(), today), Near::OtherYear);
    }

    #[test]
    fn fields_and_back() {
        let noon = at("2026-11-25T04:00:00Z");
        assert_eq!(to_field(noon), "2026-11-25T12:00");
        assert_eq!(from_field("2026-11-25T12:00"), Some(noon));
        assert_eq!(from_field("2026-11-25T12:00:30"), Some(noon));
        for nothing in ["tomorrow", "", "2026-13-25T12:00", "2026-11-25T24:00", "2026-11-25 12:00"] {
            assert_eq!(from_field(nothing), None, "{nothing}");
        }
    }

    #[test]
    fn windows_and_back() {
        let day: NaiveDate = "2026-11-25".parse().unwrap();
        assert_eq!(DayPart::Morning.window(day), Some((at("2026-11-25T00:00:00Z"), at("2026-11-25T04:00:00Z"))));
        for part in DayPart::ALL {
            let (from, to) = part.window(day).unwrap();
            assert_eq!(DayPart::from_window(from, to), Some((day, part)));
        }
        assert_eq!(DayPart::from_window(at("2026-11-25T00:00:00Z"), at("2026-11-25T00:30:00Z")), None);
        assert_eq!(DayPart::of("nonsense"), DayPart::Whole);
    }
}

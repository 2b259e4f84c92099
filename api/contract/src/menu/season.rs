//! `Season`: the part of the year in which an item is offered, such as `11-15..03-15` for the heating period.

use chrono::{Datelike, NaiveDate};
use serde::{Deserialize, Deserializer, Serialize, Serializer, de};
use std::fmt;
use std::str::FromStr;
use thiserror::Error;

/// A day of any year.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct MonthDay {
    /// 1 to 12.
    month: u32,
    /// 1 to 31; 29 February exists, and comes only in leap years.
    day: u32,
}

/// From one day of the year to another, both included. It may lie over the turn of the year.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Season {
    pub from: MonthDay,
    pub to: MonthDay,
}

/// The text is no season.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
#[error("`{0}` is not a part of the year such as 11-15..03-15")]
pub struct NotASeason(pub String);

/// A leap year: in it every day of the year exists.
const LEAP: i32 = 2024;

impl MonthDay {
    /// `None` when no year has such a day.
    pub fn new(month: u32, day: u32) -> Option<Self> {
        NaiveDate::from_ymd_opt(LEAP, month, day).map(|_| Self { month, day })
    }

    /// The day of the year on which a date falls.
    pub fn of(date: NaiveDate) -> Self {
        Self { month: date.month(), day: date.day() }
    }

    /// 1 to 12.
    pub const fn month(self) -> u32 {
        self.month
    }

    /// 1 to 31.
    pub const fn day(self) -> u32 {
        self.day
    }
}

impl Season {
    /// Whether the date lies in it. The first and the last day do.
    pub fn contains(&self, date: NaiveDate) -> bool {
        let day = MonthDay::of(date);
        if self.from <= self.to { self.from <= day && day <= self.to } else { self.from <= day || day <= self.to }
    }

    /// The first day of it after `date`, for "again from …"; `None` only at the end of the calendar.
    pub fn next_start(&self, date: NaiveDate) -> Option<NaiveDate> {
        // 29 February comes again after eight years at the latest.
        (0..9).find_map(|years| NaiveDate::from_ymd_opt(date.year() + years, self.from.month, self.from.day).filter(|day| *day > date))
    }
}

impl fmt::Display for MonthDay {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:02}-{:02}", self.month, self.day)
    }
}

impl fmt::Display for Season {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}..{}", self.from, self.to)
    }
}

fn month_day(text: &str) -> Option<MonthDay> {
    let two = |part: &str| if part.len() == 2 && part.bytes().all(|b| b.is_ascii_digit()) { part.parse::<u32>().ok() } else { None };
    let (month, day) = text.split_once('-')?;
    MonthDay::new(two(month)?, two(day)?)
}

impl FromStr for Season {
    type Err = NotASeason;

    fn from_str(text: &str) -> Result<Self, NotASeason> {
        let both = text.split_once("..").and_then(|(from, to)| Some(Self { from: month_day(from)?, to: month_day(to)? }));
        both.ok_or_else(|| NotASeason(text.to_owned()))
    }
}

impl Serialize for Season {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for Season {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        String::deserialize(deserializer)?.parse().map_err(de::Error::custom)
    }
}

#[cfg(feature = "openapi")]
impl utoipa::PartialSchema for Season {
    fn schema() -> utoipa::openapi::RefOr<utoipa::openapi::Schema> {
        utoipa::openapi::ObjectBuilder::new()
            .schema_type(utoipa::openapi::schema::SchemaType::Type(utoipa::openapi::Type::String))
            .pattern(Some("^[0-9]{2}-[0-9]{2}\\.\\.[0-9]{2}-[0-9]{2}$"))
            .description(Some("A part of the year, first and last day included; it may lie over the turn of the year"))
            .examples([serde_json::json!("11-15..03-15")])
            .into()
    }
}

#[cfg(feature = "openapi")]
impl utoipa::ToSchema for Season {}

#[cfg(test)]
mod tests {
    #![expect(clippy::unwrap_used, reason = "a test may panic")]
    use super::*;

    fn on(season: &str, date: &str) -> bool {
        season.parse::<Season>().unwrap().contains(date.parse().unwrap())
    }

    #[test]
    fn text_and_back() {
        for text in ["11-15..03-15", "01-01..12-31", "02-29..02-29", "05-01..05-01"] {
            assert_eq!(text.parse::<Season>().unwrap().to_string(), text);
        }
        for bad in
            ["", "11-15", "11-15..", "..03-15", "02-30..03-01", "13-01..01-01", "00-10..01-01", "1-1..2-2", "11-15...03-15", "+1-01..02-01"]
        {
            assert!(bad.parse::<Season>().is_err(), "{bad}");
        }
    }

    #[test]
    fn the_heating_period_lies_over_the_turn_of_the_year() {
        for inside in ["2026-11-15", "2026-12-31", "2027-01-01", "2027-03-15", "2028-02-29"] {
            assert!(on("11-15..03-15", inside), "{inside}");
        }
        for outside in ["2026-11-14", "2027-03-16", "2027-07-01"] {
            assert!(!on("11-15..03-15", outside), "{outside}");
        }
        assert!(on("06-01..08-31", "2026-06-01") && on("06-01..08-31", "2026-08-31") && !on("06-01..08-31", "2026-09-01"));
    }

    #[test]
    fn it_begins_again() {
        let next = |season: &str, date: &str| season.parse::<Season>().unwrap().next_start(date.parse().unwrap()).unwrap().to_string();
        assert_eq!(next("11-15..03-15", "2026-03-16"), "2026-11-15");
        assert_eq!(next("11-15..03-15", "2026-11-15"), "2027-11-15");
        assert_eq!(next("02-29..03-01", "2096-03-01"), "2104-02-29");
    }
}

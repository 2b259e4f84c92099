//! The calendar of a year as data: holidays and make-up working days as announced, importable.

use chrono::{Datelike, NaiveDate, NaiveTime, Weekday};
use serde::Deserialize;
use std::collections::HashSet;
use thiserror::Error;

/// What kind of day it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DayKind {
    Workday,
    Weekend,
    /// Statutory holiday, with the days moved next to it.
    Holiday,
    /// A weekend day that is worked instead (调休).
    MakeUp,
}

impl DayKind {
    /// By the day of the week alone.
    pub fn by_week(date: NaiveDate) -> Self {
        if matches!(date.weekday(), Weekday::Sat | Weekday::Sun) { Self::Weekend } else { Self::Workday }
    }
}

/// Holidays and make-up days of a year.
#[derive(Clone, Debug)]
pub struct YearCalendar {
    year: i32,
    is_provisional: bool,
    holidays: HashSet<NaiveDate>,
    working: HashSet<NaiveDate>,
}

/// The file cannot be used.
#[derive(Debug, Error)]
pub enum CalendarError {
    #[error("the calendar file cannot be read: {0}")]
    Toml(#[from] toml::de::Error),
    #[error("{0} lies outside the year of the file")]
    OutsideYear(NaiveDate),
    #[error("{0} is both a holiday and a working day")]
    Both(NaiveDate),
    #[error("office hours have to follow one another")]
    Hours,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    year: i32,
    status: Status,
    holidays: Vec<Stretch>,
    working: Vec<NaiveDate>,
}

#[derive(Deserialize, PartialEq)]
#[serde(rename_all = "snake_case")]
enum Status {
    Published,
    Provisional,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Stretch {
    /// For those who read the file.
    #[serde(rename = "name")]
    _name: String,
    from: NaiveDate,
    to: NaiveDate,
}

impl YearCalendar {
    /// Reads a file such as `api/data/calendar/2026.toml`.
    pub fn parse(text: &str) -> Result<Self, CalendarError> {
        let file: File = toml::from_str(text)?;
        let stretch = |s: &Stretch| s.from.iter_days().take_while(|d| *d <= s.to).collect::<Vec<_>>();
        let holidays: HashSet<NaiveDate> = file.holidays.iter().flat_map(stretch).collect();
        let working: HashSet<NaiveDate> = file.working.into_iter().collect();
        if let Some(day) = holidays.iter().chain(&working).find(|d| d.year() != file.year) {
            return Err(CalendarError::OutsideYear(*day));
        }
        if let Some(day) = holidays.intersection(&working).next() {
            return Err(CalendarError::Both(*day));
        }
        Ok(Self { year: file.year, is_provisional: file.status == Status::Provisional, holidays, working })
    }

    /// The years that come with the program.
    pub fn shipped() -> Vec<Self> {
        const FILES: [&str; 3] = [
            include_str!("../../../data/calendar/2025.toml"),
            include_str!("../../../data/calendar/2026.toml"),
            include_str!("../../../data/calendar/2027.toml"),
        ];
        // A test reads each of them, so none is left out here.
        FILES.iter().filter_map(|text| Self::parse(text).ok()).collect()
    }

    /// The year.
    pub fn year(&self) -> i32 {
        self.year
    }

    /// Whether the arrangement had not been announced when the file was made.
    pub fn is_provisional(&self) -> bool {
        self.is_provisional
    }

    /// Days off that are not plain weekends.
    pub fn days_off(&self) -> usize {
        self.holidays.len()
    }

    /// Weekend days that are worked.
    pub fn days_made_up(&self) -> usize {
        self.working.len()
    }

    pub(super) fn day_kind(&self, date: NaiveDate) -> DayKind {
        if self.holidays.contains(&date) {
            DayKind::Holiday
        } else if self.working.contains(&date) {
            DayKind::MakeUp
        } else {
            DayKind::by_week(date)
        }
    }
}

/// When offices are open on a working day.
#[derive(Clone, Debug)]
pub struct OfficeHours(Vec<(NaiveTime, NaiveTime)>);

impl OfficeHours {
    /// At least one stretch; each ends after it begins and before the next one.
    pub fn new(hours: Vec<(NaiveTime, NaiveTime)>) -> Result<Self, CalendarError> {
        let flat: Vec<NaiveTime> = hours.iter().flat_map(|(a, b)| [*a, *b]).collect();
        let rises = flat.is_sorted_by(|a, b| a < b);
        if flat.is_empty() || !rises { Err(CalendarError::Hours) } else { Ok(Self(hours)) }
    }

    pub(super) fn of_day(&self) -> &[(NaiveTime, NaiveTime)] {
        &self.0
    }

    pub(super) fn covers(&self, time: NaiveTime) -> bool {
        self.0.iter().any(|(open, close)| (*open..*close).contains(&time))
    }

    /// The time itself when open, else the next opening on the same day.
    pub(super) fn next_open(&self, time: NaiveTime) -> Option<NaiveTime> {
        self.0.iter().find(|(_, close)| time < *close).map(|(open, _)| time.max(*open))
    }
}

impl Default for OfficeHours {
    fn default() -> Self {
        Self(crate::config::Calendar::default().office_hours)
    }
}

#[cfg(test)]
impl YearCalendar {
    /// Makes a day free.
    pub(super) fn close(&mut self, day: NaiveDate) {
        self.working.remove(&day);
        self.holidays.insert(day);
    }
}

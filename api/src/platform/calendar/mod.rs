//! The Chinese working calendar: statutory holidays, make-up working days, office hours; and deadlines over it.
//! Pure: a deadline is a function of events and of the calendar, so that recomputing it changes nothing.

mod data;
#[cfg(test)]
mod properties;
#[cfg(test)]
mod tests;

pub use data::{DayKind, OfficeHours, YearCalendar};

use chrono::{DateTime, Days, FixedOffset, NaiveDate, NaiveDateTime, NaiveTime, TimeDelta, Utc};
use contract::Span;
use std::collections::HashMap;
use std::sync::{Arc, PoisonError, RwLock};

/// Years, office hours, and what follows from them. Asia/Shanghai is UTC+8 all year.
#[derive(Clone, Debug)]
pub struct WorkingCalendar {
    years: HashMap<i32, YearCalendar>,
    hours: OfficeHours,
}

/// The calendar in force, and when it was imported: a server that runs takes over a correction.
#[derive(Debug)]
pub struct Current(RwLock<(Arc<WorkingCalendar>, Option<DateTime<Utc>>)>);

impl Current {
    /// In force from the start; `imported_at` is the instant of the last import.
    pub fn new(calendar: WorkingCalendar, imported_at: Option<DateTime<Utc>>) -> Self {
        Self(RwLock::new((Arc::new(calendar), imported_at)))
    }

    /// The calendar.
    pub fn get(&self) -> Arc<WorkingCalendar> {
        Arc::clone(&self.0.read().unwrap_or_else(PoisonError::into_inner).0)
    }

    /// The last import it knows.
    pub fn imported_at(&self) -> Option<DateTime<Utc>> {
        self.0.read().unwrap_or_else(PoisonError::into_inner).1
    }

    /// Another one from now on.
    pub fn set(&self, calendar: WorkingCalendar, imported_at: Option<DateTime<Utc>>) {
        *self.0.write().unwrap_or_else(PoisonError::into_inner) = (Arc::new(calendar), imported_at);
    }
}

/// A pause of a clock; `None` while it lasts.
pub type Pause = (DateTime<Utc>, Option<DateTime<Utc>>);

/// Looking for a working day ends here: no calendar is closed for so long.
const FAR: u32 = 4000;

fn shanghai() -> FixedOffset {
    // Eight hours are within the bounds of an offset.
    FixedOffset::east_opt(8 * 3600).unwrap_or_else(|| chrono::Offset::fix(&Utc))
}

/// Local date and time in Asia/Shanghai.
pub fn local(at: DateTime<Utc>) -> NaiveDateTime {
    at.with_timezone(&shanghai()).naive_local()
}

fn utc(local: NaiveDateTime) -> DateTime<Utc> {
    (local - TimeDelta::hours(8)).and_utc()
}

/// For messages: `11月27日 17:30`.
pub fn spoken(at: DateTime<Utc>) -> String {
    local(at).format("%-m月%-d日 %H:%M").to_string()
}

impl WorkingCalendar {
    /// Later years of the same number replace earlier ones.
    pub fn from_years(years: Vec<YearCalendar>, hours: OfficeHours) -> Self {
        Self { years: years.into_iter().map(|y| (y.year(), y)).collect(), hours }
    }

    /// The years shipped with the program and the default office hours.
    pub fn shipped() -> Self {
        Self::from_years(YearCalendar::shipped(), OfficeHours::default())
    }

    /// What kind of day it is. A year without data knows weekends only.
    pub fn day_kind(&self, date: NaiveDate) -> DayKind {
        use chrono::Datelike;
        self.years.get(&date.year()).map_or_else(|| DayKind::by_week(date), |year| year.day_kind(date))
    }

    /// Whether offices work on this day.
    pub fn is_working_day(&self, date: NaiveDate) -> bool {
        matches!(self.day_kind(date), DayKind::Workday | DayKind::MakeUp)
    }

    /// Whether the instant lies outside office hours (八小时以外).
    pub fn is_off_hours(&self, at: DateTime<Utc>) -> bool {
        let at = local(at);
        !self.is_working_day(at.date()) || !self.hours.covers(at.time())
    }

    fn working_days_from(&self, date: NaiveDate) -> impl Iterator<Item = NaiveDate> + '_ {
        date.iter_days().take(FAR as usize).filter(|d| self.is_working_day(*d))
    }

    /// The instant itself within office hours, else the next opening.
    pub fn next_working(&self, at: DateTime<Utc>) -> DateTime<Utc> {
        let now = local(at);
        let opening = self.working_days_from(now.date()).find_map(|day| {
            let from = if day == now.date() { now.time() } else { NaiveTime::MIN };
            self.hours.next_open(from).map(|t| day.and_time(t))
        });
        opening.map_or(at, utc)
    }

    /// `start` plus a span. Working days keep the time of day, counted from the next working instant.
    pub fn add(&self, start: DateTime<Utc>, span: Span) -> DateTime<Utc> {
        match span {
            Span::Minutes(n) => start + TimeDelta::minutes(n.into()),
            Span::Days(n) => start.checked_add_days(Days::new(n.into())).unwrap_or(start),
            Span::WorkingMinutes(n) => self.add_working(start, TimeDelta::minutes(n.into())),
            Span::WorkingDays(n) => {
                let from = local(self.next_working(start));
                let day = self.working_days_from(from.date()).nth(n as usize).unwrap_or(from.date());
                utc(day.and_time(from.time()))
            }
        }
    }

    fn add_working(&self, start: DateTime<Utc>, mut left: TimeDelta) -> DateTime<Utc> {
        let now = local(self.next_working(start));
        for day in self.working_days_from(now.date()) {
            for (open, close) in self.hours.of_day() {
                let open = if day == now.date() { (*open).max(now.time()) } else { *open };
                if open >= *close {
                    continue;
                }
                let length = *close - open;
                if left <= length {
                    return utc(day.and_time(open) + left);
                }
                left -= length;
            }
        }
        start
    }

    /// Time between two instants in which offices are open.
    pub fn working_time(&self, from: DateTime<Utc>, to: DateTime<Utc>) -> TimeDelta {
        let (from, to) = (local(from), local(to));
        let days = from.date().iter_days().take_while(|d| *d <= to.date()).filter(|d| self.is_working_day(*d));
        days.flat_map(|day| {
            self.hours.of_day().iter().map(move |(open, close)| (day.and_time(*open).max(from), day.and_time(*close).min(to)))
        })
        .filter(|(a, b)| a < b)
        .fold(TimeDelta::zero(), |sum, (a, b)| sum + (b - a))
    }

    /// When a span that began at `start` ends, if its clock stood still during the pauses. A pause never makes it earlier.
    /// Pauses that still last are counted up to `now`.
    pub fn deadline(&self, start: DateTime<Utc>, span: Span, pauses: &[Pause], now: DateTime<Utc>) -> DateTime<Utc> {
        self.prolong(self.add(start, span), start, span, pauses, now)
    }

    /// An end that is known, moved on by what lies of the pauses between `since` and it. `span` says how the clock counts.
    pub fn prolong(&self, end: DateTime<Utc>, since: DateTime<Utc>, span: Span, pauses: &[Pause], now: DateTime<Utc>) -> DateTime<Utc> {
        let (mut due, mut covered) = (end, since);
        for (from, to) in pauses {
            let (from, to) = ((*from).max(covered), to.unwrap_or(now).max(covered));
            if from >= due || from >= to {
                continue;
            }
            covered = to;
            due = match span {
                Span::Minutes(_) | Span::Days(_) => due + (to - from),
                Span::WorkingMinutes(_) | Span::WorkingDays(_) => self.add_working(due, self.working_time(from, to)).max(due),
            };
        }
        due
    }

    /// Whether the span counts day and night, and not office hours.
    pub const fn goes_by_the_clock(span: Span) -> bool {
        matches!(span, Span::Minutes(_) | Span::Days(_))
    }

    /// The time that counts for a span between two instants, without the pauses.
    pub fn counted(&self, span: Span, from: DateTime<Utc>, to: DateTime<Utc>, pauses: &[Pause], now: DateTime<Utc>) -> TimeDelta {
        let measure = |a: DateTime<Utc>, b: DateTime<Utc>| match (a < b, Self::goes_by_the_clock(span)) {
            (false, _) => TimeDelta::zero(),
            (true, true) => b - a,
            (true, false) => self.working_time(a, b),
        };
        let (mut sum, mut covered) = (measure(from, to), from);
        for (a, b) in pauses {
            let (a, b) = ((*a).max(covered), b.unwrap_or(now).min(to));
            if a < b {
                sum -= measure(a, b);
                covered = b;
            }
        }
        sum
    }

    /// The instant at which so much time has been counted since `start`, the pauses left out.
    pub fn after(&self, start: DateTime<Utc>, span: Span, counted: TimeDelta, pauses: &[Pause], now: DateTime<Utc>) -> DateTime<Utc> {
        let end = if Self::goes_by_the_clock(span) { start + counted } else { self.add_working(start, counted) };
        self.prolong(end, start, span, pauses, now)
    }
}

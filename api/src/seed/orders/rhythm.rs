//! When people order: by day, on working days more than at weekends, a little more from week to week.

use crate::platform::calendar::{WorkingCalendar, local};
use crate::seed::chance::Chance;
use chrono::{DateTime, Datelike, Days, NaiveDate, TimeDelta, Timelike, Utc, Weekday};

/// How far back the orders go.
pub const DAYS: u32 = 92;
/// Orders by hour of the day.
const HOURS: [u32; 24] = [0, 0, 0, 0, 0, 0, 1, 4, 10, 13, 12, 8, 5, 6, 9, 10, 9, 7, 6, 8, 7, 4, 2, 1];

/// Draws instants.
pub struct Rhythm {
    days: Vec<NaiveDate>,
    weights: Vec<u32>,
    now: DateTime<Utc>,
}

impl Rhythm {
    /// For the days before `now`.
    pub fn new(calendar: &WorkingCalendar, now: DateTime<Utc>) -> Self {
        let today = local(now).date();
        let days: Vec<NaiveDate> = (0..DAYS).rev().map(|n| today - Days::new(n.into())).collect();
        let weight = |(n, day): (usize, &NaiveDate)| {
            let base = match (calendar.is_working_day(*day), day.weekday()) {
                (true, Weekday::Mon) => 13,
                (true, _) => 10,
                (false, Weekday::Sat) => 7,
                (false, _) => 5,
            };
            base * (70 + u32::try_from(n).unwrap_or(0) / 2)
        };
        let mut weights: Vec<u32> = days.iter().enumerate().map(weight).collect();
        // Of today only the hours that are over count.
        let hour = local(now).hour() as usize;
        let share: u32 = HOURS.iter().take(hour).sum();
        if let Some(last) = weights.last_mut() {
            *last = *last * share / HOURS.iter().sum::<u32>();
        }
        Self { days, weights, now }
    }

    /// An instant before `now`.
    pub fn draw(&self, chance: &mut Chance) -> DateTime<Utc> {
        loop {
            let day = self.days.get(chance.weighted(&self.weights)).copied().unwrap_or_default();
            let seconds = chance.weighted(&HOURS) * 3600 + chance.below(3600);
            let at = (day.and_time(chrono::NaiveTime::MIN) + TimeDelta::seconds(i64::try_from(seconds).unwrap_or(0)) - TimeDelta::hours(8))
                .and_utc();
            if at < self.now {
                return at;
            }
        }
    }
}

/// Moves an instant of the night to the evening before, if that is still after `low`: volunteers ring no bells at three.
pub fn daytime(at: DateTime<Utc>, low: DateTime<Utc>) -> DateTime<Utc> {
    let here = local(at);
    let back = match here.hour() {
        0..8 => TimeDelta::hours(i64::from(here.hour()) + 4),
        21..24 => TimeDelta::hours(i64::from(here.hour()) - 19),
        _ => return at,
    };
    if at - back > low { at - back } else { at }
}

#[cfg(test)]
mod tests {
    #![expect(clippy::unwrap_used, reason = "a test may panic")]
    use super::*;

    #[test]
    fn orders_come_by_day_and_before_now() {
        let now: DateTime<Utc> = "2026-11-24T03:20:00Z".parse().unwrap();
        let rhythm = Rhythm::new(&WorkingCalendar::shipped(), now);
        let mut chance = Chance::new(1, "rhythm");
        let drawn: Vec<DateTime<Utc>> = (0..5000).map(|_| rhythm.draw(&mut chance)).collect();
        assert!(drawn.iter().all(|t| *t < now && *t > now - TimeDelta::days(i64::from(DAYS) + 1)));
        assert!(drawn.iter().all(|t| (6..24).contains(&local(*t).hour())));
        let sundays = drawn.iter().filter(|t| local(**t).weekday() == Weekday::Sun).count();
        let mondays = drawn.iter().filter(|t| local(**t).weekday() == Weekday::Mon).count();
        assert!(sundays * 3 < mondays * 2, "{sundays} {mondays}");
        assert!(drawn.iter().any(|t| local(*t).date() == local(now).date()));
    }

    #[test]
    fn just_after_midnight_there_is_still_something_to_draw() {
        let rhythm = Rhythm::new(&WorkingCalendar::shipped(), "2026-11-23T16:00:05Z".parse().unwrap());
        let mut chance = Chance::new(1, "rhythm");
        assert!((0..100).all(|_| rhythm.draw(&mut chance) < rhythm.now));
    }

    #[test]
    fn nobody_is_visited_at_night() {
        let t = |s: &str| s.parse::<DateTime<Utc>>().unwrap();
        assert_eq!(daytime(t("2026-11-24T19:30:00Z"), t("2026-11-20T00:00:00Z")), t("2026-11-24T12:30:00Z"));
        assert_eq!(daytime(t("2026-11-24T15:10:00Z"), t("2026-11-20T00:00:00Z")), t("2026-11-24T11:10:00Z"));
        assert_eq!(daytime(t("2026-11-24T03:00:00Z"), t("2026-11-20T00:00:00Z")), t("2026-11-24T03:00:00Z"));
        assert_eq!(daytime(t("2026-11-24T19:30:00Z"), t("2026-11-24T18:00:00Z")), t("2026-11-24T19:30:00Z"));
    }
}

//! Points in time in words.

use super::now;
use super::when::{self, DayPart, Near};
use crate::i18n::{Lang, lang, tr};
use chrono::{DateTime, Datelike, NaiveDate, NaiveDateTime, Timelike, Utc};

/// `今天下午2点半`, `11月27日晚上6点`.
pub fn when(at: DateTime<Utc>) -> String {
    let (local, today) = (when::local(at), when::local(now()).date());
    let (clock, day) = (clock(local), local.date());
    match when::near(day, today) {
        Near::Yesterday => tr!(common.when_yesterday, clock = clock),
        Near::Today => tr!(common.when_today, clock = clock),
        Near::Tomorrow => tr!(common.when_tomorrow, clock = clock),
        Near::ThisYear | Near::OtherYear => {
            tr!(common.when_date, day = date(day, today), clock = clock)
        }
    }
}

/// `下午3点`, `上午9:05`; in English `15:00`, `9:05`.
fn clock(at: NaiveDateTime) -> String {
    let (half_day, hour12) = at.hour12();
    let hour = if lang() == Lang::Zh { hour12 } else { at.hour() };
    let clock = match at.minute() {
        0 => tr!(common.clock_hour, hour = hour),
        30 => tr!(common.clock_half, hour = hour),
        n => tr!(common.clock_minutes, hour = hour, minutes = format!("{n:02}")),
    };
    match (half_day, hour12) {
        (false, 12 | 1..=4) => tr!(common.time_night, clock = clock),
        (false, 5..=8) => tr!(common.time_early, clock = clock),
        (false, _) => tr!(common.time_morning, clock = clock),
        (true, 12) => tr!(common.time_noon, clock = clock),
        (true, 1..=5) => tr!(common.time_afternoon, clock = clock),
        (true, _) => tr!(common.time_evening, clock = clock),
    }
}

fn date(day: NaiveDate, today: NaiveDate) -> String {
    let month = month(day.month());
    match when::near(day, today) {
        Near::OtherYear => tr!(common.day_other_year, year = day.year(), month = month, day = day.day()),
        _ => tr!(common.day_this_year, month = month, day = day.day()),
    }
}

/// `明天`, `11月27日`.
pub fn day(day: NaiveDate, today: NaiveDate) -> String {
    match when::near(day, today) {
        Near::Yesterday => tr!(common.day_yesterday),
        Near::Today => tr!(common.day_today),
        Near::Tomorrow => tr!(common.day_tomorrow),
        Near::ThisYear | Near::OtherYear => date(day, today),
    }
}

/// `明天 周三`, `11月27日 周五`.
pub fn day_with_weekday(date: NaiveDate, today: NaiveDate) -> String {
    tr!(common.day_with_weekday, day = day(date, today), weekday = weekday(date.weekday().number_from_monday()))
}

/// A part of the day with its hours.
pub fn part(part: DayPart) -> String {
    match part {
        DayPart::Whole => tr!(common.part_whole),
        DayPart::Morning => tr!(common.part_morning),
        DayPart::Afternoon => tr!(common.part_afternoon),
        DayPart::Evening => tr!(common.part_evening),
    }
}

/// `周一` for 1, `周日` for 7.
pub fn weekday(number: u32) -> String {
    match number {
        1 => tr!(common.weekday_1),
        2 => tr!(common.weekday_2),
        3 => tr!(common.weekday_3),
        4 => tr!(common.weekday_4),
        5 => tr!(common.weekday_5),
        6 => tr!(common.weekday_6),
        _ => tr!(common.weekday_7),
    }
}

fn month(number: u32) -> String {
    match number {
        1 => tr!(common.month_1),
        2 => tr!(common.month_2),
        3 => tr!(common.month_3),
        4 => tr!(common.month_4),
        5 => tr!(common.month_5),
        6 => tr!(common.month_6),
        7 => tr!(common.month_7),
        8 => tr!(common.month_8),
        9 => tr!(common.month_9),
        10 => tr!(common.month_10),
        11 => tr!(common.month_11),
        _ => tr!(common.month_12),
    }
}

#[cfg(test)]
mod tests {
    #![expect(clippy::unwrap_used, reason = "a test may panic")]
    use super::*;

    #[test]
    fn the_clock_as_people_say_it() {
        let said = |text: &str| clock(format!("2026-11-25T{text}:00").parse().unwrap());
        let all = ["00:00", "04:59", "08:00", "09:05", "11:30", "12:00", "12:30", "15:00", "18:00", "23:59"].map(said);
        assert_eq!(
            all,
            ["凌晨12点", "凌晨4:59", "早上8点", "上午9:05", "上午11点半", "中午12点", "中午12点半", "下午3点", "晚上6点", "晚上11:59"]
        );
    }
}

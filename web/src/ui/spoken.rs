//! Points in time in words.

use super::now;
use super::when::{self, DayPart, Near};
use crate::i18n::tr;
use chrono::{DateTime, Datelike, NaiveDate, Utc};

/// `今天 14:30`, `11月27日 18:00`.
pub fn when(at: DateTime<Utc>) -> String {
    let (local, today) = (when::local(at), when::local(now()).date());
    let (clock, day) = (when::clock(local), local.date());
    match when::near(day, today) {
        Near::Yesterday => tr!(common.when_yesterday, clock = clock),
        Near::Today => tr!(common.when_today, clock = clock),
        Near::Tomorrow => tr!(common.when_tomorrow, clock = clock),
        Near::ThisYear | Near::OtherYear => {
            tr!(common.when_date, day = date(day, today), clock = clock)
        }
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

fn weekday(number: u32) -> String {
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

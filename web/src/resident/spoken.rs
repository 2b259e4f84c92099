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
        Near::Yesterday => tr!(resident.when_yesterday, clock = clock),
        Near::Today => tr!(resident.when_today, clock = clock),
        Near::Tomorrow => tr!(resident.when_tomorrow, clock = clock),
        Near::ThisYear | Near::OtherYear => {
            tr!(resident.when_date, day = date(day, today), clock = clock)
        }
    }
}

fn date(day: NaiveDate, today: NaiveDate) -> String {
    let month = month(day.month());
    match when::near(day, today) {
        Near::OtherYear => tr!(resident.day_other_year, year = day.year(), month = month, day = day.day()),
        _ => tr!(resident.day_this_year, month = month, day = day.day()),
    }
}

/// `明天 周三`, `11月27日 周五`.
pub fn day_with_weekday(day: NaiveDate, today: NaiveDate) -> String {
    let name = match when::near(day, today) {
        Near::Yesterday => tr!(resident.day_yesterday),
        Near::Today => tr!(resident.day_today),
        Near::Tomorrow => tr!(resident.day_tomorrow),
        Near::ThisYear | Near::OtherYear => date(day, today),
    };
    tr!(resident.day_with_weekday, day = name, weekday = weekday(day.weekday().number_from_monday()))
}

/// A part of the day with its hours.
pub fn part(part: DayPart) -> String {
    match part {
        DayPart::Whole => tr!(resident.part_whole),
        DayPart::Morning => tr!(resident.part_morning),
        DayPart::Afternoon => tr!(resident.part_afternoon),
        DayPart::Evening => tr!(resident.part_evening),
    }
}

fn weekday(number: u32) -> String {
    match number {
        1 => tr!(resident.weekday_1),
        2 => tr!(resident.weekday_2),
        3 => tr!(resident.weekday_3),
        4 => tr!(resident.weekday_4),
        5 => tr!(resident.weekday_5),
        6 => tr!(resident.weekday_6),
        _ => tr!(resident.weekday_7),
    }
}

fn month(number: u32) -> String {
    match number {
        1 => tr!(resident.month_1),
        2 => tr!(resident.month_2),
        3 => tr!(resident.month_3),
        4 => tr!(resident.month_4),
        5 => tr!(resident.month_5),
        6 => tr!(resident.month_6),
        7 => tr!(resident.month_7),
        8 => tr!(resident.month_8),
        9 => tr!(resident.month_9),
        10 => tr!(resident.month_10),
        11 => tr!(resident.month_11),
        _ => tr!(resident.month_12),
    }
}

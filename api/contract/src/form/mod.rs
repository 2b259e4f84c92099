//! Checks the answers to an item's form, and the form itself. The browser asks the same functions before it sends.

mod shape;
#[cfg(test)]
mod tests;

pub use shape::form_problems;

use crate::FieldProblem;
use crate::check;
use crate::menu::{FieldKind, FormField};
use chrono::{NaiveDate, TimeDelta};
use serde_json::Value;
use std::collections::BTreeMap;

/// Answers by field code.
pub type Answers = BTreeMap<String, Value>;

/// Longest text answer when the field does not say.
pub const DEFAULT_TEXT_MAX: i64 = 500;
/// Longest place when the field does not say: as long as an address.
pub const DEFAULT_PLACE_MAX: i64 = 120;
/// Most pictures when the field does not say.
pub const DEFAULT_PHOTO_MAX: i64 = 3;
/// Fewest characters of the free text of an order for the custom item: there is no form that would tell what it is about.
pub const CUSTOM_TEXT_MIN: usize = 8;

/// What is wrong with the answers; empty when the form is filled in rightly. `today` is the date of the order where it is ordered:
/// days of a date question count from it.
pub fn problems(form: &[FormField], answers: &Answers, today: NaiveDate) -> Vec<FieldProblem> {
    let unknown = answers
        .keys()
        .filter(|code| !form.iter().any(|f| f.code == **code))
        .map(|code| wrong(code, "unknown", "the form has no such question"));
    form.iter().filter_map(|field| check_field(field, answers.get(&field.code), today)).chain(unknown).collect()
}

/// What is wrong with the free text of an order for the custom item.
pub fn custom_text_problem(text: &str) -> Option<FieldProblem> {
    let short = text.trim().chars().count() < CUSTOM_TEXT_MIN;
    short.then(|| {
        FieldProblem::new("/text", "length", &format!("at least {CUSTOM_TEXT_MIN} characters: nothing else tells what it is about"))
    })
}

/// What is wrong with the numbers of pictures, asked when a draft is submitted: pictures belong to an order, so one that is ordered at
/// once has none yet. `count` says how many a question has got; whoever keeps the pictures counts those that are really there.
pub fn photo_problems(form: &[FormField], count: impl Fn(&FormField) -> usize) -> Vec<FieldProblem> {
    let photos = form.iter().filter(|field| field.kind == FieldKind::Photo);
    photos.filter_map(|field| photo_count_problem(field, count(field))).collect()
}

/// How many ids a picture question's answer names.
pub fn photo_count(answers: &Answers, field: &FormField) -> usize {
    answers.get(&field.code).and_then(Value::as_array).map_or(0, Vec::len)
}

fn photo_count_problem(field: &FormField, count: usize) -> Option<FieldProblem> {
    let count = i64::try_from(count).unwrap_or(i64::MAX);
    let (min, max) = (field.min.unwrap_or(i64::from(field.is_required)), field.max.unwrap_or(DEFAULT_PHOTO_MAX));
    let (why, detail) = out_of("pictures", count, Some(min).filter(|_| field.is_required || count > 0), Some(max))?;
    Some(wrong(&field.code, if count == 0 { "required" } else { why }, &detail))
}

fn wrong(code: &str, why: &str, detail: &str) -> FieldProblem {
    let escaped = code.replace('~', "~0").replace('/', "~1");
    FieldProblem::new(&format!("/answers/{escaped}"), why, detail)
}

fn check_field(field: &FormField, answer: Option<&Value>, today: NaiveDate) -> Option<FieldProblem> {
    let blank = match answer {
        None | Some(Value::Null) => true,
        Some(Value::String(s)) => s.trim().is_empty(),
        Some(Value::Array(a)) => a.is_empty(),
        Some(_) => false,
    };
    if blank {
        // Pictures are uploaded to an order that is there already: see `photo_problems`.
        let is_needed = field.is_required && field.kind != FieldKind::Photo;
        return is_needed.then(|| wrong(&field.code, "required", "this question needs an answer"));
    }
    let (why, detail) = answer.and_then(|a| check_value(field, a, today))?;
    Some(wrong(&field.code, why, &detail))
}

/// Why an answer is wrong: a code and a sentence.
type Wrong = (&'static str, String);

fn check_value(field: &FormField, answer: &Value, today: NaiveDate) -> Option<Wrong> {
    let known = |v: &Value| v.as_str().is_some_and(|s| field.options.iter().any(|o| o.code == s));
    match field.kind {
        FieldKind::Text => check_text(answer, field.min, field.max.unwrap_or(DEFAULT_TEXT_MAX)),
        FieldKind::Place => check_place(answer, field.max.unwrap_or(DEFAULT_PLACE_MAX)),
        FieldKind::Number => {
            let Some(number) = answer.as_i64() else { return Some(("type", "a whole number is needed".into())) };
            out_of("", number, field.min, field.max)
        }
        FieldKind::Date => check_date(answer, field, today),
        FieldKind::SingleChoice => (!known(answer)).then(|| ("choice", "not one of the choices".into())),
        FieldKind::MultipleChoice => {
            let Some(all) = answer.as_array().filter(|a| a.iter().all(known)) else {
                return Some(("choice", "not all are among the choices".into()));
            };
            twice(all).or_else(|| out_of("choices", count(all), field.min, field.max))
        }
        FieldKind::Photo => {
            let is_id = |v: &Value| v.as_str().is_some_and(|s| uuid::Uuid::parse_str(s).is_ok());
            let Some(all) = answer.as_array().filter(|a| a.iter().all(is_id)) else {
                return Some(("type", "a list of ids of pictures is needed".into()));
            };
            twice(all).or_else(|| photo_count_problem(field, all.len()).map(|p| ("range", p.detail)))
        }
    }
}

fn check_text(answer: &Value, min: Option<i64>, max: i64) -> Option<Wrong> {
    let Some(text) = answer.as_str() else { return Some(("type", "a text is needed".into())) };
    let length = i64::try_from(text.trim().chars().count()).unwrap_or(i64::MAX);
    if let Some((_, detail)) = out_of("characters", length, min, Some(max)) {
        return Some(("length", detail));
    }
    check::printable(text).err().map(|_| ("format", "must not hold control characters".into()))
}

fn check_place(answer: &Value, max: i64) -> Option<Wrong> {
    let line_break = answer.as_str().is_some_and(|t| t.contains(['\n', '\r']));
    check_text(answer, Some(2), max).or_else(|| line_break.then(|| ("format", "a place is one line".into())))
}

fn check_date(answer: &Value, field: &FormField, today: NaiveDate) -> Option<Wrong> {
    // chrono would read `+02026-5-1` as well.
    let written = answer.as_str().filter(|s| s.len() == 10 && s.bytes().next().is_some_and(|b| b.is_ascii_digit()));
    let Some(date) = written.and_then(|s| s.parse::<NaiveDate>().ok()) else {
        return Some(("format", "a date like 2026-05-01 is needed".into()));
    };
    let day = |days: i64| today.checked_add_signed(TimeDelta::try_days(days)?);
    let (first, last) = (field.min.and_then(day), field.max.and_then(day));
    let early = first.filter(|first| date < *first).map(|first| ("range", format!("not before {first}")));
    early.or_else(|| last.filter(|last| date > *last).map(|last| ("range", format!("not after {last}"))))
}

fn twice(all: &[Value]) -> Option<Wrong> {
    let repeated = all.iter().enumerate().any(|(at, one)| all.iter().take(at).any(|earlier| earlier == one));
    repeated.then(|| ("duplicate", "the same is chosen twice".into()))
}

fn count(all: &[Value]) -> i64 {
    i64::try_from(all.len()).unwrap_or(i64::MAX)
}

fn out_of(unit: &str, value: i64, min: Option<i64>, max: Option<i64>) -> Option<Wrong> {
    let say = |limit: &str, n: i64| ("range", format!("{limit} {n} {unit}").trim_end().to_owned());
    let low = min.filter(|m| value < *m).map(|m| say("at least", m));
    low.or_else(|| max.filter(|m| value > *m).map(|m| say("at most", m)))
}

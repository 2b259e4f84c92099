//! What is wrong with an order, in words, with links to the fields.

use super::draft::Screen;
use super::{Draft, Writing};
use crate::i18n::{pick, tr};
use crate::ui::when::local;
use crate::ui::{now, spoken};
use chrono::TimeDelta;
use contract::FieldProblem;
use contract::form::{CUSTOM_TEXT_MIN, DEFAULT_PLACE_MAX, DEFAULT_TEXT_MAX};
use contract::menu::{FieldKind, FormField, MenuItem};
use leptos::prelude::*;
use serde_json::Value;

/// The name of the field that a problem points to.
pub fn label(writing: Writing, pointer: &str) -> String {
    match pointer {
        "/text" => tr!(order.text),
        "/contact/name" => tr!(order.contact_name),
        "/contact/phone" => tr!(order.contact_phone),
        "/contact/address" => tr!(order.contact_address),
        "/expected_from" | "/expected_to" => tr!(order.window),
        _ => {
            let code = pointer.strip_prefix("/answers/").unwrap_or(pointer);
            writing.item.with_value(|item| {
                item.form.iter().find(|f| f.code == code).map_or_else(|| code.to_owned(), |f| pick(&f.label, &f.label_en))
            })
        }
    }
}

/// What is wrong with it, for the one who typed it.
pub fn words(writing: Writing, problem: &FieldProblem) -> String {
    let code = problem.pointer.strip_prefix("/answers/");
    let field = code.and_then(|code| writing.item.with_value(|item| item.form.iter().find(|f| f.code == code).cloned()));
    match field {
        Some(field) => answer_problem(problem, &field),
        None => fixed_problem(problem),
    }
}

/// What is wrong with one of the fields that every order has.
pub fn fixed_problem(problem: &FieldProblem) -> String {
    match (problem.pointer.as_str(), problem.code.as_str()) {
        ("/contact/phone", _) => tr!(order.problem_phone),
        // Only the custom item asks for more than the two characters that every order needs.
        ("/text", "length") if problem.detail.contains(&CUSTOM_TEXT_MIN.to_string()) => tr!(order.problem_text_custom, n = CUSTOM_TEXT_MIN),
        ("/text", "required" | "length") => tr!(order.problem_text),
        ("/contact/name", "required" | "length") => tr!(order.problem_name),
        ("/contact/address", "required" | "length") => tr!(order.problem_address),
        (_, "required") => tr!(order.problem_required),
        _ => tr!(order.problem_other),
    }
}

/// What is wrong with an answer to the item's form.
pub fn answer_problem(problem: &FieldProblem, field: &FormField) -> String {
    match (problem.code.as_str(), field.kind) {
        ("required", FieldKind::SingleChoice | FieldKind::MultipleChoice) => {
            tr!(order.problem_choose)
        }
        ("required", _) => tr!(order.problem_required),
        ("length", FieldKind::Place) => tr!(order.problem_length, min = 2, max = field.max.unwrap_or(DEFAULT_PLACE_MAX)),
        ("length", _) => match field.min.filter(|n| *n > 0) {
            Some(min) => tr!(order.problem_length, min = min, max = field.max.unwrap_or(DEFAULT_TEXT_MAX)),
            None => tr!(order.problem_long, n = field.max.unwrap_or(DEFAULT_TEXT_MAX)),
        },
        ("range", FieldKind::Date) => day_problem(field),
        ("range", FieldKind::MultipleChoice) => match (field.min, field.max) {
            (Some(min), Some(max)) if min > 0 => tr!(order.problem_choices, min = min, max = max),
            (_, Some(max)) => tr!(order.problem_choices_most, n = max),
            (min, None) => tr!(order.problem_choices_least, n = min.unwrap_or(1)),
        },
        ("range" | "type", _) => match (field.min, field.max) {
            (Some(min), Some(max)) => tr!(order.problem_range, min = min, max = max),
            _ => tr!(order.problem_number),
        },
        ("format", FieldKind::Date) => tr!(order.problem_date),
        _ => tr!(order.problem_other),
    }
}

/// The first and the last day that will do.
fn day_problem(field: &FormField) -> String {
    let today = local(now()).date();
    let day = |days: i64| today.checked_add_signed(TimeDelta::try_days(days)?).map(|d| spoken::day_with_weekday(d, today));
    match (field.min.and_then(day), field.max.and_then(day)) {
        (Some(first), Some(last)) => tr!(order.problem_days, first = first, last = last),
        (Some(first), None) => tr!(order.problem_day_first, day = first),
        (None, Some(last)) => tr!(order.problem_day_last, day = last),
        (None, None) => tr!(order.problem_date),
    }
}

/// The first screen with a problem: that is where the resident has to go.
pub fn first_screen(problems: &[FieldProblem]) -> Option<Screen> {
    problems.iter().map(|p| Screen::of_pointer(&p.pointer)).min()
}

/// Questions and answers as they are read before sending.
pub fn answers(item: &MenuItem, draft: &Draft) -> Vec<(String, String)> {
    let given = |field: &FormField| {
        let text = draft.answers.get(&field.code).map(|value| said(field, value)).filter(|t| !t.trim().is_empty())?;
        Some((pick(&field.label, &field.label_en), text))
    };
    item.form.iter().filter_map(given).chain([(tr!(order.text), draft.text.clone())]).collect()
}

fn said(field: &FormField, value: &Value) -> String {
    let label = |code: &str| field.options.iter().find(|o| o.code == code).map_or_else(|| code.to_owned(), |o| pick(&o.label, &o.label_en));
    match value {
        Value::String(text) => label(text),
        Value::Array(all) => all.iter().filter_map(Value::as_str).map(label).collect::<Vec<_>>().join(&tr!(order.list_comma)),
        Value::Null => String::new(),
        other => other.to_string(),
    }
}

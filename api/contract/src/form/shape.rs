//! Whether a form can be published: codes, texts, choices and limits that make sense.

use super::{DEFAULT_PHOTO_MAX, DEFAULT_PLACE_MAX, DEFAULT_TEXT_MAX};
use crate::FieldProblem;
use crate::menu::{FieldKind, FormField, is_code};

/// Most questions of a form: a resident answers them on a telephone.
pub const MAX_FIELDS: usize = 20;
/// Most choices of a question.
pub const MAX_OPTIONS: usize = 30;
/// Most pictures a question may ask for.
pub const MAX_PHOTOS: i64 = 9;

/// What is wrong with a form, by pointers such as `/form/0/options/1/code`; empty when it can be published.
pub fn form_problems(form: &[FormField]) -> Vec<FieldProblem> {
    let mut found = Vec::new();
    if form.len() > MAX_FIELDS {
        found.push(FieldProblem::new("/form", "length", &format!("at most {MAX_FIELDS} questions")));
    }
    for (at, field) in form.iter().enumerate() {
        let here = format!("/form/{at}");
        found.extend(code_problem(&here, &field.code, form.iter().take(at).any(|f| f.code == field.code)));
        found.extend(text_problem(&format!("{here}/label"), &field.label, 1, 60));
        found.extend(text_problem(&format!("{here}/label_en"), &field.label_en, 0, 120));
        found.extend(text_problem(&format!("{here}/help"), &field.help, 0, 200));
        found.extend(text_problem(&format!("{here}/help_en"), &field.help_en, 0, 400));
        option_problems(&here, field, &mut found);
        limit_problems(&here, field, &mut found);
    }
    found
}

fn code_problem(here: &str, code: &str, is_taken: bool) -> Option<FieldProblem> {
    let pointer = format!("{here}/code");
    if code.is_empty() {
        return Some(FieldProblem::new(&pointer, "required", "a code is needed"));
    }
    if !is_code(code) {
        return Some(FieldProblem::new(&pointer, "format", "a small letter, then up to 39 small letters, digits and _"));
    }
    is_taken.then(|| FieldProblem::new(&pointer, "duplicate", "the code is taken by another one above"))
}

fn text_problem(pointer: &str, text: &str, min: usize, max: usize) -> Option<FieldProblem> {
    crate::menu::check_text(pointer, text, min, max)
}

const fn is_choice(kind: FieldKind) -> bool {
    matches!(kind, FieldKind::SingleChoice | FieldKind::MultipleChoice)
}

fn option_problems(here: &str, field: &FormField, found: &mut Vec<FieldProblem>) {
    let (pointer, options) = (format!("{here}/options"), &field.options);
    match (is_choice(field.kind), options.len()) {
        (false, 0) => {}
        (false, _) => found.push(FieldProblem::new(&pointer, "unknown", "only choices have options")),
        (true, 0 | 1) => found.push(FieldProblem::new(&pointer, "length", "at least two to choose from")),
        (true, n) if n > MAX_OPTIONS => found.push(FieldProblem::new(&pointer, "length", &format!("at most {MAX_OPTIONS}"))),
        (true, _) => {}
    }
    for (at, option) in options.iter().enumerate() {
        let here = format!("{pointer}/{at}");
        let earlier = || options.iter().take(at);
        found.extend(code_problem(&here, &option.code, earlier().any(|o| o.code == option.code)));
        let label = format!("{here}/label");
        match text_problem(&label, &option.label, 1, 60) {
            Some(problem) => found.push(problem),
            None if earlier().any(|o| o.label.trim() == option.label.trim()) => {
                found.push(FieldProblem::new(&label, "duplicate", "two choices would read the same"));
            }
            None => {}
        }
        found.extend(text_problem(&format!("{here}/label_en"), &option.label_en, 0, 120));
    }
}

/// The smallest and the largest a limit may be.
type Bounds = (i64, i64);

/// What a kind's limits may be: `min`, `max`, and what `max` is when it is left out.
fn bounds(field: &FormField) -> Option<(Bounds, Bounds, i64)> {
    const NUMBER: i64 = 1_000_000_000;
    // A hundred years back for a birthday, ten ahead for a plan.
    const DAYS: Bounds = (-36_525, 3_653);
    let choices = i64::try_from(field.options.len()).unwrap_or(i64::MAX).max(1);
    match field.kind {
        FieldKind::Text => Some(((0, 2000), (1, 2000), DEFAULT_TEXT_MAX)),
        FieldKind::Place => Some(((0, 0), (2, 200), DEFAULT_PLACE_MAX)),
        FieldKind::Number => Some(((-NUMBER, NUMBER), (-NUMBER, NUMBER), i64::MAX)),
        FieldKind::Date => Some((DAYS, DAYS, i64::MAX)),
        FieldKind::MultipleChoice => Some(((0, choices), (1, choices), choices)),
        FieldKind::Photo => Some(((0, MAX_PHOTOS), (1, MAX_PHOTOS), DEFAULT_PHOTO_MAX)),
        FieldKind::SingleChoice => None,
    }
}

fn limit_problems(here: &str, field: &FormField, found: &mut Vec<FieldProblem>) {
    let Some((low, high, default_max)) = bounds(field) else {
        for (name, limit) in [("min", field.min), ("max", field.max)] {
            if limit.is_some() {
                found.push(FieldProblem::new(&format!("{here}/{name}"), "unknown", "a single choice has no limits"));
            }
        }
        return;
    };
    for (name, limit, (from, to)) in [("min", field.min, low), ("max", field.max, high)] {
        if limit.is_some_and(|n| n < from || n > to) {
            found.push(FieldProblem::new(&format!("{here}/{name}"), "range", &format!("between {from} and {to}")));
            return;
        }
    }
    if field.min.is_some_and(|min| min > field.max.unwrap_or(default_max)) {
        found.push(FieldProblem::new(&format!("{here}/min"), "range", "not above the other limit"));
    }
}

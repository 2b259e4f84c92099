//! Words of the menu: kinds of questions, classes of promises, what is wrong with a field, what changed.

use super::sheet::Sheet;
use crate::i18n::tr;
use contract::FieldProblem;
use contract::menu::{ChangeKind, DeadlineClass, EvidenceRule, FieldKind, ItemChange};

/// What an answer is.
pub fn kind(kind: FieldKind) -> String {
    match kind {
        FieldKind::Text => tr!(menu.kind_text),
        FieldKind::Number => tr!(menu.kind_number),
        FieldKind::Date => tr!(menu.kind_date),
        FieldKind::SingleChoice => tr!(menu.kind_single_choice),
        FieldKind::MultipleChoice => tr!(menu.kind_multiple_choice),
        FieldKind::Place => tr!(menu.kind_place),
        FieldKind::Photo => tr!(menu.kind_photo),
    }
}

/// What the two limits of a kind are; `None` where it has none.
pub fn limits(kind: FieldKind) -> (Option<String>, Option<String>) {
    match kind {
        FieldKind::Text => (Some(tr!(menu.min_text)), Some(tr!(menu.max_text))),
        FieldKind::Number => (Some(tr!(menu.min_number)), Some(tr!(menu.max_number))),
        FieldKind::Date => (Some(tr!(menu.min_date)), Some(tr!(menu.max_date))),
        FieldKind::MultipleChoice => (Some(tr!(menu.min_choices)), Some(tr!(menu.max_choices))),
        FieldKind::Photo => (Some(tr!(menu.min_photos)), Some(tr!(menu.max_photos))),
        FieldKind::Place => (None, Some(tr!(menu.max_text))),
        FieldKind::SingleChoice => (None, None),
    }
}

pub fn class(class: DeadlineClass) -> String {
    match class {
        DeadlineClass::Danger => tr!(menu.class_danger),
        DeadlineClass::Utilities => tr!(menu.class_utilities),
        DeadlineClass::Home => tr!(menu.class_home),
        DeadlineClass::General => tr!(menu.class_general),
        DeadlineClass::Complex => tr!(menu.class_complex),
        DeadlineClass::Own => tr!(menu.class_own),
    }
}

pub fn evidence(rule: EvidenceRule) -> String {
    match rule {
        EvidenceRule::None => tr!(menu.evidence_none),
        EvidenceRule::Optional => tr!(menu.evidence_optional),
        EvidenceRule::BeforeAfter => tr!(menu.evidence_before_after),
    }
}

/// A stage of the promise.
pub fn stage(name: &str) -> String {
    match name {
        "acceptance" => tr!(menu.stage_acceptance),
        "dispatch" => tr!(menu.stage_dispatch),
        "take" => tr!(menu.stage_take),
        "first_contact" => tr!(menu.stage_first_contact),
        _ => tr!(menu.stage_completion),
    }
}

/// What is wrong with a field.
pub fn problem(problem: &FieldProblem) -> String {
    let last = problem.pointer.rsplit('/').next().unwrap_or_default();
    match (last, problem.code.as_str()) {
        ("options", _) => tr!(menu.problem_options),
        ("code", "format") => tr!(menu.problem_code),
        (_, "duplicate") => tr!(menu.problem_duplicate),
        (_, "required") => tr!(order.problem_required),
        ("min" | "max", "type") => tr!(order.problem_number),
        ("min" | "max", _) => tr!(menu.problem_limit, detail = &problem.detail),
        ("season", _) => tr!(menu.problem_season),
        (_, "format" | "range") if problem.pointer.contains("/deadlines/") => tr!(menu.problem_span),
        (_, "length") => tr!(menu.problem_length, detail = &problem.detail),
        _ => tr!(order.problem_other),
    }
}

/// The name of the field a pointer leads to.
pub fn field(sheet: &Sheet, pointer: &str) -> String {
    let parts: Vec<&str> = pointer.split('/').skip(1).collect();
    match parts.as_slice() {
        ["name"] => tr!(menu.name),
        ["name_en"] => tr!(menu.name_en),
        ["description"] => tr!(menu.description),
        ["description_en"] => tr!(menu.description_en),
        ["skills", ..] => tr!(menu.skills),
        ["season"] => tr!(menu.season),
        ["code"] => tr!(menu.code),
        ["group_id"] => tr!(menu.group),
        ["deadlines", _, stage_name] => stage(stage_name),
        ["form"] => tr!(menu.form),
        ["form", at, rest @ ..] => {
            let n = at.parse::<usize>().unwrap_or_default();
            let label = sheet.fields.get(n).map(|f| f.label.trim().to_owned()).filter(|l| !l.is_empty());
            let question = label.unwrap_or_else(|| tr!(menu.question_n, n = n + 1));
            let part = match rest {
                ["label"] => tr!(menu.label),
                ["label_en"] => tr!(menu.label_en),
                ["code"] => tr!(menu.code),
                ["options", ..] => tr!(menu.options),
                ["min" | "max"] => tr!(menu.limits),
                ["help" | "help_en"] => tr!(menu.help),
                _ => return question,
            };
            tr!(menu.part_of, question = question, part = part)
        }
        _ => pointer.to_owned(),
    }
}

/// A value before or after: a whole question or choice is called by its label.
pub fn value(text: &str) -> String {
    let whole = crate::api::read::<Whole>(text).filter(|_| text.starts_with('{'));
    whole
        .map(|w| w.kind.map_or_else(|| w.label.clone(), |k| tr!(menu.part_of, question = w.label, part = kind(k))))
        .unwrap_or_else(|| text.to_owned())
}

/// What a whole question or choice is told by.
#[derive(serde::Deserialize)]
struct Whole {
    label: String,
    #[serde(default)]
    kind: Option<FieldKind>,
}

/// A change in a line.
pub fn change(change: &ItemChange) -> String {
    let kind = match change.kind {
        ChangeKind::Added => tr!(menu.added),
        ChangeKind::Removed => tr!(menu.removed),
        ChangeKind::Changed => tr!(menu.changed),
        ChangeKind::Moved => tr!(menu.moved),
    };
    tr!(menu.change_line, kind = kind, place = place(&change.pointer))
}

/// Where something changed: the part of the item, then the codes of questions and choices.
fn place(pointer: &str) -> String {
    let parts: Vec<&str> = pointer.split('/').skip(1).collect();
    let head = match parts.first().copied().unwrap_or_default() {
        "name" => tr!(menu.name),
        "name_en" => tr!(menu.name_en),
        "description" => tr!(menu.description),
        "description_en" => tr!(menu.description_en),
        "audience" => tr!(menu.audience),
        "evidence" => tr!(menu.evidence),
        "deadlines" => tr!(menu.promise),
        "skills" => tr!(menu.skills),
        "form" => tr!(menu.form),
        "is_public" => tr!(menu.is_public),
        "season" => tr!(menu.season),
        other => other.to_owned(),
    };
    let rest: Vec<String> = parts.iter().skip(1).map(|part| part_word(part)).collect();
    if rest.is_empty() { head } else { format!("{head} › {}", rest.join(" › ")) }
}

fn part_word(part: &str) -> String {
    match part {
        "label" => tr!(menu.label),
        "label_en" => tr!(menu.label_en),
        "help" | "help_en" => tr!(menu.help),
        "options" => tr!(menu.options),
        "kind" => tr!(menu.kind),
        "is_required" => tr!(menu.is_required),
        "min" => tr!(menu.least),
        "max" => tr!(menu.most),
        "class" => tr!(menu.class),
        "spans" => tr!(menu.class_own),
        "urgent" => tr!(menu.when_urgent),
        "danger" => tr!(menu.when_danger),
        "acceptance" | "dispatch" | "take" | "first_contact" | "completion" => stage(part),
        other => other.to_owned(),
    }
}

//! Checks the answers to an item's form. The browser asks the same function before it sends.

use crate::FieldProblem;
use crate::check;
use crate::menu::{FieldKind, FormField};
use chrono::NaiveDate;
use serde_json::Value;
use std::collections::BTreeMap;

/// Answers by field code.
pub type Answers = BTreeMap<String, Value>;

/// Longest text answer when the field does not say.
pub const DEFAULT_TEXT_MAX: i64 = 500;

/// What is wrong with the answers; empty when the form is filled in rightly.
pub fn problems(form: &[FormField], answers: &Answers) -> Vec<FieldProblem> {
    let unknown = answers
        .keys()
        .filter(|code| !form.iter().any(|f| f.code == **code))
        .map(|code| wrong(code, "unknown", "the form has no such question"));
    form.iter().filter_map(|field| check_field(field, answers.get(&field.code))).chain(unknown).collect()
}

fn wrong(code: &str, why: &str, detail: &str) -> FieldProblem {
    let escaped = code.replace('~', "~0").replace('/', "~1");
    FieldProblem { pointer: format!("/answers/{escaped}"), detail: detail.to_owned(), code: why.to_owned() }
}

fn check_field(field: &FormField, answer: Option<&Value>) -> Option<FieldProblem> {
    let blank = match answer {
        None | Some(Value::Null) => true,
        Some(Value::String(s)) => s.trim().is_empty(),
        Some(Value::Array(a)) => a.is_empty(),
        Some(_) => false,
    };
    if blank {
        return field.is_required.then(|| wrong(&field.code, "required", "this question needs an answer"));
    }
    let (why, detail) = answer.and_then(|a| check_value(field, a))?;
    Some(wrong(&field.code, why, &detail))
}

fn check_value(field: &FormField, answer: &Value) -> Option<(&'static str, String)> {
    let known = |v: &Value| v.as_str().is_some_and(|s| field.options.iter().any(|o| o.code == s));
    match field.kind {
        FieldKind::Text => {
            let Some(text) = answer.as_str() else { return Some(("type", "a text is needed".into())) };
            let max = field.max.unwrap_or(DEFAULT_TEXT_MAX);
            if i64::try_from(text.chars().count()).is_ok_and(|n| n > max) {
                return Some(("length", format!("at most {max} characters")));
            }
            check::printable(text).err().map(|_| ("format", "must not hold control characters".into()))
        }
        FieldKind::Number => {
            let Some(number) = answer.as_i64() else { return Some(("type", "a whole number is needed".into())) };
            let low = field.min.filter(|m| number < *m).map(|m| ("range", format!("at least {m}")));
            low.or_else(|| field.max.filter(|m| number > *m).map(|m| ("range", format!("at most {m}"))))
        }
        FieldKind::Date => {
            let date = answer.as_str().and_then(|s| s.parse::<NaiveDate>().ok());
            date.is_none().then(|| ("format", "a date like 2026-05-01 is needed".into()))
        }
        FieldKind::SingleChoice => (!known(answer)).then(|| ("choice", "not one of the choices".into())),
        FieldKind::MultipleChoice => {
            let all = answer.as_array().is_some_and(|a| a.iter().all(known));
            (!all).then(|| ("choice", "not all are among the choices".into()))
        }
    }
}

#[cfg(test)]
mod tests {
    #![expect(clippy::expect_used, reason = "a test may panic")]
    use super::*;
    use crate::menu::FormOption;
    use serde_json::json;

    fn field(code: &str, kind: FieldKind, required: bool) -> FormField {
        let option = |c: &str| FormOption { code: c.into(), label: c.into(), label_en: c.into() };
        FormField {
            code: code.into(),
            kind,
            label: code.into(),
            label_en: code.into(),
            help: String::new(),
            help_en: String::new(),
            is_required: required,
            max: Some(5),
            min: Some(1),
            options: vec![option("a"), option("b")],
        }
    }

    fn ask(form: &[FormField], answers: Value) -> Vec<(String, String)> {
        let answers = serde_json::from_value(answers).expect("an object");
        problems(form, &answers).into_iter().map(|p| (p.pointer, p.code)).collect()
    }

    #[test]
    fn every_kind_is_checked() {
        let form = [
            field("t", FieldKind::Text, true),
            field("n", FieldKind::Number, false),
            field("d", FieldKind::Date, false),
            field("s", FieldKind::SingleChoice, false),
            field("m", FieldKind::MultipleChoice, false),
        ];
        assert_eq!(ask(&form, json!({"t": "𬭎💡", "n": 5, "d": "2026-02-28", "s": "a", "m": ["a", "b"]})), []);
        let pair = |p: &str, c: &str| (p.to_owned(), c.to_owned());
        assert_eq!(
            ask(&form, json!({"n": 6, "d": "2026-02-30", "s": "c", "m": ["a", "c"], "x/y": 1})),
            [
                pair("/answers/t", "required"),
                pair("/answers/n", "range"),
                pair("/answers/d", "format"),
                pair("/answers/s", "choice"),
                pair("/answers/m", "choice"),
                pair("/answers/x~1y", "unknown"),
            ]
        );
        assert_eq!(
            ask(&form, json!({"t": "123456", "n": "5", "m": "a"})),
            [pair("/answers/t", "length"), pair("/answers/n", "type"), pair("/answers/m", "choice")]
        );
        assert_eq!(ask(&form, json!({"t": "  "})), [pair("/answers/t", "required")]);
        assert_eq!(ask(&form, json!({"t": "a\u{0}"})), [pair("/answers/t", "format")]);
    }
}

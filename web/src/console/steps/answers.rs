//! From what was typed to the JSON that is sent.

use super::ask::{Ask, Kind};
use crate::ui::when;
use serde_json::{Map, Value, json};

/// Whether an answer is neither too short nor too long.
pub fn fits(ask: &Ask, value: &Value) -> bool {
    let length = match (&ask.kind, value) {
        (Kind::Text | Kind::Line, Value::String(text)) => text.chars().count(),
        (Kind::Lines(_) | Kind::Several(_) | Kind::Words, Value::Array(items)) => items.len(),
        (Kind::Hours, value) => return value.is_array(),
        _ => return true,
    };
    (ask.length.0..=ask.length.1).contains(&length)
}

/// The answer as it is sent; nothing when there is none, or none that was offered.
pub fn answer(kind: &Kind, given: Option<&Value>) -> Option<Value> {
    let text = given.and_then(Value::as_str).map(str::trim).filter(|t| !t.is_empty());
    match kind {
        Kind::Choice(options) | Kind::Select(options) => given.filter(|v| options.iter().any(|o| o.value == **v)).cloned(),
        Kind::Several(options) => {
            let chosen = given.and_then(Value::as_array)?;
            let known: Vec<Value> = options.iter().map(|o| &o.value).filter(|v| chosen.contains(v)).cloned().collect();
            Some(Value::Array(known)).filter(|v| v.as_array().is_some_and(|a| !a.is_empty()))
        }
        Kind::Lines(field) => {
            let line = |line: &str| match *field {
                "" => json!(line),
                field => Value::Object([(field.to_owned(), json!(line))].into_iter().collect()),
            };
            let lines: Vec<Value> = text?.lines().map(str::trim).filter(|l| !l.is_empty()).map(line).collect();
            Some(Value::Array(lines))
        }
        Kind::When => when::from_field(text?).map(|at| json!(at)),
        Kind::Day => text.filter(|t| t.parse::<chrono::NaiveDate>().is_ok()).map(|t| json!(t)),
        Kind::Number => given.filter(|v| v.is_i64()).cloned().or_else(|| text?.parse::<i64>().ok().map(|n| json!(n))),
        Kind::Words => Some(json!(split(text?))),
        Kind::Hours => text.map(|t| hours(t).unwrap_or(Value::Null)),
        Kind::Text | Kind::Line => text.map(|t| json!(t)),
    }
}

fn split(text: &str) -> Vec<&str> {
    let mut words: Vec<&str> = Vec::new();
    for word in text.split(['、', '，', ',', '；', ';', '\n']).map(str::trim).filter(|w| !w.is_empty()) {
        if !words.contains(&word) {
            words.push(word);
        }
    }
    words
}

/// `8-12, 14-18` as ranges; nothing when it says anything else.
fn hours(text: &str) -> Option<Value> {
    let range = |part: &str| {
        let (from, to) = part.split_once(['-', '–', '—', '~', '到', '至'])?;
        let (from, to) = (from.trim().parse::<u8>().ok()?, to.trim().parse::<u8>().ok()?);
        (from < to && to <= 24).then(|| json!({ "from": from, "to": to }))
    };
    split(text).into_iter().map(range).collect::<Option<Vec<Value>>>().map(Value::Array)
}

/// Puts a value where its path leads, with whatever has to be there on the way.
pub fn put(into: &mut Value, path: &[&str], value: Value) {
    let Some((head, rest)) = path.split_first() else {
        *into = value;
        return;
    };
    if let Ok(index) = head.parse::<usize>() {
        if !into.is_array() {
            *into = Value::Array(Vec::new());
        }
        if let Value::Array(items) = into {
            while items.len() <= index {
                items.push(Value::Null);
            }
            if let Some(item) = items.get_mut(index) {
                put(item, rest, value);
            }
        }
        return;
    }
    if !into.is_object() {
        *into = Value::Object(Map::new());
    }
    if let Value::Object(fields) = into {
        put(fields.entry((*head).to_owned()).or_insert(Value::Null), rest, value);
    }
}

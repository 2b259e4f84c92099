//! What is different between two versions of an item.

use super::ItemContent;
use crate::json::sorted;
use serde::{Deserialize, Serialize};
use serde_json::Value;

crate::words! {
    /// What happened to a part of an item.
    ChangeKind {
        Added = "added",
        Removed = "removed",
        Changed = "changed",
        /// Stands at another place among its neighbours.
        Moved = "moved",
    }
}

/// One difference.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ItemChange {
    /// Where: like a JSON Pointer, but questions and choices are named by their codes.
    #[cfg_attr(feature = "openapi", schema(example = "/form/room/options/kitchen/label"))]
    pub pointer: String,
    pub kind: ChangeKind,
    /// Before, as text; absent when it was not there. Of something whole that was removed, its JSON.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub before: Option<String>,
    /// After, as text; absent when it is no longer there.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub after: Option<String>,
}

/// Every difference, in the order in which the parts stand in the newer one; what was removed comes after its neighbours.
pub fn changes(before: &ItemContent, after: &ItemContent) -> Vec<ItemChange> {
    let mut found = Vec::new();
    // Both are plain data: making JSON of them cannot fail.
    if let (Ok(before), Ok(after)) = (serde_json::to_value(before), serde_json::to_value(after)) {
        compare("", &sorted(before), &sorted(after), &mut found);
    }
    found
}

fn compare(at: &str, before: &Value, after: &Value, found: &mut Vec<ItemChange>) {
    match (before, after) {
        (Value::Object(_), Value::Object(_)) | (Value::Array(_), Value::Array(_)) => parts(at, &named(before), &named(after), found),
        _ if before == after => {}
        _ => note(at, ChangeKind::Changed, Some(before), Some(after), found),
    }
}

/// The parts of an object by their keys, of a list by the codes of its things; plain values are their own names.
fn named(value: &Value) -> Vec<(String, &Value)> {
    match value {
        Value::Object(map) => map.iter().map(|(key, value)| (key.clone(), value)).collect(),
        Value::Array(list) => {
            list.iter().map(|v| (v.get("code").and_then(Value::as_str).map_or_else(|| text(v), str::to_owned), v)).collect()
        }
        _ => Vec::new(),
    }
}

fn parts(at: &str, before: &[(String, &Value)], after: &[(String, &Value)], found: &mut Vec<ItemChange>) {
    let find = |list: &[(String, &Value)], name: &str| list.iter().position(|(n, _)| n == name);
    let order = |list: &[(String, &Value)], other: &[(String, &Value)], name: &str| {
        list.iter().filter(|(n, _)| find(other, n).is_some()).position(|(n, _)| n == name)
    };
    for (name, new) in after {
        let here = format!("{at}/{name}");
        match before.iter().find(|(n, _)| n == name) {
            None => note(&here, ChangeKind::Added, None, Some(new), found),
            Some((_, old)) => {
                let (from, to) = (order(before, after, name), order(after, before, name));
                if from != to {
                    let place = |n: Option<usize>| n.map(|n| Value::from(n + 1));
                    note(&here, ChangeKind::Moved, place(from).as_ref(), place(to).as_ref(), found);
                }
                compare(&here, old, new, found);
            }
        }
    }
    for (name, old) in before.iter().filter(|(name, _)| find(after, name).is_none()) {
        note(&format!("{at}/{name}"), ChangeKind::Removed, Some(old), None, found);
    }
}

fn note(at: &str, kind: ChangeKind, before: Option<&Value>, after: Option<&Value>, found: &mut Vec<ItemChange>) {
    found.push(ItemChange { pointer: at.to_owned(), kind, before: before.map(text), after: after.map(text) });
}

fn text(value: &Value) -> String {
    value.as_str().map_or_else(|| value.to_string(), str::to_owned)
}

#[cfg(test)]
mod tests {
    #![expect(clippy::unwrap_used, reason = "a test may panic")]
    use super::*;
    use serde_json::json;

    fn content() -> ItemContent {
        let option = |code: &str| json!({ "code": code, "label": code, "label_en": code });
        serde_json::from_value(json!({
            "name": "换灯泡", "name_en": "Lamp", "description": "换灯泡、修灯具", "description_en": "Lamps", "audience": "everyone",
            "evidence": "none", "deadlines": { "class": "home" }, "skills": ["electrical"], "is_public": true,
            "form": [
                { "code": "room", "kind": "single_choice", "label": "哪里", "label_en": "Where", "is_required": true, "options": [option("a"), option("b")] },
                { "code": "count", "kind": "number", "label": "几个", "label_en": "How many", "is_required": true, "min": 1, "max": 5 },
                { "code": "note", "kind": "text", "label": "备注", "label_en": "Note", "is_required": false },
            ],
        }))
        .unwrap()
    }

    fn told(after: &ItemContent) -> Vec<String> {
        let word = |text: Option<String>| text.unwrap_or_else(|| "-".into());
        changes(&content(), after).into_iter().map(|c| format!("{} {} {} {}", c.kind, c.pointer, word(c.before), word(c.after))).collect()
    }

    #[test]
    fn nothing_changed_is_nothing_told() {
        assert_eq!(told(&content()), Vec::<String>::new());
    }

    #[test]
    fn every_kind_of_change_is_told_at_its_place() {
        let mut after = content();
        after.name = "换灯".into();
        after.season = Some("11-15..03-15".parse().unwrap());
        after.skills = vec!["plumbing".into()];
        after.form.swap(0, 1);
        after.form.pop();
        for field in &mut after.form {
            field.options.pop();
            field.max = field.max.map(|_| 9);
        }
        let mut found = told(&after);
        found.sort();
        assert_eq!(
            found,
            [
                "added /season - 11-15..03-15",
                "added /skills/plumbing - plumbing",
                "changed /form/count/max 5 9",
                "changed /name 换灯泡 换灯",
                "moved /form/count 2 1",
                "moved /form/room 1 2",
                r#"removed /form/note {"code":"note","is_required":false,"kind":"text","label":"备注","label_en":"Note"} -"#,
                r#"removed /form/room/options/b {"code":"b","label":"b","label_en":"b"} -"#,
                "removed /skills/electrical electrical -",
            ]
        );
    }
}

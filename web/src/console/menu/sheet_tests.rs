#![expect(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test may panic")]

use super::*;
use serde_json::json;

fn content() -> ItemContent {
    let option = |code: &str| json!({ "code": code, "label": format!("选{code}"), "label_en": code });
    serde_json::from_value(json!({
        "name": "换灯泡", "name_en": "Lamp", "description": "换灯泡、修灯具", "description_en": "Lamps", "audience": "everyone",
        "evidence": "none", "deadlines": { "class": "home" }, "skills": ["electrical"], "is_public": true, "season": "11-15..03-15",
        "form": [
            { "code": "room", "kind": "single_choice", "label": "哪里", "label_en": "Where", "is_required": true, "options": [option("a"), option("b")] },
            { "code": "count", "kind": "number", "label": "几个", "label_en": "How many", "is_required": true, "min": 1, "max": 5 },
        ],
    }))
    .unwrap()
}

fn general() -> StageSpans {
    let t: Span = "4wh".parse().unwrap();
    StageSpans { acceptance: t, dispatch: t, take: t, first_contact: t, completion: "5wd".parse().unwrap() }
}

fn sheet() -> Sheet {
    Sheet::of(3, &content(), &general())
}

fn pointers(sheet: &Sheet) -> Vec<String> {
    sheet.content().1.into_iter().map(|p| format!("{} {}", p.pointer, p.code)).collect()
}

#[test]
fn what_is_read_is_what_is_sent() {
    assert_eq!(sheet().content(), (content(), Vec::new()));
    let kept: Sheet = serde_json::from_str(&serde_json::to_string(&sheet()).unwrap()).unwrap();
    assert_eq!(kept, sheet(), "it survives a reload");
}

#[test]
fn half_a_number_stays_and_is_named() {
    let mut edited = sheet();
    edited.fields[1].max = "五".into();
    edited.class = DeadlineClass::Own;
    edited.spans[4] = "3w".into();
    edited.season = Some(("02-30".into(), "03-15".into()));
    assert_eq!(pointers(&edited), ["/deadlines/spans/completion format", "/form/1/max type", "/season format"]);
}

#[test]
fn questions_come_go_and_change_places() {
    let mut edited = sheet();
    let (first, new) = (edited.fields[0].key, edited.add());
    assert_eq!(edited.field(new).unwrap().code, "q1");
    assert!(edited.shift(new, -1) && !edited.shift(first, -1));
    let order = |s: &Sheet| s.fields.iter().map(|f| f.code.clone()).collect::<Vec<_>>();
    assert_eq!(order(&edited), ["room", "q1", "count"]);
    assert_eq!(edited.remove(first), Some(new), "the focus goes to what takes its place");
    assert_eq!(order(&edited), ["q1", "count"]);
    assert_eq!(pointers(&edited), ["/form/0/label required"]);
}

#[test]
fn another_kind_brings_what_it_needs() {
    let mut edited = sheet();
    let count = edited.fields[1].key;
    edited.set_kind(count, FieldKind::MultipleChoice);
    let field = edited.field(count).unwrap();
    assert_eq!((field.max.as_str(), field.options.len()), ("", 2));
    let third = edited.add_choice(count);
    assert!(edited.field(count).unwrap().options.iter().any(|o| o.key == third && o.code == "o1"));
    edited.set_kind(count, FieldKind::Photo);
    assert!(edited.field(count).unwrap().options.is_empty());
}

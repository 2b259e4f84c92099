#![expect(clippy::expect_used, clippy::unwrap_used, clippy::indexing_slicing, reason = "a test may panic")]

use super::*;
use crate::menu::FormOption;
use serde_json::json;

fn today() -> NaiveDate {
    "2026-02-27".parse().unwrap()
}

fn field(code: &str, kind: FieldKind, required: bool) -> FormField {
    let option = |c: &str| FormOption { code: c.into(), label: c.into(), label_en: c.into() };
    let is_choice = matches!(kind, FieldKind::SingleChoice | FieldKind::MultipleChoice);
    FormField {
        code: code.into(),
        kind,
        label: code.into(),
        label_en: code.into(),
        help: String::new(),
        help_en: String::new(),
        is_required: required,
        max: Some(5).filter(|_| kind != FieldKind::SingleChoice),
        min: Some(1).filter(|_| !matches!(kind, FieldKind::SingleChoice | FieldKind::Place)),
        options: if is_choice { "abcdefg".chars().map(|c| option(&c.to_string())).collect() } else { Vec::new() },
    }
}

fn ask(form: &[FormField], answers: Value) -> Vec<(String, String)> {
    let answers = serde_json::from_value(answers).expect("an object");
    problems(form, &answers, today()).into_iter().map(|p| (p.pointer, p.code)).collect()
}

fn pair(p: &str, c: &str) -> (String, String) {
    (p.to_owned(), c.to_owned())
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
    assert_eq!(
        ask(&form, json!({"n": 6, "d": "2026-02-30", "s": "x", "m": ["a", "x"], "x/y": 1})),
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

#[test]
fn days_count_from_the_day_of_the_order() {
    let form = [field("d", FieldKind::Date, true)];
    for good in ["2026-02-28", "2026-03-04"] {
        assert_eq!(ask(&form, json!({ "d": good })), [], "{good}");
    }
    for bad in ["2026-02-27", "2026-03-05", "1926-03-01"] {
        assert_eq!(ask(&form, json!({ "d": bad })), [pair("/answers/d", "range")], "{bad}");
    }
    for bad in ["+02026-3-1", "2026-3-1", "02026-3-01", "2026-02-28T00:00:00Z", "今天"] {
        assert_eq!(ask(&form, json!({ "d": bad })), [pair("/answers/d", "format")], "{bad}");
    }
}

#[test]
fn choices_are_counted_and_chosen_once() {
    let mut form = [field("m", FieldKind::MultipleChoice, true)];
    (form[0].min, form[0].max) = (Some(2), Some(3));
    assert_eq!(ask(&form, json!({ "m": ["a", "b"] })), []);
    assert_eq!(ask(&form, json!({ "m": ["a"] })), [pair("/answers/m", "range")]);
    assert_eq!(ask(&form, json!({ "m": ["a", "b", "c", "d"] })), [pair("/answers/m", "range")]);
    assert_eq!(ask(&form, json!({ "m": ["a", "b", "a"] })), [pair("/answers/m", "duplicate")]);
    assert_eq!(ask(&form, json!({ "m": [] })), [pair("/answers/m", "required")]);
}

#[test]
fn a_place_is_one_line() {
    let mut form = [field("p", FieldKind::Place, true)];
    form[0].max = None;
    assert_eq!(ask(&form, json!({ "p": "3 栋楼下的凉亭" })), []);
    assert_eq!(ask(&form, json!({ "p": "3 栋\n楼下" })), [pair("/answers/p", "format")]);
    assert_eq!(ask(&form, json!({ "p": "楼" })), [pair("/answers/p", "length")]);
    assert_eq!(ask(&form, json!({ "p": "楼".repeat(121) })), [pair("/answers/p", "length")]);
    assert_eq!(ask(&form, json!({ "p": 3 })), [pair("/answers/p", "type")]);
}

#[test]
fn pictures_are_ids_and_are_counted() {
    let mut form = [field("p", FieldKind::Photo, true)];
    (form[0].min, form[0].max) = (None, Some(2));
    let id = |n: u128| json!(uuid::Uuid::from_u128(n).to_string());
    assert_eq!(ask(&form, json!({ "p": [id(1), id(2)] })), []);
    assert_eq!(ask(&form, json!({})), [], "an order that is not there yet has no pictures");
    assert_eq!(ask(&form, json!({ "p": [id(1), id(1)] })), [pair("/answers/p", "duplicate")]);
    assert_eq!(ask(&form, json!({ "p": [id(1), id(2), id(3)] })), [pair("/answers/p", "range")]);
    assert_eq!(ask(&form, json!({ "p": ["a.jpg"] })), [pair("/answers/p", "type")]);
    let codes = |form: &[FormField], n| photo_problems(form, |_| n).into_iter().map(|p| p.code).collect::<Vec<_>>();
    assert_eq!((codes(&form, 0), codes(&form, 1), codes(&form, 3)), (vec!["required".to_owned()], vec![], vec!["range".to_owned()]));
    form[0].is_required = false;
    assert_eq!(codes(&form, 0), Vec::<String>::new());
}

fn shape(form: &[FormField]) -> Vec<(String, String)> {
    form_problems(form).into_iter().map(|p| (p.pointer, p.code)).collect()
}

#[test]
fn a_form_with_every_kind_can_be_published() {
    let form: Vec<FormField> = FieldKind::ALL.iter().enumerate().map(|(n, kind)| field(&format!("f{n}"), *kind, true)).collect();
    assert_eq!(shape(&form), []);
}

#[test]
fn what_makes_no_sense_is_named_at_its_place() {
    let wrong = |kind: FieldKind, change: &dyn Fn(&mut FormField)| {
        let mut one = field("a", kind, false);
        change(&mut one);
        shape(&[one])
    };
    assert_eq!(wrong(FieldKind::Text, &|f| f.code = "Ä".into()), [pair("/form/0/code", "format")]);
    assert_eq!(wrong(FieldKind::Text, &|f| f.code.clear()), [pair("/form/0/code", "required")]);
    assert_eq!(wrong(FieldKind::Text, &|f| f.label = " ".into()), [pair("/form/0/label", "required")]);
    assert_eq!(wrong(FieldKind::Text, &|f| f.help = "问".repeat(201)), [pair("/form/0/help", "length")]);
    assert_eq!(wrong(FieldKind::Text, &|f| f.max = Some(2001)), [pair("/form/0/max", "range")]);
    assert_eq!(wrong(FieldKind::Text, &|f| f.min = Some(6)), [pair("/form/0/min", "range")]);
    assert_eq!(wrong(FieldKind::Number, &|f| f.min = Some(6)), [pair("/form/0/min", "range")]);
    assert_eq!(wrong(FieldKind::Date, &|f| f.max = Some(99_999)), [pair("/form/0/max", "range")]);
    assert_eq!(wrong(FieldKind::Photo, &|f| f.max = Some(10)), [pair("/form/0/max", "range")]);
    assert_eq!(wrong(FieldKind::SingleChoice, &|f| f.max = Some(1)), [pair("/form/0/max", "unknown")]);
    assert_eq!(wrong(FieldKind::MultipleChoice, &|f| f.max = Some(8)), [pair("/form/0/max", "range")]);
    assert_eq!(wrong(FieldKind::SingleChoice, &|f| f.options.truncate(1)), [pair("/form/0/options", "length")]);
    assert_eq!(
        wrong(FieldKind::Number, &|f| f.options = field("x", FieldKind::SingleChoice, true).options),
        [pair("/form/0/options", "unknown")]
    );
    let twice = |f: &mut FormField| f.options[1] = f.options[0].clone();
    assert_eq!(
        wrong(FieldKind::SingleChoice, &twice),
        [pair("/form/0/options/1/code", "duplicate"), pair("/form/0/options/1/label", "duplicate")]
    );
    let two = [field("a", FieldKind::Text, true), field("a", FieldKind::Number, true)];
    assert_eq!(shape(&two), [pair("/form/1/code", "duplicate")]);
    let many: Vec<FormField> = (0..21).map(|n| field(&format!("f{n}"), FieldKind::Text, true)).collect();
    assert_eq!(shape(&many), [pair("/form", "length")]);
}

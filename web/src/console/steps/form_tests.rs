#![expect(clippy::unwrap_used, reason = "a test may panic")]
use super::ask::*;
use super::form::*;
use serde_json::{Map, Value, json};

fn given(value: Value) -> Map<String, Value> {
    serde_json::from_value(value).unwrap()
}

fn call() -> StepForm {
    let yes_no = || Kind::Choice(vec![opt(true, String::new()), opt(false, String::new())]);
    StepForm::new("call", String::new(), "/x".into(), 4, String::new())
        .ask(Ask::new("reached", String::new(), yes_no()))
        .ask(Ask::new("solved", String::new(), yes_no()).only_if("reached", true))
        .ask(Ask::new("grade", String::new(), Kind::Choice(vec![opt(1, String::new())])).only_if("reached", true).optional())
        .ask(Ask::text("note", String::new(), 2, 5))
}

#[test]
fn answers_become_the_json_of_the_step() {
    let wide = StepForm::new("w", String::new(), String::new(), 7, String::new())
        .fixed("dry_run", true)
        .ask(Ask::new("measures/0/what", String::new(), Kind::Line))
        .ask(Ask::new("measures/0/due_at", String::new(), Kind::When))
        .ask(Ask::new("parts", String::new(), Kind::Lines("text")))
        .ask(Ask::new("units", String::new(), Kind::Several(vec![opt("a", String::new()), opt("b", String::new())])));
    let answers = given(json!({
        "measures/0/what": " 上门 ", "measures/0/due_at": "2026-11-30T18:00", "parts": "一\n\n 二 ", "units": ["b", "gone"],
    }));
    let wanted = json!({
        "expected_version": 7, "dry_run": true, "measures": [{ "what": "上门", "due_at": "2026-11-30T10:00:00Z" }],
        "parts": [{ "text": "一" }, { "text": "二" }], "units": ["b"],
    });
    assert_eq!(wide.body(&answers).unwrap(), wanted);
}

#[test]
fn what_was_taken_away_is_sent_empty_and_what_was_not_touched_is_sent_as_it_is() {
    let form = StepForm::new("change", String::new(), String::new(), 2, String::new())
        .ask(Ask::line("telephone", String::new(), 2, 30).preset("0728-1").clearing())
        .ask(Ask::line("note", String::new(), 2, 30).optional());
    let sent = |answers| form.body(&given(answers)).unwrap();
    assert_eq!(sent(json!({ "telephone": " ", "note": "" })), json!({ "expected_version": 2, "telephone": "" }));
    assert_eq!(sent(json!({})), json!({ "expected_version": 2, "telephone": "0728-1" }));
}

#[test]
fn what_is_not_asked_is_not_sent() {
    let unreached = given(json!({ "reached": false, "solved": true, "grade": 1, "note": "没接" }));
    assert_eq!(call().body(&unreached).unwrap(), json!({ "expected_version": 4, "reached": false, "note": "没接" }));
    let reached = given(json!({ "reached": true, "solved": true, "note": "好了" }));
    assert_eq!(call().body(&reached).unwrap(), json!({ "expected_version": 4, "reached": true, "solved": true, "note": "好了" }));
}

#[test]
fn everything_that_is_wrong_is_named() {
    let wrong = |answers| call().body(&given(answers)).unwrap_err().iter().map(|p| format!("{} {}", p.pointer, p.code)).collect::<Vec<_>>();
    assert_eq!(wrong(json!({})), ["/reached required", "/note required"]);
    assert_eq!(wrong(json!({ "reached": true, "note": "很长很长很长" })), ["/solved required", "/note length"]);
    assert_eq!(wrong(json!({ "reached": "yes", "note": "好的" })), ["/reached required"], "not one of the options");
}

#[test]
fn a_preset_counts_as_an_answer() {
    let form = StepForm::new("w", String::new(), String::new(), 1, String::new())
        .ask(Ask::new("urgent", String::new(), Kind::Choice(vec![opt(true, String::new()), opt(false, String::new())])).preset(false));
    assert_eq!(form.body(&Map::new()).unwrap(), json!({ "expected_version": 1, "urgent": false }));
    assert_eq!(form.body(&given(json!({ "urgent": true }))).unwrap(), json!({ "expected_version": 1, "urgent": true }));
}

#[test]
fn problems_of_the_server_find_their_question() {
    let form = call().ask(Ask::new("measures/0/what", String::new(), Kind::Line));
    let about = |pointer: &str| form.asked_about(pointer).map(|a| a.code.as_str());
    assert_eq!(about("/note"), Some("note"));
    assert_eq!(about("/measures/0/what"), Some("measures/0/what"));
    assert_eq!(about("note"), Some("note"));
    assert_eq!(about("/notes"), None);
}

#[test]
fn words_hours_and_numbers_are_read_as_people_write_them() {
    let form = StepForm::new("w", String::new(), String::new(), 1, String::new())
        .ask(Ask::new("words", String::new(), Kind::Words).optional())
        .ask(Ask::new("hours", String::new(), Kind::Hours).optional())
        .ask(Ask::new("best", String::new(), Kind::Number).optional());
    let body = form.body(&given(json!({ "words": "漏水、爆管, 水管\n漏水", "hours": "0-6，22至24", "best": " 3 " }))).unwrap();
    let wanted = json!({ "expected_version": 1, "words": ["漏水", "爆管", "水管"], "hours": [{ "from": 0, "to": 6 }, { "from": 22, "to": 24 }], "best": 3 });
    assert_eq!(body, wanted);
    for wrong in ["6-0", "8", "8-25", "早上"] {
        assert!(form.body(&given(json!({ "hours": wrong }))).is_err(), "{wrong}");
    }
}

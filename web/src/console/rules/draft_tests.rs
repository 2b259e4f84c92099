#![expect(clippy::unwrap_used, reason = "a test may panic")]
use super::*;
use contract::dispatch_rules::DraftRule;
use leptos::prelude::*;

const TEAM: &str = "01a210a4-5e51-72e1-a002-6cd5f8b3019f";

/// Names that have not come yet: what a rule names is kept all the same.
fn names() -> Names {
    Names(RwSignal::new(None))
}

fn rule() -> Value {
    json!({
        "name": "夜间漏水", "is_enabled": true, "stops": false,
        "conditions": [
            { "kind": "time", "days": "any", "weekdays": [6, 7], "hours": [{ "from": 0, "to": 7 }, { "from": 21, "to": 24 }] },
            { "kind": "text_any", "words": ["漏水", "爆管"] },
            { "kind": "place", "nodes": [TEAM] },
        ],
        "effects": [{ "kind": "prefer_team", "team_id": TEAM }, { "kind": "first_to_accept", "best": 3 }],
    })
}

fn subject() -> Subject {
    Subject { id: Some(TEAM.parse().unwrap()), version: 4, node: TEAM.parse().unwrap(), rule: rule() }
}

#[test]
fn a_rule_that_nobody_touches_is_sent_as_it_was() {
    let owner = Owner::new();
    owner.with(|| {
        let subject = subject();
        let parts = parts_of(&subject.rule).0;
        let body = form(&subject, &parts, names()).body(&Map::new()).unwrap();
        assert_eq!(body, json!({ "expected_version": 4, "rule": rule() }));
    });
}

#[test]
fn rows_come_and_go() {
    let owner = Owner::new();
    owner.with(|| {
        let subject = Subject::new(TEAM.parse().unwrap());
        let mut parts = Vec::new();
        parts.push(Part::fresh(&parts, true, "urgency"));
        parts.push(Part::fresh(&parts, true, "text_all"));
        parts.push(Part::fresh(&parts, false, "auto_offer"));
        parts.remove(0);
        parts.push(Part::fresh(&parts, true, "address"));
        assert_eq!(parts.iter().map(|p| p.key.as_str()).collect::<Vec<_>>(), ["c1_text_all", "e0_auto_offer", "c0_address"]);
        let given = json!({ "name": "甲", "c1_text_all/words": "灯，亮", "e0_auto_offer/measure": "上门", "c0_address/words": "3 栋" });
        let body = form(&subject, &parts, names()).body(&serde_json::from_value(given).unwrap()).unwrap();
        let rule = json!({
            "name": "甲", "is_enabled": false, "stops": false,
            "conditions": [{ "kind": "text_all", "words": ["灯", "亮"] }, { "kind": "address", "words": ["3 栋"] }],
            "effects": [{ "kind": "auto_offer", "measure": "上门" }],
        });
        assert_eq!(body, json!({ "node_id": TEAM, "rule": rule }));
        assert!(serde_json::from_value::<DraftRule>(rule).unwrap().problems("").is_empty());
    });
}

#[test]
fn problems_of_the_server_find_their_row() {
    let parts = parts_of(&subject().rule).0;
    let about = |pointer: &str| asked(pointer, &parts);
    assert_eq!(about("/rule/name"), "name");
    assert_eq!(about("/rule/conditions/1/words/0"), "c1_text_any/words");
    assert_eq!(about("/change/rule/effects/1/best"), "e1_first_to_accept/best");
    assert_eq!(about("/rule/conditions/0"), "c0_time/days");
    assert_eq!(about("/rule/effects"), "stops");
}

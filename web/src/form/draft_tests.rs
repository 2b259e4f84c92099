#![expect(clippy::unwrap_used, reason = "a test may panic")]

use super::*;
use serde_json::json;
use uuid::Uuid;

fn item() -> MenuItem {
    let id = Uuid::nil();
    serde_json::from_value(json!({
        "id": id, "code": "light_bulb", "group_id": id, "group_name": "居家维修", "group_name_en": "Home repairs",
        "name": "换灯泡", "name_en": "Replace a lamp", "description": "", "description_en": "", "audience": "everyone", "evidence": "none",
        "deadlines": {"acceptance": "2wh", "dispatch": "2wh", "take": "2wh", "first_contact": "4wh", "completion": "3wd"},
        "skills": [], "is_public": true, "is_custom": false, "item_version": 1, "version": 1,
        "form": [
            {"code": "room", "kind": "single_choice", "label": "哪个房间", "label_en": "Which room", "is_required": true,
             "options": [{"code": "kitchen", "label": "厨房", "label_en": "Kitchen"}]},
            {"code": "count", "kind": "number", "label": "几个", "label_en": "How many", "is_required": true, "min": 1, "max": 10},
            {"code": "access", "kind": "text", "label": "上门提示", "label_en": "Access", "is_required": false, "max": 60},
        ]
    }))
    .unwrap()
}

fn filled() -> Draft {
    Draft {
        text: " 灯不亮了 ".into(),
        answers: [("room".to_owned(), json!("kitchen")), ("count".to_owned(), json!(2)), ("access".to_owned(), json!(" "))].into(),
        name: "王秀英".into(),
        phone: "139 0001-0001".into(),
        address: "园林小区 3 栋".into(),
        day: "2026-11-25".into(),
        part: "afternoon".into(),
        ..Draft::default()
    }
}

fn pointers(draft: &Draft) -> Vec<String> {
    draft
        .problems(&item(), OrgUnitId(Uuid::nil()), "2026-11-24".parse().unwrap())
        .into_iter()
        .map(|p| format!("{} {}", p.pointer, p.code))
        .collect()
}

#[test]
fn a_filled_draft_becomes_an_order() {
    let order = filled().order(&item(), OrgUnitId(Uuid::nil()));
    assert_eq!(pointers(&filled()), Vec::<String>::new());
    assert_eq!(order.text, "灯不亮了");
    assert_eq!(order.contact.phone, "13900010001");
    assert!(!order.answers.contains_key("access"), "a blank answer is no answer");
    assert_eq!(order.expected_from.map(|t| t.to_string()).as_deref(), Some("2026-11-25 06:00:00 UTC"));
    assert!(Draft { day: String::new(), ..filled() }.order(&item(), OrgUnitId(Uuid::nil())).expected_to.is_none());
}

#[test]
fn problems_come_in_the_order_of_the_screens() {
    let empty = Draft { answers: [("count".to_owned(), json!("many"))].into(), ..Draft::default() };
    let found = pointers(&empty);
    let places: Vec<&str> = found.iter().map(|p| p.split(' ').next().unwrap_or_default()).collect();
    assert_eq!(places.first(), Some(&"/answers/room"));
    assert!(found.contains(&"/answers/count type".to_owned()), "{found:?}");
    for field in ["/text", "/contact/name", "/contact/phone", "/contact/address"] {
        assert!(places.contains(&field), "{field} in {places:?}");
    }
    let screens: Vec<Screen> = places.iter().map(|p| Screen::of_pointer(p)).collect();
    assert!(screens.is_sorted(), "{places:?}");
}

#[test]
fn what_is_not_on_the_menu_takes_words() {
    let custom = MenuItem { is_custom: true, form: Vec::new(), ..item() };
    let found = |text: &str| {
        let draft = Draft { text: text.into(), answers: form::Answers::new(), ..filled() };
        draft.problems(&custom, OrgUnitId(Uuid::nil()), "2026-11-24".parse().unwrap()).into_iter().map(|p| p.pointer).collect::<Vec<_>>()
    };
    assert_eq!(found("帮忙"), ["/text"]);
    assert_eq!(found(""), ["/text"]);
    assert!(found("想请人帮忙挪一下花架").is_empty());
}

#[test]
fn the_same_body_keeps_its_key() {
    let mut draft = filled();
    assert_eq!(draft.key_for("a", || "k1".into()), "k1");
    assert_eq!(draft.key_for("a", || "k2".into()), "k1");
    assert_eq!(draft.key_for("b", || "k3".into()), "k3");
    let again: Draft = serde_json::from_str(&serde_json::to_string(&draft).unwrap()).unwrap();
    assert_eq!(again, draft, "survives a reload");
}

#[test]
fn old_drafts_are_dropped() {
    let today: NaiveDate = "2026-11-24".parse().unwrap();
    let saved = |on: &str| Draft { saved_on: on.into(), ..Draft::default() };
    assert!(!saved("2026-11-17").is_stale(today, KEEP_DAYS));
    assert!(saved("2026-11-16").is_stale(today, KEEP_DAYS));
    assert!(saved("").is_stale(today, KEEP_DAYS));
}

#[test]
fn phones_and_numbers_as_people_type_them() {
    assert_eq!(digits("+86 139-0001-0001"), "13900010001");
    assert_eq!(number_or_text(" 3 "), json!(3));
    assert_eq!(number_or_text("三"), json!("三"));
    assert_eq!(Screen::of("2"), Some(Screen::Where));
    assert_eq!(Screen::of("4"), None);
}

//! The catalogue is whole: every kind, both languages, the same values; and it gives away nothing.

#![expect(clippy::unwrap_used, clippy::expect_used, reason = "a test may panic")]
use super::*;
use std::collections::BTreeSet;

/// What an SMS, a mail and the inbox of staff may name: nothing about a resident, nothing that somebody wrote.
const HARMLESS: &[&str] = &[
    "number",
    "item",
    "due",
    "until",
    "team",
    "community",
    "stage",
    "percent",
    "link",
    "code",
    "minutes",
    "unit",
    "decision",
    "channel",
    "news",
    "times",
    // When a shift is and was, and the word for what was decided.
    "start",
    "before",
    "result",
];
/// What a requester, or a member about their own, may read besides in their inbox: who works for them, where they are expected, and what
/// was written to them.
const FOR_THE_REQUESTER: &[&str] =
    &["person", "question", "explanation", "note", "reason", "feedback", "receipt", "text", "post", "place", "title"];
/// What opens a door and stays out of every inbox.
const KEYS: &[&str] = &["link", "code"];

fn catalogue() -> Catalogue {
    parse(include_str!("../../../messages/notices.toml")).unwrap()
}

fn set(text: &str) -> BTreeSet<&str> {
    placeholders(text).collect()
}

#[test]
fn every_kind_has_both_languages_with_the_same_values() {
    let catalogue = catalogue();
    for kind in NoticeKind::ALL {
        let entry = catalogue.get(kind).unwrap_or_else(|| panic!("{kind} is missing in api/messages/notices.toml"));
        let (zh, en) = (&entry.zh, &entry.en);
        assert!(!zh.title.is_empty() && !en.title.is_empty(), "{kind}: a title in both languages");
        assert_eq!(set(&zh.title).len() + set(&en.title).len(), 0, "{kind}: titles have no values");
        assert_eq!((zh.text.is_empty(), zh.sms.is_empty()), (en.text.is_empty(), en.sms.is_empty()), "{kind}: the same texts in both");
        assert_eq!(set(&zh.text), set(&en.text), "{kind}: the inbox names the same in both languages");
        assert_eq!(set(zh.brief()), set(en.brief()), "{kind}: SMS and mail name the same in both languages");
        assert!(!zh.brief().is_empty(), "{kind}: something to send");
        assert!(en.brief().is_ascii() && en.text.is_ascii(), "{kind}: the English texts are English");
        assert!(zh.brief().chars().count() < 70 * 3, "{kind}: three parts of an SMS at most");
    }
    assert_eq!(catalogue.len(), NoticeKind::ALL.len());
}

#[test]
fn nothing_private_leaves_the_house_or_reaches_those_who_may_not_see_it() {
    for (kind, entry) in catalogue() {
        for texts in [&entry.zh, &entry.en] {
            for name in set(texts.brief()) {
                assert!(HARMLESS.contains(&name), "{kind}: {{{name}}} may not stand in an SMS or a mail");
            }
            for name in set(&texts.text) {
                let may = HARMLESS.contains(&name) || entry.to == Audience::Requester && FOR_THE_REQUESTER.contains(&name);
                assert!(may && !KEYS.contains(&name), "{kind}: {{{name}}} may not stand in the inbox of {:?}", entry.to);
            }
        }
    }
    assert!(!entry(NoticeKind::SignInCode).expect("a kind").has_inbox());
}

#[test]
fn values_that_are_not_named_are_not_kept() {
    let secret = Values::from(["phone", "address", "question", "number", "item", "item_en"].map(|n| (n.to_owned(), format!("<{n}>"))));
    for kind in NoticeKind::ALL {
        let sent = kept_for_sending(*kind, &secret);
        assert!(!sent.keys().any(|k| ["phone", "address", "question"].contains(&k.as_str())), "{kind}: {sent:?}");
        assert!(!kept_for_inbox(*kind, &secret).contains_key("phone"), "{kind}");
    }
    assert!(kept_for_inbox(NoticeKind::OrderQuestion, &secret).contains_key("question"));
    assert!(kept_for_sending(NoticeKind::OrderReceived, &secret).contains_key("item_en"));
}

#[test]
fn texts_are_filled_in_one_pass_and_in_the_language_of_the_reader() {
    let values = Values::from(
        [("number", "1"), ("item", "换灯泡{due}"), ("item_en", "Light bulb"), ("due", "2026-11-27T09:30:00Z")]
            .map(|(n, v)| (n.to_owned(), v.to_owned())),
    );
    let read = |language| text(NoticeKind::OrderAccepted, language, &values);
    assert_eq!(read(Language::Zh), "您的点单 1（换灯泡{due}）已受理，承诺 11月27日 17:30 前办结。");
    assert_eq!(read(Language::En), "Your order 1 (Light bulb) is accepted and will be done before 27 Nov 17:30.");
    // A value that is missing leaves nothing of its placeholder.
    assert!(!text(NoticeKind::OrderAccepted, Language::Zh, &Values::new()).contains('{'));
}

//! Both databases against a naive oracle that knows nothing of terms: substrings, beginnings of words, spellings of names.

use super::*;
use crate::both;
use contract::accounts::Role;
use pinyin::ToPinyin;
use proptest::prelude::*;
use proptest::strategy::ValueTree;
use proptest::test_runner::TestRunner;

/// Few characters, so that much is found; one reading each for those of names.
const NAME: &[char] = &['张', '李', '王', '伟', '芳', '敏', '军', '丽'];
const HAN: &[char] = &['灯', '泡', '坏', '漏', '水', '𠮷', '㛃', '😀', '👍'];
const GAPS: &[&str] = &["，", " ", "。", "-", "\"", "'", "*", "%", "\\"];
const WORDS: &[&str] = &["led", "LED", "Le", "ledger", "OR", "AND", "12", "501", "0728", "ｗｉｆｉ"];

fn one_of(list: &'static [&'static str]) -> impl Strategy<Value = String> {
    proptest::sample::select(list).prop_map(str::to_owned)
}

fn han(list: &'static [char], most: usize) -> impl Strategy<Value = String> {
    proptest::collection::vec(proptest::sample::select(list), 1..=most).prop_map(|c| c.into_iter().collect())
}

/// Pieces with gaps between them.
fn text() -> impl Strategy<Value = String> {
    let piece = prop_oneof![4 => han(HAN, 5), 2 => one_of(WORDS), 1 => han(NAME, 2)];
    proptest::collection::vec((piece, one_of(GAPS)), 1..6).prop_map(|parts| parts.into_iter().map(|(p, gap)| p + &gap).collect())
}

fn asked() -> impl Strategy<Value = String> {
    let typed = proptest::sample::select(vec!["zhang", "zw", "li", "wangfang", "lif", "jun", "zh", "zjl", "fang", "wei", "lim"]);
    let one = prop_oneof![4 => han(HAN, 4), 2 => han(NAME, 3), 2 => one_of(WORDS), 3 => typed.prop_map(str::to_owned)];
    proptest::collection::vec(one, 1..=2).prop_map(|parts| parts.join(" "))
}

fn small(text: &str) -> String {
    let half = |c: char| if ('！'..='～').contains(&c) { char::from_u32(c as u32 - 0xFEE0).unwrap() } else { c };
    text.chars().map(half).collect::<String>().to_lowercase()
}

/// What a person would say: it is there, or a word begins so, or the name is spelt so.
fn is_in(q: &str, row: &OrderRow) -> bool {
    let texts = [&row.text, &row.contact_name, &row.contact_address].map(|t| small(t));
    q.split(' ').map(small).all(|part| {
        if !part.is_ascii() {
            return texts.iter().any(|t| t.contains(&part));
        }
        let mut words: Vec<String> =
            texts.iter().flat_map(|t| t.split(|c: char| !c.is_ascii_alphanumeric()).map(str::to_owned).collect::<Vec<_>>()).collect();
        let syllables: Vec<&str> = row.contact_name.as_str().to_pinyin().flatten().map(|p| p.plain()).collect();
        words.push(syllables.concat());
        words.push(syllables[1..].concat());
        words.push(syllables.iter().map(|s| &s[..1]).collect());
        words.iter().any(|w| w.starts_with(&part))
    })
}

both! {
    async fn the_databases_find_what_the_oracle_finds(app) {
        let mut runner = TestRunner::deterministic();
        let drawn = proptest::collection::vec((text(), han(NAME, 3), text()), 120).new_tree(&mut runner).unwrap().current();
        let rows = copies(&app, drawn.len(), move |n, row| {
            let (text, name, address) = drawn[n].clone();
            // Nothing else of theirs may be found by chance.
            (row.text, row.contact_name, row.contact_address, row.contact_phone) = (text, name, address, "99999999999".into());
            row.number = format!("x{:06}", 700_000 + n);
        }).await;
        let clerk = app.role(Role::CommunityClerk).await;
        let (mut hits, mut misses) = (0, 0);
        for q in proptest::collection::vec(asked(), 300).new_tree(&mut runner).unwrap().current() {
            let item = ["换灯泡修灯具", "replace", "lamp"];
            if q.split(' ').any(|part| item.iter().any(|i| i.contains(part) || part.contains(i))) { continue; }
            let expected: BTreeSet<String> = rows.iter().filter(|r| is_in(&q, r)).map(|r| r.number.clone()).collect();
            let all = found(&clerk, &q).await;
            let ours: BTreeSet<String> = all.into_iter().filter(|n| n.starts_with('x')).collect();
            assert_eq!(ours, expected, "{q}");
            if expected.is_empty() { misses += 1 } else { hits += 1 }
        }
        assert!(hits > 80 && misses > 20, "the queries tell little: {hits} hits, {misses} misses");
    }
}

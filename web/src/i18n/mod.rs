//! The two languages. Every text on a page comes from the catalogue through `tr!`, which the compiler checks. Chinese is part of
//! the program; English comes in a file when it is chosen.
//! The language is a fact of the whole program: pages are drawn anew when it changes.

mod english;
mod lang;
/// One type for each text; made by `build.rs`.
#[expect(non_camel_case_types, reason = "a text is called by its key")]
pub mod messages {
    include!(concat!(env!("OUT_DIR"), "/messages.rs"));
}

pub use crate::tr;
pub use lang::{Lang, Language, lang};
use std::fmt::Display;

/// A text of the catalogue: `tr!(room.key)`, `tr!(room.key, n = 3)`.
#[macro_export]
macro_rules! tr {
    ($room:ident . $key:ident $(, $name:ident = $value:expr)* $(,)?) => {
        $crate::i18n::messages::$room::$key { $($name: &$value),* }.text()
    };
}

/// The text in the language of the page, its names in braces replaced. `number` is its place in the second language.
pub fn fill(zh: &str, number: usize, values: &[(&str, &dyn Display)]) -> String {
    let english = if lang() == Lang::En { english::text(number) } else { None };
    let mut rest = english.unwrap_or(zh);
    let mut text = String::with_capacity(rest.len());
    while let Some((before, after)) = rest.split_once('{') {
        text.push_str(before);
        let Some((name, after)) = after.split_once('}') else {
            break;
        };
        if let Some((_, value)) = values.iter().find(|(n, _)| *n == name) {
            text.push_str(&value.to_string());
        }
        rest = after;
    }
    text.push_str(rest);
    text
}

/// What the API holds in both languages, in that of the page; the Chinese where the English is missing.
pub fn pick(zh: &str, en: &str) -> String {
    if lang() == Lang::Zh || en.is_empty() { zh.to_owned() } else { en.to_owned() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_in_braces_are_replaced() {
        assert_eq!(fill("{n} 项，{n}/{m}", 0, &[("n", &3), ("m", &"甲")]), "3 项，3/甲");
        assert_eq!(fill("没有", 0, &[]), "没有");
        assert_eq!(pick("灯", "Lamp"), "灯");
    }
}

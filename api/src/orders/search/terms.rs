//! From text to terms: one way of folding and cutting for what is stored and for what is asked. Pure.
//!
//! Text is folded (full width to half width, small letters) and cut into runs. A run of Latin letters and digits is a *word* and is found
//! by its beginning; a run of Han characters, kana, emoji is found by any part of it, because nobody writes blanks between them: its
//! terms are all pairs of neighbours, and its last character, so that one character is found as the beginning of a term.

use std::collections::BTreeSet;

/// Characters of a word that count; what follows them is not looked at.
pub const LONGEST_WORD: usize = 24;
/// Marks terms that only the desk and the requester may look for. No text holds it after folding.
pub const CONTACT: char = '¦';
/// Marks terms that tell whose order it is. No text holds it after folding.
pub const WHERE: char = '§';

/// A run of characters that belong together.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Run {
    /// Letters and digits of alphabets.
    Word(String),
    /// Han characters and everything else that is written without blanks.
    Han(String),
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Class {
    Word,
    Han,
    Gap,
    /// Not there at all: what is before and after it are neighbours.
    Nothing,
}

fn class(c: char) -> Class {
    match c {
        // Joiners, variation selectors, combining marks; the dots inside names of other peoples, which everybody writes differently.
        '\u{200B}'..='\u{200D}' | '\u{FE00}'..='\u{FE0F}' | '\u{E0100}'..='\u{E01EF}' | '\u{FEFF}' | '\u{AD}' | '\u{300}'..='\u{36F}' => {
            Class::Nothing
        }
        '·' | '•' | '‧' | '・' | '･' | '⋅' | '∙' => Class::Nothing,
        c if c.is_whitespace() => Class::Gap,
        c if c.is_alphanumeric() => {
            if c < '\u{2E80}' {
                Class::Word
            } else {
                Class::Han
            }
        }
        // Punctuation of CJK and its forms.
        '\u{3000}'..='\u{303F}' | '\u{FE10}'..='\u{FE6F}' | '\u{FF00}'..='\u{FFEF}' => Class::Gap,
        // Emoji, symbols, and characters that have no place in Unicode yet and stand in the private area.
        '\u{2190}'.. => Class::Han,
        _ => Class::Gap,
    }
}

/// Full width to half width, small letters.
pub fn folded(text: &str) -> impl Iterator<Item = char> + '_ {
    let half = |c: char| match c {
        '\u{FF01}'..='\u{FF5E}' => char::from_u32(u32::from(c) - 0xFEE0).unwrap_or(c),
        'ü' | 'Ü' => 'v',
        other => other,
    };
    text.chars().map(half).flat_map(char::to_lowercase)
}

/// Cuts a text into its runs.
pub fn runs(text: &str) -> Vec<Run> {
    let (mut found, mut open, mut kind) = (Vec::new(), String::new(), Class::Gap);
    let close = |open: &mut String, kind: Class, found: &mut Vec<Run>| {
        if !open.is_empty() {
            let text = std::mem::take(open);
            found.push(if kind == Class::Word { Run::Word(text) } else { Run::Han(text) });
        }
    };
    for c in folded(text) {
        match class(c) {
            Class::Nothing => {}
            Class::Gap => {
                close(&mut open, kind, &mut found);
                kind = Class::Gap;
            }
            other => {
                if other != kind {
                    close(&mut open, kind, &mut found);
                    kind = other;
                }
                open.push(c);
            }
        }
    }
    close(&mut open, kind, &mut found);
    found
}

/// Runs with gaps between them, for looking at a longer part.
pub fn joined(runs: &[Run]) -> String {
    let texts: Vec<&str> = runs
        .iter()
        .map(|run| match run {
            Run::Word(t) | Run::Han(t) => t.as_str(),
        })
        .collect();
    texts.join(" ")
}

/// The first so many characters.
pub fn first(text: &str, count: usize) -> &str {
    text.char_indices().nth(count).map_or(text, |(end, _)| text.get(..end).unwrap_or(text))
}

/// The last so many characters.
pub fn last(text: &str, count: usize) -> &str {
    let skip = text.chars().count().saturating_sub(count);
    text.char_indices().nth(skip).map_or("", |(start, _)| text.get(start..).unwrap_or(""))
}

/// Beginnings of a word, from `shortest` characters; the whole word when it is shorter.
pub fn beginnings(word: &str, shortest: usize) -> Vec<&str> {
    let longest = word.chars().count().min(LONGEST_WORD);
    if longest <= shortest { vec![first(word, longest)] } else { (shortest..=longest).map(|n| first(word, n)).collect() }
}

/// Neighbours of a run, as they stand.
pub fn pairs(run: &str) -> Vec<String> {
    run.chars().zip(run.chars().skip(1)).map(|(a, b)| [a, b].iter().collect()).collect()
}

/// Terms of one order, each once.
#[derive(Default)]
pub struct Terms(BTreeSet<String>);

impl Terms {
    /// A term as it is, marked when it belongs to the contact.
    pub fn add(&mut self, term: &str, mark: Option<char>) {
        if !term.is_empty() {
            self.0.insert(mark.into_iter().chain(term.chars()).collect());
        }
    }

    /// Everything by which a run is found.
    pub fn add_run(&mut self, run: &Run, mark: Option<char>) {
        match run {
            Run::Word(word) => beginnings(word, 2).into_iter().for_each(|b| self.add(b, mark)),
            Run::Han(run) => {
                pairs(run).iter().for_each(|pair| self.add(pair, mark));
                self.add(last(run, 1), mark);
            }
        }
    }

    /// With blanks between them: what FTS5 cuts again, and what PostgreSQL reads as a `tsvector`.
    pub fn text(&self) -> String {
        self.0.iter().map(String::as_str).collect::<Vec<_>>().join(" ")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn cut(text: &str) -> String {
        let show = |run: &Run| match run {
            Run::Word(t) => format!("w:{t}"),
            Run::Han(t) => format!("h:{t}"),
        };
        runs(text).iter().map(show).collect::<Vec<_>>().join(" ")
    }

    #[test]
    fn texts_are_folded_and_cut() {
        assert_eq!(cut("客厅ＬＥＤ灯，坏了！3栋2单元"), "h:客厅 w:led h:灯 h:坏了 w:3 h:栋 w:2 h:单元");
        assert_eq!(cut("买买提·艾力 买买提・艾力"), "h:买买提艾力 h:买买提艾力");
        assert_eq!(cut("=𬭎👩\u{200D}🔧\"'\\%_ 𠮷㛃 -OR* §p ¦x"), "h:𬭎👩🔧 h:𠮷㛃 w:or w:p w:x");
        assert_eq!(cut("Ж Café İx"), "w:ж w:café w:ix");
        assert_eq!(cut("%_\\\"'—…·"), "");
    }

    #[test]
    fn terms_of_runs() {
        let mut terms = Terms::default();
        runs("灯泡坏 led 3").iter().for_each(|run| terms.add_run(run, None));
        assert_eq!(terms.text(), "3 le led 坏 泡坏 灯泡");
        assert_eq!(beginnings("ab", 4), ["ab"]);
        assert_eq!(last("12345", 4), "2345");
        assert_eq!(last("", 4), "");
    }
}

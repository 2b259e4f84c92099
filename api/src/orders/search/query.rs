//! What was typed into the search box, as an expression over terms. Pure; nothing of what was typed reaches a database but letters, digits,
//! Han characters and symbols inside quotes, so that no syntax of FTS5 or of `tsquery` can be smuggled in.

use super::document::{LONGEST_TAIL, area_term, person_term};
use super::terms::{CONTACT, LONGEST_WORD, Run, WHERE, first, folded, last, pairs, runs};
use crate::platform::auth::{DESK, Who};
use contract::PersonId;

/// An expression over terms.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Expression {
    Term(String),
    /// Terms that begin so.
    Beginning(String),
    And(Vec<Expression>),
    Or(Vec<Expression>),
}

use Expression::{And, Beginning, Or, Term};

impl Expression {
    /// For `MATCH` of FTS5.
    pub fn fts5(&self) -> String {
        self.render(" AND ", " OR ", &|term, open| format!("\"{}\"{}", term.replace('"', "\"\""), if open { "*" } else { "" }))
    }

    /// For `tsquery`.
    pub fn tsquery(&self) -> String {
        let quoted = |term: &str| term.replace('\\', "\\\\").replace('\'', "''");
        self.render(" & ", " | ", &|term, open| format!("'{}'{}", quoted(term), if open { ":*" } else { "" }))
    }

    /// Whether it holds for terms with blanks between and around them: for the few that are in no index yet.
    pub fn holds(&self, terms: &str) -> bool {
        match self {
            Term(term) => terms.contains(&format!(" {term} ")),
            Beginning(term) => terms.contains(&format!(" {term}")),
            And(parts) => parts.iter().all(|p| p.holds(terms)),
            Or(parts) => parts.iter().any(|p| p.holds(terms)),
        }
    }

    fn render(&self, and: &str, or: &str, term: &dyn Fn(&str, bool) -> String) -> String {
        let list = |parts: &[Self], by: &str| format!("({})", parts.iter().map(|p| p.render(and, or, term)).collect::<Vec<_>>().join(by));
        match self {
            Term(text) => term(text, false),
            Beginning(text) => term(text, true),
            And(parts) => list(parts, and),
            Or(parts) => list(parts, or),
        }
    }
}

/// Where the caller may look for names, phones and house numbers.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Contacts {
    /// In everything that the scope shows.
    Everywhere,
    Nowhere,
    /// Below these paths of the tree: of somebody who works at a desk here and looks on there.
    Below(Vec<String>),
}

/// Whose orders are looked through. It narrows the index; what may be seen is decided by the scope, as in every list.
#[derive(Clone, Debug)]
pub struct Reach {
    within: Vec<String>,
    contacts: Contacts,
}

impl Reach {
    /// Of one's own orders.
    pub fn own(person: PersonId) -> Self {
        Self { within: vec![person_term(person)], contacts: Contacts::Everywhere }
    }

    /// Of the areas in which the caller is staff.
    pub fn staff(who: &Who) -> Self {
        let areas = who.scope().areas;
        let within: Option<Vec<String>> = areas.iter().map(|a| area_term(&a.path)).collect();
        let desks: Vec<String> = who.grants.iter().filter(|g| DESK.contains(&g.role)).map(|g| g.path.clone()).collect();
        let contacts = match desks.as_slice() {
            [] => Contacts::Nowhere,
            desks if areas.iter().all(|a| desks.iter().any(|d| a.path.starts_with(d))) => Contacts::Everywhere,
            desks => Contacts::Below(desks.to_vec()),
        };
        Self { within: within.unwrap_or_default(), contacts }
    }

    #[cfg(test)]
    pub fn of(within: Vec<String>, contacts: Contacts) -> Self {
        Self { within, contacts }
    }

    /// Whether the contact of an order in this area may be looked through.
    fn opens(&self, area: &str) -> bool {
        match &self.contacts {
            Contacts::Everywhere => true,
            Contacts::Nowhere => false,
            Contacts::Below(desks) => desks.iter().any(|desk| area.starts_with(desk)),
        }
    }
}

/// One thing that has to be found.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Wish {
    Word(String),
    Han(String),
    /// Written with hyphens: as one, or its parts.
    Number(String, Vec<String>),
}

/// A search.
#[derive(Clone, Debug)]
pub struct Search {
    wishes: Vec<Wish>,
    pub reach: Reach,
}

impl Search {
    /// Reads what was typed: words with blanks between them, all of which have to be found.
    pub fn read(q: &str, reach: Reach) -> Self {
        let mut wishes: Vec<Wish> = Vec::new();
        for part in q.split(char::is_whitespace) {
            for wish in wishes_of(part) {
                if !wishes.contains(&wish) {
                    wishes.push(wish);
                }
            }
        }
        Self { wishes, reach }
    }

    /// Nothing can be found by punctuation alone.
    pub fn is_hopeless(&self) -> bool {
        self.wishes.is_empty()
    }

    /// What the index is asked. It may hold too much, for runs of three and more: `fits` decides.
    pub fn expression(&self) -> Expression {
        let all = |marks: &[Option<char>]| And(self.wishes.iter().map(|w| w.expression(marks)).collect());
        let (public, full) = (&[None][..], &[None, Some(CONTACT)][..]);
        let words = match &self.reach.contacts {
            Contacts::Everywhere => all(full),
            Contacts::Nowhere => all(public),
            Contacts::Below(desks) => {
                let at_desk = desks.iter().filter_map(|d| area_term(d)).map(Term).collect();
                Or(vec![all(public), And(vec![Or(at_desk), all(full)])])
            }
        };
        let within: Vec<Expression> = self.reach.within.iter().cloned().map(Term).collect();
        if within.is_empty() { words } else { And(vec![Or(within), words]) }
    }

    /// Whether an order that the index found really holds the longer runs, one after the other.
    pub fn fits(&self, area: &str, public_text: &str, contact_text: &str) -> bool {
        let opens = self.reach.opens(area);
        self.long_runs().all(|run| public_text.contains(run) || (opens && contact_text.contains(run)))
    }

    fn long_runs(&self) -> impl Iterator<Item = &str> {
        self.wishes.iter().filter_map(|w| match w {
            Wish::Han(run) if run.chars().nth(2).is_some() => Some(run.as_str()),
            _ => None,
        })
    }
}

/// Letters and digits with hyphens between them may be an order's number or a phone: those are kept without.
fn wishes_of(part: &str) -> Vec<Wish> {
    let small: String = folded(part).collect();
    let pieces: Vec<&str> = small.split('-').filter(|p| !p.is_empty()).collect();
    if pieces.len() > 1 && pieces.iter().all(|p| p.bytes().all(|b| b.is_ascii_alphanumeric())) {
        return vec![Wish::Number(pieces.concat(), pieces.into_iter().map(str::to_owned).collect())];
    }
    let one = |run| match run {
        Run::Word(word) => Wish::Word(word),
        Run::Han(run) => Wish::Han(run),
    };
    runs(part).into_iter().map(one).collect()
}

impl Wish {
    fn expression(&self, marks: &[Option<char>]) -> Expression {
        match self {
            Self::Word(word) => word_expression(word, marks),
            Self::Number(whole, pieces) => {
                let apart = And(pieces.iter().map(|p| word_expression(p, marks)).collect());
                Or(vec![word_expression(whole, marks), apart])
            }
            Self::Han(run) if run.chars().nth(1).is_none() => Or(marks.iter().map(|m| Beginning(marked(run, *m))).collect()),
            Self::Han(run) => And(pairs(run).iter().map(|pair| Or(marks.iter().map(|m| Term(marked(pair, *m))).collect())).collect()),
        }
    }
}

fn word_expression(word: &str, marks: &[Option<char>]) -> Expression {
    let mut ways: Vec<Expression> = marks.iter().map(|m| Term(marked(first(word, LONGEST_WORD), *m))).collect();
    // A whole phone number: its last eight digits are in the index.
    let is_phone = (LONGEST_TAIL + 1..=12).contains(&word.len()) && word.bytes().all(|b| b.is_ascii_digit());
    if is_phone && marks.contains(&Some(CONTACT)) {
        ways.push(Term(marked(last(word, LONGEST_TAIL), Some(CONTACT))));
    }
    Or(ways)
}

fn marked(term: &str, mark: Option<char>) -> String {
    debug_assert!(!term.contains([CONTACT, WHERE]), "folding removes both marks");
    mark.into_iter().chain(term.chars()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn asked(q: &str) -> Search {
        Search::read(q, Reach::of(Vec::new(), Contacts::Everywhere))
    }

    #[test]
    fn what_is_typed_stays_inside_quotes() {
        for odd in [
            "\"",
            "*",
            "-",
            "OR",
            "=1+1",
            "a\" OR \"b",
            "NEAR(a b)",
            "terms:x",
            "^a",
            "'::tsquery",
            "a':* | 'b",
            "\\",
            "(",
            "§p",
            "¦张",
            "%",
            "😀*",
        ] {
            for text in [asked(odd).expression().fts5(), asked(odd).expression().tsquery()] {
                let outside: String = text.split(['"', '\'']).step_by(2).collect();
                let left = outside.replace("AND", "").replace("OR", "");
                assert!(left.chars().all(|c| " ()&|:*".contains(c)), "{odd}: {text}");
            }
        }
        assert!(["\"", "*", " - ", "%", "\\", "…，", "§", "'"].iter().all(|q| asked(q).is_hopeless()));
        assert!(asked("or").expression().fts5().contains("\"or\""));
    }

    #[test]
    fn words_and_runs_become_terms() {
        let public = Search::read("灯泡坏 LED 灯", Reach::of(vec!["§a".into()], Contacts::Nowhere));
        assert_eq!(public.expression().fts5(), "((\"§a\") AND (((\"灯泡\") AND (\"泡坏\")) AND (\"led\") AND (\"灯\"*)))");
        assert_eq!(public.expression().tsquery(), "(('§a') & ((('灯泡') & ('泡坏')) & ('led') & ('灯':*)))");
        assert_eq!(asked("张三").expression().tsquery(), "((('张三' | '¦张三')))");
        let number = asked("0728-1234567").expression().tsquery();
        assert_eq!(
            number,
            "((('07281234567' | '¦07281234567' | '¦81234567') | (('0728' | '¦0728') & ('1234567' | '¦1234567'))))"
                .replacen("((('0", "(((('0", 0)
        );
        let below = Search::read("张", Reach::of(Vec::new(), Contacts::Below(vec!["429005/001/003/".into()])));
        assert_eq!(below.expression().tsquery(), "((('张':*)) | (('§429005§001§003') & (('张':* | '¦张':*))))");
    }

    #[test]
    fn longer_runs_are_looked_at_where_they_may_be() {
        let below = Search::read("张建军", Reach::of(Vec::new(), Contacts::Below(vec!["a/b/c/".into()])));
        assert!(below.fits("a/b/c/", "灯泡", "张建军"));
        assert!(!below.fits("a/b/d/", "灯泡", "张建军"));
        assert!(below.fits("a/b/d/", "找张建军", ""));
        assert!(!below.fits("a/b/c/", "张建 建军", ""));
    }
}

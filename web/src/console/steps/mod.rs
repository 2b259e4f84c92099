//! Steps of orders, rectifications, whistles and appeals as forms: a row of a table says what a step asks, one form draws them all.

mod answers;
mod ask;
mod fields;
mod form;
#[cfg(test)]
mod form_tests;
mod panel;
mod spoken;
mod taking;
mod texts;

pub use ask::{Ask, Kind, Opt, Spoken, opt};
pub use fields::Asked;
pub use form::{Shape, StepForm};
pub use panel::{StepPanel, Steps};
pub use taking::Taking;
pub use texts::{Texts, with_text};

use crate::i18n::tr;
use crate::orders::grade;

/// Yes or no, in these words.
pub fn either(yes: String, no: String) -> Kind {
    Kind::Choice(vec![opt(true, yes), opt(false, no)])
}

/// Yes or no.
pub fn yes_no() -> Kind {
    either(tr!(common.yes), tr!(steps.no))
}

/// The five grades, the best first.
pub fn grades() -> Kind {
    Kind::Choice((1..=5).rev().map(|n: i16| opt(n, format!("{n} · {}", grade(n)))).collect())
}

/// Every word of an enum with its words.
pub fn words_of<T: Copy + std::fmt::Display>(all: &[T], words: impl Fn(T) -> String) -> Vec<Opt> {
    all.iter().map(|value| opt(value.to_string(), words(*value))).collect()
}

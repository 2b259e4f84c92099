//! What somebody has typed so far: kept on the device, so that a reload, a dead spot or a failed send loses nothing.

use crate::api::Attempt;
use crate::ui::when::DayPart;
use chrono::NaiveDate;
use contract::form::Answers;
use contract::menu::MenuItem;
use contract::orders::{NewContact, NewOrder};
use contract::{FieldProblem, OrgUnitId, form};
use serde::{Deserialize, Serialize};
use serde_json::Value;

/// Days a draft stays on the device; a telephone may be handed on.
pub const KEEP_DAYS: i64 = 7;

/// An order that is being written.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Draft {
    pub text: String,
    pub answers: Answers,
    pub name: String,
    pub phone: String,
    pub address: String,
    /// Day on which somebody is at home, `2026-11-25`; empty when any day will do.
    pub day: String,
    /// Part of that day, a word of `DayPart`.
    pub part: String,
    /// Last day of the device on which it was changed.
    pub saved_on: String,
    /// The last try to send it.
    pub attempt: Option<Attempt>,
}

/// The three screens.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Screen {
    What,
    Where,
    Check,
}

impl Screen {
    /// As it stands in the address bar: 1, 2, 3.
    pub fn of(word: &str) -> Option<Self> {
        match word {
            "1" => Some(Self::What),
            "2" => Some(Self::Where),
            "3" => Some(Self::Check),
            _ => None,
        }
    }

    /// 1, 2, 3.
    pub const fn number(self) -> u8 {
        match self {
            Self::What => 1,
            Self::Where => 2,
            Self::Check => 3,
        }
    }

    /// The screen on which a field stands; what stands on none is shown with the last.
    pub fn of_pointer(pointer: &str) -> Self {
        if pointer == "/text" || pointer.starts_with("/answers") {
            Self::What
        } else if pointer.starts_with("/contact") || pointer.starts_with("/expected") {
            Self::Where
        } else {
            Self::Check
        }
    }
}

impl Draft {
    /// Whether it is too old to be taken up again.
    pub fn is_stale(&self, today: NaiveDate, keep_days: i64) -> bool {
        self.saved_on.parse::<NaiveDate>().map_or(true, |day| (today - day).num_days() > keep_days)
    }

    /// The request it stands for. Blank answers are left out; the window is absent when any time will do.
    pub fn order(&self, item: &MenuItem, community_id: OrgUnitId) -> NewOrder {
        let window = self.day.parse::<NaiveDate>().ok().and_then(|day| DayPart::of(&self.part).window(day));
        NewOrder {
            item_id: item.id,
            community_id,
            text: self.text.trim().to_owned(),
            answers: self.answers.iter().filter(|(_, v)| !is_blank(v)).map(|(k, v)| (k.clone(), v.clone())).collect(),
            contact: NewContact { name: self.name.trim().to_owned(), phone: digits(&self.phone), address: self.address.trim().to_owned() },
            expected_from: window.map(|w| w.0),
            expected_to: window.map(|w| w.1),
            submit: true,
            on_behalf: false,
            consent: None,
        }
    }

    /// What is wrong so far, by the contract's own rules, in the order of the screens. `today` is the day in China.
    pub fn problems(&self, item: &MenuItem, community_id: OrgUnitId, today: NaiveDate) -> Vec<FieldProblem> {
        let order = self.order(item, community_id);
        let mut problems = crate::ui::problems_of(&order);
        problems.extend(form::problems(&item.form, &order.answers, today));
        if item.is_custom && !problems.iter().any(|p| p.pointer == "/text") {
            problems.extend(form::custom_text_problem(&order.text));
        }
        problems.sort_by_key(|p| (Screen::of_pointer(&p.pointer), rank(&p.pointer, item)));
        problems
    }

    /// The key for this body: the old one when the same is sent again, otherwise what `fresh` gives.
    pub fn key_for(&mut self, body: &str, fresh: impl FnOnce() -> String) -> String {
        Attempt::key_for(&mut self.attempt, body, fresh)
    }
}

fn is_blank(value: &Value) -> bool {
    match value {
        Value::Null => true,
        Value::String(s) => s.trim().is_empty(),
        Value::Array(a) => a.is_empty(),
        _ => false,
    }
}

/// A number as people type it: with blanks, dashes or the country code.
pub fn digits(phone: &str) -> String {
    let bare: String = phone.chars().filter(|c| !c.is_whitespace() && *c != '-').collect();
    bare.strip_prefix("+86").unwrap_or(&bare).to_owned()
}

/// Where a field stands on its screen, so that the summary lists problems from top to bottom.
fn rank(pointer: &str, item: &MenuItem) -> usize {
    const FIXED: [&str; 3] = ["/contact/name", "/contact/phone", "/contact/address"];
    let code = pointer.strip_prefix("/answers/");
    let in_form = code.and_then(|code| item.form.iter().position(|f| f.code == code));
    // The item's questions come first, then the resident's own words.
    in_form.or_else(|| FIXED.iter().position(|f| *f == pointer)).unwrap_or(usize::MAX)
}

/// What an answer becomes when somebody typed it: a number where a number is asked and one was typed.
pub fn number_or_text(typed: &str) -> Value {
    typed.trim().parse::<i64>().map_or_else(|_| Value::String(typed.to_owned()), Value::from)
}

#[cfg(test)]
#[path = "draft_tests.rs"]
mod tests;

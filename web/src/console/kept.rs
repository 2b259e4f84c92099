//! What was typed on an order's page, for as long as the program is open: a stale order, a page left and come back to, another
//! language or a new sign-in lose nothing. In memory only: it may hold what residents said.

use contract::OrderId;
use contract::orders::{RejectionReason, Urgency};
use leptos::prelude::*;
use serde_json::{Map, Value};
use std::collections::HashMap;

/// Which of the steps with a text is being written.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Panel {
    #[default]
    None,
    Reject,
}

/// What was typed for one order.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Typed {
    pub panel: Panel,
    /// The urgency chosen, once somebody chose one.
    pub urgency: Option<Urgency>,
    pub reason: Option<RejectionReason>,
    pub explanation: String,
}

/// What was typed for the steps of one thing.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Given {
    /// The step that is being written; empty when none is.
    pub opened: String,
    /// By step, then by question.
    pub answers: HashMap<String, Map<String, Value>>,
}

impl Given {
    /// The server has it: nothing is kept of it.
    pub fn sent(&mut self, step: &str) {
        self.answers.remove(step);
        self.opened.clear();
    }

    /// What was written for steps that are not offered any more: which, and the words of it.
    pub fn left_over(&self, offered: &[String]) -> (Vec<String>, String) {
        let steps: Vec<&String> = self.answers.keys().filter(|step| !offered.contains(step)).collect();
        let words = |step: &&String| self.answers.get(*step).into_iter().flat_map(Map::values).filter_map(Value::as_str).map(str::trim);
        let is_written = |text: &&str| text.contains(char::is_whitespace) || !text.is_ascii();
        // Codes of choices are no words; what somebody wrote holds a blank or is Chinese.
        let text = steps.iter().flat_map(words).filter(is_written).collect::<Vec<_>>().join("\n");
        (steps.into_iter().cloned().collect(), text)
    }

    /// Nobody wants it any more.
    pub fn drop_left_over(&mut self, steps: &[String]) {
        self.answers.retain(|step, _| !steps.contains(step));
    }
}

type Orders = HashMap<OrderId, ArcRwSignal<Typed>>;

/// What was typed, by order; and the word of thanks that a page leaves for the next one.
#[derive(Clone, Copy)]
pub struct Kept {
    typed: StoredValue<Orders>,
    /// What was typed for steps, by the thing they are steps of.
    given: StoredValue<HashMap<String, ArcRwSignal<Given>>>,
    flash: RwSignal<Option<String>>,
    /// The list one came from, with its filters.
    list: StoredValue<List>,
}

/// A list and its address.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct List {
    pub is_inbox: bool,
    pub address: String,
}

impl Kept {
    /// Nothing is kept at first.
    pub fn provide() {
        provide_context(Self {
            typed: StoredValue::new(Orders::new()),
            given: StoredValue::new(HashMap::new()),
            flash: RwSignal::new(None),
            list: StoredValue::new(List::default()),
        });
    }

    /// The one of this program.
    pub fn expect() -> Self {
        expect_context()
    }

    /// What was typed for this order.
    pub fn of(self, order: OrderId) -> RwSignal<Typed> {
        let kept = self.typed.try_update_value(|all| all.entry(order).or_insert_with(|| ArcRwSignal::new(Typed::default())).clone());
        RwSignal::from(kept.unwrap_or_else(|| ArcRwSignal::new(Typed::default())))
    }

    /// What was typed for the steps of a thing, which is named by kind and id.
    pub fn given(self, thing: &str) -> RwSignal<Given> {
        let kept =
            self.given.try_update_value(|all| all.entry(thing.to_owned()).or_insert_with(|| ArcRwSignal::new(Given::default())).clone());
        RwSignal::from(kept.unwrap_or_else(|| ArcRwSignal::new(Given::default())))
    }

    /// Whoever signs out leaves nothing behind.
    pub fn forget(self) {
        self.typed.update_value(HashMap::clear);
        self.given.update_value(HashMap::clear);
        self.flash.set(None);
    }

    /// Remembers the list, for the way back to it.
    pub fn at_list(self, is_inbox: bool, address: String) {
        self.list.set_value(List { is_inbox, address });
    }

    /// The list one came from; the inbox when an order was the first page.
    pub fn list(self) -> List {
        let list = self.list.get_value();
        if list.address.is_empty() { List { is_inbox: true, address: "/".to_owned() } } else { list }
    }

    /// Leaves a word for the next page.
    pub fn leave_word(self, text: String) {
        self.flash.set(Some(text));
    }

    /// The word that the last page left, once.
    pub fn take_word(self) -> Option<String> {
        let word = self.flash.get_untracked();
        if word.is_some() {
            self.flash.set(None);
        }
        word
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn what_was_written_for_a_closed_step_is_not_lost() {
        let mut given = Given { opened: "call".into(), ..Given::default() };
        let answers = [("note", json!("说好了")), ("way", json!("fix_now")), ("reached", json!(true))];
        given.answers.insert("call".into(), answers.into_iter().map(|(k, v)| (k.to_owned(), v)).collect());
        assert_eq!(given.left_over(&["call".to_owned()]), (Vec::new(), String::new()));
        let (steps, text) = given.left_over(&[]);
        assert_eq!((steps.len(), text.as_str()), (1, "说好了"));
        given.drop_left_over(&steps);
        assert!(given.answers.is_empty());
        given.sent("call");
        assert_eq!(given, Given::default());
    }
}

//! What was typed on an order's page, for as long as the program is open: a stale order, a page left and come back to, another
//! language or a new sign-in lose nothing. In memory only: it may hold what residents said.

use contract::OrderId;
use contract::orders::{RejectionReason, Urgency};
use leptos::prelude::*;
use std::collections::HashMap;

/// Which of the steps with a text is being written.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Panel {
    #[default]
    None,
    Ask,
    Reject,
}

/// What was typed for one order.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Typed {
    pub panel: Panel,
    /// The urgency chosen, once somebody chose one.
    pub urgency: Option<Urgency>,
    pub question: String,
    pub reason: Option<RejectionReason>,
    pub explanation: String,
}

type Orders = HashMap<OrderId, ArcRwSignal<Typed>>;

/// What was typed, by order; and the word of thanks that a page leaves for the next one.
#[derive(Clone, Copy)]
pub struct Kept {
    typed: StoredValue<Orders>,
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

    /// Whoever signs out leaves nothing behind.
    pub fn forget(self) {
        self.typed.update_value(HashMap::clear);
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

//! What the people around an order are told by SMS, queued in the transaction of the step.

use super::queries::OrderRow;
use super::steps::Desk;
use crate::platform::calendar::spoken;
use crate::platform::db::Conn;
use crate::platform::error::ApiResult;
use crate::platform::outbox;
use crate::platform::sms::{Message, Template};
use std::collections::BTreeMap;

/// A message to the requester of an order.
pub struct Notice {
    template: Template,
    values: BTreeMap<String, String>,
}

impl Notice {
    /// A message by template.
    pub fn new(template: Template) -> Self {
        Self { template, values: BTreeMap::new() }
    }

    /// Adds a value.
    #[must_use]
    pub fn with(mut self, name: &str, value: impl Into<String>) -> Self {
        self.values.insert(name.to_owned(), value.into());
        self
    }

    /// Queues it for the requester. `number`, `item` and `due` are filled in where the text asks for them.
    pub fn to_requester(self, tx: &mut Conn, desk: &Desk, row: &OrderRow) -> ApiResult<()> {
        let phone = row.contact_phone.clone();
        self.send(tx, desk, row, phone)
    }

    /// Queues it for another number.
    pub fn send(mut self, tx: &mut Conn, desk: &Desk, row: &OrderRow, phone: String) -> ApiResult<()> {
        let text = self.template.text();
        self.values.insert("number".into(), row.number.clone());
        if text.contains("{item}") {
            let name = desk.shelf.item(tx, row.item_id)?.map(|i| i.name.clone());
            self.values.insert("item".into(), name.unwrap_or_else(String::new));
        }
        if text.contains("{due}") && !self.values.contains_key("due") {
            self.values.insert("due".into(), spoken(row.deadline.unwrap_or(row.due_at)));
        }
        let message = Message { phone, template: self.template, values: self.values };
        outbox::push_sms(tx, &format!("order/{}", row.id), &message, desk.now)
    }
}

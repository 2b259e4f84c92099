//! What the people around an order are told, in the transaction of the step.

use super::queries::OrderRow;
use super::steps::Desk;
use crate::notices::{self, News, To};
use crate::platform::db::Conn;
use crate::platform::error::ApiResult;
use crate::platform::messages;
use crate::platform::sms::Template;
use chrono::{DateTime, Utc};
use contract::orders::Urgency;
use std::collections::BTreeMap;

/// Something to tell about an order.
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

    /// Adds an instant, which each reads in their language.
    #[must_use]
    pub fn at(self, name: &str, at: DateTime<Utc>) -> Self {
        self.with(name, notices::instant(at))
    }

    /// Tells the requester: in their inbox, and under the number given with the order. `number`, `item` and `due` are filled in where
    /// the text asks for them.
    pub fn to_requester(self, tx: &mut Conn, desk: &Desk, row: &OrderRow) -> ApiResult<()> {
        self.tell(tx, desk, row, To::Number { phone: &row.contact_phone, person: Some(row.requester_id) })
    }

    /// Tells somebody else, under their number and in their inbox.
    pub fn send(self, tx: &mut Conn, desk: &Desk, row: &OrderRow, phone: String) -> ApiResult<()> {
        self.tell(tx, desk, row, To::Number { phone: &phone, person: None })
    }

    /// Tells whom you like. What is a danger to life or property does not wait for the end of the quiet hours.
    pub fn tell(self, tx: &mut Conn, desk: &Desk, row: &OrderRow, to: To<'_>) -> ApiResult<()> {
        let (kind, asks_for) = (self.template, |name: &str| messages::names(self.template, name));
        let mut news = News::new(kind).about(row.id).urgent(row.urgency == Urgency::Danger).with("number", &row.number);
        if asks_for("item")
            && let Some(item) = desk.shelf.item(tx, row.item_id)?
        {
            news = news.with("item", &item.name).with("item_en", &item.name_en);
        }
        if asks_for("due") {
            news = news.at("due", row.deadline.unwrap_or(row.due_at));
        }
        let news = self.values.iter().fold(news, |news, (name, value)| news.with(name, value));
        notices::tell(tx, &desk.config.notices, desk.now, to, &news)
    }
}

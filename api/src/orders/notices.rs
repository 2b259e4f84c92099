//! What the people around an order are told, in the transaction of the step.

use super::followers;
use super::queries::OrderRow;
use super::steps::Desk;
use crate::notices::{self, News, To};
use crate::platform::db::Conn;
use crate::platform::error::ApiResult;
use crate::platform::messages;
use crate::platform::sms::Template;
use chrono::{DateTime, Utc};
use contract::orders::{OrderAction, Urgency};
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

/// What those who follow an order are told of a step, in both languages; `None` for steps that are no news to them.
const fn news(action: OrderAction) -> Option<(&'static str, &'static str)> {
    Some(match action {
        OrderAction::Accept => ("已受理", "is accepted"),
        OrderAction::Take => ("已有队伍接单", "has a team"),
        OrderAction::Complete | OrderAction::WhistleSolved => ("已办结，您可以评价", "is done; you can rate it"),
        OrderAction::Reopen | OrderAction::CallUnsolved => ("没有解决，重新办理", "was not solved and is worked on again"),
        OrderAction::Reject => ("未能受理", "could not be accepted"),
        OrderAction::Overturn => ("经街道复核，重新受理", "is looked at again after a review by the street"),
        OrderAction::Refer => ("已转其他渠道办理", "was handed to another channel"),
        OrderAction::Whistle => ("已交有关部门办理", "is with the departments in charge"),
        OrderAction::Withdraw => {
            ("已由点单人撤回，您仍有需要时请自己点单", "was withdrawn by whoever ordered it; order yourself if you still need it")
        }
        OrderAction::CloseUnreached => ("已结束", "has ended"),
        _ => return None,
    })
}

/// Tells everybody who follows an order of a step, without a word of the person who ordered it.
pub fn tell_followers(tx: &mut Conn, desk: &Desk, row: &OrderRow, action: OrderAction) -> ApiResult<()> {
    let Some((zh, en)) = news(action) else { return Ok(()) };
    for (person, phone) in followers::of_order(tx, row.id)? {
        let to = To::Number { phone: &phone, person: Some(person) };
        Notice::new(Template::FollowedOrder).with("news", zh).with("news_en", en).tell(tx, desk, row, to)?;
    }
    Ok(())
}

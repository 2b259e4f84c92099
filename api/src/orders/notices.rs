//! What the people around an order are told by SMS, queued in the transaction of the step.

use super::followers;
use super::queries::OrderRow;
use super::steps::Desk;
use crate::platform::calendar::spoken;
use crate::platform::db::Conn;
use crate::platform::error::ApiResult;
use crate::platform::outbox;
use crate::platform::sms::{Message, Template};
use contract::orders::OrderAction;
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
        if text.contains("{number}") {
            self.values.insert("number".into(), row.number.clone());
        }
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

/// What those who follow an order are told of a step; `None` for steps that are no news to them.
fn news(action: OrderAction, row: &OrderRow) -> Option<String> {
    Some(match action {
        OrderAction::Accept => format!("已受理，承诺 {} 前办结", spoken(row.deadline.unwrap_or(row.due_at))),
        OrderAction::Take => "已有队伍接单".to_owned(),
        OrderAction::Complete => "已办结，您可以评价".to_owned(),
        OrderAction::Reopen | OrderAction::CallUnsolved => "没有解决，重新办理".to_owned(),
        OrderAction::Reject => "未能受理".to_owned(),
        OrderAction::Overturn => "经街道复核，重新受理".to_owned(),
        OrderAction::Refer => "已转其他渠道办理".to_owned(),
        OrderAction::Whistle => "已交有关部门办理".to_owned(),
        OrderAction::Withdraw => "已由点单人撤回，您仍有需要时请自己点单".to_owned(),
        OrderAction::CloseUnreached => "已结束".to_owned(),
        _ => return None,
    })
}

/// Tells everybody who follows an order of a step, without a word of the person who ordered it.
pub fn tell_followers(tx: &mut Conn, desk: &Desk, row: &OrderRow, action: OrderAction) -> ApiResult<()> {
    let Some(news) = news(action, row) else { return Ok(()) };
    for (_, phone) in followers::of_order(tx, row.id)? {
        Notice::new(Template::FollowedOrder).with("news", &news).send(tx, desk, row, phone)?;
    }
    Ok(())
}

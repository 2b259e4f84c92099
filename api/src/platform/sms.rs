//! SMS: templates with parameters, and a driver that sends them. The default driver writes them to the log.

use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use std::sync::Mutex;

/// A message to a mobile number.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Message {
    pub phone: String,
    pub template: Template,
    pub values: BTreeMap<String, String>,
}

contract::plain_words! {
    /// The texts that may be sent; vendors ask for each to be approved beforehand.
    Template {
        SignInCode = "sign_in_code",
        OrderReceived = "order_received",
        OrderAccepted = "order_accepted",
        OrderQuestion = "order_question",
        OrderRejected = "order_rejected",
        OrderTaken = "order_taken",
        OrderDone = "order_done",
        ConfirmReminder = "confirm_reminder",
        OrderClosed = "order_closed",
        TeamOffer = "team_offer",
        OrderReviewed = "order_reviewed",
        OrderReferred = "order_referred",
        OrderMerged = "order_merged",
        FollowedOrder = "followed_order",
        OrderUrged = "order_urged",
        WishPublished = "wish_published",
        WishRejected = "wish_rejected",
        WishClaimed = "wish_claimed",
    }
}

impl Template {
    /// The text, with `{names}` of values.
    pub const fn text(self) -> &'static str {
        match self {
            Self::SignInCode => "【双报到】验证码 {code}，{minutes} 分钟内有效，请勿告诉他人。",
            Self::OrderReceived => "【双报到】您的点单 {number}（{item}）已收到，社区将在 {due} 前答复。",
            Self::OrderAccepted => "【双报到】您的点单 {number}（{item}）已受理，承诺 {due} 前办结。",
            Self::OrderQuestion => "【双报到】关于点单 {number}，社区想请您补充：{question}",
            Self::OrderRejected => "【双报到】点单 {number} 未能受理：{explanation}",
            Self::OrderTaken => "【双报到】点单 {number} 由{team}{person}负责，承诺 {due} 前办结。",
            Self::OrderDone => "【双报到】点单 {number}（{item}）已办结，请确认并评价：{link}",
            Self::ConfirmReminder => "【双报到】点单 {number} 等待您确认是否解决：{link}",
            Self::OrderClosed => "【双报到】点单 {number} 未收到您的确认，已按联系不上结束，不计入解决率。需要时可再次点单。",
            Self::TeamOffer => "【双报到】{team}：新派单 {number}（{item}，{community}），请在 {due} 前接单或说明理由。",
            Self::OrderReviewed => "【双报到】点单 {number} 街道复核结果：{decision}。{explanation}",
            Self::OrderReferred => "【双报到】点单 {number} 已转{channel}办理{receipt}：{explanation}",
            Self::OrderMerged => "【双报到】您的点单（{item}）与另一件是同一事项，已合并办理，进展会通知您，办结后您也可以评价。",
            Self::FollowedOrder => "【双报到】您关注的点单（{item}）{news}。",
            Self::OrderUrged => "【双报到】点单 {number}（{item}）被催办，已催 {times} 次，请尽快处理。",
            Self::WishPublished => "【双报到】您的微心愿 {number} 已核实并公布，有队伍认领时会通知您。",
            Self::WishRejected => "【双报到】您的微心愿 {number} 未能公布：{explanation}",
            Self::WishClaimed => "【双报到】您的微心愿 {number} 已由{team}认领，承诺 {due} 前办结。",
        }
    }
}

impl Message {
    /// The text as it is read.
    pub fn render(&self) -> String {
        self.values.iter().fold(self.template.text().to_owned(), |text, (name, value)| text.replace(&format!("{{{name}}}"), value))
    }
}

/// Sends messages. Drivers of vendors implement it.
pub trait Sms: Send + Sync {
    /// Sends one message; an error is tried again later.
    fn send(&self, message: &Message) -> Result<(), String>;
}

/// Writes messages to the log: for trying things out.
pub struct LogSms;

impl Sms for LogSms {
    fn send(&self, message: &Message) -> Result<(), String> {
        tracing::info!(target: "sms", phone = message.phone, "{}", message.render());
        Ok(())
    }
}

/// Keeps messages, for tests.
#[derive(Default)]
pub struct KeptSms(Mutex<Vec<Message>>);

impl KeptSms {
    /// All messages so far.
    pub fn all(&self) -> Vec<Message> {
        self.0.lock().map(|m| m.clone()).unwrap_or_else(|poisoned| poisoned.into_inner().clone())
    }
}

impl Sms for KeptSms {
    fn send(&self, message: &Message) -> Result<(), String> {
        let mut kept = self.0.lock().map_err(|e| e.to_string())?;
        kept.push(message.clone());
        Ok(())
    }
}

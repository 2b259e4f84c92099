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
        OrderWaiting = "order_waiting",
        ExtensionAsked = "extension_asked",
        ExtensionGranted = "extension_granted",
        StageReminder = "stage_reminder",
        StageOverdue = "stage_overdue",
        StageEscalated = "stage_escalated",
        RectificationOpened = "rectification_opened",
        RectificationOverdue = "rectification_overdue",
        RectificationFeedback = "rectification_feedback",
        WhistleBlown = "whistle_blown",
        WhistleOverdue = "whistle_overdue",
        OfferTaken = "offer_taken",
        TeamNamed = "team_named",
        ObjectionReviewed = "objection_reviewed",
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
            Self::OrderWaiting => "【双报到】点单 {number}（{item}）暂缓办理：{note}最迟 {until} 继续。",
            Self::ExtensionAsked => "【双报到】点单 {number}（{item}）申请延期至 {until}，请审批。",
            Self::ExtensionGranted => "【双报到】点单 {number}（{item}）延期至 {due} 前办结：{reason}",
            Self::StageReminder => "【双报到】点单 {number}（{item}）{stage}时限已过 {percent}%，请在 {due} 前处理。",
            Self::StageOverdue => "【双报到】点单 {number}（{item}）{stage}已超过时限 {due}，请立即处理。",
            Self::StageEscalated => "【双报到】点单 {number}（{item}）{stage}自 {due} 起超时仍未处理，请督办。",
            Self::RectificationOpened => "【双报到】点单 {number}（{item}）有一条差评待回访，请在 {due} 前由未经办人员联系。",
            Self::RectificationOverdue => "【双报到】点单 {number} 的整改已超期（应于 {due} 前完成），请立即处理。",
            Self::RectificationFeedback => "【双报到】关于点单 {number} 的评价，整改反馈：{feedback} 您可再次评价：{link}",
            Self::WhistleBlown => "【双报到】{community}吹哨，请{unit}在 {due} 前响应（点单 {number}）。",
            Self::WhistleOverdue => "【双报到】{unit}未在 {due} 前响应{community}的吹哨（点单 {number}）。",
            Self::OfferTaken => "【双报到】{team}：派单 {number}（{item}）已由其他队伍接单，本次派单已撤回。",
            Self::TeamNamed => {
                "【双报到】{team}：派单 {number}（{item}，{community}）多次未接，书记指定由贵队承办，请在 {due} 前接单；如有异议可提一次。"
            }
            Self::ObjectionReviewed => "【双报到】{team}：对派单 {number} 的异议{decision}：{review}",
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

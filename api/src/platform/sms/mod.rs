//! SMS: a template with values, and a driver that sends it: to a gateway over HTTP, or into the log.

mod http;

use super::messages::{self, Values};
use crate::config;
use contract::check;
use contract::notices::Language;
use futures_util::future::BoxFuture;
use serde::{Deserialize, Serialize};
use std::sync::{Arc, Mutex, PoisonError};

/// The texts that may be sent; vendors ask for each to be approved beforehand.
pub use contract::notices::NoticeKind as Template;

/// A message to a mobile number.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Message {
    pub phone: String,
    pub template: Template,
    pub values: Values,
    /// Chinese where an older program has written the message.
    #[serde(default = "chinese")]
    pub language: Language,
}

const fn chinese() -> Language {
    Language::Zh
}

/// Why a message did not go out.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Undelivered {
    /// Tried again later.
    Again(String),
    /// Another try would end the same way: it is left for a person to look at.
    Never(String),
}

impl From<&str> for Undelivered {
    fn from(why: &str) -> Self {
        Self::Again(why.to_owned())
    }
}

/// How sending ended.
pub type Sent = Result<(), Undelivered>;

impl Message {
    /// The text as it is read, with the signature that vendors demand.
    pub fn render(&self) -> String {
        let signature = match self.language {
            Language::Zh => "【双报到】",
            Language::En => "[Shuangbaodao] ",
        };
        format!("{signature}{}", messages::brief(self.template, self.language, &self.values))
    }

    /// The same without what opens a door: codes and signed links.
    pub fn without_secrets(&self) -> Self {
        let mut shown = self.clone();
        for name in ["code", "link"] {
            shown.values.entry(name.to_owned()).and_modify(|value| "***".clone_into(value));
        }
        shown
    }
}

/// Sends messages. Drivers of vendors implement it.
pub trait Sms: Send + Sync {
    /// Sends one message.
    fn send<'a>(&'a self, message: &'a Message) -> BoxFuture<'a, Sent>;
}

/// The driver that the configuration asks for.
pub fn of(rules: &config::Sms) -> Result<Arc<dyn Sms>, reqwest::Error> {
    if rules.url.is_empty() {
        return Ok(Arc::new(LogSms { in_clear: rules.log_in_clear }));
    }
    Ok(Arc::new(http::HttpSms::new(rules)?))
}

/// Writes messages to the log: for trying things out.
pub struct LogSms {
    /// With number, code and link. Otherwise the log tells that something was sent, and nobody could sign in with it.
    pub in_clear: bool,
}

impl Sms for LogSms {
    fn send<'a>(&'a self, message: &'a Message) -> BoxFuture<'a, Sent> {
        if self.in_clear {
            tracing::info!(target: "sms", phone = message.phone, "{}", message.render());
        } else {
            tracing::info!(target: "sms", phone = check::mask_phone(&message.phone), "{}", message.without_secrets().render());
        }
        Box::pin(std::future::ready(Ok(())))
    }
}

/// Keeps messages, for tests.
#[derive(Default)]
pub struct KeptSms(Mutex<Vec<Message>>);

impl KeptSms {
    /// All messages so far.
    pub fn all(&self) -> Vec<Message> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }
}

impl Sms for KeptSms {
    fn send<'a>(&'a self, message: &'a Message) -> BoxFuture<'a, Sent> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).push(message.clone());
        Box::pin(std::future::ready(Ok(())))
    }
}

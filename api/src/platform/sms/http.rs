//! A gateway over HTTP: one POST a message. What a vendor wants beyond that is done by a small proxy before it.

use super::{Message, Sent, Sms, Undelivered};
use crate::config;
use futures_util::future::BoxFuture;
use reqwest::{Client, Response, StatusCode, redirect};
use serde_json::{Value, json};
use std::time::Duration;

/// Posts messages as JSON.
pub struct HttpSms {
    client: Client,
    rules: config::Sms,
}

impl HttpSms {
    /// With the configured address, secret and time limit. Redirects are not followed: the secret goes to one address only.
    pub fn new(rules: &config::Sms) -> Result<Self, reqwest::Error> {
        let limit = Duration::from_secs(rules.timeout_seconds);
        let client = Client::builder().timeout(limit).connect_timeout(limit).redirect(redirect::Policy::none()).build()?;
        Ok(Self { client, rules: rules.clone() })
    }
}

/// `{phone, template, language, values, text}`: vendors with approved templates use `template` and `values`, others `text`.
fn body(message: &Message) -> Value {
    json!({
        "phone": message.phone,
        "template": message.template,
        "language": message.language,
        "values": message.values,
        "text": message.render(),
    })
}

impl Sms for HttpSms {
    fn send<'a>(&'a self, message: &'a Message) -> BoxFuture<'a, Sent> {
        let request = self.client.post(&self.rules.url).header(&self.rules.secret_header, &self.rules.secret).json(&body(message));
        // Neither the address nor the body of an answer goes into the log or the database: both may hold the number.
        Box::pin(async move {
            let answer = request.send().await;
            answer.map_err(|e| Undelivered::Again(format!("the gateway cannot be reached: {}", e.without_url()))).and_then(|r| judged(&r))
        })
    }
}

/// A gateway that is busy or broken may take it later; one that refuses the message will refuse it again.
fn judged(answer: &Response) -> Sent {
    let (status, why) = (answer.status(), format!("the gateway answers {}", answer.status().as_u16()));
    match status {
        _ if status.is_success() => Ok(()),
        StatusCode::REQUEST_TIMEOUT | StatusCode::TOO_MANY_REQUESTS => Err(Undelivered::Again(why)),
        _ if status.is_client_error() => Err(Undelivered::Never(why)),
        _ => Err(Undelivered::Again(why)),
    }
}

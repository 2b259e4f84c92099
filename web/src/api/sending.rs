//! A change ready to be sent. Pages make one for each of their steps; the way out is one for all of them.

use super::client::json;
use super::{Answer, Api};
use serde::Serialize;

/// Where it goes, and what is in it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sending {
    pub path: String,
    pub body: String,
}

impl Sending {
    /// This body to this path.
    pub fn new<B: Serialize>(path: String, body: &B) -> Self {
        Self { path, body: json(body) }
    }
}

/// Sends it under this key; the reply as it came.
pub async fn send(api: Api, sending: &Sending, key: &str) -> Answer<String> {
    api.post_text(&sending.path, sending.body.clone(), key).await
}

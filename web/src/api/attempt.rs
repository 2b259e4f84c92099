//! A try to send: the same body goes out under the same key, so that a lost answer never does a thing twice.

use serde::{Deserialize, Serialize};

/// The last try.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Attempt {
    pub key: String,
    /// The body the key belongs to.
    pub body: String,
}

impl Attempt {
    /// The key for this body: the old one when the same is sent again, otherwise what `fresh` gives.
    pub fn key_for(last: &mut Option<Self>, body: &str, fresh: impl FnOnce() -> String) -> String {
        let same = last.as_ref().filter(|a| a.body == body).map(|a| a.key.clone());
        let key = same.unwrap_or_else(fresh);
        *last = Some(Self { key: key.clone(), body: body.to_owned() });
        key
    }
}

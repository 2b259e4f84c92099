//! Streams of events (`text/event-stream`): that there is a new notice, that an order one sees is at another version. Nothing else
//! travels: whoever gets an event asks the API, which knows what they may see.
//!
//! The database is the source: one loop a process looks at what has changed, at once after a commit of its own and every few seconds
//! for those of other processes. The id of an event is the instant of the change in microseconds. Whoever comes back with
//! `Last-Event-ID` is told everything since, and a little before it: an event may come twice, never not at all.

pub mod feed;
pub mod handler;
mod hub;
mod stream;

pub use hub::Hub;

use actix_web::web::Bytes;
use chrono::{DateTime, Utc};
use contract::notices::Unread;
use serde::Serialize;

/// One event as it travels.
fn event(name: &str, at: DateTime<Utc>, data: &impl Serialize) -> Bytes {
    let data = serde_json::to_string(data).unwrap_or_default();
    Bytes::from(format!("id: {}\nevent: {name}\ndata: {data}\n\n", at.timestamp_micros()))
}

/// The first event of a stream: from here on nothing is missed.
fn ready(at: DateTime<Utc>, unread: i64) -> Bytes {
    let first = event("ready", at, &Unread { unread });
    [b"retry: 3000\n".as_slice(), &first].concat().into()
}

/// Too much has changed to tell it one by one: read again what is on the screen.
fn reload(at: DateTime<Utc>) -> Bytes {
    event("reload", at, &serde_json::json!({}))
}

/// Shows that both sides live, and moves on the id to come back with.
fn heartbeat(at: DateTime<Utc>) -> Bytes {
    Bytes::from(format!(": alive\nid: {}\n\n", at.timestamp_micros()))
}

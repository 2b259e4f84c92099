//! The client of `/api/v1`, one file a room. It renews the access token in time and once more when it is refused, tells
//! a problem from a lost connection, and sends every change under an idempotency key.

pub mod accounts;
pub mod activities;
pub mod check_ins;
pub mod desk;
pub mod following;
pub mod hosting;
pub mod menu;
pub mod notices;
pub mod orders;
pub mod org;
pub mod photos;
pub mod pictures;
pub mod posts;
pub mod queues;
pub mod ratings;
pub mod records;
pub mod rectifications;
pub mod rules;
pub mod tasks;
pub mod texts;
pub mod units;
pub mod wishes;

mod attempt;
mod client;
mod events;
mod json;
mod sending;
mod upload;

pub use attempt::Attempt;
pub use client::{Answer, Api, Failure, fresh_key, now, pause, run};
pub use events::{Event, follow};
pub use json::read;
pub use sending::{Sending, send};

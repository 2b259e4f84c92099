//! What every room stands on: the database executor, problems, who calls, valid input, pages, time, audit and outbox.
//! A room uses it freely; it knows no room but `accounts`, which tells it who a session belongs to.

pub mod audit;
pub mod auth;
pub mod calendar;
pub mod clock;
pub mod db;
pub mod document;
pub mod error;
pub mod extract;
pub mod form;
pub mod http;
pub mod idempotency;
pub mod mail;
pub mod messages;
pub mod outbox;
pub mod paging;
pub mod passwords;
pub mod problems;
pub mod quiet;
pub mod request;
pub mod scope;
pub mod sms;
#[cfg(test)]
mod tests;
pub mod tokens;

//! 双报到双服务: the back end. `app` puts it together; each room of the programme is a module of its own.

pub mod accounts;
pub mod app;
pub mod cli;
pub mod config;
pub mod dispatch;
#[cfg(test)]
mod drift;
pub mod guide;
pub mod menu;
pub mod orders;
pub mod org;
pub mod platform;
#[cfg(test)]
mod policy;
pub mod ratings;
pub mod schema;
pub mod seed;
pub mod server;
#[cfg(test)]
mod testing;
pub mod wishes;

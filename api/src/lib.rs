//! 双报到双服务: the back end. `app` puts it together; each room of the programme is a module of its own.

pub mod accounts;
pub mod activities;
pub mod app;
pub mod callbacks;
pub mod check_ins;
pub mod cli;
pub mod config;
pub mod desk;
pub mod dispatch;
#[cfg(test)]
mod drift;
pub mod guide;
pub mod menu;
pub mod notices;
pub mod orders;
pub mod org;
pub mod photos;
pub mod platform;
#[cfg(test)]
mod policy;
pub mod posts;
pub mod projects;
pub mod ratings;
pub mod records;
pub mod rectifications;
pub mod schema;
pub mod seed;
pub mod server;
#[cfg(test)]
mod testing;
pub mod texts;
pub mod whistles;
pub mod wishes;

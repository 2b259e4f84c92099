//! The staff's program, desktop first: an inbox ordered by what is due first, a list whose filters live in the address bar, one
//! view of an order with the steps that are open, and dispatch with the candidates and why.

mod bulk;
mod clock;
mod dispatch;
mod entry;
mod frame;
mod gallery;
mod gate;
mod inbox;
mod kept;
mod keys;
mod left;
mod list;
mod menu;
mod order;
mod posts;
mod queues;
mod route;
mod rules;
mod seat;
mod service;
mod steps;
mod table;
mod texts;
mod tree;
mod way;
mod ways;
mod words;

pub use frame::{App, KeepApp, ServiceApp};

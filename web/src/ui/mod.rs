//! What the pages of both programs are put together from: the building blocks, waiting and failing, times in words, how the
//! page is shown, what the device remembers, and the rules of the contract as field problems.

mod bits;
mod display;
mod encode;
mod heading;
pub mod lean;
mod loading;
mod names;
mod notices;
mod picture;
mod problems;
mod question;
pub mod spans;
pub mod spoken;
mod start;
pub mod store;
mod told;
pub mod when;

pub use crate::api::now;
pub use bits::{Banner, Notices, Segments, SignInFirst, at, begin_at, fact, icon, no_such_page};
pub use display::Display;
pub use encode::{encode, encode64};
pub use heading::{Heading, focus, focus_now};
pub use loading::{More, failed, fetched, load, load_or};
pub use names::{audience, role, spoken_name};
pub use notices::{Bell, InboxOf};
pub use picture::Picture;
pub use problems::problems_of;
pub use question::{Question, Summary, TextStep, field_id};
pub use start::{Skip, Switches, begin, start};
pub use told::Told;

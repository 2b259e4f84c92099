//! The residents' program, phone first: a menu, three screens to order, a page that tracks, a verdict; and the tasks
//! of those who come to help, as a program of their own.

mod call;
mod frame;
mod home;
mod item;
mod me;
mod member;
pub mod mine;
mod notices;
pub mod order;
mod pictures;
mod place;
mod route;
mod sign_in;
mod step;
mod tasks;
mod together;

pub use frame::{App, MemberApp, MineApp, TeamApp, TogetherApp};

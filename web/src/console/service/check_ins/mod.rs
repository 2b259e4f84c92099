//! Check-ins of units and members: the desk's queue, and one with its steps.

mod list;
mod page;
mod steps;

pub use list::{CheckInsPage, whose};
pub use page::CheckInPage;

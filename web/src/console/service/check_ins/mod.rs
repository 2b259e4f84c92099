//! Check-ins of units and members, from the desk's side.

mod list;

pub use list::CheckInsPage;

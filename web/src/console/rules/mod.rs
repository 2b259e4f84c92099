//! The rules of dispatching: in their order, as forms, tried on past orders before they hold; and why an order went where it went.

mod draft;
mod editor;
mod explained;
mod list;
mod names;
mod trial;
mod words;

pub use editor::RulePage;
pub use explained::Explained;
pub use list::RulesPage;

//! The rules of dispatching: in their order, as forms, tried on past orders before they hold; and why an order went where it went.

mod explained;
mod names;
mod words;

pub use explained::Explained;

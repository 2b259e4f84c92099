//! What the pages of both programs stand on besides HTML: how the page is shown, and rules of the contract as field problems.

mod display;
mod problems;

pub use display::Display;
pub use problems::problems_of;

//! Pictures of an order: choosing them, sending them, looking at them. They wait in one queue of the program, so that one may go on
//! to another page while they are under way; what was chosen before there is an order waits for it.

mod chosen;
mod grid;
mod picker;
mod preview;
mod words;

pub use chosen::{Of, Queue};
pub use grid::Grid;
pub use picker::Picker;

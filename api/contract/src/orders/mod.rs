//! The order (点单): what a resident asks for, and every step until it is closed.

mod filter;
mod intake;
mod replies;
mod requests;
mod words;

pub use filter::*;
pub use intake::*;
pub use replies::*;
pub use requests::*;
pub use words::*;

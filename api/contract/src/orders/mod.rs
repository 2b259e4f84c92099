//! The order (点单): what a resident asks for, and every step until it is closed.

mod filter;
mod intake;
mod replies;
mod requests;
mod timeline;
mod words;
mod work;

pub use filter::*;
pub use intake::*;
pub use replies::*;
pub use requests::*;
pub use timeline::*;
pub use words::*;
pub use work::*;

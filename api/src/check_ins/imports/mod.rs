//! Lists of members as files: read, shown with what is wrong in which line and column, taken over when somebody says so.

mod apply;
mod columns;
pub mod handlers;
mod queries;
mod read;
mod rows;
mod stale;
pub mod template;
#[cfg(test)]
mod tests;

pub use stale::forget;

#[cfg(test)]
pub use apply::{CHUNK, chunk};

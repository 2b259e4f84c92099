//! One search box: orders by number, name (in characters, pinyin, initials), tail of the phone, address, item and text.
//! Terms are made here, in Rust, and indexed by FTS5 on SQLite and by a GIN on PostgreSQL, so that both find the same.

mod document;
mod index;
mod names;
mod query;
mod terms;
#[cfg(test)]
mod tests;
mod walk;

pub use index::{add, backfill, change, fill, forget, learn};
pub use query::{Reach, Search};
pub use walk::{Candidate, found};

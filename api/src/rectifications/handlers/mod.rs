//! The operations: reading, the steps of those who work on it, the rater's second grade.

pub mod again;
pub mod list;
pub mod take;

//! The operations, one file for each kind.

pub mod board;
pub mod calendars;
pub mod claims;
pub mod people;
pub mod posts;
pub mod presence;
pub mod shifts;

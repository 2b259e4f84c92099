//! The operations of pairings.

pub mod adjuncts;
pub mod lists;
pub mod pairs;
pub mod promises;

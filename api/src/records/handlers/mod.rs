//! The operations.

pub mod certificates;
pub mod ledger;

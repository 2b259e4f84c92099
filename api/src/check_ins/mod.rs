//! 双报到: work units and their members check in with a community.
//! Whoever takes a post stands on this: without an active check-in nobody claims a shift.

mod queries;

pub use queries::{ActiveCheckIn, active_of};

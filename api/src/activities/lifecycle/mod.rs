//! The two state machines of the room, a table and a function each. Pure.

pub mod activity;
pub mod invitation;

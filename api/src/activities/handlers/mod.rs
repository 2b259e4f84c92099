//! The operations, one file for each kind.

pub mod activities;
pub mod invitations;
pub mod people;

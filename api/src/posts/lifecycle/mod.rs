//! The three state machines of the room: a table and a function each.

pub mod claim;
pub mod post;
pub mod shift;

/// On whose behalf a step is taken.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Side {
    /// Whose claim it is.
    Member,
    /// Who receives those who come.
    Host,
    /// Clerk or secretary of the community.
    Desk,
    /// Its secretary.
    Secretary,
    /// A resident with the member's code.
    Resident,
    System,
}

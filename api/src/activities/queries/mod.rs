//! One function, one statement.

pub mod activities;
pub mod invitations;
pub mod sign_ups;

pub use activities::ActivityRow;
pub use invitations::InvitationRow;
pub use sign_ups::SignUpRow;

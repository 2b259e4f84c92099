//! What people have in common: orders of others that one follows, and wishes. A program of its own.

mod confirm;
mod followed;
mod following;
mod make;
mod own;
mod wishes;
mod words;

pub use confirm::ConfirmPage;
pub use followed::FollowedPage;
pub use following::FollowingPage;
pub use make::NewWishPage;
pub use wishes::{WishesPage, published};

//! What people have in common: orders of others that one follows, wishes, activities and projects. A program of its own.

mod activities;
mod confirm;
mod followed;
mod following;
mod make;
mod own;
mod projects;
mod wishes;
mod words;

pub use activities::{ActivitiesPage, ActivityPage};
pub use confirm::ConfirmPage;
pub use followed::FollowedPage;
pub use following::FollowingPage;
pub use make::NewWishPage;
pub use projects::{ProjectPage, ProjectsPage};
pub use wishes::{WishesPage, published};

//! Posts as their desk and their hosts keep them: what is offered, when, who comes, who was there, what people bring along.

mod board;
mod code;
mod forms;
mod list;
mod marks;
mod post;
mod print;
mod qualifications;
mod shifts;
mod words;

pub use board::BoardPage;
pub use list::PostsPage;
pub use post::PostPage;
pub use print::PrintPage;
pub use qualifications::QualificationsPage;
pub use shifts::ShiftsPage;

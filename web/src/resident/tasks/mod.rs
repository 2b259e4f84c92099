//! A team's tasks: from the offer to the completion in three taps (take, contacted, done). Nobody writes a report here.

mod answer;
mod list;
mod mend;
mod onward;
mod page;
mod person;
mod plan;
mod wishes;
mod words;
mod work;

pub use list::TasksPage;
pub use page::TaskPage;

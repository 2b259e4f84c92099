//! One function, one statement.

pub mod applications;
pub mod events;
pub mod plan;
pub mod projects;
pub mod words;

pub use applications::ApplicationRow;
pub use events::EventRow;
pub use plan::{MeasureRow, MilestoneRow, OutcomeRow};
pub use projects::ProjectRow;
pub use words::WordRow;

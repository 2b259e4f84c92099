//! One function, one statement.

pub mod claims;
pub mod people;
pub mod posts;
pub mod shifts;

pub use claims::ClaimRow;
pub use people::{QualificationRow, VolunteerRow};
pub use posts::PostRow;
pub use shifts::{SeriesRow, ShiftRow};

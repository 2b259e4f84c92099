//! Wire types shared by the API and the web front ends: what travels, and the rules a single value must keep.
//! No I/O, no database, no HTTP framework, so that the same file compiles for the server and for the browser.

pub mod accounts;
pub mod activities;
pub mod callbacks;
pub mod check;
pub mod check_ins;
pub mod desk;
pub mod dispatch;
pub mod dispatch_rules;
pub mod explanation;
pub mod form;
pub mod ids;
pub mod json;
pub mod menu;
pub mod notices;
pub mod orders;
pub mod org;
pub mod paging;
pub mod photos;
pub mod posts;
pub mod problem;
pub mod projects;
pub mod ratings;
pub mod records;
pub mod rectifications;
pub mod span;
#[cfg(feature = "diesel")]
pub mod sql;
pub mod texts;
pub mod whistles;
pub mod wishes;
pub mod words;

pub use ids::*;
pub use problem::{FieldProblem, Problem, ProblemCode, ProblemExplanation};
pub use span::Span;
pub use validator::Validate;

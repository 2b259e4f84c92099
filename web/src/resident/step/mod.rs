//! Taking steps with an order: what residents and teams ask for, and what comes of it. A step is a form described by data
//! ([`Field`]) and the [`Sending`](crate::api::Sending) it makes; drawing, checking, keeping what was typed, sending and telling
//! how it went are here, once for all steps.

mod field;
mod form;
mod here;
mod sender;
mod standard;

pub use field::{Field, Filled, Kind};
pub use form::{Form, KEPT, Made, StepForm, Way, gone};
pub use here::{Here, Said, both};
pub use sender::Sender;

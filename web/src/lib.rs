//! The pages of the browser programs. They know the API only through HTTP and the wire types of `contract`.

// Every page is a deep type; the default depth of 128 is not enough for the frame of a program.
#![recursion_limit = "512"]

pub mod accounts;
pub mod api;
pub mod check_ins;
pub mod console;
pub mod form;
pub mod i18n;
pub mod nav;
pub mod orders;
pub mod photos;
pub mod resident;
pub mod session;
pub mod ui;
pub mod wishes;

//! What the black-box tests stand on: the real executable with a city of its own, people who sign in, a real browser.
//! Nothing here knows the code of the server; it knows its command line, its API and its pages.

pub mod api;
pub mod database;
pub mod people;
pub mod place;
pub mod server;
pub mod wait;

//! What the black-box tests stand on: the real executable with a city of its own, people who sign in, a real browser.
//! Nothing here knows the code of the server; it knows its command line, its API and its pages.

pub mod api;
pub mod axe;
pub mod browser;
pub mod database;
pub mod driver;
pub mod keyboard;
pub mod large;
pub mod page;
pub mod people;
pub mod place;
pub mod server;
pub mod shots;
pub mod wait;
pub mod words;

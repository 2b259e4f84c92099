//! The one binary of black-box tests.

mod crash;
mod drain;
mod second_start;

//! The one binary of black-box tests.

mod access;
mod activity;
mod by_link;
mod claims;
mod crash;
mod drain;
mod hosting;
mod journey;
mod liaison;
mod life;
mod lost_line;
mod made;
mod member;
mod menu;
mod second_start;
mod stale;

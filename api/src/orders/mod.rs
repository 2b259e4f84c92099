//! The order (点单): from the menu to the confirmation, with its clocks and everything that happened on the way.
//! Its lifecycle is one table; handlers, OpenAPI and buttons come from it.

mod changes;
mod clocks;
mod derive;
mod due;
mod followers;
mod handlers;
mod intake;
mod lifecycle;
mod list;
mod marks;
mod notices;
mod parts;
mod place;
mod placing;
mod queries;
mod questions;
pub mod recompute;
mod remind;
mod rounds;
pub mod search;
mod shelf;
mod sides;
mod steps;
pub mod sweep;
mod tense;
#[cfg(test)]
pub mod tests;
mod view;

use utoipa_actix_web::service_config::ServiceConfig;

pub use changes::{Changed, changed_since};
pub use clocks::{NOTHING_DUE, done_at};
pub use followers::{find_followed, is_follower};
pub use handlers::triage::accept;
pub use lifecycle::{Facts, Side, allowed, step};
pub use notices::Notice;
pub use place::{building_of, plain};
pub use placing::{Placing, entered_by, insert_numbered, numbered, numbered_or, person_for};
pub use queries::{Change, EventRow, OrderRow, events_of, find, find_any, insert_measures, insert_reveal, lock};
pub use rounds::{RoundRow, next as next_round, of_round as round_of, same_team};
pub use shelf::Shelf;
pub use sides::{desk_at, has_handled, sides_of};
pub use steps::{Desk, Loaded, Note};
pub use view::{contact, excerpt, full_contact, show};

/// The operations of this room.
pub fn routes(config: &mut ServiceConfig<'_>) {
    config
        .service(handlers::list::list_orders)
        .service(handlers::create::create_order)
        // Before the address with an id in its place.
        .service(handlers::follow::list_duplicates)
        .service(handlers::follow::list_followed_orders)
        .service(handlers::follow::follow_order)
        .service(handlers::follow::get_followed_order)
        .service(handlers::follow::unfollow_order)
        .service(handlers::list::get_order)
        .service(handlers::create::change_draft)
        .service(handlers::list::get_timeline)
        .service(handlers::create::submit_order)
        .service(handlers::triage::accept_order)
        .service(handlers::rejection::propose_rejection)
        .service(handlers::rejection::reject_order)
        .service(handlers::rejection::contest_rejection)
        .service(handlers::rejection::review_rejection)
        .service(handlers::triage::refer_order)
        .service(handlers::merge::merge_order)
        .service(handlers::urging::urge_order)
        .service(handlers::triage::request_information)
        .service(handlers::requester::provide_information)
        .service(handlers::work::record_contact)
        .service(handlers::work::add_measure)
        .service(handlers::work::complete_order)
        .service(handlers::waiting::start_waiting)
        .service(handlers::waiting::resume_order)
        .service(handlers::waiting::ask_extension)
        .service(handlers::waiting::decide_extension)
        .service(handlers::progress::add_progress)
        .service(handlers::progress::complete_measure)
        .service(handlers::parts::split_order)
        .service(handlers::requester::confirm_order)
        .service(handlers::requester::reopen_order)
        .service(handlers::requester::withdraw_order)
        .service(handlers::reveals::reveal_contact)
        .service(handlers::reveals::list_reveals);
}

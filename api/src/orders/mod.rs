//! The order (点单): from the menu to the confirmation, with its clocks and everything that happened on the way.
//! Its lifecycle is one table; handlers, OpenAPI and buttons come from it.

mod clocks;
mod followers;
mod handlers;
mod intake;
mod lifecycle;
mod list;
mod notices;
mod place;
mod placing;
mod queries;
mod questions;
mod shelf;
mod steps;
pub mod sweep;
#[cfg(test)]
pub mod tests;
mod view;

use utoipa_actix_web::service_config::ServiceConfig;

pub use clocks::{NOTHING_DUE, done_at};
pub use followers::{find_followed, is_follower};
pub use lifecycle::{Facts, Side, step};
pub use notices::Notice;
pub use place::{building_of, plain};
pub use placing::{Placing, entered_by, insert_numbered, numbered, person_for};
pub use queries::{Change, EventRow, OrderRow, events_of, find, find_any, insert_measures, insert_reveal, lock};
pub use shelf::Shelf;
pub use steps::{Desk, Loaded, Note};
pub use view::{excerpt, show};

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
        .service(handlers::requester::confirm_order)
        .service(handlers::requester::reopen_order)
        .service(handlers::requester::withdraw_order)
        .service(handlers::reveals::reveal_contact)
        .service(handlers::reveals::list_reveals);
}

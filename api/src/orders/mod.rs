//! The order (点单): from the menu to the confirmation, with its clocks and everything that happened on the way.
//! Its lifecycle is one table; handlers, OpenAPI and buttons come from it.

mod changes;
mod clocks;
mod derive;
mod due;
mod handlers;
mod lifecycle;
mod list;
mod marks;
mod notices;
mod parts;
mod queries;
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
pub use handlers::triage::accept;
pub use lifecycle::{Facts, Side, allowed, step};
pub use notices::Notice;
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
        .service(handlers::list::get_order)
        .service(handlers::create::change_draft)
        .service(handlers::list::get_timeline)
        .service(handlers::create::submit_order)
        .service(handlers::triage::accept_order)
        .service(handlers::triage::reject_order)
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

//! The order (点单): from the menu to the confirmation, with its clocks and everything that happened on the way.
//! Its lifecycle is one table; handlers, OpenAPI and buttons come from it.

mod clocks;
mod handlers;
mod lifecycle;
mod list;
mod notices;
mod queries;
pub mod search;
mod shelf;
mod steps;
pub mod sweep;
#[cfg(test)]
pub mod tests;
mod view;

use utoipa_actix_web::service_config::ServiceConfig;

pub use clocks::{NOTHING_DUE, done_at};
pub use lifecycle::{Facts, Side, step};
pub use notices::Notice;
pub use queries::{Change, EventRow, OrderRow, events_of, find, find_any, insert_measures, insert_reveal, lock};
pub use shelf::Shelf;
pub use steps::{Desk, Loaded, Note, sides_of};
pub use view::{excerpt, show};

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
        .service(handlers::requester::confirm_order)
        .service(handlers::requester::reopen_order)
        .service(handlers::requester::withdraw_order)
        .service(handlers::reveals::reveal_contact)
        .service(handlers::reveals::list_reveals);
}

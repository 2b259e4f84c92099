//! Pictures of an order: from the requester what is to be done, from the team how it was before and after.
//! Every picture is decoded and written anew, so that nothing of what a camera or an attacker put beside it is kept or sent out.

mod form;
mod handlers;
mod lab;
mod picture;
mod queries;
mod rules;
mod sniff;
mod store;
mod sweep;
#[cfg(test)]
pub mod tests;
mod view;

use crate::platform::db::Conn;
use contract::OrderId;
use diesel::QueryResult;
use utoipa_actix_web::service_config::ServiceConfig;

pub use lab::Lab;
pub use queries::{PhotoRow, of_order};
pub use rules::{Evidence, evidence_of};
pub use sweep::sweep;
pub use view::visible_of;

/// The operations of this room.
pub fn routes(config: &mut ServiceConfig<'_>) {
    config
        .service(handlers::add_photo)
        .service(handlers::list_photos)
        .service(handlers::get_photo)
        .service(handlers::get_thumbnail)
        .service(handlers::remove_photo);
}

/// Which pictures of the work a round of an order has.
pub fn evidence(c: &mut Conn, order: OrderId, round: i32) -> QueryResult<Evidence> {
    Ok(evidence_of(&of_order(c, order)?, round))
}

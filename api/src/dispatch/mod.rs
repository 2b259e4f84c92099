//! Dispatch (派单): offering an order to teams, their answers, and who could do it.
//! The order's own moves follow from what becomes of its offers.

mod candidates;
mod handlers;
mod lifecycle;
mod offers;
mod queries;
#[cfg(test)]
mod tests;
mod view;

use utoipa_actix_web::service_config::ServiceConfig;

pub use offers::{expire_due, finish, hand_to, recall_open};
pub use queries::{DispatchRow as Offer, of_order as offers_of};
pub use view::visible_of;

/// The operations of this room.
pub fn routes(config: &mut ServiceConfig<'_>) {
    config
        .service(handlers::list_candidates)
        .service(handlers::dispatch_order)
        .service(handlers::list_dispatches)
        .service(handlers::accept_dispatch)
        .service(handlers::decline_dispatch)
        .service(handlers::hand_back_dispatch)
        .service(handlers::recall_dispatch);
}

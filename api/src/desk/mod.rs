//! The clerk's desk: views that are kept, how much waits where, the same step for many orders at once.
//! Nothing here decides: every step goes through the rules of its own room.

mod bulk;
mod handlers;
mod queries;
#[cfg(test)]
mod tests;

use utoipa_actix_web::service_config::ServiceConfig;

/// The operations of this room.
pub fn routes(config: &mut ServiceConfig<'_>) {
    config
        .service(handlers::list_saved_views)
        .service(handlers::create_saved_view)
        .service(handlers::delete_saved_view)
        .service(handlers::get_desk_counts)
        .service(bulk::accept_orders);
}

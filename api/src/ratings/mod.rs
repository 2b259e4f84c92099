//! Rating (评单): five grades, tags by grade, one a round and never a default.
//! By the requester's session or by a signed link; nobody who handles the order sees who gave which grade.

mod handlers;
mod queries;
mod tags;
#[cfg(test)]
mod tests;

use crate::app::App;
use crate::orders::OrderRow;
use chrono::{DateTime, TimeDelta, Utc};
use utoipa_actix_web::service_config::ServiceConfig;

pub use queries::of_round;

/// The operations of this room.
pub fn routes(config: &mut ServiceConfig<'_>) {
    config
        .service(handlers::list_rating_tags)
        .service(handlers::rate_order)
        .service(handlers::get_rating_link)
        .service(handlers::rate_by_link);
}

/// The address at which the present round can be rated without signing in, for as long as it can be rated at all.
pub fn link(app: &App, row: &OrderRow, done_at: DateTime<Utc>) -> String {
    let token = app.tokens.rating_link(row.id, row.round, done_at + TimeDelta::days(app.config.ratings.window_days));
    format!("{}/rate/{token}", app.config.public_base())
}

//! Rating (评单): five grades, tags by grade, one a round and never a default.
//! By the requester's session or by a signed link; nobody who handles the order sees who gave which grade.

mod appeals;
mod coverage;
mod handlers;
mod overdue;
mod queries;
mod rate;
mod tags;
#[cfg(test)]
mod tests;
mod unsealing;

use crate::app::App;
use crate::orders::OrderRow;
use chrono::{DateTime, TimeDelta, Utc};
use utoipa_actix_web::service_config::ServiceConfig;

pub use handlers::{by_any_link, link_desk};
pub use overdue::once as sweep_appeals;
pub use queries::{RatingRow, by_round, find, of_round};
pub use rate::rate_by_call;

/// The operations of this room.
pub fn routes(config: &mut ServiceConfig<'_>) {
    config
        .service(handlers::list_rating_tags)
        .service(handlers::rate_order)
        .service(handlers::get_rating_link)
        .service(handlers::rate_by_link)
        .service(handlers::follow_up_rating)
        .service(handlers::follow_up_by_link)
        .service(coverage::get_coverage)
        .service(unsealing::list_unsealings)
        .service(unsealing::unseal_rater)
        .service(appeals::appeal_rating)
        .service(appeals::list_appeals)
        .service(appeals::decide_appeal);
}

/// The address at which a round can be rated again, until then.
pub fn link_until(app: &App, row: &OrderRow, round: i32, until: DateTime<Utc>) -> String {
    format!("{}/rate/{}", app.config.public_base(), app.tokens.rating_link(row.id, round, until))
}

/// The address at which the present round can be rated without signing in, for as long as it can be rated at all.
pub fn link(app: &App, row: &OrderRow, done_at: DateTime<Utc>) -> String {
    link_until(app, row, row.round, done_at + TimeDelta::days(app.config.ratings.window_days))
}

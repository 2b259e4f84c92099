//! Rectification (差评整改): a grade of 1 or 2 opens one in the same transaction, and it ends when the rater was told and asked again.
//! The street sees it at the same moment; the community begins once somebody neutral has called, and reads neither grade nor words.

mod handlers;
mod lifecycle;
mod queries;
mod steps;
mod sweep;
#[cfg(test)]
mod tests;
mod view;

use utoipa_actix_web::service_config::ServiceConfig;

pub use queries::{known_at, of_rating};
pub use steps::{annul, open};
pub use sweep::{Swept, once as sweep};

/// The operations of this room.
pub fn routes(config: &mut ServiceConfig<'_>) {
    config
        .service(handlers::list::list_rectifications)
        .service(handlers::list::get_rectification)
        .service(handlers::take::call_rater)
        .service(handlers::take::plan_rectification)
        .service(handlers::take::decide_ledger)
        .service(handlers::take::give_feedback)
        .service(handlers::take::close_rectification)
        .service(handlers::again::rate_again)
        .service(handlers::again::rate_again_by_link);
}

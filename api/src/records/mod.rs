//! The record (全程纪实): one ledger that only grows, under posts, orders and activities. Whatever is shown of what somebody has done is
//! added up from it, and nobody writes into it by hand: a row follows from a claim that was verified, an order that was confirmed or an
//! activity that was closed.

mod certificates;
mod handlers;
mod printed;
mod queries;
mod sums;
#[cfg(test)]
pub mod tests;
mod write;

use utoipa_actix_web::service_config::ServiceConfig;

pub use queries::{LogRow, unit_on};
pub use write::{Served, activity as write_activity, claim as write_claim, grade, is_off_hours, order as write_order};

/// The operations of this room.
pub fn routes(config: &mut ServiceConfig<'_>) {
    config
        .service(handlers::ledger::get_record)
        .service(handlers::ledger::list_service_logs)
        .service(handlers::ledger::void_service_log)
        .service(handlers::ledger::get_record_counts)
        .service(handlers::certificates::request_certificate)
        .service(handlers::certificates::list_certificates)
        .service(handlers::certificates::check_certificate)
        .service(handlers::certificates::get_certificate_document);
}

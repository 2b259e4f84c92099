//! The whistle (吹哨): what is a department's duty goes to departments, each with a clock of its own, instead of to the community.
//! Both sides say how it went: the community grades each department, and each department the whistle.

mod handlers;
mod lifecycle;
mod queries;
mod steps;
mod sweep;
#[cfg(test)]
mod tests;
mod view;

use utoipa_actix_web::service_config::ServiceConfig;

pub use queries::has_answered;
pub use sweep::once as sweep;

/// The operations of this room.
pub fn routes(config: &mut ServiceConfig<'_>) {
    config
        .service(handlers::board::blow_whistle)
        .service(handlers::board::list_whistles)
        .service(handlers::board::get_whistle)
        .service(handlers::respond::acknowledge_whistle)
        .service(handlers::respond::arrive_on_site)
        .service(handlers::respond::plan_response)
        .service(handlers::respond::report_result)
        .service(handlers::respond::grade_responder)
        .service(handlers::respond::view_whistle)
        .service(handlers::respond::show_whistle_contact);
}

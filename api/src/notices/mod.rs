//! Notices (通知): what people are told. Everything lands in the inbox of the app, in the transaction of what it is about; by the
//! policy of its kind it also leaves as SMS or mail through the outbox. Streams of events say at once that something is new.

pub mod events;
mod handlers;
mod preferences;
mod queries;
mod tell;
#[cfg(test)]
mod tests;

use utoipa_actix_web::service_config::ServiceConfig;

pub use tell::{News, To, instant, tell};

/// The operations of this room.
pub fn routes(config: &mut ServiceConfig<'_>) {
    config
        .service(handlers::list_notices)
        .service(handlers::count_unread_notices)
        .service(handlers::read_notice)
        .service(handlers::read_notices)
        .service(preferences::get_preferences)
        .service(preferences::change_preferences)
        .service(events::handler::stream_events);
}

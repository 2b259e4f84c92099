//! The call-back (回访): when a requester stays silent somebody who did not handle the order asks; silence alone closes nothing.
//! Three tries on three days without an answer close it as unreached, which counts neither as solved nor as unsolved.

mod handlers;
mod queries;
#[cfg(test)]
mod tests;

use utoipa_actix_web::service_config::ServiceConfig;

/// The operations of this room.
pub fn routes(config: &mut ServiceConfig<'_>) {
    config.service(handlers::list_callbacks).service(handlers::record_callback);
}

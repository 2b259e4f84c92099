//! Activities (为民服务活动): a community or a unit asks for people for one day. Units are invited and pass the invitation on (邀约), their
//! members sign up for themselves, and when it is over each who was there has it in the record and the community reads what came of it.

mod access;
mod content;
mod handlers;
mod lifecycle;
mod queries;
mod relay;
mod sign_ups;
mod steps;
mod sweep;
mod tell;
#[cfg(test)]
mod tests;
mod view;

use utoipa_actix_web::service_config::ServiceConfig;

pub use queries::sign_ups::is_busy;
pub use sweep::{Swept, once as sweep};

/// Rows as they are stored, for the demo city.
pub mod seeds {
    pub use super::queries::{ActivityRow, InvitationRow, SignUpRow};
}

/// The operations of this room.
pub fn routes(config: &mut ServiceConfig<'_>) {
    use handlers::{activities, invitations, people};
    config
        .service(activities::list_activities)
        // Before the address with an id in its place.
        .service(activities::list_own_activities)
        .service(activities::create_activity)
        .service(activities::get_activity)
        .service(activities::change_activity)
        .service(activities::publish_activity)
        .service(activities::cancel_activity)
        .service(activities::hold_activity)
        .service(activities::close_activity)
        .service(invitations::invite_units)
        .service(invitations::accept_invitation)
        .service(invitations::decline_invitation)
        .service(invitations::withdraw_invitation)
        .service(people::list_sign_ups)
        .service(people::sign_up_for_activity)
        .service(people::cancel_sign_up)
        .service(people::record_presence);
}

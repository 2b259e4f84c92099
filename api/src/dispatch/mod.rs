//! Dispatch (派单): offering an order to teams, their answers, and who could do it.
//! The order's own moves follow from what becomes of its offers. Rules and numbers suggest a team, and say why.

mod automatic;
pub mod engine;
mod gather;
mod handlers;
mod lifecycle;
mod offers;
mod queries;
mod rules;
mod taking;
#[cfg(test)]
mod tests;
mod view;

use utoipa_actix_web::service_config::ServiceConfig;

pub use automatic::on_accepted;
pub use gather::weights;
pub use offers::{expire_due, finish, recall_open};
pub use queries::{DispatchRow as Offer, of_order as offers_of};
pub use rules::RuleRow;
pub use taking::hand_to;
pub use view::visible_of;

/// The operations of this room. Fixed addresses stand before those with an id.
pub fn routes(config: &mut ServiceConfig<'_>) {
    config
        .service(handlers::list_candidates)
        .service(handlers::dispatch_order)
        .service(handlers::naming::name_team)
        .service(handlers::tasks::list_dispatches)
        .service(handlers::get_explanation)
        .service(handlers::answers::accept_dispatch)
        .service(handlers::answers::decline_dispatch)
        .service(handlers::answers::hand_back_dispatch)
        .service(handlers::answers::recall_dispatch)
        .service(handlers::objections::object_to_dispatch)
        .service(handlers::objections::review_objection)
        .service(rules::handlers::list_dispatch_rules)
        .service(rules::handlers::create_dispatch_rule)
        .service(rules::moves::order_dispatch_rules)
        .service(rules::handlers::list_rule_findings)
        .service(rules::trials::try_dispatch_rules)
        .service(rules::handlers::get_dispatch_rule)
        .service(rules::handlers::change_dispatch_rule)
        .service(rules::handlers::end_dispatch_rule);
}

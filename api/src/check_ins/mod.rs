//! 双报到: work units and their members check in with a community.
//! Whoever takes a post stands on this: without an active check-in nobody claims a shift.

mod agreement;
mod coverage;
mod due;
mod handbook;
mod handlers;
mod imports;
mod lifecycle;
mod pairings;
mod queries;
mod roster;
mod steps;
mod submit;
mod sweep;
mod tell;
#[cfg(test)]
mod tests;
pub mod units;
mod view;

use utoipa_actix_web::service_config::ServiceConfig;

use submit::below;

pub use submit::BY_THE_LIST;

pub use queries::{ActiveCheckIn, active_of};
pub use sweep::{Swept, once as sweep};

/// The operations of this room.
pub fn routes(config: &mut ServiceConfig<'_>) {
    config
        .service(handlers::member::check_in)
        .service(handlers::unit::check_unit_in)
        .service(handlers::lists::list_check_ins)
        // Before the address with an id in its place.
        .service(handlers::lists::list_own_check_ins)
        .service(handlers::lists::get_check_in)
        .service(handlers::lists::list_check_in_events)
        .service(handlers::lists::get_check_in_coverage)
        .service(handlers::member::resubmit_check_in)
        .service(handlers::unit::resubmit_unit)
        .service(handlers::steps::activate_check_in)
        .service(handlers::steps::return_check_in)
        .service(handlers::steps::transfer_check_in)
        .service(handlers::steps::cancel_transfer)
        .service(handlers::steps::accept_transfer)
        .service(handlers::steps::decline_transfer)
        .service(handlers::steps::suspend_check_in)
        .service(handlers::steps::resume_check_in)
        .service(handlers::steps::end_check_in)
        .service(roster::handlers::list_own_units)
        .service(roster::handlers::list_unit_members)
        .service(roster::handlers::add_unit_member)
        .service(roster::handlers::change_unit_member)
        .service(roster::handlers::remove_unit_member)
        .service(roster::handlers::get_unit_coverage)
        .service(roster::liaisons::list_own_listings)
        .service(roster::liaisons::list_liaisons)
        .service(roster::liaisons::add_liaison)
        .service(roster::liaisons::end_liaison)
        .service(imports::template::get_member_list_template)
        .service(imports::handlers::send::import_members)
        .service(imports::handlers::look::list_imports)
        .service(imports::handlers::look::get_import)
        .service(imports::handlers::look::list_import_rows)
        .service(imports::handlers::take::confirm_import)
        .service(imports::handlers::take::discard_import)
        .service(pairings::handlers::pairs::list_pairings)
        .service(pairings::handlers::pairs::get_pairing)
        .service(pairings::handlers::pairs::create_pairing)
        .service(pairings::handlers::pairs::end_pairing)
        .service(pairings::handlers::lists::add_pairing_item)
        .service(pairings::handlers::lists::agree_to_project)
        .service(pairings::handlers::lists::end_pairing_item)
        .service(pairings::handlers::promises::add_commitment)
        .service(pairings::handlers::promises::decide_commitment)
        .service(pairings::handlers::adjuncts::list_adjunct_members)
        .service(pairings::handlers::adjuncts::add_adjunct_member)
        .service(pairings::handlers::adjuncts::end_adjunct_member)
        .service(handbook::get_handbook)
        .service(handbook::print_handbook);
}

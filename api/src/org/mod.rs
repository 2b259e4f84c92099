//! Where things belong: divisions, the five-level organisation tree, work units, teams.
//! The tree is a path column; whoever holds a role at a node holds it for everything below.

mod editing;
mod forming;
mod handlers;
mod queries;
mod teams;
#[cfg(test)]
mod tests;

use utoipa_actix_web::service_config::ServiceConfig;

pub use editing::catch_up;
pub use editing::paths::is_gone;
pub use queries::{area, by_path, community, contains, desk_of, name_above, org_refs};
pub use teams::{TeamRow, ancestors, is_member, member_refs, rows_in_reach, team_loads, team_row};

/// The operations of this room.
pub fn routes(config: &mut ServiceConfig<'_>) {
    config
        .service(handlers::list_divisions)
        .service(handlers::list_org_units)
        .service(handlers::get_org_unit)
        .service(handlers::list_units)
        .service(handlers::get_unit)
        .service(handlers::list_teams)
        .service(handlers::get_team)
        .service(forming::change_team)
        .service(forming::create_team)
        .service(forming::add_team_member)
        .service(forming::remove_team_member)
        .service(editing::handlers::create_org_unit)
        .service(editing::handlers::change_org_unit)
        .service(editing::handlers::move_org_unit)
        .service(editing::handlers::merge_org_unit)
        .service(editing::handlers::split_org_unit)
        .service(editing::handlers::close_org_unit)
        .service(editing::history::get_org_unit_history)
        .service(editing::divisions::create_division)
        .service(editing::members::list_node_members)
        .service(editing::members::add_node_member)
        .service(editing::members::end_node_member)
        .service(editing::stations::list_stations)
        .service(editing::stations::create_station)
        .service(editing::stations::change_station);
}

//! Where things belong: divisions, the five-level organisation tree, work units, teams.
//! The tree is a path column; whoever holds a role at a node holds it for everything below.

mod handlers;
mod queries;
mod teams;
#[cfg(test)]
mod tests;

use utoipa_actix_web::service_config::ServiceConfig;

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
        .service(handlers::change_team);
}

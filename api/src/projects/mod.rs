//! Projects: what a community needs done over weeks (服务项目) and what troubles its people (民生难题). Units apply, the community decides,
//! one unit answers for it with a named person, measures, milestones and numbers; before it is closed out the residents have their word.

mod access;
mod create;
mod handlers;
mod lifecycle;
mod plan;
mod queries;
mod residents;
mod steps;
mod sweep;
mod tell;
#[cfg(test)]
mod tests;
mod view;

use utoipa_actix_web::service_config::ServiceConfig;

pub use sweep::once as sweep;

/// Rows as they are stored, for the demo city.
pub mod seeds {
    pub use super::queries::{ApplicationRow, EventRow, MeasureRow, MilestoneRow, OutcomeRow, ProjectRow, WordRow};
}

/// The operations of this room.
pub fn routes(config: &mut ServiceConfig<'_>) {
    use handlers::{applications, closing, projects, work};
    config
        .service(projects::list_projects)
        // Before the address with an id in its place.
        .service(projects::list_own_projects)
        .service(projects::create_project)
        .service(projects::get_project)
        .service(projects::list_project_events)
        .service(projects::change_project)
        .service(projects::publish_project)
        .service(projects::cancel_project)
        .service(applications::apply_for_project)
        .service(applications::withdraw_application)
        .service(applications::choose_unit)
        .service(work::plan_project)
        .service(work::add_project_progress)
        .service(work::report_project)
        .service(work::give_project_up)
        .service(closing::say_on_project)
        .service(closing::list_resident_words)
        .service(closing::return_project)
        .service(closing::close_project)
        .service(closing::reopen_project);
}

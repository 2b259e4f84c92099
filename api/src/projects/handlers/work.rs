//! What the unit does: the plan, how far it is, that it is done, that it cannot go on.

use super::step;
use crate::app::App;
use crate::platform::auth::Who;
use crate::platform::error::ApiResult;
use crate::platform::extract::{Json, Path};
use crate::platform::idempotency::{Idempotency, Reply};
use crate::projects::queries::ProjectRow;
use crate::projects::steps::{self, Note};
use crate::projects::{plan, tell};
use actix_web::post;
use actix_web::web::Data;
use contract::ProjectId;
use contract::notices::NoticeKind;
use contract::projects::{AddProjectProgress, ApplicationState, PlanProject, Project, ProjectAction, ProjectReason, ReportProject};

/// Add to the plan of a project: measures, milestones, numbers to be measured by.
#[utoipa::path(tag = "projects", params(("id" = ProjectId, Path)), request_body = PlanProject, responses(
    (status = 200, body = Project, description = "The project with its plan"),
    (status = 409, description = "`stale_version`, `step_refused`")
))]
#[post("/projects/{id}/plan")]
pub async fn plan_project(
    app: Data<App>,
    who: Who,
    key: Idempotency,
    Path(id): Path<ProjectId>,
    Json(ask): Json<PlanProject>,
) -> ApiResult<Reply> {
    step(&app, who, key, ask, (id, ProjectAction::Plan), |a| a.expected_version, plan::add).await
}

/// Say how far a project is: a note, measures that are done, milestones that are reached, numbers.
#[utoipa::path(tag = "projects", params(("id" = ProjectId, Path)), request_body = AddProjectProgress, responses(
    (status = 200, body = Project, description = "The project"),
    (status = 409, description = "`stale_version`, `step_refused`")
))]
#[post("/projects/{id}/progress")]
pub async fn add_project_progress(
    app: Data<App>,
    who: Who,
    key: Idempotency,
    Path(id): Path<ProjectId>,
    Json(ask): Json<AddProjectProgress>,
) -> ApiResult<Reply> {
    step(&app, who, key, ask, (id, ProjectAction::Progress), |a| a.expected_version, plan::progress).await
}

/// Report a project as done: the residents have their word, then the community decides.
#[utoipa::path(tag = "projects", params(("id" = ProjectId, Path)), request_body = ReportProject, responses(
    (status = 200, body = Project, description = "The project, reported"),
    (status = 409, description = "`stale_version`, `step_refused`: nothing was planned")
))]
#[post("/projects/{id}/report")]
pub async fn report_project(
    app: Data<App>,
    who: Who,
    key: Idempotency,
    Path(id): Path<ProjectId>,
    Json(ask): Json<ReportProject>,
) -> ApiResult<Reply> {
    step(
        &app,
        who,
        key,
        ask,
        (id, ProjectAction::Report),
        |a| a.expected_version,
        |tx, desk, found, ask| {
            let row = &found.row;
            let to = ProjectRow { report: ask.text.trim().to_owned(), round: row.round + 1, ..row.clone() };
            let after = steps::take(tx, desk, row, ProjectAction::Report, to, Note::text(&ask.text).of(row.unit_id))?;
            let news = tell::news(tx, desk, &after, NoticeKind::ProjectReported, row.unit_id)?;
            tell::desk_of(tx, desk, &after, &news)?;
            Ok(after)
        },
    )
    .await
}

/// Give a project up, with a reason: the community looks for another unit.
#[utoipa::path(tag = "projects", params(("id" = ProjectId, Path)), request_body = ProjectReason, responses(
    (status = 200, body = Project, description = "The project, given up"),
    (status = 409, description = "`stale_version`, `step_refused`")
))]
#[post("/projects/{id}/surrender")]
pub async fn give_project_up(
    app: Data<App>,
    who: Who,
    key: Idempotency,
    Path(id): Path<ProjectId>,
    Json(ask): Json<ProjectReason>,
) -> ApiResult<Reply> {
    step(
        &app,
        who,
        key,
        ask,
        (id, ProjectAction::GiveUp),
        |a| a.expected_version,
        |tx, desk, found, ask| {
            let row = &found.row;
            if let Some(own) = found.applications.iter().find(|a| a.state == ApplicationState::Chosen) {
                steps::set_application(tx, desk, own, ApplicationState::Withdrawn)?;
            }
            let to = ProjectRow { reason: ask.reason.trim().to_owned(), ..row.clone() };
            let after = steps::take(tx, desk, row, ProjectAction::GiveUp, to, Note::text(&ask.reason).of(row.unit_id))?;
            let news = tell::news(tx, desk, &after, NoticeKind::ProjectGivenUp, row.unit_id)?;
            tell::desk_of(tx, desk, &after, &news)?;
            Ok(after)
        },
    )
    .await
}

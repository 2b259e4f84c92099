//! Units apply, the community decides.

use super::again;
use crate::app::App;
use crate::check_ins::units;
use crate::orders::Desk;
use crate::platform::auth::Who;
use crate::platform::db::Conn;
use crate::platform::error::{ApiError, ApiResult, broken_key};
use crate::platform::extract::{Json, Path};
use crate::platform::idempotency::{Idempotency, Reply};
use crate::posts::run;
use crate::projects::access::{self, Found};
use crate::projects::lifecycle::Side;
use crate::projects::queries::{ApplicationRow, ProjectRow, applications};
use crate::projects::steps::{self, Note};
use crate::projects::{tell, view};
use actix_web::http::StatusCode;
use actix_web::post;
use actix_web::web::Data;
use contract::notices::NoticeKind;
use contract::orders::Step;
use contract::projects::{ApplicationState as S, ApplyForProject, Project, ProjectAction, ProjectEventKind, ProjectState};
use contract::{ApplicationId, ProjectId};
use diesel::Connection;
use uuid::Uuid;

/// Offer to take a project on for my unit, with a person who would answer for it.
///
/// Several units may apply; the community decides.
#[utoipa::path(tag = "projects", params(("id" = ProjectId, Path)), request_body = ApplyForProject, responses(
    (status = 201, body = Project, description = "The project with the application"),
    (status = 409, description = "`step_refused`: not open, or as many units have applied, or this one as often, as may")
))]
#[post("/projects/{id}/applications")]
pub async fn apply_for_project(
    app: Data<App>,
    who: Who,
    key: Idempotency,
    Path(id): Path<ProjectId>,
    Json(ask): Json<ApplyForProject>,
) -> ApiResult<Reply> {
    run(&app, who, key, ask, StatusCode::CREATED, move |tx, desk, who, ask| {
        apply(tx, desk, who, id, ask)?;
        let found = access::lock(tx, desk, who, id)?;
        view::show(tx, desk, who, found)
    })
    .await
}

fn apply(tx: &mut Conn, desk: &Desk, who: &Who, id: ProjectId, ask: &ApplyForProject) -> ApiResult<()> {
    let found = access::lock(tx, desk, who, id)?;
    let live = found.applications.iter().filter(|a| a.state == S::Applied).collect::<Vec<_>>();
    let again = || ApiError::field("/unit_id", "unique", "the unit has applied already");
    if found.own.contains(&ask.unit_id) && live.iter().any(|a| a.unit_id == ask.unit_id) {
        return Err(again());
    }
    let is_used_up = access::times(&found.applications, ask.unit_id) >= desk.config.projects.applications_per_unit;
    if found.row.state == ProjectState::Open && found.own.contains(&ask.unit_id) && is_used_up {
        let open: Vec<String> = found.allowed().iter().map(ToString::to_string).collect();
        let refused = ApiError::refused("a project", found.row.state.as_str(), "apply").with_allowed(open);
        return Err(refused.saying("the unit has applied for this project as often as it may"));
    }
    found.check(None, ProjectAction::Apply)?;
    let is_theirs = found.own.contains(&ask.unit_id) && units::unit(tx, ask.unit_id)?.is_some_and(|u| u.is_confirmed);
    if !is_theirs {
        return Err(ApiError::field("/unit_id", "unknown", "not a unit you speak for"));
    }
    if live.len() >= desk.config.projects.max_applications {
        return Err(ApiError::refused("a project", found.row.state.as_str(), "apply").saying("as many units have applied as may"));
    }
    let row = ApplicationRow {
        id: ApplicationId(Uuid::now_v7()),
        project_id: id,
        unit_id: ask.unit_id,
        state: S::Applied,
        text: ask.text.trim().to_owned(),
        responsible_name: ask.responsible_name.trim().to_owned(),
        responsible_phone: ask.responsible_phone.clone(),
        applied_by: who.person,
        version: 1,
        created_at: desk.now,
        updated_at: desk.now,
    };
    if let Err(error) = tx.transaction(|tx| applications::insert(tx, &row)) {
        let key = broken_key(error)?;
        if key == "uq_project_applications_project_id_unit_id" {
            return Err(again());
        }
        return Err(ApiError::internal(format!("unexpected constraint {key}")));
    }
    steps::record_application(tx, desk, "project_application.made", None, &row)?;
    steps::remember(tx, desk, &found.row, ProjectEventKind::Apply, Note::text(&row.text).of(Some(row.unit_id)))?;
    let news = tell::news(tx, desk, &found.row, NoticeKind::ProjectApplied, Some(row.unit_id))?;
    tell::desk_of(tx, desk, &found.row, &news)
}

/// An application with its project, locked; 404 for whom it does not exist. Its version is the one that was read.
fn load(tx: &mut Conn, desk: &Desk, who: &Who, id: ApplicationId, version: i32) -> ApiResult<(Found, ApplicationRow)> {
    let gone = || ApiError::not_found("application");
    let project = applications::find(tx, id)?.ok_or_else(gone)?.project_id;
    let found = access::lock(tx, desk, who, project).map_err(|e| if e.is_refusal() { gone() } else { e })?;
    let row = found.applications.iter().find(|a| a.id == id).cloned().ok_or_else(gone)?;
    if !found.is_staff && !found.own.contains(&row.unit_id) {
        return Err(gone());
    }
    if row.version != version {
        return Err(ApiError::stale(row.state.as_str(), row.version));
    }
    Ok((found, row))
}

/// Take an application back that nobody has decided about.
#[utoipa::path(tag = "projects", params(("id" = ApplicationId, Path)), request_body = Step, responses(
    (status = 200, body = Project, description = "The project"),
    (status = 409, description = "`stale_version`, `step_refused`")
))]
#[post("/project-applications/{id}/withdrawal")]
pub async fn withdraw_application(
    app: Data<App>,
    who: Who,
    key: Idempotency,
    Path(id): Path<ApplicationId>,
    Json(ask): Json<Step>,
) -> ApiResult<Reply> {
    run(&app, who, key, ask, StatusCode::OK, move |tx, desk, who, ask| {
        let (found, row) = load(tx, desk, who, id, ask.expected_version)?;
        if !found.own.contains(&row.unit_id) {
            return Err(ApiError::forbidden("the unit takes its application back itself"));
        }
        if row.state != S::Applied {
            return Err(ApiError::refused("an application", row.state.as_str(), "withdraw").with_version(row.version));
        }
        steps::set_application(tx, desk, &row, S::Withdrawn)?;
        steps::remember(tx, desk, &found.row, ProjectEventKind::Withdraw, Note::default().of(Some(row.unit_id)))?;
        let found = access::lock(tx, desk, who, found.row.id)?;
        view::show(tx, desk, who, found)
    })
    .await
}

/// Decide which unit takes the project on.
///
/// By the desk of the community. The others are refused, and all are told. A unit whose check-in has ended meanwhile cannot be chosen.
#[utoipa::path(tag = "projects", params(("id" = ApplicationId, Path)), request_body = Step, responses(
    (status = 200, body = Project, description = "The project, in progress"),
    (status = 409, description = "`stale_version`, `step_refused`")
))]
#[post("/project-applications/{id}/choice")]
pub async fn choose_unit(
    app: Data<App>,
    who: Who,
    key: Idempotency,
    Path(id): Path<ApplicationId>,
    Json(ask): Json<Step>,
) -> ApiResult<Reply> {
    run(&app, who, key, ask, StatusCode::OK, move |tx, desk, who, ask| {
        let (found, row) = load(tx, desk, who, id, ask.expected_version)?;
        if !found.is_on(Side::Desk) {
            return Err(ApiError::forbidden("the desk of the community decides which unit takes a project on"));
        }
        if row.state != S::Applied {
            return Err(ApiError::refused("an application", row.state.as_str(), "choose").with_version(row.version));
        }
        // As when it applied: whoever is checked in nowhere has nobody who speaks for it.
        if units::checked_in_of(tx, &[row.unit_id])?.is_empty() {
            return Err(ApiError::field("/unit_id", "unknown", "the unit is checked in nowhere any more"));
        }
        found.check(None, ProjectAction::Choose)?;
        let after = choose(tx, desk, &found, &row)?;
        again(tx, desk, who, after)
    })
    .await
}

fn choose(tx: &mut Conn, desk: &Desk, found: &Found, chosen: &ApplicationRow) -> ApiResult<ProjectRow> {
    for row in found.applications.iter().filter(|a| a.state == S::Applied) {
        let is_it = row.id == chosen.id;
        steps::set_application(tx, desk, row, if is_it { S::Chosen } else { S::Refused })?;
        let word = if is_it {
            ("同意由贵单位认领", "your unit takes it on")
        } else {
            ("已由其他单位认领", "another unit takes it on")
        };
        let news = tell::news(tx, desk, &found.row, NoticeKind::ProjectDecided, Some(row.unit_id))?;
        tell::liaisons(tx, desk, row.unit_id, &news.with("result", word.0).with("result_en", word.1))?;
    }
    let to = ProjectRow {
        unit_id: Some(chosen.unit_id),
        responsible_name: chosen.responsible_name.clone(),
        responsible_phone: chosen.responsible_phone.clone(),
        reason: String::new(),
        ..found.row.clone()
    };
    steps::take(tx, desk, &found.row, ProjectAction::Choose, to, Note::default().of(Some(chosen.unit_id)))
}

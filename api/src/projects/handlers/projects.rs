//! Projects: lists, history, and what the community does before a unit takes one on.

use super::{again, step};
use crate::app::App;
use crate::check_ins::units;
use crate::notices::News;
use crate::orders::Desk;
use crate::platform::auth::{self, STAFF, Who};
use crate::platform::db::Conn;
use crate::platform::error::{ApiError, ApiResult};
use crate::platform::extract::{Json, Path, Query};
use crate::platform::idempotency::{Idempotency, Reply};
use crate::platform::paging::{self, Key};
use crate::posts::run;
use crate::projects::access::{self, Found};
use crate::projects::queries::{ProjectRow, events, projects as queries};
use crate::projects::steps::{self, Note};
use crate::projects::{create, lifecycle as rules, tell, view};
use actix_web::http::StatusCode;
use actix_web::web::Data;
use actix_web::{get, patch, post};
use contract::notices::NoticeKind;
use contract::orders::Step;
use contract::projects::{
    ApplicationState, ChangeProject, NewProject, OwnProjectFilter, Project, ProjectAction, ProjectEventKind, ProjectEventPage,
    ProjectFilter, ProjectPage, ProjectReason,
};
use contract::records::PageFilter;
use contract::{ProblemCode, ProjectId};

/// Projects that everybody may know of, newest first.
///
/// Without signing in: those that wait for a unit, are in progress, reported or closed out.
#[utoipa::path(tag = "projects", params(ProjectFilter), responses(
    (status = 200, body = ProjectPage, description = "A page of projects")
), security(()))]
#[get("/projects")]
pub async fn list_projects(app: Data<App>, Query(filter): Query<ProjectFilter>) -> ApiResult<Json<ProjectPage>> {
    let after = filter.cursor.as_deref().map(|c| Key::decode('j', c)).transpose()?;
    if filter.state.is_some_and(|s| !rules::is_public(s)) {
        return Err(ApiError::new(ProblemCode::BadQuery, "`state` is `open`, `in_progress`, `reported` or `closed` here"));
    }
    let limit = paging::limit(filter.limit);
    app.db
        .read(move |c| {
            let rows = queries::public(c, &filter, after.as_ref(), limit + 1)?;
            page(c, rows, limit)
        })
        .await
}

fn page(c: &mut Conn, mut rows: Vec<ProjectRow>, limit: i64) -> ApiResult<Json<ProjectPage>> {
    let next_cursor = paging::cut(&mut rows, limit, |r| Key { at: r.created_at, id: r.id.0 }.encode('j'));
    Ok(Json(ProjectPage { items: view::show_listed(c, rows)?, next_cursor, total: None }))
}

/// Projects of my own, newest first: of the communities I work for, or of the units I speak for.
#[utoipa::path(tag = "projects", params(OwnProjectFilter), responses((status = 200, body = ProjectPage, description = "A page of projects")))]
#[get("/projects/own")]
pub async fn list_own_projects(app: Data<App>, who: Who, Query(filter): Query<OwnProjectFilter>) -> ApiResult<Json<ProjectPage>> {
    let after = filter.cursor.as_deref().map(|c| Key::decode('j', c)).transpose()?;
    let limit = paging::limit(filter.limit);
    app.db
        .read(move |c| {
            let own = units::liaison_units(c, who.person)?;
            let rows = queries::own(c, &who.areas(STAFF), &own, &filter, after.as_ref(), limit + 1)?;
            page(c, rows, limit)
        })
        .await
}

/// One project.
///
/// Names and numbers of those who answer for it are whole for the community and the unit, and masked or left out for everybody else.
#[utoipa::path(tag = "projects", params(("id" = ProjectId, Path)), responses((status = 200, body = Project, description = "The project")))]
#[get("/projects/{id}")]
pub async fn get_project(app: Data<App>, who: Who, Path(id): Path<ProjectId>) -> ApiResult<Json<Project>> {
    let desk = Desk::of(&app, &who);
    app.db
        .read(move |c| {
            let found = access::find(c, &desk, &who, id)?;
            view::show(c, &desk, &who, found).map(Json)
        })
        .await
}

/// What happened to a project, newest first.
///
/// For both sides: the community with those above it, and the unit that is responsible.
#[utoipa::path(tag = "projects", params(("id" = ProjectId, Path), PageFilter), responses(
    (status = 200, body = ProjectEventPage, description = "A page of events")
))]
#[get("/projects/{id}/events")]
pub async fn list_project_events(
    app: Data<App>,
    who: Who,
    Path(id): Path<ProjectId>,
    Query(filter): Query<PageFilter>,
) -> ApiResult<Json<ProjectEventPage>> {
    let bad = || ApiError::new(ProblemCode::BadCursor, "the cursor was not made by this list");
    let before = match &filter.cursor {
        Some(cursor) => Some(paging::decode_text('e', cursor)?.parse::<i32>().map_err(|_| bad())?),
        None => None,
    };
    let (desk, limit) = (Desk::of(&app, &who), paging::limit(filter.limit));
    app.db
        .read(move |c| {
            let found = access::find(c, &desk, &who, id)?;
            if !found.is_party() {
                return Err(ApiError::forbidden("the history is for the community and the unit"));
            }
            let mut rows = events::page(c, id, before, limit + 1)?;
            let next_cursor = paging::cut(&mut rows, limit, |r| paging::encode_text('e', &r.sequence.to_string()));
            // What other units offered is between them and the community.
            let is_others = |unit: Option<contract::UnitId>| unit.is_some_and(|u| !found.own.contains(&u));
            let is_offer = |kind: ProjectEventKind| matches!(kind, ProjectEventKind::Apply | ProjectEventKind::Withdraw);
            rows.retain(|r| found.is_staff || !is_offer(r.action) || !is_others(r.unit_id));
            Ok(Json(ProjectEventPage { items: view::show_events(c, rows)?, next_cursor, total: None }))
        })
        .await
}

/// Write a project, as a draft of my community.
#[utoipa::path(tag = "projects", request_body = NewProject, responses((status = 201, body = Project, description = "The draft")))]
#[post("/projects")]
pub async fn create_project(app: Data<App>, who: auth::Desk, key: Idempotency, Json(ask): Json<NewProject>) -> ApiResult<Reply> {
    run(&app, who.0, key, ask, StatusCode::CREATED, move |tx, desk, who, ask| {
        let row = create::create(tx, desk, who, ask)?;
        again(tx, desk, who, row)
    })
    .await
}

/// Change what a project says, as long as no unit has taken it on.
#[utoipa::path(tag = "projects", params(("id" = ProjectId, Path)), request_body = ChangeProject, responses(
    (status = 200, body = Project, description = "The project"),
    (status = 409, description = "`stale_version`, `step_refused`")
))]
#[patch("/projects/{id}")]
pub async fn change_project(
    app: Data<App>,
    who: Who,
    key: Idempotency,
    Path(id): Path<ProjectId>,
    Json(ask): Json<ChangeProject>,
) -> ApiResult<Reply> {
    let what = (id, ProjectAction::Change);
    step(
        &app,
        who,
        key,
        ask,
        what,
        |a| a.expected_version,
        |tx, desk, found, ask| {
            let to = create::changed(&found.row, &ask.content);
            steps::take(tx, desk, &found.row, ProjectAction::Change, to, Note::default())
        },
    )
    .await
}

/// Publish a project: units can apply.
#[utoipa::path(tag = "projects", params(("id" = ProjectId, Path)), request_body = Step, responses(
    (status = 200, body = Project, description = "The project"),
    (status = 409, description = "`stale_version`, `step_refused`")
))]
#[post("/projects/{id}/publication")]
pub async fn publish_project(
    app: Data<App>,
    who: Who,
    key: Idempotency,
    Path(id): Path<ProjectId>,
    Json(ask): Json<Step>,
) -> ApiResult<Reply> {
    let what = (id, ProjectAction::Publish);
    step(
        &app,
        who,
        key,
        ask,
        what,
        |a| a.expected_version,
        |tx, desk, found, _| steps::take(tx, desk, &found.row, ProjectAction::Publish, found.row.clone(), Note::default()),
    )
    .await
}

/// Cancel a project that is not reported. The unit and those that have applied are told why.
#[utoipa::path(tag = "projects", params(("id" = ProjectId, Path)), request_body = ProjectReason, responses(
    (status = 200, body = Project, description = "The project"),
    (status = 409, description = "`stale_version`, `step_refused`")
))]
#[post("/projects/{id}/cancellation")]
pub async fn cancel_project(
    app: Data<App>,
    who: Who,
    key: Idempotency,
    Path(id): Path<ProjectId>,
    Json(ask): Json<ProjectReason>,
) -> ApiResult<Reply> {
    let what = (id, ProjectAction::Cancel);
    step(&app, who, key, ask, what, |a| a.expected_version, |tx, desk, found, ask| cancel(tx, desk, found, ask.reason.trim())).await
}

fn cancel(tx: &mut Conn, desk: &Desk, found: &Found, reason: &str) -> ApiResult<ProjectRow> {
    let row = &found.row;
    let to = ProjectRow { reason: reason.to_owned(), ..row.clone() };
    let after = steps::take(tx, desk, row, ProjectAction::Cancel, to, Note::text(reason))?;
    let news: News = tell::news(tx, desk, &after, NoticeKind::ProjectCancelled, None)?.with("reason", reason);
    for one in found.applications.iter().filter(|a| matches!(a.state, ApplicationState::Applied | ApplicationState::Chosen)) {
        if one.state == ApplicationState::Applied {
            steps::set_application(tx, desk, one, ApplicationState::Refused)?;
        }
        tell::liaisons(tx, desk, one.unit_id, &news)?;
    }
    Ok(after)
}

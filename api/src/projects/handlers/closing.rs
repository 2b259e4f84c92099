//! The end of a project: the residents' word, sent back, closed out, or another unit.

use super::step;
use crate::app::App;
use crate::orders::Desk;
use crate::platform::auth::Who;
use crate::platform::error::{ApiError, ApiResult};
use crate::platform::extract::{Json, Path, Query};
use crate::platform::idempotency::{Idempotency, Reply};
use crate::platform::paging::{self, Key};
use crate::posts::run;
use crate::projects::queries::{ProjectRow, words};
use crate::projects::steps::{self, Note};
use crate::projects::{access, plan, residents, tell, view};
use actix_web::http::StatusCode;
use actix_web::web::Data;
use actix_web::{get, post};
use contract::ProjectId;
use contract::notices::NoticeKind;
use contract::orders::Step;
use contract::projects::{CloseProject, Project, ProjectAction, ProjectReason, ResidentWordPage, SayOnProject};
use contract::records::PageFilter;

/// Say as a resident whether it is solved, with a grade.
///
/// While it is reported, once, by somebody of the community: whose home it is, for whom an order was done there or who is checked in there, and who is
/// neither of its staff nor of the unit.
#[utoipa::path(tag = "projects", params(("id" = ProjectId, Path)), request_body = SayOnProject, responses(
    (status = 201, body = Project, description = "The project with my word"),
    (status = 409, description = "`already_said`, `step_refused`")
))]
#[post("/projects/{id}/words")]
pub async fn say_on_project(
    app: Data<App>,
    who: Who,
    key: Idempotency,
    Path(id): Path<ProjectId>,
    Json(ask): Json<SayOnProject>,
) -> ApiResult<Reply> {
    run(&app, who, key, ask, StatusCode::CREATED, move |tx, desk, who, ask| {
        let found = residents::say(tx, desk, who, id, ask)?;
        view::show(tx, desk, who, found)
    })
    .await
}

/// What residents say about a project, newest first, with masked names.
#[utoipa::path(tag = "projects", params(("id" = ProjectId, Path), PageFilter), responses(
    (status = 200, body = ResidentWordPage, description = "A page of words")
))]
#[get("/projects/{id}/words")]
pub async fn list_resident_words(
    app: Data<App>,
    who: Who,
    Path(id): Path<ProjectId>,
    Query(filter): Query<PageFilter>,
) -> ApiResult<Json<ResidentWordPage>> {
    let after = filter.cursor.as_deref().map(|c| Key::decode('k', c)).transpose()?;
    let (desk, limit) = (Desk::of(&app, &who), paging::limit(filter.limit));
    app.db
        .read(move |c| {
            access::find(c, &desk, &who, id)?;
            let mut rows = words::page(c, id, after.as_ref(), limit + 1)?;
            let next_cursor = paging::cut(&mut rows, limit, |r| Key { at: r.said_at, id: r.id.0 }.encode('k'));
            Ok(Json(ResidentWordPage { items: view::show_words(c, Some(who.person), rows)?, next_cursor, total: None }))
        })
        .await
}

/// Send a reported project back to the unit, with a reason.
#[utoipa::path(tag = "projects", params(("id" = ProjectId, Path)), request_body = ProjectReason, responses(
    (status = 200, body = Project, description = "The project, in progress again"),
    (status = 409, description = "`stale_version`, `step_refused`")
))]
#[post("/projects/{id}/return")]
pub async fn return_project(
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
        (id, ProjectAction::Return),
        |a| a.expected_version,
        |tx, desk, found, ask| {
            let to = ProjectRow { reason: ask.reason.trim().to_owned(), ..found.row.clone() };
            let after = steps::take(tx, desk, &found.row, ProjectAction::Return, to, Note::text(&ask.reason))?;
            if let Some(unit) = after.unit_id {
                let news = tell::news(tx, desk, &after, NoticeKind::ProjectReturned, Some(unit))?;
                tell::liaisons(tx, desk, unit, &news.with("reason", ask.reason.trim()))?;
            }
            Ok(after)
        },
    )
    .await
}

/// Close a project out (销号), with the residents' word in view.
///
/// When fewer residents than configured have had their word about the report, it takes a reason.
#[utoipa::path(tag = "projects", params(("id" = ProjectId, Path)), request_body = CloseProject, responses(
    (status = 200, body = Project, description = "The project, closed"),
    (status = 409, description = "`stale_version`, `step_refused`")
))]
#[post("/projects/{id}/closure")]
pub async fn close_project(
    app: Data<App>,
    who: Who,
    key: Idempotency,
    Path(id): Path<ProjectId>,
    Json(ask): Json<CloseProject>,
) -> ApiResult<Reply> {
    step(
        &app,
        who,
        key,
        ask,
        (id, ProjectAction::Close),
        |a| a.expected_version,
        |tx, desk, found, ask| {
            let counts = residents::counts(tx, desk, &found.row)?;
            let said = counts.resolved + counts.partly + counts.not_resolved;
            let reason = ask.few_words_reason.as_deref().map(str::trim).unwrap_or_default();
            if said < counts.needed && reason.is_empty() {
                let detail = format!("{said} of {} residents have had their word: say why it is closed all the same", counts.needed);
                return Err(ApiError::field("/few_words_reason", "required", detail));
            }
            let few_words_reason = if said < counts.needed { reason.to_owned() } else { String::new() };
            let to = ProjectRow { closing: ask.text.trim().to_owned(), few_words_reason, reason: String::new(), ..found.row.clone() };
            let after = steps::take(tx, desk, &found.row, ProjectAction::Close, to, Note::text(&ask.text))?;
            if let Some(unit) = after.unit_id {
                let news = tell::news(tx, desk, &after, NoticeKind::ProjectClosed, Some(unit))?;
                tell::liaisons(tx, desk, unit, &news)?;
            }
            Ok(after)
        },
    )
    .await
}

/// Look for another unit for a project that was given up.
///
/// The plan goes with the first unit, and what it had done stands in the history: the next one plans anew and reports on its own work.
#[utoipa::path(tag = "projects", params(("id" = ProjectId, Path)), request_body = Step, responses(
    (status = 200, body = Project, description = "The project, open"),
    (status = 409, description = "`stale_version`, `step_refused`")
))]
#[post("/projects/{id}/reopening")]
pub async fn reopen_project(
    app: Data<App>,
    who: Who,
    key: Idempotency,
    Path(id): Path<ProjectId>,
    Json(ask): Json<Step>,
) -> ApiResult<Reply> {
    step(
        &app,
        who,
        key,
        ask,
        (id, ProjectAction::Reopen),
        |a| a.expected_version,
        |tx, desk, found, _| {
            let done = plan::end(tx, found.row.id)?;
            let to = ProjectRow {
                unit_id: None,
                responsible_name: String::new(),
                responsible_phone: String::new(),
                report: String::new(),
                ..found.row.clone()
            };
            steps::take(tx, desk, &found.row, ProjectAction::Reopen, to, Note::text(&done))
        },
    )
    .await
}

//! What departments answer, and what both sides say about each other.

use super::show;
use crate::app::App;
use crate::orders::{self, Desk};
use crate::platform::auth::{self, Who};
use crate::platform::error::{ApiError, ApiResult};
use crate::platform::extract::{Json, Path};
use crate::platform::idempotency::{Idempotency, Reply};
use crate::whistles::lifecycle::Side;
use crate::whistles::queries::Change;
use crate::whistles::steps;
use actix_web::http::StatusCode;
use actix_web::post;
use actix_web::web::Data;
use contract::ResponderId;
use contract::orders::{Contact, RevealContact, Step};
use contract::whistles::{GradeResponder, ReportResult, ResponderAction as A, ResponderStep, ViewWhistle, Whistle};
use serde::Serialize;

/// Who asks for which step of which part, and with which version in mind.
struct Request<T> {
    who: Who,
    id: ResponderId,
    version: i32,
    action: A,
    key: Idempotency,
    ask: T,
}

/// The frame of all steps: find, check, change, show.
async fn step<T, F>(app: &Data<App>, request: Request<T>, change: F) -> ApiResult<Reply>
where
    T: Serialize + Send + 'static,
    F: FnOnce(&Desk, &T) -> Change + Send + 'static,
{
    let desk = Desk::of(app, &request.who);
    let shared = Data::clone(app);
    let reply = app
        .db
        .write(move |tx| {
            let Request { who, id, version, action, key, ask } = request;
            key.run(tx, &who.key_scope(), desk.now, &ask, StatusCode::OK, |tx| {
                let (whistle, row) = steps::load(tx, &desk, &who, id, version, action)?;
                steps::take(tx, &desk, &shared, &whistle, &row, action, change(&desk, &ask))?;
                show(tx, &who, row.whistle_id, desk.now)
            })
        })
        .await?;
    app.outbox_bell.notify_one();
    Ok(reply)
}

/// Acknowledge a whistle.
///
/// Somebody of the unit that was asked. From then on the department reads what the requester wrote, and can have the contact.
#[utoipa::path(tag = "whistles", params(("id" = ResponderId, Path)), request_body = Step, responses(
    (status = 200, body = Whistle, description = "The whistle"),
    (status = 409, description = "`stale_version`, `step_refused`")
))]
#[post("/whistle-responders/{id}/acknowledgement")]
pub async fn acknowledge_whistle(
    app: Data<App>,
    who: auth::Department,
    key: Idempotency,
    Path(id): Path<ResponderId>,
    Json(ask): Json<Step>,
) -> ApiResult<Reply> {
    let version = ask.expected_version;
    step(&app, Request { who: who.0, id, version, action: A::Acknowledge, key, ask }, |desk, _| Change {
        acknowledged_at: Some(desk.now),
        answered_by: desk.actor,
        ..Change::default()
    })
    .await
}

/// Say that one is on site.
///
/// With what was found there.
#[utoipa::path(tag = "whistles", params(("id" = ResponderId, Path)), request_body = ResponderStep, responses(
    (status = 200, body = Whistle, description = "The whistle"),
    (status = 409, description = "`stale_version`, `step_refused`")
))]
#[post("/whistle-responders/{id}/arrival")]
pub async fn arrive_on_site(
    app: Data<App>,
    who: auth::Department,
    key: Idempotency,
    Path(id): Path<ResponderId>,
    Json(ask): Json<ResponderStep>,
) -> ApiResult<Reply> {
    let version = ask.expected_version;
    step(&app, Request { who: who.0, id, version, action: A::Arrive, key, ask }, |desk, ask| Change {
        on_site: Some(ask.text.trim().to_owned()),
        answered_by: desk.actor,
        ..Change::default()
    })
    .await
}

/// Say what will be done.
///
/// Where nothing can be done at once.
#[utoipa::path(tag = "whistles", params(("id" = ResponderId, Path)), request_body = ResponderStep, responses(
    (status = 200, body = Whistle, description = "The whistle"),
    (status = 409, description = "`stale_version`, `step_refused`")
))]
#[post("/whistle-responders/{id}/plan")]
pub async fn plan_response(
    app: Data<App>,
    who: auth::Department,
    key: Idempotency,
    Path(id): Path<ResponderId>,
    Json(ask): Json<ResponderStep>,
) -> ApiResult<Reply> {
    let version = ask.expected_version;
    step(&app, Request { who: who.0, id, version, action: A::Plan, key, ask }, |desk, ask| Change {
        plan: Some(ask.text.trim().to_owned()),
        answered_by: desk.actor,
        ..Change::default()
    })
    .await
}

/// Report what came of it.
///
/// When all departments have solved their part the order is done, and the requester rates it. When one has solved its part only partly, the order goes back to the community once all have reported.
#[utoipa::path(tag = "whistles", params(("id" = ResponderId, Path)), request_body = ReportResult, responses(
    (status = 200, body = Whistle, description = "The whistle"),
    (status = 409, description = "`stale_version`, `step_refused`")
))]
#[post("/whistle-responders/{id}/result")]
pub async fn report_result(
    app: Data<App>,
    who: auth::Department,
    key: Idempotency,
    Path(id): Path<ResponderId>,
    Json(ask): Json<ReportResult>,
) -> ApiResult<Reply> {
    let (version, action) = (ask.expected_version, if ask.is_solved { A::Solve } else { A::SolvePartly });
    step(&app, Request { who: who.0, id, version, action, key, ask }, |desk, ask| Change {
        result: Some(ask.text.trim().to_owned()),
        answered_by: desk.actor,
        ..Change::default()
    })
    .await
}

/// Grade a department.
///
/// The desk that blew the whistle, once, when the department has reported.
#[utoipa::path(tag = "whistles", params(("id" = ResponderId, Path)), request_body = GradeResponder, responses(
    (status = 200, body = Whistle, description = "The whistle"),
    (status = 409, description = "`stale_version`, `step_refused`")
))]
#[post("/whistle-responders/{id}/grade")]
pub async fn grade_responder(
    app: Data<App>,
    who: auth::Staff,
    key: Idempotency,
    Path(id): Path<ResponderId>,
    Json(ask): Json<GradeResponder>,
) -> ApiResult<Reply> {
    let version = ask.expected_version;
    step(&app, Request { who: who.0, id, version, action: A::Grade, key, ask }, |_, ask| Change {
        grade: Some(ask.grade),
        grade_note: Some(ask.note.trim().to_owned()).filter(|n| !n.is_empty()),
        ..Change::default()
    })
    .await
}

/// Say what one thinks of a whistle.
///
/// The department, once, when it has reported: whether it was clear, and whether it was its duty.
#[utoipa::path(tag = "whistles", params(("id" = ResponderId, Path)), request_body = ViewWhistle, responses(
    (status = 200, body = Whistle, description = "The whistle"),
    (status = 409, description = "`stale_version`, `step_refused`")
))]
#[post("/whistle-responders/{id}/view")]
pub async fn view_whistle(
    app: Data<App>,
    who: auth::Department,
    key: Idempotency,
    Path(id): Path<ResponderId>,
    Json(ask): Json<ViewWhistle>,
) -> ApiResult<Reply> {
    let version = ask.expected_version;
    step(&app, Request { who: who.0, id, version, action: A::View, key, ask }, |_, ask| Change {
        is_clear: Some(ask.is_clear),
        is_justified: Some(ask.is_justified),
        view_note: Some(ask.note.trim().to_owned()).filter(|n| !n.is_empty()),
        ..Change::default()
    })
    .await
}

/// Show the contact to a department that has acknowledged.
///
/// With a reason that is logged; the requester can read it. A department that has reported has no more use for it.
#[utoipa::path(tag = "whistles", params(("id" = ResponderId, Path)), request_body = RevealContact, responses(
    (status = 201, body = Contact, description = "The contact, in full"),
    (status = 409, description = "`step_refused`: not acknowledged yet, or reported already")
))]
#[post("/whistle-responders/{id}/contact")]
pub async fn show_whistle_contact(
    app: Data<App>,
    who: auth::Department,
    key: Idempotency,
    Path(id): Path<ResponderId>,
    Json(ask): Json<RevealContact>,
) -> ApiResult<Reply> {
    let desk = Desk::of(&app, &who);
    app.db
        .write(move |tx| {
            // The answer is personal data: it is not kept for a replay, a repeated request is a repeated look.
            let _ = &key;
            let gone = || ApiError::not_found("responder");
            let (whistle, row, sides) = steps::find(tx, &desk, &who, id)?;
            if !sides.contains(&Side::Department) {
                return Err(gone());
            }
            if row.acknowledged_at.is_none() || row.ended_at.is_some() {
                return Err(ApiError::refused("a department's part", row.state.as_str(), "contact").with_version(row.version));
            }
            let order = orders::find_any(tx, whistle.row.order_id)?.ok_or_else(gone)?;
            orders::insert_reveal(tx, order.id, who.person, ask.reason.trim(), desk.now)?;
            desk.audit(tx, "contact.revealed", None, &order)?;
            Reply::new(StatusCode::CREATED, &orders::full_contact(&order))
        })
        .await
}

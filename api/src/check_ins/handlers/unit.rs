//! Units check in.

use super::{Request, step};
use crate::app::App;
use crate::check_ins::{submit, view};
use crate::orders::Desk;
use crate::platform::auth::Who;
use crate::platform::error::{ApiError, ApiResult};
use crate::platform::extract::{Json, Path};
use crate::platform::idempotency::{Idempotency, Reply};
use actix_web::http::StatusCode;
use actix_web::post;
use actix_web::web::Data;
use contract::CheckInId;
use contract::check_ins::{CheckIn, CheckInAction, CheckInSubject, NewUnitCheckIn, ResubmitUnit};

/// Check a work unit in.
///
/// By anybody signed in; a clerk of the community confirms it within the configured working days, and whoever sent it becomes the unit's
/// liaison. A unit with a known credit code is found, not made twice; what is told about it counts from the confirmation on.
#[utoipa::path(tag = "check_ins", request_body = NewUnitCheckIn, responses(
    (status = 201, body = CheckIn, description = "Before the clerk"),
    (status = 409, description = "`already_checked_in`")
))]
#[post("/unit-check-ins")]
pub async fn check_unit_in(app: Data<App>, who: Who, key: Idempotency, Json(ask): Json<NewUnitCheckIn>) -> ApiResult<Reply> {
    let desk = Desk::of(&app, &who);
    let reply = app
        .db
        .write(move |tx| {
            key.run(tx, &who.key_scope(), desk.now, &ask, StatusCode::CREATED, |tx| {
                let row = submit::unit(tx, &desk, &who, &ask)?;
                view::show(tx, &desk, &who, row)
            })
        })
        .await?;
    app.outbox_bell.notify_one();
    Ok(reply)
}

/// Send a unit's check-in again, after a clerk returned it.
#[utoipa::path(tag = "check_ins", params(("id" = CheckInId, Path)), request_body = ResubmitUnit, responses(
    (status = 200, body = CheckIn, description = "Before the clerk again"),
    (status = 409, description = "`stale_version`, `step_refused`")
))]
#[post("/unit-check-ins/{id}/resubmission")]
pub async fn resubmit_unit(
    app: Data<App>,
    who: Who,
    key: Idempotency,
    Path(id): Path<CheckInId>,
    Json(ask): Json<ResubmitUnit>,
) -> ApiResult<Reply> {
    let version = ask.expected_version;
    step(&app, Request { who, id, version, action: CheckInAction::Resubmit, key, ask }, |tx, desk, row, _, ask| {
        if row.subject != CheckInSubject::Unit {
            return Err(ApiError::not_found("check-in of a unit"));
        }
        submit::unit_again(tx, desk, row, ask)
    })
    .await
}

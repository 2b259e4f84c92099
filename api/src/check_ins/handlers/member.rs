//! Members check in, each for themselves.

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
use contract::check_ins::{CheckIn, CheckInAction, CheckInSubject, NewCheckIn, ResubmitCheckIn};

/// Check in as a member, always for oneself.
///
/// With the community one lives in (`residence`), where there is none with the one the unit is paired with (`pairing`), by one's own wish
/// (`self`), or for a limited time (`returned`). When the list of a unit that has checked in agrees with name, number and residence or
/// pairing, it is active at once; otherwise a clerk looks at it within the configured working days.
#[utoipa::path(tag = "check_ins", request_body = NewCheckIn, responses(
    (status = 201, body = CheckIn, description = "Active, or before a clerk"),
    (status = 409, description = "`already_checked_in`")
))]
#[post("/check-ins")]
pub async fn check_in(app: Data<App>, who: Who, key: Idempotency, Json(ask): Json<NewCheckIn>) -> ApiResult<Reply> {
    let desk = Desk::of(&app, &who);
    let reply = app
        .db
        .write(move |tx| {
            key.run(tx, &who.key_scope(), desk.now, &ask, StatusCode::CREATED, |tx| {
                let row = submit::member(tx, &desk, &who, &ask)?;
                view::show(tx, &desk, &who, row)
            })
        })
        .await?;
    app.principals.forget_all();
    app.outbox_bell.notify_one();
    Ok(reply)
}

/// Send my check-in again, after a clerk returned it.
#[utoipa::path(tag = "check_ins", params(("id" = CheckInId, Path)), request_body = ResubmitCheckIn, responses(
    (status = 200, body = CheckIn, description = "Active, or before a clerk again"),
    (status = 409, description = "`stale_version`, `step_refused`")
))]
#[post("/check-ins/{id}/resubmission")]
pub async fn resubmit_check_in(
    app: Data<App>,
    who: Who,
    key: Idempotency,
    Path(id): Path<CheckInId>,
    Json(ask): Json<ResubmitCheckIn>,
) -> ApiResult<Reply> {
    let version = ask.expected_version;
    step(&app, Request { who, id, version, action: CheckInAction::Resubmit, key, ask }, |tx, desk, row, _, ask| {
        if row.subject != CheckInSubject::Member {
            return Err(ApiError::not_found("check-in of a member"));
        }
        submit::member_again(tx, desk, row, &ask.check_in)
    })
    .await
}

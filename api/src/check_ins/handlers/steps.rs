//! What members, liaisons and desks do with a check-in.

use super::{Request, step};
use crate::app::App;
use crate::check_ins::queries::Change;
use crate::check_ins::{lifecycle, steps, tell};
use crate::platform::auth::Who;
use crate::platform::error::{ApiError, ApiResult};
use crate::platform::extract::{Json, Path};
use crate::platform::idempotency::{Idempotency, Reply};
use actix_web::post;
use actix_web::web::Data;
use contract::CheckInId;
use contract::check_ins::{CheckIn, CheckInAction as A, EndCheckIn, ReasonedStep, TransferCheckIn};
use contract::notices::NoticeKind;
use contract::orders::Step;

/// Confirm a check-in.
///
/// By a clerk of the community. The receipt has its number from then on; a member gets the role, and who sent a unit becomes its liaison.
#[utoipa::path(tag = "check_ins", params(("id" = CheckInId, Path)), request_body = Step, responses(
    (status = 200, body = CheckIn, description = "Active"),
    (status = 409, description = "`stale_version`, `step_refused`")
))]
#[post("/check-ins/{id}/activation")]
pub async fn activate_check_in(
    app: Data<App>,
    who: Who,
    key: Idempotency,
    Path(id): Path<CheckInId>,
    Json(ask): Json<Step>,
) -> ApiResult<Reply> {
    let version = ask.expected_version;
    step(&app, Request { who, id, version, action: A::Activate, key, ask }, |tx, desk, row, _, _| steps::activate(tx, desk, row, "")).await
}

/// Send a check-in back, with a reason.
///
/// It can be sent again.
#[utoipa::path(tag = "check_ins", params(("id" = CheckInId, Path)), request_body = ReasonedStep, responses(
    (status = 200, body = CheckIn, description = "Returned"),
    (status = 409, description = "`stale_version`, `step_refused`")
))]
#[post("/check-ins/{id}/return")]
pub async fn return_check_in(
    app: Data<App>,
    who: Who,
    key: Idempotency,
    Path(id): Path<CheckInId>,
    Json(ask): Json<ReasonedStep>,
) -> ApiResult<Reply> {
    let version = ask.expected_version;
    step(&app, Request { who, id, version, action: A::Return, key, ask }, |tx, desk, row, _, ask| {
        let change = Change { reason: Some(ask.reason.trim().to_owned()), ..Change::default() };
        let after = steps::take(tx, desk, row, A::Return, &ask.reason, change)?;
        tell::owner(tx, desk, &after, NoticeKind::CheckInReturned, ask.reason.trim())?;
        Ok(after)
    })
    .await
}

/// Ask another community to take the check-in over.
///
/// A clerk there accepts or declines; the history stays. Nothing new is claimed in between.
#[utoipa::path(tag = "check_ins", params(("id" = CheckInId, Path)), request_body = TransferCheckIn, responses(
    (status = 200, body = CheckIn, description = "Asked"),
    (status = 409, description = "`stale_version`, `step_refused`")
))]
#[post("/check-ins/{id}/transfer")]
pub async fn transfer_check_in(
    app: Data<App>,
    who: Who,
    key: Idempotency,
    Path(id): Path<CheckInId>,
    Json(ask): Json<TransferCheckIn>,
) -> ApiResult<Reply> {
    let version = ask.expected_version;
    step(&app, Request { who, id, version, action: A::Transfer, key, ask }, |tx, desk, row, _, ask| {
        let place = desk.shelf.open_community(tx, ask.community_id)?;
        let place = place.ok_or_else(|| ApiError::field("/community_id", "unknown", "there is no such community"))?;
        if place.id == row.community_id {
            return Err(ApiError::field("/community_id", "choice", "the check-in is with this community"));
        }
        let change = Change { transfer_to: Some(Some(place.id)), ..Change::default() };
        let after = steps::take(tx, desk, row, A::Transfer, &ask.reason, change)?;
        tell::desk_of(tx, desk, &after, NoticeKind::CheckInReceived)?;
        Ok(after)
    })
    .await
}

/// Take my wish for a transfer back.
///
/// The check-in goes on where it is.
#[utoipa::path(tag = "check_ins", params(("id" = CheckInId, Path)), request_body = Step, responses(
    (status = 200, body = CheckIn, description = "Active as before"),
    (status = 409, description = "`stale_version`, `step_refused`")
))]
#[post("/check-ins/{id}/transfer-cancellation")]
pub async fn cancel_transfer(
    app: Data<App>,
    who: Who,
    key: Idempotency,
    Path(id): Path<CheckInId>,
    Json(ask): Json<Step>,
) -> ApiResult<Reply> {
    let version = ask.expected_version;
    step(&app, Request { who, id, version, action: A::CancelTransfer, key, ask }, |tx, desk, row, _, _| {
        steps::take(tx, desk, row, A::CancelTransfer, "", Change { transfer_to: Some(None), ..Change::default() })
    })
    .await
}

/// Take a check-in over from another community.
///
/// By a clerk of the community that was asked.
#[utoipa::path(tag = "check_ins", params(("id" = CheckInId, Path)), request_body = Step, responses(
    (status = 200, body = CheckIn, description = "Active here"),
    (status = 409, description = "`stale_version`, `step_refused`")
))]
#[post("/check-ins/{id}/transfer-acceptance")]
pub async fn accept_transfer(
    app: Data<App>,
    who: Who,
    key: Idempotency,
    Path(id): Path<CheckInId>,
    Json(ask): Json<Step>,
) -> ApiResult<Reply> {
    let version = ask.expected_version;
    step(&app, Request { who, id, version, action: A::AcceptTransfer, key, ask }, |tx, desk, row, _, _| {
        steps::accept_transfer(tx, desk, row)
    })
    .await
}

/// Decline to take a check-in over, with a reason.
///
/// It goes on where it was.
#[utoipa::path(tag = "check_ins", params(("id" = CheckInId, Path)), request_body = ReasonedStep, responses(
    (status = 200, body = CheckIn, description = "Active as before"),
    (status = 409, description = "`stale_version`, `step_refused`")
))]
#[post("/check-ins/{id}/transfer-refusal")]
pub async fn decline_transfer(
    app: Data<App>,
    who: Who,
    key: Idempotency,
    Path(id): Path<CheckInId>,
    Json(ask): Json<ReasonedStep>,
) -> ApiResult<Reply> {
    let version = ask.expected_version;
    step(&app, Request { who, id, version, action: A::DeclineTransfer, key, ask }, |tx, desk, row, _, ask| {
        let change = Change { transfer_to: Some(None), ..Change::default() };
        let after = steps::take(tx, desk, row, A::DeclineTransfer, &ask.reason, change)?;
        tell::owner(tx, desk, &after, NoticeKind::CheckInDeclined, ask.reason.trim())?;
        Ok(after)
    })
    .await
}

/// Suspend a check-in, with a reason.
///
/// By the member or who keeps the list of their unit: illness, a posting elsewhere. Nothing is counted meanwhile.
#[utoipa::path(tag = "check_ins", params(("id" = CheckInId, Path)), request_body = ReasonedStep, responses(
    (status = 200, body = CheckIn, description = "Suspended"),
    (status = 409, description = "`stale_version`, `step_refused`")
))]
#[post("/check-ins/{id}/suspension")]
pub async fn suspend_check_in(
    app: Data<App>,
    who: Who,
    key: Idempotency,
    Path(id): Path<CheckInId>,
    Json(ask): Json<ReasonedStep>,
) -> ApiResult<Reply> {
    let version = ask.expected_version;
    step(&app, Request { who, id, version, action: A::Suspend, key, ask }, |tx, desk, row, _, ask| {
        let change = Change { reason: Some(ask.reason.trim().to_owned()), ..Change::default() };
        let after = steps::take(tx, desk, row, A::Suspend, &ask.reason, change)?;
        tell::owner(tx, desk, &after, NoticeKind::CheckInSuspended, "")?;
        Ok(after)
    })
    .await
}

/// Resume a suspended check-in.
///
/// By the member or who keeps the list of their unit.
#[utoipa::path(tag = "check_ins", params(("id" = CheckInId, Path)), request_body = Step, responses(
    (status = 200, body = CheckIn, description = "Active again"),
    (status = 409, description = "`stale_version`, `step_refused`")
))]
#[post("/check-ins/{id}/resumption")]
pub async fn resume_check_in(
    app: Data<App>,
    who: Who,
    key: Idempotency,
    Path(id): Path<CheckInId>,
    Json(ask): Json<Step>,
) -> ApiResult<Reply> {
    let version = ask.expected_version;
    step(&app, Request { who, id, version, action: A::Resume, key, ask }, |tx, desk, row, _, _| {
        steps::take(tx, desk, row, A::Resume, "", Change { reason: Some(String::new()), ..Change::default() })
    })
    .await
}

/// End a check-in.
///
/// A member withdraws; that somebody left the unit is for its liaison to say, a death for liaison or desk, a mistake for the desk. Claims of shifts that have not begun are released.
#[utoipa::path(tag = "check_ins", params(("id" = CheckInId, Path)), request_body = EndCheckIn, responses(
    (status = 200, body = CheckIn, description = "Ended"),
    (status = 409, description = "`stale_version`, `step_refused`")
))]
#[post("/check-ins/{id}/end")]
pub async fn end_check_in(
    app: Data<App>,
    who: Who,
    key: Idempotency,
    Path(id): Path<CheckInId>,
    Json(ask): Json<EndCheckIn>,
) -> ApiResult<Reply> {
    let version = ask.expected_version;
    step(&app, Request { who, id, version, action: A::End, key, ask }, |tx, desk, row, sides, ask| {
        if !lifecycle::may_end(ask.why, row.subject, sides) {
            return Err(ApiError::forbidden(format!("that it ends because of `{}` is not yours to say", ask.why)));
        }
        steps::end_check_in(tx, desk, row, A::End, &steps::ending_note(ask.why, &ask.note))
    })
    .await
}

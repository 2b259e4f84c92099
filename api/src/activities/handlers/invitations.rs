//! The relay: inviting units, answering, taking back.

use crate::activities::queries::InvitationRow;
use crate::activities::{access, relay, view};
use crate::app::App;
use crate::platform::auth::Who;
use crate::platform::error::ApiResult;
use crate::platform::extract::{Json, Path};
use crate::platform::idempotency::{Idempotency, Reply};
use crate::posts::run;
use actix_web::http::StatusCode;
use actix_web::post;
use actix_web::web::Data;
use contract::activities::{AcceptInvitation, Activity, DeclineInvitation, InvitationAction, InviteUnits};
use contract::orders::Step;
use contract::{ActivityId, InvitationId};

/// Invite units to an activity (邀约), or pass an invitation on.
///
/// The organiser invites; a unit that has accepted invites further ones, and the relay shows who invited whom. One live invitation a unit.
#[utoipa::path(tag = "activities", params(("id" = ActivityId, Path)), request_body = InviteUnits, responses(
    (status = 201, body = Activity, description = "The activity with its relay"),
    (status = 409, description = "`step_refused`: not open, or the time to answer is over")
))]
#[post("/activities/{id}/invitations")]
pub async fn invite_units(
    app: Data<App>,
    who: Who,
    key: Idempotency,
    Path(id): Path<ActivityId>,
    Json(ask): Json<InviteUnits>,
) -> ApiResult<Reply> {
    run(&app, who, key, ask, StatusCode::CREATED, move |tx, desk, who, ask| {
        let found = relay::invite(tx, desk, who, id, ask)?;
        view::show(tx, desk, who, found)
    })
    .await
}

/// Accept an invitation for my unit: with how many people, and whom to reach.
#[utoipa::path(tag = "activities", params(("id" = InvitationId, Path)), request_body = AcceptInvitation, responses(
    (status = 200, body = Activity, description = "The activity with its relay"),
    (status = 409, description = "`stale_version`, `step_refused`: answered, withdrawn or run out")
))]
#[post("/activity-invitations/{id}/acceptance")]
pub async fn accept_invitation(
    app: Data<App>,
    who: Who,
    key: Idempotency,
    Path(id): Path<InvitationId>,
    Json(ask): Json<AcceptInvitation>,
) -> ApiResult<Reply> {
    run(&app, who, key, ask, StatusCode::OK, move |tx, desk, who, ask| {
        let (found, row) = relay::load(tx, desk, who, id, ask.expected_version, InvitationAction::Accept)?;
        let to = InvitationRow {
            people: ask.people,
            contact_name: ask.contact_name.trim().to_owned(),
            contact_phone: ask.contact_phone.clone(),
            ..row.clone()
        };
        let after = relay::take(tx, desk, &row, InvitationAction::Accept, to)?;
        relay::tell_host(tx, desk, &found, &after)?;
        let found = access::lock(tx, desk, who, found.row.id)?;
        view::show(tx, desk, who, found)
    })
    .await
}

/// Decline an invitation for my unit, also when it was accepted and the unit cannot come after all.
///
/// People of the unit who signed up keep their places and give them back themselves.
#[utoipa::path(tag = "activities", params(("id" = InvitationId, Path)), request_body = DeclineInvitation, responses(
    (status = 200, body = Activity, description = "The activity with its relay"),
    (status = 409, description = "`stale_version`, `step_refused`")
))]
#[post("/activity-invitations/{id}/refusal")]
pub async fn decline_invitation(
    app: Data<App>,
    who: Who,
    key: Idempotency,
    Path(id): Path<InvitationId>,
    Json(ask): Json<DeclineInvitation>,
) -> ApiResult<Reply> {
    run(&app, who, key, ask, StatusCode::OK, move |tx, desk, who, ask| {
        let (found, row) = relay::load(tx, desk, who, id, ask.expected_version, InvitationAction::Decline)?;
        let to = InvitationRow { reason: ask.reason.trim().to_owned(), ..row.clone() };
        let after = relay::take(tx, desk, &row, InvitationAction::Decline, to)?;
        relay::tell_host(tx, desk, &found, &after)?;
        let found = access::lock(tx, desk, who, found.row.id)?;
        view::show(tx, desk, who, found)
    })
    .await
}

/// Take an invitation back that nobody has answered, by whoever invited. The unit is told.
#[utoipa::path(tag = "activities", params(("id" = InvitationId, Path)), request_body = Step, responses(
    (status = 200, body = Activity, description = "The activity with its relay"),
    (status = 409, description = "`stale_version`, `step_refused`")
))]
#[post("/activity-invitations/{id}/withdrawal")]
pub async fn withdraw_invitation(
    app: Data<App>,
    who: Who,
    key: Idempotency,
    Path(id): Path<InvitationId>,
    Json(ask): Json<Step>,
) -> ApiResult<Reply> {
    run(&app, who, key, ask, StatusCode::OK, move |tx, desk, who, ask| {
        let (found, row) = relay::load(tx, desk, who, id, ask.expected_version, InvitationAction::Withdraw)?;
        let after = relay::take(tx, desk, &row, InvitationAction::Withdraw, row.clone())?;
        relay::tell_guest(tx, desk, &found, &after)?;
        let found = access::lock(tx, desk, who, found.row.id)?;
        view::show(tx, desk, who, found)
    })
    .await
}

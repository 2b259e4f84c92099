//! What becomes of an offer: taken, declined, handed back, recalled.

use super::{By, Call, answer};
use crate::accounts::names_of;
use crate::app::App;
use crate::dispatch::queries::{Answered, DispatchRow};
use crate::dispatch::{offers, taking};
use crate::orders::{Change, Note, Notice, Side};
use crate::org;
use crate::platform::auth::{self, Who};
use crate::platform::error::{ApiError, ApiResult};
use crate::platform::extract::{Json, Path};
use crate::platform::idempotency::{Idempotency, Reply};
use crate::platform::sms::Template;
use actix_web::post;
use actix_web::web::Data;
use contract::DispatchId;
use contract::dispatch::{AcceptDispatch, DeclineDispatch, DeclineReason, DispatchAction};
use contract::orders::{Order, OrderAction, Step};

/// Take an offer.
///
/// The first team to accept gets the order; the other offers are recalled.
#[utoipa::path(tag = "dispatch", params(("id" = DispatchId, Path)), request_body = AcceptDispatch, responses(
    (status = 200, body = Order, description = "The order, taken"),
    (status = 409, description = "`stale_version`, `already_taken`: another team was first, `step_refused`: the window is over, or an objection waits for its review")
))]
#[post("/dispatches/{id}/acceptance")]
pub async fn accept_dispatch(
    app: Data<App>,
    who: Who,
    key: Idempotency,
    Path(id): Path<DispatchId>,
    Json(ask): Json<AcceptDispatch>,
) -> ApiResult<Reply> {
    let call = Call { who, key, id, version: ask.expected_version, by: By::Claimant, ask };
    answer(&app, call, |tx, desk, who, order, row, ask| {
        if row.expires_at <= desk.now && !row.is_named {
            return Err(ApiError::refused("an offer", "expired", "accept"));
        }
        let person = ask.responsible_person_id.or(row.responsible_id).unwrap_or(who.person);
        let team = org::team_row(tx, row.team_id)?.ok_or_else(|| ApiError::not_found("team"))?;
        if !org::is_member(tx, &team, person)? {
            return Err(ApiError::field("/responsible_person_id", "unknown", "not a member of the team"));
        }
        let after = taking::accept(tx, desk, who.person, &order, row, person)?;
        let name = names_of(tx, &[person])?.remove(&person).unwrap_or_else(String::new);
        Notice::new(Template::OrderTaken).with("team", team.name).with("person", name).to_requester(tx, desk, &after)?;
        Ok(after)
    })
    .await
}

fn declined(ask: &DeclineDispatch) -> ApiResult<Answered> {
    let explanation = ask.explanation.trim();
    if ask.reason == DeclineReason::Other && explanation.is_empty() {
        return Err(ApiError::field("/explanation", "required", "say why"));
    }
    let explanation = (!explanation.is_empty()).then(|| explanation.to_owned());
    Ok(Answered { reason: Some(Some(ask.reason)), explanation: Some(explanation), ..Answered::default() })
}

fn reason_note(ask: &DeclineDispatch, row: &DispatchRow) -> Note {
    let text =
        if ask.explanation.trim().is_empty() { ask.reason.to_string() } else { format!("{}: {}", ask.reason, ask.explanation.trim()) };
    Note { text: Some(text), team: Some(row.team_id), ..Note::default() }
}

/// Decline an offer, with a reason.
#[utoipa::path(tag = "dispatch", params(("id" = DispatchId, Path)), request_body = DeclineDispatch, responses(
    (status = 200, body = Order, description = "The order; back at the desk when no offer is left"),
    (status = 409, description = "`stale_version`, `step_refused`: also when the secretary named the team")
))]
#[post("/dispatches/{id}/refusal")]
pub async fn decline_dispatch(
    app: Data<App>,
    who: Who,
    key: Idempotency,
    Path(id): Path<DispatchId>,
    Json(ask): Json<DeclineDispatch>,
) -> ApiResult<Reply> {
    let call = Call { who, key, id, version: ask.expected_version, by: By::Lead, ask };
    answer(&app, call, |tx, desk, _, order, row, ask| {
        offers::answer(tx, desk, row, DispatchAction::Decline, declined(ask)?)?;
        offers::release_if_alone(tx, desk, &order, Side::Team, reason_note(ask, row))
    })
    .await
}

/// Hand an order back that was taken, with a reason.
#[utoipa::path(tag = "dispatch", params(("id" = DispatchId, Path)), request_body = DeclineDispatch, responses(
    (status = 200, body = Order, description = "The order, back at the desk"),
    (status = 409, description = "`stale_version`, `step_refused`")
))]
#[post("/dispatches/{id}/hand-back")]
pub async fn hand_back_dispatch(
    app: Data<App>,
    who: Who,
    key: Idempotency,
    Path(id): Path<DispatchId>,
    Json(ask): Json<DeclineDispatch>,
) -> ApiResult<Reply> {
    let call = Call { who, key, id, version: ask.expected_version, by: By::Lead, ask };
    answer(&app, call, |tx, desk, _, order, row, ask| {
        offers::answer(tx, desk, row, DispatchAction::HandBack, declined(ask)?)?;
        let change = Change { team_id: Some(None), responsible_id: Some(None), ..Change::default() };
        desk.take(tx, &order, Side::Team, OrderAction::HandBack, change, reason_note(ask, row))
    })
    .await
}

/// Take an open offer back.
#[utoipa::path(tag = "dispatch", params(("id" = DispatchId, Path)), request_body = Step, responses(
    (status = 200, body = Order, description = "The order; back at the desk when no offer is left"),
    (status = 409, description = "`stale_version`, `step_refused`")
))]
#[post("/dispatches/{id}/recall")]
pub async fn recall_dispatch(
    app: Data<App>,
    who: auth::Desk,
    key: Idempotency,
    Path(id): Path<DispatchId>,
    Json(ask): Json<Step>,
) -> ApiResult<Reply> {
    let call = Call { who: who.0, key, id, version: ask.expected_version, by: By::Desk, ask };
    answer(&app, call, |tx, desk, _, order, row, _| {
        offers::answer(tx, desk, row, DispatchAction::Recall, Answered::default())?;
        offers::release_if_alone(tx, desk, &order, Side::Desk, Note { team: Some(row.team_id), ..Note::default() })
    })
    .await
}

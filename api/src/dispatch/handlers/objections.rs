//! 派单异议: a lead objects to an offer instead of declining it; the secretary reviews.

use super::{By, Call, answer};
use crate::app::App;
use crate::dispatch::offers;
use crate::dispatch::queries::Answered;
use crate::orders::{Note, Notice, Side};
use crate::platform::auth::{Secretary, Who};
use crate::platform::error::{ApiError, ApiResult};
use crate::platform::extract::{Json, Path};
use crate::platform::idempotency::{Idempotency, Reply};
use crate::platform::sms::Template;
use actix_web::post;
use actix_web::web::Data;
use contract::DispatchId;
use contract::dispatch::{DeclineReason, DispatchAction, ObjectToDispatch, ObjectionReason, ObjectionState, ReviewObjection};
use contract::orders::Order;

/// Object to an offer.
///
/// Once an offer, instead of declining it. Its window stands still until the secretary has reviewed the objection.
#[utoipa::path(tag = "dispatch", params(("id" = DispatchId, Path)), request_body = ObjectToDispatch, responses(
    (status = 200, body = Order, description = "The order, with the objection"),
    (status = 409, description = "`stale_version`, `step_refused`: also after the window, and after one objection")
))]
#[post("/dispatches/{id}/objection")]
pub async fn object_to_dispatch(
    app: Data<App>,
    who: Who,
    key: Idempotency,
    Path(id): Path<DispatchId>,
    Json(ask): Json<ObjectToDispatch>,
) -> ApiResult<Reply> {
    let call = Call { who, key, id, version: ask.expected_version, by: By::Lead, ask };
    answer(&app, call, |tx, desk, who, order, row, ask| {
        if row.expires_at <= desk.now && !row.is_named {
            return Err(ApiError::refused("an offer", "expired", "object"));
        }
        let change = Answered {
            objection_reason: Some(Some(ask.reason)),
            objection_text: Some(Some(ask.text.trim().to_owned())),
            objection_state: Some(Some(ObjectionState::Open)),
            objected_by: Some(Some(who.person)),
            objected_at: Some(Some(desk.now)),
            ..Answered::default()
        };
        offers::answer(tx, desk, row, DispatchAction::Object, change)?;
        desk.touch(tx, &order)
    })
    .await
}

/// Review an objection.
///
/// Upheld, the offer ends as declined and counts neither for nor against the team. Denied, its window starts again. Nobody reviews their
/// own objection.
#[utoipa::path(tag = "dispatch", params(("id" = DispatchId, Path)), request_body = ReviewObjection, responses(
    (status = 200, body = Order, description = "The order; back at the desk when the objection was upheld and no offer is left"),
    (status = 409, description = "`stale_version`, `step_refused`: there is no open objection")
))]
#[post("/dispatches/{id}/objection-review")]
pub async fn review_objection(
    app: Data<App>,
    who: Secretary,
    key: Idempotency,
    Path(id): Path<DispatchId>,
    Json(ask): Json<ReviewObjection>,
) -> ApiResult<Reply> {
    let call = Call { who: who.0, key, id, version: ask.expected_version, by: By::Secretary, ask };
    answer(&app, call, |tx, desk, who, order, row, ask| {
        if row.objected_by == Some(who.person) {
            return Err(ApiError::forbidden("nobody reviews their own objection"));
        }
        let mut change =
            Answered { review: Some(Some(ask.text.trim().to_owned())), reviewed_at: Some(Some(desk.now)), ..Answered::default() };
        let notice = Notice::new(Template::ObjectionReviewed).with("review", ask.text.trim());
        if ask.is_upheld {
            change.objection_state = Some(Some(ObjectionState::Upheld));
            change.is_neutral = Some(true);
            change.reason = Some(row.objection_reason.map(as_decline));
            change.explanation = Some(row.objection_text.clone());
            offers::answer(tx, desk, row, DispatchAction::UpholdObjection, change)?;
            offers::tell_lead(tx, desk, &order, row.team_id, notice.with("decision", "成立").with("decision_en", "upheld"))?;
            let note = Note { text: Some(ask.text.trim().to_owned()), team: Some(row.team_id), ..Note::default() };
            offers::release_if_alone(tx, desk, &order, Side::Secretary, note)
        } else {
            change.objection_state = Some(Some(ObjectionState::Denied));
            change.expires_at = Some(desk.calendar.add(desk.now, order.spans.0.take));
            offers::answer(tx, desk, row, DispatchAction::DenyObjection, change)?;
            offers::tell_lead(tx, desk, &order, row.team_id, notice.with("decision", "不成立").with("decision_en", "not upheld"))?;
            desk.touch(tx, &order)
        }
    })
    .await
}

/// The reason for which the offer ended, in the words of declining.
const fn as_decline(reason: ObjectionReason) -> DeclineReason {
    match reason {
        ObjectionReason::OutsideDuty => DeclineReason::NotOurDuty,
        ObjectionReason::WrongTeam => DeclineReason::WrongSkill,
        ObjectionReason::Unsafe => DeclineReason::Unsafe,
        ObjectionReason::WrongFacts | ObjectionReason::Other => DeclineReason::Other,
    }
}

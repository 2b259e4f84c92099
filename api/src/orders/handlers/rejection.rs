//! Rejecting an order: one person proposes, another decides, and the street looks again when the requester asks for it.

use super::{Request, step};
use crate::app::App;
use crate::orders::intake;
use crate::orders::lifecycle::Side;
use crate::orders::notices::Notice;
use crate::orders::queries::{self, Change};
use crate::orders::steps::Note;
use crate::platform::auth::{self, Decider, Who};
use crate::platform::error::{ApiError, ApiResult};
use crate::platform::extract::{Json, Path};
use crate::platform::idempotency::{Idempotency, Reply};
use crate::platform::sms::Template;
use actix_web::post;
use actix_web::web::Data;
use contract::OrderId;
use contract::accounts::Role;
use contract::orders::{
    ConfirmRejection, EventDetail, Order, OrderAction, Pending, RejectOrder, ReviewDecision, ReviewRejection, StepWithText,
};

/// Propose to reject an order.
///
/// With one of the lawful reasons and the words for the requester, who learns nothing of it before a second person has decided.
/// Accepting, asking, referring or merging the order instead drops the proposal.
#[utoipa::path(tag = "orders", params(("id" = OrderId, Path)), request_body = RejectOrder, responses(
    (status = 200, body = Order, description = "The order with the proposal"),
    (status = 409, description = "`stale_version`, `step_refused`: there is a proposal already")
))]
#[post("/orders/{id}/rejection-proposal")]
pub async fn propose_rejection(
    app: Data<App>,
    who: auth::Desk,
    key: Idempotency,
    Path(id): Path<OrderId>,
    Json(ask): Json<RejectOrder>,
) -> ApiResult<Reply> {
    let version = ask.expected_version;
    let request = Request { who: who.0, id, version, action: OrderAction::ProposeRejection, side: Side::Desk, key, ask };
    step(&app, request, |tx, _, _, loaded, ask, take| {
        let change = Change { pending: Some(Some(Pending::Rejection)), ..Change::default() };
        let detail = EventDetail { rejection: Some(ask.reason), ..EventDetail::default() };
        take(tx, &loaded.row, change, Note::text(ask.explanation.trim()).with(detail))
    })
    .await
}

/// Reject an order that somebody else proposed to reject.
///
/// The secretary of the community or the street decides, never the person who proposed it; the words may be changed.
#[utoipa::path(tag = "orders", params(("id" = OrderId, Path)), request_body = ConfirmRejection, responses(
    (status = 200, body = Order, description = "The order, rejected"),
    (status = 409, description = "`stale_version`, `step_refused`: nothing was proposed, or the caller proposed it")
))]
#[post("/orders/{id}/rejection")]
pub async fn reject_order(
    app: Data<App>,
    who: Decider,
    key: Idempotency,
    Path(id): Path<OrderId>,
    Json(ask): Json<ConfirmRejection>,
) -> ApiResult<Reply> {
    let version = ask.expected_version;
    let request = Request { who: who.0, id, version, action: OrderAction::Reject, side: Side::Secretary, key, ask };
    step(&app, request, |tx, desk, who, loaded, ask, _| {
        let row = &loaded.row;
        let missing = || ApiError::internal("a proposal to reject has no reason");
        let proposed = intake::proposal(row, &queries::events_of(tx, row.id)?).ok_or_else(missing)?;
        let explanation = ask.explanation.as_deref().map_or(proposed.explanation, |e| e.trim().to_owned());
        let change = Change {
            rejection_reason: Some(Some(proposed.reason)),
            rejection_explanation: Some(Some(explanation.clone())),
            ..Change::default()
        };
        let side = if who.holds_at(&[Role::CommunitySecretary], &row.area) { Side::Secretary } else { Side::Street };
        let detail = EventDetail { rejection: Some(proposed.reason), ..EventDetail::default() };
        let after = desk.take(tx, row, side, OrderAction::Reject, change, Note::text(&explanation).with(detail))?;
        Notice::new(Template::OrderRejected).with("explanation", explanation).to_requester(tx, desk, &after)?;
        Ok(after)
    })
    .await
}

/// Contest a rejection.
///
/// The requester, once, within the working days configured: the street looks again.
#[utoipa::path(tag = "orders", params(("id" = OrderId, Path)), request_body = StepWithText, responses(
    (status = 200, body = Order, description = "The order, before the street"),
    (status = 409, description = "`stale_version`, `step_refused`: contested already, or too late")
))]
#[post("/orders/{id}/contest")]
pub async fn contest_rejection(
    app: Data<App>,
    who: Who,
    key: Idempotency,
    Path(id): Path<OrderId>,
    Json(ask): Json<StepWithText>,
) -> ApiResult<Reply> {
    let version = ask.expected_version;
    let request = Request { who, id, version, action: OrderAction::Contest, side: Side::Requester, key, ask };
    step(&app, request, |tx, _, _, loaded, ask, take| {
        take(tx, &loaded.row, Change { pending: Some(Some(Pending::Contest)), ..Change::default() }, Note::text(ask.text.trim()))
    })
    .await
}

/// Review a contested rejection.
///
/// The street upholds it, or puts the order before the desk again with a fresh clock. Nobody reviews their own rejection.
#[utoipa::path(tag = "orders", params(("id" = OrderId, Path)), request_body = ReviewRejection, responses(
    (status = 200, body = Order, description = "The order after the review"),
    (status = 409, description = "`stale_version`, `step_refused`: nobody contests it, or the caller rejected it")
))]
#[post("/orders/{id}/review")]
pub async fn review_rejection(
    app: Data<App>,
    who: Who,
    key: Idempotency,
    Path(id): Path<OrderId>,
    Json(ask): Json<ReviewRejection>,
) -> ApiResult<Reply> {
    let version = ask.expected_version;
    let is_overturned = ask.decision == ReviewDecision::Overturn;
    let action = if is_overturned { OrderAction::Overturn } else { OrderAction::Uphold };
    let request = Request { who, id, version, action, side: Side::Street, key, ask };
    step(&app, request, move |tx, desk, _, loaded, ask, take| {
        let explanation = ask.explanation.trim();
        let mut change = Change { pending: Some(None), ..Change::default() };
        if is_overturned {
            (change.rejection_reason, change.rejection_explanation) = (Some(None), Some(None));
        }
        let after = take(tx, &loaded.row, change, Note::text(explanation))?;
        let (zh, en) =
            if is_overturned { ("重新受理", "it is looked at again") } else { ("维持不予受理", "the rejection stands") };
        let notice = Notice::new(Template::OrderReviewed).with("decision", zh).with("decision_en", en).with("explanation", explanation);
        notice.to_requester(tx, desk, &after)?;
        Ok(after)
    })
    .await
}

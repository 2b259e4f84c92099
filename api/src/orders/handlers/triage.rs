//! The community's desk: accept, ask back, reject.

use super::{Request, step};
use crate::app::App;
use crate::dispatch;
use crate::orders::lifecycle::Side;
use crate::orders::notices::Notice;
use crate::orders::queries::Change;
use crate::orders::steps::Note;
use crate::platform::auth::{self, Secretary};
use crate::platform::error::ApiResult;
use crate::platform::extract::{Json, Path};
use crate::platform::idempotency::{Idempotency, Reply};
use crate::platform::sms::Template;
use actix_web::post;
use actix_web::web::Data;
use contract::OrderId;
use contract::orders::{AcceptOrder, Order, OrderAction, RejectOrder, StepWithText};

/// Accept an order.
///
/// Sets the deadline that is printed on it: the item's promise over the working calendar. Where a rule says so, it is offered to a team in
/// the same step.
#[utoipa::path(tag = "orders", params(("id" = OrderId, Path)), request_body = AcceptOrder, responses(
    (status = 200, body = Order, description = "The order, accepted"),
    (status = 409, description = "`stale_version`, `step_refused`")
))]
#[post("/orders/{id}/acceptance")]
pub async fn accept_order(
    app: Data<App>,
    who: auth::Desk,
    key: Idempotency,
    Path(id): Path<OrderId>,
    Json(ask): Json<AcceptOrder>,
) -> ApiResult<Reply> {
    let version = ask.expected_version;
    let request = Request { who: who.0, id, version, action: OrderAction::Accept, side: Side::Desk, key, ask };
    step(&app, request, |tx, desk, _, loaded, ask, take| {
        let deadline = desk.calendar.add(desk.now, loaded.row.spans.0.completion);
        let change = Change { urgency: Some(ask.urgency), deadline: Some(Some(deadline)), ..Change::default() };
        let after = take(tx, &loaded.row, change, Note::default())?;
        Notice::new(Template::OrderAccepted).to_requester(tx, desk, &after)?;
        dispatch::on_accepted(tx, desk, after)
    })
    .await
}

/// Reject an order.
///
/// With one of the lawful reasons and an explanation. The secretary does it: a clerk alone cannot.
#[utoipa::path(tag = "orders", params(("id" = OrderId, Path)), request_body = RejectOrder, responses(
    (status = 200, body = Order, description = "The order, rejected"),
    (status = 409, description = "`stale_version`, `step_refused`")
))]
#[post("/orders/{id}/rejection")]
pub async fn reject_order(
    app: Data<App>,
    who: Secretary,
    key: Idempotency,
    Path(id): Path<OrderId>,
    Json(ask): Json<RejectOrder>,
) -> ApiResult<Reply> {
    let version = ask.expected_version;
    let request = Request { who: who.0, id, version, action: OrderAction::Reject, side: Side::Secretary, key, ask };
    step(&app, request, |tx, desk, _, loaded, ask, take| {
        let change = Change {
            rejection_reason: Some(Some(ask.reason)),
            rejection_explanation: Some(Some(ask.explanation.clone())),
            ..Change::default()
        };
        let after = take(tx, &loaded.row, change, Note::text(&ask.explanation))?;
        Notice::new(Template::OrderRejected).with("explanation", &ask.explanation).to_requester(tx, desk, &after)?;
        Ok(after)
    })
    .await
}

/// Ask the requester something.
///
/// The clock stands still until the answer; after days of silence the order counts as withdrawn.
#[utoipa::path(tag = "orders", params(("id" = OrderId, Path)), request_body = StepWithText, responses(
    (status = 200, body = Order, description = "The order, waiting for the requester"),
    (status = 409, description = "`stale_version`, `step_refused`")
))]
#[post("/orders/{id}/information-request")]
pub async fn request_information(
    app: Data<App>,
    who: auth::Desk,
    key: Idempotency,
    Path(id): Path<OrderId>,
    Json(ask): Json<StepWithText>,
) -> ApiResult<Reply> {
    let version = ask.expected_version;
    let request = Request { who: who.0, id, version, action: OrderAction::RequestInformation, side: Side::Desk, key, ask };
    step(&app, request, |tx, desk, _, loaded, ask, take| {
        let change = Change { question: Some(Some(ask.text.clone())), ..Change::default() };
        let after = take(tx, &loaded.row, change, Note::text(&ask.text))?;
        Notice::new(Template::OrderQuestion).with("question", &ask.text).to_requester(tx, desk, &after)?;
        Ok(after)
    })
    .await
}

//! The community's desk: accept, ask back, reject.

use super::{Request, step};
use crate::app::App;
use crate::orders::lifecycle::Side;
use crate::orders::notices::Notice;
use crate::orders::queries::{Change, OrderRow};
use crate::orders::steps::{Desk, Note};
use crate::platform::auth::{self, Secretary};
use crate::platform::db::Conn;
use crate::platform::db::types::Json as JsonColumn;
use crate::platform::error::ApiResult;
use crate::platform::extract::{Json, Path};
use crate::platform::idempotency::{Idempotency, Reply};
use crate::platform::sms::Template;
use crate::{dispatch, menu};
use actix_web::post;
use actix_web::web::Data;
use contract::OrderId;
use contract::menu::StageSpans;
use contract::orders::{AcceptOrder, Order, OrderAction, RejectOrder, StepWithText, Urgency};

/// Accept an order.
///
/// Sets the deadline that is printed on it: the item's promise for this urgency over the working calendar. Where a rule says so, it is
/// offered to a team in the same step.
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
    step(&app, request, |tx, desk, _, loaded, ask, _| accept(tx, desk, &loaded.row, ask.urgency)).await
}

/// Accepts an order that was loaded for this step, tells its requester, and offers it to a team where a rule says so.
pub fn accept(tx: &mut Conn, desk: &Desk, row: &OrderRow, urgency: Urgency) -> ApiResult<OrderRow> {
    let spans = spans_for(tx, row, urgency)?;
    let deadline = desk.calendar.add(desk.now, spans.completion);
    let (urgency, spans) = (Some(urgency), Some(JsonColumn(spans)));
    let change = Change { urgency, spans, deadline: Some(Some(deadline)), ..Change::default() };
    let after = desk.take(tx, row, Side::Desk, OrderAction::Accept, change, Note::default())?;
    Notice::new(Template::OrderAccepted).to_requester(tx, desk, &after)?;
    dispatch::on_accepted(tx, desk, after)
}

/// What the version that was ordered promises for an urgency. The clock of the desk itself stays as it was: it has run already.
fn spans_for(tx: &mut Conn, row: &OrderRow, urgency: Urgency) -> ApiResult<StageSpans> {
    let promised = menu::version(tx, row.item_id, row.item_version)?.map(|v| v.spans.0.of(urgency).clone());
    Ok(StageSpans { acceptance: row.spans.0.acceptance, ..promised.unwrap_or_else(|| row.spans.0.clone()) })
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

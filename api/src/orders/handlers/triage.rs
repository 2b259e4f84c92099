//! The community's desk: accept, ask back, refer.

use super::{Request, step};
use crate::app::App;
use crate::orders::lifecycle::Side;
use crate::orders::notices::Notice;
use crate::orders::queries::{Change, OrderRow};
use crate::orders::questions;
use crate::orders::steps::{Desk, Note};
use crate::platform::auth;
use crate::platform::db::Conn;
use crate::platform::db::types::Json as JsonColumn;
use crate::platform::error::{ApiError, ApiResult};
use crate::platform::extract::{Json, Path};
use crate::platform::idempotency::{Idempotency, Reply};
use crate::platform::sms::Template;
use crate::{dispatch, menu};
use actix_web::post;
use actix_web::web::Data;
use contract::OrderId;
use contract::menu::StageSpans;
use contract::orders::{AcceptOrder, AskInformation, EventDetail, Order, OrderAction, Outcome, ReferOrder, ReferralChannel, Urgency};

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

/// Ask the requester something.
///
/// One to five questions. The clock stands still until the answers; after days of silence the order counts as withdrawn. When questions
/// have held it up as long as they may, no more can be asked.
#[utoipa::path(tag = "orders", params(("id" = OrderId, Path)), request_body = AskInformation, responses(
    (status = 200, body = Order, description = "The order, waiting for the requester"),
    (status = 409, description = "`stale_version`, `step_refused`")
))]
#[post("/orders/{id}/information-request")]
pub async fn request_information(
    app: Data<App>,
    who: auth::Desk,
    key: Idempotency,
    Path(id): Path<OrderId>,
    Json(ask): Json<AskInformation>,
) -> ApiResult<Reply> {
    let asked = questions::texts("/questions", &ask.questions, 2..=500)?;
    let version = ask.expected_version;
    let request = Request { who: who.0, id, version, action: OrderAction::RequestInformation, side: Side::Desk, key, ask };
    step(&app, request, move |tx, desk, _, loaded, _, take| {
        let before = questions::of_order(tx, id)?.last().map_or(0, |q| q.request);
        questions::insert(tx, id, before + 1, &asked, desk.now)?;
        let text = questions::listed(&asked);
        let change = Change { question: Some(Some(text.clone())), ..Change::default() };
        let after = take(tx, &loaded.row, change, Note::text(&text))?;
        Notice::new(Template::OrderQuestion).with("question", text).to_requester(tx, desk, &after)?;
        Ok(after)
    })
    .await
}

/// Hand an order to another channel.
///
/// An emergency at once; everything else with the number under which the other channel has it. The requester is told both.
#[utoipa::path(tag = "orders", params(("id" = OrderId, Path)), request_body = ReferOrder, responses(
    (status = 200, body = Order, description = "The order, referred"),
    (status = 409, description = "`stale_version`, `step_refused`")
))]
#[post("/orders/{id}/referral")]
pub async fn refer_order(
    app: Data<App>,
    who: auth::Desk,
    key: Idempotency,
    Path(id): Path<OrderId>,
    Json(ask): Json<ReferOrder>,
) -> ApiResult<Reply> {
    if ask.receipt.is_none() && ask.channel != ReferralChannel::Emergency {
        return Err(ApiError::field("/receipt", "required", "give the number under which the other channel has it"));
    }
    let version = ask.expected_version;
    let request = Request { who: who.0, id, version, action: OrderAction::Refer, side: Side::Desk, key, ask };
    step(&app, request, |tx, desk, _, loaded, ask, take| {
        let receipt = ask.receipt.as_deref().map(|r| r.trim().to_owned());
        let detail = EventDetail { channel: Some(ask.channel), receipt: receipt.clone(), ..EventDetail::default() };
        let change = Change { outcome: Some(Some(Outcome::Referred)), ..Change::default() };
        let after = take(tx, &loaded.row, change, Note::text(ask.explanation.trim()).with(detail))?;
        let receipt = receipt.unwrap_or_default();
        let (zh, en) = channel(ask.channel);
        let mut notice = Notice::new(Template::OrderReferred).with("channel", zh).with("channel_en", en);
        if !receipt.is_empty() {
            notice = notice.with("receipt", format!("（回执号 {receipt}）")).with("receipt_en", format!(" (receipt {receipt})"));
        }
        notice.with("explanation", ask.explanation.trim()).to_requester(tx, desk, &after)?;
        Ok(after)
    })
    .await
}

/// As one says it in a message, in both languages.
const fn channel(channel: ReferralChannel) -> (&'static str, &'static str) {
    match channel {
        ReferralChannel::Emergency => ("110/119/120/122", "110/119/120/122"),
        ReferralChannel::Hotline => ("12345热线", "the 12345 hotline"),
        ReferralChannel::Petition => ("信访部门", "the office for petitions"),
        ReferralChannel::Review => ("行政复议机构", "administrative review"),
        ReferralChannel::Court => ("法院或仲裁机构", "a court or arbitration"),
        ReferralChannel::Other => ("其他渠道", "another channel"),
    }
}

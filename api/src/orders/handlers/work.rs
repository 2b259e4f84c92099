//! The team at work: first contact, measures, completion.

use super::{Request, step};
use crate::app::App;
use crate::dispatch;
use crate::orders::lifecycle::Side;
use crate::orders::notices::Notice;
use crate::orders::queries::{self, Change};
use crate::orders::steps::Note;
use crate::platform::auth::Who;
use crate::platform::error::{ApiError, ApiResult};
use crate::platform::extract::{Json, Path};
use crate::platform::idempotency::{Idempotency, Reply};
use crate::platform::sms::Template;
use crate::ratings;
use actix_web::post;
use actix_web::web::Data;
use contract::OrderId;
use contract::orders::{AddMeasure, CompleteOrder, Order, OrderAction, Outcome, RecordContact};

/// Record the first contact with the requester.
///
/// Work has begun; at least one measure has to be planned.
#[utoipa::path(tag = "orders", params(("id" = OrderId, Path)), request_body = RecordContact, responses(
    (status = 200, body = Order, description = "The order, in progress"),
    (status = 409, description = "`stale_version`, `step_refused`")
))]
#[post("/orders/{id}/contact")]
pub async fn record_contact(
    app: Data<App>,
    who: Who,
    key: Idempotency,
    Path(id): Path<OrderId>,
    Json(ask): Json<RecordContact>,
) -> ApiResult<Reply> {
    let version = ask.expected_version;
    let request = Request { who, id, version, action: OrderAction::RecordContact, side: Side::Team, key, ask };
    step(&app, request, |tx, _, _, loaded, ask, take| {
        let note = Note { text: ask.note.clone(), team: loaded.row.team_id, ..Note::default() };
        take(tx, &loaded.row, Change::default(), note)
    })
    .await
}

/// Plan one more measure.
#[utoipa::path(tag = "orders", params(("id" = OrderId, Path)), request_body = AddMeasure, responses(
    (status = 200, body = Order, description = "The order with the measure"),
    (status = 409, description = "`stale_version`, `step_refused`")
))]
#[post("/orders/{id}/measures")]
pub async fn add_measure(
    app: Data<App>,
    who: Who,
    key: Idempotency,
    Path(id): Path<OrderId>,
    Json(ask): Json<AddMeasure>,
) -> ApiResult<Reply> {
    let version = ask.expected_version;
    let request = Request { who, id, version, action: OrderAction::AddMeasure, side: Side::Team, key, ask };
    step(&app, request, |tx, _, _, loaded, ask, take| {
        queries::insert_measures(tx, loaded.row.id, loaded.row.round, std::slice::from_ref(&ask.measure))?;
        let note = Note { text: Some(ask.measure.what.clone()), team: loaded.row.team_id, ..Note::default() };
        take(tx, &loaded.row, Change::default(), note)
    })
    .await
}

/// Say that the work is done.
///
/// Open measures are closed with it. A part is confirmed by itself with it. The requester is asked to confirm, and can rate by a signed link without signing in.
#[utoipa::path(tag = "orders", params(("id" = OrderId, Path)), request_body = CompleteOrder, responses(
    (status = 200, body = Order, description = "The order, done"),
    (status = 409, description = "`stale_version`, `step_refused`")
))]
#[post("/orders/{id}/completion")]
pub async fn complete_order(
    app: Data<App>,
    who: Who,
    key: Idempotency,
    Path(id): Path<OrderId>,
    Json(ask): Json<CompleteOrder>,
) -> ApiResult<Reply> {
    if ask.outcome != Outcome::Resolved && ask.note.trim().is_empty() {
        return Err(ApiError::field("/note", "required", "say what was explained or where it was referred"));
    }
    let version = ask.expected_version;
    let shared = Data::clone(&app);
    let request = Request { who, id, version, action: OrderAction::Complete, side: Side::Team, key, ask };
    step(&app, request, move |tx, desk, _, loaded, ask, take| {
        queries::finish_measures(tx, loaded.row.id, loaded.row.round, desk.now)?;
        dispatch::finish(tx, desk, loaded.row.id)?;
        let change = Change {
            outcome: Some(Some(ask.outcome)),
            completion_note: Some(Some(ask.note.trim().to_owned()).filter(|n| !n.is_empty())),
            minutes: Some(Some(ask.minutes)),
            ..Change::default()
        };
        let note = Note { text: Some(ask.note.clone()), team: loaded.row.team_id, ..Note::default() };
        let after = take(tx, &loaded.row, change, note)?;
        if after.parent_id.is_some() {
            // The requester confirms and rates the whole; a part that is done is done.
            return desk.take(tx, &after, Side::System, OrderAction::Confirm, Change::default(), Note::default());
        }
        let link = ratings::link(&shared, &after, desk.now);
        Notice::new(Template::OrderDone).with("link", link).to_requester(tx, desk, &after)?;
        Ok(after)
    })
    .await
}

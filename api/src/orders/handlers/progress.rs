//! What the requester reads on the way: notes of progress, and measures that are done.

use super::{Request, step};
use crate::app::App;
use crate::orders::lifecycle::Side;
use crate::orders::queries::{self, Change};
use crate::orders::steps::Note;
use crate::platform::auth::Who;
use crate::platform::error::{ApiError, ApiResult};
use crate::platform::extract::{Json, Path, PathPair};
use crate::platform::idempotency::{Idempotency, Reply};
use actix_web::post;
use actix_web::web::Data;
use contract::orders::{EventDetail, Order, OrderAction, Step, StepWithText};
use contract::{MeasureId, OrderId};

/// Say how it goes.
///
/// The requester reads it in the timeline; no message is sent.
#[utoipa::path(tag = "orders", params(("id" = OrderId, Path)), request_body = StepWithText, responses(
    (status = 200, body = Order, description = "The order"),
    (status = 409, description = "`stale_version`, `step_refused`")
))]
#[post("/orders/{id}/progress")]
pub async fn add_progress(
    app: Data<App>,
    who: Who,
    key: Idempotency,
    Path(id): Path<OrderId>,
    Json(ask): Json<StepWithText>,
) -> ApiResult<Reply> {
    let version = ask.expected_version;
    let request = Request { who, id, version, action: OrderAction::AddProgress, side: Side::Team, key, ask };
    step(&app, request, |tx, _, _, loaded, ask, take| {
        let note = Note { text: Some(ask.text.clone()), team: loaded.row.team_id, ..Note::default() };
        take(tx, &loaded.row, Change::default(), note)
    })
    .await
}

/// Close one measure.
///
/// It is a note of progress as well. Nobody has to: the completion of the order closes what is open.
#[utoipa::path(tag = "orders", params(("id" = OrderId, Path), ("measure_id" = MeasureId, Path)), request_body = Step, responses(
    (status = 200, body = Order, description = "The order with the measure closed"),
    (status = 409, description = "`stale_version`, `step_refused`")
))]
#[post("/orders/{id}/measures/{measure_id}/completion")]
pub async fn complete_measure(
    app: Data<App>,
    who: Who,
    key: Idempotency,
    PathPair(id, measure): PathPair<OrderId, MeasureId>,
    Json(ask): Json<Step>,
) -> ApiResult<Reply> {
    let version = ask.expected_version;
    let request = Request { who, id, version, action: OrderAction::AddProgress, side: Side::Team, key, ask };
    step(&app, request, move |tx, desk, _, loaded, _, take| {
        let row = &loaded.row;
        let all = queries::measures_of(tx, row.id)?;
        let found = all.iter().find(|m| m.id == measure && m.round == row.round).ok_or_else(|| ApiError::not_found("measure"))?;
        if queries::finish_measure(tx, row.id, measure, desk.now)? == 0 {
            return Err(ApiError::refused("a measure", "done", "complete"));
        }
        let detail = EventDetail { measure: Some(measure), ..EventDetail::default() };
        take(tx, row, Change::default(), Note { text: Some(found.what.clone()), team: row.team_id, detail })
    })
    .await
}

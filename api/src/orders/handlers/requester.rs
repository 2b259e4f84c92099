//! What the requester does: answer, confirm, say that it is not solved, withdraw.

use super::{Request, step};
use crate::app::App;
use crate::dispatch;
use crate::orders::lifecycle::Side;
use crate::orders::queries::Change;
use crate::orders::questions;
use crate::orders::rounds;
use crate::orders::steps::Note;
use crate::platform::auth::Who;
use crate::platform::error::{ApiError, ApiResult};
use crate::platform::extract::{Json, Path};
use crate::platform::idempotency::{Idempotency, Reply};
use actix_web::post;
use actix_web::web::Data;
use contract::OrderId;
use contract::orders::{Order, OrderAction, ProvideInformation, Question, ReopenOrder, Step, WithdrawOrder};

/// Answer the clerk's questions.
///
/// Each of them, in their order.
#[utoipa::path(tag = "orders", params(("id" = OrderId, Path)), request_body = ProvideInformation, responses(
    (status = 200, body = Order, description = "The order, submitted again"),
    (status = 409, description = "`stale_version`, `step_refused`")
))]
#[post("/orders/{id}/information")]
pub async fn provide_information(
    app: Data<App>,
    who: Who,
    key: Idempotency,
    Path(id): Path<OrderId>,
    Json(ask): Json<ProvideInformation>,
) -> ApiResult<Reply> {
    let answers = questions::texts("/answers", &ask.answers, 1..=1000)?;
    let version = ask.expected_version;
    let request = Request { who, id, version, action: OrderAction::ProvideInformation, side: Side::Requester, key, ask };
    step(&app, request, move |tx, desk, _, loaded, _, take| {
        let open: Vec<Question> = questions::of_order(tx, id)?.into_iter().filter(|q| q.answered_at.is_none()).collect();
        // An order of before the questions were kept one by one has none, and takes one answer.
        if answers.len() != open.len().max(1) {
            return Err(ApiError::field("/answers", "length", format!("one answer for each of {} questions", open.len().max(1))));
        }
        for (question, text) in open.iter().zip(&answers) {
            questions::answer(tx, id, question, text, desk.now)?;
        }
        let change = Change { question: Some(None), ..Change::default() };
        take(tx, &loaded.row, change, Note::text(questions::listed(&answers)))
    })
    .await
}

/// Confirm that it is solved.
#[utoipa::path(tag = "orders", params(("id" = OrderId, Path)), request_body = Step, responses(
    (status = 200, body = Order, description = "The order, confirmed"),
    (status = 409, description = "`stale_version`, `step_refused`")
))]
#[post("/orders/{id}/confirmation")]
pub async fn confirm_order(app: Data<App>, who: Who, key: Idempotency, Path(id): Path<OrderId>, Json(ask): Json<Step>) -> ApiResult<Reply> {
    let version = ask.expected_version;
    let request = Request { who, id, version, action: OrderAction::Confirm, side: Side::Requester, key, ask };
    step(&app, request, |tx, _, _, loaded, _, take| take(tx, &loaded.row, Change::default(), Note::default())).await
}

/// Say that it is not solved.
///
/// The next round begins, with a deadline of its own: twice with the community, then with the street, then with the city. The same team
/// comes again unless the requester objects.
#[utoipa::path(tag = "orders", params(("id" = OrderId, Path)), request_body = ReopenOrder, responses(
    (status = 200, body = Order, description = "The order, reopened"),
    (status = 409, description = "`stale_version`, `step_refused`")
))]
#[post("/orders/{id}/reopening")]
pub async fn reopen_order(
    app: Data<App>,
    who: Who,
    key: Idempotency,
    Path(id): Path<OrderId>,
    Json(ask): Json<ReopenOrder>,
) -> ApiResult<Reply> {
    let version = ask.expected_version;
    let request = Request { who, id, version, action: OrderAction::Reopen, side: Side::Requester, key, ask };
    step(&app, request, |tx, desk, _, loaded, ask, take| {
        let (change, mut detail) = rounds::next(desk, &loaded.row);
        detail.objects_to_team = ask.objects_to_team.then_some(true);
        take(tx, &loaded.row, change, Note::text(&ask.text).with(detail))
    })
    .await
}

/// Withdraw an order.
///
/// As long as no team has taken it; no reason is needed, and it counts in no rate.
#[utoipa::path(tag = "orders", params(("id" = OrderId, Path)), request_body = WithdrawOrder, responses(
    (status = 200, body = Order, description = "The order, withdrawn"),
    (status = 409, description = "`stale_version`, `step_refused`")
))]
#[post("/orders/{id}/withdrawal")]
pub async fn withdraw_order(
    app: Data<App>,
    who: Who,
    key: Idempotency,
    Path(id): Path<OrderId>,
    Json(ask): Json<WithdrawOrder>,
) -> ApiResult<Reply> {
    let version = ask.expected_version;
    let request = Request { who, id, version, action: OrderAction::Withdraw, side: Side::Requester, key, ask };
    step(&app, request, |tx, desk, _, loaded, ask, take| {
        dispatch::recall_open(tx, desk, loaded.row.id)?;
        take(tx, &loaded.row, Change::default(), Note { text: ask.reason.clone(), ..Note::default() })
    })
    .await
}

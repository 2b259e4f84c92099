//! The same step for many orders: each in a savepoint of its own, so that one that is refused does not hold up the others.

use crate::app::App;
use crate::orders::{self, Desk, OrderRow};
use crate::platform::auth;
use crate::platform::db::Conn;
use crate::platform::error::{ApiError, ApiResult};
use crate::platform::extract::Json;
use crate::platform::idempotency::{Idempotency, Reply};
use actix_web::http::StatusCode;
use actix_web::post;
use actix_web::web::Data;
use contract::OrderId;
use contract::desk::{AcceptOrders, BulkOutcome, BulkResult, OrderVersion};
use contract::orders::OrderAction;
use diesel::Connection;

/// Accept several orders.
///
/// Each stands for itself: the reply says of every one what came of it. `dry_run` tries it and changes nothing.
#[utoipa::path(tag = "desk", request_body = AcceptOrders, responses(
    (status = 200, body = BulkResult, description = "What came of each; refusals are in the items")
))]
#[post("/bulk/acceptances")]
pub async fn accept_orders(app: Data<App>, who: auth::Desk, key: Idempotency, Json(ask): Json<AcceptOrders>) -> ApiResult<Reply> {
    let desk = Desk::of(&app, &who);
    let reply = app
        .db
        .write(move |tx| {
            key.run(tx, &who.key_scope(), desk.now, &ask, StatusCode::OK, |tx| {
                for_each(tx, &ask.orders, ask.dry_run, |tx, order| {
                    let loaded = desk.load(tx, &who, order.order_id, order.expected_version, OrderAction::Accept)?;
                    orders::accept(tx, &desk, &loaded.row, ask.urgency)
                })
            })
        })
        .await?;
    app.outbox_bell.notify_one();
    Ok(reply)
}

/// Takes the step with each of them, in the order of their ids: two requests about the same orders never wait for each other in a ring.
fn for_each(
    tx: &mut Conn,
    asked: &[OrderVersion],
    dry_run: bool,
    mut step: impl FnMut(&mut Conn, &OrderVersion) -> ApiResult<OrderRow>,
) -> ApiResult<BulkResult> {
    refuse_repeated(asked)?;
    let mut turn: Vec<(usize, &OrderVersion)> = asked.iter().enumerate().collect();
    turn.sort_by_key(|(_, order)| order.order_id);
    let mut items: Vec<(usize, BulkOutcome)> = Vec::new();
    for (index, order) in turn {
        items.push((index, outcome(order.order_id, alone(tx, dry_run, |tx| step(tx, order))?)));
    }
    items.sort_by_key(|(index, _)| *index);
    let items: Vec<BulkOutcome> = items.into_iter().map(|(_, item)| item).collect();
    let refused = items.iter().filter(|i| i.problem.is_some()).count();
    let count = |n: usize| i32::try_from(n).unwrap_or(i32::MAX);
    Ok(BulkResult { dry_run, done: count(items.len() - refused), refused: count(refused), items })
}

fn refuse_repeated(asked: &[OrderVersion]) -> ApiResult<()> {
    for (index, order) in asked.iter().enumerate() {
        if asked.iter().take(index).any(|o| o.order_id == order.order_id) {
            return Err(ApiError::field(&format!("/orders/{index}/order_id"), "unique", "the order is named twice"));
        }
    }
    Ok(())
}

/// What a savepoint is undone for.
enum Undo {
    /// It was only tried.
    Tried(Box<OrderRow>),
    Refused(ApiError),
}

impl From<diesel::result::Error> for Undo {
    fn from(error: diesel::result::Error) -> Self {
        Self::Refused(error.into())
    }
}

/// Runs one step in a savepoint; the outer error is ours or the database's, and ends the whole request.
fn alone(tx: &mut Conn, dry_run: bool, step: impl FnOnce(&mut Conn) -> ApiResult<OrderRow>) -> ApiResult<ApiResult<OrderRow>> {
    let ended = tx.transaction::<OrderRow, Undo, _>(|tx| {
        let row = step(tx).map_err(Undo::Refused)?;
        if dry_run { Err(Undo::Tried(Box::new(row))) } else { Ok(row) }
    });
    match ended {
        Ok(row) => Ok(Ok(row)),
        Err(Undo::Tried(row)) => Ok(Ok(*row)),
        Err(Undo::Refused(error)) if error.is_refusal() => Ok(Err(error)),
        Err(Undo::Refused(error)) => Err(error),
    }
}

fn outcome(order_id: OrderId, ended: ApiResult<OrderRow>) -> BulkOutcome {
    match ended {
        Ok(row) => BulkOutcome { order_id, state: Some(row.state), version: Some(row.version), deadline: row.deadline, problem: None },
        Err(error) => BulkOutcome { order_id, state: None, version: None, deadline: None, problem: Some(error.problem(None)) },
    }
}

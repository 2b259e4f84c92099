//! The operations, one file for each kind of caller.

pub mod create;
pub mod follow;
pub mod list;
pub mod merge;
pub mod parts;
pub mod progress;
pub mod rejection;
pub mod requester;
pub mod reveals;
pub mod triage;
pub mod urging;
pub mod waiting;
pub mod work;

use super::queries::{Change, OrderRow};
use super::steps::{Desk, Loaded, Note};
use super::{Side, view};
use crate::app::App;
use crate::platform::auth::Who;
use crate::platform::db::Conn;
use crate::platform::error::ApiResult;
use crate::platform::idempotency::{Idempotency, Reply};
use actix_web::http::StatusCode;
use actix_web::web::Data;
use contract::OrderId;
use contract::orders::OrderAction;
use serde::Serialize;

/// Who asks for which step of which order, and with which version in mind.
struct Request<A> {
    who: Who,
    id: OrderId,
    version: i32,
    action: OrderAction,
    side: Side,
    key: Idempotency,
    ask: A,
}

/// Carries a step out: the same frame for all of them. `body` says what changes, and may do more in the transaction after it.
async fn step<A, F>(app: &Data<App>, request: Request<A>, body: F) -> ApiResult<Reply>
where
    A: Serialize + Send + 'static,
    F: FnOnce(
            &mut Conn,
            &Desk,
            &Who,
            Loaded,
            &A,
            &dyn Fn(&mut Conn, &OrderRow, Change, Note) -> ApiResult<OrderRow>,
        ) -> ApiResult<OrderRow>
        + Send
        + 'static,
{
    let desk = Desk::of(app, &request.who);
    let reply = app
        .db
        .write(move |tx| {
            let Request { who, id, version, action, side, key, ask } = request;
            key.run(tx, &who.key_scope(), desk.now, &ask, StatusCode::OK, |tx| {
                let loaded = desk.load(tx, &who, id, version, action)?;
                let take = |tx: &mut Conn, row: &OrderRow, change: Change, note: Note| desk.take(tx, row, side, action, change, note);
                let after = body(tx, &desk, &who, loaded, &ask, &take)?;
                view::show(tx, &desk, &who, after)
            })
        })
        .await?;
    app.outbox_bell.notify_one();
    Ok(reply)
}

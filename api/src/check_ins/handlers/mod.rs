//! The operations, one file for each kind.

pub mod lists;
pub mod member;
pub mod steps;
pub mod unit;

use super::queries::CheckInRow;
use super::{steps as rules, view};
use crate::app::App;
use crate::orders::Desk;
use crate::platform::auth::Who;
use crate::platform::db::Conn;
use crate::platform::error::ApiResult;
use crate::platform::idempotency::{Idempotency, Reply};
use actix_web::http::StatusCode;
use actix_web::web::Data;
use contract::CheckInId;
use contract::check_ins::CheckInAction;
use serde::Serialize;

use super::lifecycle::Side;

/// Who asks for which step of which check-in, and with which version in mind.
pub struct Request<T> {
    pub who: Who,
    pub id: CheckInId,
    pub version: i32,
    pub action: CheckInAction,
    pub key: Idempotency,
    pub ask: T,
}

/// The frame of all steps: find, check, change, show. Roles may come and go with a step, so that principals are read anew.
pub async fn step<T, F>(app: &Data<App>, request: Request<T>, change: F) -> ApiResult<Reply>
where
    T: Serialize + Send + 'static,
    F: FnOnce(&mut Conn, &Desk, &CheckInRow, &[Side], &T) -> ApiResult<CheckInRow> + Send + 'static,
{
    let desk = Desk::of(app, &request.who);
    let reply = app
        .db
        .write(move |tx| {
            let Request { who, id, version, action, key, ask } = request;
            key.run(tx, &who.key_scope(), desk.now, &ask, StatusCode::OK, |tx| {
                let (row, sides) = rules::load(tx, &desk, &who, id, version, action)?;
                let after = change(tx, &desk, &row, &sides, &ask)?;
                view::show(tx, &desk, &who, after)
            })
        })
        .await?;
    app.principals.forget_all();
    app.outbox_bell.notify_one();
    Ok(reply)
}

//! What every change of the room has in common: one transaction under the key, the trail, telling people.

use super::queries::{ClaimRow, PostRow, ShiftRow};
use crate::app::App;
use crate::notices::{self, News, To};
use crate::orders::Desk;
use crate::platform::audit;
use crate::platform::auth::Who;
use crate::platform::db::Conn;
use crate::platform::error::ApiResult;
use crate::platform::idempotency::{Idempotency, Reply};
use actix_web::http::StatusCode;
use actix_web::web::Data;
use contract::PersonId;
use contract::notices::NoticeKind;
use serde::Serialize;

/// Does it once for each key, in one transaction, and rings the bell.
pub async fn run<A, T, F>(app: &Data<App>, who: Who, key: Idempotency, ask: A, status: StatusCode, work: F) -> ApiResult<Reply>
where
    A: Serialize + Send + 'static,
    T: Serialize,
    F: FnOnce(&mut Conn, &Desk, &Who, &A) -> ApiResult<T> + Send + 'static,
{
    let desk = Desk::of(app, &who);
    let reply = app.db.write(move |tx| key.run(tx, &who.key_scope(), desk.now, &ask, status, |tx| work(tx, &desk, &who, &ask))).await?;
    app.outbox_bell.notify_one();
    Ok(reply)
}

/// Writes a change into the trail.
pub fn record<T: Serialize>(tx: &mut Conn, desk: &Desk, action: &str, subject: String, before: Option<&T>, after: &T) -> ApiResult<()> {
    audit::record(tx, &desk.origin, desk.now, &audit::Change { action, subject, before, after: Some(after) })
}

pub fn record_post(tx: &mut Conn, desk: &Desk, action: &str, before: Option<&PostRow>, after: &PostRow) -> ApiResult<()> {
    record(tx, desk, action, format!("post/{}", after.id), before, after)
}

pub fn record_shift(tx: &mut Conn, desk: &Desk, action: &str, before: Option<&ShiftRow>, after: &ShiftRow) -> ApiResult<()> {
    record(tx, desk, action, format!("shift/{}", after.id), before, after)
}

pub fn record_claim(tx: &mut Conn, desk: &Desk, action: &str, before: Option<&ClaimRow>, after: &ClaimRow) -> ApiResult<()> {
    record(tx, desk, action, format!("claim/{}", after.id), before, after)
}

/// Tells a member something about their claim: the inbox at once, and with it the stream of events.
pub fn tell(
    tx: &mut Conn,
    desk: &Desk,
    person: PersonId,
    kind: NoticeKind,
    post: &PostRow,
    shift: &ShiftRow,
    news: &[(&str, String)],
) -> ApiResult<()> {
    let first = News::new(kind).with("post", &post.title).with("place", &shift.place).at("start", shift.starts_at);
    let news = news.iter().fold(first, |news, (name, value)| news.with(name, value));
    notices::tell(tx, &desk.config.notices, desk.now, To::Person(person), &news)
}

//! The outbox: what has to leave the house is written in the transaction of the change, and delivered afterwards.
//! A lease makes sure that a crash loses nothing; a message may arrive twice, never not at all.

use super::db::Conn;
use super::db::types::Json as JsonColumn;
use super::error::ApiResult;
use super::sms::Message;
use crate::app::App;
use crate::schema::outbox;
use chrono::{DateTime, TimeDelta, Utc};
use diesel::prelude::*;

const TOPIC_SMS: &str = "sms";
/// Minutes until the next try, by how often it failed; after the last it is left for a person to look at.
const BACKOFF_MINUTES: &[i64] = &[1, 5, 30, 120, 600];
const LEASE_SECONDS: i64 = 60;
const BATCH: i64 = 50;

/// Queues an SMS.
pub fn push_sms(tx: &mut Conn, subject: &str, message: &Message, now: DateTime<Utc>) -> ApiResult<()> {
    let row = (
        outbox::topic.eq(TOPIC_SMS),
        outbox::subject.eq(subject),
        outbox::payload.eq(JsonColumn(serde_json::to_value(message).map_err(super::error::ApiError::internal)?)),
        outbox::created_at.eq(now),
        outbox::available_at.eq(now),
        outbox::attempts.eq(0),
    );
    diesel::insert_into(outbox::table).values(row).execute(tx)?;
    Ok(())
}

/// Leases what is due and delivers it. Returns how many were delivered.
pub async fn deliver(app: &App) -> ApiResult<usize> {
    let now = app.clock.now();
    // Looking costs a read; only when there is something is the writer asked for a lease.
    let waiting = app.db.read(move |c| ApiResult::Ok(due(c, now)?.len())).await?;
    if waiting == 0 {
        return Ok(0);
    }
    let leased = app.db.write(move |tx| lease(tx, now)).await?;
    let mut delivered = 0;
    for (id, attempts, payload) in leased {
        let sms = std::sync::Arc::clone(&app.sms);
        let sent = actix_web::web::block(move || -> Result<(), String> {
            let message: Message = serde_json::from_value(payload).map_err(|e| e.to_string())?;
            sms.send(&message)
        });
        let sent = sent.await.map_err(super::error::ApiError::internal)?;
        delivered += usize::from(sent.is_ok());
        app.db.write(move |tx| ApiResult::Ok(finish(tx, id, attempts, sent, now)?)).await?;
    }
    Ok(delivered)
}

type Waiting = (i64, i32, serde_json::Value);

fn due(c: &mut Conn, now: DateTime<Utc>) -> QueryResult<Vec<(i64, i32, JsonColumn<serde_json::Value>)>> {
    outbox::table
        .filter(outbox::done_at.is_null())
        .filter(outbox::available_at.le(now))
        .filter(outbox::leased_until.is_null().or(outbox::leased_until.lt(now)))
        .order(outbox::id)
        .limit(BATCH)
        .select((outbox::id, outbox::attempts, outbox::payload))
        .load(c)
}

fn lease(tx: &mut Conn, now: DateTime<Utc>) -> ApiResult<Vec<Waiting>> {
    let mut leased = Vec::new();
    for (id, attempts, payload) in due(tx, now)? {
        let mine = diesel::update(outbox::table.find(id))
            .filter(outbox::leased_until.is_null().or(outbox::leased_until.lt(now)))
            .set(outbox::leased_until.eq(Some(now + TimeDelta::seconds(LEASE_SECONDS))))
            .execute(tx)?;
        if mine == 1 {
            leased.push((id, attempts, payload.0));
        }
    }
    Ok(leased)
}

fn finish(tx: &mut Conn, id: i64, attempts: i32, sent: Result<(), String>, now: DateTime<Utc>) -> QueryResult<()> {
    let row = outbox::table.find(id);
    match sent {
        // The payload may hold a code or a name: nothing of it is kept once it has left.
        Ok(()) => diesel::update(row)
            .set((outbox::done_at.eq(Some(now)), outbox::payload.eq(JsonColumn(serde_json::json!({}))), outbox::attempts.eq(attempts + 1)))
            .execute(tx)?,
        Err(why) => {
            let wait = usize::try_from(attempts).ok().and_then(|n| BACKOFF_MINUTES.get(n));
            let next = wait.map_or(DateTime::<Utc>::MAX_UTC, |m| now + TimeDelta::minutes(*m));
            let next = next.min(now + TimeDelta::days(36_500));
            diesel::update(row)
                .set((
                    outbox::available_at.eq(next),
                    outbox::leased_until.eq(None::<DateTime<Utc>>),
                    outbox::attempts.eq(attempts + 1),
                    outbox::last_error.eq(Some(why)),
                ))
                .execute(tx)?
        }
    };
    Ok(())
}

/// How many messages about a subject were queued so far, delivered or not.
pub fn count_of(c: &mut Conn, subject: &str) -> QueryResult<i64> {
    outbox::table.filter(outbox::subject.eq(subject)).count().get_result(c)
}

/// Remembers that something about a subject was queued, without a message of its own.
pub fn mark(tx: &mut Conn, subject: &str, now: DateTime<Utc>) -> QueryResult<usize> {
    let row = (
        outbox::topic.eq("mark"),
        outbox::subject.eq(subject),
        outbox::payload.eq(JsonColumn(serde_json::json!({}))),
        outbox::created_at.eq(now),
        outbox::available_at.eq(now),
        outbox::done_at.eq(Some(now)),
        outbox::attempts.eq(0),
    );
    diesel::insert_into(outbox::table).values(row).execute(tx)
}

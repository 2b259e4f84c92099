//! The outbox: what has to leave the house is written in the transaction of the change, and delivered afterwards.
//! A lease makes sure that a crash loses nothing; a message may arrive twice, never not at all.

use super::db::Conn;
use super::db::types::Json as JsonColumn;
use super::error::{ApiError, ApiResult};
use super::mail::Mail;
use super::sms::{Message, Sent, Undelivered};
use crate::app::App;
use crate::schema::outbox;
use chrono::{DateTime, TimeDelta, Utc};
use diesel::prelude::*;
use serde::Serialize;

const TOPIC_SMS: &str = "sms";
const TOPIC_MAIL: &str = "mail";
/// Minutes until the next try, by how often it failed; after the last it is left for a person to look at.
const BACKOFF_MINUTES: &[i64] = &[1, 5, 30, 120, 600];
const LEASE_SECONDS: i64 = 60;
const BATCH: i64 = 50;
/// Messages on their way at once.
const AT_ONCE: usize = 10;

/// Queues an SMS to go out at once.
pub fn push_sms(tx: &mut Conn, subject: &str, message: &Message, now: DateTime<Utc>) -> ApiResult<()> {
    push_sms_at(tx, subject, message, now, now)
}

/// Queues an SMS to go out at an instant.
pub fn push_sms_at(tx: &mut Conn, subject: &str, message: &Message, now: DateTime<Utc>, at: DateTime<Utc>) -> ApiResult<()> {
    push(tx, TOPIC_SMS, subject, message, now, at)
}

/// Queues a mail to go out at an instant.
pub fn push_mail_at(tx: &mut Conn, subject: &str, mail: &Mail, now: DateTime<Utc>, at: DateTime<Utc>) -> ApiResult<()> {
    push(tx, TOPIC_MAIL, subject, mail, now, at)
}

fn push(tx: &mut Conn, topic: &str, subject: &str, payload: &impl Serialize, now: DateTime<Utc>, at: DateTime<Utc>) -> ApiResult<()> {
    let row = (
        outbox::topic.eq(topic),
        outbox::subject.eq(subject),
        outbox::payload.eq(JsonColumn(serde_json::to_value(payload).map_err(ApiError::internal)?)),
        outbox::created_at.eq(now),
        outbox::available_at.eq(at),
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
    let mut leased = leased.into_iter();
    loop {
        // Side by side, so that a slow gateway does not use up the lease of those that come last.
        let round: Vec<Waiting> = leased.by_ref().take(AT_ONCE).collect();
        if round.is_empty() {
            return Ok(delivered);
        }
        let sent = round.iter().map(|m| send(app, &m.topic, m.payload.0.clone()));
        for (message, sent) in round.iter().zip(futures_util::future::join_all(sent).await) {
            delivered += usize::from(sent.is_ok());
            let (id, attempts) = (message.id, message.attempts);
            app.db.write(move |tx| ApiResult::Ok(finish(tx, id, attempts, sent, now)?)).await?;
        }
    }
}

async fn send(app: &App, topic: &str, payload: serde_json::Value) -> Sent {
    let unreadable = |e: serde_json::Error| Undelivered::Never(e.to_string());
    match topic {
        TOPIC_MAIL => app.mailer.send(&serde_json::from_value(payload).map_err(unreadable)?).await,
        _ => app.sms.send(&serde_json::from_value(payload).map_err(unreadable)?).await,
    }
}

/// A message that has not left.
#[derive(Queryable)]
struct Waiting {
    id: i64,
    topic: String,
    attempts: i32,
    payload: JsonColumn<serde_json::Value>,
}

fn due(c: &mut Conn, now: DateTime<Utc>) -> QueryResult<Vec<Waiting>> {
    outbox::table
        .filter(outbox::done_at.is_null())
        .filter(outbox::available_at.le(now))
        .filter(outbox::leased_until.is_null().or(outbox::leased_until.lt(now)))
        .order(outbox::id)
        .limit(BATCH)
        .select((outbox::id, outbox::topic, outbox::attempts, outbox::payload))
        .load(c)
}

fn lease(tx: &mut Conn, now: DateTime<Utc>) -> ApiResult<Vec<Waiting>> {
    let mut leased = Vec::new();
    for message in due(tx, now)? {
        let mine = diesel::update(outbox::table.find(message.id))
            .filter(outbox::leased_until.is_null().or(outbox::leased_until.lt(now)))
            .set(outbox::leased_until.eq(Some(now + TimeDelta::seconds(LEASE_SECONDS))))
            .execute(tx)?;
        if mine == 1 {
            leased.push(message);
        }
    }
    Ok(leased)
}

fn finish(tx: &mut Conn, id: i64, attempts: i32, sent: Sent, now: DateTime<Utc>) -> QueryResult<()> {
    let row = outbox::table.find(id);
    match sent {
        // The payload may hold a code or a name: nothing of it is kept once it has left.
        Ok(()) => diesel::update(row)
            .set((outbox::done_at.eq(Some(now)), outbox::payload.eq(JsonColumn(serde_json::json!({}))), outbox::attempts.eq(attempts + 1)))
            .execute(tx)?,
        Err(undelivered) => {
            let (why, again) = match undelivered {
                Undelivered::Again(why) => (why, true),
                Undelivered::Never(why) => (why, false),
            };
            let wait = usize::try_from(attempts).ok().and_then(|n| BACKOFF_MINUTES.get(n)).filter(|_| again);
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

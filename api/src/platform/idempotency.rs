//! `Idempotency-Key`: a retry after a timeout gets the first answer again instead of doing the work twice.
//! The key is stored in the transaction of the change itself, so it exists exactly when the change does.

use super::audit::hex;
use super::db::Conn;
use super::error::{ApiError, ApiResult};
use crate::schema::idempotency_keys as keys;
use actix_web::http::StatusCode;
use actix_web::{FromRequest, HttpRequest, HttpResponse, Responder, dev::Payload};
use chrono::{DateTime, TimeDelta, Utc};
use contract::ProblemCode;
use diesel::prelude::*;
use diesel::sql_types::{Text, Timestamptz};
use serde::Serialize;
use sha2::{Digest, Sha256};
use std::future::{Ready, ready};

/// The key of a request, if it has one, and what the request was about.
#[derive(Clone, Debug)]
pub struct Idempotency {
    key: Option<String>,
    operation: String,
}

/// A reply ready to be sent, new or replayed.
#[derive(Clone, Debug)]
pub struct Reply {
    status: StatusCode,
    body: String,
    is_replay: bool,
}

impl FromRequest for Idempotency {
    type Error = ApiError;
    type Future = Ready<ApiResult<Self>>;

    fn from_request(req: &HttpRequest, _: &mut Payload) -> Self::Future {
        let operation = format!("{} {}", req.method(), req.path());
        let header = req.headers().get("idempotency-key");
        ready(header.map(|v| v.to_str().ok().and_then(clean).ok_or_else(unusable)).transpose().map(|key| Self { key, operation }))
    }
}

fn unusable() -> ApiError {
    ApiError::new(ProblemCode::IdempotencyKeyInvalid, "a key has 1 to 255 visible ASCII characters, and double quotes around it at most")
}

/// The draft standard wants a quoted string; plain ones are accepted too.
fn clean(raw: &str) -> Option<String> {
    let raw = raw.trim();
    let key = raw.strip_prefix('"').and_then(|k| k.strip_suffix('"')).unwrap_or(raw);
    let ok = (1..=255).contains(&key.len()) && key.bytes().all(|b| b.is_ascii_graphic() && b != b'"');
    ok.then(|| key.to_owned())
}

impl Idempotency {
    /// Runs the change once for each key of this caller. `scope` is who calls; `ask` is the body.
    pub fn run<T: Serialize>(
        &self,
        tx: &mut Conn,
        scope: &str,
        now: DateTime<Utc>,
        ask: &impl Serialize,
        status: StatusCode,
        change: impl FnOnce(&mut Conn) -> ApiResult<T>,
    ) -> ApiResult<Reply> {
        let Some(key) = &self.key else { return Reply::new(status, &change(tx)?) };
        let fingerprint = self.fingerprint(ask)?;
        // Claimed first: on PostgreSQL a second request with the key waits here until the first one commits.
        if !claim(tx, scope, key, &fingerprint, now)? {
            return replay(tx, scope, key, &fingerprint);
        }
        let reply = Reply::new(status, &change(tx)?)?;
        diesel::update(keys::table.find((scope, key)))
            .set((keys::status.eq(i32::from(reply.status.as_u16())), keys::body.eq(&reply.body)))
            .execute(tx)?;
        Ok(reply)
    }

    fn fingerprint(&self, ask: &impl Serialize) -> ApiResult<String> {
        let body = serde_json::to_string(ask).map_err(ApiError::internal)?;
        Ok(hex(&Sha256::digest(format!("{}\n{body}", self.operation))))
    }
}

fn claim(tx: &mut Conn, scope: &str, key: &str, fingerprint: &str, now: DateTime<Utc>) -> ApiResult<bool> {
    // Bound by hand: the derived connection has no `on conflict`.
    let insert = diesel::sql_query(
        "INSERT INTO idempotency_keys (scope, key, fingerprint, status, body, created_at) VALUES ($1, $2, $3, 0, '', $4) ON CONFLICT DO NOTHING",
    );
    let insert = insert.bind::<Text, _>(scope).bind::<Text, _>(key).bind::<Text, _>(fingerprint).bind::<Timestamptz, _>(now);
    Ok(insert.execute(tx)? == 1)
}

fn replay(tx: &mut Conn, scope: &str, key: &str, fingerprint: &str) -> ApiResult<Reply> {
    let (known, status, body): (String, i32, String) =
        keys::table.find((scope, key)).select((keys::fingerprint, keys::status, keys::body)).first(tx)?;
    if known != fingerprint {
        return Err(ApiError::new(ProblemCode::IdempotencyKeyReused, "this key was used with another address or body"));
    }
    let status = u16::try_from(status).ok().and_then(|s| StatusCode::from_u16(s).ok()).unwrap_or(StatusCode::OK);
    Ok(Reply { status, body, is_replay: true })
}

/// Forgets keys older than the configured hours; called by the sweeper.
pub fn forget(tx: &mut Conn, now: DateTime<Utc>, hours: i64) -> QueryResult<usize> {
    diesel::delete(keys::table.filter(keys::created_at.lt(now - TimeDelta::hours(hours)))).execute(tx)
}

impl Reply {
    /// A new reply.
    pub fn new(status: StatusCode, body: &impl Serialize) -> ApiResult<Self> {
        Ok(Self { status, body: serde_json::to_string(body).map_err(ApiError::internal)?, is_replay: false })
    }

    /// Whether this is the first answer again, and nothing was done for it now.
    pub fn is_replay(&self) -> bool {
        self.is_replay
    }
}

impl Responder for Reply {
    type Body = actix_web::body::BoxBody;

    fn respond_to(self, _: &HttpRequest) -> HttpResponse {
        let mut reply = HttpResponse::build(self.status);
        if self.is_replay {
            reply.insert_header(("idempotent-replayed", "true"));
        }
        reply.content_type("application/json").body(self.body)
    }
}

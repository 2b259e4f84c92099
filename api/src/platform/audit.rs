//! The audit trail: every change with who, what, when, from where and digests of before and after, in hash chains.
//! One chain for each writer thread: chains never make writers wait for one another. `audit verify` recomputes them all.

use super::db::{Conn, DbError, writer_index};
use super::error::ApiResult;
use super::request::Origin;
use crate::schema::{audit_chains, audit_events};
use chrono::{DateTime, Utc};
use diesel::prelude::*;
use serde::Serialize;
use sm3::{Digest, Sm3};

/// What happened, to be recorded in the same transaction as the change itself.
pub struct Change<'a, B: Serialize, A: Serialize> {
    /// Past tense: `order.dispatched`.
    pub action: &'a str,
    /// Kind and id: `order/0193…`.
    pub subject: String,
    /// The thing before; `None` when it is new.
    pub before: Option<&'a B>,
    /// The thing after; `None` when nothing of it is left.
    pub after: Option<&'a A>,
}

#[derive(Queryable, Insertable, Clone, Debug, PartialEq)]
#[diesel(table_name = audit_events, treat_none_as_default_value = false)]
struct EventRow {
    chain: i32,
    seq: i64,
    at: DateTime<Utc>,
    actor: String,
    origin: String,
    request_id: String,
    action: String,
    subject: String,
    before_digest: String,
    after_digest: String,
    hash: String,
}

/// Lower-case hexadecimal.
pub fn hex(bytes: &[u8]) -> String {
    use std::fmt::Write;
    bytes.iter().fold(String::with_capacity(bytes.len() * 2), |mut text, b| {
        let _ = write!(text, "{b:02x}");
        text
    })
}

fn digest_of<T: Serialize>(thing: Option<&T>) -> ApiResult<String> {
    let Some(thing) = thing else { return Ok(String::new()) };
    let json = serde_json::to_vec(thing).map_err(super::error::ApiError::internal)?;
    Ok(hex(&Sm3::digest(&json)))
}

impl EventRow {
    /// Each field with its length in front, so that no two different rows give the same bytes.
    fn hash_after(&self, previous: &str) -> String {
        let mut sm3 = Sm3::new();
        let (chain, seq, at) = (self.chain.to_string(), self.seq.to_string(), self.at.timestamp_micros().to_string());
        let fields = [
            previous,
            &chain,
            &seq,
            &at,
            &self.actor,
            &self.origin,
            &self.request_id,
            &self.action,
            &self.subject,
            &self.before_digest,
            &self.after_digest,
        ];
        for field in fields {
            sm3.update(field.len().to_be_bytes());
            sm3.update(field.as_bytes());
        }
        hex(&sm3.finalize())
    }
}

/// Appends to this writer's chain.
pub fn record<B: Serialize, A: Serialize>(tx: &mut Conn, origin: &Origin, now: DateTime<Utc>, change: &Change<'_, B, A>) -> ApiResult<()> {
    let chain = i32::from(writer_index());
    let (seq, previous) = lock_head(tx, chain)?;
    let mut row = EventRow {
        chain,
        seq: seq + 1,
        at: now,
        actor: origin.actor.clone(),
        origin: origin.address.clone(),
        request_id: origin.request_id.clone(),
        action: change.action.to_owned(),
        subject: change.subject.clone(),
        before_digest: digest_of(change.before)?,
        after_digest: digest_of(change.after)?,
        hash: String::new(),
    };
    row.hash = row.hash_after(&previous);
    diesel::update(audit_chains::table.find(chain))
        .set((audit_chains::head_seq.eq(row.seq), audit_chains::head_hash.eq(&row.hash)))
        .execute(tx)?;
    diesel::insert_into(audit_events::table).values(&row).execute(tx)?;
    Ok(())
}

/// The row lock only matters when two processes write with the same index; within one it is never waited for.
fn lock_head(tx: &mut Conn, chain: i32) -> ApiResult<(i64, String)> {
    let head = |tx: &mut Conn| -> QueryResult<Option<(i64, String)>> {
        let query = audit_chains::table.find(chain).select((audit_chains::head_seq, audit_chains::head_hash));
        crate::on_backend!(tx, pg | p | query.for_update().first(p).optional(), sqlite | s | query.first(s).optional())
    };
    if let Some(found) = head(tx)? {
        return Ok(found);
    }
    let first = (audit_chains::chain.eq(chain), audit_chains::head_seq.eq(0i64), audit_chains::head_hash.eq(""));
    let insert = diesel::insert_into(audit_chains::table).values(first).on_conflict_do_nothing();
    crate::on_backend!(tx, |c| insert.execute(c))?;
    Ok(head(tx)?.unwrap_or_default())
}

/// What `audit verify` found in one chain.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Verified {
    pub chain: i32,
    pub events: i64,
    /// Keep it outside the database: it proves later that nothing was cut off.
    pub head: String,
    /// The first event that does not fit, and why.
    pub broken: Option<String>,
}

/// Recomputes every chain, in pages of 1,000 events.
pub fn verify(conn: &mut Conn) -> Result<Vec<Verified>, DbError> {
    let heads: Vec<(i32, i64, String)> = audit_chains::table.order(audit_chains::chain).load(conn)?;
    let stray: i64 = audit_events::table.filter(audit_events::chain.ne_all(heads.iter().map(|h| h.0))).count().get_result(conn)?;
    let mut found: Vec<Verified> = Vec::new();
    for (chain, head_seq, head_hash) in heads {
        found.push(verify_chain(conn, chain, head_seq, &head_hash)?);
    }
    if stray > 0 {
        found.push(Verified { chain: -1, events: stray, head: String::new(), broken: Some("events without a chain head".into()) });
    }
    Ok(found)
}

fn verify_chain(conn: &mut Conn, chain: i32, head_seq: i64, head_hash: &str) -> Result<Verified, DbError> {
    let (mut seq, mut previous) = (0i64, String::new());
    loop {
        let page: Vec<EventRow> = audit_events::table
            .filter(audit_events::chain.eq(chain))
            .filter(audit_events::seq.gt(seq))
            .order(audit_events::seq)
            .limit(1000)
            .load(conn)?;
        if page.is_empty() {
            break;
        }
        for row in page {
            if row.seq != seq + 1 || row.hash != row.hash_after(&previous) {
                let broken = format!("event {} does not follow from event {seq}", row.seq);
                return Ok(Verified { chain, events: seq, head: previous, broken: Some(broken) });
            }
            seq = row.seq;
            previous = row.hash;
        }
    }
    let broken = (seq != head_seq || previous != head_hash).then(|| format!("the head says {head_seq} events, there are {seq}"));
    Ok(Verified { chain, events: seq, head: previous, broken })
}

//! Reading: candidates from the index, newest first, each with what a filter has to know about it.
//!
//! Ids of the index grow with the time of the order, so that both databases can walk it from the newest downwards and stop when a page is full.
//! FTS5 does so in any case. PostgreSQL chooses: for common words it walks the ids and looks at the terms, for rare ones it asks the GIN.

use super::index::second_floor;
use super::query::{Expression, Search};
use crate::platform::db::Conn;
use crate::platform::db::types::{IdSql, WordSql};
use crate::platform::paging::Key;
use chrono::{DateTime, Utc};
use contract::orders::{OrderState, Pending, Urgency};
use contract::{MenuItemId, OrderId, OrgUnitId, PersonId, TeamId};
use diesel::prelude::*;
use diesel::sql_types::{BigInt, Integer, Nullable, Text, Timestamptz};

/// Candidates fetched at once, at most.
const MOST: i64 = 4096;
/// Ids of one second.
const SECOND: i64 = 1 << 31;

/// What a filter looks at.
#[derive(QueryableByName, Clone, Debug)]
pub struct Candidate {
    #[diesel(sql_type = BigInt)]
    place: i64,
    #[diesel(sql_type = IdSql)]
    pub id: OrderId,
    #[diesel(sql_type = WordSql)]
    pub state: OrderState,
    #[diesel(sql_type = IdSql)]
    pub item_id: MenuItemId,
    #[diesel(sql_type = IdSql)]
    pub community_id: OrgUnitId,
    #[diesel(sql_type = Text)]
    pub area: String,
    #[diesel(sql_type = WordSql)]
    pub urgency: Urgency,
    #[diesel(sql_type = Nullable<WordSql>)]
    pub pending: Option<Pending>,
    #[diesel(sql_type = Integer)]
    pub escalated: i32,
    #[diesel(sql_type = Nullable<IdSql>)]
    pub parent_id: Option<OrderId>,
    #[diesel(sql_type = IdSql)]
    pub requester_id: PersonId,
    #[diesel(sql_type = Nullable<IdSql>)]
    pub team_id: Option<TeamId>,
    #[diesel(sql_type = Timestamptz)]
    pub due_at: DateTime<Utc>,
    #[diesel(sql_type = Timestamptz)]
    pub created_at: DateTime<Utc>,
    #[diesel(sql_type = Text)]
    public_text: String,
    #[diesel(sql_type = Text)]
    contact_text: String,
}

// The inner query is cut before the orders are fetched. `CROSS JOIN` keeps SQLite from turning the joins around.
const COLUMNS: &str = "SELECT t.id AS place, o.id, o.state, o.item_id, o.community_id, o.area, o.urgency, o.pending, o.escalated, o.parent_id, o.requester_id, o.team_id, o.due_at, o.created_at, s.public_text, s.contact_text";
const JOINS: &str = "CROSS JOIN order_search s CROSS JOIN orders o WHERE s.id = t.id AND o.id = s.order_id ORDER BY t.id DESC";
const SQLITE: &str = "(SELECT rowid AS id FROM order_terms WHERE order_terms MATCH $1 AND rowid < $2 ORDER BY rowid DESC LIMIT $3) t";
const POSTGRES: &str = "(SELECT id FROM order_terms WHERE terms @@ $1::tsquery AND id < $2 ORDER BY id DESC LIMIT $3) t";

fn candidates(c: &mut Conn, expression: &str, below: i64, limit: i64) -> QueryResult<Vec<Candidate>> {
    let index = if matches!(c, Conn::Pg(_)) { POSTGRES } else { SQLITE };
    let text = format!("{COLUMNS} FROM {index} {JOINS}");
    diesel::sql_query(text).bind::<Text, _>(expression).bind::<BigInt, _>(below).bind::<BigInt, _>(limit).load(c)
}

/// Ids whose terms are not in the index yet and fit. PostgreSQL looks through the pending list of its GIN by itself.
fn waiting(c: &mut Conn, expression: &Expression) -> QueryResult<Vec<i64>> {
    if matches!(c, Conn::Pg(_)) {
        return Ok(Vec::new());
    }
    let rows: Vec<Waiting> = diesel::sql_query("SELECT id, terms FROM order_terms_waiting ORDER BY id DESC").load(c)?;
    Ok(rows.into_iter().filter(|row| expression.holds(&format!(" {} ", row.terms))).map(|row| row.id).collect())
}

#[derive(QueryableByName)]
struct Waiting {
    #[diesel(sql_type = BigInt)]
    id: i64,
    #[diesel(sql_type = Text)]
    terms: String,
}

/// Newest first, those with ids below.
fn waiting_candidates(c: &mut Conn, expression: &Expression, below: i64) -> QueryResult<Vec<Candidate>> {
    let ids: Vec<String> = waiting(c, expression)?.into_iter().filter(|id| *id < below).map(|id| id.to_string()).collect();
    if ids.is_empty() {
        return Ok(Vec::new());
    }
    diesel::sql_query(format!("{COLUMNS} FROM (SELECT id FROM order_terms_waiting WHERE id IN ({})) t {JOINS}", ids.join(","))).load(c)
}

/// Orders that fit, newest first, those after `after`; stops when there are `wanted` of them.
pub fn found(
    c: &mut Conn,
    search: &Search,
    after: Option<&Key>,
    wanted: usize,
    admits: impl Fn(&Candidate) -> bool,
) -> QueryResult<Vec<Candidate>> {
    let mut found: Vec<Candidate> = Vec::new();
    if search.is_hopeless() {
        return Ok(found);
    }
    let wish = search.expression();
    let expression = if matches!(c, Conn::Pg(_)) { wish.tsquery() } else { wish.fts5() };
    let mut below = after.map_or(i64::MAX, |key| second_floor(key.at).saturating_add(SECOND));
    // A few more than wanted: the last second of a chunk is not known to be whole.
    let mut limit = i64::try_from(wanted).unwrap_or(MOST).saturating_add(8).min(MOST);
    let is_later = |row: &Candidate| after.is_none_or(|key| (row.created_at, row.id.0) < (key.at, key.id));
    let mut newest = waiting_candidates(c, &wish, below)?;
    while found.len() < wanted {
        let mut chunk = candidates(c, &expression, below, limit)?;
        let is_last = i64::try_from(chunk.len()).is_ok_and(|n| n < limit);
        if let (false, Some(last)) = (is_last, chunk.last()) {
            let end = (last.place / SECOND + 1) * SECOND;
            chunk.retain(|row| row.place >= end);
            // All of one second: ask for more of it.
            limit = if chunk.is_empty() { limit * 4 } else { (limit * 4).min(MOST) };
            below = end.min(below);
        }
        // What waits and belongs to the seconds of this chunk; all of it when there is no other chunk.
        let ready = if is_last { newest.len() } else { newest.partition_point(|row| row.place >= below) };
        chunk.extend(newest.drain(..ready));
        chunk.retain(|row| is_later(row) && search.fits(&row.area, &row.public_text, &row.contact_text) && admits(row));
        // Seconds are in order already; within one, chance is not the order of the list.
        chunk.sort_by_key(|row| std::cmp::Reverse((row.created_at, row.id.0)));
        found.append(&mut chunk);
        if is_last {
            break;
        }
    }
    found.truncate(wanted);
    Ok(found)
}

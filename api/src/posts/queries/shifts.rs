//! Shifts and the rules by which they come again.

use crate::org;
use crate::platform::db::{Conn, MultiBackend};
use crate::platform::paging::Key;
use crate::schema::{post_hosts, post_series, posts, shifts};
use chrono::{DateTime, Utc};
use contract::check_ins::PostCategory;
use contract::posts::{PostState, ShiftState};
use contract::{OrgUnitId, PersonId, PostId, SeriesId, ShiftId};
use diesel::prelude::*;
use diesel::sql_types::{Bool, Text};

/// A shift as it is stored.
#[derive(Queryable, Selectable, Insertable, Clone, Debug, serde::Serialize)]
#[diesel(table_name = shifts, treat_none_as_default_value = false)]
pub struct ShiftRow {
    pub id: ShiftId,
    pub post_id: PostId,
    pub series_id: Option<SeriesId>,
    pub occurs_at: DateTime<Utc>,
    pub community_id: OrgUnitId,
    pub area: String,
    pub category: PostCategory,
    pub starts_at: DateTime<Utc>,
    pub ends_at: DateTime<Utc>,
    pub opens_at: DateTime<Utc>,
    pub place: String,
    pub capacity: i32,
    pub waitlist: i32,
    pub held: i32,
    pub waiting: i32,
    pub queued: i32,
    pub state: ShiftState,
    pub reason: String,
    pub sequence: i32,
    pub version: i32,
    pub created_at: DateTime<Utc>,
    pub updated_at: DateTime<Utc>,
}

/// A rule as it is stored.
#[derive(Queryable, Selectable, Insertable, Clone, Debug, serde::Serialize)]
#[diesel(table_name = post_series, treat_none_as_default_value = false)]
pub struct SeriesRow {
    pub id: SeriesId,
    pub post_id: PostId,
    pub rule: String,
    pub starts_at: DateTime<Utc>,
    pub minutes: i32,
    pub place: String,
    pub capacity: i32,
    pub waitlist: i32,
    pub made_until: DateTime<Utc>,
    pub is_ended: bool,
    pub version: i32,
    pub created_at: DateTime<Utc>,
}

pub fn find(c: &mut Conn, id: ShiftId) -> QueryResult<Option<ShiftRow>> {
    shifts::table.find(id).select(ShiftRow::as_select()).first(c).optional()
}

/// The shift, and nobody else changes it or its claims until the transaction ends.
pub fn lock(tx: &mut Conn, id: ShiftId) -> QueryResult<Option<ShiftRow>> {
    if let Conn::Pg(p) = tx {
        shifts::table.find(id).select(shifts::id).for_update().first::<ShiftId>(p).optional()?;
    }
    find(tx, id)
}

pub fn insert(tx: &mut Conn, row: &ShiftRow) -> QueryResult<usize> {
    diesel::insert_into(shifts::table).values(row).execute(tx)
}

/// Whether a series has made this occurrence, moved or cancelled as it may be.
pub fn is_made(c: &mut Conn, series: SeriesId, at: DateTime<Utc>) -> QueryResult<bool> {
    let made = shifts::table.filter(shifts::series_id.eq(Some(series))).filter(shifts::occurs_at.eq(at));
    Ok(made.count().get_result::<i64>(c)? > 0)
}

/// Stores what changes of a shift; `None` when somebody changed it after `row` was read.
pub fn update(tx: &mut Conn, row: &ShiftRow, to: &ShiftRow, now: DateTime<Utc>) -> QueryResult<Option<ShiftRow>> {
    diesel::update(shifts::table.filter(shifts::id.eq(row.id)).filter(shifts::version.eq(row.version)))
        .set((
            (shifts::starts_at.eq(to.starts_at), shifts::ends_at.eq(to.ends_at), shifts::place.eq(&to.place)),
            (shifts::capacity.eq(to.capacity), shifts::waitlist.eq(to.waitlist)),
            (shifts::held.eq(to.held), shifts::waiting.eq(to.waiting), shifts::queued.eq(to.queued)),
            (shifts::state.eq(to.state), shifts::reason.eq(&to.reason), shifts::sequence.eq(to.sequence)),
            (shifts::version.eq(row.version + 1), shifts::updated_at.eq(now)),
        ))
        .returning(<ShiftRow as Selectable<MultiBackend>>::construct_selection())
        .get_result(tx)
        .optional()
}

/// Stores who has seats, under the lock of the shift; its version stays, so that whoever edits the shift is not told of each claim.
/// `None` when the seats are not those that were read. The CHECK on them has the last word.
pub fn set_seats(tx: &mut Conn, row: &ShiftRow, to: &ShiftRow, now: DateTime<Utc>) -> QueryResult<Option<ShiftRow>> {
    let found = shifts::table.filter(shifts::id.eq(row.id)).filter(shifts::held.eq(row.held)).filter(shifts::waiting.eq(row.waiting));
    diesel::update(found)
        .set((
            (shifts::held.eq(to.held), shifts::waiting.eq(to.waiting), shifts::queued.eq(to.queued)),
            (shifts::state.eq(to.state), shifts::updated_at.eq(now)),
        ))
        .returning(<ShiftRow as Selectable<MultiBackend>>::construct_selection())
        .get_result(tx)
        .optional()
}

/// Which shifts a list shows.
#[derive(Default)]
pub struct Wanted {
    pub community: Option<OrgUnitId>,
    pub path: Option<String>,
    pub category: Option<PostCategory>,
    pub post: Option<PostId>,
    pub skill: Option<String>,
    pub from: Option<DateTime<Utc>>,
    pub to: Option<DateTime<Utc>>,
    pub is_free: bool,
    /// Only of posts that this person hosts.
    pub hosted_by: Option<PersonId>,
    /// Also those that are cancelled or over, and those of drafts.
    pub is_whole: bool,
}

/// Shifts, soonest first.
pub fn page(c: &mut Conn, wanted: &Wanted, after: Option<&Key>, limit: i64) -> QueryResult<Vec<ShiftRow>> {
    let mut query = shifts::table
        .inner_join(posts::table)
        .order((shifts::starts_at, shifts::id))
        .limit(limit)
        .select(ShiftRow::as_select())
        .into_boxed::<MultiBackend>();
    if !wanted.is_whole {
        query = query.filter(posts::state.eq(PostState::Published)).filter(shifts::state.eq_any([
            ShiftState::Open,
            ShiftState::Full,
            ShiftState::Running,
        ]));
    }
    if let Some(community) = wanted.community {
        query = query.filter(shifts::community_id.eq(community));
    }
    if let Some(path) = &wanted.path {
        query = query.filter(shifts::area.ge(path.clone())).filter(shifts::area.lt(crate::platform::scope::path_end(path)));
    }
    if let Some(category) = wanted.category {
        query = query.filter(shifts::category.eq(category));
    }
    if let Some(post) = wanted.post {
        query = query.filter(shifts::post_id.eq(post));
    }
    if let Some(skill) = &wanted.skill {
        let pattern = org::contains(&format!("\"{skill}\""));
        query = query.filter(diesel::dsl::sql::<Bool>("CAST(posts.skills AS TEXT) LIKE ").bind::<Text, _>(pattern).sql(" ESCAPE '\\'"));
    }
    if let Some(from) = wanted.from {
        query = query.filter(shifts::ends_at.gt(from));
    }
    if let Some(to) = wanted.to {
        query = query.filter(shifts::starts_at.lt(to));
    }
    if let Some(person) = wanted.hosted_by {
        let hosted = post_hosts::table.filter(post_hosts::person_id.eq(person)).select(post_hosts::post_id);
        query = query.filter(shifts::post_id.eq_any(hosted));
    }
    if wanted.is_free {
        query = query.filter(shifts::held.lt(shifts::capacity)).filter(shifts::waiting.eq(0));
    }
    if let Some(key) = after {
        query = query.filter(shifts::starts_at.ge(key.at).and(shifts::starts_at.gt(key.at).or(shifts::id.gt(ShiftId(key.id)))));
    }
    query.load(c)
}

/// Shifts of a post that have not begun, in the order in which they are locked.
pub fn ahead_of(c: &mut Conn, post: PostId) -> QueryResult<Vec<ShiftId>> {
    shifts::table
        .filter(shifts::post_id.eq(post))
        .filter(shifts::state.eq_any([ShiftState::Open, ShiftState::Full]))
        .order(shifts::id)
        .select(shifts::id)
        .load(c)
}

/// Shifts that should have begun, or should be over.
pub fn due(c: &mut Conn, begun: DateTime<Utc>, over: DateTime<Utc>, limit: i64) -> QueryResult<Vec<ShiftId>> {
    shifts::table
        .filter(shifts::state.eq_any([ShiftState::Open, ShiftState::Full]).and(shifts::starts_at.le(begun)))
        .or_filter(shifts::state.eq(ShiftState::Running).and(shifts::ends_at.le(over)))
        .order(shifts::id)
        .limit(limit)
        .select(shifts::id)
        .load(c)
}

/// Shifts ahead with a free seat and somebody who waits.
pub fn unfilled(c: &mut Conn, now: DateTime<Utc>, limit: i64) -> QueryResult<Vec<ShiftId>> {
    shifts::table
        .filter(shifts::state.eq_any([ShiftState::Open, ShiftState::Full]))
        .filter(shifts::starts_at.gt(now))
        .filter(shifts::waiting.gt(0))
        .filter(shifts::held.lt(shifts::capacity))
        .order(shifts::id)
        .limit(limit)
        .select(shifts::id)
        .load(c)
}

pub fn insert_series(tx: &mut Conn, row: &SeriesRow) -> QueryResult<usize> {
    diesel::insert_into(post_series::table).values(row).execute(tx)
}

/// A series, and nobody else makes shifts of it until the transaction ends.
pub fn lock_series(tx: &mut Conn, id: SeriesId) -> QueryResult<Option<SeriesRow>> {
    if let Conn::Pg(p) = tx {
        post_series::table.find(id).select(post_series::id).for_update().first::<SeriesId>(p).optional()?;
    }
    post_series::table.find(id).select(SeriesRow::as_select()).first(tx).optional()
}

pub fn series_of(c: &mut Conn, post: PostId) -> QueryResult<Vec<SeriesRow>> {
    post_series::table.filter(post_series::post_id.eq(post)).order(post_series::id).select(SeriesRow::as_select()).load(c)
}

/// Series of which not all shifts up to then are made.
pub fn series_due(c: &mut Conn, until: DateTime<Utc>, limit: i64) -> QueryResult<Vec<SeriesId>> {
    post_series::table
        .inner_join(posts::table.on(posts::id.eq(post_series::post_id)))
        .filter(post_series::is_ended.eq(false))
        .filter(post_series::made_until.lt(until))
        .filter(posts::state.eq_any([PostState::Draft, PostState::Published, PostState::Paused]))
        .order(post_series::id)
        .limit(limit)
        .select(post_series::id)
        .load(c)
}

pub fn set_made(tx: &mut Conn, id: SeriesId, until: DateTime<Utc>) -> QueryResult<usize> {
    diesel::update(post_series::table.find(id)).set(post_series::made_until.eq(until)).execute(tx)
}

/// Ends a series; 0 when somebody was faster.
pub fn end_series(tx: &mut Conn, row: &SeriesRow) -> QueryResult<usize> {
    diesel::update(post_series::table.filter(post_series::id.eq(row.id)).filter(post_series::version.eq(row.version)))
        .set((post_series::is_ended.eq(true), post_series::version.eq(row.version + 1)))
        .execute(tx)
}

//! One function, one statement. Inboxes are read by their person only.

use super::preferences::Chosen;
use crate::platform::db::types::Json;
use crate::platform::db::{Conn, MultiBackend};
use crate::platform::messages::Values;
use crate::platform::paging::Key;
use crate::schema::{notice_preferences, notices};
use chrono::{DateTime, Utc};
use contract::notices::NoticeFilter;
use contract::{NoticeId, OrderId, PersonId};
use diesel::prelude::*;
use diesel::sql_types::{Bool, Timestamptz};
use std::collections::HashMap;

/// A notice as it is stored.
#[derive(Queryable, Selectable, Insertable, Clone, Debug)]
#[diesel(table_name = notices, treat_none_as_default_value = false)]
pub struct NoticeRow {
    pub id: NoticeId,
    pub person_id: PersonId,
    /// A word; another version of the program may know more of them.
    pub kind: String,
    pub order_id: Option<OrderId>,
    pub params: Json<Values>,
    pub is_read: bool,
    pub created_at: DateTime<Utc>,
}

impl NoticeRow {
    /// Its place in the inbox.
    pub fn key(&self) -> Key {
        Key { at: self.created_at, id: self.id.0 }
    }
}

pub fn insert(tx: &mut Conn, row: &NoticeRow) -> QueryResult<usize> {
    diesel::insert_into(notices::table).values(row).execute(tx)
}

#[diesel::dsl::auto_type(no_type_alias)]
fn of(person: PersonId) -> _ {
    let person: PersonId = person;
    notices::table.filter(notices::person_id.eq(person))
}

pub fn find(c: &mut Conn, person: PersonId, id: NoticeId) -> QueryResult<Option<NoticeRow>> {
    of(person).filter(notices::id.eq(id)).select(NoticeRow::as_select()).first(c).optional()
}

/// Newest first, after a key.
pub fn page(c: &mut Conn, person: PersonId, filter: &NoticeFilter, after: Option<&Key>, limit: i64) -> QueryResult<Vec<NoticeRow>> {
    let mut query = of(person).into_boxed::<MultiBackend>();
    if let Some(unread) = filter.unread {
        query = query.filter(notices::is_read.eq(!unread));
    }
    if let Some(key) = after {
        query = query.filter(
            diesel::dsl::sql::<Bool>("(notices.created_at, notices.id) < (")
                .bind::<Timestamptz, _>(key.at)
                .sql(", ")
                .bind::<crate::platform::db::types::IdSql, _>(NoticeId(key.id))
                .sql(")"),
        );
    }
    query.order((notices::created_at.desc(), notices::id.desc())).limit(limit).select(NoticeRow::as_select()).load(c)
}

pub fn count(c: &mut Conn, person: PersonId, unread: Option<bool>) -> QueryResult<i64> {
    match unread {
        Some(unread) => of(person).filter(notices::is_read.eq(!unread)).count().get_result(c),
        None => of(person).count().get_result(c),
    }
}

/// How many each of these people has not read.
pub fn unread_of(c: &mut Conn, people: &[PersonId]) -> QueryResult<HashMap<PersonId, i64>> {
    let unread = notices::table.filter(notices::person_id.eq_any(people.to_vec())).filter(notices::is_read.eq(false));
    let rows: Vec<(PersonId, i64)> = unread.group_by(notices::person_id).select((notices::person_id, diesel::dsl::count_star())).load(c)?;
    Ok(rows.into_iter().collect())
}

pub fn mark_read(tx: &mut Conn, person: PersonId, id: NoticeId) -> QueryResult<usize> {
    diesel::update(notices::table.filter(notices::person_id.eq(person)).filter(notices::id.eq(id)))
        .set(notices::is_read.eq(true))
        .execute(tx)
}

/// Everything that came up to this notice, and itself.
pub fn mark_read_up_to(tx: &mut Conn, person: PersonId, last: &NoticeRow) -> QueryResult<usize> {
    let earlier = notices::created_at.lt(last.created_at);
    let same = notices::created_at.eq(last.created_at).and(notices::id.le(last.id));
    diesel::update(notices::table.filter(notices::person_id.eq(person)).filter(notices::is_read.eq(false)).filter(earlier.or(same)))
        .set(notices::is_read.eq(true))
        .execute(tx)
}

/// Whom something was told after an instant, oldest first.
pub fn told_since(c: &mut Conn, since: DateTime<Utc>, limit: i64) -> QueryResult<Vec<(NoticeId, PersonId, DateTime<Utc>)>> {
    notices::table
        .filter(notices::created_at.gt(since))
        .order((notices::created_at, notices::id))
        .limit(limit)
        .select((notices::id, notices::person_id, notices::created_at))
        .load(c)
}

/// The same for one person.
pub fn told_one_since(c: &mut Conn, person: PersonId, since: DateTime<Utc>, limit: i64) -> QueryResult<Vec<(NoticeId, DateTime<Utc>)>> {
    of(person)
        .filter(notices::created_at.gt(since))
        .order((notices::created_at, notices::id))
        .limit(limit)
        .select((notices::id, notices::created_at))
        .load(c)
}

/// What the person has chosen, or what holds for those who have not.
pub fn chosen(c: &mut Conn, person: PersonId) -> QueryResult<Chosen> {
    let found = notice_preferences::table.find(person).select(Chosen::as_select()).first(c).optional()?;
    Ok(found.unwrap_or_default())
}

/// Keeps what the person has chosen. The row of the person is locked before, so that two changes do not meet.
pub fn put_chosen(tx: &mut Conn, person: PersonId, chosen: &Chosen, now: DateTime<Utc>) -> QueryResult<usize> {
    diesel::delete(notice_preferences::table.find(person)).execute(tx)?;
    let row = (notice_preferences::person_id.eq(person), chosen, notice_preferences::updated_at.eq(now));
    diesel::insert_into(notice_preferences::table).values(row).execute(tx)
}

//! What residents say about the result.

use crate::platform::db::{Conn, MultiBackend};
use crate::platform::paging::Key;
use crate::schema::{orders, persons, project_words as w};
use chrono::{DateTime, Utc};
use contract::orders::OrderState;
use contract::projects::Verdict;
use contract::{OrgUnitId, PersonId, ProjectId, RowId};
use diesel::dsl::exists;
use diesel::prelude::*;

/// A word as it is stored.
#[derive(Queryable, Selectable, Insertable, Clone, Debug, serde::Serialize)]
#[diesel(table_name = w, treat_none_as_default_value = false)]
pub struct WordRow {
    pub id: RowId,
    pub project_id: ProjectId,
    pub person_id: PersonId,
    pub round: i32,
    pub verdict: Verdict,
    pub grade: i16,
    pub text: String,
    pub said_at: DateTime<Utc>,
}

pub fn insert(tx: &mut Conn, row: &WordRow) -> QueryResult<usize> {
    diesel::insert_into(w::table).values(row).execute(tx)
}

/// The word of a person about a report.
pub fn of_person(c: &mut Conn, project: ProjectId, round: i32, person: PersonId) -> QueryResult<Option<WordRow>> {
    w::table
        .filter(w::project_id.eq(project))
        .filter(w::round.eq(round))
        .filter(w::person_id.eq(person))
        .select(WordRow::as_select())
        .first(c)
        .optional()
}

/// What was said about a report.
pub fn verdicts(c: &mut Conn, project: ProjectId, round: i32) -> QueryResult<Vec<Verdict>> {
    w::table.filter(w::project_id.eq(project)).filter(w::round.eq(round)).select(w::verdict).load(c)
}

/// Words about all reports, newest first.
pub fn page(c: &mut Conn, project: ProjectId, after: Option<&Key>, limit: i64) -> QueryResult<Vec<WordRow>> {
    let mut query = w::table
        .filter(w::project_id.eq(project))
        .order((w::said_at.desc(), w::id.desc()))
        .limit(limit)
        .select(WordRow::as_select())
        .into_boxed::<MultiBackend>();
    if let Some(key) = after {
        query = query.filter(w::said_at.le(key.at).and(w::said_at.lt(key.at).or(w::id.lt(RowId(key.id)))));
    }
    query.load(c)
}

/// Whether somebody is known to live in a community: it is their home, or something they ordered was done there. An order alone says
/// nothing: it is placed in a minute and withdrawn.
pub fn lives_in(c: &mut Conn, person: PersonId, community: OrgUnitId) -> QueryResult<bool> {
    let at_home = persons::table.filter(persons::id.eq(person)).filter(persons::home_id.eq(Some(community)));
    if diesel::select(exists(at_home)).get_result(c)? {
        return Ok(true);
    }
    let served = [OrderState::Confirmed, OrderState::Closed];
    let ordered = orders::table
        .filter(orders::requester_id.eq(person))
        .filter(orders::community_id.eq(community))
        .filter(orders::state.eq_any(served));
    diesel::select(exists(ordered)).get_result(c)
}

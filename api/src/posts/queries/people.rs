//! Members as volunteers, and what they bring along.

use crate::in_areas;
use crate::platform::db::{Conn, MultiBackend};
use crate::platform::paging::Key;
use crate::platform::scope::Area;
use crate::schema::{qualifications as q, volunteers};
use chrono::{DateTime, NaiveDate, Utc};
use contract::posts::{QualificationKind, QualificationState};
use contract::{PersonId, QualificationId};
use diesel::prelude::*;

/// A volunteer as stored.
#[derive(Queryable, Selectable, Insertable, Clone, Debug, serde::Serialize)]
#[diesel(table_name = volunteers, treat_none_as_default_value = false)]
pub struct VolunteerRow {
    pub person_id: PersonId,
    pub number: String,
    pub birth_year: Option<i32>,
    #[serde(skip)]
    pub calendar_secret: String,
    pub version: i32,
    pub created_at: DateTime<Utc>,
}

/// A qualification as stored.
#[derive(Queryable, Selectable, Insertable, Clone, Debug, serde::Serialize)]
#[diesel(table_name = q, treat_none_as_default_value = false)]
pub struct QualificationRow {
    pub id: QualificationId,
    pub person_id: PersonId,
    pub area: String,
    pub kind: QualificationKind,
    pub code: String,
    pub valid_to: Option<NaiveDate>,
    pub state: QualificationState,
    pub reason: String,
    pub decided_by: Option<PersonId>,
    pub created_at: DateTime<Utc>,
    pub version: i32,
}

pub fn volunteer(c: &mut Conn, person: PersonId) -> QueryResult<Option<VolunteerRow>> {
    volunteers::table.find(person).select(VolunteerRow::as_select()).first(c).optional()
}

pub fn by_secret(c: &mut Conn, secret: &str) -> QueryResult<Option<VolunteerRow>> {
    volunteers::table.filter(volunteers::calendar_secret.eq(secret)).select(VolunteerRow::as_select()).first(c).optional()
}

pub fn insert_volunteer(tx: &mut Conn, row: &VolunteerRow) -> QueryResult<usize> {
    diesel::insert_into(volunteers::table).values(row).execute(tx)
}

/// Nobody else decides about where these people are expected until the transaction ends. Several are locked in one order.
pub fn lock(tx: &mut Conn, people: &[PersonId]) -> QueryResult<()> {
    if let Conn::Pg(p) = tx {
        volunteers::table
            .filter(volunteers::person_id.eq_any(people.to_vec()))
            .order(volunteers::person_id)
            .select(volunteers::person_id)
            .for_update()
            .load::<PersonId>(p)?;
    }
    Ok(())
}

/// 0 when somebody was faster.
pub fn set_birth_year(tx: &mut Conn, row: &VolunteerRow, year: Option<i32>) -> QueryResult<usize> {
    diesel::update(volunteers::table.filter(volunteers::person_id.eq(row.person_id)).filter(volunteers::version.eq(row.version)))
        .set((volunteers::birth_year.eq(year), volunteers::version.eq(row.version + 1)))
        .execute(tx)
}

pub fn set_secret(tx: &mut Conn, person: PersonId, secret: &str) -> QueryResult<usize> {
    diesel::update(volunteers::table.find(person))
        .set((volunteers::calendar_secret.eq(secret), volunteers::version.eq(volunteers::version + 1)))
        .execute(tx)
}

pub fn of_person(c: &mut Conn, person: PersonId) -> QueryResult<Vec<QualificationRow>> {
    q::table.filter(q::person_id.eq(person)).order((q::created_at, q::id)).select(QualificationRow::as_select()).load(c)
}

pub fn find(c: &mut Conn, id: QualificationId) -> QueryResult<Option<QualificationRow>> {
    q::table.find(id).select(QualificationRow::as_select()).first(c).optional()
}

pub fn insert(tx: &mut Conn, row: &QualificationRow) -> QueryResult<usize> {
    diesel::insert_into(q::table).values(row).execute(tx)
}

/// Takes back what was stated before under the same kind and code.
pub fn forget(tx: &mut Conn, person: PersonId, kind: QualificationKind, code: &str) -> QueryResult<usize> {
    diesel::delete(q::table.filter(q::person_id.eq(person)).filter(q::kind.eq(kind)).filter(q::code.eq(code))).execute(tx)
}

/// The decided row; `None` when somebody was faster.
pub fn decide(
    tx: &mut Conn,
    row: &QualificationRow,
    state: QualificationState,
    reason: &str,
    by: PersonId,
) -> QueryResult<Option<QualificationRow>> {
    diesel::update(q::table.filter(q::id.eq(row.id)).filter(q::version.eq(row.version)))
        .set((q::state.eq(state), q::reason.eq(reason), q::decided_by.eq(Some(by)), q::version.eq(row.version + 1)))
        .returning(<QualificationRow as Selectable<MultiBackend>>::construct_selection())
        .get_result(tx)
        .optional()
}

/// Those of some communities, newest first.
pub fn page(
    c: &mut Conn,
    areas: &[Area],
    state: Option<QualificationState>,
    after: Option<&Key>,
    limit: i64,
) -> QueryResult<Vec<QualificationRow>> {
    let query = q::table
        .order((q::created_at.desc(), q::id.desc()))
        .limit(limit)
        .select(QualificationRow::as_select())
        .into_boxed::<MultiBackend>();
    let mut query = in_areas!(query, q::area, areas);
    if let Some(state) = state {
        query = query.filter(q::state.eq(state));
    }
    if let Some(key) = after {
        query = query.filter(q::created_at.le(key.at).and(q::created_at.lt(key.at).or(q::id.lt(QualificationId(key.id)))));
    }
    query.load(c)
}

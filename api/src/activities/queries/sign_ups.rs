//! Who has a place.

use crate::platform::db::{Conn, MultiBackend};
use crate::schema::{activities, activity_sign_ups as s};
use chrono::{DateTime, Utc};
use contract::activities::SignUpState;
use contract::records::EvidenceGrade;
use contract::{ActivityId, PersonId, SignUpId, UnitId};
use diesel::prelude::*;

/// A place as it is stored.
#[derive(Queryable, Selectable, Insertable, Clone, Debug, serde::Serialize)]
#[diesel(table_name = s, treat_none_as_default_value = false)]
pub struct SignUpRow {
    pub id: SignUpId,
    pub activity_id: ActivityId,
    pub person_id: PersonId,
    pub unit_id: Option<UnitId>,
    pub state: SignUpState,
    pub minutes: i32,
    pub evidence: Option<EvidenceGrade>,
    pub marked_by: Option<PersonId>,
    pub signed_at: DateTime<Utc>,
    pub version: i32,
    pub updated_at: DateTime<Utc>,
}

pub fn find(c: &mut Conn, id: SignUpId) -> QueryResult<Option<SignUpRow>> {
    s::table.find(id).select(SignUpRow::as_select()).first(c).optional()
}

/// Somebody's place that was not given back.
pub fn of_person(c: &mut Conn, activity: ActivityId, person: PersonId) -> QueryResult<Option<SignUpRow>> {
    s::table
        .filter(s::activity_id.eq(activity))
        .filter(s::person_id.eq(person))
        .filter(s::state.ne(SignUpState::Cancelled))
        .select(SignUpRow::as_select())
        .first(c)
        .optional()
}

/// How often somebody has had a place, those given back or taken away with the activity among them.
pub fn times(c: &mut Conn, activity: ActivityId, person: PersonId) -> QueryResult<i64> {
    s::table.filter(s::activity_id.eq(activity)).filter(s::person_id.eq(person)).count().get_result(c)
}

/// Whether somebody has a place in an activity that takes place in this stretch of time.
pub fn is_busy(c: &mut Conn, person: PersonId, from: DateTime<Utc>, to: DateTime<Utc>) -> QueryResult<bool> {
    let busy = s::table
        .inner_join(activities::table.on(activities::id.eq(s::activity_id)))
        .filter(s::person_id.eq(person))
        .filter(s::state.eq(SignUpState::SignedUp))
        .filter(activities::starts_at.lt(to))
        .filter(activities::ends_at.gt(from))
        .count()
        .into_boxed::<MultiBackend>();
    Ok(busy.get_result::<i64>(c)? > 0)
}

/// Those of an activity that were not given back, in the order in which they came.
pub fn of_activity(c: &mut Conn, activity: ActivityId) -> QueryResult<Vec<SignUpRow>> {
    s::table
        .filter(s::activity_id.eq(activity))
        .filter(s::state.ne(SignUpState::Cancelled))
        .order((s::signed_at, s::id))
        .select(SignUpRow::as_select())
        .load(c)
}

pub fn insert(tx: &mut Conn, row: &SignUpRow) -> QueryResult<usize> {
    diesel::insert_into(s::table).values(row).execute(tx)
}

/// The changed row; `None` when somebody changed it after it was read.
pub fn update(tx: &mut Conn, row: &SignUpRow, to: &SignUpRow, now: DateTime<Utc>) -> QueryResult<Option<SignUpRow>> {
    diesel::update(s::table.filter(s::id.eq(row.id)).filter(s::version.eq(row.version)))
        .set((
            (s::state.eq(to.state), s::minutes.eq(to.minutes), s::evidence.eq(to.evidence), s::marked_by.eq(to.marked_by)),
            (s::version.eq(row.version + 1), s::updated_at.eq(now)),
        ))
        .returning(<SignUpRow as Selectable<MultiBackend>>::construct_selection())
        .get_result(tx)
        .optional()
}

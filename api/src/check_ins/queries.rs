//! One function, one statement: check-ins and their events.

use crate::in_areas;
use crate::platform::db::types::Json as JsonColumn;
use crate::platform::db::{Conn, MultiBackend};
use crate::platform::paging::Key;
use crate::platform::scope::Area;
use crate::schema::{check_in_events, check_ins, unit_details};
use chrono::{DateTime, NaiveDate, Utc};
use contract::check_ins::{CheckInAction, CheckInBasis, CheckInFilter, CheckInSort, CheckInState, CheckInSubject, PostCategory};
use contract::org::UnitKind;
use contract::{CheckInId, OrgUnitId, PersonId, UnitId};
use diesel::prelude::*;

/// A member's check-in that counts now.
#[derive(Queryable, Selectable, Clone, Debug, serde::Serialize)]
#[diesel(table_name = check_ins)]
pub struct ActiveCheckIn {
    pub id: CheckInId,
    pub unit_id: Option<UnitId>,
    pub community_id: OrgUnitId,
    pub area: String,
}

/// The check-in of a member that is active, if there is one. The schema allows no second.
pub fn active_of(c: &mut Conn, person: PersonId) -> QueryResult<Option<ActiveCheckIn>> {
    check_ins::table
        .filter(check_ins::person_id.eq(person))
        .filter(check_ins::subject.eq(CheckInSubject::Member))
        .filter(check_ins::state.eq(CheckInState::Active))
        .select(ActiveCheckIn::as_select())
        .first(c)
        .optional()
}

/// A check-in as it is stored.
#[derive(Queryable, Selectable, Insertable, Clone, Debug, serde::Serialize)]
#[diesel(table_name = check_ins, treat_none_as_default_value = false)]
pub struct CheckInRow {
    pub id: CheckInId,
    pub number: String,
    pub subject: CheckInSubject,
    pub person_id: Option<PersonId>,
    pub unit_id: Option<UnitId>,
    pub community_id: OrgUnitId,
    pub area: String,
    pub basis: CheckInBasis,
    pub state: CheckInState,
    pub intents: JsonColumn<Vec<PostCategory>>,
    pub availability: String,
    pub reason: String,
    pub transfer_to: Option<OrgUnitId>,
    pub valid_to: Option<NaiveDate>,
    pub due_at: DateTime<Utc>,
    pub submitted_at: DateTime<Utc>,
    pub activated_at: Option<DateTime<Utc>>,
    pub ended_at: Option<DateTime<Utc>>,
    pub told: i32,
    pub submitted_by: Option<PersonId>,
    pub version: i32,
    pub updated_at: DateTime<Utc>,
}

/// What a step changes besides state, version and time. `None` leaves a column.
#[derive(AsChangeset, Clone, Debug, Default)]
#[diesel(table_name = check_ins)]
pub struct Change {
    pub unit_id: Option<Option<UnitId>>,
    pub community_id: Option<OrgUnitId>,
    pub area: Option<String>,
    pub basis: Option<CheckInBasis>,
    pub intents: Option<JsonColumn<Vec<PostCategory>>>,
    pub availability: Option<String>,
    pub reason: Option<String>,
    pub transfer_to: Option<Option<OrgUnitId>>,
    pub valid_to: Option<Option<NaiveDate>>,
    pub due_at: Option<DateTime<Utc>>,
    pub activated_at: Option<DateTime<Utc>>,
    pub ended_at: Option<DateTime<Utc>>,
    pub told: Option<i32>,
}

/// Something that happened, as it is stored.
#[derive(Queryable, Selectable, Insertable, Clone, Debug)]
#[diesel(table_name = check_in_events, treat_none_as_default_value = false)]
pub struct EventRow {
    pub check_in_id: CheckInId,
    pub sequence: i32,
    pub at: DateTime<Utc>,
    pub action: CheckInAction,
    pub state: CheckInState,
    pub actor_id: Option<PersonId>,
    pub community_id: OrgUnitId,
    pub note: String,
}

/// What a unit told about itself.
#[derive(Queryable, Selectable, Insertable, AsChangeset, Clone, Debug, serde::Serialize)]
#[diesel(table_name = unit_details, treat_none_as_default_value = false)]
pub struct DetailsRow {
    pub check_in_id: CheckInId,
    pub name: String,
    pub kind: UnitKind,
    pub system: String,
    pub functions: JsonColumn<Vec<String>>,
    pub headcount: i32,
    pub liaison_name: String,
    pub liaison_phone: String,
    pub submitted_by: PersonId,
}

pub fn find(c: &mut Conn, id: CheckInId) -> QueryResult<Option<CheckInRow>> {
    check_ins::table.find(id).select(CheckInRow::as_select()).first(c).optional()
}

/// The check-in, and nobody else changes it until the transaction ends.
pub fn lock(tx: &mut Conn, id: CheckInId) -> QueryResult<Option<CheckInRow>> {
    if let Conn::Pg(p) = tx {
        check_ins::table.find(id).select(check_ins::id).for_update().first::<CheckInId>(p).optional()?;
    }
    find(tx, id)
}

/// The check-in of a member that has not ended.
pub fn open_of_person(c: &mut Conn, person: PersonId) -> QueryResult<Option<CheckInRow>> {
    check_ins::table
        .filter(check_ins::person_id.eq(person))
        .filter(check_ins::subject.eq(CheckInSubject::Member))
        .filter(check_ins::state.ne(CheckInState::Ended))
        .select(CheckInRow::as_select())
        .first(c)
        .optional()
}

/// The check-in of a unit that has not ended.
pub fn open_of_unit(c: &mut Conn, unit: UnitId) -> QueryResult<Option<CheckInRow>> {
    check_ins::table
        .filter(check_ins::unit_id.eq(unit))
        .filter(check_ins::subject.eq(CheckInSubject::Unit))
        .filter(check_ins::state.ne(CheckInState::Ended))
        .select(CheckInRow::as_select())
        .first(c)
        .optional()
}

/// Members of a unit who wait for a clerk.
pub fn waiting_of_unit(c: &mut Conn, unit: UnitId) -> QueryResult<Vec<CheckInRow>> {
    check_ins::table
        .filter(check_ins::unit_id.eq(unit))
        .filter(check_ins::subject.eq(CheckInSubject::Member))
        .filter(check_ins::state.eq(CheckInState::Submitted))
        .order((check_ins::submitted_at, check_ins::id))
        .limit(1000)
        .select(CheckInRow::as_select())
        .load(c)
}

pub fn insert(tx: &mut Conn, row: &CheckInRow) -> QueryResult<usize> {
    diesel::insert_into(check_ins::table).values(row).execute(tx)
}

/// The changed row; `None` when somebody changed it after it was read.
pub fn update(tx: &mut Conn, row: &CheckInRow, state: CheckInState, change: Change, now: DateTime<Utc>) -> QueryResult<Option<CheckInRow>> {
    diesel::update(check_ins::table.filter(check_ins::id.eq(row.id)).filter(check_ins::version.eq(row.version)))
        .set((change, check_ins::state.eq(state), check_ins::version.eq(row.version + 1), check_ins::updated_at.eq(now)))
        .returning(<CheckInRow as Selectable<MultiBackend>>::construct_selection())
        .get_result(tx)
        .optional()
}

pub fn insert_event(tx: &mut Conn, row: &EventRow) -> QueryResult<usize> {
    diesel::insert_into(check_in_events::table).values(row).execute(tx)
}

/// How many events a check-in has: the next one's sequence is one more.
pub fn last_sequence(c: &mut Conn, id: CheckInId) -> QueryResult<i32> {
    let last: Option<i32> = check_in_events::table
        .filter(check_in_events::check_in_id.eq(id))
        .order(check_in_events::sequence.desc())
        .select(check_in_events::sequence)
        .first(c)
        .optional()?;
    Ok(last.unwrap_or(0))
}

/// Everything that happened, oldest first.
pub fn events_of(c: &mut Conn, id: CheckInId) -> QueryResult<Vec<EventRow>> {
    check_in_events::table
        .filter(check_in_events::check_in_id.eq(id))
        .order(check_in_events::sequence)
        .select(EventRow::as_select())
        .load(c)
}

/// What the units of several check-ins told.
pub fn details_of(c: &mut Conn, ids: &[CheckInId]) -> QueryResult<Vec<DetailsRow>> {
    unit_details::table.filter(unit_details::check_in_id.eq_any(ids.to_vec())).select(DetailsRow::as_select()).load(c)
}

pub fn insert_details(tx: &mut Conn, row: &DetailsRow) -> QueryResult<usize> {
    diesel::insert_into(unit_details::table).values(row).execute(tx)
}

pub fn update_details(tx: &mut Conn, row: &DetailsRow) -> QueryResult<usize> {
    diesel::update(unit_details::table.find(row.check_in_id)).set(row).execute(tx)
}

/// Whose check-ins a list shows.
pub enum Whose<'a> {
    /// Those of the communities in these parts of the tree, and those that these desks were asked to take over.
    Areas(&'a [Area], &'a [OrgUnitId]),
    /// One's own, and those of the units one is the liaison of; those one has sent for a unit until somebody confirms them.
    Own(PersonId, &'a [UnitId]),
}

/// Check-ins by what is due first, or newest first.
pub fn page(
    c: &mut Conn,
    whose: &Whose<'_>,
    filter: &CheckInFilter,
    after: Option<&Key>,
    limit: i64,
    now: DateTime<Utc>,
) -> QueryResult<Vec<CheckInRow>> {
    use check_ins as t;
    let query = t::table.limit(limit).select(CheckInRow::as_select()).into_boxed::<MultiBackend>();
    let mut query = match whose {
        Whose::Areas(areas, desks) => {
            let query = in_areas!(query, t::area, areas);
            if desks.is_empty() { query } else { query.or_filter(t::transfer_to.eq_any(desks.to_vec())) }
        }
        Whose::Own(person, units) => query.filter(
            t::person_id
                .eq(*person)
                .or(t::submitted_by.eq(*person).and(t::activated_at.is_null()))
                .or(t::subject.eq(CheckInSubject::Unit).and(t::unit_id.eq_any(units.to_vec()))),
        ),
    };
    if let Some(state) = filter.state {
        query = query.filter(t::state.eq(state));
    }
    if let Some(subject) = filter.subject {
        query = query.filter(t::subject.eq(subject));
    }
    if let Some(community) = filter.community {
        query = query.filter(t::community_id.eq(community));
    }
    if let Some(unit) = filter.unit {
        query = query.filter(t::unit_id.eq(unit));
    }
    match filter.overdue {
        Some(true) => query = query.filter(t::due_at.lt(now)),
        Some(false) => query = query.filter(t::due_at.ge(now)),
        None => {}
    }
    match filter.sort.unwrap_or(CheckInSort::DueAt) {
        CheckInSort::DueAt => {
            query = query.order((t::due_at.asc(), t::id.asc()));
            if let Some(key) = after {
                query = query.filter(t::due_at.ge(key.at).and(t::due_at.gt(key.at).or(t::id.gt(CheckInId(key.id)))));
            }
        }
        CheckInSort::SubmittedAt => {
            query = query.order((t::submitted_at.desc(), t::id.desc()));
            if let Some(key) = after {
                query = query.filter(t::submitted_at.le(key.at).and(t::submitted_at.lt(key.at).or(t::id.lt(CheckInId(key.id)))));
            }
        }
    }
    query.load(c)
}

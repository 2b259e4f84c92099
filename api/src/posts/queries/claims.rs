//! Claims.

use crate::platform::db::types::Json;
use crate::platform::db::{Conn, MultiBackend};
use crate::platform::paging::Key;
use crate::posts::lifecycle::claim::BUSY;
use crate::schema::{claim_reveals, claims, persons};
use chrono::{DateTime, Utc};
use contract::check_ins::PostCategory;
use contract::posts::{ClaimState, EndReason, PresenceMethod};
use contract::records::Promise;
use contract::{ClaimId, OrgUnitId, PersonId, PostId, RowId, ShiftId};
use diesel::prelude::*;
use uuid::Uuid;

/// A claim as it is stored.
#[derive(Queryable, Selectable, Insertable, Clone, Debug, serde::Serialize)]
#[diesel(table_name = claims, treat_none_as_default_value = false)]
pub struct ClaimRow {
    pub id: ClaimId,
    pub shift_id: ShiftId,
    pub post_id: PostId,
    pub person_id: PersonId,
    pub community_id: OrgUnitId,
    pub area: String,
    pub category: PostCategory,
    pub starts_at: DateTime<Utc>,
    pub ends_at: DateTime<Utc>,
    pub state: ClaimState,
    pub queue_no: i32,
    pub claimed_at: DateTime<Utc>,
    pub method: Option<PresenceMethod>,
    pub present_from: Option<DateTime<Utc>>,
    pub present_to: Option<DateTime<Utc>>,
    pub minutes: Option<i32>,
    pub marked_by: Option<PersonId>,
    pub confirmers: Json<Vec<PersonId>>,
    pub challenged_by: Option<PersonId>,
    pub challenge: String,
    pub answer: String,
    pub decision: String,
    pub end_reason: Option<EndReason>,
    pub end_note: String,
    pub is_late: bool,
    pub is_excused: bool,
    pub due_at: DateTime<Utc>,
    pub version: i32,
    pub updated_at: DateTime<Utc>,
}

/// What a step changes besides state, version and clock. `None` leaves a column.
#[derive(AsChangeset, Clone, Debug, Default)]
#[diesel(table_name = claims)]
pub struct Change {
    pub method: Option<PresenceMethod>,
    pub present_from: Option<DateTime<Utc>>,
    pub present_to: Option<DateTime<Utc>>,
    pub minutes: Option<i32>,
    pub marked_by: Option<PersonId>,
    pub confirmers: Option<Json<Vec<PersonId>>>,
    pub challenged_by: Option<PersonId>,
    pub challenge: Option<String>,
    pub answer: Option<String>,
    pub decision: Option<String>,
    pub end_reason: Option<EndReason>,
    pub end_note: Option<String>,
    pub is_late: Option<bool>,
    pub is_excused: Option<bool>,
}

pub fn find(c: &mut Conn, id: ClaimId) -> QueryResult<Option<ClaimRow>> {
    claims::table.find(id).select(ClaimRow::as_select()).first(c).optional()
}

pub fn insert(tx: &mut Conn, row: &ClaimRow) -> QueryResult<usize> {
    diesel::insert_into(claims::table).values(row).execute(tx)
}

/// The changed row; `None` when somebody changed it after it was read.
pub fn update(
    tx: &mut Conn,
    row: &ClaimRow,
    state: ClaimState,
    due_at: DateTime<Utc>,
    change: Change,
    now: DateTime<Utc>,
) -> QueryResult<Option<ClaimRow>> {
    diesel::update(claims::table.filter(claims::id.eq(row.id)).filter(claims::version.eq(row.version)))
        .set((change, claims::state.eq(state), claims::due_at.eq(due_at), claims::version.eq(row.version + 1), claims::updated_at.eq(now)))
        .returning(<ClaimRow as Selectable<MultiBackend>>::construct_selection())
        .get_result(tx)
        .optional()
}

/// The claim of a person on a shift that has not been cancelled: there is one at most.
pub fn live(c: &mut Conn, shift: ShiftId, person: PersonId) -> QueryResult<Option<ClaimRow>> {
    claims::table
        .filter(claims::shift_id.eq(shift))
        .filter(claims::person_id.eq(person))
        .filter(claims::state.ne(ClaimState::Cancelled))
        .select(ClaimRow::as_select())
        .first(c)
        .optional()
}

/// Own claims on several shifts that live.
pub fn live_of(c: &mut Conn, person: PersonId, shifts: &[ShiftId]) -> QueryResult<Vec<ClaimRow>> {
    claims::table
        .filter(claims::person_id.eq(person))
        .filter(claims::shift_id.eq_any(shifts.to_vec()))
        .filter(claims::state.ne(ClaimState::Cancelled))
        .select(ClaimRow::as_select())
        .load(c)
}

/// Whether the person is expected somewhere else then.
pub fn is_busy(c: &mut Conn, person: PersonId, from: DateTime<Utc>, to: DateTime<Utc>, but: Option<ShiftId>) -> QueryResult<bool> {
    let mut busy = claims::table
        .filter(claims::person_id.eq(person))
        .filter(claims::state.eq_any(BUSY))
        .filter(claims::starts_at.lt(to))
        .filter(claims::ends_at.gt(from))
        .count()
        .into_boxed::<MultiBackend>();
    if let Some(shift) = but {
        busy = busy.filter(claims::shift_id.ne(shift));
    }
    Ok(busy.get_result::<i64>(c)? > 0)
}

/// Claims of a person that live, with shifts that begin in a stretch of time.
pub fn count_between(c: &mut Conn, person: PersonId, from: DateTime<Utc>, to: DateTime<Utc>) -> QueryResult<i64> {
    claims::table
        .filter(claims::person_id.eq(person))
        .filter(claims::state.ne(ClaimState::Cancelled))
        .filter(claims::starts_at.ge(from))
        .filter(claims::starts_at.lt(to))
        .count()
        .get_result(c)
}

/// Those of a shift in one of the states, in the order in which they wait, and before that in which they claimed.
pub fn of_shift(c: &mut Conn, shift: ShiftId, states: &[ClaimState]) -> QueryResult<Vec<ClaimRow>> {
    claims::table
        .filter(claims::shift_id.eq(shift))
        .filter(claims::state.eq_any(states.to_vec()))
        .order((claims::queue_no, claims::claimed_at, claims::id))
        .select(ClaimRow::as_select())
        .load(c)
}

/// How many wait before this one.
pub fn before(c: &mut Conn, row: &ClaimRow) -> QueryResult<i64> {
    claims::table
        .filter(claims::shift_id.eq(row.shift_id))
        .filter(claims::state.eq(ClaimState::Waitlisted))
        .filter(claims::queue_no.lt(row.queue_no))
        .count()
        .get_result(c)
}

/// Names and numbers of people.
pub fn people(c: &mut Conn, ids: &[PersonId]) -> QueryResult<Vec<(PersonId, String, String)>> {
    persons::table.filter(persons::id.eq_any(ids.to_vec())).select((persons::id, persons::name, persons::phone)).load(c)
}

/// A shift was moved: so are the claims that live.
pub fn move_all(tx: &mut Conn, shift: ShiftId, from: DateTime<Utc>, to: DateTime<Utc>) -> QueryResult<usize> {
    diesel::update(claims::table.filter(claims::shift_id.eq(shift)).filter(claims::state.ne(ClaimState::Cancelled)))
        .set((claims::starts_at.eq(from), claims::ends_at.eq(to)))
        .execute(tx)
}

/// Claims to which something happens by itself, with their shifts, in the order in which these are locked.
pub fn due(c: &mut Conn, now: DateTime<Utc>, limit: i64) -> QueryResult<Vec<(ClaimId, ShiftId)>> {
    claims::table.filter(claims::due_at.le(now)).order(claims::id).limit(limit).select((claims::id, claims::shift_id)).load(c)
}

/// Shifts on which a person stands that have not begun.
pub fn ahead_of(c: &mut Conn, person: PersonId) -> QueryResult<Vec<ShiftId>> {
    claims::table
        .filter(claims::person_id.eq(person))
        .filter(claims::state.eq_any([ClaimState::Waitlisted, ClaimState::Offered, ClaimState::Held]))
        .order(claims::shift_id)
        .select(claims::shift_id)
        .load(c)
}

/// Claims of a person with their shifts since then, cancelled ones among them: what a calendar shows.
pub fn since(c: &mut Conn, person: PersonId, since: DateTime<Utc>) -> QueryResult<Vec<ClaimRow>> {
    claims::table
        .filter(claims::person_id.eq(person))
        .filter(claims::ends_at.gt(since))
        .order((claims::starts_at, claims::id))
        .limit(500)
        .select(ClaimRow::as_select())
        .load(c)
}

/// Which claims a list shows.
#[derive(Default)]
pub struct Wanted {
    pub state: Option<ClaimState>,
    pub promise: Option<Promise>,
    /// Of shifts that end after this, soonest first.
    pub ahead_of: Option<DateTime<Utc>>,
}

macro_rules! of_promise {
    ($query:expr, $promise:expr) => {
        match $promise {
            Promise::Kept => $query.filter(claims::state.eq(ClaimState::Verified)),
            Promise::Missed => $query.filter(
                claims::state
                    .eq(ClaimState::Absent)
                    .and(claims::is_excused.eq(false))
                    .or(claims::state.eq(ClaimState::Cancelled).and(claims::is_late.eq(true))),
            ),
            Promise::Excluded => $query.filter(
                claims::state
                    .eq(ClaimState::Absent)
                    .and(claims::is_excused.eq(true))
                    .or(claims::state.eq(ClaimState::Void))
                    .or(claims::state.eq(ClaimState::Cancelled).and(claims::end_reason.eq(Some(EndReason::Illness)))),
            ),
        }
    };
}

/// Claims of a person: latest first, or soonest first of those ahead.
pub fn page(c: &mut Conn, person: PersonId, wanted: &Wanted, after: Option<&Key>, limit: i64) -> QueryResult<Vec<ClaimRow>> {
    let mut query =
        claims::table.filter(claims::person_id.eq(person)).limit(limit).select(ClaimRow::as_select()).into_boxed::<MultiBackend>();
    if let Some(state) = wanted.state {
        query = query.filter(claims::state.eq(state));
    }
    if let Some(promise) = wanted.promise {
        query = of_promise!(query, promise);
    }
    if let Some(now) = wanted.ahead_of {
        query = query.filter(claims::ends_at.gt(now)).order((claims::starts_at, claims::id));
        if let Some(key) = after {
            query = query.filter(claims::starts_at.ge(key.at).and(claims::starts_at.gt(key.at).or(claims::id.gt(ClaimId(key.id)))));
        }
        return query.load(c);
    }
    if let Some(key) = after {
        query = query.filter(claims::starts_at.le(key.at).and(claims::starts_at.lt(key.at).or(claims::id.lt(ClaimId(key.id)))));
    }
    query.order((claims::starts_at.desc(), claims::id.desc())).load(c)
}

/// How many claims of a person mean this for the promises.
pub fn count_promises(c: &mut Conn, person: PersonId, promise: Promise) -> QueryResult<i64> {
    let query = claims::table.filter(claims::person_id.eq(person)).count().into_boxed::<MultiBackend>();
    of_promise!(query, promise).get_result(c)
}

pub fn insert_reveal(tx: &mut Conn, claim: ClaimId, person: PersonId, reason: &str, now: DateTime<Utc>) -> QueryResult<usize> {
    let row = (
        claim_reveals::id.eq(RowId(Uuid::now_v7())),
        claim_reveals::claim_id.eq(claim),
        claim_reveals::person_id.eq(person),
        claim_reveals::reason.eq(reason),
        claim_reveals::at.eq(now),
    );
    diesel::insert_into(claim_reveals::table).values(row).execute(tx)
}

/// Who has seen the number, newest first, the last 200.
pub fn reveals_of(c: &mut Conn, claim: ClaimId) -> QueryResult<Vec<(DateTime<Utc>, PersonId, String)>> {
    claim_reveals::table
        .filter(claim_reveals::claim_id.eq(claim))
        .order((claim_reveals::at.desc(), claim_reveals::id.desc()))
        .limit(200)
        .select((claim_reveals::at, claim_reveals::person_id, claim_reveals::reason))
        .load(c)
}

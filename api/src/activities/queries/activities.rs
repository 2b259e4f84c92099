//! Activities.

use crate::in_areas;
use crate::platform::db::types::Json;
use crate::platform::db::{Conn, MultiBackend};
use crate::platform::paging::Key;
use crate::platform::scope::Area;
use crate::schema::{activities as a, activity_invitations as i, activity_sign_ups as s};
use chrono::{DateTime, Utc};
use contract::activities::{ActivityFilter, ActivityOutcome, ActivityState, OwnActivities, OwnActivityFilter, SignUpState};
use contract::check_ins::PostCategory;
use contract::{ActivityId, OrgUnitId, PersonId, UnitId};
use diesel::prelude::*;

/// An activity as it is stored.
#[derive(Queryable, Selectable, Insertable, Clone, Debug, serde::Serialize)]
#[diesel(table_name = a, treat_none_as_default_value = false)]
pub struct ActivityRow {
    pub id: ActivityId,
    pub community_id: OrgUnitId,
    pub area: String,
    pub unit_id: Option<UnitId>,
    pub category: PostCategory,
    pub title: String,
    pub description: String,
    pub place: String,
    pub starts_at: DateTime<Utc>,
    pub ends_at: DateTime<Utc>,
    pub answer_by: DateTime<Utc>,
    pub capacity: i32,
    pub taken: i32,
    pub is_open_to_all: bool,
    pub admission_no: Option<String>,
    pub state: ActivityState,
    pub reason: String,
    pub people_served: i32,
    pub summary: String,
    pub outcomes: Json<Vec<ActivityOutcome>>,
    pub version: i32,
    pub created_by: PersonId,
    pub created_at: DateTime<Utc>,
    pub updated_at: DateTime<Utc>,
}

/// An activity. Whoever asks has to make sure that the caller may know it.
pub fn find(c: &mut Conn, id: ActivityId) -> QueryResult<Option<ActivityRow>> {
    a::table.find(id).select(ActivityRow::as_select()).first(c).optional()
}

/// The activity, and nobody else changes it, its invitations or its places until the transaction ends.
pub fn lock(tx: &mut Conn, id: ActivityId) -> QueryResult<Option<ActivityRow>> {
    if let Conn::Pg(p) = tx {
        a::table.find(id).select(a::id).for_update().first::<ActivityId>(p).optional()?;
    }
    find(tx, id)
}

pub fn insert(tx: &mut Conn, row: &ActivityRow) -> QueryResult<usize> {
    diesel::insert_into(a::table).values(row).execute(tx)
}

/// Stores what changes of an activity; `None` when somebody changed it after `row` was read.
pub fn update(tx: &mut Conn, row: &ActivityRow, to: &ActivityRow, now: DateTime<Utc>) -> QueryResult<Option<ActivityRow>> {
    diesel::update(a::table.filter(a::id.eq(row.id)).filter(a::version.eq(row.version)))
        .set((
            (a::category.eq(to.category), a::title.eq(&to.title), a::description.eq(&to.description), a::place.eq(&to.place)),
            (a::starts_at.eq(to.starts_at), a::ends_at.eq(to.ends_at), a::answer_by.eq(to.answer_by)),
            (a::capacity.eq(to.capacity), a::taken.eq(to.taken), a::is_open_to_all.eq(to.is_open_to_all)),
            (a::admission_no.eq(&to.admission_no), a::state.eq(to.state), a::reason.eq(&to.reason)),
            (a::people_served.eq(to.people_served), a::summary.eq(&to.summary), a::outcomes.eq(&to.outcomes)),
            (a::version.eq(row.version + 1), a::updated_at.eq(now)),
        ))
        .returning(<ActivityRow as Selectable<MultiBackend>>::construct_selection())
        .get_result(tx)
        .optional()
}

/// Takes places or gives them back, under the lock; the version stays, so that whoever edits the activity is not told of each person.
/// The CHECK has the last word.
pub fn set_taken(tx: &mut Conn, row: &ActivityRow, taken: i32) -> QueryResult<usize> {
    diesel::update(a::table.filter(a::id.eq(row.id)).filter(a::taken.eq(row.taken))).set(a::taken.eq(taken)).execute(tx)
}

const PUBLIC: [ActivityState; 3] = [ActivityState::Open, ActivityState::Held, ActivityState::Closed];

macro_rules! page {
    ($query:expr, $after:expr, $limit:expr, $c:expr) => {{
        let mut query = $query.order((a::starts_at.desc(), a::id.desc())).limit($limit);
        if let Some(key) = $after {
            query = query.filter(a::starts_at.le(key.at).and(a::starts_at.lt(key.at).or(a::id.lt(ActivityId(key.id)))));
        }
        query.load($c)
    }};
}

/// What everybody may read, latest begin first.
pub fn public(c: &mut Conn, filter: &ActivityFilter, after: Option<&Key>, limit: i64) -> QueryResult<Vec<ActivityRow>> {
    let mut query = a::table.select(ActivityRow::as_select()).filter(a::state.eq_any(PUBLIC)).into_boxed::<MultiBackend>();
    if let Some(state) = filter.state {
        query = query.filter(a::state.eq(state));
    }
    if let Some(community) = filter.community {
        query = query.filter(a::community_id.eq(community));
    }
    if let Some(category) = filter.category {
        query = query.filter(a::category.eq(category));
    }
    if let Some(unit) = filter.unit {
        query = query.filter(a::unit_id.eq(Some(unit)));
    }
    page!(query, after, limit, c)
}

/// Whose activities a list shows.
pub struct Mine<'a> {
    pub person: PersonId,
    pub areas: &'a [Area],
    pub units: &'a [UnitId],
}

/// One's own, latest begin first.
pub fn own(c: &mut Conn, mine: &Mine<'_>, filter: &OwnActivityFilter, after: Option<&Key>, limit: i64) -> QueryResult<Vec<ActivityRow>> {
    let all = a::table.select(ActivityRow::as_select()).into_boxed::<MultiBackend>();
    let units = mine.units.to_vec();
    let mut query = match filter.role.unwrap_or(OwnActivities::Organised) {
        OwnActivities::Organised => in_areas!(all, a::area, mine.areas).or_filter(a::unit_id.eq_any(units)),
        OwnActivities::Invited => all
            .filter(a::id.eq_any(i::table.filter(i::unit_id.eq_any(units)).select(i::activity_id)))
            .filter(a::state.ne(ActivityState::Draft)),
        OwnActivities::Joined => {
            let places = s::table.filter(s::person_id.eq(mine.person)).filter(s::state.ne(SignUpState::Cancelled));
            all.filter(a::id.eq_any(places.select(s::activity_id)))
        }
    };
    if let Some(state) = filter.state {
        query = query.filter(a::state.eq(state));
    }
    if let Some(community) = filter.community {
        query = query.filter(a::community_id.eq(community));
    }
    page!(query, after, limit, c)
}

/// Open ones whose end has passed.
pub fn over(c: &mut Conn, now: DateTime<Utc>, limit: i64) -> QueryResult<Vec<ActivityId>> {
    a::table.filter(a::state.eq(ActivityState::Open)).filter(a::ends_at.le(now)).order(a::id).limit(limit).select(a::id).load(c)
}

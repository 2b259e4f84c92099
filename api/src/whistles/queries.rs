//! One function, one statement.

use crate::in_areas;
use crate::platform::calendar::local;
use crate::platform::db::{Conn, MultiBackend};
use crate::platform::paging::Key;
use crate::platform::scope::Area;
use crate::schema::{memberships, menu_items, orders, org_units, persons, role_grants, units, whistle_responders, whistles};
use chrono::{DateTime, Utc};
use contract::accounts::Role;
use contract::org::UnitKind;
use contract::whistles::{ResponderState, WhistleCause, WhistleFilter, WhistleState};
use contract::{OrderId, OrgUnitId, PersonId, ResponderId, UnitId, WhistleId};
use diesel::prelude::*;

/// A whistle as it is stored.
#[derive(Queryable, Selectable, Insertable, Clone, Debug, serde::Serialize)]
#[diesel(table_name = whistles, treat_none_as_default_value = false)]
pub struct WhistleRow {
    pub id: WhistleId,
    pub order_id: OrderId,
    pub round: i32,
    pub community_id: OrgUnitId,
    pub area: String,
    pub cause: WhistleCause,
    pub text: String,
    pub is_urgent: bool,
    pub state: WhistleState,
    pub version: i32,
    pub blown_by: PersonId,
    pub blown_at: DateTime<Utc>,
    pub ended_at: Option<DateTime<Utc>>,
}

/// A department's part as it is stored.
#[derive(Queryable, Selectable, Insertable, Clone, Debug, serde::Serialize)]
#[diesel(table_name = whistle_responders, treat_none_as_default_value = false)]
pub struct ResponderRow {
    pub id: ResponderId,
    pub whistle_id: WhistleId,
    pub unit_id: UnitId,
    pub state: ResponderState,
    pub version: i32,
    pub due_at: DateTime<Utc>,
    /// Levels that were told of its silence.
    pub told: i32,
    pub acknowledged_at: Option<DateTime<Utc>>,
    pub plan: Option<String>,
    pub result: Option<String>,
    pub ended_at: Option<DateTime<Utc>>,
    pub answered_by: Option<PersonId>,
    pub grade: Option<i16>,
    pub grade_note: Option<String>,
    pub is_clear: Option<bool>,
    pub is_justified: Option<bool>,
    pub view_note: Option<String>,
    pub on_site: Option<String>,
}

/// What a step changes besides state, version and clock. `None` leaves a column.
#[derive(AsChangeset, Clone, Debug, Default)]
#[diesel(table_name = whistle_responders)]
pub struct Change {
    pub told: Option<i32>,
    pub acknowledged_at: Option<DateTime<Utc>>,
    pub plan: Option<String>,
    pub result: Option<String>,
    pub ended_at: Option<DateTime<Utc>>,
    pub answered_by: Option<PersonId>,
    pub grade: Option<i16>,
    pub grade_note: Option<String>,
    pub is_clear: Option<bool>,
    pub is_justified: Option<bool>,
    pub view_note: Option<String>,
    pub on_site: Option<String>,
}

/// A whistle with the names that go with it.
#[derive(Queryable)]
pub struct NamedRow {
    pub row: WhistleRow,
    pub order_number: String,
    pub order_text: String,
    pub raised: i32,
    pub item_name: String,
    pub item_name_en: String,
    pub community_name: String,
}

macro_rules! named {
    () => {
        whistles::table
            .inner_join(orders::table.on(orders::id.eq(whistles::order_id)))
            .inner_join(menu_items::table.on(menu_items::id.eq(orders::item_id)))
            .inner_join(org_units::table.on(org_units::id.eq(whistles::community_id)))
            .select((
                WhistleRow::as_select(),
                orders::number,
                orders::text,
                orders::raised,
                menu_items::name,
                menu_items::name_en,
                org_units::name,
            ))
    };
}

pub fn find(c: &mut Conn, id: WhistleId) -> QueryResult<Option<NamedRow>> {
    named!().filter(whistles::id.eq(id)).first(c).optional()
}

/// Whistles that are late at the same time; beyond that the filter is not exact any more.
const MOST_LATE: i64 = 1000;

/// Whose whistles a list shows.
pub enum Of<'a> {
    Areas(&'a [Area]),
    /// Those in which one of the units is asked.
    Units(&'a [UnitId]),
}

/// Whistles, newest first.
pub fn page(
    c: &mut Conn,
    of: &Of<'_>,
    filter: &WhistleFilter,
    after: Option<&Key>,
    limit: i64,
    now: DateTime<Utc>,
) -> QueryResult<Vec<NamedRow>> {
    use whistle_responders as r;
    let query = named!().order((whistles::blown_at.desc(), whistles::id.desc())).limit(limit).into_boxed::<MultiBackend>();
    let mut query = match of {
        Of::Areas(areas) => in_areas!(query, whistles::area, areas),
        Of::Units(units) => query.filter(whistles::id.eq_any(r::table.filter(r::unit_id.eq_any(units.to_vec())).select(r::whistle_id))),
    };
    if let Some(state) = filter.state {
        query = query.filter(whistles::state.eq(state));
    }
    if let Some(community) = filter.community {
        query = query.filter(whistles::community_id.eq(community));
    }
    if let Some(unit) = filter.unit {
        query = query.filter(whistles::id.eq_any(r::table.filter(r::unit_id.eq(unit)).select(r::whistle_id)));
    }
    if let Some(wanted) = filter.overdue {
        let late: Vec<WhistleId> = r::table.filter(r::due_at.lt(now)).select(r::whistle_id).distinct().limit(MOST_LATE).load(c)?;
        query = if wanted { query.filter(whistles::id.eq_any(late)) } else { query.filter(whistles::id.ne_all(late)) };
    }
    if let Some(key) = after {
        let before = whistles::blown_at.lt(key.at).or(whistles::id.lt(WhistleId(key.id)));
        query = query.filter(whistles::blown_at.le(key.at).and(before));
    }
    query.load(c)
}

/// The departments' parts of several whistles, with the units' names, by name.
pub fn responders_of(c: &mut Conn, ids: &[WhistleId]) -> QueryResult<Vec<(ResponderRow, String)>> {
    whistle_responders::table
        .inner_join(units::table.on(units::id.eq(whistle_responders::unit_id)))
        .filter(whistle_responders::whistle_id.eq_any(ids.to_vec()))
        .order((units::name, whistle_responders::id))
        .select((ResponderRow::as_select(), units::name))
        .load(c)
}

pub fn responder(c: &mut Conn, id: ResponderId) -> QueryResult<Option<ResponderRow>> {
    whistle_responders::table.find(id).select(ResponderRow::as_select()).first(c).optional()
}

pub fn insert(tx: &mut Conn, row: &WhistleRow) -> QueryResult<usize> {
    diesel::insert_into(whistles::table).values(row).execute(tx)
}

pub fn insert_responder(tx: &mut Conn, row: &ResponderRow) -> QueryResult<usize> {
    diesel::insert_into(whistle_responders::table).values(row).execute(tx)
}

/// The changed row; `None` when somebody changed it after `row` was read.
pub fn update_responder(
    tx: &mut Conn,
    row: &ResponderRow,
    state: ResponderState,
    due: DateTime<Utc>,
    change: Change,
) -> QueryResult<Option<ResponderRow>> {
    use whistle_responders as r;
    diesel::update(r::table.filter(r::id.eq(row.id)).filter(r::version.eq(row.version)))
        .set((change, r::state.eq(state), r::due_at.eq(due), r::version.eq(row.version + 1)))
        .returning(<ResponderRow as Selectable<MultiBackend>>::construct_selection())
        .get_result(tx)
        .optional()
}

/// Ends a whistle; 0 when it has ended already.
pub fn end(tx: &mut Conn, id: WhistleId, state: WhistleState, now: DateTime<Utc>) -> QueryResult<usize> {
    diesel::update(whistles::table.filter(whistles::id.eq(id)).filter(whistles::state.eq(WhistleState::Blown)))
        .set((whistles::state.eq(state), whistles::version.eq(whistles::version + 1), whistles::ended_at.eq(Some(now))))
        .execute(tx)
}

/// Units that can be asked, by id: authorities and public institutions.
pub fn departments(c: &mut Conn, ids: &[UnitId]) -> QueryResult<Vec<(UnitId, String)>> {
    units::table
        .filter(units::id.eq_any(ids.to_vec()))
        .filter(units::kind.eq_any([UnitKind::Government, UnitKind::PublicInstitution]))
        .filter(units::is_confirmed)
        .select((units::id, units::name))
        .load(c)
}

/// Units a person belongs to now.
pub fn units_of(c: &mut Conn, person: PersonId, now: DateTime<Utc>) -> QueryResult<Vec<UnitId>> {
    let today = local(now).date();
    memberships::table
        .filter(memberships::person_id.eq(person))
        .filter(memberships::valid_from.le(today))
        .filter(memberships::valid_to.is_null().or(memberships::valid_to.ge(today)))
        .select(memberships::unit_id)
        .load(c)
}

/// Numbers of those who answer whistles for a unit.
pub fn phones_of(c: &mut Conn, unit: UnitId, now: DateTime<Utc>) -> QueryResult<Vec<String>> {
    let today = local(now).date();
    let with_role = role_grants::table
        .filter(role_grants::role.eq(Role::Department))
        .filter(role_grants::ended_at.is_null())
        .select(role_grants::person_id);
    memberships::table
        .inner_join(persons::table.on(persons::id.eq(memberships::person_id)))
        .filter(memberships::unit_id.eq(unit))
        .filter(memberships::valid_from.le(today))
        .filter(memberships::valid_to.is_null().or(memberships::valid_to.ge(today)))
        .filter(persons::id.eq_any(with_role))
        .order(persons::phone)
        .select(persons::phone)
        .load(c)
}

/// Whether somebody answered for a department in a whistle about this order: they handled it.
pub fn has_answered(c: &mut Conn, order: OrderId, person: PersonId) -> QueryResult<bool> {
    let of_order = whistles::table.filter(whistles::order_id.eq(order)).select(whistles::id);
    let theirs = whistle_responders::table
        .filter(whistle_responders::whistle_id.eq_any(of_order))
        .filter(whistle_responders::answered_by.eq(Some(person)));
    diesel::select(diesel::dsl::exists(theirs)).get_result(c)
}

/// Parts whose state should have been left before then, of which not everybody was told.
pub fn overdue(c: &mut Conn, before: DateTime<Utc>, told: i32, limit: i64) -> QueryResult<Vec<ResponderRow>> {
    use whistle_responders as r;
    r::table.filter(r::due_at.lt(before)).filter(r::told.eq(told)).order(r::due_at).limit(limit).select(ResponderRow::as_select()).load(c)
}

/// Remembers that a level was told.
pub fn set_told(tx: &mut Conn, row: &ResponderRow, told: i32) -> QueryResult<usize> {
    use whistle_responders as r;
    diesel::update(r::table.filter(r::id.eq(row.id)).filter(r::version.eq(row.version)).filter(r::told.eq(row.told)))
        .set(r::told.eq(told))
        .execute(tx)
}

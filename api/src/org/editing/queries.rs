//! One function, one statement.

use crate::platform::db::Conn;
use crate::platform::db::types::Json;
use crate::platform::scope::path_end;
use crate::schema::{
    check_ins, division_successors, divisions, estates, node_members, orders, org_changes, org_units, pairings, persons, role_grants,
    stations, teams,
};
use chrono::{DateTime, NaiveDate, Utc};
use contract::check_ins::CheckInState;
use contract::orders::OrderState;
use contract::org::{OrgAction, OrgLevel};
use contract::{EstateId, OrgChangeId, OrgUnitId, PersonId};
use diesel::prelude::*;
use serde::{Deserialize, Serialize};

/// A node as it is stored.
#[derive(Queryable, Selectable, Insertable, Clone, Debug, Serialize)]
#[diesel(table_name = org_units, treat_none_as_default_value = false)]
pub struct NodeRow {
    pub id: OrgUnitId,
    pub parent_id: Option<OrgUnitId>,
    pub level: OrgLevel,
    pub name: String,
    pub path: String,
    pub division_code: String,
    pub estate_id: Option<EstateId>,
    pub secretary: String,
    pub telephone: String,
    pub version: i32,
    pub created_at: DateTime<Utc>,
    pub updated_at: DateTime<Utc>,
    pub closed_at: Option<DateTime<Utc>>,
    pub successor_id: Option<OrgUnitId>,
    pub has_absorbed: bool,
}

/// What a change of a node may change. `None` leaves a column.
#[derive(AsChangeset, Clone, Debug, Default)]
#[diesel(table_name = org_units)]
pub struct NodeChange {
    pub name: Option<String>,
    pub telephone: Option<String>,
    pub secretary: Option<String>,
    pub parent_id: Option<OrgUnitId>,
    pub division_code: Option<String>,
    pub closed_at: Option<DateTime<Utc>>,
    pub successor_id: Option<OrgUnitId>,
    pub has_absorbed: Option<bool>,
}

/// Where a node stood, for its history.
#[derive(Clone, Debug, Serialize, Deserialize, PartialEq)]
pub struct Standing {
    pub name: String,
    pub path: String,
    pub division_code: String,
}

impl From<&NodeRow> for Standing {
    fn from(row: &NodeRow) -> Self {
        Self { name: row.name.clone(), path: row.path.clone(), division_code: row.division_code.clone() }
    }
}

#[derive(Queryable, Selectable, Insertable, Clone, Debug, Serialize)]
#[diesel(table_name = org_changes, treat_none_as_default_value = false)]
pub struct ChangeRow {
    pub id: OrgChangeId,
    pub node_id: OrgUnitId,
    pub action: OrgAction,
    pub at: DateTime<Utc>,
    pub by_id: PersonId,
    pub reason: String,
    pub before: Json<Option<Standing>>,
    pub after: Json<Standing>,
    pub other_id: Option<OrgUnitId>,
}

/// Nobody else changes the tree until this transaction ends: two moves never cross.
pub fn lock_tree(tx: &mut Conn) -> QueryResult<()> {
    // SQLite has one writer, so there is nobody to keep out.
    if let Conn::Pg(p) = tx {
        org_units::table.filter(org_units::level.eq(OrgLevel::City)).select(org_units::id).for_update().load::<OrgUnitId>(p)?;
    }
    Ok(())
}

pub fn node(c: &mut Conn, id: OrgUnitId) -> QueryResult<Option<NodeRow>> {
    org_units::table.find(id).select(NodeRow::as_select()).first(c).optional()
}

/// Nodes that hang directly on this one and are there.
pub fn children(c: &mut Conn, id: OrgUnitId) -> QueryResult<Vec<NodeRow>> {
    org_units::table
        .filter(org_units::parent_id.eq(id))
        .filter(org_units::closed_at.is_null())
        .order(org_units::path)
        .select(NodeRow::as_select())
        .load(c)
}

pub fn insert_node(tx: &mut Conn, row: &NodeRow) -> QueryResult<usize> {
    diesel::insert_into(org_units::table).values(row).execute(tx)
}

/// 1 when nobody changed the node after `version` was read.
pub fn change_node(tx: &mut Conn, id: OrgUnitId, version: i32, change: &NodeChange, now: DateTime<Utc>) -> QueryResult<usize> {
    diesel::update(org_units::table.find(id).filter(org_units::version.eq(version)))
        .set((change, org_units::version.eq(org_units::version + 1), org_units::updated_at.eq(now)))
        .execute(tx)
}

/// Nodes below that had the old code have the new one.
pub fn recode(tx: &mut Conn, path: &str, from: &str, to: &str) -> QueryResult<usize> {
    let below = org_units::table
        .filter(org_units::path.ge(path.to_owned()))
        .filter(org_units::path.lt(path_end(path)))
        .filter(org_units::division_code.eq(from.to_owned()));
    diesel::update(below).set(org_units::division_code.eq(to.to_owned())).execute(tx)
}

pub fn insert_change(tx: &mut Conn, row: &ChangeRow) -> QueryResult<usize> {
    diesel::insert_into(org_changes::table).values(row).execute(tx)
}

/// A node's history, newest first, with the names of those who wrote it.
pub fn changes(c: &mut Conn, id: OrgUnitId) -> QueryResult<Vec<(ChangeRow, String)>> {
    org_changes::table
        .inner_join(persons::table.on(persons::id.eq(org_changes::by_id)))
        .filter(org_changes::node_id.eq(id))
        .order((org_changes::at.desc(), org_changes::id.desc()))
        .limit(500)
        .select((ChangeRow::as_select(), persons::name))
        .load(c)
}

/// When a node was last moved, merged or closed.
pub fn last_move(c: &mut Conn) -> QueryResult<Option<DateTime<Utc>>> {
    org_changes::table
        .filter(org_changes::action.eq_any([OrgAction::Move, OrgAction::Merge, OrgAction::Split, OrgAction::Close]))
        .order(org_changes::at.desc())
        .select(org_changes::at)
        .first(c)
        .optional()
}

/// Whether a division with this code is valid on a day.
pub fn is_valid_division(c: &mut Conn, code: &str, on: NaiveDate) -> QueryResult<bool> {
    let valid = divisions::table
        .find(code)
        .filter(divisions::valid_from.le(on))
        .filter(divisions::valid_to.is_null().or(divisions::valid_to.gt(on)));
    diesel::select(diesel::dsl::exists(valid)).get_result(c)
}

/// Whether an estate lies in a division.
pub fn is_estate_of(c: &mut Conn, id: EstateId, division: &str) -> QueryResult<bool> {
    diesel::select(diesel::dsl::exists(estates::table.find(id).filter(estates::division_code.eq(division)))).get_result(c)
}

/// Orders that are not over, and teams, of a node and what is below it.
pub fn open_in(c: &mut Conn, path: &str) -> QueryResult<(i64, i64)> {
    let open = orders::table
        .filter(orders::area.ge(path.to_owned()))
        .filter(orders::area.lt(path_end(path)))
        .filter(orders::state.eq_any(OrderState::OPEN.to_vec()))
        .count()
        .get_result(c)?;
    let serving = teams::table.filter(teams::area.ge(path.to_owned())).filter(teams::area.lt(path_end(path))).count().get_result(c)?;
    Ok((open, serving))
}

/// The roles held at a node end.
pub fn end_grants(tx: &mut Conn, id: OrgUnitId, now: DateTime<Utc>) -> QueryResult<usize> {
    diesel::update(role_grants::table.filter(role_grants::node_id.eq(id)).filter(role_grants::ended_at.is_null()))
        .set(role_grants::ended_at.eq(now))
        .execute(tx)
}

/// What belongs to a node goes over to another: roles, teams, stations, check-ins that are not over, pairings, and those who live there.
pub fn inherit(tx: &mut Conn, from: OrgUnitId, to: &NodeRow, now: DateTime<Utc>) -> QueryResult<()> {
    let active = |node: OrgUnitId| role_grants::table.filter(role_grants::node_id.eq(node)).filter(role_grants::ended_at.is_null());
    let there: Vec<(PersonId, contract::accounts::Role)> = active(to.id).select((role_grants::person_id, role_grants::role)).load(tx)?;
    for (person, role) in there {
        // Whoever holds the role at both keeps one of them.
        let twice = active(from).filter(role_grants::person_id.eq(person)).filter(role_grants::role.eq(role));
        diesel::update(twice).set(role_grants::ended_at.eq(now)).execute(tx)?;
    }
    diesel::update(active(from)).set(role_grants::node_id.eq(to.id)).execute(tx)?;
    diesel::update(teams::table.filter(teams::area_id.eq(from))).set((teams::area_id.eq(to.id), teams::area.eq(&to.path))).execute(tx)?;
    diesel::update(stations::table.filter(stations::node_id.eq(from)))
        .set((stations::node_id.eq(to.id), stations::area.eq(&to.path)))
        .execute(tx)?;
    diesel::update(check_ins::table.filter(check_ins::community_id.eq(from)).filter(check_ins::state.ne(CheckInState::Ended)))
        .set((check_ins::community_id.eq(to.id), check_ins::area.eq(&to.path)))
        .execute(tx)?;
    let paired = |node: OrgUnitId| pairings::table.filter(pairings::community_id.eq(node)).filter(pairings::valid_to.is_null());
    let with: Vec<contract::UnitId> = paired(to.id).select(pairings::unit_id).load(tx)?;
    diesel::update(paired(from).filter(pairings::unit_id.eq_any(with))).set(pairings::valid_to.eq(now.date_naive())).execute(tx)?;
    diesel::update(paired(from)).set(pairings::community_id.eq(to.id)).execute(tx)?;
    diesel::update(persons::table.filter(persons::home_id.eq(from))).set(persons::home_id.eq(to.id)).execute(tx)?;
    end_offices(tx, from, now.date_naive())
}

/// Everybody in office at a node leaves it.
pub fn end_offices(tx: &mut Conn, id: OrgUnitId, on: NaiveDate) -> QueryResult<()> {
    let held = node_members::table.filter(node_members::node_id.eq(id)).filter(node_members::valid_to.is_null());
    diesel::update(held).set(node_members::valid_to.eq(on)).execute(tx).map(drop)
}

/// Codes that took the place of each.
pub fn successors(c: &mut Conn) -> QueryResult<Vec<(String, String)>> {
    division_successors::table.order((division_successors::code, division_successors::successor_code)).load(c)
}

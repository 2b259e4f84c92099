//! One function, one statement: divisions, nodes, units.

use crate::platform::db::{Conn, MultiBackend};
use crate::platform::scope::Area;
use crate::schema::{divisions, estates, memberships, org_units, pairings, units};
use chrono::{DateTime, NaiveDate, Utc};
use contract::org::{Division, DivisionFilter, DivisionLevel, EstateRef, OrgLevel, OrgRef, OrgUnit, OrgUnitFilter, UnitKind};
use contract::{EstateId, OrgUnitId, UnitId};
use diesel::dsl::count_star;
use diesel::prelude::*;
use std::collections::HashMap;

/// Divisions, valid ones and past ones, by code.
pub fn list_divisions(c: &mut Conn, filter: &DivisionFilter) -> QueryResult<Vec<Division>> {
    type Row = (String, String, DivisionLevel, String, Option<String>, NaiveDate, Option<NaiveDate>);
    let mut query = divisions::table
        .order(divisions::code)
        .select((
            divisions::code,
            divisions::name,
            divisions::level,
            divisions::urban_class,
            divisions::parent_code,
            divisions::valid_from,
            divisions::valid_to,
        ))
        .into_boxed::<MultiBackend>();
    if let Some(parent) = &filter.parent {
        query = query.filter(divisions::parent_code.eq(parent.clone()));
    }
    if let Some(level) = filter.level {
        query = query.filter(divisions::level.eq(level));
    }
    let show = |(code, name, level, urban_class, parent_code, valid_from, valid_to): Row| Division {
        code,
        name,
        level,
        urban_class,
        parent_code,
        valid_from,
        valid_to,
        successors: Vec::new(),
    };
    let mut found: Vec<Division> = query.load::<Row>(c)?.into_iter().map(show).collect();
    if found.iter().all(|d| d.valid_to.is_none()) {
        return Ok(found);
    }
    let successors = super::editing::queries::successors(c)?;
    for division in found.iter_mut().filter(|d| d.valid_to.is_some()) {
        division.successors = successors.iter().filter(|(code, _)| *code == division.code).map(|(_, next)| next.clone()).collect();
    }
    Ok(found)
}

/// A node with its estate's name.
#[derive(Queryable, Debug, Clone)]
pub struct NodeRow {
    pub id: OrgUnitId,
    pub name: String,
    pub level: OrgLevel,
    pub path: String,
    pub parent_id: Option<OrgUnitId>,
    pub division_code: String,
    pub secretary: String,
    pub telephone: String,
    pub estate_id: Option<EstateId>,
    pub estate_name: Option<String>,
    pub version: i32,
    pub closed_at: Option<DateTime<Utc>>,
    pub successor_id: Option<OrgUnitId>,
}

#[diesel::dsl::auto_type(no_type_alias)]
fn nodes() -> _ {
    org_units::table.left_join(estates::table.on(org_units::estate_id.eq(estates::id.nullable()))).select((
        org_units::id,
        org_units::name,
        org_units::level,
        org_units::path,
        org_units::parent_id,
        org_units::division_code,
        org_units::secretary,
        org_units::telephone,
        org_units::estate_id,
        estates::name.nullable(),
        org_units::version,
        org_units::closed_at,
        org_units::successor_id,
    ))
}

/// Nodes by path, after `cursor`.
pub fn list_nodes(c: &mut Conn, filter: &OrgUnitFilter, after: Option<String>, limit: i64) -> QueryResult<Vec<NodeRow>> {
    let mut query = nodes().order(org_units::path).limit(limit).into_boxed::<MultiBackend>();
    query = match filter.closed {
        Some(true) => query.filter(org_units::closed_at.is_not_null()),
        _ => query.filter(org_units::closed_at.is_null()),
    };
    if let Some(parent) = filter.parent {
        query = query.filter(org_units::parent_id.eq(parent));
    }
    if let Some(level) = filter.level {
        query = query.filter(org_units::level.eq(level));
    }
    if let Some(q) = filter.q.as_deref().map(str::trim).filter(|q| !q.is_empty()) {
        query = query.filter(lower(org_units::name).like(contains(q)).escape('\\'));
    }
    if let Some(after) = after {
        query = query.filter(org_units::path.gt(after));
    }
    query.load(c)
}

diesel::define_sql_function! {
    /// Small letters: LIKE tells them from capitals on PostgreSQL and not on SQLite.
    fn lower(text: diesel::sql_types::Text) -> diesel::sql_types::Text;
}

/// A LIKE pattern that finds `text` as it stands, in small letters.
pub fn contains(text: &str) -> String {
    let escaped = text.to_lowercase().replace('\\', "\\\\").replace('%', "\\%").replace('_', "\\_");
    format!("%{escaped}%")
}

pub fn node(c: &mut Conn, id: OrgUnitId) -> QueryResult<Option<NodeRow>> {
    nodes().filter(org_units::id.eq(id)).first(c).optional()
}

/// Who answers for a node, and the number of its desk.
pub fn desk_of(c: &mut Conn, id: OrgUnitId) -> QueryResult<Option<(String, String)>> {
    org_units::table.find(id).select((org_units::secretary, org_units::telephone)).first(c).optional()
}

/// The node with this path.
pub fn by_path(c: &mut Conn, path: &str) -> QueryResult<Option<OrgUnitId>> {
    org_units::table.filter(org_units::path.eq(path)).select(org_units::id).first(c).optional()
}

/// Name of the node so many levels above the one with this path.
pub fn name_above(c: &mut Conn, path: &str, levels: i32) -> QueryResult<Option<String>> {
    let above = super::teams::ancestors(path).into_iter().rev().nth(usize::try_from(levels).unwrap_or(0));
    match above {
        Some(path) => org_units::table.filter(org_units::path.eq(path)).select(org_units::name).first(c).optional(),
        None => Ok(None),
    }
}

/// How many nodes hang directly below each.
pub fn child_counts(c: &mut Conn, ids: &[OrgUnitId]) -> QueryResult<HashMap<OrgUnitId, i64>> {
    let rows: Vec<(Option<OrgUnitId>, i64)> = org_units::table
        .filter(org_units::parent_id.eq_any(ids.to_vec()))
        .filter(org_units::closed_at.is_null())
        .group_by(org_units::parent_id)
        .select((org_units::parent_id, count_star()))
        .load(c)?;
    Ok(rows.into_iter().filter_map(|(id, n)| Some((id?, n))).collect())
}

/// As it is shown.
pub fn show(row: NodeRow, children: &HashMap<OrgUnitId, i64>) -> OrgUnit {
    let estate = row.estate_id.zip(row.estate_name).map(|(id, name)| EstateRef { id, name });
    OrgUnit {
        children: children.get(&row.id).copied().unwrap_or(0),
        id: row.id,
        name: row.name,
        level: row.level,
        path: row.path,
        parent_id: row.parent_id,
        division_code: row.division_code,
        estate,
        secretary: row.secretary,
        telephone: row.telephone,
        version: row.version,
        closed_at: row.closed_at,
        successor_id: row.successor_id,
    }
}

/// A community by id; `None` for any other node.
pub fn community(c: &mut Conn, id: OrgUnitId) -> QueryResult<Option<OrgRef>> {
    Ok(org_refs(c, &[id])?.into_iter().next().filter(|o| o.level == OrgLevel::CommunityPartyCommittee))
}

/// Nodes as other things refer to them, by path.
pub fn org_refs(c: &mut Conn, ids: &[OrgUnitId]) -> QueryResult<Vec<OrgRef>> {
    let rows: Vec<(OrgUnitId, String, OrgLevel, String)> = org_units::table
        .filter(org_units::id.eq_any(ids.to_vec()))
        .order(org_units::path)
        .select((org_units::id, org_units::name, org_units::level, org_units::path))
        .load(c)?;
    Ok(rows.into_iter().map(|(id, name, level, path)| OrgRef { id, name, level, path }).collect())
}

/// A node of any level as the part of the tree below it.
pub fn area(c: &mut Conn, id: OrgUnitId) -> QueryResult<Option<Area>> {
    let row: Option<(String, bool)> = org_units::table.find(id).select((org_units::path, org_units::has_absorbed)).first(c).optional()?;
    Ok(row.map(|(path, has_absorbed)| Area { node_id: id, path, has_absorbed }))
}

/// A unit without what belongs to it.
pub type UnitRow = (UnitId, String, String, UnitKind);

/// Units by name and id, after the cursor.
pub fn list_units(c: &mut Conn, q: Option<&str>, after: Option<(String, UnitId)>, limit: i64) -> QueryResult<Vec<UnitRow>> {
    let mut query = units::table
        .order((units::name, units::id))
        .limit(limit)
        .filter(units::is_confirmed)
        .select((units::id, units::uscc, units::name, units::kind))
        .into_boxed::<MultiBackend>();
    if let Some(q) = q.map(str::trim).filter(|q| !q.is_empty()) {
        query = query.filter(lower(units::name).like(contains(q)).escape('\\'));
    }
    if let Some((name, id)) = after {
        query = query.filter(units::name.gt(name.clone()).or(units::name.eq(name).and(units::id.gt(id))));
    }
    query.load(c)
}

pub fn unit(c: &mut Conn, id: UnitId) -> QueryResult<Option<UnitRow>> {
    units::table.find(id).select((units::id, units::uscc, units::name, units::kind)).first(c).optional()
}

/// Which communities each unit is paired with now.
pub fn pairings_of(c: &mut Conn, ids: &[UnitId]) -> QueryResult<Vec<(UnitId, OrgUnitId)>> {
    pairings::table
        .filter(pairings::unit_id.eq_any(ids.to_vec()))
        .filter(pairings::valid_to.is_null())
        .select((pairings::unit_id, pairings::community_id))
        .load(c)
}

/// How many members of each unit registered.
pub fn member_counts(c: &mut Conn, ids: &[UnitId]) -> QueryResult<HashMap<UnitId, i64>> {
    let rows: Vec<(UnitId, i64)> = memberships::table
        .filter(memberships::unit_id.eq_any(ids.to_vec()))
        .filter(memberships::valid_to.is_null())
        .group_by(memberships::unit_id)
        .select((memberships::unit_id, count_star()))
        .load(c)?;
    Ok(rows.into_iter().collect())
}

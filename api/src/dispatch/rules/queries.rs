//! One function, one statement.

use crate::dispatch::engine::Place;
use crate::orders::OrderRow;
use crate::org::TeamRow;
use crate::platform::db::types::Json as JsonColumn;
use crate::platform::db::{Conn, MultiBackend};
use crate::platform::scope::path_end;
use crate::schema::{dispatch_rules as rules, estates, menu_groups, menu_items, orders, org_units, skills, teams};
use chrono::{DateTime, Utc};
use contract::dispatch_rules::{RuleCondition, RuleEffect};
use contract::orders::OrderState;
use contract::{DispatchRuleId, MenuGroupId, MenuItemId, OrgUnitId, PersonId, TeamId};
use diesel::prelude::*;
use std::collections::{HashMap, HashSet};

/// A rule as it is stored.
#[derive(Queryable, Selectable, Insertable, Clone, Debug, serde::Serialize)]
#[diesel(table_name = rules, treat_none_as_default_value = false)]
pub struct RuleRow {
    pub id: DispatchRuleId,
    pub node_id: OrgUnitId,
    pub area: String,
    pub name: String,
    pub position: i32,
    pub is_enabled: bool,
    pub stops: bool,
    pub conditions: JsonColumn<Vec<RuleCondition>>,
    pub effects: JsonColumn<Vec<RuleEffect>>,
    pub version: i32,
    pub created_by: PersonId,
    pub created_at: DateTime<Utc>,
    pub updated_by: PersonId,
    pub updated_at: DateTime<Utc>,
    pub ended_at: Option<DateTime<Utc>>,
}

/// Rules of the nodes with these paths that have not ended.
pub fn live_at(c: &mut Conn, paths: &[String]) -> QueryResult<Vec<RuleRow>> {
    rules::table
        .filter(rules::area.eq_any(paths.to_vec()))
        .filter(rules::ended_at.is_null())
        .order((rules::area, rules::position, rules::id))
        .select(RuleRow::as_select())
        .load(c)
}

/// Rules of a node, of all above it and of all below.
pub fn live_around(c: &mut Conn, path: &str, above: &[String]) -> QueryResult<Vec<RuleRow>> {
    let below = rules::area.ge(path.to_owned()).and(rules::area.lt(path_end(path)));
    rules::table
        .filter(below.or(rules::area.eq_any(above.to_vec())))
        .filter(rules::ended_at.is_null())
        .order((rules::area, rules::position, rules::id))
        .select(RuleRow::as_select())
        .load(c)
}

/// A rule that has not ended.
pub fn find(c: &mut Conn, id: DispatchRuleId) -> QueryResult<Option<RuleRow>> {
    rules::table.find(id).filter(rules::ended_at.is_null()).select(RuleRow::as_select()).first(c).optional()
}

/// Nobody else changes which rules the node has until the transaction ends.
pub fn lock_node(tx: &mut Conn, id: OrgUnitId) -> QueryResult<()> {
    if let Conn::Pg(p) = tx {
        org_units::table.find(id).select(org_units::id).for_update().first::<OrgUnitId>(p).optional()?;
    }
    Ok(())
}

pub fn insert(tx: &mut Conn, row: &RuleRow) -> QueryResult<usize> {
    diesel::insert_into(rules::table).values(row).execute(tx)
}

/// 1, or 0 when somebody changed the rule in between. Writes what `after` says.
pub fn update(tx: &mut Conn, before: &RuleRow, after: &RuleRow) -> QueryResult<usize> {
    diesel::update(rules::table.find(before.id).filter(rules::version.eq(before.version)).filter(rules::ended_at.is_null()))
        .set((
            rules::name.eq(after.name.clone()),
            rules::position.eq(after.position),
            rules::is_enabled.eq(after.is_enabled),
            rules::stops.eq(after.stops),
            rules::conditions.eq(after.conditions.clone()),
            rules::effects.eq(after.effects.clone()),
            rules::version.eq(after.version),
            rules::updated_by.eq(after.updated_by),
            rules::updated_at.eq(after.updated_at),
            rules::ended_at.eq(after.ended_at),
        ))
        .execute(tx)
}

/// Moves a rule without saying it anew.
pub fn place(tx: &mut Conn, id: DispatchRuleId, position: i32) -> QueryResult<usize> {
    diesel::update(rules::table.find(id)).set(rules::position.eq(position)).execute(tx)
}

/// Every item with its code and group, open or not.
pub fn items(c: &mut Conn) -> QueryResult<HashMap<MenuItemId, (String, MenuGroupId)>> {
    let rows: Vec<(MenuItemId, String, MenuGroupId)> =
        menu_items::table.select((menu_items::id, menu_items::code, menu_items::group_id)).load(c)?;
    Ok(rows.into_iter().map(|(id, code, group)| (id, (code, group))).collect())
}

/// Every group with its code.
pub fn groups(c: &mut Conn) -> QueryResult<HashMap<MenuGroupId, String>> {
    Ok(menu_groups::table.select((menu_groups::id, menu_groups::code)).load::<(MenuGroupId, String)>(c)?.into_iter().collect())
}

/// Every skill's code.
pub fn skills(c: &mut Conn) -> QueryResult<HashSet<String>> {
    Ok(skills::table.select(skills::code).load::<String>(c)?.into_iter().collect())
}

/// Nodes with their estate's name.
pub fn places(c: &mut Conn, ids: &[OrgUnitId]) -> QueryResult<HashMap<OrgUnitId, Place>> {
    if ids.is_empty() {
        return Ok(HashMap::new());
    }
    let rows: Vec<(OrgUnitId, String, String, Option<String>)> = org_units::table
        .left_join(estates::table.on(org_units::estate_id.eq(estates::id.nullable())))
        .filter(org_units::id.eq_any(ids.to_vec()))
        .select((org_units::id, org_units::path, org_units::name, estates::name.nullable()))
        .load(c)?;
    Ok(rows.into_iter().map(|(id, path, name, estate)| (id, Place { path, name, estate })).collect())
}

/// Which path each team serves.
pub fn team_areas(c: &mut Conn, ids: &[TeamId]) -> QueryResult<HashMap<TeamId, String>> {
    if ids.is_empty() {
        return Ok(HashMap::new());
    }
    let rows: Vec<(TeamId, String)> = teams::table.filter(teams::id.eq_any(ids.to_vec())).select((teams::id, teams::area)).load(c)?;
    Ok(rows.into_iter().collect())
}

/// Orders of a node that came in since then, drafts apart; the newest first.
pub fn orders_since(c: &mut Conn, path: &str, since: DateTime<Utc>, limit: i64) -> QueryResult<Vec<OrderRow>> {
    orders::table
        .filter(orders::area.ge(path.to_owned()).and(orders::area.lt(path_end(path))))
        .filter(orders::created_at.ge(since))
        .filter(orders::state.ne(OrderState::Draft))
        .order((orders::created_at.desc(), orders::id.desc()))
        .limit(limit)
        .select(<OrderRow as Selectable<MultiBackend>>::construct_selection())
        .load(c)
}

/// Every team at these paths or below one of them: those that can be in reach of an order of the node.
pub fn teams_around(c: &mut Conn, branch: &str, above: &[String]) -> QueryResult<Vec<TeamRow>> {
    let below = teams::area.ge(branch.to_owned()).and(teams::area.lt(path_end(branch)));
    teams::table.filter(below.or(teams::area.eq_any(above.to_vec()))).order(teams::id).select(TeamRow::as_select()).load(c)
}

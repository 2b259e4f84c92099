//! Teams: who they are, what they can do, how much they have to do.

use super::queries::{contains, lower, org_refs};
use crate::accounts::names_of;
use crate::platform::db::types::Json as JsonColumn;
use crate::platform::db::{Conn, MultiBackend};
use crate::platform::scope::{Scope, path_end};
use crate::schema::{dispatches, persons, team_members, teams};
use chrono::{DateTime, NaiveDate, Utc};
use contract::dispatch::DispatchState;
use contract::org::{PersonRef, Skill, Team, TeamKind};
use contract::{OrgUnitId, PersonId, TeamId, UnitId};
use diesel::dsl::count_star;
use diesel::prelude::*;
use std::collections::HashMap;

/// A team as it is stored.
#[derive(Queryable, Selectable, Clone, Debug, serde::Serialize)]
#[diesel(table_name = teams)]
pub struct TeamRow {
    pub id: TeamId,
    pub name: String,
    pub kind: TeamKind,
    pub area_id: OrgUnitId,
    pub area: String,
    pub leader_id: PersonId,
    pub skills: JsonColumn<Vec<String>>,
    pub capacity: i32,
    pub on_leave_until: Option<NaiveDate>,
    pub version: i32,
    pub updated_at: DateTime<Utc>,
}

pub fn team_row(c: &mut Conn, id: TeamId) -> QueryResult<Option<TeamRow>> {
    teams::table.find(id).select(TeamRow::as_select()).first(c).optional()
}

/// Teams that serve some part of the scope or everything above it, and one's own; by name and id.
pub fn list_teams(c: &mut Conn, scope: &Scope, q: Option<&str>, after: Option<(String, TeamId)>, limit: i64) -> QueryResult<Vec<TeamRow>> {
    let mut visible: Visible = Box::new(teams::id.eq_any(scope.teams.clone()));
    for area in &scope.areas {
        let below = teams::area.ge(area.path.clone()).and(teams::area.lt(area.end()));
        visible = Box::new(visible.or(below).or(teams::area.eq_any(ancestors(&area.path))));
    }
    let mut query =
        teams::table.filter(visible).order((teams::name, teams::id)).limit(limit).select(TeamRow::as_select()).into_boxed::<MultiBackend>();
    if let Some(q) = q.map(str::trim).filter(|q| !q.is_empty()) {
        query = query.filter(lower(teams::name).like(contains(q)).escape('\\'));
    }
    if let Some((name, id)) = after {
        query = query.filter(teams::name.gt(name.clone()).or(teams::name.eq(name).and(teams::id.gt(id))));
    }
    query.load(c)
}

type Visible = Box<dyn diesel::BoxableExpression<teams::table, MultiBackend, SqlType = diesel::sql_types::Bool>>;

/// The node itself and every node above it: `a/b/c/` gives `a/`, `a/b/`, `a/b/c/`.
pub fn ancestors(path: &str) -> Vec<String> {
    path.match_indices('/').filter_map(|(at, _)| path.get(..=at).map(str::to_owned)).collect()
}

/// Whether a team is visible in a scope, in the same sense as `list_teams`.
pub fn is_visible(scope: &Scope, team: &TeamRow) -> bool {
    scope.teams.contains(&team.id) || scope.areas.iter().any(|a| a.covers(&team.area) || a.path.starts_with(&team.area))
}

/// Teams that could serve a community: those of its own, of its street, of the city, and of its neighbours in the street.
pub fn rows_in_reach(c: &mut Conn, community: &str) -> QueryResult<Vec<TeamRow>> {
    let above = ancestors(community);
    let street = above.get(1).cloned().unwrap_or_else(|| community.to_owned());
    teams::table
        .filter(teams::area.ge(street.clone()).and(teams::area.lt(path_end(&street))).or(teams::area.eq_any(above)))
        .select(TeamRow::as_select())
        .load(c)
}

/// How many orders each team has: offered to it, or taken and not done.
pub fn team_loads(c: &mut Conn, ids: &[TeamId]) -> QueryResult<HashMap<TeamId, i64>> {
    let mut loads = HashMap::new();
    for chunk in ids.chunks(500) {
        let rows: Vec<(TeamId, i64)> = dispatches::table
            .filter(dispatches::team_id.eq_any(chunk.to_vec()))
            .filter(dispatches::state.eq_any([DispatchState::Offered, DispatchState::Accepted]))
            .group_by(dispatches::team_id)
            .select((dispatches::team_id, count_star()))
            .load(c)?;
        loads.extend(rows);
    }
    Ok(loads)
}

/// Members by team, leaders among them.
pub fn member_refs(c: &mut Conn, ids: &[TeamId]) -> QueryResult<HashMap<TeamId, Vec<PersonRef>>> {
    let rows: Vec<(TeamId, PersonId, String)> = team_members::table
        .inner_join(persons::table)
        .filter(team_members::team_id.eq_any(ids.to_vec()))
        .order((persons::name, persons::id))
        .select((team_members::team_id, persons::id, persons::name))
        .load(c)?;
    let mut members: HashMap<TeamId, Vec<PersonRef>> = HashMap::new();
    for (team, id, name) in rows {
        members.entry(team).or_default().push(PersonRef { id, name });
    }
    Ok(members)
}

/// Whether somebody belongs to a team or leads it.
pub fn is_member(c: &mut Conn, team: &TeamRow, person: PersonId) -> QueryResult<bool> {
    let found: i64 = team_members::table.find((team.id, person)).count().get_result(c)?;
    Ok(found > 0 || team.leader_id == person)
}

/// What a change of a team may change. `None` leaves a column.
#[derive(AsChangeset, Clone, Debug, Default)]
#[diesel(table_name = teams)]
pub struct TeamChange {
    pub capacity: Option<i32>,
    pub on_leave_until: Option<Option<NaiveDate>>,
    pub name: Option<String>,
    pub skills: Option<JsonColumn<Vec<String>>>,
    pub leader_id: Option<PersonId>,
}

/// A team that is being formed.
#[derive(Insertable, Clone, Debug)]
#[diesel(table_name = teams, treat_none_as_default_value = false)]
pub struct NewTeamRow {
    pub id: TeamId,
    pub name: String,
    pub kind: TeamKind,
    pub area_id: OrgUnitId,
    pub area: String,
    pub unit_id: Option<UnitId>,
    pub leader_id: PersonId,
    pub skills: JsonColumn<Vec<String>>,
    pub capacity: i32,
    pub version: i32,
    pub created_at: DateTime<Utc>,
    pub updated_at: DateTime<Utc>,
}

pub fn insert_team(tx: &mut Conn, row: &NewTeamRow) -> QueryResult<usize> {
    diesel::insert_into(teams::table).values(row).execute(tx)
}

pub fn insert_member(tx: &mut Conn, team: TeamId, person: PersonId) -> QueryResult<usize> {
    diesel::insert_into(team_members::table).values((team_members::team_id.eq(team), team_members::person_id.eq(person))).execute(tx)
}

pub fn delete_member(tx: &mut Conn, team: TeamId, person: PersonId) -> QueryResult<usize> {
    diesel::delete(team_members::table.find((team, person))).execute(tx)
}

/// Nobody else changes the team until this transaction ends.
pub fn lock(tx: &mut Conn, id: TeamId) -> QueryResult<()> {
    if let Conn::Pg(p) = tx {
        teams::table.find(id).select(teams::id).for_update().first::<TeamId>(p).optional()?;
    }
    Ok(())
}

/// 1 when nobody changed the team in between.
pub fn change_team(tx: &mut Conn, row: &TeamRow, change: &TeamChange, now: DateTime<Utc>) -> QueryResult<usize> {
    diesel::update(teams::table.find(row.id).filter(teams::version.eq(row.version)))
        .set((change, teams::version.eq(teams::version + 1), teams::updated_at.eq(now)))
        .execute(tx)
}

/// Teams as they are shown.
pub fn show(c: &mut Conn, rows: Vec<TeamRow>, skills: &HashMap<String, Skill>) -> QueryResult<Vec<Team>> {
    let ids: Vec<TeamId> = rows.iter().map(|r| r.id).collect();
    let areas: Vec<OrgUnitId> = rows.iter().map(|r| r.area_id).collect();
    let leaders: Vec<PersonId> = rows.iter().map(|r| r.leader_id).collect();
    let (loads, mut members) = (team_loads(c, &ids)?, member_refs(c, &ids)?);
    let (areas, names) = (org_refs(c, &areas)?, names_of(c, &leaders)?);
    let team = |row: TeamRow| {
        let area = areas.iter().find(|a| a.id == row.area_id).cloned()?;
        Some(Team {
            id: row.id,
            name: row.name,
            kind: row.kind,
            area,
            skills: row.skills.0.iter().filter_map(|code| skills.get(code).cloned()).collect(),
            leader: PersonRef { id: row.leader_id, name: names.get(&row.leader_id).cloned().unwrap_or_else(String::new) },
            members: members.remove(&row.id).unwrap_or_else(Vec::new),
            capacity: row.capacity,
            load: loads.get(&row.id).copied().unwrap_or(0),
            on_leave_until: row.on_leave_until,
            version: row.version,
            updated_at: row.updated_at,
        })
    };
    Ok(rows.into_iter().filter_map(team).collect())
}

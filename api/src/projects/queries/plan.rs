//! Measures, milestones and numbers of a project.

use crate::platform::db::Conn;
use crate::schema::{project_measures as m, project_milestones as s, project_outcomes as o, projects as p};
use chrono::{DateTime, NaiveDate, Utc};
use contract::projects::ProjectState;
use contract::{MilestoneId, ProjectId, ProjectMeasureId, ProjectOutcomeId};
use diesel::prelude::*;

/// A measure as it is stored.
#[derive(Queryable, Selectable, Insertable, Clone, Debug, serde::Serialize)]
#[diesel(table_name = m, treat_none_as_default_value = false)]
pub struct MeasureRow {
    pub id: ProjectMeasureId,
    pub project_id: ProjectId,
    pub what: String,
    pub who: String,
    pub due_on: NaiveDate,
    pub done_at: Option<DateTime<Utc>>,
    pub created_at: DateTime<Utc>,
}

/// A milestone as it is stored.
#[derive(Queryable, Selectable, Insertable, Clone, Debug, serde::Serialize)]
#[diesel(table_name = s, treat_none_as_default_value = false)]
pub struct MilestoneRow {
    pub id: MilestoneId,
    pub project_id: ProjectId,
    pub title: String,
    pub due_on: NaiveDate,
    pub reached_on: Option<NaiveDate>,
    pub note: String,
    pub is_told: bool,
    pub created_at: DateTime<Utc>,
}

/// A number as it is stored.
#[derive(Queryable, Selectable, Insertable, Clone, Debug, serde::Serialize)]
#[diesel(table_name = o, treat_none_as_default_value = false)]
pub struct OutcomeRow {
    pub id: ProjectOutcomeId,
    pub project_id: ProjectId,
    pub indicator: String,
    pub unit: String,
    pub planned: i64,
    pub achieved: Option<i64>,
    pub created_at: DateTime<Utc>,
}

/// By day.
pub fn measures(c: &mut Conn, id: ProjectId) -> QueryResult<Vec<MeasureRow>> {
    m::table.filter(m::project_id.eq(id)).order((m::due_on, m::id)).select(MeasureRow::as_select()).load(c)
}

/// By day.
pub fn milestones(c: &mut Conn, id: ProjectId) -> QueryResult<Vec<MilestoneRow>> {
    s::table.filter(s::project_id.eq(id)).order((s::due_on, s::id)).select(MilestoneRow::as_select()).load(c)
}

/// In the order in which they were added.
pub fn outcomes(c: &mut Conn, id: ProjectId) -> QueryResult<Vec<OutcomeRow>> {
    o::table.filter(o::project_id.eq(id)).order((o::created_at, o::id)).select(OutcomeRow::as_select()).load(c)
}

pub fn insert_measure(tx: &mut Conn, row: &MeasureRow) -> QueryResult<usize> {
    diesel::insert_into(m::table).values(row).execute(tx)
}

pub fn insert_milestone(tx: &mut Conn, row: &MilestoneRow) -> QueryResult<usize> {
    diesel::insert_into(s::table).values(row).execute(tx)
}

pub fn insert_outcome(tx: &mut Conn, row: &OutcomeRow) -> QueryResult<usize> {
    diesel::insert_into(o::table).values(row).execute(tx)
}

/// A measure is done; 0 when it was before, or belongs to another project.
pub fn finish(tx: &mut Conn, project: ProjectId, id: ProjectMeasureId, now: DateTime<Utc>) -> QueryResult<usize> {
    let open = m::table.filter(m::id.eq(id)).filter(m::project_id.eq(project)).filter(m::done_at.is_null());
    diesel::update(open).set(m::done_at.eq(Some(now))).execute(tx)
}

/// A milestone is reached; 0 when it was before, or belongs to another project.
pub fn reach(tx: &mut Conn, project: ProjectId, id: MilestoneId, day: NaiveDate, note: &str) -> QueryResult<usize> {
    let open = s::table.filter(s::id.eq(id)).filter(s::project_id.eq(project)).filter(s::reached_on.is_null());
    diesel::update(open).set((s::reached_on.eq(Some(day)), s::note.eq(note))).execute(tx)
}

/// How far a number has come; 0 when it belongs to another project.
pub fn achieve(tx: &mut Conn, project: ProjectId, id: ProjectOutcomeId, achieved: i64) -> QueryResult<usize> {
    let one = o::table.filter(o::id.eq(id)).filter(o::project_id.eq(project));
    diesel::update(one).set(o::achieved.eq(Some(achieved))).execute(tx)
}

/// The plan goes with the unit that gave up, what was done too: the next one reports on what it has done itself.
pub fn clear(tx: &mut Conn, id: ProjectId) -> QueryResult<()> {
    diesel::delete(m::table.filter(m::project_id.eq(id))).execute(tx)?;
    diesel::delete(s::table.filter(s::project_id.eq(id))).execute(tx)?;
    diesel::delete(o::table.filter(o::project_id.eq(id))).execute(tx)?;
    Ok(())
}

/// Milestones whose day has passed and that nobody was told of, of projects that are in progress.
pub fn overdue(c: &mut Conn, today: NaiveDate, limit: i64) -> QueryResult<Vec<MilestoneRow>> {
    s::table
        .inner_join(p::table.on(p::id.eq(s::project_id)))
        .filter(p::state.eq(ProjectState::InProgress))
        .filter(s::is_told.eq(false))
        .filter(s::due_on.lt(today))
        .filter(s::reached_on.is_null())
        .order(s::id)
        .limit(limit)
        .select(MilestoneRow::as_select())
        .load(c)
}

/// Marks it as told; 0 when somebody was faster, or it was reached meanwhile.
pub fn set_told(tx: &mut Conn, id: MilestoneId) -> QueryResult<usize> {
    let open = s::table.filter(s::id.eq(id)).filter(s::is_told.eq(false)).filter(s::reached_on.is_null());
    diesel::update(open).set(s::is_told.eq(true)).execute(tx)
}

//! The history of a project. It only grows.

use crate::platform::db::Conn;
use crate::schema::project_events as e;
use chrono::{DateTime, Utc};
use contract::projects::{ProjectEventKind, ProjectState};
use contract::{PersonId, ProjectId, UnitId};
use diesel::prelude::*;

/// Something that happened, as it is stored.
#[derive(Queryable, Selectable, Insertable, Clone, Debug, serde::Serialize)]
#[diesel(table_name = e, treat_none_as_default_value = false)]
pub struct EventRow {
    pub project_id: ProjectId,
    pub sequence: i32,
    pub at: DateTime<Utc>,
    pub action: ProjectEventKind,
    pub state: ProjectState,
    pub actor_id: Option<PersonId>,
    pub unit_id: Option<UnitId>,
    pub note: String,
}

pub fn insert(tx: &mut Conn, row: &EventRow) -> QueryResult<usize> {
    diesel::insert_into(e::table).values(row).execute(tx)
}

/// The number of the last event; 0 before the first.
pub fn last(c: &mut Conn, id: ProjectId) -> QueryResult<i32> {
    let last: Option<i32> = e::table.filter(e::project_id.eq(id)).select(diesel::dsl::max(e::sequence)).first(c)?;
    Ok(last.unwrap_or(0))
}

/// Before the one with this number, newest first.
pub fn page(c: &mut Conn, id: ProjectId, before: Option<i32>, limit: i64) -> QueryResult<Vec<EventRow>> {
    e::table
        .filter(e::project_id.eq(id))
        .filter(e::sequence.lt(before.unwrap_or(i32::MAX)))
        .order(e::sequence.desc())
        .limit(limit)
        .select(EventRow::as_select())
        .load(c)
}

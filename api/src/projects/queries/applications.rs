//! Units that offer to take a project on.

use crate::platform::db::{Conn, MultiBackend};
use crate::schema::project_applications as a;
use chrono::{DateTime, Utc};
use contract::projects::ApplicationState;
use contract::{ApplicationId, PersonId, ProjectId, UnitId};
use diesel::prelude::*;

/// An application as it is stored.
#[derive(Queryable, Selectable, Insertable, Clone, Debug, serde::Serialize)]
#[diesel(table_name = a, treat_none_as_default_value = false)]
pub struct ApplicationRow {
    pub id: ApplicationId,
    pub project_id: ProjectId,
    pub unit_id: UnitId,
    pub state: ApplicationState,
    pub text: String,
    pub responsible_name: String,
    pub responsible_phone: String,
    pub applied_by: PersonId,
    pub version: i32,
    pub created_at: DateTime<Utc>,
    pub updated_at: DateTime<Utc>,
}

pub fn find(c: &mut Conn, id: ApplicationId) -> QueryResult<Option<ApplicationRow>> {
    a::table.find(id).select(ApplicationRow::as_select()).first(c).optional()
}

/// Those of a project, oldest first.
pub fn of_project(c: &mut Conn, id: ProjectId) -> QueryResult<Vec<ApplicationRow>> {
    a::table.filter(a::project_id.eq(id)).order((a::created_at, a::id)).select(ApplicationRow::as_select()).load(c)
}

pub fn insert(tx: &mut Conn, row: &ApplicationRow) -> QueryResult<usize> {
    diesel::insert_into(a::table).values(row).execute(tx)
}

/// The changed row; `None` when somebody changed it after it was read.
pub fn set_state(tx: &mut Conn, row: &ApplicationRow, state: ApplicationState, now: DateTime<Utc>) -> QueryResult<Option<ApplicationRow>> {
    diesel::update(a::table.filter(a::id.eq(row.id)).filter(a::version.eq(row.version)))
        .set((a::state.eq(state), a::version.eq(row.version + 1), a::updated_at.eq(now)))
        .returning(<ApplicationRow as Selectable<MultiBackend>>::construct_selection())
        .get_result(tx)
        .optional()
}

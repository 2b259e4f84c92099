//! What every step of a project has in common: find, check, change, history, trail.

use super::access::{self, Found};
use super::lifecycle::{self as rules, event, past_tense};
use super::queries::{ApplicationRow, EventRow, ProjectRow, applications, events, projects};
use crate::orders::Desk;
use crate::platform::audit;
use crate::platform::auth::Who;
use crate::platform::db::Conn;
use crate::platform::error::{ApiError, ApiResult};
use contract::projects::{ApplicationState, ProjectAction, ProjectEventKind};
use contract::{ProjectId, UnitId};

/// What is remembered with a step.
#[derive(Clone, Debug, Default)]
pub struct Note {
    pub text: String,
    /// In whose name.
    pub unit: Option<UnitId>,
}

impl Note {
    pub fn text(text: &str) -> Self {
        Self { text: text.trim().to_owned(), unit: None }
    }

    #[must_use]
    pub fn of(self, unit: Option<UnitId>) -> Self {
        Self { unit, ..self }
    }
}

/// Finds it under its lock, and makes sure that the caller may take the step now.
pub fn load(tx: &mut Conn, desk: &Desk, who: &Who, id: ProjectId, version: Option<i32>, action: ProjectAction) -> ApiResult<Found> {
    let found = access::lock(tx, desk, who, id)?;
    found.check(version, action)?;
    Ok(found)
}

/// Takes a step: state, version, history and trail.
pub fn take(tx: &mut Conn, desk: &Desk, row: &ProjectRow, action: ProjectAction, to: ProjectRow, note: Note) -> ApiResult<ProjectRow> {
    let to = ProjectRow { state: rules::step(row.state, action)?, ..to };
    let after = projects::update(tx, row, &to, desk.now)?.ok_or_else(|| ApiError::stale(row.state.as_str(), row.version))?;
    write(tx, desk, Some(row), &after, event(action), note)?;
    Ok(after)
}

/// Remembers something that does not change the project itself.
pub fn remember(tx: &mut Conn, desk: &Desk, row: &ProjectRow, action: ProjectEventKind, note: Note) -> ApiResult<()> {
    write(tx, desk, Some(row), row, action, note)
}

/// What becomes of an application, with its own row in the trail: it is that of another than who takes the step.
pub fn set_application(tx: &mut Conn, desk: &Desk, row: &ApplicationRow, state: ApplicationState) -> ApiResult<()> {
    let after = applications::set_state(tx, row, state, desk.now)?.ok_or_else(|| ApiError::stale(row.state.as_str(), row.version))?;
    record_application(tx, desk, &format!("project_application.{state}"), Some(row), &after)
}

pub fn record_application(
    tx: &mut Conn,
    desk: &Desk,
    action: &str,
    before: Option<&ApplicationRow>,
    after: &ApplicationRow,
) -> ApiResult<()> {
    let subject = format!("project_application/{}", after.id);
    audit::record(tx, &desk.origin, desk.now, &audit::Change { action, subject, before, after: Some(after) })
}

/// Into the history, which both sides read, and into the trail.
pub fn write(
    tx: &mut Conn,
    desk: &Desk,
    before: Option<&ProjectRow>,
    after: &ProjectRow,
    action: ProjectEventKind,
    note: Note,
) -> ApiResult<()> {
    let row = EventRow {
        project_id: after.id,
        sequence: events::last(tx, after.id)? + 1,
        at: desk.now,
        action,
        state: after.state,
        actor_id: desk.actor,
        unit_id: note.unit,
        note: note.text,
    };
    events::insert(tx, &row)?;
    let change = audit::Change { action: past_tense(action), subject: format!("project/{}", after.id), before, after: Some(after) };
    audit::record(tx, &desk.origin, desk.now, &change)
}

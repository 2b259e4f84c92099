//! Writing a project down.

use super::queries::{ProjectRow, projects};
use super::steps::{self, Note};
use crate::orders::Desk;
use crate::platform::auth::{DESK, Who};
use crate::platform::db::Conn;
use crate::platform::error::{ApiError, ApiResult};
use contract::ProjectId;
use contract::projects::{NewProject, ProjectContent, ProjectEventKind, ProjectState};
use uuid::Uuid;

/// A new project of a community, as a draft.
pub fn create(tx: &mut Conn, desk: &Desk, who: &Who, ask: &NewProject) -> ApiResult<ProjectRow> {
    let unknown = || ApiError::field("/community_id", "unknown", "not a community whose desk you work at");
    let community = desk.shelf.open_community(tx, ask.community_id)?.filter(|c| who.holds_at(DESK, &c.path)).ok_or_else(unknown)?;
    let row = ProjectRow {
        id: ProjectId(Uuid::now_v7()),
        kind: ask.kind,
        community_id: community.id,
        area: community.path.clone(),
        title: String::new(),
        description: String::new(),
        place: String::new(),
        state: ProjectState::Draft,
        unit_id: None,
        responsible_name: String::new(),
        responsible_phone: String::new(),
        round: 0,
        report: String::new(),
        closing: String::new(),
        few_words_reason: String::new(),
        reason: String::new(),
        version: 1,
        created_by: who.person,
        created_at: desk.now,
        updated_at: desk.now,
    };
    let row = changed(&row, &ask.content);
    projects::insert(tx, &row)?;
    steps::write(tx, desk, None, &row, ProjectEventKind::Create, Note::default())?;
    Ok(row)
}

/// The project with this content.
pub fn changed(row: &ProjectRow, content: &ProjectContent) -> ProjectRow {
    let trim = |text: &str| text.trim().to_owned();
    ProjectRow { title: trim(&content.title), description: trim(&content.description), place: trim(&content.place), ..row.clone() }
}

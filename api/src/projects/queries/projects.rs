//! Projects.

use crate::in_areas;
use crate::platform::db::{Conn, MultiBackend};
use crate::platform::paging::Key;
use crate::platform::scope::Area;
use crate::schema::{project_applications, projects as p};
use chrono::{DateTime, Utc};
use contract::projects::{ApplicationState, OwnProjectFilter, OwnProjects, ProjectFilter, ProjectKind, ProjectState};
use contract::{OrgUnitId, PersonId, ProjectId, UnitId};
use diesel::prelude::*;

/// A project as it is stored.
#[derive(Queryable, Selectable, Insertable, Clone, Debug, serde::Serialize)]
#[diesel(table_name = p, treat_none_as_default_value = false)]
pub struct ProjectRow {
    pub id: ProjectId,
    pub kind: ProjectKind,
    pub community_id: OrgUnitId,
    pub area: String,
    pub title: String,
    pub description: String,
    pub place: String,
    pub state: ProjectState,
    pub unit_id: Option<UnitId>,
    pub responsible_name: String,
    pub responsible_phone: String,
    pub round: i32,
    pub report: String,
    pub closing: String,
    pub few_words_reason: String,
    pub reason: String,
    pub version: i32,
    pub created_by: PersonId,
    pub created_at: DateTime<Utc>,
    pub updated_at: DateTime<Utc>,
}

/// A project. Whoever asks has to make sure that the caller may know it.
pub fn find(c: &mut Conn, id: ProjectId) -> QueryResult<Option<ProjectRow>> {
    p::table.find(id).select(ProjectRow::as_select()).first(c).optional()
}

/// The project, and nobody else changes it or what belongs to it until the transaction ends.
pub fn lock(tx: &mut Conn, id: ProjectId) -> QueryResult<Option<ProjectRow>> {
    if let Conn::Pg(c) = tx {
        p::table.find(id).select(p::id).for_update().first::<ProjectId>(c).optional()?;
    }
    find(tx, id)
}

pub fn insert(tx: &mut Conn, row: &ProjectRow) -> QueryResult<usize> {
    diesel::insert_into(p::table).values(row).execute(tx)
}

/// Stores what changes of a project; `None` when somebody changed it after `row` was read.
pub fn update(tx: &mut Conn, row: &ProjectRow, to: &ProjectRow, now: DateTime<Utc>) -> QueryResult<Option<ProjectRow>> {
    diesel::update(p::table.filter(p::id.eq(row.id)).filter(p::version.eq(row.version)))
        .set((
            (p::title.eq(&to.title), p::description.eq(&to.description), p::place.eq(&to.place), p::state.eq(to.state)),
            (p::unit_id.eq(to.unit_id), p::responsible_name.eq(&to.responsible_name), p::responsible_phone.eq(&to.responsible_phone)),
            (p::round.eq(to.round), p::report.eq(&to.report), p::closing.eq(&to.closing)),
            (p::few_words_reason.eq(&to.few_words_reason), p::reason.eq(&to.reason)),
            (p::version.eq(row.version + 1), p::updated_at.eq(now)),
        ))
        .returning(<ProjectRow as Selectable<MultiBackend>>::construct_selection())
        .get_result(tx)
        .optional()
}

const PUBLIC: [ProjectState; 4] = [ProjectState::Open, ProjectState::InProgress, ProjectState::Reported, ProjectState::Closed];

macro_rules! page {
    ($query:expr, $filter:expr, $after:expr, $limit:expr, $c:expr) => {{
        let mut query = $query.order((p::created_at.desc(), p::id.desc())).limit($limit);
        if let Some(state) = $filter.state {
            query = query.filter(p::state.eq(state));
        }
        if let Some(kind) = $filter.kind {
            query = query.filter(p::kind.eq(kind));
        }
        if let Some(community) = $filter.community {
            query = query.filter(p::community_id.eq(community));
        }
        if let Some(key) = $after {
            query = query.filter(p::created_at.le(key.at).and(p::created_at.lt(key.at).or(p::id.lt(ProjectId(key.id)))));
        }
        query.load($c)
    }};
}

/// What everybody may read, newest first.
pub fn public(c: &mut Conn, filter: &ProjectFilter, after: Option<&Key>, limit: i64) -> QueryResult<Vec<ProjectRow>> {
    let mut query = p::table.select(ProjectRow::as_select()).filter(p::state.eq_any(PUBLIC)).into_boxed::<MultiBackend>();
    if let Some(unit) = filter.unit {
        query = query.filter(p::unit_id.eq(Some(unit)));
    }
    page!(query, filter, after, limit, c)
}

/// Those of the communities one works for, or of the units one speaks for, newest first.
pub fn own(
    c: &mut Conn,
    areas: &[Area],
    units: &[UnitId],
    filter: &OwnProjectFilter,
    after: Option<&Key>,
    limit: i64,
) -> QueryResult<Vec<ProjectRow>> {
    use project_applications as a;
    let all = p::table.select(ProjectRow::as_select()).into_boxed::<MultiBackend>();
    let query = match filter.role.unwrap_or(OwnProjects::Community) {
        OwnProjects::Community => in_areas!(all, p::area, areas),
        OwnProjects::Unit => {
            let applied = a::table.filter(a::unit_id.eq_any(units.to_vec())).filter(a::state.eq(ApplicationState::Applied));
            all.filter(p::unit_id.eq_any(units.to_vec())).or_filter(p::id.eq_any(applied.select(a::project_id)))
        }
    };
    page!(query, filter, after, limit, c)
}

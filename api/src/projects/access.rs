//! Who stands where towards a project; what is found under its lock.

use super::lifecycle::{self as rules, Facts, Side};
use super::queries::{ApplicationRow, ProjectRow, WordRow, applications, plan, projects, words};
use super::residents;
use crate::check_ins::units;
use crate::orders::Desk;
use crate::platform::auth::{DESK, STAFF, Who};
use crate::platform::db::Conn;
use crate::platform::error::{ApiError, ApiResult};
use contract::projects::{ApplicationState, ProjectAction, ProjectState};
use contract::{ProjectId, UnitId};

/// A project with everything a decision about it needs.
pub struct Found {
    pub row: ProjectRow,
    /// Oldest first.
    pub applications: Vec<ApplicationRow>,
    pub sides: Vec<Side>,
    /// Works for the community, the street or the city above it.
    pub is_staff: bool,
    /// Units the caller speaks for.
    pub own: Vec<UnitId>,
    /// The caller's word about the present report.
    pub word: Option<WordRow>,
    pub facts: Facts,
}

impl Found {
    pub fn is_on(&self, side: Side) -> bool {
        self.sides.contains(&side)
    }

    pub fn allowed(&self) -> Vec<ProjectAction> {
        rules::allowed(self.row.state, &self.sides, self.facts)
    }

    /// Whether the caller belongs to one of the two sides, and reads everything.
    pub fn is_party(&self) -> bool {
        self.is_staff || self.is_on(Side::Unit)
    }

    /// Whether a unit of the caller has applied.
    pub fn has_applied(&self) -> bool {
        self.applications.iter().any(|a| self.own.contains(&a.unit_id))
    }

    fn is_seen(&self) -> bool {
        match self.row.state {
            ProjectState::Draft => self.is_staff,
            ProjectState::GivenUp | ProjectState::Cancelled => self.is_party() || self.has_applied(),
            _ => true,
        }
    }

    /// The version first: who has read an old state gets to know that, not that the step is illegal in the new one.
    pub fn check(&self, version: Option<i32>, action: ProjectAction) -> ApiResult<()> {
        if !rules::may_ever(action, &self.sides) {
            return Err(ApiError::forbidden(format!("the step `{action}` is not yours to take with this project")));
        }
        let (row, allowed) = (&self.row, self.allowed());
        let open: Vec<String> = allowed.iter().map(ToString::to_string).collect();
        if version.is_some_and(|v| v != row.version) {
            return Err(ApiError::stale(row.state.as_str(), row.version).with_allowed(open));
        }
        if !allowed.contains(&action) {
            return Err(ApiError::refused("a project", row.state.as_str(), action.as_str()).with_allowed(open).with_version(row.version));
        }
        Ok(())
    }
}

/// How often a unit has applied, whatever became of it.
pub fn times(applications: &[ApplicationRow], unit: UnitId) -> usize {
    applications.iter().filter(|a| a.unit_id == unit).count()
}

pub fn gone() -> ApiError {
    ApiError::not_found("project")
}

/// Looks at a project with the eyes of a caller; 404 for whom it does not exist.
pub fn look(c: &mut Conn, desk: &Desk, who: &Who, row: ProjectRow) -> ApiResult<Found> {
    let own = units::liaison_units(c, who.person)?;
    let applications = applications::of_project(c, row.id)?;
    let is_live = |unit: &UnitId| applications.iter().any(|a| a.unit_id == *unit && a.state == ApplicationState::Applied);
    let mut sides = Vec::new();
    // Nobody is the other side of their own unit.
    if who.holds_at(DESK, &row.area) && !row.unit_id.is_some_and(|unit| own.contains(&unit)) {
        sides.push(Side::Desk);
    }
    if row.unit_id.is_some_and(|unit| own.contains(&unit)) {
        sides.push(Side::Unit);
    }
    if !own.is_empty() {
        sides.push(Side::Applicant);
    }
    let word = words::of_person(c, row.id, row.round, who.person)?;
    if residents::may_say(c, desk, who, &row, &own)? {
        sides.push(Side::Resident);
    }
    let waiting: Vec<UnitId> = applications.iter().filter(|a| a.state == ApplicationState::Applied).map(|a| a.unit_id).collect();
    let facts = Facts {
        // One that nobody speaks for any more is no choice.
        has_applicants: !units::checked_in_of(c, &waiting)?.is_empty(),
        may_apply: own.iter().any(|unit| !is_live(unit) && times(&applications, *unit) < desk.config.projects.applications_per_unit),
        has_measures: !plan::measures(c, row.id)?.is_empty(),
        has_said: word.is_some(),
    };
    let is_staff = who.holds_at(STAFF, &row.area);
    let found = Found { row, applications, sides, is_staff, own, word, facts };
    if found.is_seen() { Ok(found) } else { Err(gone()) }
}

/// The project as this caller sees it.
pub fn find(c: &mut Conn, desk: &Desk, who: &Who, id: ProjectId) -> ApiResult<Found> {
    let row = projects::find(c, id)?.ok_or_else(gone)?;
    look(c, desk, who, row)
}

/// The same under its lock.
pub fn lock(tx: &mut Conn, desk: &Desk, who: &Who, id: ProjectId) -> ApiResult<Found> {
    let row = projects::lock(tx, id)?.ok_or_else(gone)?;
    look(tx, desk, who, row)
}

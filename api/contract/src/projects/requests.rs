//! What is asked for with projects.

use super::{OwnProjects, ProjectKind, ProjectState, Verdict};
use crate::{MilestoneId, OrgUnitId, ProjectMeasureId, ProjectOutcomeId, UnitId, check};
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use validator::Validate;

/// What a project says: all of it is public once it is published.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, Validate)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct ProjectContent {
    #[validate(length(min = 2, max = 80), custom(function = "check::text"))]
    #[cfg_attr(feature = "openapi", schema(min_length = 2, max_length = 80))]
    pub title: String,
    /// What is wrong, or what is wanted.
    #[validate(length(min = 2, max = 2000), custom(function = "check::text"))]
    #[cfg_attr(feature = "openapi", schema(min_length = 2, max_length = 2000))]
    pub description: String,
    /// Where; no private address.
    #[validate(length(min = 2, max = 200), custom(function = "check::text"))]
    #[cfg_attr(feature = "openapi", schema(min_length = 2, max_length = 200))]
    pub place: String,
}

/// A new project, as a draft.
#[derive(Clone, Debug, Serialize, Deserialize, Validate)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct NewProject {
    pub community_id: OrgUnitId,
    pub kind: ProjectKind,
    #[validate(nested)]
    pub content: ProjectContent,
}

/// Changes what a project says, as long as no unit has taken it on.
#[derive(Clone, Debug, Serialize, Deserialize, Validate)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct ChangeProject {
    pub expected_version: i32,
    #[validate(nested)]
    pub content: ProjectContent,
}

/// Offers to take a project on.
#[derive(Clone, Debug, Serialize, Deserialize, Validate)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct ApplyForProject {
    /// A unit of which the caller is the liaison.
    pub unit_id: UnitId,
    /// What the unit would do.
    #[validate(length(min = 2, max = 1000), custom(function = "check::text"))]
    #[cfg_attr(feature = "openapi", schema(min_length = 2, max_length = 1000))]
    pub text: String,
    /// Who would answer for it.
    #[validate(length(min = 1, max = 40), custom(function = "check::text"))]
    #[cfg_attr(feature = "openapi", schema(min_length = 1, max_length = 40))]
    pub responsible_name: String,
    #[validate(custom(function = "check::phone"))]
    pub responsible_phone: String,
}

/// Adds to the plan of a project; at least one of the three.
#[derive(Clone, Debug, Serialize, Deserialize, Validate)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct PlanProject {
    pub expected_version: i32,
    #[serde(default)]
    #[validate(length(max = 20), nested)]
    #[cfg_attr(feature = "openapi", schema(max_items = 20))]
    pub measures: Vec<NewProjectMeasure>,
    #[serde(default)]
    #[validate(length(max = 20), nested)]
    #[cfg_attr(feature = "openapi", schema(max_items = 20))]
    pub milestones: Vec<NewMilestone>,
    #[serde(default)]
    #[validate(length(max = 20), nested)]
    #[cfg_attr(feature = "openapi", schema(max_items = 20))]
    pub outcomes: Vec<NewProjectOutcome>,
}

/// Something that will be done.
#[derive(Clone, Debug, Serialize, Deserialize, Validate)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct NewProjectMeasure {
    #[validate(length(min = 2, max = 200), custom(function = "check::text"))]
    #[cfg_attr(feature = "openapi", schema(min_length = 2, max_length = 200))]
    pub what: String,
    /// Who does it.
    #[validate(length(min = 1, max = 40), custom(function = "check::text"))]
    #[cfg_attr(feature = "openapi", schema(min_length = 1, max_length = 40))]
    pub who: String,
    pub due_on: NaiveDate,
}

/// Something that will be reached by a day.
#[derive(Clone, Debug, Serialize, Deserialize, Validate)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct NewMilestone {
    #[validate(length(min = 2, max = 80), custom(function = "check::text"))]
    #[cfg_attr(feature = "openapi", schema(min_length = 2, max_length = 80))]
    pub title: String,
    pub due_on: NaiveDate,
}

/// A number by which the project is measured.
#[derive(Clone, Debug, Serialize, Deserialize, Validate)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct NewProjectOutcome {
    /// What is counted.
    #[validate(length(min = 1, max = 40), custom(function = "check::text"))]
    #[cfg_attr(feature = "openapi", schema(min_length = 1, max_length = 40))]
    pub indicator: String,
    /// In what it is counted.
    #[validate(length(min = 1, max = 10), custom(function = "check::text"))]
    #[cfg_attr(feature = "openapi", schema(min_length = 1, max_length = 10))]
    pub unit: String,
    #[validate(range(min = 0, max = 1000000000))]
    #[cfg_attr(feature = "openapi", schema(minimum = 0, maximum = 1000000000))]
    pub planned: i64,
}

/// Says how far a project is.
#[derive(Clone, Debug, Serialize, Deserialize, Validate)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct AddProjectProgress {
    pub expected_version: i32,
    #[validate(length(min = 2, max = 2000), custom(function = "check::text"))]
    #[cfg_attr(feature = "openapi", schema(min_length = 2, max_length = 2000))]
    pub text: String,
    /// Measures that are done.
    #[serde(default)]
    #[validate(length(max = 50))]
    #[cfg_attr(feature = "openapi", schema(max_items = 50))]
    pub measures_done: Vec<ProjectMeasureId>,
    #[serde(default)]
    #[validate(length(max = 50), nested)]
    #[cfg_attr(feature = "openapi", schema(max_items = 50))]
    pub milestones_reached: Vec<ReachedMilestone>,
    #[serde(default)]
    #[validate(length(max = 50), nested)]
    #[cfg_attr(feature = "openapi", schema(max_items = 50))]
    pub outcomes: Vec<AchievedOutcome>,
}

/// A milestone that was reached.
#[derive(Clone, Debug, Serialize, Deserialize, Validate)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct ReachedMilestone {
    pub id: MilestoneId,
    /// Not ahead of us.
    pub reached_on: NaiveDate,
    #[serde(default)]
    #[validate(length(max = 500), custom(function = "check::printable"))]
    #[cfg_attr(feature = "openapi", schema(max_length = 500))]
    pub note: String,
}

/// How far a number has come.
#[derive(Clone, Debug, Serialize, Deserialize, Validate)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct AchievedOutcome {
    pub id: ProjectOutcomeId,
    #[validate(range(min = 0, max = 1000000000))]
    #[cfg_attr(feature = "openapi", schema(minimum = 0, maximum = 1000000000))]
    pub achieved: i64,
}

/// Reports a project as done, for the unit.
#[derive(Clone, Debug, Serialize, Deserialize, Validate)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct ReportProject {
    pub expected_version: i32,
    /// What was done and what came of it.
    #[validate(length(min = 2, max = 2000), custom(function = "check::text"))]
    #[cfg_attr(feature = "openapi", schema(min_length = 2, max_length = 2000))]
    pub text: String,
}

/// A resident's word about the result. Once while it is reported.
#[derive(Clone, Debug, Serialize, Deserialize, Validate)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct SayOnProject {
    pub verdict: Verdict,
    /// 5 is best; there is no default.
    #[validate(custom(function = "check::grade"))]
    #[cfg_attr(feature = "openapi", schema(minimum = 1, maximum = 5))]
    pub grade: i16,
    #[serde(default)]
    #[validate(length(max = 1000), custom(function = "check::printable"))]
    #[cfg_attr(feature = "openapi", schema(max_length = 1000))]
    pub text: String,
}

/// Closes a project out, with the residents' word in view.
#[derive(Clone, Debug, Serialize, Deserialize, Validate)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct CloseProject {
    pub expected_version: i32,
    #[validate(length(min = 2, max = 1000), custom(function = "check::text"))]
    #[cfg_attr(feature = "openapi", schema(min_length = 2, max_length = 1000))]
    pub text: String,
    /// Needed when fewer residents have had their word than are asked for.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[validate(length(min = 2, max = 500), custom(function = "check::text"))]
    #[cfg_attr(feature = "openapi", schema(min_length = 2, max_length = 500))]
    pub few_words_reason: Option<String>,
}

/// A step of a project that needs a reason: sending it back, giving it up, cancelling it.
#[derive(Clone, Debug, Serialize, Deserialize, Validate)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct ProjectReason {
    pub expected_version: i32,
    #[validate(length(min = 2, max = 500), custom(function = "check::text"))]
    #[cfg_attr(feature = "openapi", schema(min_length = 2, max_length = 500))]
    pub reason: String,
}

/// Filters of `GET /projects`.
#[derive(Clone, Debug, Default, Serialize, Deserialize, Validate)]
#[cfg_attr(feature = "openapi", derive(utoipa::IntoParams))]
#[cfg_attr(feature = "openapi", into_params(parameter_in = Query))]
#[serde(deny_unknown_fields, default)]
pub struct ProjectFilter {
    /// `open`, `in_progress`, `reported` or `closed`; all four when absent.
    pub state: Option<ProjectState>,
    pub kind: Option<ProjectKind>,
    pub community: Option<OrgUnitId>,
    /// That this unit has taken on.
    pub unit: Option<UnitId>,
    pub cursor: Option<String>,
    /// Rows on a page, 1 to 200; 50 when absent.
    #[validate(range(min = 1, max = 200))]
    #[cfg_attr(feature = "openapi", param(minimum = 1, maximum = 200))]
    pub limit: Option<i64>,
}

/// Filters of `GET /projects/own`.
#[derive(Clone, Debug, Default, Serialize, Deserialize, Validate)]
#[cfg_attr(feature = "openapi", derive(utoipa::IntoParams))]
#[cfg_attr(feature = "openapi", into_params(parameter_in = Query))]
#[serde(deny_unknown_fields, default)]
pub struct OwnProjectFilter {
    /// Which of one's own; `community` when absent.
    pub role: Option<OwnProjects>,
    pub state: Option<ProjectState>,
    pub kind: Option<ProjectKind>,
    pub community: Option<OrgUnitId>,
    pub cursor: Option<String>,
    /// Rows on a page, 1 to 200; 50 when absent.
    #[validate(range(min = 1, max = 200))]
    #[cfg_attr(feature = "openapi", param(minimum = 1, maximum = 200))]
    pub limit: Option<i64>,
}

//! What is said about projects.

use super::{ApplicationState, ProjectAction, ProjectContent, ProjectEventKind, ProjectKind, ProjectState, Verdict};
use crate::check_ins::UnitRef;
use crate::org::OrgRef;
use crate::{ApplicationId, MilestoneId, ProjectId, ProjectMeasureId, ProjectOutcomeId};
use chrono::{DateTime, NaiveDate, Utc};
use serde::{Deserialize, Serialize};

/// A project as a list shows it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ListedProject {
    pub id: ProjectId,
    pub kind: ProjectKind,
    pub state: ProjectState,
    pub community: OrgRef,
    /// The unit that is responsible.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub unit: Option<UnitRef>,
    pub title: String,
    pub description: String,
    pub place: String,
    pub created_at: DateTime<Utc>,
}

crate::page_of! {
    /// A page of projects, newest first.
    ProjectPage of ListedProject,
}

/// A project.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Project {
    pub id: ProjectId,
    pub kind: ProjectKind,
    pub state: ProjectState,
    pub version: i32,
    pub community: OrgRef,
    pub content: ProjectContent,
    /// The unit that is responsible.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub unit: Option<UnitRef>,
    /// Who answers for it; masked for those on neither side.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub responsible_name: String,
    /// For the community and the unit.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub responsible_phone: String,
    /// For the community those of all units, for a unit its own.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub applications: Vec<Application>,
    /// By day.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub measures: Vec<ProjectMeasure>,
    /// By day.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub milestones: Vec<Milestone>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub outcomes: Vec<ProjectOutcome>,
    /// What the unit said when it was done.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub report: String,
    /// What the residents say, since it was last reported.
    pub words: WordCounts,
    /// The caller's own word.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub my_word: Option<ResidentWord>,
    /// What the community said at the end.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub closing: String,
    /// Why it was closed with few words of residents.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub few_words_reason: String,
    /// Why it was sent back, given up or cancelled.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub reason: String,
    pub is_my_unit: bool,
    pub is_my_community: bool,
    pub allowed_actions: Vec<ProjectAction>,
    pub created_at: DateTime<Utc>,
    pub updated_at: DateTime<Utc>,
}

/// A unit's offer to take a project on.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Application {
    pub id: ApplicationId,
    pub unit: UnitRef,
    pub state: ApplicationState,
    pub text: String,
    pub responsible_name: String,
    pub responsible_phone: String,
    pub is_mine: bool,
    pub version: i32,
    pub created_at: DateTime<Utc>,
}

/// Something that will be done.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ProjectMeasure {
    pub id: ProjectMeasureId,
    pub what: String,
    /// Masked for those on neither side.
    pub who: String,
    pub due_on: NaiveDate,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub done_at: Option<DateTime<Utc>>,
}

/// Something that will be reached by a day.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Milestone {
    pub id: MilestoneId,
    pub title: String,
    pub due_on: NaiveDate,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reached_on: Option<NaiveDate>,
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub note: String,
    /// Whether the day has passed and it is not reached.
    pub is_overdue: bool,
}

/// A number by which the project is measured.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ProjectOutcome {
    pub id: ProjectOutcomeId,
    pub indicator: String,
    pub unit: String,
    pub planned: i64,
    /// Nobody has said yet when absent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub achieved: Option<i64>,
}

/// How many residents say what.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct WordCounts {
    pub resolved: i64,
    pub partly: i64,
    pub not_resolved: i64,
    /// So many are asked for before it is closed without a reason.
    pub needed: i64,
}

/// A resident's word.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ResidentWord {
    /// Masked but for oneself.
    pub person_name: String,
    pub verdict: Verdict,
    pub grade: i16,
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub text: String,
    /// Which report it is about: 1 for the first.
    pub round: i32,
    pub said_at: DateTime<Utc>,
}

crate::page_of! {
    /// A page of residents' words, newest first.
    ResidentWordPage of ResidentWord,
    /// What happened to a project, newest first.
    ProjectEventPage of ProjectEvent,
}

/// Something that happened to a project.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ProjectEvent {
    pub at: DateTime<Utc>,
    pub action: ProjectEventKind,
    /// The state after it.
    pub state: ProjectState,
    /// Who did it; absent: the system. A resident is masked.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub person_name: Option<String>,
    /// In whose name.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub unit: Option<UnitRef>,
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub note: String,
}

//! What is asked for with activities.

use super::{ActivityState, OwnActivities};
use crate::check_ins::PostCategory;
use crate::records::EvidenceGrade;
use crate::{OrgUnitId, SignUpId, UnitId, check};
use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use validator::Validate;

/// What an activity says: all of it is public once it is published.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, Validate)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct ActivityContent {
    #[validate(length(min = 2, max = 80), custom(function = "check::text"))]
    #[cfg_attr(feature = "openapi", schema(min_length = 2, max_length = 80))]
    pub title: String,
    pub category: PostCategory,
    /// What is to be done, and what to bring.
    #[validate(length(min = 2, max = 2000), custom(function = "check::text"))]
    #[cfg_attr(feature = "openapi", schema(min_length = 2, max_length = 2000))]
    pub description: String,
    /// Where one meets; no private address.
    #[validate(length(min = 2, max = 200), custom(function = "check::text"))]
    #[cfg_attr(feature = "openapi", schema(min_length = 2, max_length = 200))]
    pub place: String,
    #[validate(custom(function = "check::instant"))]
    pub starts_at: DateTime<Utc>,
    #[validate(custom(function = "check::instant"))]
    pub ends_at: DateTime<Utc>,
    /// Until when invited units answer; not after the begin.
    #[validate(custom(function = "check::instant"))]
    pub answer_by: DateTime<Utc>,
    /// How many people are wanted at most.
    #[validate(range(min = 1, max = 500))]
    #[cfg_attr(feature = "openapi", schema(minimum = 1, maximum = 500))]
    pub capacity: i32,
    /// Whether everybody who is checked in with the community may sign up, and not only members of the units that come.
    #[serde(default)]
    pub is_open_to_all: bool,
    /// A task of a department (`central_task`) needs the number of an admission that is in force.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[validate(length(min = 1, max = 40), custom(function = "check::text"))]
    #[cfg_attr(feature = "openapi", schema(min_length = 1, max_length = 40))]
    pub admission_no: Option<String>,
}

/// A new activity, as a draft.
#[derive(Clone, Debug, Serialize, Deserialize, Validate)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct NewActivity {
    /// For which community it is.
    pub community_id: OrgUnitId,
    /// The unit that organises it, by its liaison: one that is checked in or paired with the community. Absent: the community does.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub unit_id: Option<UnitId>,
    #[validate(nested)]
    pub content: ActivityContent,
}

/// Changes what an activity says. Never fewer places than are taken.
#[derive(Clone, Debug, Serialize, Deserialize, Validate)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct ChangeActivity {
    pub expected_version: i32,
    #[validate(nested)]
    pub content: ActivityContent,
}

/// Cancels an activity. Everybody concerned is told why.
#[derive(Clone, Debug, Serialize, Deserialize, Validate)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct CancelActivity {
    pub expected_version: i32,
    #[validate(length(min = 2, max = 200), custom(function = "check::text"))]
    #[cfg_attr(feature = "openapi", schema(min_length = 2, max_length = 200))]
    pub reason: String,
}

/// Invites units to an activity.
#[derive(Clone, Debug, Serialize, Deserialize, Validate)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct InviteUnits {
    #[validate(length(min = 1, max = 50))]
    #[cfg_attr(feature = "openapi", schema(min_items = 1, max_items = 50))]
    pub unit_ids: Vec<UnitId>,
    /// The unit in whose name this is done, by its liaison: one that has accepted and passes the invitation on. Absent: the organiser.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub as_unit_id: Option<UnitId>,
    /// A word to those who are invited.
    #[serde(default)]
    #[validate(length(max = 500), custom(function = "check::printable"))]
    #[cfg_attr(feature = "openapi", schema(max_length = 500))]
    pub text: String,
}

/// Accepts an invitation for one's unit.
#[derive(Clone, Debug, Serialize, Deserialize, Validate)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct AcceptInvitation {
    pub expected_version: i32,
    /// How many people the unit will bring.
    #[validate(range(min = 1, max = 500))]
    #[cfg_attr(feature = "openapi", schema(minimum = 1, maximum = 500))]
    pub people: i32,
    /// Whom the organiser can reach.
    #[validate(length(min = 1, max = 40), custom(function = "check::text"))]
    #[cfg_attr(feature = "openapi", schema(min_length = 1, max_length = 40))]
    pub contact_name: String,
    #[validate(custom(function = "check::phone"))]
    pub contact_phone: String,
}

/// Declines an invitation for one's unit.
#[derive(Clone, Debug, Serialize, Deserialize, Validate)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct DeclineInvitation {
    pub expected_version: i32,
    #[validate(length(min = 2, max = 200), custom(function = "check::text"))]
    #[cfg_attr(feature = "openapi", schema(min_length = 2, max_length = 200))]
    pub reason: String,
}

/// Says of several people whether they were there.
#[derive(Clone, Debug, Serialize, Deserialize, Validate)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct RecordPresence {
    #[validate(length(min = 1, max = 500), nested)]
    #[cfg_attr(feature = "openapi", schema(min_items = 1, max_items = 500))]
    pub marks: Vec<PresenceMark>,
}

/// Whether one person was there. It can be said again until the activity is closed.
#[derive(Clone, Debug, Serialize, Deserialize, Validate)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct PresenceMark {
    pub sign_up_id: SignUpId,
    pub expected_version: i32,
    pub is_present: bool,
    /// How long; the whole activity when absent, and never longer.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[validate(range(min = 0, max = 10080))]
    #[cfg_attr(feature = "openapi", schema(minimum = 0, maximum = 10080))]
    pub minutes: Option<i32>,
    /// How well it is known; `credit` when absent: the host has seen it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub evidence: Option<EvidenceGrade>,
}

/// A number that says what came of an activity, such as 37 处 or 150 车.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, Validate)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct ActivityOutcome {
    /// What was counted.
    #[validate(length(min = 1, max = 40), custom(function = "check::text"))]
    #[cfg_attr(feature = "openapi", schema(min_length = 1, max_length = 40))]
    pub indicator: String,
    #[validate(range(min = 0, max = 1000000000))]
    #[cfg_attr(feature = "openapi", schema(minimum = 0, maximum = 1000000000))]
    pub number: i64,
    /// In what it was counted.
    #[validate(length(min = 1, max = 10), custom(function = "check::text"))]
    #[cfg_attr(feature = "openapi", schema(min_length = 1, max_length = 10))]
    pub unit: String,
}

/// Closes an activity that has taken place: what came of it. Each person who was there gets a row in their record.
#[derive(Clone, Debug, Serialize, Deserialize, Validate)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct CloseActivity {
    pub expected_version: i32,
    /// How many people were served.
    #[validate(range(min = 0, max = 1000000))]
    #[cfg_attr(feature = "openapi", schema(minimum = 0, maximum = 1000000))]
    pub people_served: i32,
    #[validate(length(min = 2, max = 2000), custom(function = "check::text"))]
    #[cfg_attr(feature = "openapi", schema(min_length = 2, max_length = 2000))]
    pub summary: String,
    #[serde(default)]
    #[validate(length(max = 20), nested)]
    #[cfg_attr(feature = "openapi", schema(max_items = 20))]
    pub outcomes: Vec<ActivityOutcome>,
}

/// Filters of `GET /activities`.
#[derive(Clone, Debug, Default, Serialize, Deserialize, Validate)]
#[cfg_attr(feature = "openapi", derive(utoipa::IntoParams))]
#[cfg_attr(feature = "openapi", into_params(parameter_in = Query))]
#[serde(deny_unknown_fields, default)]
pub struct ActivityFilter {
    /// `open`, `held` or `closed`; all three when absent.
    pub state: Option<ActivityState>,
    pub community: Option<OrgUnitId>,
    pub category: Option<PostCategory>,
    /// Organised by this unit.
    pub unit: Option<UnitId>,
    pub cursor: Option<String>,
    /// Rows on a page, 1 to 200; 50 when absent.
    #[validate(range(min = 1, max = 200))]
    #[cfg_attr(feature = "openapi", param(minimum = 1, maximum = 200))]
    pub limit: Option<i64>,
}

/// Filters of `GET /activities/own`.
#[derive(Clone, Debug, Default, Serialize, Deserialize, Validate)]
#[cfg_attr(feature = "openapi", derive(utoipa::IntoParams))]
#[cfg_attr(feature = "openapi", into_params(parameter_in = Query))]
#[serde(deny_unknown_fields, default)]
pub struct OwnActivityFilter {
    /// Which of one's own; `organised` when absent.
    pub role: Option<OwnActivities>,
    pub state: Option<ActivityState>,
    pub community: Option<OrgUnitId>,
    pub cursor: Option<String>,
    /// Rows on a page, 1 to 200; 50 when absent.
    #[validate(range(min = 1, max = 200))]
    #[cfg_attr(feature = "openapi", param(minimum = 1, maximum = 200))]
    pub limit: Option<i64>,
}

//! What is said about activities.

use super::{ActivityAction, ActivityContent, ActivityOutcome, ActivityState, InvitationAction, InvitationState, SignUpState};
use crate::check_ins::{PostCategory, UnitRef};
use crate::org::OrgRef;
use crate::records::EvidenceGrade;
use crate::{ActivityId, InvitationId, SignUpId};
use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

/// An activity as a list shows it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ListedActivity {
    pub id: ActivityId,
    pub state: ActivityState,
    pub community: OrgRef,
    /// The unit that organises it; absent: the community.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub unit: Option<UnitRef>,
    pub title: String,
    pub category: PostCategory,
    pub description: String,
    pub place: String,
    pub starts_at: DateTime<Utc>,
    pub ends_at: DateTime<Utc>,
    pub capacity: i32,
    /// Places that are taken.
    pub taken: i32,
    pub is_open_to_all: bool,
}

crate::page_of! {
    /// A page of activities, latest begin first.
    ActivityPage of ListedActivity,
}

/// An activity.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Activity {
    pub id: ActivityId,
    pub state: ActivityState,
    pub version: i32,
    pub community: OrgRef,
    /// The unit that organises it; absent: the community.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub unit: Option<UnitRef>,
    pub content: ActivityContent,
    /// Places that are taken.
    pub taken: i32,
    /// Why it was cancelled.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub reason: String,
    /// What came of it, once it is closed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub report: Option<ActivityReport>,
    /// Units that come.
    pub units: Vec<UnitRef>,
    /// The relay, for the organiser, the desk and the units in it: each invitation after the one it came from.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub invitations: Vec<Invitation>,
    /// The caller's own place.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub my_sign_up: Option<SignUp>,
    /// Units of the caller that come, and may pass the invitation on.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub my_units: Vec<UnitRef>,
    /// Whether the caller speaks for whoever organises it.
    pub is_organiser: bool,
    pub allowed_actions: Vec<ActivityAction>,
    pub created_at: DateTime<Utc>,
}

/// What came of an activity.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ActivityReport {
    /// How many came.
    pub present: i64,
    /// What they gave together.
    pub minutes: i64,
    pub people_served: i32,
    pub summary: String,
    pub outcomes: Vec<ActivityOutcome>,
}

/// An invitation of a unit.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Invitation {
    pub id: InvitationId,
    pub unit: UnitRef,
    /// The unit that passed it on; absent: the organiser.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub invited_by: Option<UnitRef>,
    /// The invitation it came from.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub parent_id: Option<InvitationId>,
    /// How often it was passed on before; 0 for one of the organiser.
    pub depth: i32,
    pub state: InvitationState,
    /// A word of whoever invited.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub text: String,
    /// How many people the unit brings; 0 until it has accepted.
    pub people: i32,
    /// For the organiser, the desk and the unit itself.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub contact_name: String,
    /// Likewise.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub contact_phone: String,
    /// Why it was declined.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub reason: String,
    /// It runs out then.
    pub expires_at: DateTime<Utc>,
    pub created_at: DateTime<Utc>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub answered_at: Option<DateTime<Utc>>,
    /// Whether it is for a unit of the caller.
    pub is_mine: bool,
    pub version: i32,
    pub allowed_actions: Vec<InvitationAction>,
}

/// Somebody's place in an activity.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct SignUp {
    pub id: SignUpId,
    /// Whole for oneself, the organiser, the desk and the liaison of the unit one comes with.
    pub person_name: String,
    /// The unit with which the person comes.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub unit: Option<UnitRef>,
    pub state: SignUpState,
    /// Said by the host; 0 until then.
    pub minutes: i32,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub evidence: Option<EvidenceGrade>,
    pub signed_at: DateTime<Utc>,
    pub is_mine: bool,
    pub version: i32,
}

//! Check-ins as they are shown.

use super::{CheckInAction, CheckInBasis, CheckInEnding, CheckInState, CheckInSubject, PostCategory, UnitDetails};
use crate::{CheckInId, OrgUnitId, PersonId, UnitId};
use chrono::{DateTime, NaiveDate, Utc};
use serde::{Deserialize, Serialize};

/// A community, as a check-in names it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct CommunityRef {
    pub id: OrgUnitId,
    pub name: String,
}

/// A work unit, as other things name it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct UnitRef {
    pub id: UnitId,
    pub name: String,
}

/// The member who checked in. The number is whole for the member, and masked for everybody else.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct CheckInMember {
    pub id: PersonId,
    pub name: String,
    pub phone: String,
}

/// A check-in of a member or a unit.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct CheckIn {
    pub id: CheckInId,
    pub subject: CheckInSubject,
    pub state: CheckInState,
    pub version: i32,
    /// Number of the receipt (回执): there from the first activation on.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "openapi", schema(example = "261124-4839-2017"))]
    pub receipt: Option<String>,
    /// With the subject `member`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub member: Option<CheckInMember>,
    /// The unit itself, or the one on whose list the member stands.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub unit: Option<UnitRef>,
    /// What a unit told about itself; for the unit and the desk.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub details: Option<UnitDetails>,
    pub community: CommunityRef,
    pub basis: CheckInBasis,
    pub intents: Vec<PostCategory>,
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub availability: String,
    /// Why it was returned, suspended or ended.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub reason: String,
    /// With `transferring`: who was asked to take it over.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub transfer_to: Option<CommunityRef>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub valid_to: Option<NaiveDate>,
    /// Until when a clerk looks at it; absent when nothing waits.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub due_at: Option<DateTime<Utc>>,
    pub is_overdue: bool,
    pub is_mine: bool,
    /// For the desk, while it waits: what the unit's list says against it, if anything.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub doubts: Vec<CheckInDoubt>,
    /// Steps open to the caller.
    pub allowed_actions: Vec<CheckInAction>,
    /// With the step `end`: the reasons that are the caller's to say.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub allowed_endings: Vec<CheckInEnding>,
    pub submitted_at: DateTime<Utc>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub activated_at: Option<DateTime<Utc>>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub ended_at: Option<DateTime<Utc>>,
    pub updated_at: DateTime<Utc>,
}

crate::words! {
    /// Why the system does not activate a check-in by itself.
    CheckInDoubt {
        /// No unit has the member's telephone number on its list.
        NotListed = "not_listed",
        /// The unit's list has another name with this number.
        OtherName = "other_name",
        /// The unit has not checked in.
        UnitNotActive = "unit_not_active",
        /// The list names another community, or none, as the residence.
        OtherResidence = "other_residence",
        /// The unit is not paired with this community.
        NotPaired = "not_paired",
        /// The list knows where the member lives: that community goes first.
        ResidenceFirst = "residence_first",
        /// The member's own wish, or a limited time: a clerk always looks.
        ClerkDecides = "clerk_decides",
    }
}

/// Something that happened to a check-in.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct CheckInEvent {
    pub sequence: i32,
    pub at: DateTime<Utc>,
    pub action: CheckInAction,
    /// The state after it.
    pub state: CheckInState,
    /// Whether the system did it by itself.
    pub is_system: bool,
    /// Who did it; absent for the system.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub actor_name: Option<String>,
    /// The community it was with then.
    pub community_name: String,
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub note: String,
}

/// How many have checked in where.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct CommunityCoverage {
    pub community: CommunityRef,
    pub active_units: i64,
    /// Those too who have asked for a transfer, here until the other community accepts.
    pub active_members: i64,
    /// New check-ins that wait for a clerk.
    pub waiting: i64,
}

/// How much of a unit has checked in.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct UnitCoverage {
    pub unit: UnitRef,
    /// Members who can check in, as the unit told.
    pub headcount: i32,
    pub on_list: i64,
    /// Of those on the list.
    pub active: i64,
    pub waiting: i64,
    /// Active ones by community, by name.
    pub communities: Vec<UnitCommunityCount>,
}

/// Active members of a unit in a community.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct UnitCommunityCount {
    pub community: CommunityRef,
    pub active: i64,
}

crate::page_of! {
    /// A page of check-ins.
    CheckInPage of CheckIn,
}

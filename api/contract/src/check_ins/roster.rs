//! A unit's list of its members.

use super::{CheckInState, CommunityRef, PartyStatus, UnitRef};
use crate::{OrgUnitId, PersonId, UnitId, UnitMemberId, check};
use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use validator::Validate;

/// Puts somebody on the list of a unit, or says anew what the list says.
#[derive(Clone, Debug, Serialize, Deserialize, Validate)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct NewUnitMember {
    #[validate(length(min = 1, max = 40), custom(function = "check::text"))]
    #[cfg_attr(feature = "openapi", schema(min_length = 1, max_length = 40))]
    pub name: String,
    #[validate(custom(function = "check::phone"))]
    #[cfg_attr(feature = "openapi", schema(pattern = "^1[3-9][0-9]{9}$", example = "13900010001"))]
    pub phone: String,
    /// Identity number (GB 11643), or empty. It is checked; what is kept are a keyed hash and the last four characters.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    #[validate(custom(function = "check::identity_number_or_empty"))]
    #[cfg_attr(feature = "openapi", schema(pattern = "^ *([0-9]{17}[0-9Xx])? *$", example = "11010519491231002X"))]
    pub identity_number: String,
    /// The community the member lives in.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub residence_id: Option<OrgUnitId>,
    pub party_status: PartyStatus,
    #[serde(default)]
    #[validate(length(max = 60), custom(function = "check::printable"))]
    #[cfg_attr(feature = "openapi", schema(max_length = 60))]
    pub post: String,
}

/// Changes what the list says about somebody. An empty identity number leaves the one that is kept.
#[derive(Clone, Debug, Serialize, Deserialize, Validate)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct ChangeUnitMember {
    pub expected_version: i32,
    #[validate(nested)]
    pub member: NewUnitMember,
}

/// Takes somebody off the list: a check-in that hangs on it ends.
#[derive(Clone, Debug, Serialize, Deserialize, Validate)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct LeaveUnit {
    pub expected_version: i32,
    #[validate(length(min = 2, max = 200), custom(function = "check::text"))]
    #[cfg_attr(feature = "openapi", schema(min_length = 2, max_length = 200))]
    pub reason: String,
}

/// Somebody on a unit's list, for the unit's liaison.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct UnitMember {
    pub id: UnitMemberId,
    pub unit_id: UnitId,
    pub name: String,
    pub phone: String,
    /// The last four characters; empty when no number was given.
    pub identity_tail: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub residence: Option<CommunityRef>,
    pub party_status: PartyStatus,
    pub post: String,
    /// How the member's check-in through this unit stands; absent when there is none.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub check_in_state: Option<CheckInState>,
    /// Where.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub check_in_community: Option<CommunityRef>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub left_at: Option<DateTime<Utc>>,
    pub version: i32,
    pub updated_at: DateTime<Utc>,
}

crate::words! {
    /// How a unit's list is sorted.
    UnitMemberSort {
        Name = "name",
    }
}

/// Filters of `GET /units/{id}/members`.
#[derive(Clone, Debug, Default, Serialize, Deserialize, Validate)]
#[cfg_attr(feature = "openapi", derive(utoipa::IntoParams))]
#[cfg_attr(feature = "openapi", into_params(parameter_in = Query))]
#[serde(deny_unknown_fields, default)]
pub struct UnitMemberFilter {
    /// Part of the name, or the beginning of the telephone number.
    #[validate(length(max = 40), custom(function = "check::printable"))]
    #[cfg_attr(feature = "openapi", param(max_length = 40))]
    pub q: Option<String>,
    pub sort: Option<UnitMemberSort>,
    pub cursor: Option<String>,
    /// Rows on a page, 1 to 200; 50 when absent.
    #[validate(range(min = 1, max = 200))]
    #[cfg_attr(feature = "openapi", param(minimum = 1, maximum = 200))]
    pub limit: Option<i64>,
}

/// Somebody who keeps a unit's list.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Liaison {
    pub id: PersonId,
    pub name: String,
    pub phone: String,
    pub is_me: bool,
}

/// Has somebody on the unit's list keep it too.
#[derive(Clone, Debug, Serialize, Deserialize, Validate)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct NewLiaison {
    /// As the unit's list has it.
    #[validate(custom(function = "check::phone"))]
    #[cfg_attr(feature = "openapi", schema(pattern = "^1[3-9][0-9]{9}$", example = "13900010001"))]
    pub phone: String,
}

/// A unit one is the liaison of.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct OwnUnit {
    pub unit: UnitRef,
    pub uscc: String,
    /// How the unit's own check-in stands; absent when it has none.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub check_in_state: Option<CheckInState>,
}

crate::page_of! {
    /// A page of a unit's list, by name.
    UnitMemberPage of UnitMember,
}

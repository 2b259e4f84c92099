//! What changes the tree and the divisions, and what became of it.

use super::{DivisionLevel, OrgRef, PersonRef};
use crate::{EstateId, OrgChangeId, OrgUnitId, check};
use chrono::{DateTime, NaiveDate, Utc};
use serde::{Deserialize, Serialize};
use validator::Validate;

crate::words! {
    /// What was done to a node.
    OrgAction {
        Create = "create",
        /// Name, telephone or division.
        Change = "change",
        /// To another node above it, with everything below.
        Move = "move",
        /// Into another of its level; what was below it is below that one now.
        Merge = "merge",
        /// Some of what was below it became a new node's.
        Split = "split",
        /// Dissolved without a successor.
        Close = "close",
        /// Somebody took office or left it.
        Appoint = "appoint",
    }
}

/// Makes a node, one level below the one it hangs on. Whoever holds an office above may.
#[derive(Clone, Debug, Serialize, Deserialize, Validate)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct NewOrgUnit {
    pub parent_id: OrgUnitId,
    #[validate(length(min = 2, max = 60), custom(function = "check::text"))]
    #[cfg_attr(feature = "openapi", schema(min_length = 2, max_length = 60))]
    pub name: String,
    /// Code of the division it belongs to; absent: that of the node above.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[validate(custom(function = "check::division_code"))]
    #[cfg_attr(feature = "openapi", schema(pattern = "^[0-9]{12}$"))]
    pub division_code: Option<String>,
    /// The estate of a branch, one of the same division.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub estate_id: Option<EstateId>,
    /// Telephone of its office; empty where it has none.
    #[serde(default)]
    #[validate(length(max = 30), custom(function = "check::printable"))]
    #[cfg_attr(feature = "openapi", schema(max_length = 30))]
    pub telephone: String,
    /// Number of the document that says so, or why.
    #[validate(length(min = 2, max = 200), custom(function = "check::text"))]
    #[cfg_attr(feature = "openapi", schema(min_length = 2, max_length = 200))]
    pub reason: String,
}

/// Changes a node where it stands. What is absent stays.
#[derive(Clone, Debug, Serialize, Deserialize, Validate)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct ChangeOrgUnit {
    pub expected_version: i32,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[validate(length(min = 2, max = 60), custom(function = "check::text"))]
    #[cfg_attr(feature = "openapi", schema(min_length = 2, max_length = 60))]
    pub name: Option<String>,
    /// Empty, or `null`, when the office has none any more.
    #[serde(default, skip_serializing_if = "Option::is_none", deserialize_with = "check::cleared")]
    #[validate(length(max = 30), custom(function = "check::printable"))]
    #[cfg_attr(feature = "openapi", schema(max_length = 30))]
    pub telephone: Option<String>,
    #[validate(length(min = 2, max = 200), custom(function = "check::text"))]
    #[cfg_attr(feature = "openapi", schema(min_length = 2, max_length = 200))]
    pub reason: String,
}

/// Hangs a node, with everything below it, on another one of the level above it. Takes an office above both.
#[derive(Clone, Debug, Serialize, Deserialize, Validate)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct MoveOrgUnit {
    pub expected_version: i32,
    pub parent_id: OrgUnitId,
    /// The new code, where the move changes it; it has to exist and to be valid. The old one goes on to be read.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[validate(custom(function = "check::division_code"))]
    #[cfg_attr(feature = "openapi", schema(pattern = "^[0-9]{12}$"))]
    pub division_code: Option<String>,
    #[validate(length(min = 2, max = 200), custom(function = "check::text"))]
    #[cfg_attr(feature = "openapi", schema(min_length = 2, max_length = 200))]
    pub reason: String,
}

/// Merges a node into another of its level. What hangs below it, its teams, its offices and those who live there go over; its orders
/// keep its name and are the other one's to handle.
#[derive(Clone, Debug, Serialize, Deserialize, Validate)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct MergeOrgUnit {
    pub expected_version: i32,
    pub into_id: OrgUnitId,
    #[validate(length(min = 2, max = 200), custom(function = "check::text"))]
    #[cfg_attr(feature = "openapi", schema(min_length = 2, max_length = 200))]
    pub reason: String,
}

/// Makes a new node beside this one, and hangs some of what is below this one on it.
#[derive(Clone, Debug, Serialize, Deserialize, Validate)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct SplitOrgUnit {
    pub expected_version: i32,
    /// Name of the new one.
    #[validate(length(min = 2, max = 60), custom(function = "check::text"))]
    #[cfg_attr(feature = "openapi", schema(min_length = 2, max_length = 60))]
    pub name: String,
    /// Code of the new one's division; absent: that of this one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[validate(custom(function = "check::division_code"))]
    #[cfg_attr(feature = "openapi", schema(pattern = "^[0-9]{12}$"))]
    pub division_code: Option<String>,
    /// Nodes directly below this one that go with the new one.
    #[validate(length(min = 1, max = 200))]
    #[cfg_attr(feature = "openapi", schema(min_items = 1, max_items = 200))]
    pub children: Vec<OrgUnitId>,
    #[validate(length(min = 2, max = 200), custom(function = "check::text"))]
    #[cfg_attr(feature = "openapi", schema(min_length = 2, max_length = 200))]
    pub reason: String,
}

/// Dissolves a node that has nothing below it and nothing open.
#[derive(Clone, Debug, Serialize, Deserialize, Validate)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct CloseOrgUnit {
    pub expected_version: i32,
    #[validate(length(min = 2, max = 200), custom(function = "check::text"))]
    #[cfg_attr(feature = "openapi", schema(min_length = 2, max_length = 200))]
    pub reason: String,
}

/// One change of a node.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct OrgChange {
    pub id: OrgChangeId,
    pub action: OrgAction,
    pub at: DateTime<Utc>,
    /// Who did it.
    pub by: PersonRef,
    pub reason: String,
    /// Name before, where it changed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub name_before: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub name_after: Option<String>,
    /// Where it stood before, where that changed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub path_before: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub path_after: Option<String>,
    /// Division before, where it changed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub division_before: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub division_after: Option<String>,
    /// The other node: that it was merged into, that which came out of it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub other: Option<OrgRef>,
}

/// Adds a division as the statistics office published it.
#[derive(Clone, Debug, Serialize, Deserialize, Validate)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct NewDivision {
    #[validate(custom(function = "check::division_code"))]
    #[cfg_attr(feature = "openapi", schema(pattern = "^[0-9]{12}$", example = "429005001024"))]
    pub code: String,
    #[validate(length(min = 2, max = 60), custom(function = "check::text"))]
    #[cfg_attr(feature = "openapi", schema(min_length = 2, max_length = 60))]
    pub name: String,
    pub level: DivisionLevel,
    /// Urban-rural class of the statistics office, three digits such as `111`; empty above the community.
    #[serde(default)]
    #[validate(length(max = 3), custom(function = "check::printable"))]
    #[cfg_attr(feature = "openapi", schema(max_length = 3))]
    pub urban_class: String,
    /// First day the code is valid.
    pub valid_from: NaiveDate,
    /// Codes that end the day this one begins, for this one takes their place.
    #[serde(default)]
    #[validate(length(max = 20))]
    #[cfg_attr(feature = "openapi", schema(max_items = 20))]
    pub replaces: Vec<String>,
}

/// The history of a node, newest first.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct OrgHistory {
    pub items: Vec<OrgChange>,
}

//! Forming teams and changing them.

use super::TeamKind;
use crate::{OrgUnitId, PersonId, UnitId, check};
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use validator::Validate;

/// Forms a team (专业队, 红色服务小分队 …). The desk of the node it serves may, and offices above.
#[derive(Clone, Debug, Serialize, Deserialize, Validate)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct NewTeam {
    #[validate(length(min = 2, max = 60), custom(function = "check::text"))]
    #[cfg_attr(feature = "openapi", schema(min_length = 2, max_length = 60))]
    pub name: String,
    pub kind: TeamKind,
    /// The node it serves, with everything below.
    pub area_id: OrgUnitId,
    /// The work unit that formed it; only and always for `unit`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub unit_id: Option<UnitId>,
    /// Mobile number of the lead, who has an account.
    #[validate(custom(function = "check::phone"))]
    #[cfg_attr(feature = "openapi", schema(pattern = "^1[3-9][0-9]{9}$"))]
    pub leader_phone: String,
    /// Codes of `GET /skills`.
    #[validate(length(max = 20))]
    #[cfg_attr(feature = "openapi", schema(max_items = 20))]
    pub skills: Vec<String>,
    /// Orders at a time, 1 to 200.
    #[validate(range(min = 1, max = 200))]
    #[cfg_attr(feature = "openapi", schema(minimum = 1, maximum = 200))]
    pub capacity: i32,
}

/// Changes a team. Its lead may change what it can take and when; name, skills and lead are its community's to change, too.
#[derive(Clone, Debug, Serialize, Deserialize, Validate)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct ChangeTeam {
    pub expected_version: i32,
    /// Orders at a time, 1 to 200; absent leaves it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[validate(range(min = 1, max = 200))]
    #[cfg_attr(feature = "openapi", schema(minimum = 1, maximum = 200))]
    pub capacity: Option<i32>,
    /// Last day of leave; absent means available.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub on_leave_until: Option<NaiveDate>,
    /// Absent leaves it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[validate(length(min = 2, max = 60), custom(function = "check::text"))]
    #[cfg_attr(feature = "openapi", schema(min_length = 2, max_length = 60))]
    pub name: Option<String>,
    /// Codes of `GET /skills`; absent leaves them.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[validate(length(max = 20))]
    #[cfg_attr(feature = "openapi", schema(max_items = 20))]
    pub skills: Option<Vec<String>>,
    /// The new lead, one of its members; absent leaves the present one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub leader_id: Option<PersonId>,
}

/// Takes somebody into a team, who is told. They can leave it at any time.
#[derive(Clone, Debug, Serialize, Deserialize, Validate)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct NewTeamMember {
    pub expected_version: i32,
    /// Mobile number of somebody with an account.
    #[validate(custom(function = "check::phone"))]
    #[cfg_attr(feature = "openapi", schema(pattern = "^1[3-9][0-9]{9}$"))]
    pub phone: String,
}

/// Lets somebody out of a team: its lead, its community, or that person.
#[derive(Clone, Debug, Serialize, Deserialize, Validate)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct EndTeamMember {
    pub expected_version: i32,
    pub person_id: PersonId,
}

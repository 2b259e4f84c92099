//! Divisions, the five-level organisation tree, work units and teams.

mod edit;
mod places;
mod teams;

pub use edit::*;
pub use places::*;
pub use teams::*;

use crate::{EstateId, OrgUnitId, PersonId, TeamId, UnitId, check};
use chrono::{DateTime, NaiveDate, Utc};
use serde::{Deserialize, Serialize};
use validator::Validate;

crate::words! {
    /// Level of an administrative division.
    DivisionLevel {
        City = "city",
        /// Streets, towns, townships and the mixed units at the same level.
        Street = "street",
        /// Communities (居委会) and villages (村委会).
        Community = "community",
    }

    /// Level of a node in the organisation tree: the city, then the five levels of the programme.
    OrgLevel {
        City = "city",
        /// 街道大工委
        StreetWorkingCommittee = "street_working_committee",
        /// 社区大党委
        CommunityPartyCommittee = "community_party_committee",
        /// 小区（片区、网格）党支部
        Branch = "branch",
        /// 楼栋党小组
        BuildingGroup = "building_group",
        /// 党员中心户
        CentreHousehold = "centre_household",
    }

    /// What kind of team it is.
    TeamKind {
        /// Formed by a work unit.
        Unit = "unit",
        /// Formed by a community.
        Community = "community",
        /// 专业队: serves the whole street or city with a skill.
        Professional = "professional",
        /// 红色服务小分队
        Squad = "squad",
    }

    /// Kind of work unit.
    UnitKind {
        Government = "government",
        PublicInstitution = "public_institution",
        StateEnterprise = "state_enterprise",
        School = "school",
        Hospital = "hospital",
        Enterprise = "enterprise",
        SocialOrganisation = "social_organisation",
    }
}

/// An administrative division with its 12-digit code (GB/T 2260 and the statistical division codes).
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Division {
    #[cfg_attr(feature = "openapi", schema(example = "429005001001"))]
    pub code: String,
    pub name: String,
    pub level: DivisionLevel,
    /// Urban-rural class of the statistics office, such as `111`; empty above the community.
    pub urban_class: String,
    /// Code of the division above; absent for the city.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub parent_code: Option<String>,
    /// First day the code is valid.
    pub valid_from: NaiveDate,
    /// First day it no longer is; absent while it is valid.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub valid_to: Option<NaiveDate>,
    /// Codes that took its place.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub successors: Vec<String>,
}

/// A node, as other things refer to it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct OrgRef {
    pub id: OrgUnitId,
    pub name: String,
    pub level: OrgLevel,
    /// Where it stands in the tree; a node lies below another if its path starts with the other's.
    #[cfg_attr(feature = "openapi", schema(example = "429005/001/003/"))]
    pub path: String,
}

/// A node of the organisation tree.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct OrgUnit {
    pub id: OrgUnitId,
    pub name: String,
    pub level: OrgLevel,
    #[cfg_attr(feature = "openapi", schema(example = "429005/001/003/"))]
    pub path: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub parent_id: Option<OrgUnitId>,
    /// Code of the division it belongs to.
    pub division_code: String,
    /// Estate of a branch, where it has one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub estate: Option<EstateRef>,
    /// Name of the secretary; public, as it is on the community's notice board.
    pub secretary: String,
    /// Telephone of the community's office, for residents who would rather call.
    pub telephone: String,
    /// How many nodes are directly below.
    pub children: i64,
    pub version: i32,
    /// Since when it is no more: merged into another or dissolved. Absent while it is there.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub closed_at: Option<DateTime<Utc>>,
    /// Into which one it was merged.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub successor_id: Option<OrgUnitId>,
}

/// A residential estate.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct EstateRef {
    pub id: EstateId,
    pub name: String,
}

/// A work unit that checked in.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Unit {
    pub id: UnitId,
    /// Unified social credit code (GB 32100-2015).
    pub uscc: String,
    pub name: String,
    pub kind: UnitKind,
    /// The communities this unit is paired with (联点共建).
    pub communities: Vec<OrgRef>,
    /// Members who registered.
    pub members: i64,
}

/// A team, as other things refer to it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct TeamRef {
    pub id: TeamId,
    pub name: String,
}

/// A skill that orders need and teams offer.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Skill {
    #[cfg_attr(feature = "openapi", schema(example = "electrical"))]
    pub code: String,
    pub name: String,
    pub name_en: String,
}

/// A person, as colleagues see them.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct PersonRef {
    pub id: PersonId,
    pub name: String,
}

/// A volunteer team.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Team {
    pub id: TeamId,
    pub name: String,
    pub kind: TeamKind,
    /// The node it serves, with everything below.
    pub area: OrgRef,
    pub skills: Vec<Skill>,
    pub leader: PersonRef,
    /// Those who can be named responsible for an order, the leader among them. Only for staff and for the team itself.
    pub members: Vec<PersonRef>,
    /// How many orders it takes at a time.
    pub capacity: i32,
    /// How many it has now: offered, taken or in progress.
    pub load: i64,
    /// On leave until the end of this day; absent when available.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub on_leave_until: Option<NaiveDate>,
    pub version: i32,
    pub updated_at: DateTime<Utc>,
}

/// Filters of `GET /divisions`.
#[derive(Clone, Debug, Default, Serialize, Deserialize, Validate)]
#[cfg_attr(feature = "openapi", derive(utoipa::IntoParams))]
#[cfg_attr(feature = "openapi", into_params(parameter_in = Query))]
#[serde(deny_unknown_fields, default)]
pub struct DivisionFilter {
    /// Code of the division above.
    #[validate(length(max = 12))]
    #[cfg_attr(feature = "openapi", param(max_length = 12))]
    pub parent: Option<String>,
    pub level: Option<DivisionLevel>,
}

/// Filters of `GET /org-units`.
#[derive(Clone, Debug, Default, Serialize, Deserialize, Validate)]
#[cfg_attr(feature = "openapi", derive(utoipa::IntoParams))]
#[cfg_attr(feature = "openapi", into_params(parameter_in = Query))]
#[serde(deny_unknown_fields, default)]
pub struct OrgUnitFilter {
    /// Only the nodes directly below this one.
    pub parent: Option<OrgUnitId>,
    pub level: Option<OrgLevel>,
    /// Part of the name.
    #[validate(length(max = 60), custom(function = "check::printable"))]
    #[cfg_attr(feature = "openapi", param(max_length = 60))]
    pub q: Option<String>,
    /// `true` shows those that are no more; absent those that are there.
    pub closed: Option<bool>,
    pub cursor: Option<String>,
    /// Rows on a page, 1 to 200; 50 when absent.
    #[validate(range(min = 1, max = 200))]
    #[cfg_attr(feature = "openapi", param(minimum = 1, maximum = 200))]
    pub limit: Option<i64>,
}

/// Filters of `GET /units` and `GET /teams`.
#[derive(Clone, Debug, Default, Serialize, Deserialize, Validate)]
#[cfg_attr(feature = "openapi", derive(utoipa::IntoParams))]
#[cfg_attr(feature = "openapi", into_params(parameter_in = Query))]
#[serde(deny_unknown_fields, default)]
pub struct NameFilter {
    /// Part of the name.
    #[validate(length(max = 60), custom(function = "check::printable"))]
    #[cfg_attr(feature = "openapi", param(max_length = 60))]
    pub q: Option<String>,
    pub cursor: Option<String>,
    /// Rows on a page, 1 to 200; 50 when absent.
    #[validate(range(min = 1, max = 200))]
    #[cfg_attr(feature = "openapi", param(minimum = 1, maximum = 200))]
    pub limit: Option<i64>,
}

crate::page_of! {
    /// A page of nodes.
    OrgUnitPage of OrgUnit,
    /// A page of work units.
    UnitPage of Unit,
    /// A page of teams.
    TeamPage of Team,
}

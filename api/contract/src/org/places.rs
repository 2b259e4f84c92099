//! Who holds office at a node, and the stations where people find it.

use super::OrgRef;
use crate::{NodeMemberId, OrgUnitId, StationId, check};
use chrono::{DateTime, NaiveDate, Utc};
use serde::{Deserialize, Serialize};
use validator::Validate;

crate::words! {
    /// An office at a node.
    Office {
        /// 书记: one at a time, named on the notice board.
        Secretary = "secretary",
        /// 副书记
        Deputy = "deputy",
        /// 委员
        Member = "member",
    }
}

/// Somebody who holds an office at a node.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct NodeMember {
    pub id: NodeMemberId,
    pub office: Office,
    pub name: String,
    /// What they answer for, in the words of the notice board; empty when nothing is said.
    pub duty: String,
    pub valid_from: NaiveDate,
    /// Last day in office; absent while they hold it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub valid_to: Option<NaiveDate>,
}

/// Puts somebody into an office. A new secretary takes the place of the one before.
#[derive(Clone, Debug, Serialize, Deserialize, Validate)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct NewNodeMember {
    pub office: Office,
    #[validate(length(min = 2, max = 40), custom(function = "check::text"))]
    #[cfg_attr(feature = "openapi", schema(min_length = 2, max_length = 40))]
    pub name: String,
    #[serde(default)]
    #[validate(length(max = 100), custom(function = "check::printable"))]
    #[cfg_attr(feature = "openapi", schema(max_length = 100))]
    pub duty: String,
    /// First day in office.
    pub valid_from: NaiveDate,
}

/// Ends an office.
#[derive(Clone, Debug, Serialize, Deserialize, Validate)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct EndNodeMember {
    /// Last day in office.
    pub valid_to: NaiveDate,
}

/// Those in office at a node now, and those before them.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct NodeMembers {
    /// By office, then by the day they took it.
    pub items: Vec<NodeMember>,
}

/// A volunteer service station (志愿服务站): where residents go and where shifts begin.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Station {
    pub id: StationId,
    pub node: OrgRef,
    pub name: String,
    pub address: String,
    pub telephone: String,
    /// When it is open, in words.
    pub hours: String,
    /// Since when it is no more.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub closed_at: Option<DateTime<Utc>>,
    pub version: i32,
}

/// Opens a station.
#[derive(Clone, Debug, Serialize, Deserialize, Validate)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct NewStation {
    pub node_id: OrgUnitId,
    #[validate(length(min = 2, max = 60), custom(function = "check::text"))]
    #[cfg_attr(feature = "openapi", schema(min_length = 2, max_length = 60))]
    pub name: String,
    #[validate(length(min = 2, max = 120), custom(function = "check::text"))]
    #[cfg_attr(feature = "openapi", schema(min_length = 2, max_length = 120))]
    pub address: String,
    #[serde(default)]
    #[validate(length(max = 30), custom(function = "check::printable"))]
    #[cfg_attr(feature = "openapi", schema(max_length = 30))]
    pub telephone: String,
    #[serde(default)]
    #[validate(length(max = 100), custom(function = "check::printable"))]
    #[cfg_attr(feature = "openapi", schema(max_length = 100))]
    pub hours: String,
}

/// Changes a station, or closes it. What is absent stays.
#[derive(Clone, Debug, Serialize, Deserialize, Validate)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct ChangeStation {
    pub expected_version: i32,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[validate(length(min = 2, max = 60), custom(function = "check::text"))]
    #[cfg_attr(feature = "openapi", schema(min_length = 2, max_length = 60))]
    pub name: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[validate(length(min = 2, max = 120), custom(function = "check::text"))]
    #[cfg_attr(feature = "openapi", schema(min_length = 2, max_length = 120))]
    pub address: Option<String>,
    /// Empty, or `null`, when there is none any more.
    #[serde(default, skip_serializing_if = "Option::is_none", deserialize_with = "check::cleared")]
    #[validate(length(max = 30), custom(function = "check::printable"))]
    #[cfg_attr(feature = "openapi", schema(max_length = 30))]
    pub telephone: Option<String>,
    /// Empty, or `null`, when there are none any more.
    #[serde(default, skip_serializing_if = "Option::is_none", deserialize_with = "check::cleared")]
    #[validate(length(max = 100), custom(function = "check::printable"))]
    #[cfg_attr(feature = "openapi", schema(max_length = 100))]
    pub hours: Option<String>,
    /// `true` closes it for good.
    #[serde(default)]
    pub is_closed: bool,
}

/// Filters of `GET /stations`.
#[derive(Clone, Debug, Default, Serialize, Deserialize, Validate)]
#[cfg_attr(feature = "openapi", derive(utoipa::IntoParams))]
#[cfg_attr(feature = "openapi", into_params(parameter_in = Query))]
#[serde(deny_unknown_fields, default)]
pub struct StationFilter {
    /// Stations of this node and of everything below it.
    pub within: Option<OrgUnitId>,
    pub cursor: Option<String>,
    /// Rows on a page, 1 to 200; 50 when absent.
    #[validate(range(min = 1, max = 200))]
    #[cfg_attr(feature = "openapi", param(minimum = 1, maximum = 200))]
    pub limit: Option<i64>,
}

crate::page_of! {
    /// A page of stations.
    StationPage of Station,
}

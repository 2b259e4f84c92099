//! 联点共建: what a unit and a community agreed on.

use super::{CommunityRef, UnitRef};
use crate::{AdjunctMemberId, CommitmentId, OrgUnitId, PairingId, PairingItemId, UnitId, check};
use chrono::{DateTime, NaiveDate, Utc};
use serde::{Deserialize, Serialize};
use validator::Validate;

crate::words! {
    /// Which of the three lists of a pairing.
    PairingItemKind {
        /// 需求, by the community.
        Need = "need",
        /// 资源, by the unit.
        Resource = "resource",
        /// 项目, agreed by both.
        Project = "project",
    }

    /// What became of a promise.
    CommitmentOutcome {
        Kept = "kept",
        Partly = "partly",
        NotKept = "not_kept",
    }
}

/// Pairs a unit with a community.
#[derive(Clone, Debug, Serialize, Deserialize, Validate)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct NewPairing {
    pub unit_id: UnitId,
    pub community_id: OrgUnitId,
}

/// Adds to one of the lists.
#[derive(Clone, Debug, Serialize, Deserialize, Validate)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct NewPairingItem {
    pub kind: PairingItemKind,
    #[validate(length(min = 2, max = 80), custom(function = "check::text"))]
    #[cfg_attr(feature = "openapi", schema(min_length = 2, max_length = 80))]
    pub title: String,
    #[serde(default)]
    #[validate(length(max = 1000), custom(function = "check::printable"))]
    #[cfg_attr(feature = "openapi", schema(max_length = 1000))]
    pub note: String,
}

/// An entry of one of the three lists.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct PairingItem {
    pub id: PairingItemId,
    pub kind: PairingItemKind,
    pub title: String,
    pub note: String,
    pub agreed_by_unit: bool,
    pub agreed_by_community: bool,
    pub version: i32,
    pub created_at: DateTime<Utc>,
}

/// A promise of the unit.
#[derive(Clone, Debug, Serialize, Deserialize, Validate)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct NewCommitment {
    #[validate(length(min = 2, max = 80), custom(function = "check::text"))]
    #[cfg_attr(feature = "openapi", schema(min_length = 2, max_length = 80))]
    pub title: String,
    /// How much of it: `12 次`, `2 万元`.
    #[validate(length(min = 1, max = 40), custom(function = "check::text"))]
    #[cfg_attr(feature = "openapi", schema(min_length = 1, max_length = 40))]
    pub amount: String,
    /// The year it belongs to is that of this day.
    pub due_on: NaiveDate,
}

/// Says what became of a promise.
#[derive(Clone, Debug, Serialize, Deserialize, Validate)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct DecideCommitment {
    pub expected_version: i32,
    pub outcome: CommitmentOutcome,
    #[validate(length(min = 2, max = 500), custom(function = "check::text"))]
    #[cfg_attr(feature = "openapi", schema(min_length = 2, max_length = 500))]
    pub note: String,
}

/// A promise and what became of it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Commitment {
    pub id: CommitmentId,
    pub year: i32,
    pub title: String,
    pub amount: String,
    pub due_on: NaiveDate,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub outcome: Option<CommitmentOutcome>,
    pub note: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub decided_at: Option<DateTime<Utc>>,
    pub version: i32,
}

/// A pairing with its lists.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Pairing {
    pub id: PairingId,
    pub unit: UnitRef,
    pub community: CommunityRef,
    pub valid_from: NaiveDate,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub valid_to: Option<NaiveDate>,
    pub items: Vec<PairingItem>,
    pub commitments: Vec<Commitment>,
    /// Whether the caller speaks for the unit.
    pub is_my_unit: bool,
    /// Whether the caller is of the community's desk.
    pub is_my_community: bool,
}

/// Filters of `GET /pairings`.
#[derive(Clone, Debug, Default, Serialize, Deserialize, Validate)]
#[cfg_attr(feature = "openapi", derive(utoipa::IntoParams))]
#[cfg_attr(feature = "openapi", into_params(parameter_in = Query))]
#[serde(deny_unknown_fields, default)]
pub struct PairingFilter {
    pub unit: Option<UnitId>,
    pub community: Option<OrgUnitId>,
    /// Also those that have ended.
    pub ended: Option<bool>,
    pub cursor: Option<String>,
    /// Rows on a page, 1 to 200; 50 when absent.
    #[validate(range(min = 1, max = 200))]
    #[cfg_attr(feature = "openapi", param(minimum = 1, maximum = 200))]
    pub limit: Option<i64>,
}

/// Makes somebody of a unit an adjunct member of the community's party committee.
#[derive(Clone, Debug, Serialize, Deserialize, Validate)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct NewAdjunctMember {
    pub unit_id: UnitId,
    #[validate(length(min = 1, max = 40), custom(function = "check::text"))]
    #[cfg_attr(feature = "openapi", schema(min_length = 1, max_length = 40))]
    pub name: String,
    #[serde(default)]
    #[validate(length(max = 60), custom(function = "check::printable"))]
    #[cfg_attr(feature = "openapi", schema(max_length = 60))]
    pub post: String,
}

/// An adjunct member (兼职委员). Public, as on the community's notice board.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct AdjunctMember {
    pub id: AdjunctMemberId,
    pub unit: UnitRef,
    pub name: String,
    pub post: String,
    pub valid_from: NaiveDate,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub valid_to: Option<NaiveDate>,
    pub version: i32,
}

crate::page_of! {
    /// A page of pairings, newest first.
    PairingPage of Pairing,
}

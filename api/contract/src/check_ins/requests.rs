//! What is asked of check-ins.

use super::{CheckInBasis, CheckInEnding, CheckInState, CheckInSubject, PostCategory};
use crate::org::UnitKind;
use crate::{OrgUnitId, UnitId, check};
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use std::borrow::Cow;
use validator::{Validate, ValidationError};

fn each_once(intents: &[PostCategory]) -> Result<(), ValidationError> {
    let twice = intents.iter().enumerate().any(|(i, c)| intents.iter().take(i).any(|other| other == c));
    if twice { Err(ValidationError::new("unique").with_message(Cow::Borrowed("no kind of post twice"))) } else { Ok(()) }
}

/// A member checks in, always for themselves.
#[derive(Clone, Debug, Serialize, Deserialize, Validate)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct NewCheckIn {
    pub community_id: OrgUnitId,
    pub basis: CheckInBasis,
    /// The unit on whose list the member stands; absent: the one that is found by the telephone number, if it is only one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub unit_id: Option<UnitId>,
    /// Kinds of posts the member would like, none twice.
    #[serde(default)]
    #[validate(length(max = 10), custom(function = "each_once"))]
    #[cfg_attr(feature = "openapi", schema(max_items = 10))]
    pub intents: Vec<PostCategory>,
    /// When the member has time, in their own words.
    #[serde(default)]
    #[validate(length(max = 200), custom(function = "check::printable"))]
    #[cfg_attr(feature = "openapi", schema(max_length = 200))]
    pub availability: String,
    /// Last day of a returned member's time: required with that basis, and only then.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub valid_to: Option<NaiveDate>,
}

/// Sends a check-in that was returned again.
#[derive(Clone, Debug, Serialize, Deserialize, Validate)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct ResubmitCheckIn {
    pub expected_version: i32,
    #[validate(nested)]
    pub check_in: NewCheckIn,
}

/// What a unit tells about itself.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, Validate)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct UnitDetails {
    #[validate(length(min = 2, max = 80), custom(function = "check::text"))]
    #[cfg_attr(feature = "openapi", schema(min_length = 2, max_length = 80))]
    pub name: String,
    pub kind: UnitKind,
    /// The line of administration it belongs to, such as 教育系统.
    #[serde(default)]
    #[validate(length(max = 40), custom(function = "check::printable"))]
    #[cfg_attr(feature = "openapi", schema(max_length = 40))]
    pub system: String,
    /// What it can do for a community.
    #[serde(default)]
    #[validate(length(max = 12), custom(function = "short_texts"))]
    #[cfg_attr(feature = "openapi", schema(max_items = 12))]
    pub functions: Vec<String>,
    /// Members who can check in.
    #[validate(range(min = 0, max = 100_000))]
    #[cfg_attr(feature = "openapi", schema(minimum = 0, maximum = 100_000))]
    pub headcount: i32,
    #[validate(length(min = 1, max = 40), custom(function = "check::text"))]
    #[cfg_attr(feature = "openapi", schema(min_length = 1, max_length = 40))]
    pub liaison_name: String,
    #[validate(custom(function = "check::phone"))]
    #[cfg_attr(feature = "openapi", schema(pattern = "^1[3-9][0-9]{9}$", example = "13900010001"))]
    pub liaison_phone: String,
}

fn short_texts(texts: &[String]) -> Result<(), ValidationError> {
    match texts.iter().find(|t| t.chars().count() > 40 || check::text(t).is_err()) {
        Some(_) => Err(ValidationError::new("length").with_message(Cow::Borrowed("each between 1 and 40 characters, and not blank"))),
        None => Ok(()),
    }
}

/// A work unit checks in; whoever sends this becomes its liaison when a clerk confirms it.
#[derive(Clone, Debug, Serialize, Deserialize, Validate)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct NewUnitCheckIn {
    /// Unified social credit code (GB 32100-2015), capitals.
    #[validate(custom(function = "check::uscc"))]
    #[cfg_attr(feature = "openapi", schema(pattern = "^[0-9A-HJ-NP-RTUW-Y]{18}$", example = "91350100M000100Y43"))]
    pub uscc: String,
    pub community_id: OrgUnitId,
    #[validate(nested)]
    pub details: UnitDetails,
}

/// Sends a unit's check-in that was returned again.
#[derive(Clone, Debug, Serialize, Deserialize, Validate)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct ResubmitUnit {
    pub expected_version: i32,
    pub community_id: OrgUnitId,
    #[validate(nested)]
    pub details: UnitDetails,
}

/// A step that needs a reason for the other side.
#[derive(Clone, Debug, Serialize, Deserialize, Validate)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct ReasonedStep {
    pub expected_version: i32,
    #[validate(length(min = 2, max = 500), custom(function = "check::text"))]
    #[cfg_attr(feature = "openapi", schema(min_length = 2, max_length = 500))]
    pub reason: String,
}

/// Asks another community to take a check-in over.
#[derive(Clone, Debug, Serialize, Deserialize, Validate)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct TransferCheckIn {
    pub expected_version: i32,
    pub community_id: OrgUnitId,
    #[validate(length(min = 2, max = 500), custom(function = "check::text"))]
    #[cfg_attr(feature = "openapi", schema(min_length = 2, max_length = 500))]
    pub reason: String,
}

/// Ends a check-in.
#[derive(Clone, Debug, Serialize, Deserialize, Validate)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct EndCheckIn {
    pub expected_version: i32,
    /// A member can only withdraw; what the unit or the desk knows is theirs to say.
    pub why: CheckInEnding,
    #[serde(default)]
    #[validate(length(max = 500), custom(function = "check::printable"))]
    #[cfg_attr(feature = "openapi", schema(max_length = 500))]
    pub note: String,
}

crate::words! {
    /// How a list of check-ins is sorted. There is no order by hours or scores, and there never will be.
    CheckInSort {
        /// What is due first, first.
        DueAt = "due_at",
        /// Newest first.
        SubmittedAt = "-submitted_at",
    }
}

/// Filters of `GET /check-ins`.
#[derive(Clone, Debug, Default, Serialize, Deserialize, Validate)]
#[cfg_attr(feature = "openapi", derive(utoipa::IntoParams))]
#[cfg_attr(feature = "openapi", into_params(parameter_in = Query))]
#[serde(deny_unknown_fields, default)]
pub struct CheckInFilter {
    pub state: Option<CheckInState>,
    pub subject: Option<CheckInSubject>,
    pub community: Option<OrgUnitId>,
    pub unit: Option<UnitId>,
    /// Those for which a clerk is late.
    pub overdue: Option<bool>,
    pub sort: Option<CheckInSort>,
    pub cursor: Option<String>,
    /// Rows on a page, 1 to 200; 50 when absent.
    #[validate(range(min = 1, max = 200))]
    #[cfg_attr(feature = "openapi", param(minimum = 1, maximum = 200))]
    pub limit: Option<i64>,
}

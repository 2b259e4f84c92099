//! Claims (认领) and presence. A claim is made for oneself: no request here names a person.

use super::{ClaimAction, ClaimState, EndReason, PresenceMethod, ShiftState};
use crate::check_ins::PostCategory;
use crate::org::OrgRef;
use crate::{ClaimId, PersonId, PostId, Problem, ShiftId, check};
use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use validator::Validate;

/// Claims a seat for the caller.
#[derive(Clone, Debug, Serialize, Deserialize, Validate)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct NewClaim {
    /// Whether to wait when every seat is taken; with `false` that is refused with `shift_full`.
    #[serde(default = "yes")]
    pub waits: bool,
}

const fn yes() -> bool {
    true
}

/// Gives a seat or a place in the waiting list back.
#[derive(Clone, Debug, Serialize, Deserialize, Validate)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct CancelClaim {
    pub expected_version: i32,
    /// Required after the cut-off. Illness never counts against anybody.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reason: Option<EndReason>,
    #[serde(default)]
    #[validate(length(max = 200), custom(function = "check::printable"))]
    #[cfg_attr(feature = "openapi", schema(max_length = 200))]
    pub note: String,
}

/// Says that one is there.
#[derive(Clone, Debug, Serialize, Deserialize, Validate)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct BePresent {
    pub expected_version: i32,
    /// The code shown at the station; without it this is one's own statement.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[validate(length(min = 1, max = 20), custom(function = "check::printable"))]
    #[cfg_attr(feature = "openapi", schema(min_length = 1, max_length = 20))]
    pub code: Option<String>,
    /// With one's own statement: since when, not before the shift began.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub since: Option<DateTime<Utc>>,
}

/// Confirms as a resident that a member was there, by the code the member shows.
#[derive(Clone, Debug, Serialize, Deserialize, Validate)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct ConfirmPresence {
    #[validate(length(min = 10, max = 120), custom(function = "check::printable"))]
    #[cfg_attr(feature = "openapi", schema(min_length = 10, max_length = 120))]
    pub code: String,
}

/// What the host says about several claims of a shift.
#[derive(Clone, Debug, Serialize, Deserialize, Validate)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct RecordAttendance {
    #[validate(length(min = 1, max = 500), nested)]
    #[cfg_attr(feature = "openapi", schema(min_items = 1, max_items = 500))]
    pub marks: Vec<Mark>,
}

/// What the host says about one claim.
#[derive(Clone, Debug, Serialize, Deserialize, Validate)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct Mark {
    pub claim_id: ClaimId,
    pub expected_version: i32,
    /// `attend`, `sign_out`, `verify`, `miss` or `excuse`.
    pub action: ClaimAction,
}

/// What became of one mark.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Marked {
    pub claim_id: ClaimId,
    /// The claim afterwards; absent when it was refused.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub entry: Option<BoardEntry>,
    /// Why it was refused.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub problem: Option<Problem>,
}

/// What became of each mark, in the order of the request.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct AttendanceResult {
    pub items: Vec<Marked>,
}

/// Decides a dispute.
#[derive(Clone, Debug, Serialize, Deserialize, Validate)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct DecideDispute {
    pub expected_version: i32,
    /// Whether the service was given.
    pub is_upheld: bool,
    /// Told to the member.
    #[validate(length(min = 2, max = 500), custom(function = "check::text"))]
    #[cfg_attr(feature = "openapi", schema(min_length = 2, max_length = 500))]
    pub reason: String,
}

/// Marks an absence as excused, or takes that back.
#[derive(Clone, Debug, Serialize, Deserialize, Validate)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct ExcuseAbsence {
    pub expected_version: i32,
    pub is_excused: bool,
}

/// Filters of `GET /claims`.
#[derive(Clone, Debug, Default, Serialize, Deserialize, Validate)]
#[cfg_attr(feature = "openapi", derive(utoipa::IntoParams))]
#[cfg_attr(feature = "openapi", into_params(parameter_in = Query))]
#[serde(deny_unknown_fields, default)]
pub struct ClaimFilter {
    pub state: Option<ClaimState>,
    /// Only those whose shift is not over, soonest first; otherwise latest first.
    pub upcoming: Option<bool>,
    /// What they mean for the kept-promise rate.
    pub promise: Option<crate::records::Promise>,
    pub cursor: Option<String>,
    /// Rows on a page, 1 to 200; 50 when absent.
    #[validate(range(min = 1, max = 200))]
    #[cfg_attr(feature = "openapi", param(minimum = 1, maximum = 200))]
    pub limit: Option<i64>,
}

/// One's own claim; the desk and the host see it without the person's number.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Claim {
    pub id: ClaimId,
    pub shift_id: ShiftId,
    pub post_id: PostId,
    pub post_title: String,
    pub category: PostCategory,
    pub community: OrgRef,
    pub place: String,
    pub starts_at: DateTime<Utc>,
    pub ends_at: DateTime<Utc>,
    pub shift_state: ShiftState,
    pub state: ClaimState,
    pub version: i32,
    pub is_mine: bool,
    pub claimed_at: DateTime<Utc>,
    /// Place in the waiting list: 1 is next.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub position: Option<i64>,
    /// Until when an offered seat is kept.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub answer_by: Option<DateTime<Utc>>,
    /// Until then a seat can be given back without a reason.
    pub cancel_until: DateTime<Utc>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub method: Option<PresenceMethod>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub present_from: Option<DateTime<Utc>>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub present_to: Option<DateTime<Utc>>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub minutes: Option<i32>,
    /// What is doubted.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub challenge: String,
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub answer: String,
    /// Why the dispute was decided as it was.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub decision: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub end_reason: Option<EndReason>,
    pub is_late: bool,
    pub is_excused: bool,
    pub allowed_actions: Vec<ClaimAction>,
}

crate::page_of! {
    /// A page of claims.
    ClaimPage of Claim,
}

/// A person on the board of a shift.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct BoardEntry {
    pub claim_id: ClaimId,
    pub person_id: PersonId,
    pub name: String,
    /// Masked; a reveal has a reason and is logged.
    #[cfg_attr(feature = "openapi", schema(example = "160****0002"))]
    pub phone: String,
    pub state: ClaimState,
    pub version: i32,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub position: Option<i64>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub method: Option<PresenceMethod>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub present_from: Option<DateTime<Utc>>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub minutes: Option<i32>,
    pub is_excused: bool,
    pub allowed_actions: Vec<ClaimAction>,
}

/// Who holds a seat of a shift, who waits, who is there: in the order in which they claimed.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ShiftBoard {
    pub shift_id: ShiftId,
    pub version: i32,
    pub state: ShiftState,
    pub capacity: i32,
    pub held: i32,
    pub waiting: i32,
    pub present: i64,
    pub entries: Vec<BoardEntry>,
}

/// What is printed and hung out at the station: names and an empty column for signatures, no numbers.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct PrintList {
    pub title: String,
    pub community: String,
    pub place: String,
    pub starts_at: DateTime<Utc>,
    pub ends_at: DateTime<Utc>,
    pub risk_note: String,
    pub hosts: Vec<String>,
    pub names: Vec<String>,
    /// In their order, for whoever comes in place of somebody else.
    pub waiting: Vec<String>,
}

/// The code shown at the station now.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct StationCode {
    #[cfg_attr(feature = "openapi", schema(example = "482915"))]
    pub code: String,
    /// Then another one holds; this one is still taken for one window more.
    pub valid_to: DateTime<Utc>,
}

/// The code a member shows to a resident.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ConfirmationCode {
    pub code: String,
    pub valid_to: DateTime<Utc>,
    /// The page on which a resident confirms, with the code in it.
    #[cfg_attr(feature = "openapi", schema(format = "uri"))]
    pub link: String,
    /// The link as a QR code (GB/T 18284), row by row: `1` is dark, `0` is light. Empty when it is too long for one.
    pub squares: Vec<String>,
}

/// What a resident is told after confirming.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct PresenceConfirmed {
    pub post_title: String,
    pub member_name: String,
    pub state: ClaimState,
}

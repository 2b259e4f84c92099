//! Shifts: when, where, how many; and the rules by which they come again.

use super::{ClaimState, PostState, ShiftAction, ShiftState};
use crate::check_ins::PostCategory;
use crate::org::OrgRef;
use crate::{ClaimId, OrgUnitId, PostId, SeriesId, ShiftId, check};
use chrono::{DateTime, NaiveDate, Utc};
use serde::{Deserialize, Serialize};
use validator::Validate;

/// A shift of a post.
#[derive(Clone, Debug, Serialize, Deserialize, Validate)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct NewShift {
    #[validate(custom(function = "check::instant"))]
    pub starts_at: DateTime<Utc>,
    /// At most a day later.
    #[validate(custom(function = "check::instant"))]
    pub ends_at: DateTime<Utc>,
    /// Where one meets; no private address.
    #[validate(length(min = 2, max = 200), custom(function = "check::text"))]
    #[cfg_attr(feature = "openapi", schema(min_length = 2, max_length = 200))]
    pub place: String,
    /// Seats; the post's `max_people` when absent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[validate(range(min = 1, max = 500))]
    #[cfg_attr(feature = "openapi", schema(minimum = 1, maximum = 500))]
    pub capacity: Option<i32>,
    /// Places in the waiting list; what is configured when absent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[validate(range(min = 0, max = 500))]
    #[cfg_attr(feature = "openapi", schema(minimum = 0, maximum = 500))]
    pub waitlist: Option<i32>,
    /// From when on it can be claimed; the days configured before it begins when absent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub opens_at: Option<DateTime<Utc>>,
}

/// Shifts that come again by a rule.
#[derive(Clone, Debug, Serialize, Deserialize, Validate)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct NewSeries {
    /// `RRULE` of RFC 5545: `FREQ` DAILY, WEEKLY or MONTHLY with `INTERVAL`, `COUNT`, `UNTIL` and `BYDAY`, in local time.
    #[validate(length(min = 10, max = 200), custom(function = "check::text"))]
    #[cfg_attr(feature = "openapi", schema(min_length = 10, max_length = 200))]
    #[cfg_attr(feature = "openapi", schema(example = "FREQ=WEEKLY;BYDAY=TU,SA;COUNT=20"))]
    pub rule: String,
    /// Begin of the first shift.
    #[validate(custom(function = "check::instant"))]
    pub starts_at: DateTime<Utc>,
    /// How long each lasts.
    #[validate(range(min = 15, max = 1440))]
    #[cfg_attr(feature = "openapi", schema(minimum = 15, maximum = 1440))]
    pub minutes: i32,
    #[validate(length(min = 2, max = 200), custom(function = "check::text"))]
    #[cfg_attr(feature = "openapi", schema(min_length = 2, max_length = 200))]
    pub place: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[validate(range(min = 1, max = 500))]
    #[cfg_attr(feature = "openapi", schema(minimum = 1, maximum = 500))]
    pub capacity: Option<i32>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[validate(range(min = 0, max = 500))]
    #[cfg_attr(feature = "openapi", schema(minimum = 0, maximum = 500))]
    pub waitlist: Option<i32>,
}

/// Changes a shift that has not begun. What is absent stays. Those who hold a seat are told of another time or place.
#[derive(Clone, Debug, Serialize, Deserialize, Validate)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct ChangeShift {
    pub expected_version: i32,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub starts_at: Option<DateTime<Utc>>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub ends_at: Option<DateTime<Utc>>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[validate(length(min = 2, max = 200), custom(function = "check::text"))]
    #[cfg_attr(feature = "openapi", schema(min_length = 2, max_length = 200))]
    pub place: Option<String>,
    /// Never below the seats that are taken. With more seats the first who wait get theirs.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[validate(range(min = 1, max = 500))]
    #[cfg_attr(feature = "openapi", schema(minimum = 1, maximum = 500))]
    pub capacity: Option<i32>,
    /// Never below those who wait.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[validate(range(min = 0, max = 500))]
    #[cfg_attr(feature = "openapi", schema(minimum = 0, maximum = 500))]
    pub waitlist: Option<i32>,
}

/// Cancels a shift. Whoever holds a seat or waits is told why.
#[derive(Clone, Debug, Serialize, Deserialize, Validate)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct CancelShift {
    pub expected_version: i32,
    #[validate(length(min = 2, max = 200), custom(function = "check::text"))]
    #[cfg_attr(feature = "openapi", schema(min_length = 2, max_length = 200))]
    pub reason: String,
}

/// Filters of `GET /shifts`.
#[derive(Clone, Debug, Default, Serialize, Deserialize, Validate)]
#[cfg_attr(feature = "openapi", derive(utoipa::IntoParams))]
#[cfg_attr(feature = "openapi", into_params(parameter_in = Query))]
#[serde(deny_unknown_fields, default)]
pub struct ShiftFilter {
    /// Of this community.
    pub community: Option<OrgUnitId>,
    /// Of all communities of this street.
    pub street: Option<OrgUnitId>,
    pub category: Option<PostCategory>,
    pub post: Option<PostId>,
    /// Only posts that ask for this skill.
    #[validate(length(max = 40))]
    #[cfg_attr(feature = "openapi", param(max_length = 40))]
    pub skill: Option<String>,
    /// First local day; today when absent.
    pub from: Option<NaiveDate>,
    /// Last local day.
    pub to: Option<NaiveDate>,
    /// Only those with a free seat.
    pub free: Option<bool>,
    /// Only those where the caller is a host, also of posts that are not public.
    pub hosted: Option<bool>,
    pub cursor: Option<String>,
    /// Rows on a page, 1 to 200; 50 when absent.
    #[validate(range(min = 1, max = 200))]
    #[cfg_attr(feature = "openapi", param(minimum = 1, maximum = 200))]
    pub limit: Option<i64>,
}

/// A shift.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Shift {
    pub id: ShiftId,
    pub post_id: PostId,
    pub post_title: String,
    pub post_state: PostState,
    pub category: PostCategory,
    pub community: OrgRef,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub series_id: Option<SeriesId>,
    pub starts_at: DateTime<Utc>,
    pub ends_at: DateTime<Utc>,
    /// From then on it can be claimed.
    pub opens_at: DateTime<Utc>,
    pub place: String,
    pub capacity: i32,
    /// Seats that nobody has.
    pub free: i32,
    /// How many wait.
    pub waiting: i32,
    pub waitlist: i32,
    pub state: ShiftState,
    /// Why it was cancelled.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub reason: String,
    pub version: i32,
    /// The caller's own claim, if there is one that lives.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub own_claim: Option<ClaimRef>,
    /// Whether the caller keeps the board of this shift.
    pub is_host: bool,
    pub allowed_actions: Vec<ShiftAction>,
}

/// A claim, as a shift names it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ClaimRef {
    pub id: ClaimId,
    pub state: ClaimState,
    pub version: i32,
}

/// A rule by which shifts come again.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Series {
    pub id: SeriesId,
    pub post_id: PostId,
    pub rule: String,
    pub starts_at: DateTime<Utc>,
    pub minutes: i32,
    pub place: String,
    pub capacity: i32,
    pub is_ended: bool,
    /// Shifts that begin before this are made.
    pub made_until: DateTime<Utc>,
    pub version: i32,
}

crate::page_of! {
    /// A page of shifts, soonest first.
    ShiftPage of Shift,
    /// The rules of a post, oldest first.
    SeriesPage of Series,
}

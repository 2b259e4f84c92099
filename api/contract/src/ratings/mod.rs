//! Rating (评单): five grades, tags by grade, one a round, never a default.

mod appeals;

pub use appeals::{Appeal, AppealFilter, AppealPage, DecideAppeal, NewAppeal};

use crate::orders::{ItemRef, Outcome};
use crate::{OrgUnitId, RatingId, check};
use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use validator::Validate;

crate::words! {
    /// How the rating came in.
    RatingChannel {
        /// The requester, signed in.
        Session = "session",
        /// A signed link, without signing in.
        Link = "link",
        Import = "import",
        /// Typed by a neutral caller on the telephone.
        Callback = "callback",
    }

    /// How an appeal against a rating stands.
    AppealState {
        Filed = "filed",
        /// The rating counts in no figure any more; it stays readable with the reason.
        Upheld = "upheld",
        Denied = "denied",
    }
}

/// Rates the present round of an order.
#[derive(Clone, Debug, Serialize, Deserialize, Validate)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct RateOrder {
    /// 5 very satisfied (非常满意) · 4 satisfied (满意) · 3 basically satisfied (基本满意) · 2 dissatisfied (不满意) · 1 very dissatisfied (非常不满意).
    #[validate(range(min = 1, max = 5))]
    #[cfg_attr(feature = "openapi", schema(minimum = 1, maximum = 5))]
    pub grade: i16,
    /// Codes out of the tags for this grade, none twice.
    #[serde(default)]
    #[validate(length(max = 8))]
    #[cfg_attr(feature = "openapi", schema(max_items = 8))]
    pub tags: Vec<String>,
    #[serde(default)]
    #[validate(length(max = 500), custom(function = "check::printable"))]
    #[cfg_attr(feature = "openapi", schema(max_length = 500))]
    pub text: String,
}

/// A rating.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Rating {
    pub id: RatingId,
    pub round: i32,
    pub grade: i16,
    pub tags: Vec<RatingTag>,
    pub text: String,
    pub channel: RatingChannel,
    pub rated_at: DateTime<Utc>,
    /// Said some time later, beside the rating and never instead of it (追评).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub follow_up: Option<FollowUp>,
    /// Said after the rectification, beside the rating and never instead of it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub re_rating: Option<ReRating>,
    /// Present when an appeal was upheld: it counts in no figure, for this reason.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub excluded: Option<String>,
}

/// One more word after a rating.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct FollowUp {
    /// Absent when only words were added.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub grade: Option<i16>,
    pub text: String,
    pub channel: RatingChannel,
    pub at: DateTime<Utc>,
}

/// The grade after a rectification.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ReRating {
    pub grade: i16,
    pub text: String,
    pub at: DateTime<Utc>,
}

/// Adds a word to a rating, once, within 30 days.
#[derive(Clone, Debug, Serialize, Deserialize, Validate)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct NewFollowUp {
    #[validate(length(min = 2, max = 500), custom(function = "check::text"))]
    #[cfg_attr(feature = "openapi", schema(min_length = 2, max_length = 500))]
    pub text: String,
    /// How it looks now; the first grade stays.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[validate(custom(function = "check::grade"))]
    #[cfg_attr(feature = "openapi", schema(minimum = 1, maximum = 5))]
    pub grade: Option<i16>,
}

/// Asks who gave a rating, for a reason that is logged.
#[derive(Clone, Debug, Serialize, Deserialize, Validate)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct UnsealRater {
    #[validate(length(min = 2, max = 200), custom(function = "check::text"))]
    #[cfg_attr(feature = "openapi", schema(min_length = 2, max_length = 200))]
    pub reason: String,
}

/// Who gave a rating.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Rater {
    pub rating_id: RatingId,
    pub name: String,
    pub phone: String,
}

/// Somebody was shown a rater.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Unsealing {
    pub rating_id: RatingId,
    pub order_number: String,
    pub who: String,
    pub reason: String,
    pub at: DateTime<Utc>,
}

/// Which unsealings: newest first.
#[derive(Clone, Debug, Default, Serialize, Deserialize, Validate)]
#[cfg_attr(feature = "openapi", derive(utoipa::IntoParams))]
#[cfg_attr(feature = "openapi", into_params(parameter_in = Query))]
#[serde(deny_unknown_fields, default)]
pub struct UnsealingFilter {
    pub cursor: Option<String>,
    /// Rows on a page, 1 to 200; 50 when absent.
    #[validate(range(min = 1, max = 200))]
    #[cfg_attr(feature = "openapi", param(minimum = 1, maximum = 200))]
    pub limit: Option<i64>,
}

/// Which orders the coverage is about.
#[derive(Clone, Debug, Default, Serialize, Deserialize, Validate)]
#[cfg_attr(feature = "openapi", derive(utoipa::IntoParams))]
#[cfg_attr(feature = "openapi", into_params(parameter_in = Query))]
#[serde(deny_unknown_fields, default)]
pub struct CoverageFilter {
    /// One community; otherwise all of the caller's.
    pub community: Option<OrgUnitId>,
    /// Completed from this instant on; otherwise 90 days back.
    #[validate(custom(function = "check::instant"))]
    pub from: Option<DateTime<Utc>>,
    /// Completed before this instant; otherwise now.
    #[validate(custom(function = "check::instant"))]
    pub to: Option<DateTime<Utc>>,
}

/// How many of those who could rate did. What nobody rated is unrated: it is nowhere counted as satisfied.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Coverage {
    pub from: DateTime<Utc>,
    pub to: DateTime<Utc>,
    /// Rounds whose window for rating is over, and rounds that were rated: the denominator.
    pub closable: i64,
    /// The numerator.
    pub rated: i64,
    /// The window ran out without a rating.
    pub unrated: i64,
    /// Can still be rated; in neither figure.
    pub open: i64,
    /// Of those rated: left out of the grades after an appeal.
    pub excluded: i64,
    /// `rated / closable` in thousandths; absent when nothing is closable.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub per_mille: Option<i64>,
}

crate::page_of! {
    /// Who was shown which rater.
    UnsealingPage of Unsealing,
}

/// A tag that can be chosen with a grade.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct RatingTag {
    #[cfg_attr(feature = "openapi", schema(example = "fast"))]
    pub code: String,
    pub label: String,
    pub label_en: String,
    /// The grades it goes with.
    pub grades: Vec<i16>,
}

/// The tags in force. A rating keeps the version it was made with.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct RatingTags {
    pub version: i32,
    pub tags: Vec<RatingTag>,
}

/// What a rating link shows: enough to remember the order by, nothing private.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct RatingInvitation {
    pub order_number: String,
    pub item: ItemRef,
    pub community_name: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub team_name: Option<String>,
    pub done_at: DateTime<Utc>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub outcome: Option<Outcome>,
    /// The link works until then.
    pub expires_at: DateTime<Utc>,
    /// Set when this round has been rated already.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub rating: Option<Rating>,
    pub tags: RatingTags,
}

//! Rating (评单): five grades, tags by grade, one a round, never a default.

use crate::orders::{ItemRef, Outcome};
use crate::{RatingId, check};
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

//! Appeals against ratings (申诉复核).

use super::AppealState;
use crate::{AppealId, OrderId, OrgUnitId, RatingId, check};
use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use validator::Validate;

/// Asks the street to leave a rating out of the figures.
#[derive(Clone, Debug, Serialize, Deserialize, Validate)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct NewAppeal {
    #[validate(length(min = 5, max = 1000), custom(function = "check::text"))]
    #[cfg_attr(feature = "openapi", schema(min_length = 5, max_length = 1000))]
    pub reason: String,
}

/// Decides an appeal, together with a resident.
#[derive(Clone, Debug, Serialize, Deserialize, Validate)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct DecideAppeal {
    pub expected_version: i32,
    /// `true`: the rating counts in no figure any more.
    pub is_upheld: bool,
    /// Shown wherever the rating is shown.
    #[validate(length(min = 5, max = 500), custom(function = "check::text"))]
    #[cfg_attr(feature = "openapi", schema(min_length = 5, max_length = 500))]
    pub reason: String,
    /// The resident who took part in the decision.
    #[validate(length(min = 1, max = 40), custom(function = "check::text"))]
    #[cfg_attr(feature = "openapi", schema(min_length = 1, max_length = 40))]
    pub representative: String,
    /// How and when the representative agreed to take part.
    #[validate(length(min = 2, max = 200), custom(function = "check::text"))]
    #[cfg_attr(feature = "openapi", schema(min_length = 2, max_length = 200))]
    pub consent: String,
}

/// An appeal against a rating. Nothing of it is ever deleted.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Appeal {
    pub id: AppealId,
    pub rating_id: RatingId,
    pub order_id: OrderId,
    pub order_number: String,
    pub community_name: String,
    pub state: AppealState,
    pub version: i32,
    pub reason: String,
    pub filed_at: DateTime<Utc>,
    /// By when the street decides.
    pub due_at: DateTime<Utc>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub decided_at: Option<DateTime<Utc>>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub decision: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub representative: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub consent: Option<String>,
    /// Whether the caller may decide it now.
    pub may_decide: bool,
}

/// Which appeals: newest first.
#[derive(Clone, Debug, Default, Serialize, Deserialize, Validate)]
#[cfg_attr(feature = "openapi", derive(utoipa::IntoParams))]
#[cfg_attr(feature = "openapi", into_params(parameter_in = Query))]
#[serde(deny_unknown_fields, default)]
pub struct AppealFilter {
    pub state: Option<AppealState>,
    pub community: Option<OrgUnitId>,
    pub cursor: Option<String>,
    /// Rows on a page, 1 to 200; 50 when absent.
    #[validate(range(min = 1, max = 200))]
    #[cfg_attr(feature = "openapi", param(minimum = 1, maximum = 200))]
    pub limit: Option<i64>,
}

crate::page_of! {
    /// A page of appeals.
    AppealPage of Appeal,
}

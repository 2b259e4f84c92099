//! What a list of orders can be narrowed to.

use super::{OrderSort, Urgency};
use crate::{MenuItemId, OrgUnitId, TeamId, check};
use serde::{Deserialize, Serialize};
use validator::Validate;

/// Filters of `GET /orders`. Everything lives in the address, so that a list can be bookmarked.
#[derive(Clone, Debug, Default, Serialize, Deserialize, Validate)]
#[cfg_attr(feature = "openapi", derive(utoipa::IntoParams))]
#[cfg_attr(feature = "openapi", into_params(parameter_in = Query))]
#[serde(deny_unknown_fields, default)]
pub struct OrderFilter {
    /// One or more states, separated by commas.
    #[validate(length(max = 200))]
    #[cfg_attr(feature = "openapi", param(max_length = 200, example = "submitted,accepted"))]
    pub state: Option<String>,
    pub community: Option<OrgUnitId>,
    pub item: Option<MenuItemId>,
    pub team: Option<TeamId>,
    pub urgency: Option<Urgency>,
    /// Only those whose next stage is overdue.
    pub overdue: Option<bool>,
    /// Only the caller's own orders.
    pub mine: Option<bool>,
    /// Words with blanks between them, all of which have to be found: in the number (its beginning or its last digits), the item, the text or the
    /// address; for the requester and the desk also in the contact (name, pinyin, initials, the last 4 to 8 digits of the phone).
    #[validate(length(max = 60), custom(function = "check::printable"))]
    #[cfg_attr(feature = "openapi", param(max_length = 60))]
    pub q: Option<String>,
    /// `newest` when absent.
    pub sort: Option<OrderSort>,
    pub cursor: Option<String>,
    /// Rows on a page, 1 to 200; 50 when absent.
    #[validate(range(min = 1, max = 200))]
    #[cfg_attr(feature = "openapi", param(minimum = 1, maximum = 200))]
    pub limit: Option<i64>,
    /// `true` also counts all that match.
    pub count: Option<bool>,
}

//! The clerk's desk: views that are kept, how much waits where, and the same step for many orders at once.

use crate::orders::{OrderState, Pending, Urgency};
use crate::problem::Problem;
use crate::{OrderId, SavedViewId, check};
use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use validator::Validate;

/// Keeps a view: a list with its filters, by the query of its address.
#[derive(Clone, Debug, Serialize, Deserialize, Validate)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct NewSavedView {
    #[validate(length(min = 1, max = 40), custom(function = "check::text"))]
    #[cfg_attr(feature = "openapi", schema(min_length = 1, max_length = 40, example = "今天到期的水电"))]
    pub name: String,
    /// What stands behind the question mark of the list's address.
    #[validate(length(max = 500), custom(function = "check::printable"))]
    #[cfg_attr(feature = "openapi", schema(max_length = 500, example = "state=accepted&sort=due"))]
    pub query: String,
}

/// A view somebody keeps; nobody else sees it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct SavedView {
    pub id: SavedViewId,
    pub name: String,
    pub query: String,
    pub created_at: DateTime<Utc>,
}

/// How many orders of the caller's area are in a state.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct StateCount {
    pub state: OrderState,
    pub count: i64,
    /// Those of them whose present stage is over its time.
    pub overdue: i64,
}

/// How many orders wait for a decision.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct PendingCount {
    pub pending: Pending,
    pub count: i64,
}

/// How much waits where, in one reply.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct DeskCounts {
    /// Every state but drafts and those in which nothing more is done; also when there are none.
    pub states: Vec<StateCount>,
    pub pending: Vec<PendingCount>,
}

/// An order with the version somebody read.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, Validate)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct OrderVersion {
    pub order_id: OrderId,
    pub expected_version: i32,
}

/// Accepts several orders with the same urgency. Each stands for itself: one that is refused does not hold up the others.
#[derive(Clone, Debug, Serialize, Deserialize, Validate)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct AcceptOrders {
    /// None twice.
    #[validate(length(min = 1, max = 50), nested)]
    #[cfg_attr(feature = "openapi", schema(min_items = 1, max_items = 50))]
    pub orders: Vec<OrderVersion>,
    pub urgency: Urgency,
    /// Tries it and changes nothing.
    #[serde(default)]
    pub dry_run: bool,
}

/// What came of one order of many.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct BulkOutcome {
    pub order_id: OrderId,
    /// The state after the step, or the one it stays in.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub state: Option<OrderState>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub version: Option<i32>,
    /// The deadline that is printed on it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub deadline: Option<DateTime<Utc>>,
    /// Why it was refused; absent when it was done, or would be.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub problem: Option<Problem>,
}

/// What came of each, in the order they were sent.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct BulkResult {
    pub dry_run: bool,
    pub done: i32,
    pub refused: i32,
    pub items: Vec<BulkOutcome>,
}

crate::page_of! {
    /// The caller's views, oldest first.
    SavedViewPage of SavedView,
}

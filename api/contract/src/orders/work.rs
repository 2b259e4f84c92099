//! What is asked while the work goes on: waiting, more time, notes of progress, parts.

use super::WaitReason;
use crate::{MenuItemId, check};
use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use validator::Validate;

/// Says that the work has to wait; the completion clock stands still, within limits.
#[derive(Clone, Debug, Serialize, Deserialize, Validate)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct WaitFor {
    pub expected_version: i32,
    #[serde(rename = "for")]
    pub reason: WaitReason,
    /// Until when (UTC), no longer than the longest single wait for this reason; then it goes on by itself.
    #[validate(custom(function = "check::instant"))]
    pub until: DateTime<Utc>,
    /// What the requester is told.
    #[validate(length(min = 2, max = 1000), custom(function = "check::text"))]
    #[cfg_attr(feature = "openapi", schema(min_length = 2, max_length = 1000))]
    pub note: String,
}

/// A step with a note that may be left out.
#[derive(Clone, Debug, Serialize, Deserialize, Validate)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct StepWithNote {
    pub expected_version: i32,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[validate(length(max = 1000), custom(function = "check::printable"))]
    #[cfg_attr(feature = "openapi", schema(max_length = 1000))]
    pub note: Option<String>,
}

/// Asks for more time, before the deadline.
#[derive(Clone, Debug, Serialize, Deserialize, Validate)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct AskExtension {
    pub expected_version: i32,
    /// The new deadline (UTC): after the present one, by no more than the original span of the completion.
    #[validate(custom(function = "check::instant"))]
    pub until: DateTime<Utc>,
    /// The requester reads it when the time is granted.
    #[validate(length(min = 5, max = 1000), custom(function = "check::text"))]
    #[cfg_attr(feature = "openapi", schema(min_length = 5, max_length = 1000))]
    pub reason: String,
}

crate::words! {
    /// An answer to a request for more time.
    ExtensionDecision {
        Grant = "grant",
        Refuse = "refuse",
    }
}

/// Decides about more time: the community's secretary the first time, the street the second.
#[derive(Clone, Debug, Serialize, Deserialize, Validate)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct DecideExtension {
    pub expected_version: i32,
    pub decision: ExtensionDecision,
    /// Required when it is refused.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[validate(length(max = 1000), custom(function = "check::printable"))]
    #[cfg_attr(feature = "openapi", schema(max_length = 1000))]
    pub note: Option<String>,
}

/// A part of an order.
#[derive(Clone, Debug, Serialize, Deserialize, Validate)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct NewPart {
    /// What has to be done.
    #[validate(length(min = 2, max = 2000), custom(function = "check::text"))]
    #[cfg_attr(feature = "openapi", schema(min_length = 2, max_length = 2000, example = "更换客厅灯座"))]
    pub text: String,
    /// Another item of the community's menu; the order's own when absent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub item_id: Option<MenuItemId>,
}

/// Divides an order into parts, each with its own number, dispatch and clocks.
#[derive(Clone, Debug, Serialize, Deserialize, Validate)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct SplitOrder {
    pub expected_version: i32,
    #[validate(length(min = 2, max = 6), nested)]
    #[cfg_attr(feature = "openapi", schema(min_items = 2, max_items = 6))]
    pub parts: Vec<NewPart>,
}

//! What happened to an order: every step with what belongs to it.

use super::{Consent, OrderAction, OrderState, ReferralChannel, RejectionReason, WaitReason};
use crate::MeasureId;
use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

/// What belongs to a step besides its note; only what the step has is there.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct EventDetail {
    /// Until when it waits, or the new deadline that was asked for or granted.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub until: Option<DateTime<Utc>>,
    /// What is waited for.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub waits_for: Option<WaitReason>,
    /// Where it was handed to.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub channel: Option<ReferralChannel>,
    /// The other channel's receipt number.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub receipt: Option<String>,
    /// The lawful reason that was proposed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub rejection: Option<RejectionReason>,
    /// Who holds the order from this step on: 0 the community, 1 the street, 2 the city. Absent when that did not change.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub raised: Option<i32>,
    /// How the beneficiary agreed that somebody else orders.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub consent: Option<Consent>,
    /// The measure that is done with this note of progress.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub measure: Option<MeasureId>,
    /// The requester does not want the same team again.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub objects_to_team: Option<bool>,
}

/// Something that happened to an order.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct TimelineEntry {
    /// 1 for the first.
    pub sequence: i32,
    pub at: DateTime<Utc>,
    pub round: i32,
    pub action: OrderAction,
    pub state: OrderState,
    /// Who did it, as the caller may know: a name for colleagues, an office or a team for the requester.
    pub actor: String,
    /// What was said with it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub note: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub team_name: Option<String>,
    pub detail: EventDetail,
}

/// Everything that happened to an order, oldest first.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Timeline {
    pub items: Vec<TimelineEntry>,
}

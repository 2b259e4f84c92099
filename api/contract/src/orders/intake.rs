//! Taking orders in: questions, rejection by two persons, referral, merging, and people who follow an order instead of ordering again.

use super::{AllowedAction, ConsentMethod, ItemRef, OrderAction, OrderState, ReferralChannel, Rejection, ReviewDecision};
use crate::ratings::Rating;
use crate::{MenuItemId, OrderId, OrgUnitId, check};
use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use validator::Validate;

/// How the beneficiary agreed that somebody else orders for them; they can read it with the order.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, Validate)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct Consent {
    pub method: ConsentMethod,
    /// What was said, or where the paper is kept.
    #[serde(default)]
    #[validate(length(max = 200), custom(function = "check::printable"))]
    #[cfg_attr(feature = "openapi", schema(max_length = 200))]
    pub note: String,
}

/// Asks the requester one to five questions; the clock stands still until all are answered.
#[derive(Clone, Debug, Serialize, Deserialize, Validate)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct AskInformation {
    pub expected_version: i32,
    /// Each 2 to 500 characters.
    #[validate(length(min = 1, max = 5))]
    #[cfg_attr(feature = "openapi", schema(min_items = 1, max_items = 5))]
    pub questions: Vec<String>,
}

/// Answers the questions, one answer for each, in their order.
#[derive(Clone, Debug, Serialize, Deserialize, Validate)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct ProvideInformation {
    pub expected_version: i32,
    /// Each 1 to 1000 characters.
    #[validate(length(min = 1, max = 5))]
    #[cfg_attr(feature = "openapi", schema(min_items = 1, max_items = 5))]
    pub answers: Vec<String>,
}

/// Confirms the rejection that somebody else proposed.
#[derive(Clone, Debug, Serialize, Deserialize, Validate)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct ConfirmRejection {
    pub expected_version: i32,
    /// Other words for the requester than those proposed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[validate(length(min = 5, max = 1000), custom(function = "check::text"))]
    #[cfg_attr(feature = "openapi", schema(min_length = 5, max_length = 1000))]
    pub explanation: Option<String>,
}

/// Decides about a contested rejection.
#[derive(Clone, Debug, Serialize, Deserialize, Validate)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct ReviewRejection {
    pub expected_version: i32,
    pub decision: ReviewDecision,
    /// What the requester and the community are told.
    #[validate(length(min = 5, max = 1000), custom(function = "check::text"))]
    #[cfg_attr(feature = "openapi", schema(min_length = 5, max_length = 1000))]
    pub explanation: String,
}

/// Hands an order to another channel.
#[derive(Clone, Debug, Serialize, Deserialize, Validate)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct ReferOrder {
    pub expected_version: i32,
    pub channel: ReferralChannel,
    /// The number under which the other channel has it; required except for an emergency.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[validate(length(min = 2, max = 60), custom(function = "check::text"))]
    #[cfg_attr(feature = "openapi", schema(min_length = 2, max_length = 60))]
    pub receipt: Option<String>,
    /// What the requester is told.
    #[validate(length(min = 5, max = 1000), custom(function = "check::text"))]
    #[cfg_attr(feature = "openapi", schema(min_length = 5, max_length = 1000))]
    pub explanation: String,
}

/// Joins an order to another about the same matter. This cannot be undone.
#[derive(Clone, Debug, Serialize, Deserialize, Validate)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct MergeOrder {
    pub expected_version: i32,
    /// The order that goes on: open, of the same community and item. One that was merged itself stands for the one that goes on for it.
    pub into: OrderId,
}

/// What is about to be ordered, to see whether somebody has ordered it already.
#[derive(Clone, Debug, Serialize, Deserialize, Validate)]
#[cfg_attr(feature = "openapi", derive(utoipa::IntoParams))]
#[cfg_attr(feature = "openapi", into_params(parameter_in = Query))]
#[serde(deny_unknown_fields)]
pub struct DuplicateFilter {
    pub item_id: MenuItemId,
    pub community_id: OrgUnitId,
    /// As it would stand in the order.
    #[validate(length(min = 2, max = 120), custom(function = "check::text"))]
    #[cfg_attr(feature = "openapi", param(min_length = 2, max_length = 120))]
    pub address: String,
}

/// Follows an order instead of ordering the same again: with the item, community and address for which it was shown.
#[derive(Clone, Debug, Serialize, Deserialize, Validate)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct FollowOrder {
    pub item_id: MenuItemId,
    pub community_id: OrgUnitId,
    #[validate(length(min = 2, max = 120), custom(function = "check::text"))]
    #[cfg_attr(feature = "openapi", schema(min_length = 2, max_length = 120))]
    pub address: String,
}

/// An open order for the same item at the same place; nothing of the person who ordered it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct OpenDuplicate {
    pub id: OrderId,
    pub item: ItemRef,
    pub state: OrderState,
    pub ordered_at: DateTime<Utc>,
    /// By when it is promised; absent until it is accepted.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub deadline: Option<DateTime<Utc>>,
    /// How many others follow it.
    pub followers: i64,
    /// The caller ordered it.
    pub is_mine: bool,
    /// The caller follows it.
    pub is_followed: bool,
}

/// What others have ordered already; newest first, ten at most.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Duplicates {
    pub items: Vec<OpenDuplicate>,
}

/// Something that happened, without words: those are between the requester and the offices.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct FollowedEvent {
    pub at: DateTime<Utc>,
    pub round: i32,
    pub action: OrderAction,
    pub state: OrderState,
}

/// An order as somebody sees who follows it: how far it is, and nothing of the other person.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct FollowedOrder {
    pub id: OrderId,
    pub state: OrderState,
    pub round: i32,
    pub version: i32,
    pub item: ItemRef,
    pub community_name: String,
    pub followed_at: DateTime<Utc>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub deadline: Option<DateTime<Utc>>,
    pub followers: i64,
    pub timeline: Vec<FollowedEvent>,
    /// The order that goes on for this one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub goes_on: Option<GoesOn>,
    /// The caller's own rating of this round.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub rating: Option<Rating>,
    pub allowed_actions: Vec<AllowedAction>,
}

crate::page_of! {
    /// The orders that the caller follows.
    FollowedOrderPage of FollowedOrder,
}

/// That somebody pressed for an order.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Urging {
    pub urged_at: DateTime<Utc>,
    /// How often it has been pressed for, by everybody who waits for it.
    pub urgings: i64,
    /// Version of the order now.
    pub version: i32,
}

/// A question to the requester, with its answer.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Question {
    /// 1 for the first time something was asked.
    pub request: i32,
    /// 0 for the first question of that time.
    pub position: i32,
    pub text: String,
    pub asked_at: DateTime<Utc>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub answer: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub answered_at: Option<DateTime<Utc>>,
}

/// Where an order was handed to.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Referral {
    pub channel: ReferralChannel,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub receipt: Option<String>,
    pub explanation: String,
    pub referred_at: DateTime<Utc>,
}

/// The order that goes on for one that was merged.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct GoesOn {
    pub id: OrderId,
    pub state: OrderState,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub deadline: Option<DateTime<Utc>>,
}

/// What was asked and decided before the work, and who else waits for it.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Intake {
    /// All questions so far, oldest first; for the requester and the offices.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub questions: Vec<Question>,
    /// For the offices: what a clerk proposes and a second person has to decide.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub proposed_rejection: Option<Rejection>,
    /// Until when the requester can contest the rejection; absent when they no longer can.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub contest_until: Option<DateTime<Utc>>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub referral: Option<Referral>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub goes_on: Option<GoesOn>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub consent: Option<Consent>,
    /// How many others follow it.
    #[serde(default)]
    pub followers: i64,
    /// How often it has been pressed for.
    #[serde(default)]
    pub urgings: i64,
}

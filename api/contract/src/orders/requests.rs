//! What is asked: a new order, and the steps people take with one.

use super::{Consent, ContactMethod, Outcome, RejectionReason, Urgency};
use crate::form::Answers;
use crate::{MenuItemId, OrgUnitId, check};
use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use validator::Validate;

/// Whom to call and where to go.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, Validate)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct NewContact {
    #[validate(length(min = 1, max = 40), custom(function = "check::text"))]
    #[cfg_attr(feature = "openapi", schema(min_length = 1, max_length = 40, example = "王秀英"))]
    pub name: String,
    #[validate(custom(function = "check::phone"))]
    #[cfg_attr(feature = "openapi", schema(pattern = "^1[3-9][0-9]{9}$", example = "13900010001"))]
    pub phone: String,
    /// Estate, building and room, as one would tell it to a neighbour.
    #[validate(length(min = 2, max = 120), custom(function = "check::text"))]
    #[cfg_attr(feature = "openapi", schema(min_length = 2, max_length = 120, example = "园林小区 3 栋 2 单元 501"))]
    pub address: String,
}

/// A new order.
#[derive(Clone, Debug, Serialize, Deserialize, Validate)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct NewOrder {
    pub item_id: MenuItemId,
    /// The community that is asked.
    pub community_id: OrgUnitId,
    /// What it is about, in the requester's own words.
    #[validate(length(min = 2, max = 2000), custom(function = "check::text"))]
    #[cfg_attr(feature = "openapi", schema(min_length = 2, max_length = 2000, example = "客厅的灯泡坏了，晚上看不见"))]
    pub text: String,
    /// Answers to the item's form, by field code.
    #[serde(default)]
    #[cfg_attr(feature = "openapi", schema(value_type = std::collections::BTreeMap<String, serde_json::Value>))]
    pub answers: Answers,
    #[validate(nested)]
    pub contact: NewContact,
    /// When somebody is at home, from (UTC).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[validate(custom(function = "check::instant"))]
    pub expected_from: Option<DateTime<Utc>>,
    /// When somebody is at home, until (UTC).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[validate(custom(function = "check::instant"))]
    pub expected_to: Option<DateTime<Utc>>,
    /// `false` keeps it as a draft that only the requester sees.
    #[serde(default = "yes")]
    #[cfg_attr(feature = "openapi", schema(default = true))]
    pub submit: bool,
    /// Desk and grid workers only: entered for the person in `contact`, who agreed to it as `consent` says.
    #[serde(default)]
    pub on_behalf: bool,
    /// Required with `on_behalf`, and only then.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[validate(nested)]
    pub consent: Option<Consent>,
}

const fn yes() -> bool {
    true
}

/// Changes a draft. What is absent stays.
#[derive(Clone, Debug, Serialize, Deserialize, Validate)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct ChangeDraft {
    pub expected_version: i32,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[validate(length(min = 2, max = 2000), custom(function = "check::text"))]
    #[cfg_attr(feature = "openapi", schema(min_length = 2, max_length = 2000))]
    pub text: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "openapi", schema(value_type = Option<std::collections::BTreeMap<String, serde_json::Value>>))]
    pub answers: Option<Answers>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[validate(nested)]
    pub contact: Option<NewContact>,
}

/// A step that needs nothing but the version: submission, confirmation.
#[derive(Clone, Debug, Serialize, Deserialize, Validate)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct Step {
    pub expected_version: i32,
}

/// Accepts an order.
#[derive(Clone, Debug, Serialize, Deserialize, Validate)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct AcceptOrder {
    pub expected_version: i32,
    pub urgency: Urgency,
}

/// Proposes to reject an order. Somebody else decides and has to be told why, so an explanation is required.
#[derive(Clone, Debug, Serialize, Deserialize, Validate)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct RejectOrder {
    pub expected_version: i32,
    pub reason: RejectionReason,
    /// What the requester is told, and where else they can turn.
    #[validate(length(min = 5, max = 1000), custom(function = "check::text"))]
    #[cfg_attr(feature = "openapi", schema(min_length = 5, max_length = 1000))]
    pub explanation: String,
}

/// Says that it is not solved.
#[derive(Clone, Debug, Serialize, Deserialize, Validate)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct ReopenOrder {
    pub expected_version: i32,
    /// What is still wrong.
    #[validate(length(min = 2, max = 1000), custom(function = "check::text"))]
    #[cfg_attr(feature = "openapi", schema(min_length = 2, max_length = 1000))]
    pub text: String,
    /// The same team comes again unless the requester objects.
    #[serde(default)]
    pub objects_to_team: bool,
}

/// A text to go with a step: the clerk's question, the requester's answer, why it is not solved.
#[derive(Clone, Debug, Serialize, Deserialize, Validate)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct StepWithText {
    pub expected_version: i32,
    #[validate(length(min = 2, max = 1000), custom(function = "check::text"))]
    #[cfg_attr(feature = "openapi", schema(min_length = 2, max_length = 1000))]
    pub text: String,
}

/// Withdraws an order; no reason is needed.
#[derive(Clone, Debug, Serialize, Deserialize, Validate)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct WithdrawOrder {
    pub expected_version: i32,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[validate(length(max = 1000), custom(function = "check::printable"))]
    #[cfg_attr(feature = "openapi", schema(max_length = 1000))]
    pub reason: Option<String>,
}

/// Records the first contact with the requester: work has begun.
#[derive(Clone, Debug, Serialize, Deserialize, Validate)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct RecordContact {
    pub expected_version: i32,
    pub method: ContactMethod,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[validate(length(max = 1000), custom(function = "check::printable"))]
    #[cfg_attr(feature = "openapi", schema(max_length = 1000))]
    pub note: Option<String>,
}

/// A measure (措施): what will be done, by whom, by when.
#[derive(Clone, Debug, Serialize, Deserialize, Validate)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct NewMeasure {
    #[validate(length(min = 2, max = 300), custom(function = "check::text"))]
    #[cfg_attr(feature = "openapi", schema(min_length = 2, max_length = 300, example = "带梯子上门更换灯泡"))]
    pub what: String,
    #[validate(length(min = 1, max = 40), custom(function = "check::text"))]
    #[cfg_attr(feature = "openapi", schema(min_length = 1, max_length = 40))]
    pub who: String,
    /// By when (UTC).
    #[validate(custom(function = "check::instant"))]
    pub due_at: DateTime<Utc>,
}

/// Plans one more measure.
#[derive(Clone, Debug, Serialize, Deserialize, Validate)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct AddMeasure {
    pub expected_version: i32,
    #[validate(nested)]
    pub measure: NewMeasure,
}

/// Says that the work is done; open measures are closed with it.
#[derive(Clone, Debug, Serialize, Deserialize, Validate)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct CompleteOrder {
    pub expected_version: i32,
    pub outcome: Outcome,
    /// What was done; required when the outcome is not `resolved`.
    #[serde(default)]
    #[validate(length(max = 1000), custom(function = "check::printable"))]
    #[cfg_attr(feature = "openapi", schema(max_length = 1000))]
    pub note: String,
    /// Time spent, in minutes, 0 to 1440.
    #[validate(range(min = 0, max = 1440))]
    #[cfg_attr(feature = "openapi", schema(minimum = 0, maximum = 1440))]
    pub minutes: i32,
}

/// Why somebody needs to see the contact in full; the requester can read it.
#[derive(Clone, Debug, Serialize, Deserialize, Validate)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct RevealContact {
    #[validate(length(min = 2, max = 200), custom(function = "check::text"))]
    #[cfg_attr(feature = "openapi", schema(min_length = 2, max_length = 200))]
    pub reason: String,
}

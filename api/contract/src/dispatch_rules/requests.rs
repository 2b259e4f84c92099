//! What is asked about rules.

use super::{RuleCondition, RuleEffect};
use crate::{DispatchRuleId, OrgUnitId};
use serde::{Deserialize, Serialize};
use validator::Validate;

/// What a rule says.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct DraftRule {
    /// One of a kind at its node.
    #[cfg_attr(feature = "openapi", schema(min_length = 1, max_length = 60, example = "夜间漏水找水电队"))]
    pub name: String,
    /// A rule that is not enabled is listed and explained as such, and does nothing.
    #[serde(default = "yes")]
    #[cfg_attr(feature = "openapi", schema(default = true))]
    pub is_enabled: bool,
    /// When it matches, no later rule is tried.
    #[serde(default)]
    pub stops: bool,
    /// All have to hold; none at all: every order.
    #[cfg_attr(feature = "openapi", schema(max_items = 12))]
    pub conditions: Vec<RuleCondition>,
    #[cfg_attr(feature = "openapi", schema(max_items = 12))]
    pub effects: Vec<RuleEffect>,
}

const fn yes() -> bool {
    true
}

/// A new rule at a node: a community, a street, the city.
#[derive(Clone, Debug, Serialize, Deserialize, Validate)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct NewDispatchRule {
    pub node_id: OrgUnitId,
    pub rule: DraftRule,
    /// Before which of the node's rules it goes, from 1; last when absent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[validate(range(min = 1, max = 200))]
    #[cfg_attr(feature = "openapi", schema(minimum = 1, maximum = 200))]
    pub position: Option<i32>,
}

/// Says a rule anew.
#[derive(Clone, Debug, Serialize, Deserialize, Validate)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct ChangeDispatchRule {
    pub expected_version: i32,
    pub rule: DraftRule,
}

/// A rule with the version that was read.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct RuleVersion {
    pub id: DispatchRuleId,
    pub expected_version: i32,
}

/// Puts the rules of a node into another order. Names all of them, each once.
#[derive(Clone, Debug, Serialize, Deserialize, Validate)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct OrderDispatchRules {
    pub node_id: OrgUnitId,
    #[validate(length(min = 1, max = 200))]
    #[cfg_attr(feature = "openapi", schema(min_items = 1, max_items = 200))]
    pub rules: Vec<RuleVersion>,
}

/// Tries a draft of a node's rules on past orders. Changes nothing.
#[derive(Clone, Debug, Serialize, Deserialize, Validate)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct TryDispatchRules {
    pub node_id: OrgUnitId,
    /// The node's whole list as it would be, in order. Those of the nodes above stay as they are.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[validate(length(max = 200))]
    #[cfg_attr(feature = "openapi", schema(max_items = 200))]
    pub rules: Option<Vec<DraftRule>>,
    /// Or one rule said anew, the others as they are.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub change: Option<ChangedRule>,
    /// Orders that came in within so many days, 1 to 90; 30 when absent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[validate(range(min = 1, max = 90))]
    #[cfg_attr(feature = "openapi", schema(minimum = 1, maximum = 90))]
    pub days: Option<i64>,
    /// How many of the changed orders are shown with both explanations, 0 to 20; 5 when absent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[validate(range(min = 0, max = 20))]
    #[cfg_attr(feature = "openapi", schema(minimum = 0, maximum = 20))]
    pub sample: Option<i64>,
}

/// A rule of the node as it would be.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct ChangedRule {
    /// Which rule; absent: a new one, last in the list.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub rule_id: Option<DispatchRuleId>,
    pub rule: DraftRule,
}

/// Filters of `GET /dispatch-rules` and `GET /dispatch-rules/findings`.
#[derive(Clone, Debug, Default, Serialize, Deserialize, Validate)]
#[cfg_attr(feature = "openapi", derive(utoipa::IntoParams))]
#[cfg_attr(feature = "openapi", into_params(parameter_in = Query))]
#[serde(deny_unknown_fields, default)]
pub struct RuleFilter {
    /// Whose rules; the caller's own office when absent.
    pub node_id: Option<OrgUnitId>,
}

/// Ends a rule.
#[derive(Clone, Debug, Default, Serialize, Deserialize, Validate)]
#[cfg_attr(feature = "openapi", derive(utoipa::IntoParams))]
#[cfg_attr(feature = "openapi", into_params(parameter_in = Query))]
#[serde(deny_unknown_fields)]
pub struct EndRule {
    /// The version that was read.
    pub expected_version: i32,
}

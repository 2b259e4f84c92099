//! What is answered about rules.

use super::{DraftRule, FindingKind};
use crate::explanation::Explanation;
use crate::org::{OrgRef, PersonRef, TeamRef};
use crate::{DispatchRuleId, FieldProblem, OrderId};
use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

/// A rule as it stands.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct DispatchRule {
    pub id: DispatchRuleId,
    /// Whose rule it is. It holds for everything below.
    pub node: OrgRef,
    /// Its place among the node's rules, from 1.
    pub position: i32,
    pub rule: DraftRule,
    /// What it names that is gone. Such a rule does nothing, and stops every automatic offer to which it might apply.
    pub problems: Vec<FieldProblem>,
    pub version: i32,
    pub updated_by: PersonRef,
    pub updated_at: DateTime<Utc>,
    /// Whether the caller may change it.
    pub is_mine_to_change: bool,
}

/// The rules that hold at a node, in the order in which they are tried: the node's own first, then those of the nodes above.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct DispatchRules {
    pub node: OrgRef,
    pub items: Vec<DispatchRule>,
}

/// Something about a rule that its author will want to know.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct RuleFinding {
    pub rule_id: DispatchRuleId,
    pub rule_name: String,
    pub kind: FindingKind,
    /// The earlier rules that are the cause.
    pub because_of: Vec<DispatchRuleId>,
    /// In a sentence.
    pub detail: String,
}

/// What a lint of the rules that hold at a node found.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct RuleFindings {
    pub node: OrgRef,
    pub items: Vec<RuleFinding>,
}

/// How a rule of the draft did on past orders.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct RuleHits {
    pub rule_id: DispatchRuleId,
    pub rule_name: String,
    pub node: String,
    /// Orders on which it was tried.
    pub tried: i64,
    /// Orders that it matched.
    pub hits: i64,
}

/// An order for which the draft would choose differently.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ChangedOrder {
    pub order_id: OrderId,
    pub order_number: String,
    /// The teams that the present rules choose; empty when there is none.
    pub before: Vec<TeamRef>,
    pub after: Vec<TeamRef>,
    pub before_explanation: Explanation,
    pub after_explanation: Explanation,
}

/// What a draft of the rules would have done with past orders, with the teams as they are now. The same question gets the same answer.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct RuleTrial {
    /// Orders that came in from then on.
    pub since: DateTime<Utc>,
    /// Orders that were tried, the newest first.
    pub orders: i64,
    /// There were more orders than are tried at a time: the older ones were left out.
    pub is_cut: bool,
    /// In the order in which the rules are tried; those of the nodes above among them.
    pub rules: Vec<RuleHits>,
    /// Orders for which other teams would be chosen.
    pub changed: i64,
    /// Orders that would be offered by themselves, and are not now.
    pub newly_automatic: i64,
    /// Some of the changed ones, the newest first.
    pub sample: Vec<ChangedOrder>,
    /// What a lint of the draft finds.
    pub findings: Vec<super::RuleFinding>,
}

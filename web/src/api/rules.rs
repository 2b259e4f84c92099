//! The rules of dispatching, and why an order went where it went. What a rule asks and does stays the JSON it comes as: as types, its
//! fourteen kinds alone would weigh as much as three pages, and they are only shown and put into forms.

use super::{Answer, Api};
use contract::dispatch_rules::{OrderDispatchRules, RuleFilter, RuleFinding, RuleFindings, RuleHits};
use contract::explanation::{DecisionWeights, EffectOutcome, MadeChoice, RuleOutcome, TieBreak, WeighedTeam};
use contract::org::{NameFilter, OrgRef, Team, TeamPage, TeamRef};
use contract::{DispatchRuleId, OrderId, OrgUnitId};
use serde::Deserialize;
use serde_json::{Value, json};

/// A rule as it stands.
#[derive(Clone, Debug, PartialEq, Deserialize)]
pub struct Rule {
    pub id: DispatchRuleId,
    pub node: OrgRef,
    pub position: i32,
    /// What it says: the draft of a rule.
    pub rule: Value,
    /// What it names that is gone.
    pub problems: Vec<Value>,
    pub version: i32,
    pub is_mine_to_change: bool,
}

/// The rules that hold at a node, in the order in which they are tried.
#[derive(Clone, Debug, PartialEq, Deserialize)]
pub struct Rules {
    pub node: OrgRef,
    pub items: Vec<Rule>,
}

/// A condition with what was found.
#[derive(Clone, Debug, PartialEq, Deserialize)]
pub struct TriedCondition {
    pub condition: Value,
    pub holds: bool,
}

/// An effect with what became of it.
#[derive(Clone, Debug, PartialEq, Deserialize)]
pub struct TriedEffect {
    pub effect: Value,
    pub outcome: EffectOutcome,
}

/// A rule that was tried.
#[derive(Clone, Debug, PartialEq, Deserialize)]
pub struct TriedRule {
    pub name: String,
    pub outcome: RuleOutcome,
    pub conditions: Vec<TriedCondition>,
    pub effects: Vec<TriedEffect>,
    #[serde(default)]
    pub ended_the_list: bool,
}

/// Why an order went where it went.
#[derive(Clone, Debug, PartialEq, Deserialize)]
pub struct Explanation {
    pub weights: DecisionWeights,
    pub rules: Vec<TriedRule>,
    pub candidates: Vec<WeighedTeam>,
    pub suggested: Vec<TeamRef>,
    pub tie_break: TieBreak,
    #[serde(default)]
    pub made: Option<MadeChoice>,
}

/// An order for which a draft would choose differently.
#[derive(Clone, Debug, PartialEq, Deserialize)]
pub struct ChangedOrder {
    pub order_id: OrderId,
    pub order_number: String,
    pub before: Vec<TeamRef>,
    pub after: Vec<TeamRef>,
    pub after_explanation: Explanation,
}

/// What a draft would have done with past orders.
#[derive(Clone, Debug, PartialEq, Deserialize)]
pub struct Trial {
    pub orders: i64,
    pub is_cut: bool,
    pub rules: Vec<RuleHits>,
    pub changed: i64,
    pub newly_automatic: i64,
    pub sample: Vec<ChangedOrder>,
    pub findings: Vec<RuleFinding>,
}

/// The rules that hold at a node; one's own office when absent.
pub async fn list(api: Api, node_id: Option<OrgUnitId>) -> Answer<Rules> {
    api.get_with("/dispatch-rules", &RuleFilter { node_id }).await
}

/// What is wrong with them.
pub async fn findings(api: Api, node_id: Option<OrgUnitId>) -> Answer<RuleFindings> {
    api.get_with("/dispatch-rules/findings", &RuleFilter { node_id }).await
}

/// One rule.
pub async fn get(api: Api, id: DispatchRuleId) -> Answer<Rule> {
    api.get(&format!("/dispatch-rules/{id}")).await
}

/// Ends a rule.
pub async fn end(api: Api, id: DispatchRuleId, expected_version: i32) -> Answer<()> {
    api.delete(&format!("/dispatch-rules/{id}?expected_version={expected_version}")).await
}

/// Puts the rules of a node into another order.
pub async fn order(api: Api, ask: &OrderDispatchRules, key: &str) -> Answer<Value> {
    api.post_keyed("/dispatch-rules/order", ask, key).await
}

/// What a node would do with the orders of so many days if one of its rules were this. Changes nothing.
pub async fn try_out(api: Api, node_id: OrgUnitId, rule_id: Option<DispatchRuleId>, rule: &Value, days: i64) -> Answer<Trial> {
    let mut change = json!({ "rule": rule });
    if let (Some(id), Some(change)) = (rule_id, change.as_object_mut()) {
        change.insert("rule_id".to_owned(), json!(id));
    }
    api.post("/dispatch-rules/trials", &json!({ "node_id": node_id, "change": change, "days": days, "sample": 5 })).await
}

/// Every team one sees, by name.
pub async fn teams(api: Api) -> Answer<Vec<Team>> {
    let mut filter = NameFilter { limit: Some(200), ..NameFilter::default() };
    let mut all = Vec::new();
    loop {
        let page: TeamPage = api.get_with("/teams", &filter).await?;
        all.extend(page.items);
        filter.cursor = page.next_cursor;
        if filter.cursor.is_none() {
            return Ok(all);
        }
    }
}

#[cfg(test)]
mod tests {
    #![expect(clippy::unwrap_used, reason = "a test may panic")]
    use super::*;
    use crate::api::read;
    use contract::explanation;

    /// What the contract writes is what is read here.
    #[test]
    fn an_explanation_of_the_contract_is_read() {
        let id = "01a210a4-5e51-72e1-a002-6cd5f8b3019f";
        let points = json!({ "skill": 4500, "distance": 0, "capacity": 0, "promise": 0 });
        let text = json!({
            "format": 1, "decided_at": "2026-11-25T01:00:00Z",
            "facts": { "item_id": id, "item_code": "x", "group_id": id, "area": "a/", "urgency": "normal", "came_in": "2026-11-24T11:20:00",
                "is_working_day": true, "needed_skills": [] },
            "weights": { "skill": 45, "distance": 25, "capacity": 15, "promise": 15 },
            "rules": [{ "rule_id": id, "name": "夜间", "node": "a/", "position": 1, "version": 1, "outcome": "matched",
                "conditions": [{ "condition": { "kind": "urgency", "urgencies": ["danger"] }, "holds": true, "found": ["danger"] }],
                "effects": [{ "effect": { "kind": "first_to_accept", "best": 3 }, "outcome": "applied" }] }],
            "candidates": [{ "team": { "id": id, "name": "甲队" }, "kind": "community", "place": 1, "distance": 0, "matched_skills": [],
                "missing_skills": [], "load": 0, "capacity": 3, "is_on_leave": false, "kept": 1, "promised": 2, "points": points, "score": 45 }],
            "suggested": [{ "id": id, "name": "甲队" }], "tie_break": "only_ones",
        });
        let typed: explanation::Explanation = serde_json::from_value(text).unwrap();
        let ours: Explanation = read(&serde_json::to_string(&typed).unwrap()).unwrap();
        assert_eq!(ours.weights, typed.weights);
        assert_eq!(ours.candidates, typed.candidates);
        let (rule, theirs) = (ours.rules.first().unwrap(), typed.rules.first().unwrap());
        assert_eq!((rule.name.as_str(), rule.outcome), (theirs.name.as_str(), theirs.outcome));
        assert_eq!(rule.conditions.first().unwrap().condition, json!(theirs.conditions.first().unwrap().condition));
    }
}

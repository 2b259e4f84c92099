//! The rules of dispatching.

use super::{Answer, Api};
use contract::dispatch_rules::{
    ChangeDispatchRule, DispatchRule, DispatchRules, EndRule, NewDispatchRule, OrderDispatchRules, RuleFilter, RuleFindings, RuleTrial,
    TryDispatchRules,
};
use contract::org::{NameFilter, Team, TeamPage};
use contract::{DispatchRuleId, OrgUnitId};

/// The rules that hold at a node, in the order in which they are tried; one's own office when absent.
pub async fn list(api: Api, node_id: Option<OrgUnitId>) -> Answer<DispatchRules> {
    api.get_with("/dispatch-rules", &RuleFilter { node_id }).await
}

/// What is wrong with them.
pub async fn findings(api: Api, node_id: Option<OrgUnitId>) -> Answer<RuleFindings> {
    api.get_with("/dispatch-rules/findings", &RuleFilter { node_id }).await
}

/// One rule.
pub async fn get(api: Api, id: DispatchRuleId) -> Answer<DispatchRule> {
    api.get(&format!("/dispatch-rules/{id}")).await
}

/// Makes a rule.
pub async fn create(api: Api, ask: &NewDispatchRule, key: &str) -> Answer<DispatchRule> {
    api.post_keyed("/dispatch-rules", ask, key).await
}

/// Says a rule anew.
pub async fn change(api: Api, id: DispatchRuleId, ask: &ChangeDispatchRule) -> Answer<DispatchRule> {
    api.put(&format!("/dispatch-rules/{id}"), ask).await
}

/// Ends a rule.
pub async fn end(api: Api, id: DispatchRuleId, ask: &EndRule) -> Answer<()> {
    api.delete(&format!("/dispatch-rules/{id}?expected_version={}", ask.expected_version)).await
}

/// Puts the rules of a node into another order.
pub async fn order(api: Api, ask: &OrderDispatchRules, key: &str) -> Answer<DispatchRules> {
    api.post_keyed("/dispatch-rules/order", ask, key).await
}

/// What a draft would have done with past orders. Changes nothing.
pub async fn try_out(api: Api, ask: &TryDispatchRules) -> Answer<RuleTrial> {
    api.post("/dispatch-rules/trials", ask).await
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

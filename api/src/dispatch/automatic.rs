//! An order that was accepted is offered by itself where a rule says so, in the same transaction.

use super::offers::{self, Plan};
use super::{gather, queries, rules};
use crate::accounts::names_of;
use crate::orders::{Desk, OrderRow};
use crate::platform::db::Conn;
use crate::platform::error::ApiResult;
use contract::dispatch_rules::RuleEffect;
use contract::orders::NewMeasure;
use contract::{ProblemCode, TeamId};

/// Offers the order when a rule says so and somebody can be chosen; otherwise it stays at the desk, as it was.
pub fn on_accepted(tx: &mut Conn, desk: &Desk, order: OrderRow) -> ApiResult<OrderRow> {
    let Some(by) = desk.actor else { return Ok(order) };
    let (rules, atlas) = rules::at(tx, &order.area)?;
    let speaks_of_it = |rule: &super::engine::Rule| rule.draft.effects.iter().any(|e| matches!(e, RuleEffect::AutoOffer { .. }));
    if !rules.iter().any(speaks_of_it) {
        return Ok(order);
    }
    let explanation = gather::explain_with(tx, desk, &order, &rules, &atlas)?;
    let (Some(offer), Some(deadline)) = (explanation.automatic.clone(), order.deadline) else { return Ok(order) };
    let teams: Vec<TeamId> = explanation.suggested.iter().map(|t| t.id).collect();
    let lead = match teams.as_slice() {
        [only] => queries::leaders_of(tx, &[*only])?.remove(only),
        _ => None,
    };
    let who = match (offer.who, lead) {
        (Some(who), _) => who,
        (None, Some(lead)) => names_of(tx, &[lead])?.remove(&lead).filter(|n| !n.is_empty()).unwrap_or_else(|| "队长".to_owned()),
        (None, None) => "接单队伍".to_owned(),
    };
    let measure = NewMeasure { what: offer.measure, who, due_at: deadline };
    let plan = Plan {
        teams: &teams,
        responsible: lead,
        measures: std::slice::from_ref(&measure),
        note: offer.note,
        by,
        rule_id: Some(offer.rule_id),
        is_named: false,
    };
    match offers::make(tx, desk, &order, &plan, explanation) {
        // Somebody was offered the team's last free hand in the same moment. Nothing has been written yet: the clerk dispatches.
        Err(error) if error.code() == ProblemCode::TeamUnavailable => Ok(order),
        made => made,
    }
}

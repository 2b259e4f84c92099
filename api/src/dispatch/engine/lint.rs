//! What an author of rules wants to know before the rules do harm: what is broken, what can never hold, what never gets its turn.

use super::conditions_of::{contradiction, covers};
use super::{Atlas, Rule};
use contract::DispatchRuleId;
use contract::dispatch_rules::{FindingKind, RuleEffect, RuleFinding};

/// Looks at the rules that hold at a node, in the order in which they are tried.
pub fn findings(rules: &[Rule], atlas: &Atlas) -> Vec<RuleFinding> {
    let mut found = Vec::new();
    for (index, rule) in rules.iter().enumerate().filter(|(_, r)| r.draft.is_enabled) {
        let mut say = |kind: FindingKind, because_of: Vec<DispatchRuleId>, detail: String| {
            found.push(RuleFinding { rule_id: rule.id, rule_name: rule.draft.name.clone(), kind, because_of, detail });
        };
        if let Some(first) = rule.problems.first() {
            say(FindingKind::Broken, Vec::new(), format!("{}: {}", first.pointer, first.detail));
        }
        if let Some(detail) = contradiction(&rule.draft.conditions, atlas) {
            say(FindingKind::Contradiction, Vec::new(), detail);
            continue;
        }
        // Only rules that do something when this one would.
        let before = rules.get(..index).unwrap_or_default().iter();
        let wider: Vec<&Rule> = before
            .filter(|r| r.draft.is_enabled && r.problems.is_empty() && covers(&r.draft.conditions, &rule.draft.conditions, atlas))
            .collect();
        if let Some(end) = wider.iter().find(|r| r.draft.stops) {
            say(FindingKind::Unreachable, vec![end.id], format!("`{}` always matches with it and ends the list", end.draft.name));
        } else if let Some(causes) = shadowing(rule, &wider) {
            let names: Vec<String> = wider.iter().filter(|r| causes.contains(&r.id)).map(|r| format!("`{}`", r.draft.name)).collect();
            say(FindingKind::Shadowed, causes, format!("{} always decide before it all that it says", names.join(", ")));
        }
    }
    found
}

/// The earlier rules that leave nothing of what a rule says, if they do. Ending the list is something to say, too.
fn shadowing(rule: &Rule, wider: &[&Rule]) -> Option<Vec<DispatchRuleId>> {
    if rule.draft.stops || rule.draft.effects.is_empty() {
        return None;
    }
    let mut causes = Vec::new();
    for effect in &rule.draft.effects {
        let decides = |other: &RuleEffect| {
            if effect.is_decided_once() { other.word() == effect.word() } else { says_as_much(other, effect) }
        };
        let cause = wider.iter().find(|r| r.draft.effects.iter().any(decides))?;
        if !causes.contains(&cause.id) {
            causes.push(cause.id);
        }
    }
    Some(causes)
}

/// Of the effects that add up: whether one admits no more teams than the other.
fn says_as_much(earlier: &RuleEffect, later: &RuleEffect) -> bool {
    match (earlier, later) {
        (RuleEffect::OnlyKinds { kinds: narrow }, RuleEffect::OnlyKinds { kinds: wide }) => narrow.iter().all(|k| wide.contains(k)),
        _ => earlier == later,
    }
}

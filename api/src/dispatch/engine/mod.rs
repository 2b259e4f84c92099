//! The rule engine: facts of an order, rules and teams in, a choice with its whole explanation out.
//! Pure and total: the same inputs give the same choice, in whatever order the teams are handed over.

mod atlas;
mod conditions;
mod conditions_of;
pub mod lint;
#[cfg(test)]
mod tests;
mod weigh;

pub use atlas::{Atlas, Place};
pub use weigh::TeamFacts;

use chrono::{DateTime, NaiveDateTime, Utc};
use contract::dispatch_rules::{DraftRule, RuleEffect};
use contract::explanation::{
    AutomaticOffer, DecisionFacts, DecisionWeights, EffectOutcome, Explanation, FORMAT, RuleOutcome, TieBreak, TriedEffect, TriedRule,
    WeighedTeam,
};
use contract::orders::Urgency;
use contract::org::TeamKind;
use contract::{DispatchRuleId, FieldProblem, MenuGroupId, MenuItemId, TeamId};
use std::cmp::Reverse;

/// What the rules may ask about an order.
#[derive(Clone, Debug)]
pub struct OrderFacts {
    pub item_id: MenuItemId,
    pub item_code: String,
    pub group_id: MenuGroupId,
    /// Skills the item needs, by code.
    pub needed: Vec<String>,
    /// Path of the community.
    pub area: String,
    pub address: String,
    pub text: String,
    pub urgency: Urgency,
    /// Asia/Shanghai.
    pub came_in: NaiveDateTime,
    pub is_working_day: bool,
}

/// A rule at its place in the list.
#[derive(Clone, Debug)]
pub struct Rule {
    pub id: DispatchRuleId,
    /// Path of the node whose rule it is.
    pub node: String,
    pub position: i32,
    pub version: i32,
    pub draft: DraftRule,
    /// What it names that is gone; pointers into the draft.
    pub problems: Vec<FieldProblem>,
}

/// What the rules have said so far: where only one counts, the first.
#[derive(Default)]
struct Said {
    prefer: Option<TeamId>,
    skills: Vec<String>,
    kinds: Vec<Vec<TeamKind>>,
    automatic: Option<AutomaticOffer>,
    best: Option<usize>,
    urgency: Option<Urgency>,
    /// A broken rule might apply.
    is_held_back: bool,
}

/// Chooses among the teams in reach. `rules` in the order in which they are tried.
pub fn decide(
    facts: &OrderFacts,
    rules: &[Rule],
    teams: &[TeamFacts],
    weights: DecisionWeights,
    atlas: &Atlas,
    now: DateTime<Utc>,
) -> Explanation {
    let mut said = Said::default();
    let mut tried: Vec<TriedRule> = Vec::with_capacity(rules.len());
    let mut is_over = false;
    for rule in rules {
        let one = attempt(rule, facts, atlas, is_over, &mut said);
        is_over |= one.ended_the_list;
        tried.push(one);
    }
    let candidates = ranked(facts, teams, weights, &said);
    let best = said.best.unwrap_or(1);
    let free: Vec<&WeighedTeam> = candidates.iter().filter(|c| c.excluded.is_none()).collect();
    let suggested: Vec<_> = free.iter().take(best).map(|c| c.team.clone()).collect();
    let tie_break = tie_break(&free, best);
    let automatic = said.automatic.take().filter(|_| !said.is_held_back && !suggested.is_empty());
    afterthoughts(&mut tried, &candidates, said.is_held_back, suggested.is_empty());
    Explanation {
        format: FORMAT,
        decided_at: now,
        facts: DecisionFacts {
            item_id: facts.item_id,
            item_code: facts.item_code.clone(),
            group_id: facts.group_id,
            area: facts.area.clone(),
            urgency: facts.urgency,
            came_in: facts.came_in,
            is_working_day: facts.is_working_day,
            needed_skills: facts.needed.clone(),
        },
        weights,
        rules: tried,
        candidates,
        suggested,
        tie_break,
        suggested_urgency: said.urgency,
        automatic,
        made: None,
    }
}

/// Tries one rule; all of its conditions are looked at, also behind one that does not hold.
fn attempt(rule: &Rule, facts: &OrderFacts, atlas: &Atlas, is_over: bool, said: &mut Said) -> TriedRule {
    let mut tried = TriedRule {
        rule_id: rule.id,
        name: rule.draft.name.clone(),
        node: rule.node.clone(),
        position: rule.position,
        version: rule.version,
        outcome: RuleOutcome::NotReached,
        conditions: Vec::new(),
        effects: Vec::new(),
        problems: rule.problems.clone(),
        ended_the_list: false,
    };
    if !rule.draft.is_enabled {
        tried.outcome = RuleOutcome::Disabled;
        return tried;
    }
    if is_over {
        return tried;
    }
    tried.conditions = rule.draft.conditions.iter().map(|condition| conditions::test(condition, facts, atlas)).collect();
    if !rule.problems.is_empty() {
        // What a broken condition would say is not known: it might hold.
        let is_broken = |index: usize| rule.problems.iter().any(|p| p.pointer.starts_with(&format!("/conditions/{index}/")));
        said.is_held_back |= tried.conditions.iter().enumerate().all(|(index, c)| c.holds || is_broken(index));
        tried.outcome = RuleOutcome::Broken;
        return tried;
    }
    if tried.conditions.iter().any(|c| !c.holds) {
        tried.outcome = RuleOutcome::NotMatched;
        return tried;
    }
    tried.outcome = RuleOutcome::Matched;
    tried.ended_the_list = rule.draft.stops;
    let effects = rule.draft.effects.iter();
    tried.effects = effects.map(|effect| TriedEffect { effect: effect.clone(), outcome: said.hear(rule.id, effect) }).collect();
    tried
}

impl Said {
    fn hear(&mut self, rule_id: DispatchRuleId, effect: &RuleEffect) -> EffectOutcome {
        fn first<T>(slot: &mut Option<T>, value: T) -> EffectOutcome {
            if slot.is_some() {
                return EffectOutcome::Overruled;
            }
            *slot = Some(value);
            EffectOutcome::Applied
        }
        match effect {
            RuleEffect::PreferTeam { team_id } => first(&mut self.prefer, *team_id),
            RuleEffect::FirstToAccept { best } => first(&mut self.best, usize::try_from(*best).unwrap_or(1).max(1)),
            RuleEffect::SuggestUrgency { urgency } => first(&mut self.urgency, *urgency),
            RuleEffect::AutoOffer { measure, who, note } => {
                let offer = AutomaticOffer { rule_id, measure: measure.clone(), who: who.clone(), note: note.clone() };
                first(&mut self.automatic, offer)
            }
            RuleEffect::RequireSkill { skill } => {
                self.skills.push(skill.clone());
                EffectOutcome::Applied
            }
            RuleEffect::OnlyKinds { kinds } => {
                self.kinds.push(kinds.clone());
                EffectOutcome::Applied
            }
        }
    }
}

/// The teams with their numbers, the best first; those that cannot be chosen behind the others, in the same order.
fn ranked(facts: &OrderFacts, teams: &[TeamFacts], weights: DecisionWeights, said: &Said) -> Vec<WeighedTeam> {
    let mut found: Vec<WeighedTeam> = teams.iter().map(|team| weigh::weigh(team, facts, weights, said)).collect();
    found.sort_by_key(|c| (c.excluded.is_some(), !c.is_preferred, Reverse(c.score), c.load, c.team.id));
    for (place, candidate) in (1..).zip(found.iter_mut().filter(|c| c.excluded.is_none())) {
        candidate.place = Some(place);
    }
    found
}

fn tie_break(free: &[&WeighedTeam], best: usize) -> TieBreak {
    let Some(last) = free.get(best.min(free.len()).wrapping_sub(1)) else { return TieBreak::Nobody };
    let Some(next) = free.get(best) else { return TieBreak::OnlyOnes };
    if last.is_preferred != next.is_preferred {
        TieBreak::Preferred
    } else if last.score != next.score {
        TieBreak::Score
    } else if last.load != next.load {
        TieBreak::Load
    } else {
        TieBreak::TeamId
    }
}

/// What can only be said once the teams are known: whether the preferred team can be chosen, and whether an offer goes out by itself.
fn afterthoughts(tried: &mut [TriedRule], candidates: &[WeighedTeam], is_held_back: bool, is_nobody: bool) {
    let applied = tried.iter_mut().flat_map(|r| r.effects.iter_mut()).filter(|e| e.outcome == EffectOutcome::Applied);
    for effect in applied {
        effect.outcome = match &effect.effect {
            RuleEffect::PreferTeam { team_id } => {
                let is_free = candidates.iter().any(|c| c.team.id == *team_id && c.excluded.is_none());
                if is_free { EffectOutcome::Applied } else { EffectOutcome::NotPossible }
            }
            RuleEffect::AutoOffer { .. } if is_held_back => EffectOutcome::HeldBack,
            RuleEffect::AutoOffer { .. } | RuleEffect::FirstToAccept { .. } if is_nobody => EffectOutcome::NotPossible,
            _ => EffectOutcome::Applied,
        };
    }
}

//! What the things are that rules name: items, groups, skills, nodes, teams. What is not in it is gone.

use contract::dispatch_rules::{DraftRule, RuleCondition, RuleEffect};
use contract::{FieldProblem, MenuGroupId, MenuItemId, OrgUnitId, TeamId};
use std::collections::{HashMap, HashSet};

/// A node that a condition names.
#[derive(Clone, Debug)]
pub struct Place {
    pub path: String,
    pub name: String,
    /// Name of its estate, for a branch that has one: orders hang on the community, and their address tells the estate.
    pub estate: Option<String>,
}

impl Place {
    /// Communities and what lies above are decided by the order's path.
    pub fn is_area(&self) -> bool {
        self.path.matches('/').count() <= 3
    }
}

/// Everything the rules at hand may name.
#[derive(Clone, Debug, Default)]
pub struct Atlas {
    /// Items with code and group.
    pub items: HashMap<MenuItemId, (String, MenuGroupId)>,
    /// Groups with code.
    pub groups: HashMap<MenuGroupId, String>,
    pub skills: HashSet<String>,
    pub places: HashMap<OrgUnitId, Place>,
    /// Teams with the path they serve.
    pub teams: HashMap<TeamId, String>,
}

fn gone(pointer: String, what: &str) -> FieldProblem {
    FieldProblem { pointer, detail: format!("there is no such {what}, or no longer"), code: "unknown".to_owned() }
}

impl Atlas {
    /// What a rule of the node at `node` names that is gone; pointers begin with `at`.
    pub fn problems(&self, rule: &DraftRule, node: &str, at: &str) -> Vec<FieldProblem> {
        let of_condition = |(n, c): (usize, &RuleCondition)| self.of_condition(c, node, &format!("{at}/conditions/{n}"));
        let of_effect = |(n, e): (usize, &RuleEffect)| self.of_effect(e, node, &format!("{at}/effects/{n}"));
        let conditions = rule.conditions.iter().enumerate().flat_map(of_condition);
        conditions.chain(rule.effects.iter().enumerate().filter_map(of_effect)).collect()
    }

    fn of_condition(&self, condition: &RuleCondition, node: &str, at: &str) -> Vec<FieldProblem> {
        fn missing<T>(values: &[T], at: &str, list: &str, what: &str, is_known: impl Fn(&T) -> bool) -> Vec<FieldProblem> {
            let absent = values.iter().enumerate().filter(|(_, v)| !is_known(v));
            absent.map(|(n, _)| gone(format!("{at}/{list}/{n}"), what)).collect()
        }
        match condition {
            RuleCondition::Item { items } => missing(items, at, "items", "menu item", |i| self.items.contains_key(i)),
            RuleCondition::Group { groups } => missing(groups, at, "groups", "menu group", |g| self.groups.contains_key(g)),
            RuleCondition::Place { nodes } => missing(nodes, at, "nodes", "place below this node", |id| {
                self.places.get(id).is_some_and(|p| p.path.starts_with(node) && (p.is_area() || p.estate.is_some()))
            }),
            RuleCondition::Address { .. }
            | RuleCondition::Time { .. }
            | RuleCondition::Urgency { .. }
            | RuleCondition::TextAny { .. }
            | RuleCondition::TextAll { .. } => Vec::new(),
        }
    }

    /// A team has to serve some part of the node, or all of it.
    fn of_effect(&self, effect: &RuleEffect, node: &str, at: &str) -> Option<FieldProblem> {
        match effect {
            RuleEffect::PreferTeam { team_id } => {
                let street: String = node.split_inclusive('/').take(2).collect();
                let serves = |area: &String| area.starts_with(&street) || node.starts_with(area.as_str());
                let is_there = self.teams.get(team_id).is_some_and(serves);
                (!is_there).then(|| gone(format!("{at}/team_id"), "team in reach of this node"))
            }
            RuleEffect::RequireSkill { skill } => (!self.skills.contains(skill)).then(|| gone(format!("{at}/skill"), "skill")),
            RuleEffect::OnlyKinds { .. }
            | RuleEffect::AutoOffer { .. }
            | RuleEffect::FirstToAccept { .. }
            | RuleEffect::SuggestUrgency { .. } => None,
        }
    }
}

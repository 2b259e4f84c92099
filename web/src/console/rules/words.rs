//! Rules in words: what a condition asks, what an effect does, what became of each.

use super::names::Names;
use crate::console::words;
use crate::i18n::tr;
use contract::dispatch_rules::{FindingKind, HourRange, RuleCondition, RuleDays, RuleEffect};
use contract::explanation::{EffectOutcome, ExclusionReason, RuleOutcome, TieBreak};
use contract::org::TeamKind;

fn joined(all: impl Iterator<Item = String>) -> String {
    all.collect::<Vec<_>>().join(&tr!(order.list_comma))
}

/// What a condition asks.
pub fn condition(condition: &RuleCondition, names: Names) -> String {
    match condition {
        RuleCondition::Item { items } => tr!(rules.if_item, list = joined(items.iter().map(|i| names.item(&i.to_string())))),
        RuleCondition::Group { groups } => tr!(rules.if_group, list = joined(groups.iter().map(|g| names.group(&g.to_string())))),
        RuleCondition::Place { nodes } => tr!(rules.if_place, list = joined(nodes.iter().map(|n| names.node(&n.to_string())))),
        RuleCondition::Address { words } => tr!(rules.if_address, list = joined(words.iter().cloned())),
        RuleCondition::Time { days, weekdays, hours } => tr!(rules.if_time, when = time(*days, weekdays, hours)),
        RuleCondition::Urgency { urgencies } => tr!(rules.if_urgency, list = joined(urgencies.iter().map(|u| words::urgency(*u)))),
        RuleCondition::TextAny { words } => tr!(rules.if_text_any, list = joined(words.iter().cloned())),
        RuleCondition::TextAll { words } => tr!(rules.if_text_all, list = joined(words.iter().cloned())),
    }
}

fn time(is: RuleDays, weekdays: &[u8], hours: &[HourRange]) -> String {
    let mut parts = Vec::new();
    if is != RuleDays::Any {
        parts.push(days(is));
    }
    if !weekdays.is_empty() {
        parts.push(joined(weekdays.iter().map(|d| crate::ui::spoken::weekday(u32::from(*d)))));
    }
    if !hours.is_empty() {
        parts.push(joined(hours.iter().map(|h| tr!(rules.hours, from = h.from, to = h.to))));
    }
    parts.join(" ")
}

/// On which days.
pub fn days(days: RuleDays) -> String {
    match days {
        RuleDays::Any => tr!(rules.days_any),
        RuleDays::WorkingDays => tr!(rules.days_working),
        RuleDays::DaysOff => tr!(rules.days_off),
    }
}

/// What an effect does.
pub fn effect(effect: &RuleEffect, names: Names) -> String {
    match effect {
        RuleEffect::PreferTeam { team_id } => tr!(rules.then_prefer, team = names.team(&team_id.to_string())),
        RuleEffect::RequireSkill { skill } => tr!(rules.then_skill, skill = names.skill(skill)),
        RuleEffect::OnlyKinds { kinds } => tr!(rules.then_kinds, list = joined(kinds.iter().map(|k| team_kind(*k)))),
        RuleEffect::AutoOffer { measure, .. } => tr!(rules.then_offer, measure = measure),
        RuleEffect::FirstToAccept { best } => tr!(rules.then_first, n = best),
        RuleEffect::SuggestUrgency { urgency } => tr!(rules.then_urgency, urgency = words::urgency(*urgency)),
    }
}

/// What kind of team it is.
pub fn team_kind(kind: TeamKind) -> String {
    match kind {
        TeamKind::Unit => tr!(rules.kind_unit),
        TeamKind::Community => tr!(rules.kind_community),
        TeamKind::Professional => tr!(rules.kind_professional),
        TeamKind::Squad => tr!(rules.kind_squad),
    }
}

/// What became of a rule, with its tone.
pub fn outcome(outcome: RuleOutcome) -> (String, &'static str) {
    match outcome {
        RuleOutcome::Matched => (tr!(rules.matched), "good"),
        RuleOutcome::NotMatched => (tr!(rules.not_matched), "ended"),
        RuleOutcome::Disabled => (tr!(rules.disabled), "ended"),
        RuleOutcome::Broken => (tr!(rules.broken), "late"),
        RuleOutcome::NotReached => (tr!(rules.not_reached), "ended"),
    }
}

/// What became of an effect.
pub fn effect_outcome(outcome: EffectOutcome) -> String {
    match outcome {
        EffectOutcome::Applied => tr!(rules.applied),
        EffectOutcome::Overruled => tr!(rules.overruled),
        EffectOutcome::NotPossible => tr!(rules.not_possible),
        EffectOutcome::HeldBack => tr!(rules.held_back),
    }
}

/// Why a team cannot be chosen.
pub fn excluded(reason: ExclusionReason) -> String {
    match reason {
        ExclusionReason::OnLeave => tr!(dispatch.on_leave),
        ExclusionReason::HandsFull => tr!(dispatch.full),
        ExclusionReason::SkillRequired => tr!(rules.no_skill),
        ExclusionReason::KindNotAdmitted => tr!(rules.no_kind),
    }
}

/// What set the chosen teams apart.
pub fn tie_break(tie: TieBreak) -> String {
    match tie {
        TieBreak::Nobody => tr!(rules.tie_nobody),
        TieBreak::OnlyOnes => tr!(rules.tie_only_ones),
        TieBreak::Preferred => tr!(rules.tie_preferred),
        TieBreak::Score => tr!(rules.tie_score),
        TieBreak::Load => tr!(rules.tie_load),
        TieBreak::TeamId => tr!(rules.tie_team_id),
    }
}

/// What a lint found.
pub fn finding(kind: FindingKind) -> String {
    match kind {
        FindingKind::Broken => tr!(rules.finding_broken),
        FindingKind::Contradiction => tr!(rules.finding_contradiction),
        FindingKind::Unreachable => tr!(rules.finding_unreachable),
        FindingKind::Shadowed => tr!(rules.finding_shadowed),
    }
}

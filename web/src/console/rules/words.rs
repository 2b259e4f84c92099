//! Rules in words: what a condition asks, what an effect does, what became of each.

use super::names::Names;
use crate::console::words;
use crate::i18n::tr;
use contract::dispatch_rules::{FindingKind, RuleDays};
use contract::explanation::{EffectOutcome, ExclusionReason, RuleOutcome, TieBreak};
use contract::org::TeamKind;
use serde_json::Value;
use std::str::FromStr;

fn joined(all: impl Iterator<Item = String>) -> String {
    all.collect::<Vec<_>>().join(&tr!(order.list_comma))
}

/// The texts of a list of a condition or an effect.
fn list<'a>(of: &'a Value, field: &str) -> impl Iterator<Item = &'a str> {
    of.get(field).and_then(Value::as_array).into_iter().flatten().filter_map(Value::as_str)
}

fn text<'a>(of: &'a Value, field: &str) -> &'a str {
    of.get(field).and_then(Value::as_str).unwrap_or_default()
}

/// The words of a list of words of the contract.
fn worded<T: FromStr>(of: &Value, field: &str, words: fn(T) -> String) -> String {
    joined(list(of, field).filter_map(|w| w.parse().ok()).map(words))
}

/// What a condition asks.
pub fn condition(of: &Value, names: Names) -> String {
    match text(of, "kind") {
        "item" => tr!(rules.if_item, list = joined(list(of, "items").map(|i| names.item(i)))),
        "group" => tr!(rules.if_group, list = joined(list(of, "groups").map(|g| names.group(g)))),
        "place" => tr!(rules.if_place, list = joined(list(of, "nodes").map(|n| names.node(n)))),
        "address" => tr!(rules.if_address, list = joined(list(of, "words").map(str::to_owned))),
        "time" => tr!(rules.if_time, when = time(of)),
        "urgency" => tr!(rules.if_urgency, list = worded(of, "urgencies", words::urgency)),
        "text_any" => tr!(rules.if_text_any, list = joined(list(of, "words").map(str::to_owned))),
        _ => tr!(rules.if_text_all, list = joined(list(of, "words").map(str::to_owned))),
    }
}

fn time(of: &Value) -> String {
    let numbers = |value: Option<&Value>| value.and_then(Value::as_array).cloned().unwrap_or_default();
    let hour = |range: &Value, end: &str| range.get(end).and_then(Value::as_i64).unwrap_or_default();
    let is = text(of, "days").parse().ok().filter(|d| *d != RuleDays::Any).map(days);
    let weekdays = numbers(of.get("weekdays")).into_iter().filter_map(|d| u32::try_from(d.as_i64()?).ok()).map(crate::ui::spoken::weekday);
    let hours = numbers(of.get("hours")).into_iter().map(|h| tr!(rules.hours, from = hour(&h, "from"), to = hour(&h, "to")));
    let parts = [is.unwrap_or_default(), joined(weekdays), joined(hours)];
    parts.into_iter().filter(|p| !p.is_empty()).collect::<Vec<_>>().join(" ")
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
pub fn effect(of: &Value, names: Names) -> String {
    match text(of, "kind") {
        "prefer_team" => tr!(rules.then_prefer, team = names.team(text(of, "team_id"))),
        "require_skill" => tr!(rules.then_skill, skill = names.skill(text(of, "skill"))),
        "only_kinds" => tr!(rules.then_kinds, list = worded(of, "kinds", team_kind)),
        "auto_offer" => tr!(rules.then_offer, measure = text(of, "measure")),
        "first_to_accept" => tr!(rules.then_first, n = of.get("best").and_then(Value::as_i64).unwrap_or_default()),
        _ => tr!(rules.then_urgency, urgency = text(of, "urgency").parse().map(words::urgency).unwrap_or_default()),
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

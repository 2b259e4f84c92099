//! A rule as a form: its conditions and effects are rows that come and go, each with the questions of its kind.

use super::names::{Named, Names};
use super::words;
use crate::api::rules::Rule;
use crate::console::steps::{Ask, Kind, Opt, Shape, StepForm, either, opt, words_of};
use crate::console::words::urgency;
use crate::i18n::tr;
use crate::ui::spoken::weekday;
use contract::dispatch_rules::{MOST_VALUES, RuleDays};
use contract::orders::Urgency;
use contract::org::TeamKind;
use contract::{DispatchRuleId, OrgUnitId};
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value, json};
use std::collections::HashMap;
use std::sync::Arc;

/// The kinds of conditions, by their words in the API.
pub const CONDITIONS: [&str; 8] = ["item", "group", "place", "address", "time", "urgency", "text_any", "text_all"];
/// The kinds of effects.
pub const EFFECTS: [&str; 6] = ["prefer_team", "require_skill", "only_kinds", "auto_offer", "first_to_accept", "suggest_urgency"];

/// A condition or an effect of the rule that is being written.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Part {
    /// `c` or `e`, a number and the kind: what was answered for it is kept under it.
    pub key: String,
    pub kind: String,
}

impl Part {
    fn new(side: char, number: usize, kind: &str) -> Self {
        Self { key: format!("{side}{number}_{kind}"), kind: kind.to_owned() }
    }

    /// One more, that shares its key with none of those.
    pub fn fresh(all: &[Self], is_condition: bool, kind: &str) -> Self {
        let side = if is_condition { 'c' } else { 'e' };
        let is_taken = |n: &usize| all.iter().any(|p| p.key.starts_with(&format!("{side}{n}_")));
        Self::new(side, (0..).find(|n| !is_taken(n)).unwrap_or_default(), kind)
    }

    pub fn is_condition(&self) -> bool {
        self.key.starts_with('c')
    }
}

/// What is being changed: a rule that is there, or a new one of a node.
#[derive(Clone, Debug)]
pub struct Subject {
    pub id: Option<DispatchRuleId>,
    pub version: i32,
    pub node: OrgUnitId,
    /// What it says.
    pub rule: Value,
}

impl Subject {
    /// A rule as it stands.
    pub fn of(rule: Rule) -> Self {
        Self { id: Some(rule.id), version: rule.version, node: rule.node.id, rule: rule.rule }
    }

    /// Whether it says yes to this.
    pub fn is(&self, field: &str) -> bool {
        self.rule.get(field) == Some(&Value::Bool(true))
    }

    /// A rule that is not there yet, and does nothing until it was tried.
    pub fn new(node: OrgUnitId) -> Self {
        Self { id: None, version: 0, node, rule: json!({}) }
    }
}

/// The fields of each part of a rule, by key, and the parts in their order.
pub fn parts_of(rule: &Value) -> (Vec<Part>, HashMap<String, Map<String, Value>>) {
    let list = |side: char, field: &str| {
        let all = rule.get(field).and_then(Value::as_array).cloned().unwrap_or_default();
        all.into_iter().enumerate().map(move |(n, value)| (side, n, if let Value::Object(fields) = value { fields } else { Map::new() }))
    };
    let (conditions, effects) = (list('c', "conditions"), list('e', "effects"));
    let (mut parts, mut known) = (Vec::new(), HashMap::new());
    for (side, number, fields) in conditions.chain(effects) {
        let part = Part::new(side, number, fields.get("kind").and_then(Value::as_str).unwrap_or_default());
        known.insert(part.key.clone(), fields);
        parts.push(part);
    }
    (parts, known)
}

/// The name of a kind of condition or effect.
pub fn kind_name(kind: &str) -> String {
    match kind {
        "item" => tr!(rules.cond_item),
        "group" => tr!(rules.cond_group),
        "place" => tr!(rules.cond_place),
        "address" => tr!(rules.cond_address),
        "time" => tr!(rules.cond_time),
        "urgency" => tr!(rules.cond_urgency),
        "text_any" => tr!(rules.cond_text_any),
        "text_all" => tr!(rules.cond_text_all),
        "prefer_team" => tr!(rules.eff_prefer_team),
        "require_skill" => tr!(rules.eff_require_skill),
        "only_kinds" => tr!(rules.eff_only_kinds),
        "auto_offer" => tr!(rules.eff_auto_offer),
        "first_to_accept" => tr!(rules.eff_first_to_accept),
        _ => tr!(rules.eff_suggest_urgency),
    }
}

/// The whole form of a rule with these parts.
pub fn form(subject: &Subject, parts: &[Part], names: Names) -> StepForm {
    let known = parts_of(&subject.rule).1;
    let path = subject.id.map_or_else(|| "/dispatch-rules".to_owned(), |id| format!("/dispatch-rules/{id}"));
    let mut form = StepForm::new("rule", tr!(rules.save), path, subject.version, tr!(rules.saved))
        .ask(Ask::line("name", tr!(rules.name), 1, 60).hinting(tr!(rules.name_hint)).preset(super::list::said(&subject.rule, "name")))
        .ask(
            Ask::new("is_enabled", tr!(rules.enabled), either(tr!(rules.enabled_yes), tr!(rules.enabled_no)))
                .preset(subject.is("is_enabled")),
        )
        .ask(Ask::new("stops", tr!(rules.stops), either(tr!(rules.stops_yes), tr!(rules.stops_no))).preset(subject.is("stops")));
    let none = Map::new();
    for part in parts {
        let fields = known.get(&part.key).unwrap_or(&none);
        form.asks.extend(asks(part, names).into_iter().map(|ask| preset(ask, fields, names)));
    }
    if subject.id.is_some() {
        form = form.put();
    } else {
        form.version = None;
        form = form.fixed("node_id", subject.node.to_string());
    }
    form.shape = Some(shape(parts.to_vec()));
    form
}

fn options(all: Named) -> Vec<Opt> {
    all.into_iter().map(|(id, name)| opt(id, name)).collect()
}

/// The questions of a part.
fn asks(part: &Part, names: Names) -> Vec<Ask> {
    let ask = |field: &str, label: String, kind: Kind| Ask::new(format!("{}/{field}", part.key), label, kind).long(1, MOST_VALUES);
    let urgencies = || words_of(Urgency::ALL, urgency);
    let words = || vec![ask("words", tr!(rules.words), Kind::Words).hinting(tr!(rules.words_hint))];
    match part.kind.as_str() {
        "item" => {
            let all = options(names.list(|l| &l.items));
            vec![ask("items", tr!(rules.cond_item), Kind::Several(all))]
        }
        "group" => {
            let all = options(names.list(|l| &l.groups));
            vec![ask("groups", tr!(rules.cond_group), Kind::Several(all))]
        }
        "place" => {
            let all = options(names.list(|l| &l.nodes));
            vec![ask("nodes", tr!(rules.cond_place), Kind::Several(all))]
        }
        "address" | "text_any" | "text_all" => words(),
        "time" => vec![
            ask("days", tr!(rules.days), Kind::Choice(words_of(RuleDays::ALL, words::days))).preset(RuleDays::Any.as_str()),
            ask("weekdays", tr!(rules.weekdays), Kind::Several((1..=7).map(|n: u8| opt(n, weekday(u32::from(n)))).collect())).optional(),
            ask("hours", tr!(rules.hours_label), Kind::Hours).hinting(tr!(rules.hours_hint)).optional(),
        ],
        "urgency" => vec![ask("urgencies", tr!(rules.cond_urgency), Kind::Several(urgencies()))],
        "prefer_team" => {
            let all = options(names.list(|l| &l.teams));
            vec![ask("team_id", tr!(rules.team), Kind::Select(all))]
        }
        "require_skill" => {
            let all = options(names.list(|l| &l.skills));
            vec![ask("skill", tr!(rules.skill), Kind::Select(all))]
        }
        "only_kinds" => vec![ask("kinds", tr!(rules.kinds), Kind::Several(words_of(TeamKind::ALL, words::team_kind)))],
        "auto_offer" => vec![
            ask("measure", tr!(rules.measure), Kind::Line).long(2, 300),
            ask("who", tr!(rules.who), Kind::Line).long(1, 40).optional(),
            ask("note", tr!(rules.note), Kind::Text).long(1, 500).optional(),
        ],
        "first_to_accept" => vec![ask("best", tr!(rules.best), Kind::Number)],
        _ => vec![ask("urgency", tr!(rules.urgency), Kind::Choice(urgencies()))],
    }
}

/// What the rule says now, as it is typed. What it names is offered even when the lists do not have it.
fn preset(mut ask: Ask, fields: &Map<String, Value>, names: Names) -> Ask {
    let field = ask.code.split('/').nth(1).unwrap_or_default().to_owned();
    let Some(value) = fields.get(&field) else { return ask };
    let typed = match (&ask.kind, value) {
        (Kind::Words, Value::Array(words)) => json!(words.iter().filter_map(Value::as_str).collect::<Vec<_>>().join("、")),
        (Kind::Hours, Value::Array(ranges)) => json!(ranges.iter().filter_map(range).collect::<Vec<_>>().join(", ")),
        (_, value) => value.clone(),
    };
    let named = match value {
        Value::Array(all) => all.clone(),
        one => vec![one.clone()],
    };
    if let Kind::Several(options) | Kind::Select(options) = &mut ask.kind {
        for value in named.into_iter().filter(|v| v.is_string()) {
            if options.iter().all(|o| o.value != value) {
                options.push(opt(value.clone(), name(&field, value.as_str().unwrap_or_default(), names)));
            }
        }
    }
    ask.preset(typed)
}

fn range(value: &Value) -> Option<String> {
    Some(format!("{}-{}", value.get("from")?.as_u64()?, value.get("to")?.as_u64()?))
}

fn name(field: &str, id: &str, names: Names) -> String {
    match field {
        "items" => names.item(id),
        "groups" => names.group(id),
        "nodes" => names.node(id),
        "team_id" => names.team(id),
        "skill" => names.skill(id),
        _ => id.to_owned(),
    }
}

/// Puts the answers of the parts where the API has them: lists of conditions and of effects.
fn shape(parts: Vec<Part>) -> Shape {
    let (for_body, for_pointer) = (parts.clone(), parts);
    Shape { body: Arc::new(move |body| shaped(body, &for_body)), pointer: Arc::new(move |pointer| asked(pointer, &for_pointer)) }
}

fn shaped(body: Value, parts: &[Part]) -> Value {
    let Value::Object(mut fields) = body else { return body };
    let mut list = |is_condition: bool| -> Vec<Value> {
        let one = |part: &Part| {
            let mut said = Map::new();
            said.insert("kind".to_owned(), json!(part.kind));
            if let Some(Value::Object(answers)) = fields.remove(&part.key) {
                said.extend(answers);
            }
            Value::Object(said)
        };
        parts.iter().filter(|p| p.is_condition() == is_condition).map(one).collect()
    };
    let (conditions, effects) = (list(true), list(false));
    let mut rule = Map::new();
    for name in ["name", "is_enabled", "stops"] {
        rule.insert(name.to_owned(), fields.remove(name).unwrap_or_default());
    }
    rule.insert("conditions".to_owned(), Value::Array(conditions));
    rule.insert("effects".to_owned(), Value::Array(effects));
    fields.insert("rule".to_owned(), Value::Object(rule));
    Value::Object(fields)
}

/// The question that a problem of the API is about: `/rule/conditions/0/items/3` is that of the first condition.
fn asked(pointer: &str, parts: &[Part]) -> String {
    let bare = pointer.trim_start_matches('/');
    let bare = bare.strip_prefix("change/").unwrap_or(bare);
    let bare = bare.strip_prefix("rule/").unwrap_or(bare);
    let mut way = bare.split('/');
    let is_condition = match way.next() {
        Some("conditions") => true,
        Some("effects") => false,
        _ => return bare.to_owned(),
    };
    let number = way.next().and_then(|n| n.parse::<usize>().ok());
    let part = number.and_then(|n| parts.iter().filter(|p| p.is_condition() == is_condition).nth(n));
    match (part, way.next()) {
        (Some(part), Some(field)) => format!("{}/{field}", part.key),
        // Of the whole part: said at its first question.
        (Some(part), None) if part.kind == "time" => format!("{}/days", part.key),
        // That there is no effect at all.
        _ => "stops".to_owned(),
    }
}

#[cfg(test)]
#[path = "draft_tests.rs"]
mod tests;

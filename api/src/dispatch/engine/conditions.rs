//! Whether a condition holds, and which facts made it so.

use super::{Atlas, OrderFacts};
use chrono::{Datelike, Timelike};
use contract::dispatch_rules::{HourRange, RuleCondition, RuleDays};
use contract::explanation::TriedCondition;

pub(super) fn test(condition: &RuleCondition, facts: &OrderFacts, atlas: &Atlas) -> TriedCondition {
    let (holds, found) = match condition {
        RuleCondition::Item { items } => (items.contains(&facts.item_id), vec![facts.item_code.clone()]),
        RuleCondition::Group { groups } => {
            let code = atlas.groups.get(&facts.group_id).cloned();
            (groups.contains(&facts.group_id), code.into_iter().collect())
        }
        RuleCondition::Place { nodes } => {
            let known = nodes.iter().filter_map(|id| atlas.places.get(id));
            let found: Vec<String> = known.filter(|p| lies_in(facts, p)).map(|p| p.name.clone()).collect();
            (!found.is_empty(), found)
        }
        RuleCondition::Address { words } => any(words, &facts.address),
        RuleCondition::Time { days, weekdays, hours } => time(*days, weekdays, hours, facts),
        RuleCondition::Urgency { urgencies } => (urgencies.contains(&facts.urgency), vec![facts.urgency.to_string()]),
        RuleCondition::TextAny { words } => any(words, &facts.text),
        RuleCondition::TextAll { words } => {
            let (_, found) = any(words, &facts.text);
            (found.len() == words.len(), found)
        }
    };
    TriedCondition { condition: condition.clone(), holds, found }
}

/// The words that the text contains. Small letters and capitals are the same.
fn any(words: &[String], text: &str) -> (bool, Vec<String>) {
    let text = text.to_lowercase();
    let found: Vec<String> = words.iter().filter(|w| text.contains(&w.trim().to_lowercase())).cloned().collect();
    (!found.is_empty(), found)
}

fn lies_in(facts: &OrderFacts, place: &super::Place) -> bool {
    if place.is_area() {
        return facts.area.starts_with(&place.path);
    }
    let names_estate = place.estate.as_ref().is_some_and(|name| !name.is_empty() && facts.address.contains(name.as_str()));
    place.path.starts_with(&facts.area) && names_estate
}

fn time(days: RuleDays, weekdays: &[u8], hours: &[HourRange], facts: &OrderFacts) -> (bool, Vec<String>) {
    let (day, hour) = (facts.came_in.weekday().number_from_monday(), facts.came_in.hour());
    let fits_day = match days {
        RuleDays::Any => true,
        RuleDays::WorkingDays => facts.is_working_day,
        RuleDays::DaysOff => !facts.is_working_day,
    };
    let fits_weekday = weekdays.is_empty() || weekdays.iter().any(|d| u32::from(*d) == day);
    let fits_hour = hours.is_empty() || hours.iter().any(|h| (u32::from(h.from)..u32::from(h.to)).contains(&hour));
    let kind = if facts.is_working_day { RuleDays::WorkingDays } else { RuleDays::DaysOff };
    let found = vec![kind.to_string(), format!("weekday {day}"), facts.came_in.format("%H:%M").to_string()];
    (fits_day && fits_weekday && fits_hour, found)
}

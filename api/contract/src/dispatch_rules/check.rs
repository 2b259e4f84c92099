//! What a rule has to keep by itself. Whether the things it names exist is asked where they are kept.

use super::{DraftRule, HourRange, MOST_PARTS, MOST_TEAMS, MOST_VALUES, RuleCondition, RuleDays, RuleEffect};
use crate::{FieldProblem, check};

/// Collects what is wrong below one place of the body.
struct Found<'a> {
    at: &'a str,
    problems: Vec<FieldProblem>,
}

impl Found<'_> {
    fn say(&mut self, pointer: &str, code: &str, detail: &str) {
        self.problems.push(FieldProblem { pointer: format!("{}{pointer}", self.at), detail: detail.to_owned(), code: code.to_owned() });
    }

    fn text(&mut self, pointer: &str, text: &str, (least, most): (usize, usize)) {
        if text.trim().is_empty() {
            self.say(pointer, "required", "must not be blank");
        } else if !(least..=most).contains(&text.chars().count()) {
            self.say(pointer, "length", &format!("between {least} and {most} characters"));
        } else if check::printable(text).is_err() {
            self.say(pointer, "format", "must not hold control characters");
        }
    }

    /// At least one, not too many, none twice.
    fn list<T: PartialEq>(&mut self, pointer: &str, values: &[T], most: usize) {
        if values.is_empty() || values.len() > most {
            self.say(pointer, "length", &format!("between 1 and {most}"));
        }
        for (index, value) in values.iter().enumerate().take(most) {
            if values.iter().take(index).any(|v| v == value) {
                self.say(&format!("{pointer}/{index}"), "unique", "named twice");
            }
        }
    }

    fn words(&mut self, pointer: &str, words: &[String]) {
        self.list(pointer, words, MOST_VALUES);
        for (index, word) in words.iter().enumerate().take(MOST_VALUES) {
            self.text(&format!("{pointer}/{index}"), word, (1, 40));
        }
    }

    fn time(&mut self, pointer: &str, days: RuleDays, weekdays: &[u8], hours: &[HourRange]) {
        if days == RuleDays::Any && weekdays.is_empty() && hours.is_empty() {
            self.say(pointer, "required", "name days, weekdays or hours");
        }
        if !weekdays.is_empty() {
            self.list(&format!("{pointer}/weekdays"), weekdays, 7);
        }
        for (index, _) in weekdays.iter().enumerate().filter(|(_, day)| !(1..=7).contains(*day)) {
            self.say(&format!("{pointer}/weekdays/{index}"), "range", "1 is Monday, 7 Sunday");
        }
        if hours.len() > 12 {
            self.say(&format!("{pointer}/hours"), "length", "at most 12");
        }
        for (index, _) in hours.iter().enumerate().filter(|(_, h)| h.from >= h.to || h.to > 24) {
            self.say(
                &format!("{pointer}/hours/{index}"),
                "range",
                "`from` lies before `to`, and `to` is at most 24; a night is two ranges",
            );
        }
    }

    fn condition(&mut self, pointer: &str, condition: &RuleCondition) {
        match condition {
            RuleCondition::Item { items } => self.list(&format!("{pointer}/items"), items, MOST_VALUES),
            RuleCondition::Group { groups } => self.list(&format!("{pointer}/groups"), groups, MOST_VALUES),
            RuleCondition::Place { nodes } => self.list(&format!("{pointer}/nodes"), nodes, MOST_VALUES),
            RuleCondition::Urgency { urgencies } => self.list(&format!("{pointer}/urgencies"), urgencies, 3),
            RuleCondition::Address { words } | RuleCondition::TextAny { words } | RuleCondition::TextAll { words } => {
                self.words(&format!("{pointer}/words"), words);
            }
            RuleCondition::Time { days, weekdays, hours } => self.time(pointer, *days, weekdays, hours),
        }
    }

    fn effect(&mut self, pointer: &str, effect: &RuleEffect) {
        match effect {
            RuleEffect::PreferTeam { .. } | RuleEffect::SuggestUrgency { .. } => {}
            RuleEffect::RequireSkill { skill } => self.text(&format!("{pointer}/skill"), skill, (1, 40)),
            RuleEffect::OnlyKinds { kinds } => self.list(&format!("{pointer}/kinds"), kinds, 4),
            RuleEffect::AutoOffer { measure, who, note } => {
                self.text(&format!("{pointer}/measure"), measure, (2, 300));
                if let Some(who) = who {
                    self.text(&format!("{pointer}/who"), who, (1, 40));
                }
                if let Some(note) = note {
                    self.text(&format!("{pointer}/note"), note, (1, 500));
                }
            }
            RuleEffect::FirstToAccept { best } => {
                if !(2..=MOST_TEAMS).contains(&usize::try_from(*best).unwrap_or(0)) {
                    self.say(&format!("{pointer}/best"), "range", &format!("between 2 and {MOST_TEAMS}"));
                }
            }
        }
    }
}

impl DraftRule {
    /// Everything that is wrong with the rule in itself, each with a pointer that begins with `at`.
    pub fn problems(&self, at: &str) -> Vec<FieldProblem> {
        let mut found = Found { at, problems: Vec::new() };
        found.text("/name", &self.name, (1, 60));
        if self.conditions.len() > MOST_PARTS {
            found.say("/conditions", "length", &format!("at most {MOST_PARTS}"));
        }
        if self.effects.is_empty() && !self.stops {
            found.say("/effects", "required", "the rule does nothing: give it an effect, or let it end the list");
        }
        if self.effects.len() > MOST_PARTS {
            found.say("/effects", "length", &format!("at most {MOST_PARTS}"));
        }
        for (index, condition) in self.conditions.iter().enumerate() {
            found.condition(&format!("/conditions/{index}"), condition);
        }
        for (index, effect) in self.effects.iter().enumerate() {
            let pointer = format!("/effects/{index}");
            found.effect(&pointer, effect);
            let twice = self.effects.iter().take(index).any(|e| e == effect || (e.word() == effect.word() && effect.is_decided_once()));
            if twice {
                found.say(&pointer, "unique", "said twice");
            }
        }
        found.problems
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn wrong(conditions: serde_json::Value, effects: serde_json::Value) -> Vec<String> {
        let rule = serde_json::json!({ "name": "=夜间 𬭎 🌙", "conditions": conditions, "effects": effects });
        let rule: DraftRule = serde_json::from_value(rule).unwrap_or_else(|e| panic!("{e}"));
        rule.problems("/rule").into_iter().map(|p| format!("{} {}", p.pointer, p.code)).collect()
    }

    #[test]
    fn every_part_is_looked_at() {
        use serde_json::json;
        let nothing = json!([{ "kind": "suggest_urgency", "urgency": "urgent" }]);
        assert_eq!(wrong(json!([]), nothing.clone()), Vec::<String>::new());
        assert_eq!(wrong(json!([]), json!([])), ["/rule/effects required"]);
        let conditions = json!([
            { "kind": "text_any", "words": ["漏水", " "] },
            { "kind": "text_all", "words": [] },
            { "kind": "time", "days": "any" },
            { "kind": "time", "days": "any", "weekdays": [1, 8, 1], "hours": [{ "from": 22, "to": 6 }, { "from": 0, "to": 25 }, { "from": 9, "to": 10 }] },
            { "kind": "urgency", "urgencies": ["urgent", "urgent"] },
            { "kind": "item", "items": [] },
        ]);
        assert_eq!(
            wrong(conditions, nothing),
            [
                "/rule/conditions/0/words/1 required",
                "/rule/conditions/1/words length",
                "/rule/conditions/2 required",
                "/rule/conditions/3/weekdays/2 unique",
                "/rule/conditions/3/weekdays/1 range",
                "/rule/conditions/3/hours/0 range",
                "/rule/conditions/3/hours/1 range",
                "/rule/conditions/4/urgencies/1 unique",
                "/rule/conditions/5/items length",
            ]
        );
        let effects = json!([
            { "kind": "first_to_accept", "best": 1 },
            { "kind": "first_to_accept", "best": 3 },
            { "kind": "auto_offer", "measure": "去" },
            { "kind": "require_skill", "skill": "" },
            { "kind": "only_kinds", "kinds": [] },
        ]);
        assert_eq!(
            wrong(json!([]), effects),
            [
                "/rule/effects/0/best range",
                "/rule/effects/1 unique",
                "/rule/effects/2/measure length",
                "/rule/effects/3/skill required",
                "/rule/effects/4/kinds length",
            ]
        );
    }
}

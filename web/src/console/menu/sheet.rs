//! What somebody types about an item: texts where the contract has numbers and spans, so that half a number is not lost. Plain data.

use contract::menu::{Audience, DeadlineClass, Deadlines, EvidenceRule, FieldKind, FormField, FormOption, ItemContent, Season, StageSpans};
use contract::{FieldProblem, Span};
use serde::{Deserialize, Serialize};

/// The five stages of a promise, as texts such as `4wh`.
pub type Stages = [String; 5];

/// One choice of a question.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Choice {
    /// Stays when things around it move.
    pub key: u32,
    pub code: String,
    pub label: String,
    pub label_en: String,
}

/// One question.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Asked {
    /// Stays when things around it move.
    pub key: u32,
    pub code: String,
    pub kind: FieldKind,
    pub label: String,
    pub label_en: String,
    pub help: String,
    pub help_en: String,
    pub is_required: bool,
    pub min: String,
    pub max: String,
    pub options: Vec<Choice>,
}

/// An item while it is edited.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Sheet {
    /// The version of the item that was read.
    pub version: i32,
    pub name: String,
    pub name_en: String,
    pub description: String,
    pub description_en: String,
    pub audience: Audience,
    pub evidence: EvidenceRule,
    pub class: DeadlineClass,
    pub spans: Stages,
    pub urgent: Option<Stages>,
    pub danger: Option<Stages>,
    pub skills: Vec<String>,
    pub fields: Vec<Asked>,
    pub is_public: bool,
    /// First and last day as `11-15`; empty for all the year.
    pub season: Option<(String, String)>,
    /// The next key.
    next: u32,
}

/// The texts of the five stages.
pub fn stages(spans: &StageSpans) -> Stages {
    spans.stages().map(|(_, span)| span.to_string())
}

impl Sheet {
    /// What is kept of an item, ready to be edited. `general` is where own spans begin.
    pub fn of(version: i32, content: &ItemContent, general: &StageSpans) -> Self {
        let deadlines = &content.deadlines;
        let mut sheet = Self {
            version,
            name: content.name.clone(),
            name_en: content.name_en.clone(),
            description: content.description.clone(),
            description_en: content.description_en.clone(),
            audience: content.audience,
            evidence: content.evidence,
            class: deadlines.class,
            spans: stages(deadlines.spans.as_ref().unwrap_or(general)),
            urgent: deadlines.urgent.as_ref().map(stages),
            danger: deadlines.danger.as_ref().map(stages),
            skills: content.skills.clone(),
            fields: Vec::new(),
            is_public: content.is_public,
            season: content.season.map(|s| (s.from.to_string(), s.to.to_string())),
            next: 0,
        };
        for field in &content.form {
            let asked = sheet.asked(field);
            sheet.fields.push(asked);
        }
        sheet
    }

    /// A new item, of which nothing is known but that it is simple.
    pub fn fresh(general: &StageSpans) -> Self {
        let content = ItemContent {
            name: String::new(),
            name_en: String::new(),
            description: String::new(),
            description_en: String::new(),
            audience: Audience::Everyone,
            evidence: EvidenceRule::Optional,
            deadlines: Deadlines::class(DeadlineClass::General),
            skills: Vec::new(),
            form: Vec::new(),
            is_public: true,
            season: None,
        };
        Self::of(0, &content, general)
    }

    fn key(&mut self) -> u32 {
        self.next += 1;
        self.next
    }

    fn asked(&mut self, field: &FormField) -> Asked {
        let limit = |n: Option<i64>| n.map(|n| n.to_string()).unwrap_or_default();
        let choice = |o: &FormOption, key| Choice { key, code: o.code.clone(), label: o.label.clone(), label_en: o.label_en.clone() };
        Asked {
            key: self.key(),
            code: field.code.clone(),
            kind: field.kind,
            label: field.label.clone(),
            label_en: field.label_en.clone(),
            help: field.help.clone(),
            help_en: field.help_en.clone(),
            is_required: field.is_required,
            min: limit(field.min),
            max: limit(field.max),
            options: field.options.iter().map(|o| choice(o, self.key())).collect(),
        }
    }

    /// Adds a question at the end; gives its key.
    pub fn add(&mut self) -> u32 {
        let code = free("q", self.fields.iter().map(|f| f.code.as_str()));
        let blank = FormField {
            code,
            kind: FieldKind::Text,
            label: String::new(),
            label_en: String::new(),
            help: String::new(),
            help_en: String::new(),
            is_required: false,
            max: None,
            min: None,
            options: Vec::new(),
        };
        let asked = self.asked(&blank);
        let key = asked.key;
        self.fields.push(asked);
        key
    }

    /// Moves a question up or down; whether it moved.
    pub fn shift(&mut self, key: u32, by: isize) -> bool {
        let Some(from) = self.fields.iter().position(|f| f.key == key) else { return false };
        let to = from.checked_add_signed(by).filter(|to| *to < self.fields.len());
        to.is_some_and(|to| {
            self.fields.swap(from, to);
            true
        })
    }

    /// Takes a question away; the key of the one that takes its place, for the focus.
    pub fn remove(&mut self, key: u32) -> Option<u32> {
        let at = self.fields.iter().position(|f| f.key == key)?;
        self.fields.remove(at);
        self.fields.get(at).or(self.fields.last()).map(|f| f.key)
    }

    /// The question with this key.
    pub fn field(&self, key: u32) -> Option<&Asked> {
        self.fields.iter().find(|f| f.key == key)
    }

    /// Changes the question with this key.
    pub fn change(&mut self, key: u32, change: impl FnOnce(&mut Asked)) {
        if let Some(field) = self.fields.iter_mut().find(|f| f.key == key) {
            change(field);
        }
    }

    /// Gives the question another kind: what the new kind has no use for goes, and choices begin with two.
    pub fn set_kind(&mut self, key: u32, kind: FieldKind) {
        let keys = [self.key(), self.key()];
        self.change(key, |field| {
            if field.kind != kind {
                (field.min, field.max) = (String::new(), String::new());
            }
            field.kind = kind;
            if !is_choice(kind) {
                field.options.clear();
            } else if field.options.is_empty() {
                let blank = |key, code: &str| Choice { key, code: code.to_owned(), ..Choice::default() };
                field.options = keys.into_iter().zip(["a", "b"]).map(|(key, code)| blank(key, code)).collect();
            }
        });
    }

    /// Adds a choice to a question; gives its key.
    pub fn add_choice(&mut self, key: u32) -> u32 {
        let new = self.key();
        self.change(key, |field| {
            let code = free("o", field.options.iter().map(|o| o.code.as_str()));
            field.options.push(Choice { key: new, code, ..Choice::default() });
        });
        new
    }

    /// What it says, and everything that is wrong with it; what cannot be read counts as absent.
    pub fn content(&self) -> (ItemContent, Vec<FieldProblem>) {
        let mut wrong = Vec::new();
        let mut spans = |name: &str, texts: &Stages| read_stages(&format!("/deadlines/{name}"), texts, &mut wrong);
        let deadlines = Deadlines {
            class: self.class,
            spans: (self.class == DeadlineClass::Own).then(|| spans("spans", &self.spans)),
            urgent: self.urgent.as_ref().map(|t| spans("urgent", t)),
            danger: self.danger.as_ref().map(|t| spans("danger", t)),
        };
        let form = self.fields.iter().enumerate().map(|(at, asked)| read_field(at, asked, &mut wrong)).collect();
        let season = self.season.as_ref().and_then(|(from, to)| format!("{from}..{to}").parse::<Season>().ok());
        if self.season.is_some() && season.is_none() {
            wrong.push(FieldProblem::new("/season", "format", ""));
        }
        let content = ItemContent {
            name: self.name.clone(),
            name_en: self.name_en.clone(),
            description: self.description.clone(),
            description_en: self.description_en.clone(),
            audience: self.audience,
            evidence: self.evidence,
            deadlines,
            skills: self.skills.clone(),
            form,
            is_public: self.is_public,
            season,
        };
        let seen: Vec<String> = wrong.iter().map(|p| p.pointer.clone()).collect();
        wrong.extend(content.problems().into_iter().filter(|p| !seen.contains(&p.pointer)));
        (content, wrong)
    }
}

/// Whether the kind has choices.
pub const fn is_choice(kind: FieldKind) -> bool {
    matches!(kind, FieldKind::SingleChoice | FieldKind::MultipleChoice)
}

/// `q1`, `q2`, …: the first that is free.
fn free<'a>(prefix: &str, taken: impl Iterator<Item = &'a str>) -> String {
    let taken: Vec<&str> = taken.collect();
    (1u32..).map(|n| format!("{prefix}{n}")).find(|code| !taken.contains(&code.as_str())).unwrap_or_default()
}

fn read_stages(at: &str, texts: &Stages, wrong: &mut Vec<FieldProblem>) -> StageSpans {
    let minute = Span::Minutes(1);
    let mut spans = StageSpans { acceptance: minute, dispatch: minute, take: minute, first_contact: minute, completion: minute };
    let names = spans.stages().map(|(name, _)| name);
    for (name, text) in names.into_iter().zip(texts) {
        match (text.trim().parse::<Span>(), spans.stage_mut(name)) {
            (Ok(span), Some(place)) => *place = span,
            _ => wrong.push(FieldProblem::new(&format!("{at}/{name}"), "format", "")),
        }
    }
    spans
}

fn read_field(at: usize, asked: &Asked, wrong: &mut Vec<FieldProblem>) -> FormField {
    let mut limit = |name: &str, text: &str| {
        let text = text.trim();
        let number = text.parse::<i64>().ok();
        if !text.is_empty() && number.is_none() {
            wrong.push(FieldProblem::new(&format!("/form/{at}/{name}"), "type", ""));
        }
        number
    };
    FormField {
        code: asked.code.trim().to_owned(),
        kind: asked.kind,
        label: asked.label.clone(),
        label_en: asked.label_en.clone(),
        help: asked.help.clone(),
        help_en: asked.help_en.clone(),
        is_required: asked.is_required,
        max: limit("max", &asked.max),
        min: limit("min", &asked.min),
        options: asked
            .options
            .iter()
            .map(|o| FormOption { code: o.code.trim().to_owned(), label: o.label.clone(), label_en: o.label_en.clone() })
            .collect(),
    }
}

#[cfg(test)]
#[path = "sheet_tests.rs"]
mod tests;

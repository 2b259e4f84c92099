//! The data files of the demo city, as they are written under `api/data/`.

use chrono::NaiveDate;
use contract::dispatch::DeclineReason;
use contract::menu::{Audience, DeadlineClass, Deadlines, EvidenceRule, FormField, ItemContent, Season};
use contract::orders::RejectionReason;
use contract::org::{Skill, UnitKind};
use serde::Deserialize;
use std::collections::BTreeMap;

/// A code with its name.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Named {
    pub code: String,
    pub name: String,
}

/// Divisions and the parts names are made of.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Places {
    pub city: Named,
    pub valid_from: NaiveDate,
    pub streets: Vec<Street>,
    /// Streets of the small scale with the most communities of each.
    pub small: BTreeMap<String, usize>,
    pub central_communities: Vec<String>,
    pub central_villages: Vec<String>,
    pub community_heads: Vec<String>,
    pub community_tails: Vec<String>,
    pub village_heads: Vec<String>,
    pub village_tails: Vec<String>,
    pub new_estates: Vec<String>,
    pub new_endings: Vec<String>,
    pub old_estates: Vec<String>,
    pub old_endings: Vec<String>,
    pub hamlets: Vec<String>,
}

/// A street, a town, or a farm at the same level.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Street {
    pub code: String,
    pub name: String,
    pub kind: StreetKind,
    pub communities: usize,
    pub villages: usize,
}

#[derive(Deserialize, Clone, Copy, PartialEq, Eq, Debug)]
#[serde(rename_all = "snake_case")]
pub enum StreetKind {
    Street,
    Town,
    Farm,
}

/// Parts of names.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct People {
    pub families: Vec<String>,
    pub given_first: Vec<String>,
    pub given_second: Vec<String>,
    pub rare: Vec<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Units {
    units: Vec<Unit>,
}

/// A work unit.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Unit {
    pub name: String,
    pub kind: UnitKind,
    /// First two characters of its credit code.
    pub registration: String,
}

/// The menu as it is written down.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Menu {
    pub skills: Vec<Skill>,
    pub groups: Vec<Group>,
    pub items: Vec<Item>,
    /// Came to the menu after the orders of the demo.
    pub late: Vec<Item>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Group {
    pub code: String,
    pub name: String,
    pub name_en: String,
    pub icon: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Item {
    pub group: String,
    pub code: String,
    pub name: String,
    pub name_en: String,
    pub description: String,
    pub description_en: String,
    pub audience: Audience,
    pub evidence: EvidenceRule,
    /// Which promise it makes.
    pub sla: DeadlineClass,
    pub is_public: bool,
    pub skills: Vec<String>,
    pub form: Vec<FormField>,
    #[serde(default)]
    pub season: Option<Season>,
    #[serde(default)]
    pub is_custom: bool,
}

impl Item {
    /// What is published of it.
    pub fn content(&self) -> ItemContent {
        ItemContent {
            name: self.name.clone(),
            name_en: self.name_en.clone(),
            description: self.description.clone(),
            description_en: self.description_en.clone(),
            audience: self.audience,
            evidence: self.evidence,
            deadlines: Deadlines::class(self.sla),
            skills: self.skills.clone(),
            form: self.form.clone(),
            is_public: self.is_public,
            season: self.season,
        }
        .tidied()
    }
}

/// What people write about one item.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ItemTexts {
    pub texts: Vec<String>,
    pub measures: Vec<String>,
    pub notes: Vec<String>,
    #[serde(default)]
    pub answers: BTreeMap<String, Vec<String>>,
}

/// What people write along the way.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Phrases {
    pub access: Vec<String>,
    pub questions: Vec<String>,
    pub answers: Vec<String>,
    pub withdrawals: Vec<String>,
    pub reopenings: Vec<String>,
    pub dispatch_notes: Vec<String>,
    pub contacts: Vec<String>,
    pub rejections: Vec<Rejection>,
    pub declines: Vec<Decline>,
    /// By grade.
    pub ratings: BTreeMap<String, Vec<String>>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Rejection {
    pub reason: RejectionReason,
    pub text: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Decline {
    pub reason: DeclineReason,
    pub text: String,
}

/// Everything read.
pub struct Data {
    pub places: Places,
    pub people: People,
    pub units: Vec<Unit>,
    pub menu: Menu,
    pub texts: BTreeMap<String, ItemTexts>,
    pub phrases: Phrases,
    pub rating_tags: contract::ratings::RatingTags,
}

impl Data {
    /// Reads the files that are compiled in.
    pub fn read() -> Result<Self, toml::de::Error> {
        Ok(Self {
            places: toml::from_str(include_str!("../../data/places.toml"))?,
            people: toml::from_str(include_str!("../../data/people.toml"))?,
            units: toml::from_str::<Units>(include_str!("../../data/units.toml"))?.units,
            menu: toml::from_str(include_str!("../../data/menu.toml"))?,
            texts: toml::from_str(include_str!("../../data/order_texts.toml"))?,
            phrases: toml::from_str(include_str!("../../data/phrases.toml"))?,
            rating_tags: toml::from_str(include_str!("../../data/rating_tags.toml"))?,
        })
    }
}

//! The catalogue of messages: for every kind its texts in both languages and how it goes out. The texts themselves are in
//! `api/messages/notices.toml`.

use super::calendar;
use chrono::{DateTime, Utc};
use contract::notices::{Language, NoticeKind};
use serde::Deserialize;
use std::collections::{BTreeMap, HashMap};
use std::sync::LazyLock;

/// What a text names, by the names in its braces. Instants are kept as RFC 3339 and read in the language of the reader; `item_en` goes
/// before `item` in English.
pub type Values = BTreeMap<String, String>;

/// A kind of message.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Entry {
    pub to: Audience,
    pub sms: BySms,
    pub mail: bool,
    /// Also in the quiet hours.
    #[serde(default)]
    pub urgent: bool,
    zh: Texts,
    en: Texts,
}

/// Whose inbox a kind goes into.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Audience {
    Requester,
    Staff,
    Anybody,
}

/// Whether a kind is sent by SMS as well.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum BySms {
    Always,
    /// Unless the person has turned it off.
    MayRefuse,
    Never,
}

#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Texts {
    title: String,
    #[serde(default)]
    text: String,
    #[serde(default)]
    sms: String,
}

type Catalogue = HashMap<NoticeKind, Entry>;

/// A file that cannot be read would leave the catalogue empty; a test reads it.
static CATALOGUE: LazyLock<Catalogue> = LazyLock::new(|| parse(include_str!("../../../messages/notices.toml")).unwrap_or_default());

fn parse(text: &str) -> Result<Catalogue, toml::de::Error> {
    toml::from_str(text)
}

/// What the catalogue says about a kind; `None` only for one that is missing there, which a test rules out.
pub fn entry(kind: NoticeKind) -> Option<&'static Entry> {
    CATALOGUE.get(&kind)
}

/// The title, in the inbox and as the subject of a mail.
pub fn title(kind: NoticeKind, language: Language) -> &'static str {
    entry(kind).map_or("", |e| e.texts(language).title.as_str())
}

/// The text of the inbox with its values.
pub fn text(kind: NoticeKind, language: Language, values: &Values) -> String {
    entry(kind).map(|e| fill(&e.texts(language).text, language, values)).unwrap_or_default()
}

/// The text of an SMS or a mail with its values, without the signature.
pub fn brief(kind: NoticeKind, language: Language, values: &Values) -> String {
    entry(kind).map(|e| fill(e.texts(language).brief(), language, values)).unwrap_or_default()
}

/// Those of the values that the inbox needs: the others are not kept.
pub fn kept_for_inbox(kind: NoticeKind, values: &Values) -> Values {
    entry(kind).map(|e| only(&e.zh.text, values)).unwrap_or_default()
}

/// Those of the values that an SMS or a mail needs: what is free text never reaches the outbox.
pub fn kept_for_sending(kind: NoticeKind, values: &Values) -> Values {
    entry(kind).map(|e| only(e.zh.brief(), values)).unwrap_or_default()
}

/// Whether one of the texts of a kind names this value.
pub fn names(kind: NoticeKind, value: &str) -> bool {
    let is_in = |text: &str| placeholders(text).any(|p| p == value);
    entry(kind).is_some_and(|e| is_in(&e.zh.text) || is_in(e.zh.brief()))
}

impl Entry {
    fn texts(&self, language: Language) -> &Texts {
        match language {
            Language::Zh => &self.zh,
            Language::En => &self.en,
        }
    }

    /// Whether it goes into an inbox.
    pub fn has_inbox(&self) -> bool {
        !self.zh.text.is_empty()
    }
}

impl Texts {
    fn brief(&self) -> &str {
        if self.sms.is_empty() { &self.text } else { &self.sms }
    }
}

fn only(text: &str, values: &Values) -> Values {
    let is_named = |name: &String| placeholders(text).any(|p| p == name || name.strip_suffix("_en") == Some(p));
    values.iter().filter(|(name, _)| is_named(name)).map(|(name, value)| (name.clone(), value.clone())).collect()
}

/// The names in braces.
fn placeholders(text: &str) -> impl Iterator<Item = &str> {
    text.split('{').skip(1).filter_map(|part| part.split_once('}')).map(|(name, _)| name)
}

/// In one pass: a value that looks like a placeholder stays as it is.
fn fill(text: &str, language: Language, values: &Values) -> String {
    let mut parts = text.split('{');
    let mut filled = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        let (name, rest) = part.split_once('}').unwrap_or((part, ""));
        filled.push_str(&value(name, language, values));
        filled.push_str(rest);
    }
    filled
}

fn value(name: &str, language: Language, values: &Values) -> String {
    let english = || values.get(&format!("{name}_en")).filter(|v| language == Language::En && !v.is_empty());
    let Some(found) = english().or_else(|| values.get(name)) else { return String::new() };
    match DateTime::parse_from_rfc3339(found) {
        Ok(at) => said(at.with_timezone(&Utc), language),
        Err(_) => found.clone(),
    }
}

fn said(at: DateTime<Utc>, language: Language) -> String {
    match language {
        Language::Zh => calendar::spoken(at),
        Language::En => calendar::local(at).format("%-d %b %H:%M").to_string(),
    }
}

#[cfg(test)]
mod tests;

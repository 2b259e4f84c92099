//! A step as data: what it asks, where it goes, and how the answers become the JSON that is sent. A new step is a new row of a
//! table, not a new form.

use super::answers::{answer, fits, put};
use contract::FieldProblem;
use contract::texts::TextPurpose;
use serde_json::{Map, Value, json};
use std::sync::Arc;

/// Most characters of a text.
const MOST: usize = 1000;

/// One of several answers: what is sent, and its words.
#[derive(Clone, Debug, PartialEq)]
pub struct Opt {
    pub value: Value,
    pub words: String,
}

/// An answer to choose.
pub fn opt(value: impl Into<Value>, words: String) -> Opt {
    Opt { value: value.into(), words }
}

/// How an answer is given.
#[derive(Clone, Debug, PartialEq)]
pub enum Kind {
    /// Several lines of text.
    Text,
    /// One line.
    Line,
    /// Several, one a line; each is sent as an object with this one field, or as a text where the field has no name.
    Lines(&'static str),
    /// One of these.
    Choice(Vec<Opt>),
    /// One of these, of which there may be many.
    Select(Vec<Opt>),
    /// Some of these.
    Several(Vec<Opt>),
    /// A day and an hour in China.
    When,
    /// A day.
    Day,
    /// A whole number.
    Number,
    /// Words, with commas or line ends between them.
    Words,
    /// Hours of the day, as `8-12, 14-18`.
    Hours,
}

/// What is said about an answer while it is being typed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Spoken {
    /// Of a credit code (GB 32100): how much is left, and whether its check character fits.
    CreditCode,
    /// Of an identity number (GB 11643).
    IdentityNumber,
    Phone,
}

/// One answer that a step wants.
#[derive(Clone, Debug, PartialEq)]
pub struct Ask {
    /// Where it stands in the body; `measures/0/what` is the field of the first of a list.
    pub code: String,
    pub label: String,
    pub hint: String,
    pub kind: Kind,
    pub required: bool,
    /// Fewest and most characters, or lines.
    pub length: (usize, usize),
    /// Asked only when another answer is this one.
    pub only_if: Option<(String, Value)>,
    /// Asked only when another answer is given and is not this one.
    pub unless: Option<(String, Value)>,
    /// What counts as answered as long as nobody says otherwise.
    pub preset: Option<Value>,
    /// The standard texts that fit here.
    pub texts: Option<TextPurpose>,
    /// What is said while it is typed; only what this finds right is sent.
    pub spoken: Option<Spoken>,
}

impl Ask {
    /// An answer that has to be given.
    pub fn new(code: impl Into<String>, label: String, kind: Kind) -> Self {
        let (hint, length) = (String::new(), (1, MOST));
        Self {
            code: code.into(),
            label,
            hint,
            kind,
            required: true,
            length,
            only_if: None,
            unless: None,
            preset: None,
            texts: None,
            spoken: None,
        }
    }

    /// A text with fewest and most characters.
    pub fn text(code: impl Into<String>, label: String, least: usize, most: usize) -> Self {
        Self::new(code, label, Kind::Text).long(least, most)
    }

    /// One line with fewest and most characters.
    pub fn line(code: impl Into<String>, label: String, least: usize, most: usize) -> Self {
        Self::new(code, label, Kind::Line).long(least, most)
    }

    /// With fewest and most characters, lines, or chosen answers.
    pub const fn long(mut self, least: usize, most: usize) -> Self {
        self.length = (least, most);
        self
    }

    /// With a word of help.
    pub fn hinting(mut self, hint: String) -> Self {
        self.hint = hint;
        self
    }

    /// May be left out.
    pub const fn optional(mut self) -> Self {
        self.required = false;
        self
    }

    /// Asked only when another answer is this one.
    pub fn only_if(mut self, code: &str, value: impl Into<Value>) -> Self {
        self.only_if = Some((code.to_owned(), value.into()));
        self
    }

    /// Asked only when another answer is given and is not this one.
    pub fn unless(mut self, code: &str, value: impl Into<Value>) -> Self {
        self.unless = Some((code.to_owned(), value.into()));
        self
    }

    /// Answered so at first.
    pub fn preset(mut self, value: impl Into<Value>) -> Self {
        self.preset = Some(value.into());
        self
    }

    /// With a word about it as it is typed.
    pub const fn spoken(mut self, spoken: Spoken) -> Self {
        self.spoken = Some(spoken);
        self
    }

    /// With the standard texts for this.
    pub const fn texts(mut self, purpose: TextPurpose) -> Self {
        self.texts = Some(purpose);
        self
    }

    /// What was answered, or what counts as answered.
    pub fn given<'a>(&'a self, given: &'a Map<String, Value>) -> Option<&'a Value> {
        given.get(&self.code).or(self.preset.as_ref())
    }
}

/// Whether the question is asked, as things are answered so far.
pub fn is_asked(asks: &[Ask], ask: &Ask, given: &Map<String, Value>) -> bool {
    let other = |code: &str| asks.iter().find(|a| a.code == code).filter(|other| is_asked(asks, other, given))?.given(given);
    ask.only_if.as_ref().is_none_or(|(code, value)| other(code) == Some(value))
        && ask.unless.as_ref().is_none_or(|(code, value)| other(code).is_some_and(|is| is != value))
}

/// How it is sent.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Verb {
    #[default]
    Post,
    Put,
    Patch,
}

/// A step with what it asks.
#[derive(Clone)]
pub struct StepForm {
    /// Names it among the steps of its thing; what was typed is kept under it.
    pub code: String,
    /// What the button says that opens it.
    pub name: String,
    /// A sentence above the questions; may be empty.
    pub lead: String,
    pub verb: Verb,
    /// Where it goes, below `/api/v1`.
    pub path: String,
    /// The version that was read, where one has to be given back.
    pub version: Option<i32>,
    /// What goes with it unasked.
    pub fixed: Vec<(&'static str, Value)>,
    pub asks: Vec<Ask>,
    pub send: String,
    /// Whether it cannot be taken back, or goes against somebody's wish.
    pub is_grave: bool,
    /// What is said when it is done.
    pub done: String,
    /// How the answers become the body, where they do not stand as they are sent.
    pub shape: Option<Shape>,
}

/// Turns answers by their codes into a body, and where a problem of the body is into the code of its question.
#[derive(Clone)]
pub struct Shape {
    pub body: Arc<dyn Fn(Value) -> Value + Send + Sync>,
    pub pointer: Arc<dyn Fn(&str) -> String + Send + Sync>,
}

impl StepForm {
    /// A step with nothing to ask yet.
    pub fn new(code: impl Into<String>, name: String, path: String, version: i32, done: String) -> Self {
        Self {
            code: code.into(),
            send: name.clone(),
            name,
            lead: String::new(),
            verb: Verb::Post,
            path,
            version: Some(version),
            fixed: Vec::new(),
            asks: Vec::new(),
            is_grave: false,
            done,
            shape: None,
        }
    }

    /// With a sentence above the questions.
    pub fn lead(mut self, lead: String) -> Self {
        self.lead = lead;
        self
    }

    /// And asks this.
    pub fn ask(mut self, ask: Ask) -> Self {
        self.asks.push(ask);
        self
    }

    /// And sends this with it.
    pub fn fixed(mut self, name: &'static str, value: impl Into<Value>) -> Self {
        self.fixed.push((name, value.into()));
        self
    }

    /// With other words on the button that sends.
    pub fn send(mut self, send: String) -> Self {
        self.send = send;
        self
    }

    /// Looks as what it is: grave.
    pub const fn grave(mut self) -> Self {
        self.is_grave = true;
        self
    }

    /// In the place of what is there.
    pub const fn put(mut self) -> Self {
        self.verb = Verb::Put;
        self
    }

    /// Changes fields of what is there.
    pub const fn patch(mut self) -> Self {
        self.verb = Verb::Patch;
        self
    }

    /// Without a version: nothing is there yet, or what is there has none.
    pub const fn fresh(mut self) -> Self {
        self.version = None;
        self
    }

    /// Where a field stands on the page: several steps may be open, each has fields of its own.
    pub fn pointer(&self, code: &str) -> String {
        format!("/{}/{code}", self.code)
    }

    /// The question a problem of the server is about.
    pub fn asked_about(&self, pointer: &str) -> Option<&Ask> {
        let pointer = self.shape.as_ref().map_or_else(|| pointer.to_owned(), |s| (s.pointer)(pointer));
        let bare = pointer.trim_start_matches('/');
        let fits = |ask: &&Ask| bare == ask.code || bare.strip_prefix(ask.code.as_str()).is_some_and(|rest| rest.starts_with('/'));
        self.asks.iter().find(fits)
    }

    /// The answers as JSON, or what is wrong with them, each by the code of its question.
    pub fn body(&self, given: &Map<String, Value>) -> Result<Value, Vec<FieldProblem>> {
        let mut body = Value::Object(Map::new());
        let mut problems = Vec::new();
        if let Some(version) = self.version {
            put(&mut body, &["expected_version"], json!(version));
        }
        for (name, value) in &self.fixed {
            put(&mut body, &[name], value.clone());
        }
        for ask in self.asks.iter().filter(|ask| is_asked(&self.asks, ask, given)) {
            let wrong = |code: &str| FieldProblem { pointer: format!("/{}", ask.code), detail: String::new(), code: code.to_owned() };
            match answer(&ask.kind, ask.given(given)) {
                Some(value) if ask.spoken.is_some_and(|s| !s.is_right(value.as_str().unwrap_or_default())) => {
                    problems.push(wrong("spoken"))
                }
                Some(value) if fits(ask, &value) => put(&mut body, &ask.code.split('/').collect::<Vec<_>>(), value),
                Some(_) => problems.push(wrong("length")),
                None if ask.required => problems.push(wrong("required")),
                None => {}
            }
        }
        if !problems.is_empty() {
            return Err(problems);
        }
        Ok(match &self.shape {
            Some(shape) => (shape.body)(body),
            None => body,
        })
    }
}

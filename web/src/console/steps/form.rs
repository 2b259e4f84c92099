//! A step as data: what it asks, where it goes, and how the answers become the JSON that is sent. A new step is a new row of a
//! table, not a new form.

use super::answers::{answer, fits, put};
use super::ask::{Ask, is_asked};
use contract::FieldProblem;
use serde_json::{Map, Value, json};
use std::sync::Arc;

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

    /// Changes what is there.
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
                None if ask.clears && given.contains_key(&ask.code) => put(&mut body, &ask.code.split('/').collect::<Vec<_>>(), json!("")),
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

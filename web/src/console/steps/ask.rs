//! One answer that a step wants, and how it is given.

use contract::texts::TextPurpose;
use serde_json::{Map, Value};

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
    /// Whether an answer that was taken away is sent as an empty one: what is there is cleared then.
    pub clears: bool,
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
            clears: false,
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

    /// May be left out, and what is there can be taken away.
    pub const fn clearing(mut self) -> Self {
        self.clears = true;
        self.optional()
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

//! The questions of a step as data, and what is wrong with the answers.

use crate::i18n::tr;
use contract::FieldProblem;
use contract::texts::TextPurpose;
use std::str::FromStr;

/// How a question is answered.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Kind {
    /// One line.
    Line,
    /// Several lines.
    Text,
    /// A day.
    Day,
    /// One of these: the word that is sent, the label. Shown as buttons, or as a list that opens.
    Choice(Vec<(String, String)>, bool),
    /// Any number of these; the answer has their words with blanks between.
    Many(Vec<(String, String)>),
    /// Yes or no.
    Tick,
}

/// A question.
#[derive(Clone, Debug)]
pub struct Field {
    /// As the body calls it.
    pub name: &'static str,
    pub label: String,
    pub hint: String,
    pub kind: Kind,
    /// Fewest characters; 0 where it may be left out.
    pub least: usize,
    pub most: u16,
    /// What stands there at first.
    pub start: String,
    /// Standard texts that can be put in.
    pub standard: Option<TextPurpose>,
}

impl Field {
    const fn new(name: &'static str, label: String, kind: Kind) -> Self {
        Self { name, label, hint: String::new(), kind, least: 2, most: 1000, start: String::new(), standard: None }
    }

    /// Some lines of text.
    pub const fn text(name: &'static str, label: String) -> Self {
        Self::new(name, label, Kind::Text)
    }

    /// One line of text.
    pub const fn line(name: &'static str, label: String) -> Self {
        Self::new(name, label, Kind::Line)
    }

    /// A day.
    pub const fn day(name: &'static str, label: String) -> Self {
        Self::new(name, label, Kind::Day)
    }

    /// Yes or no.
    pub const fn tick(name: &'static str, label: String) -> Self {
        Self::new(name, label, Kind::Tick).least(0)
    }

    /// One of the words of a type.
    pub fn choice<T: Copy + ToString + 'static>(name: &'static str, label: String, words: &[T], say: fn(T) -> String) -> Self {
        Self::new(name, label, Kind::Choice(words.iter().map(|word| (word.to_string(), say(*word))).collect(), false))
    }

    /// The choices as a list that opens.
    #[must_use]
    pub fn listed(mut self) -> Self {
        if let Kind::Choice(_, is_list) = &mut self.kind {
            *is_list = true;
        }
        self
    }

    /// Fewest characters; 0: may be left out.
    #[must_use]
    pub const fn least(mut self, least: usize) -> Self {
        self.least = least;
        self
    }

    /// Most characters.
    #[must_use]
    pub const fn most(mut self, most: u16) -> Self {
        self.most = most;
        self
    }

    /// A word of help.
    #[must_use]
    pub fn hint(mut self, hint: String) -> Self {
        self.hint = hint;
        self
    }

    /// What stands there at first.
    #[must_use]
    pub fn start(mut self, start: impl ToString) -> Self {
        self.start = start.to_string();
        self
    }

    /// Standard texts of this purpose can be put in.
    #[must_use]
    pub const fn standard(mut self, purpose: TextPurpose) -> Self {
        self.standard = Some(purpose);
        self
    }

    /// What is wrong with the answer.
    pub fn problem(&self, answer: &str) -> Option<String> {
        let (answer, length) = (answer.trim(), answer.trim().chars().count());
        match self.kind {
            _ if answer.is_empty() && self.least == 0 => None,
            Kind::Choice(..) if answer.is_empty() => Some(tr!(order.problem_choose)),
            Kind::Day if answer.parse::<chrono::NaiveDate>().is_err() => Some(tr!(order.problem_date)),
            Kind::Line | Kind::Text if length < self.least => Some(tr!(asks.too_short, n = self.least)),
            Kind::Line | Kind::Text if length > usize::from(self.most) => Some(tr!(order.problem_long, n = self.most)),
            _ => None,
        }
    }

    /// What the server finds wrong with it, in our words.
    pub fn refused(&self, problem: &FieldProblem) -> String {
        match self.kind {
            Kind::Day if problem.code == "range" => {
                latest_in(&problem.detail).map_or_else(|| tr!(asks.day_range), |at| tr!(asks.day_until, when = crate::ui::spoken::when(at)))
            }
            Kind::Choice(..) => tr!(order.problem_choose),
            _ => tr!(order.problem_other),
        }
    }
}

/// The words of an answer with one more of them, or one less.
pub fn with(answer: &str, word: &str, on: bool) -> String {
    let others = answer.split(' ').filter(|other| !other.is_empty() && *other != word);
    others.chain(on.then_some(word)).collect::<Vec<_>>().join(" ")
}

/// The latest instant that is named in a refusal: `… and not after 2026-11-30 09:00:00 UTC, …`.
fn latest_in(detail: &str) -> Option<chrono::DateTime<chrono::Utc>> {
    let (_, rest) = detail.split_once("not after ")?;
    let stamp: String = rest.chars().take(19).collect();
    format!("{}Z", stamp.replace(' ', "T")).parse().ok()
}

/// The answers to the questions of a step.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Filled(pub Vec<(&'static str, String)>);

impl Filled {
    /// The text of an answer, without blanks around it.
    pub fn text(&self, name: &str) -> String {
        self.0.iter().find(|(n, _)| *n == name).map(|(_, text)| text.trim().to_owned()).unwrap_or_default()
    }

    /// The words that were chosen of several.
    pub fn words<T: FromStr>(&self, name: &str) -> Vec<T> {
        self.text(name).split(' ').filter_map(|word| word.parse().ok()).collect()
    }

    /// The text, where there is one.
    pub fn note(&self, name: &str) -> Option<String> {
        Some(self.text(name)).filter(|text| !text.is_empty())
    }

    /// The word that was chosen.
    pub fn word<T: FromStr>(&self, name: &str) -> Option<T> {
        self.text(name).parse().ok()
    }

    /// Whether it was ticked.
    pub fn is_on(&self, name: &str) -> bool {
        !self.text(name).is_empty()
    }

    /// The end of the working day that was chosen.
    pub fn end_of_day(&self, name: &str) -> Option<chrono::DateTime<chrono::Utc>> {
        crate::ui::when::DayPart::Afternoon.window(self.word(name)?).map(|(_, end)| end)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use contract::orders::WaitReason;

    #[test]
    fn an_answer_is_checked_by_its_question() {
        let text = Field::text("text", String::new()).least(5);
        assert!(text.problem("四个字啊").is_some() && text.problem("够五个字了").is_none());
        assert!(text.clone().least(0).problem("").is_none());
        assert!(text.most(3).problem("太长太长太长").is_some());
        let choice = Field::choice("for", String::new(), WaitReason::ALL, |w| w.to_string());
        assert!(choice.problem("").is_some() && choice.problem("weather").is_none());
        let day = Field::day("until", String::new());
        assert!(day.problem("").is_some() && day.problem("2026-11-30").is_none());
    }

    #[test]
    fn the_longest_wait_is_read_out_of_the_refusal() {
        let detail = "has to lie in the future and not after 2026-11-30 09:00:00 UTC, the longest wait for this reason";
        assert_eq!(latest_in(detail), "2026-11-30T09:00:00Z".parse().ok());
        assert_eq!(latest_in("has to lie in the future"), None);
        assert_eq!(latest_in("not after"), None);
    }

    #[test]
    fn answers_are_found_by_name() {
        let filled = Filled(vec![("for", "weather".into()), ("note", "  ".into()), ("until", "2026-11-30".into()), ("again", "1".into())]);
        assert_eq!(filled.word::<WaitReason>("for"), Some(WaitReason::Weather));
        assert_eq!(filled.note("note"), None);
        assert!(filled.is_on("again") && !filled.is_on("note"));
        assert_eq!(filled.end_of_day("until"), "2026-11-30T10:00:00Z".parse().ok());
        assert_eq!(filled.end_of_day("for"), None);
        let several = with(&with(&with("", "weather", true), "material", true), "weather", true);
        assert_eq!(several, "material weather");
        assert_eq!(with(&several, "material", false), "weather");
        assert_eq!(Filled(vec![("for", several)]).words::<WaitReason>("for").len(), 2);
    }
}

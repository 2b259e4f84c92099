//! What is published of an item, as one piece: a version of it never changes.

use super::{Audience, Deadlines, EvidenceRule, FormField, Season};
use crate::menu::DeadlineClass;
use crate::{FieldProblem, check, form};
use serde::{Deserialize, Serialize};

/// Everything about an item that residents are told and that orders are held to.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct ItemContent {
    /// 1 to 40 characters.
    #[cfg_attr(feature = "openapi", schema(min_length = 1, max_length = 40, example = "换灯泡修灯具"))]
    pub name: String,
    /// Blank takes the Chinese name. So it is with every other text.
    #[serde(default)]
    #[cfg_attr(feature = "openapi", schema(max_length = 80))]
    pub name_en: String,
    /// What is done, in a sentence or two: 5 to 300 characters.
    #[cfg_attr(feature = "openapi", schema(min_length = 5, max_length = 300, example = "上门更换灯泡、灯管，检修不亮或闪烁的灯具"))]
    pub description: String,
    #[serde(default)]
    #[cfg_attr(feature = "openapi", schema(max_length = 600))]
    pub description_en: String,
    pub audience: Audience,
    pub evidence: EvidenceRule,
    pub deadlines: Deadlines,
    /// Codes of the skills a team needs, 10 at most.
    #[serde(default)]
    #[cfg_attr(feature = "openapi", schema(max_items = 10))]
    pub skills: Vec<String>,
    /// 20 questions at most.
    #[serde(default)]
    #[cfg_attr(feature = "openapi", schema(max_items = 20))]
    pub form: Vec<FormField>,
    /// May be shown to the public without the requester's details.
    pub is_public: bool,
    /// The part of the year in which it is offered; absent when it always is.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub season: Option<Season>,
}

/// Most skills an item asks for.
const MAX_SKILLS: usize = 10;

impl ItemContent {
    /// What is wrong with it, by pointers into it; empty when it can be kept. Whether the skills exist, only the database knows.
    pub fn problems(&self) -> Vec<FieldProblem> {
        let mut found = Vec::new();
        for (pointer, text, min, max) in [
            ("/name", &self.name, 1, 40),
            ("/name_en", &self.name_en, 0, 80),
            ("/description", &self.description, 5, 300),
            ("/description_en", &self.description_en, 0, 600),
        ] {
            found.extend(check_text(pointer, text, min, max));
        }
        self.check_deadlines(&mut found);
        self.check_skills(&mut found);
        found.extend(form::form_problems(&self.form));
        found
    }

    fn check_deadlines(&self, found: &mut Vec<FieldProblem>) {
        let is_own = self.deadlines.class == DeadlineClass::Own;
        if is_own != self.deadlines.spans.is_some() {
            let (code, detail) =
                if is_own { ("required", "an own promise needs its spans") } else { ("unknown", "the class has the spans") };
            found.push(FieldProblem::new("/deadlines/spans", code, detail));
        }
        let sets = [("spans", &self.deadlines.spans), ("urgent", &self.deadlines.urgent), ("danger", &self.deadlines.danger)];
        for (name, spans) in sets {
            for (stage, span) in spans.iter().flat_map(super::StageSpans::stages) {
                let pointer = format!("/deadlines/{name}/{stage}");
                if span.roughly() == 0 {
                    found.push(FieldProblem::new(&pointer, "range", "longer than nothing"));
                } else if span.roughly() > 366 * 24 * 60 {
                    found.push(FieldProblem::new(&pointer, "range", "a year at most"));
                }
            }
        }
    }

    fn check_skills(&self, found: &mut Vec<FieldProblem>) {
        if self.skills.len() > MAX_SKILLS {
            found.push(FieldProblem::new("/skills", "length", &format!("at most {MAX_SKILLS} skills")));
        }
        for (at, code) in self.skills.iter().enumerate() {
            if self.skills.iter().take(at).any(|earlier| earlier == code) {
                found.push(FieldProblem::new(&format!("/skills/{at}"), "duplicate", "the skill is there already"));
            }
        }
    }

    /// As it is kept: without blanks around the texts, and with the Chinese text where the English one was left out.
    #[must_use]
    pub fn tidied(mut self) -> Self {
        fn tidy(text: &mut String, english: &mut String) {
            *text = text.trim().to_owned();
            let given = english.trim();
            *english = if given.is_empty() { text.clone() } else { given.to_owned() };
        }
        tidy(&mut self.name, &mut self.name_en);
        tidy(&mut self.description, &mut self.description_en);
        for field in &mut self.form {
            tidy(&mut field.label, &mut field.label_en);
            tidy(&mut field.help, &mut field.help_en);
            for option in &mut field.options {
                tidy(&mut option.label, &mut option.label_en);
            }
        }
        self
    }
}

/// A text of `min` to `max` characters; not blank unless `min` is 0.
pub(crate) fn check_text(pointer: &str, text: &str, min: usize, max: usize) -> Option<FieldProblem> {
    let length = text.trim().chars().count();
    if length == 0 && min > 0 {
        return Some(FieldProblem::new(pointer, "required", "must not be blank"));
    }
    if length < min || length > max {
        return Some(FieldProblem::new(pointer, "length", &format!("{min} to {max} characters")));
    }
    check::printable(text).err().map(|_| FieldProblem::new(pointer, "format", "must not hold control characters"))
}

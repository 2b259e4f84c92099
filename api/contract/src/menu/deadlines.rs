//! The promise of an item: a class with the spans that the installation has for it, or spans of its own; shorter when it is urgent.

use crate::Span;
use crate::orders::Urgency;
use serde::{Deserialize, Serialize};

crate::words! {
    /// What kind of promise an item makes. The spans of each class are configured; the defaults are ours, after the ranges that
    /// Chinese cities publish (a Beijing draft standard of 2021, the regulations of 潍坊 and 济南).
    DeadlineClass {
        /// Danger to life or property, by the clock.
        Danger = "danger",
        /// Water, power, gas, heating: by the clock.
        Utilities = "utilities",
        /// A simple service at home.
        Home = "home",
        General = "general",
        Complex = "complex",
        /// Spans of the item's own.
        Own = "own",
    }
}

/// How long each stage may take.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct StageSpans {
    /// From submission until a clerk accepts, asks or rejects.
    pub acceptance: Span,
    /// From acceptance until a team is named.
    pub dispatch: Span,
    /// From the offer until the team takes it.
    pub take: Span,
    /// From taking until the resident has been contacted.
    pub first_contact: Span,
    /// From acceptance until the work is done; this is the date printed on the order.
    pub completion: Span,
}

impl StageSpans {
    /// The five stages with their names, in their order.
    pub const fn stages(&self) -> [(&'static str, Span); 5] {
        [
            ("acceptance", self.acceptance),
            ("dispatch", self.dispatch),
            ("take", self.take),
            ("first_contact", self.first_contact),
            ("completion", self.completion),
        ]
    }

    /// The span of a stage, to be changed.
    pub fn stage_mut(&mut self, name: &str) -> Option<&mut Span> {
        match name {
            "acceptance" => Some(&mut self.acceptance),
            "dispatch" => Some(&mut self.dispatch),
            "take" => Some(&mut self.take),
            "first_contact" => Some(&mut self.first_contact),
            "completion" => Some(&mut self.completion),
            _ => None,
        }
    }

    /// Stage by stage the shorter of both.
    #[must_use]
    pub fn shorter(&self, other: &Self) -> Self {
        let min = |a: Span, b: Span| if b.roughly() < a.roughly() { b } else { a };
        Self {
            acceptance: min(self.acceptance, other.acceptance),
            dispatch: min(self.dispatch, other.dispatch),
            take: min(self.take, other.take),
            first_contact: min(self.first_contact, other.first_contact),
            completion: min(self.completion, other.completion),
        }
    }
}

/// The promise as it is written down.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct Deadlines {
    pub class: DeadlineClass,
    /// The item's own spans: required with `own`, and only then.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub spans: Option<StageSpans>,
    /// When the desk finds an order urgent. Absent: stage by stage the shorter of the normal spans and those of `utilities`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub urgent: Option<StageSpans>,
    /// When the desk finds danger. Absent: stage by stage the shorter of the urgent spans and those of `danger`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub danger: Option<StageSpans>,
}

/// The promise in spans, for each urgency.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct UrgencySpans {
    pub normal: StageSpans,
    pub urgent: StageSpans,
    pub danger: StageSpans,
}

impl UrgencySpans {
    /// The spans of an urgency.
    pub const fn of(&self, urgency: Urgency) -> &StageSpans {
        match urgency {
            Urgency::Normal => &self.normal,
            Urgency::Urgent => &self.urgent,
            Urgency::Danger => &self.danger,
        }
    }
}

/// What each class promises in this installation.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct ClassSpans {
    pub danger: StageSpans,
    pub utilities: StageSpans,
    pub home: StageSpans,
    pub general: StageSpans,
    pub complex: StageSpans,
}

impl ClassSpans {
    /// The spans of a class; none for `own`.
    pub const fn of(&self, class: DeadlineClass) -> Option<&StageSpans> {
        match class {
            DeadlineClass::Danger => Some(&self.danger),
            DeadlineClass::Utilities => Some(&self.utilities),
            DeadlineClass::Home => Some(&self.home),
            DeadlineClass::General => Some(&self.general),
            DeadlineClass::Complex => Some(&self.complex),
            DeadlineClass::Own => None,
        }
    }
}

impl Deadlines {
    /// A class as it is.
    pub const fn class(class: DeadlineClass) -> Self {
        Self { class, spans: None, urgent: None, danger: None }
    }

    /// The promise in spans. More urgent is never slower, unless the item says so itself.
    pub fn resolve(&self, classes: &ClassSpans) -> UrgencySpans {
        let own = self.spans.as_ref().unwrap_or(&classes.general);
        let normal = classes.of(self.class).unwrap_or(own).clone();
        let urgent = self.urgent.clone().unwrap_or_else(|| normal.shorter(&classes.utilities));
        let danger = self.danger.clone().unwrap_or_else(|| urgent.shorter(&classes.danger));
        UrgencySpans { normal, urgent, danger }
    }
}

#[cfg(test)]
mod tests {
    #![expect(clippy::unwrap_used, reason = "a test may panic")]
    use super::*;

    fn spans(text: &str) -> StageSpans {
        let mut all = text.split(' ').map(|t| t.parse().unwrap());
        let mut next = || all.next().unwrap();
        StageSpans { acceptance: next(), dispatch: next(), take: next(), first_contact: next(), completion: next() }
    }

    fn classes() -> ClassSpans {
        ClassSpans {
            danger: spans("15m 15m 30m 30m 2h"),
            utilities: spans("2h 1h 2h 2h 24h"),
            home: spans("2wh 2wh 2wh 4wh 3wd"),
            general: spans("4wh 4wh 4wh 1wd 5wd"),
            complex: spans("1wd 1wd 4wh 1wd 15wd"),
        }
    }

    #[test]
    fn urgency_shortens_every_class_and_lengthens_none() {
        for class in DeadlineClass::ALL.iter().filter(|c| **c != DeadlineClass::Own) {
            let all = Deadlines::class(*class).resolve(&classes());
            for ((normal, urgent), danger) in all.normal.stages().into_iter().zip(all.urgent.stages()).zip(all.danger.stages()) {
                assert!(urgent.1.roughly() <= normal.1.roughly() && danger.1.roughly() <= urgent.1.roughly(), "{class} {}", normal.0);
            }
        }
        assert_eq!(Deadlines::class(DeadlineClass::Home).resolve(&classes()).urgent, spans("2h 1h 2h 2h 24h"));
        assert_eq!(Deadlines::class(DeadlineClass::Danger).resolve(&classes()).urgent, spans("15m 15m 30m 30m 2h"));
    }

    #[test]
    fn what_the_item_says_goes_first() {
        let own = Deadlines { class: DeadlineClass::Own, spans: Some(spans("10m 10m 10m 10m 1h")), urgent: None, danger: None };
        assert_eq!(own.resolve(&classes()).danger, spans("10m 10m 10m 10m 1h"), "the class `danger` would be slower");
        let said = Deadlines { urgent: Some(spans("1h 1h 1h 1h 8h")), ..Deadlines::class(DeadlineClass::Complex) };
        assert_eq!(said.resolve(&classes()).of(Urgency::Urgent), &spans("1h 1h 1h 1h 8h"));
        assert_eq!(said.resolve(&classes()).of(Urgency::Danger), &spans("15m 15m 30m 30m 2h"));
        assert_eq!(said.resolve(&classes()).of(Urgency::Normal), &classes().complex);
    }
}

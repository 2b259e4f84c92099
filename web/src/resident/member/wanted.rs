//! What is looked for in the list of shifts: it lives in the address bar.

use crate::nav;
use crate::ui::encode;
use chrono::NaiveDate;
use contract::OrgUnitId;
use contract::check_ins::PostCategory;
use contract::posts::ShiftFilter;

/// The word for all communities.
pub const EVERYWHERE: &str = "all";

/// As the address says it; empty where it says nothing.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Wanted {
    /// Empty: one's own; otherwise [`EVERYWHERE`] or an id.
    pub community: String,
    pub category: String,
    pub from: String,
    pub skill: String,
    /// Also those whose seats are taken, to stand on the waiting list.
    pub with_full: bool,
}

impl Wanted {
    /// What the address says, followed.
    pub fn read() -> Self {
        let word = |name| nav::word(name).unwrap_or_default();
        Self {
            community: word("community"),
            category: word("category"),
            from: word("from"),
            skill: word("skill"),
            with_full: word("full") == "1",
        }
    }

    /// The address that says it.
    pub fn address(&self) -> String {
        let full = if self.with_full { "1" } else { "" };
        let words = [
            ("community", self.community.as_str()),
            ("category", self.category.as_str()),
            ("from", self.from.as_str()),
            ("skill", self.skill.as_str()),
            ("full", full),
        ];
        let pairs: Vec<String> = words.iter().filter(|(_, w)| !w.is_empty()).map(|(n, w)| format!("{n}={}", encode(w))).collect();
        if pairs.is_empty() { "/posts".to_owned() } else { format!("/posts?{}", pairs.join("&")) }
    }

    /// Whether anything but the community narrows the list.
    pub fn is_narrow(&self) -> bool {
        !(self.category.is_empty() && self.from.is_empty() && self.skill.is_empty())
    }

    /// As the API is asked; `own` is one's own community, if there is one. A word that means nothing filters nothing.
    pub fn filter(&self, own: Option<OrgUnitId>, cursor: Option<String>, limit: i64) -> ShiftFilter {
        let community = if self.community.is_empty() { own } else { self.community.parse().ok() };
        ShiftFilter {
            community,
            category: self.category.parse::<PostCategory>().ok(),
            from: self.from.parse::<NaiveDate>().ok(),
            skill: Some(self.skill.clone()).filter(|skill| !skill.is_empty()),
            free: (!self.with_full).then_some(true),
            cursor,
            limit: Some(limit),
            ..ShiftFilter::default()
        }
    }
}

#[cfg(test)]
mod tests {
    #![expect(clippy::unwrap_used, reason = "a test may panic")]
    use super::*;

    const OWN: &str = "01a210a4-5e51-72e1-a002-6cd5f8b3019f";

    #[test]
    fn ones_own_community_is_looked_at_first() {
        let own: OrgUnitId = OWN.parse().unwrap();
        let first = Wanted::default();
        assert_eq!(first.filter(Some(own), None, 20).community, Some(own));
        assert_eq!(first.filter(None, None, 20).community, None);
        let all = Wanted { community: EVERYWHERE.into(), ..Wanted::default() };
        assert_eq!(all.filter(Some(own), None, 20).community, None);
    }

    #[test]
    fn the_address_says_what_is_looked_for() {
        assert_eq!(Wanted::default().address(), "/posts");
        let wanted =
            Wanted {
                category: "mediation".into(), from: "2026-12-05".into(), skill: "水电".into(), with_full: true, ..Wanted::default()
            };
        assert_eq!(wanted.address(), "/posts?category=mediation&from=2026-12-05&skill=%E6%B0%B4%E7%94%B5&full=1");
        let asked = wanted.filter(None, None, 20);
        assert_eq!((asked.category, asked.free), (Some(PostCategory::Mediation), None));
        assert_eq!(asked.from.unwrap().to_string(), "2026-12-05");
        assert!(wanted.is_narrow() && !Wanted { with_full: true, ..Wanted::default() }.is_narrow());
    }

    #[test]
    fn words_that_mean_nothing_filter_nothing() {
        let odd = Wanted { category: "x".into(), from: "soon".into(), ..Wanted::default() };
        let asked = odd.filter(None, None, 20);
        assert_eq!((asked.category, asked.from, asked.free), (None, None, Some(true)));
    }
}

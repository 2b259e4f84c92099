//! Dispatch rules as data: conditions over an order, effects on who is offered it. Ordered at each node of the tree, inherited downwards.

mod check;
mod replies;
mod requests;

pub use replies::*;
pub use requests::*;

use crate::orders::Urgency;
use crate::org::TeamKind;
use crate::{MenuGroupId, MenuItemId, OrgUnitId, TeamId};
use serde::{Deserialize, Serialize};

/// The most teams a rule or a dispatcher offers an order to at once.
pub const MOST_TEAMS: usize = 100;
/// The most conditions of a rule, and the most effects.
pub const MOST_PARTS: usize = 12;
/// The most words, items, nodes of one condition.
pub const MOST_VALUES: usize = 50;

crate::words! {
    /// On which days a condition of time holds.
    RuleDays {
        Any = "any",
        /// Days on which offices work, make-up days among them.
        WorkingDays = "working_days",
        DaysOff = "days_off",
    }

    /// What a lint of the rules found.
    FindingKind {
        /// It names something that is gone.
        Broken = "broken",
        /// No order can fulfil its conditions.
        Contradiction = "contradiction",
        /// An earlier rule with the same or wider conditions ends the list.
        Unreachable = "unreachable",
        /// Earlier rules that always match with it decide everything it says.
        Shadowed = "shadowed",
    }
}

/// Hours of the day in Asia/Shanghai: `from` included, `to` excluded. A night is two of them: 0 to 6 and 22 to 24.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct HourRange {
    #[cfg_attr(feature = "openapi", schema(minimum = 0, maximum = 23))]
    pub from: u8,
    #[cfg_attr(feature = "openapi", schema(minimum = 1, maximum = 24))]
    pub to: u8,
}

/// A condition over an order. All of a rule's have to hold; a rule without any holds for every order.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(tag = "kind", rename_all = "snake_case", deny_unknown_fields)]
pub enum RuleCondition {
    /// What was ordered is one of these items.
    Item {
        #[cfg_attr(feature = "openapi", schema(min_items = 1, max_items = 50))]
        items: Vec<MenuItemId>,
    },
    /// What was ordered belongs to one of these groups of the menu.
    Group {
        #[cfg_attr(feature = "openapi", schema(min_items = 1, max_items = 50))]
        groups: Vec<MenuGroupId>,
    },
    /// The order's community lies at or below one of these nodes. A branch (小区党支部) holds where the address names its estate.
    Place {
        #[cfg_attr(feature = "openapi", schema(min_items = 1, max_items = 50))]
        nodes: Vec<OrgUnitId>,
    },
    /// The address contains one of these words.
    Address {
        #[cfg_attr(feature = "openapi", schema(min_items = 1, max_items = 50))]
        words: Vec<String>,
    },
    /// When the order came in, Asia/Shanghai. At least one of the three is narrowed.
    Time {
        days: RuleDays,
        /// 1 is Monday, 7 Sunday; empty: all of them.
        #[serde(default)]
        #[cfg_attr(feature = "openapi", schema(max_items = 7))]
        weekdays: Vec<u8>,
        /// Empty: the whole day.
        #[serde(default)]
        #[cfg_attr(feature = "openapi", schema(max_items = 12))]
        hours: Vec<HourRange>,
    },
    /// The order's urgency is one of these.
    Urgency {
        #[cfg_attr(feature = "openapi", schema(min_items = 1, max_items = 3))]
        urgencies: Vec<Urgency>,
    },
    /// The order's text contains one of these words. Capitals do not matter.
    TextAny {
        #[cfg_attr(feature = "openapi", schema(min_items = 1, max_items = 50))]
        words: Vec<String>,
    },
    /// The order's text contains every one of these words. Capitals do not matter.
    TextAll {
        #[cfg_attr(feature = "openapi", schema(min_items = 1, max_items = 50))]
        words: Vec<String>,
    },
}

/// What a rule does when it matches.
///
/// Of `prefer_team`, `auto_offer`, `first_to_accept` and `suggest_urgency` the first rule that says one decides; `require_skill` and
/// `only_kinds` add up.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(tag = "kind", rename_all = "snake_case", deny_unknown_fields)]
pub enum RuleEffect {
    /// This team comes first when it is available.
    PreferTeam { team_id: TeamId },
    /// Only teams with this skill.
    RequireSkill {
        #[cfg_attr(feature = "openapi", schema(min_length = 1, max_length = 40, example = "gas_safety"))]
        skill: String,
    },
    /// Only teams of these kinds.
    OnlyKinds {
        #[cfg_attr(feature = "openapi", schema(min_items = 1, max_items = 4))]
        kinds: Vec<TeamKind>,
    },
    /// Offered by itself, in the transaction in which the order is accepted, with this measure; its deadline is the order's. The team's
    /// lead answers for the work.
    AutoOffer {
        #[cfg_attr(feature = "openapi", schema(min_length = 2, max_length = 300, example = "当日联系居民并上门"))]
        measure: String,
        /// Who will do it; the lead's name when absent.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        #[cfg_attr(feature = "openapi", schema(min_length = 1, max_length = 40))]
        who: Option<String>,
        /// What the team is told with the offer.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        #[cfg_attr(feature = "openapi", schema(max_length = 500))]
        note: Option<String>,
    },
    /// Offered to so many of the best at once; the first to accept gets it (抢单).
    FirstToAccept {
        #[cfg_attr(feature = "openapi", schema(minimum = 2, maximum = 100))]
        best: i32,
    },
    /// What the clerk is shown when accepting; the clerk decides.
    SuggestUrgency { urgency: Urgency },
}

impl RuleEffect {
    /// The word of the effect, as in its `kind`.
    pub const fn word(&self) -> &'static str {
        match self {
            Self::PreferTeam { .. } => "prefer_team",
            Self::RequireSkill { .. } => "require_skill",
            Self::OnlyKinds { .. } => "only_kinds",
            Self::AutoOffer { .. } => "auto_offer",
            Self::FirstToAccept { .. } => "first_to_accept",
            Self::SuggestUrgency { .. } => "suggest_urgency",
        }
    }

    /// Whether only the first rule that says it counts.
    pub const fn is_decided_once(&self) -> bool {
        !matches!(self, Self::RequireSkill { .. } | Self::OnlyKinds { .. })
    }
}

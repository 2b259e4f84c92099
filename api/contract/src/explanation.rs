//! Why a team was chosen: every rule that was tried, every team with its numbers, and what decided in the end.

use crate::dispatch_rules::{RuleCondition, RuleEffect};
use crate::orders::Urgency;
use crate::org::{TeamKind, TeamRef};
use crate::{DispatchRuleId, FieldProblem, MenuGroupId, MenuItemId, PersonId};
use chrono::{DateTime, NaiveDateTime, Utc};
use serde::{Deserialize, Serialize};

/// The form in which explanations are kept now.
pub const FORMAT: i32 = 1;

crate::words! {
    /// What became of a rule.
    RuleOutcome {
        Matched = "matched",
        NotMatched = "not_matched",
        Disabled = "disabled",
        /// It names something that is gone: it does nothing, and holds an automatic offer back where it might apply.
        Broken = "broken",
        /// An earlier rule had ended the list.
        NotReached = "not_reached",
    }

    /// What became of an effect.
    EffectOutcome {
        Applied = "applied",
        /// An earlier rule had decided this.
        Overruled = "overruled",
        /// The team is out of reach, on leave or has its hands full; or nobody is left to be offered the order.
        NotPossible = "not_possible",
        /// A broken rule might apply: a person decides.
        HeldBack = "held_back",
    }

    /// Why a team cannot be chosen.
    ExclusionReason {
        OnLeave = "on_leave",
        HandsFull = "hands_full",
        /// A rule requires a skill that it lacks.
        SkillRequired = "skill_required",
        /// A rule admits other kinds of teams only.
        KindNotAdmitted = "kind_not_admitted",
    }

    /// What set the chosen teams apart from the next one.
    TieBreak {
        /// Nobody can be chosen.
        Nobody = "nobody",
        /// Nobody else can be chosen.
        OnlyOnes = "only_ones",
        /// A rule prefers the team.
        Preferred = "preferred",
        Score = "score",
        /// Equal scores: fewer open tasks.
        Load = "load",
        /// Equal in everything: the lower id.
        TeamId = "team_id",
    }
}

/// The facts on which it was decided. What the requester wrote and where they live are not repeated here.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct DecisionFacts {
    pub item_id: MenuItemId,
    pub item_code: String,
    pub group_id: MenuGroupId,
    /// Path of the community.
    pub area: String,
    pub urgency: Urgency,
    /// When the order came in, Asia/Shanghai.
    #[cfg_attr(feature = "openapi", schema(value_type = String, example = "2026-11-24T11:20:00"))]
    pub came_in: NaiveDateTime,
    pub is_working_day: bool,
    /// Skills the item needs, by code.
    pub needed_skills: Vec<String>,
}

/// How much each number counts, in points out of 100.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct DecisionWeights {
    pub skill: i32,
    pub distance: i32,
    pub capacity: i32,
    pub promise: i32,
}

/// A condition with what was found.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct TriedCondition {
    pub condition: RuleCondition,
    pub holds: bool,
    /// The facts that made it hold, or that it was compared with: the words that were found, the item, the hour.
    pub found: Vec<String>,
}

/// An effect with what became of it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct TriedEffect {
    pub effect: RuleEffect,
    pub outcome: EffectOutcome,
}

/// A rule that was tried.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct TriedRule {
    pub rule_id: DispatchRuleId,
    pub name: String,
    /// Path of the node whose rule it is.
    pub node: String,
    pub position: i32,
    pub version: i32,
    pub outcome: RuleOutcome,
    pub conditions: Vec<TriedCondition>,
    /// Of a rule that matched.
    pub effects: Vec<TriedEffect>,
    /// What it names that is gone.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub problems: Vec<FieldProblem>,
    /// It matched and ended the list.
    #[serde(default)]
    pub ended_the_list: bool,
}

/// Points of a team, in hundredths: 4500 is 45 points.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Points {
    pub skill: i32,
    pub distance: i32,
    pub capacity: i32,
    pub promise: i32,
}

/// A team in reach with its numbers.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct WeighedTeam {
    pub team: TeamRef,
    pub kind: TeamKind,
    /// Its place among those that can be chosen, from 1; absent for those that cannot.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub place: Option<i32>,
    /// Steps through the tree from the community to the team's area.
    pub distance: i32,
    /// By code.
    pub matched_skills: Vec<String>,
    pub missing_skills: Vec<String>,
    /// Open tasks.
    pub load: i64,
    pub capacity: i32,
    pub is_on_leave: bool,
    /// Promises kept: orders it took and finished; within the configured days.
    pub kept: i64,
    /// Promises made: orders it took and finished or handed back.
    pub promised: i64,
    pub points: Points,
    /// 0 to 100: the sum of the points, rounded.
    pub score: i32,
    #[serde(default)]
    pub is_preferred: bool,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub excluded: Option<ExclusionReason>,
}

/// What a rule offers by itself.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct AutomaticOffer {
    pub rule_id: DispatchRuleId,
    pub measure: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub who: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub note: Option<String>,
}

/// What was done in the end.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct MadeChoice {
    pub teams: Vec<TeamRef>,
    /// Who offered it; for an automatic offer whoever accepted the order.
    pub by: PersonId,
    /// The rule by which it was offered; absent when a person chose.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub rule_id: Option<DispatchRuleId>,
    /// The secretary named the team after repeated refusals.
    pub is_named: bool,
    /// Whether the teams are those that were suggested.
    pub follows_suggestion: bool,
}

/// Why an order went where it went.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Explanation {
    /// The form of this explanation.
    pub format: i32,
    pub decided_at: DateTime<Utc>,
    pub facts: DecisionFacts,
    pub weights: DecisionWeights,
    /// Every rule that holds at the community, in the order in which they were tried.
    pub rules: Vec<TriedRule>,
    /// Every team in reach: the best first, those that cannot be chosen last.
    pub candidates: Vec<WeighedTeam>,
    /// Whom the rules and the numbers choose.
    pub suggested: Vec<TeamRef>,
    pub tie_break: TieBreak,
    /// The urgency that a rule suggests.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub suggested_urgency: Option<Urgency>,
    /// What is offered by itself when the order is accepted.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub automatic: Option<AutomaticOffer>,
    /// What was done; absent while it is only a suggestion.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub made: Option<MadeChoice>,
}

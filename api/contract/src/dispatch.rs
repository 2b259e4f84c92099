//! Dispatch (派单): offering an order to teams, and their answers.

use crate::explanation::Explanation;
use crate::orders::{NewMeasure, OrderState, Urgency};
use crate::org::{PersonRef, Skill, TeamRef};
use crate::{DispatchId, DispatchRuleId, OrderId, PersonId, TeamId, check};
use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use validator::Validate;

crate::words! {
    /// Where an offer stands.
    DispatchState {
        Offered = "offered",
        Accepted = "accepted",
        Declined = "declined",
        Expired = "expired",
        Recalled = "recalled",
        Done = "done",
        HandedBack = "handed_back",
    }

    /// A step of an offer.
    DispatchAction {
        Accept = "accept",
        Decline = "decline",
        /// System: the window ran out.
        Expire = "expire",
        /// The dispatcher takes the offer back, or another team was first.
        Recall = "recall",
        HandBack = "hand_back",
        /// System: the order was completed.
        Finish = "finish",
        /// Instead of declining: the secretary reviews it (派单异议).
        Object = "object",
        /// The objection is right: the offer ends, and counts neither for nor against the team.
        UpholdObjection = "uphold_objection",
        /// The objection is not right: the window starts again.
        DenyObjection = "deny_objection",
    }

    /// Why a team objects to an offer.
    ObjectionReason {
        /// Not what a volunteer team, or this community, may do.
        OutsideDuty = "outside_duty",
        /// Another team was meant, or is plainly the right one.
        WrongTeam = "wrong_team",
        /// The order says something that is not so.
        WrongFacts = "wrong_facts",
        Unsafe = "unsafe",
        Other = "other",
    }

    /// Where an objection stands.
    ObjectionState {
        Open = "open",
        Upheld = "upheld",
        Denied = "denied",
        /// The offer ended before it was reviewed.
        Moot = "moot",
    }

    /// Why a team declines or hands back.
    DeclineReason {
        NoCapacity = "no_capacity",
        WrongSkill = "wrong_skill",
        TooFar = "too_far",
        /// Not what a volunteer team may do.
        NotOurDuty = "not_our_duty",
        Unsafe = "unsafe",
        Other = "other",
    }
}

/// Offers an order to teams. More than one team: the first to accept gets it (抢单).
#[derive(Clone, Debug, Serialize, Deserialize, Validate)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct DispatchOrder {
    pub expected_version: i32,
    /// One to a hundred teams, none twice.
    #[validate(length(min = 1, max = 100))]
    #[cfg_attr(feature = "openapi", schema(min_items = 1, max_items = 100))]
    pub team_ids: Vec<TeamId>,
    /// The person who answers for the work, a member of the team; required with one team. With several, each team names its own when it accepts.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub responsible_person_id: Option<PersonId>,
    /// What will be done, by whom, by when: at least one.
    #[validate(length(min = 1, max = 10), nested)]
    #[cfg_attr(feature = "openapi", schema(min_items = 1, max_items = 10))]
    pub measures: Vec<NewMeasure>,
    /// What the team should know.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[validate(length(max = 500), custom(function = "check::printable"))]
    #[cfg_attr(feature = "openapi", schema(max_length = 500))]
    pub note: Option<String>,
}

/// Takes an offer.
#[derive(Clone, Debug, Serialize, Deserialize, Validate)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct AcceptDispatch {
    /// Version of the dispatch.
    pub expected_version: i32,
    /// Who answers for the work; the person named with the offer, or else the caller, when absent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub responsible_person_id: Option<PersonId>,
}

/// Declines an offer, or hands a taken order back.
#[derive(Clone, Debug, Serialize, Deserialize, Validate)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct DeclineDispatch {
    /// Version of the dispatch.
    pub expected_version: i32,
    pub reason: DeclineReason,
    #[serde(default)]
    #[validate(length(max = 500), custom(function = "check::printable"))]
    #[cfg_attr(feature = "openapi", schema(max_length = 500))]
    pub explanation: String,
}

/// Names the team that has to take an order which was refused again and again. It cannot decline, and can object once.
#[derive(Clone, Debug, Serialize, Deserialize, Validate)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct NameTeam {
    /// Version of the order.
    pub expected_version: i32,
    pub team_id: TeamId,
    /// The person who answers for the work, a member of the team; its lead when absent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub responsible_person_id: Option<PersonId>,
    /// What will be done, by whom, by when: at least one.
    #[validate(length(min = 1, max = 10), nested)]
    #[cfg_attr(feature = "openapi", schema(min_items = 1, max_items = 10))]
    pub measures: Vec<NewMeasure>,
    /// What the team should know.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[validate(length(max = 500), custom(function = "check::printable"))]
    #[cfg_attr(feature = "openapi", schema(max_length = 500))]
    pub note: Option<String>,
}

/// Objects to an offer instead of declining it. Once an offer.
#[derive(Clone, Debug, Serialize, Deserialize, Validate)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct ObjectToDispatch {
    /// Version of the dispatch.
    pub expected_version: i32,
    pub reason: ObjectionReason,
    #[validate(length(min = 5, max = 1000), custom(function = "check::text"))]
    #[cfg_attr(feature = "openapi", schema(min_length = 5, max_length = 1000, example = "小区公共管道属物业职责，志愿队不能动"))]
    pub text: String,
}

/// Reviews an objection.
#[derive(Clone, Debug, Serialize, Deserialize, Validate)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct ReviewObjection {
    /// Version of the dispatch.
    pub expected_version: i32,
    /// `true`: the offer ends as declined, counted neither for nor against the team. `false`: the window starts again.
    pub is_upheld: bool,
    /// What the team is told.
    #[validate(length(min = 2, max = 1000), custom(function = "check::text"))]
    #[cfg_attr(feature = "openapi", schema(min_length = 2, max_length = 1000))]
    pub text: String,
}

/// An objection to an offer, for the team and the desk.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Objection {
    pub reason: ObjectionReason,
    pub text: String,
    pub state: ObjectionState,
    pub objected_at: DateTime<Utc>,
    /// What the secretary answered.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub review: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reviewed_at: Option<DateTime<Utc>>,
}

/// An offer of an order to a team.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Dispatch {
    pub id: DispatchId,
    pub order_id: OrderId,
    pub round: i32,
    pub team: TeamRef,
    pub state: DispatchState,
    pub version: i32,
    /// The person who answers for the work.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub responsible_person: Option<PersonRef>,
    pub offered_at: DateTime<Utc>,
    /// The offer stands until then.
    pub expires_at: DateTime<Utc>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub answered_at: Option<DateTime<Utc>>,
    /// Why it was declined or handed back.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reason: Option<DeclineReason>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub explanation: Option<String>,
    /// What the dispatcher wrote to the team.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub note: Option<String>,
    /// The secretary named the team after repeated refusals: it cannot decline, and the window does not run out.
    #[serde(default)]
    pub is_named: bool,
    /// It was declined, and counts neither for nor against the team: its objection was right.
    #[serde(default)]
    pub is_neutral: bool,
    /// The rule by which it was offered; absent when a person did it, and for the requester.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub rule_id: Option<DispatchRuleId>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub objection: Option<Objection>,
    pub allowed_actions: Vec<DispatchAction>,
}

/// A task of the caller's team: an offer with what a volunteer may know before taking it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Task {
    pub dispatch: Dispatch,
    pub order_number: String,
    pub order_state: OrderState,
    pub order_version: i32,
    pub item_name: String,
    pub item_name_en: String,
    pub community_name: String,
    pub urgency: Urgency,
    pub excerpt: String,
    /// The deadline printed on the order.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub deadline: Option<DateTime<Utc>>,
}

/// A team that could do it, with the numbers behind its place in the list.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Candidate {
    pub team: TeamRef,
    pub leader: PersonRef,
    pub members: Vec<PersonRef>,
    /// The skills the item needs that this team has.
    pub matched_skills: Vec<Skill>,
    /// How many skills the item needs.
    pub needed_skills: i32,
    /// Steps through the organisation tree from the community to the team's area; 0 is the community itself.
    pub distance: i32,
    pub load: i64,
    pub capacity: i32,
    pub is_on_leave: bool,
    /// 0 to 100: skill, distance, free capacity, kept promises; the weights are configuration and stand in the explanation.
    pub score: i32,
    /// Whether it has capacity left and is not on leave. Rules may exclude it all the same: see the explanation.
    pub is_available: bool,
}

/// The candidates for an order, the best first.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Candidates {
    /// The first of them, with the people one can name.
    pub items: Vec<Candidate>,
    /// Every rule tried, every team in reach with its numbers, and whom they suggest.
    pub explanation: Explanation,
}

/// Filters of `GET /dispatches`: the tasks of the caller's teams.
#[derive(Clone, Debug, Default, Serialize, Deserialize, Validate)]
#[cfg_attr(feature = "openapi", derive(utoipa::IntoParams))]
#[cfg_attr(feature = "openapi", into_params(parameter_in = Query))]
#[serde(deny_unknown_fields, default)]
pub struct TaskFilter {
    /// One or more states, separated by commas; `offered,accepted` when absent.
    #[validate(length(max = 100))]
    #[cfg_attr(feature = "openapi", param(max_length = 100, example = "offered,accepted"))]
    pub state: Option<String>,
    pub cursor: Option<String>,
    /// Rows on a page, 1 to 200; 50 when absent.
    #[validate(range(min = 1, max = 200))]
    #[cfg_attr(feature = "openapi", param(minimum = 1, maximum = 200))]
    pub limit: Option<i64>,
}

crate::page_of! {
    /// A page of tasks.
    TaskPage of Task,
}

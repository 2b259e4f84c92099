//! The whistle (吹哨): a community asks departments to answer, each with a clock of its own, and both sides say how it went.

use crate::org::PersonRef;
use crate::{OrderId, OrgUnitId, ResponderId, UnitId, WhistleId, check};
use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use validator::Validate;

crate::words! {
    /// The three cases in which a community may whistle (as in Beijing's 街乡吹哨、部门报到).
    WhistleCause {
        /// What residents ask for strongly and the street cannot solve alone.
        StrongDemand = "strong_demand",
        JointEnforcement = "joint_enforcement",
        Emergency = "emergency",
    }

    /// How a whistle stands.
    WhistleState {
        Blown = "blown",
        /// Every department has solved its part.
        Solved = "solved",
        /// Something is left: the order is with the community again.
        Returned = "returned",
    }

    /// How a department's part stands.
    ResponderState {
        Notified = "notified",
        Acknowledged = "acknowledged",
        OnSite = "on_site",
        Planned = "planned",
        Solved = "solved",
        /// Solved in part; the rest goes back to the community.
        Partial = "partial",
    }

    /// A step of a department's part.
    ResponderAction {
        Acknowledge = "acknowledge",
        Arrive = "arrive",
        Plan = "plan",
        Solve = "solve",
        SolvePartly = "solve_partly",
        /// The community grades the department.
        Grade = "grade",
        /// The department says what it thinks of the whistle.
        View = "view",
    }
}

/// Blows the whistle about an order.
#[derive(Clone, Debug, Serialize, Deserialize, Validate)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct BlowWhistle {
    /// Of the order.
    pub expected_version: i32,
    pub cause: WhistleCause,
    /// What the departments are asked to do. No names, numbers or doors: those come after the acknowledgement.
    #[validate(length(min = 10, max = 1000), custom(function = "check::text"))]
    #[cfg_attr(feature = "openapi", schema(min_length = 10, max_length = 1000))]
    pub text: String,
    /// Units that are departments, none twice.
    #[validate(length(min = 1, max = 6))]
    #[cfg_attr(feature = "openapi", schema(min_items = 1, max_items = 6))]
    pub unit_ids: Vec<UnitId>,
    /// Two hours to acknowledge, instead of a working day.
    #[serde(default)]
    pub is_urgent: bool,
}

/// A step that needs words: a plan, a result.
#[derive(Clone, Debug, Serialize, Deserialize, Validate)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct ResponderStep {
    /// Of the responder.
    pub expected_version: i32,
    #[validate(length(min = 2, max = 1000), custom(function = "check::text"))]
    #[cfg_attr(feature = "openapi", schema(min_length = 2, max_length = 1000))]
    pub text: String,
}

/// A department's result.
#[derive(Clone, Debug, Serialize, Deserialize, Validate)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct ReportResult {
    /// Of the responder.
    pub expected_version: i32,
    /// `false`: something is left for the community.
    pub is_solved: bool,
    #[validate(length(min = 5, max = 1000), custom(function = "check::text"))]
    #[cfg_attr(feature = "openapi", schema(min_length = 5, max_length = 1000))]
    pub text: String,
}

/// The community's grade of a department.
#[derive(Clone, Debug, Serialize, Deserialize, Validate)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct GradeResponder {
    /// Of the responder.
    pub expected_version: i32,
    #[validate(range(min = 1, max = 5))]
    #[cfg_attr(feature = "openapi", schema(minimum = 1, maximum = 5))]
    pub grade: i16,
    #[serde(default)]
    #[validate(length(max = 500), custom(function = "check::printable"))]
    #[cfg_attr(feature = "openapi", schema(max_length = 500))]
    pub note: String,
}

/// What a department thinks of the whistle.
#[derive(Clone, Debug, Serialize, Deserialize, Validate)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct ViewWhistle {
    /// Of the responder.
    pub expected_version: i32,
    /// Whether it said clearly what was wanted.
    pub is_clear: bool,
    /// Whether it was this department's duty.
    pub is_justified: bool,
    #[serde(default)]
    #[validate(length(max = 500), custom(function = "check::printable"))]
    #[cfg_attr(feature = "openapi", schema(max_length = 500))]
    pub note: String,
}

/// A department's part in a whistle.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Responder {
    pub id: ResponderId,
    pub unit_id: UnitId,
    pub unit_name: String,
    pub state: ResponderState,
    pub version: i32,
    /// By when the present state has to be left; absent when nothing is due.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub due_at: Option<DateTime<Utc>>,
    pub is_overdue: bool,
    /// Who was told of its silence: 0 nobody, 1 the street, 2 the city.
    pub told: i32,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub acknowledged_at: Option<DateTime<Utc>>,
    /// What will be done, where nothing could be done at once.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub plan: Option<String>,
    /// What was found on site.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub on_site: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub result: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub ended_at: Option<DateTime<Utc>>,
    /// Who answers for the department.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub answered_by: Option<PersonRef>,
    /// The community's grade of this department, 1 to 5.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub grade: Option<i16>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub grade_note: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub is_clear: Option<bool>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub is_justified: Option<bool>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub view_note: Option<String>,
    /// Steps open to the caller.
    pub allowed_actions: Vec<ResponderAction>,
}

/// A whistle, as its caller may see it: a department reads what it is asked, and its own part.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Whistle {
    pub id: WhistleId,
    pub order_id: OrderId,
    #[cfg_attr(feature = "openapi", schema(example = "261124-4839-2017"))]
    pub order_number: String,
    pub item_name: String,
    pub item_name_en: String,
    pub community_id: OrgUnitId,
    pub community_name: String,
    pub cause: WhistleCause,
    pub state: WhistleState,
    pub text: String,
    /// What the requester wrote; a department reads it once it has acknowledged.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub order_text: Option<String>,
    pub is_urgent: bool,
    pub blown_at: DateTime<Utc>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub ended_at: Option<DateTime<Utc>>,
    pub responders: Vec<Responder>,
}

/// Which whistles: newest first.
#[derive(Clone, Debug, Default, Serialize, Deserialize, Validate)]
#[cfg_attr(feature = "openapi", derive(utoipa::IntoParams))]
#[cfg_attr(feature = "openapi", into_params(parameter_in = Query))]
#[serde(deny_unknown_fields, default)]
pub struct WhistleFilter {
    pub state: Option<WhistleState>,
    pub community: Option<OrgUnitId>,
    pub unit: Option<UnitId>,
    /// Those of which a department is late.
    pub overdue: Option<bool>,
    pub cursor: Option<String>,
    /// Rows on a page, 1 to 200; 50 when absent.
    #[validate(range(min = 1, max = 200))]
    #[cfg_attr(feature = "openapi", param(minimum = 1, maximum = 200))]
    pub limit: Option<i64>,
}

crate::page_of! {
    /// A page of whistles.
    WhistlePage of Whistle,
}

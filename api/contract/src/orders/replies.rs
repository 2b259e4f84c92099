//! What is answered: an order as its caller may see it, and what happened to it.

use super::{BlockReason, ClockState, Intake, OrderAction, OrderSource, OrderState, Outcome, Pending, RejectionReason, Stage, Urgency};
use crate::dispatch::Dispatch;
use crate::org::{OrgRef, PersonRef, TeamRef};
use crate::photos::Photo;
use crate::ratings::Rating;
use crate::{MeasureId, MenuItemId, OrderId};
use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

/// Whom to call and where to go: masked unless the caller works on the order, or said why they need to see it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Contact {
    pub name: String,
    pub phone: String,
    pub address: String,
    /// Whether anything is hidden.
    pub is_masked: bool,
}

/// A planned measure.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Measure {
    pub id: MeasureId,
    pub round: i32,
    pub what: String,
    pub who: String,
    pub due_at: DateTime<Utc>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub done_at: Option<DateTime<Utc>>,
}

/// Who saw the contact in full, when and why.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Reveal {
    pub at: DateTime<Utc>,
    pub who: String,
    pub reason: String,
}

/// A step this caller could take, or why it is closed just now.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct AllowedAction {
    pub action: OrderAction,
    /// Absent when the step is open.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub blocked: Option<BlockReason>,
}

/// The clock of one stage of the present round.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct StageClock {
    pub stage: Stage,
    pub started_at: DateTime<Utc>,
    pub due_at: DateTime<Utc>,
    /// When the stage ended; absent while it runs.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub ended_at: Option<DateTime<Utc>>,
    pub state: ClockState,
    /// Who held the order in this stage: lateness is theirs.
    pub held_by: Holder,
}

/// Who holds an order in a stage.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Holder {
    /// 0 the community, 1 the street, 2 the city.
    pub level: i32,
    /// Name of that node.
    pub name: String,
    /// The team that had to act, under that node.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub team: Option<TeamRef>,
}

/// A part of an order: an order of its own, with its own team and clocks.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct PartRef {
    pub id: OrderId,
    pub number: String,
    pub state: OrderState,
    pub item_name: String,
    pub item_name_en: String,
    pub text: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub team_name: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub deadline: Option<DateTime<Utc>>,
}

/// The item of an order.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ItemRef {
    pub id: MenuItemId,
    pub code: String,
    pub name: String,
    pub name_en: String,
}

/// Why it was rejected.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Rejection {
    pub reason: RejectionReason,
    pub explanation: String,
}

/// A round that was done: who handled it then, and what the requester thought of it. It never changes when somebody is unassigned later.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Round {
    pub round: i32,
    /// Absent where departments solved it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub team: Option<TeamRef>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub responsible_person: Option<PersonRef>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub outcome: Option<Outcome>,
    /// What was said with the completion.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub note: Option<String>,
    pub done_at: DateTime<Utc>,
    /// Only for those who may see it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub rating: Option<Rating>,
}

/// An order, whole.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Order {
    pub id: OrderId,
    /// What one says on the telephone: date and eight digits.
    #[cfg_attr(feature = "openapi", schema(example = "261124-4839-2017"))]
    pub number: String,
    pub state: OrderState,
    /// 1, and one more with each reopening.
    pub round: i32,
    /// Give it back as `expected_version` with the next step.
    pub version: i32,
    pub item: ItemRef,
    pub community: OrgRef,
    pub urgency: Urgency,
    pub source: OrderSource,
    pub text: String,
    pub answers: Vec<Answer>,
    pub contact: Contact,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub expected_from: Option<DateTime<Utc>>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub expected_to: Option<DateTime<Utc>>,
    /// Whether the caller is the requester.
    pub is_mine: bool,
    /// The team that has it; absent before one took it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub team: Option<TeamRef>,
    /// The person who answers for the work (责任人).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub responsible_person: Option<PersonRef>,
    /// The deadline printed on the order; absent until it is accepted.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub deadline: Option<DateTime<Utc>>,
    /// The next thing due in the present state; absent when nothing is.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub due_at: Option<DateTime<Utc>>,
    pub clocks: Vec<StageClock>,
    pub dispatches: Vec<Dispatch>,
    pub measures: Vec<Measure>,
    /// Pictures the caller may see, of all rounds, oldest first.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub photos: Vec<Photo>,
    /// The clerk's open question, in `needs_info`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub question: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub rejection: Option<Rejection>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub outcome: Option<Outcome>,
    /// What the team says it did.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub completion_note: Option<String>,
    /// What waits for somebody's decision.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub pending: Option<Pending>,
    /// Who holds it: 0 the community, 1 the street, 2 the city.
    pub raised: i32,
    /// How far up its lateness was told: 0 nobody, 1 the secretary, 2 the street, 3 the city.
    pub escalated: i32,
    /// Its parts, oldest first; it cannot be done while one is open.
    pub parts: Vec<PartRef>,
    /// The order of which this is a part.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub parent_id: Option<OrderId>,
    /// The order that goes on for this one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub merged_into: Option<OrderId>,
    /// What was asked and decided before the work, and who else waits for it.
    #[serde(default)]
    pub intake: Intake,
    /// The requester's rating of this round; only the requester and those who must call back see it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub rating: Option<Rating>,
    /// Every round that was done, oldest first.
    #[serde(default)]
    pub rounds: Vec<Round>,
    pub allowed_actions: Vec<AllowedAction>,
    pub created_at: DateTime<Utc>,
    pub updated_at: DateTime<Utc>,
}

/// An answer with its question, ready to be shown.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Answer {
    pub code: String,
    pub label: String,
    pub label_en: String,
    /// The answer as text; choices by their labels.
    pub text: String,
    pub text_en: String,
}

/// An order in a list.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct OrderSummary {
    pub id: OrderId,
    #[cfg_attr(feature = "openapi", schema(example = "261124-4839-2017"))]
    pub number: String,
    pub state: OrderState,
    pub round: i32,
    pub version: i32,
    pub item_name: String,
    pub item_name_en: String,
    pub community_name: String,
    pub urgency: Urgency,
    /// The first 80 characters of the text.
    pub excerpt: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub team_name: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub due_at: Option<DateTime<Utc>>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub deadline: Option<DateTime<Utc>>,
    /// How far up its lateness was told: 0 nobody, 1 the secretary, 2 the street, 3 the city.
    pub escalated: i32,
    /// Steps open to the caller.
    pub allowed_actions: Vec<AllowedAction>,
    pub created_at: DateTime<Utc>,
    pub updated_at: DateTime<Utc>,
}

crate::page_of! {
    /// A page of orders.
    OrderPage of OrderSummary,
    /// Who saw the contact of an order.
    RevealPage of Reveal,
}

//! The order (点单): what a resident asks for, and every step until it is closed.

use crate::dispatch::Dispatch;
use crate::form::Answers;
use crate::org::{OrgRef, PersonRef, TeamRef};
use crate::ratings::Rating;
use crate::{MeasureId, MenuItemId, OrderId, OrgUnitId, TeamId, check};
use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use validator::Validate;

crate::words! {
    /// Where an order stands.
    OrderState {
        Draft = "draft",
        Submitted = "submitted",
        /// The clerk asked the requester something; the clock is paused.
        NeedsInfo = "needs_info",
        Rejected = "rejected",
        Withdrawn = "withdrawn",
        Accepted = "accepted",
        /// Offered to a team that has not answered yet.
        Dispatched = "dispatched",
        Taken = "taken",
        InProgress = "in_progress",
        /// The team says it is done; the requester has not said so yet.
        Done = "done",
        Confirmed = "confirmed",
        /// The requester says it is not solved; it goes to a team again, as the next round.
        Reopened = "reopened",
        /// Nobody could be reached to confirm; counts neither as solved nor as unsolved.
        ClosedUnreached = "closed_unreached",
        Closed = "closed",
    }

    /// A step of an order. Those that only the system takes cannot be asked for.
    OrderAction {
        Submit = "submit",
        Accept = "accept",
        RequestInformation = "request_information",
        ProvideInformation = "provide_information",
        Reject = "reject",
        Withdraw = "withdraw",
        Dispatch = "dispatch",
        /// System: a team accepted.
        Take = "take",
        /// System: every offer was declined, recalled or ran out.
        Release = "release",
        /// System: the team that had taken it handed it back.
        HandBack = "hand_back",
        RecordContact = "record_contact",
        AddMeasure = "add_measure",
        Complete = "complete",
        Confirm = "confirm",
        Reopen = "reopen",
        Rate = "rate",
        /// System: the reminders after completion stayed unanswered.
        CloseUnreached = "close_unreached",
        /// System: nothing is left to do.
        Close = "close",
    }

    /// How pressing it is.
    Urgency {
        Normal = "normal",
        Urgent = "urgent",
        /// Danger to life or property: answered by the clock, not by office hours.
        Danger = "danger",
    }

    /// Where the order came from.
    OrderSource {
        Spa = "spa",
        /// Entered by staff for somebody who telephoned or came in.
        Phone = "phone",
        Import = "import",
    }

    /// Why an order was rejected (the lawful reasons; see the hotline regulations of Beijing, Arts. 11–15, and Weifang, Art. 19).
    RejectionReason {
        /// Danger: call 110, 119, 120 or 122 at once.
        Emergency = "emergency",
        /// A court, an arbitration, a review or a petition already has the matter.
        OtherProcedure = "other_procedure",
        /// Same matter, no new facts.
        Repeated = "repeated",
        /// State or trade secrets, or somebody else's privacy.
        Confidential = "confidential",
        /// Not the community's duty; another channel is named in the explanation.
        OutsideDuty = "outside_duty",
        Unlawful = "unlawful",
    }

    /// What came of it.
    Outcome {
        Resolved = "resolved",
        /// Nothing could be done lawfully or technically; it was explained.
        Explained = "explained",
        Referred = "referred",
    }

    /// How the requester was first contacted.
    ContactMethod {
        Phone = "phone",
        Visit = "visit",
        Message = "message",
    }

    /// The stages that have a clock of their own.
    Stage {
        Acceptance = "acceptance",
        Dispatch = "dispatch",
        Take = "take",
        FirstContact = "first_contact",
        Completion = "completion",
    }

    /// How a stage's clock stands.
    ClockState {
        Running = "running",
        Paused = "paused",
        Met = "met",
        /// Ended, but too late.
        Missed = "missed",
        /// Still running, and late.
        Overdue = "overdue",
    }

    /// Why a step that exists is closed to this caller just now.
    BlockReason {
        /// A measure has to be planned first.
        NoMeasure = "no_measure",
        /// It has been reopened as often as it may; the street takes over.
        RoundsUsedUp = "rounds_used_up",
        /// The rating window is over.
        WindowClosed = "window_closed",
        AlreadyRated = "already_rated",
    }

    /// Order of a list.
    OrderSort {
        /// What is due first, first.
        Due = "due",
        /// Newest first.
        Newest = "newest",
    }
}

impl OrderState {
    /// Nothing more will be done in these states.
    pub const fn is_final(self) -> bool {
        matches!(self, Self::Rejected | Self::Withdrawn | Self::ClosedUnreached | Self::Closed)
    }
}

/// Whom to call and where to go. Masked unless the caller works on the order or revealed it with a reason.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, Validate)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct NewContact {
    #[validate(length(min = 1, max = 40), custom(function = "check::text"))]
    #[cfg_attr(feature = "openapi", schema(min_length = 1, max_length = 40, example = "王秀英"))]
    pub name: String,
    #[validate(custom(function = "check::phone"))]
    #[cfg_attr(feature = "openapi", schema(pattern = "^1[3-9][0-9]{9}$", example = "13900010001"))]
    pub phone: String,
    /// Estate, building and room, as one would tell it to a neighbour.
    #[validate(length(min = 2, max = 120), custom(function = "check::text"))]
    #[cfg_attr(feature = "openapi", schema(min_length = 2, max_length = 120, example = "园林小区 3 栋 2 单元 501"))]
    pub address: String,
}

/// Whom to call and where to go, as the caller may see it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Contact {
    pub name: String,
    pub phone: String,
    pub address: String,
    /// Whether anything is hidden.
    pub is_masked: bool,
}

/// A new order.
#[derive(Clone, Debug, Serialize, Deserialize, Validate)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct NewOrder {
    pub item_id: MenuItemId,
    /// The community that is asked.
    pub community_id: OrgUnitId,
    /// What it is about, in the requester's own words.
    #[validate(length(min = 2, max = 2000), custom(function = "check::text"))]
    #[cfg_attr(feature = "openapi", schema(min_length = 2, max_length = 2000, example = "客厅的灯泡坏了，晚上看不见"))]
    pub text: String,
    /// Answers to the item's form, by field code.
    #[serde(default)]
    #[cfg_attr(feature = "openapi", schema(value_type = std::collections::BTreeMap<String, serde_json::Value>))]
    pub answers: Answers,
    #[validate(nested)]
    pub contact: NewContact,
    /// When somebody is at home, from (UTC).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub expected_from: Option<DateTime<Utc>>,
    /// When somebody is at home, until (UTC).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub expected_to: Option<DateTime<Utc>>,
    /// `false` keeps it as a draft that only the requester sees.
    #[serde(default = "yes")]
    #[cfg_attr(feature = "openapi", schema(default = true))]
    pub submit: bool,
    /// Staff only: entered for the person in `contact`, who agreed on the telephone or at the counter.
    #[serde(default)]
    pub on_behalf: bool,
}

const fn yes() -> bool {
    true
}

/// Changes a draft. What is absent stays.
#[derive(Clone, Debug, Serialize, Deserialize, Validate)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct ChangeDraft {
    pub expected_version: i32,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[validate(length(min = 2, max = 2000), custom(function = "check::text"))]
    #[cfg_attr(feature = "openapi", schema(min_length = 2, max_length = 2000))]
    pub text: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "openapi", schema(value_type = Option<std::collections::BTreeMap<String, serde_json::Value>>))]
    pub answers: Option<Answers>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[validate(nested)]
    pub contact: Option<NewContact>,
}

/// A step that needs nothing but the version: submission, confirmation.
#[derive(Clone, Debug, Serialize, Deserialize, Validate)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct Step {
    pub expected_version: i32,
}

/// Accepts an order.
#[derive(Clone, Debug, Serialize, Deserialize, Validate)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct AcceptOrder {
    pub expected_version: i32,
    pub urgency: Urgency,
}

/// Rejects an order. Somebody else than the one who proposed it has to be told why, so an explanation is required.
#[derive(Clone, Debug, Serialize, Deserialize, Validate)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct RejectOrder {
    pub expected_version: i32,
    pub reason: RejectionReason,
    /// What the requester is told, and where else they can turn.
    #[validate(length(min = 5, max = 1000), custom(function = "check::text"))]
    #[cfg_attr(feature = "openapi", schema(min_length = 5, max_length = 1000))]
    pub explanation: String,
}

/// A text to go with a step: the clerk's question, the requester's answer, why it is not solved.
#[derive(Clone, Debug, Serialize, Deserialize, Validate)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct StepWithText {
    pub expected_version: i32,
    #[validate(length(min = 2, max = 1000), custom(function = "check::text"))]
    #[cfg_attr(feature = "openapi", schema(min_length = 2, max_length = 1000))]
    pub text: String,
}

/// Withdraws an order; no reason is needed.
#[derive(Clone, Debug, Serialize, Deserialize, Validate)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct WithdrawOrder {
    pub expected_version: i32,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[validate(length(max = 1000), custom(function = "check::printable"))]
    #[cfg_attr(feature = "openapi", schema(max_length = 1000))]
    pub reason: Option<String>,
}

/// Records the first contact with the requester: work has begun.
#[derive(Clone, Debug, Serialize, Deserialize, Validate)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct RecordContact {
    pub expected_version: i32,
    pub method: ContactMethod,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[validate(length(max = 1000), custom(function = "check::printable"))]
    #[cfg_attr(feature = "openapi", schema(max_length = 1000))]
    pub note: Option<String>,
}

/// A measure (措施): what will be done, by whom, by when.
#[derive(Clone, Debug, Serialize, Deserialize, Validate)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct NewMeasure {
    #[validate(length(min = 2, max = 300), custom(function = "check::text"))]
    #[cfg_attr(feature = "openapi", schema(min_length = 2, max_length = 300, example = "带梯子上门更换灯泡"))]
    pub what: String,
    #[validate(length(min = 1, max = 40), custom(function = "check::text"))]
    #[cfg_attr(feature = "openapi", schema(min_length = 1, max_length = 40))]
    pub who: String,
    /// By when (UTC).
    pub due_at: DateTime<Utc>,
}

/// Plans one more measure.
#[derive(Clone, Debug, Serialize, Deserialize, Validate)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct AddMeasure {
    pub expected_version: i32,
    #[validate(nested)]
    pub measure: NewMeasure,
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

/// Says that the work is done; open measures are closed with it.
#[derive(Clone, Debug, Serialize, Deserialize, Validate)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct CompleteOrder {
    pub expected_version: i32,
    pub outcome: Outcome,
    /// What was done; required when the outcome is not `resolved`.
    #[serde(default)]
    #[validate(length(max = 1000), custom(function = "check::printable"))]
    #[cfg_attr(feature = "openapi", schema(max_length = 1000))]
    pub note: String,
    /// Time spent, in minutes, 0 to 1440.
    #[validate(range(min = 0, max = 1440))]
    #[cfg_attr(feature = "openapi", schema(minimum = 0, maximum = 1440))]
    pub minutes: i32,
}

/// Why somebody needs to see the contact in full; the requester can read it.
#[derive(Clone, Debug, Serialize, Deserialize, Validate)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct RevealContact {
    #[validate(length(min = 2, max = 200), custom(function = "check::text"))]
    #[cfg_attr(feature = "openapi", schema(min_length = 2, max_length = 200))]
    pub reason: String,
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
    /// The requester's rating of this round; only the requester and those who must call back see it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub rating: Option<Rating>,
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
    /// Steps open to the caller.
    pub allowed_actions: Vec<AllowedAction>,
    pub created_at: DateTime<Utc>,
    pub updated_at: DateTime<Utc>,
}

/// Something that happened to an order.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct TimelineEntry {
    /// 1 for the first.
    pub sequence: i32,
    pub at: DateTime<Utc>,
    pub round: i32,
    pub action: OrderAction,
    pub state: OrderState,
    /// Who did it, as the caller may know: a name for colleagues, an office or a team for the requester.
    pub actor: String,
    /// What was said with it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub note: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub team_name: Option<String>,
}

/// Everything that happened to an order, oldest first.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Timeline {
    pub items: Vec<TimelineEntry>,
}

/// Filters of `GET /orders`. Everything lives in the address, so that a list can be bookmarked.
#[derive(Clone, Debug, Default, Serialize, Deserialize, Validate)]
#[cfg_attr(feature = "openapi", derive(utoipa::IntoParams))]
#[cfg_attr(feature = "openapi", into_params(parameter_in = Query))]
#[serde(deny_unknown_fields, default)]
pub struct OrderFilter {
    /// One or more states, separated by commas.
    #[validate(length(max = 200))]
    #[cfg_attr(feature = "openapi", param(max_length = 200, example = "submitted,accepted"))]
    pub state: Option<String>,
    pub community: Option<OrgUnitId>,
    pub item: Option<MenuItemId>,
    pub team: Option<TeamId>,
    pub urgency: Option<Urgency>,
    /// Only those whose next stage is overdue.
    pub overdue: Option<bool>,
    /// Only the caller's own orders.
    pub mine: Option<bool>,
    /// Part of the number or of the text.
    #[validate(length(max = 60), custom(function = "check::printable"))]
    #[cfg_attr(feature = "openapi", param(max_length = 60))]
    pub q: Option<String>,
    /// `newest` when absent.
    pub sort: Option<OrderSort>,
    pub cursor: Option<String>,
    /// Rows on a page, 1 to 200; 50 when absent.
    #[validate(range(min = 1, max = 200))]
    #[cfg_attr(feature = "openapi", param(minimum = 1, maximum = 200))]
    pub limit: Option<i64>,
    /// `true` also counts all that match.
    pub count: Option<bool>,
}

crate::page_of! {
    /// A page of orders.
    OrderPage of OrderSummary,
    /// Who saw the contact of an order.
    RevealPage of Reveal,
}

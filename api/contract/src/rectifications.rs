//! Rectification (差评整改): what becomes of a grade of 1 or 2, until the rater was told and asked again.

use crate::{OrderId, OrgUnitId, RatingId, RectificationId, check};
use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use validator::{Validate, ValidationError};

crate::words! {
    /// Where a rectification stands.
    RectificationState {
        /// Somebody neutral has to call the rater, within a working day.
        Opened = "opened",
        /// The community has to choose a way.
        CalledBack = "called_back",
        /// It is being mended, within five working days.
        FixNow = "fix_now",
        /// The community asks for fifteen working days; the secretary decides.
        LedgerProposed = "ledger_proposed",
        /// A plan with up to fifteen working days (台账).
        Ledger = "ledger",
        /// Nothing can be done lawfully: it is explained to the rater.
        Explain = "explain",
        /// The rater was told what was done and can rate again for seven days.
        FeedbackGiven = "feedback_given",
        /// Rated again, still badly: the street looks at it and closes it.
        ReRated = "re_rated",
        /// The rater said no more.
        RaterSilent = "rater_silent",
        Closed = "closed",
    }

    /// A step of a rectification.
    RectificationAction {
        /// System: a bad grade was given.
        Open = "open",
        Call = "call",
        CallUnreached = "call_unreached",
        FixNow = "fix_now",
        ProposeLedger = "propose_ledger",
        ApproveLedger = "approve_ledger",
        RefuseLedger = "refuse_ledger",
        Explain = "explain",
        GiveFeedback = "give_feedback",
        ReRate = "re_rate",
        /// System: the days for rating again are over.
        StaySilent = "stay_silent",
        Close = "close",
        /// System: an appeal was upheld, and the rating counts no more.
        Annul = "annul",
    }

    /// The way a community chooses after the call.
    RectificationWay {
        /// Clear and reasonable: mended at once.
        FixNow = "fix_now",
        /// It takes longer: a plan, and the secretary's approval.
        Ledger = "ledger",
        /// No legal basis: explained.
        Explain = "explain",
    }
}

/// What the call to the rater found out.
#[derive(Clone, Debug, Serialize, Deserialize, Validate)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct RecordRaterCall {
    pub expected_version: i32,
    /// With the third try that reached nobody the community begins all the same.
    pub reached: bool,
    /// What is wrong, in words the community may read: not who said it, and not the grade.
    #[validate(length(min = 2, max = 1000), custom(function = "check::text"))]
    #[cfg_attr(feature = "openapi", schema(min_length = 2, max_length = 1000))]
    pub findings: String,
}

/// Chooses what is done.
#[derive(Clone, Debug, Serialize, Deserialize, Validate)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct PlanRectification {
    pub expected_version: i32,
    pub way: RectificationWay,
    /// What will be done; for a ledger also why it takes so long, for an explanation the legal ground.
    #[validate(length(min = 5, max = 1000), custom(function = "check::text"))]
    #[cfg_attr(feature = "openapi", schema(min_length = 5, max_length = 1000))]
    pub plan: String,
}

/// The secretary's word on a ledger plan.
#[derive(Clone, Debug, Serialize, Deserialize, Validate)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
#[validate(schema(function = "refusal_says_why"))]
pub struct DecideLedger {
    pub expected_version: i32,
    pub is_approved: bool,
    /// Required with a refusal.
    #[serde(default)]
    #[validate(length(max = 500), custom(function = "check::printable"))]
    #[cfg_attr(feature = "openapi", schema(max_length = 500))]
    pub note: String,
}

fn refusal_says_why(ask: &DecideLedger) -> Result<(), ValidationError> {
    if !ask.is_approved && ask.note.trim().is_empty() {
        return Err(ValidationError::new("required").with_message("say why the plan is refused".into()));
    }
    Ok(())
}

/// What is told to the rater.
#[derive(Clone, Debug, Serialize, Deserialize, Validate)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct GiveFeedback {
    pub expected_version: i32,
    #[validate(length(min = 5, max = 1000), custom(function = "check::text"))]
    #[cfg_attr(feature = "openapi", schema(min_length = 5, max_length = 1000))]
    pub feedback: String,
}

/// The rater's grade after the feedback. The first one stays.
#[derive(Clone, Debug, Serialize, Deserialize, Validate)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct RateAgain {
    #[validate(range(min = 1, max = 5))]
    #[cfg_attr(feature = "openapi", schema(minimum = 1, maximum = 5))]
    pub grade: i16,
    #[serde(default)]
    #[validate(length(max = 500), custom(function = "check::printable"))]
    #[cfg_attr(feature = "openapi", schema(max_length = 500))]
    pub text: String,
}

/// Closes a rectification whose rater is still dissatisfied.
#[derive(Clone, Debug, Serialize, Deserialize, Validate)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct CloseRectification {
    pub expected_version: i32,
    /// What the street found.
    #[validate(length(min = 5, max = 1000), custom(function = "check::text"))]
    #[cfg_attr(feature = "openapi", schema(min_length = 5, max_length = 1000))]
    pub note: String,
}

/// A rectification, as its caller may see it: the community and the team read neither grade nor words of the rating.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Rectification {
    pub id: RectificationId,
    pub rating_id: RatingId,
    pub order_id: OrderId,
    #[cfg_attr(feature = "openapi", schema(example = "261124-4839-2017"))]
    pub order_number: String,
    pub round: i32,
    pub item_name: String,
    pub item_name_en: String,
    pub community_id: OrgUnitId,
    pub community_name: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub team_name: Option<String>,
    pub state: RectificationState,
    pub version: i32,
    pub opened_at: DateTime<Utc>,
    /// By when the present state has to be left; absent when nothing is due.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub due_at: Option<DateTime<Utc>>,
    pub is_overdue: bool,
    /// Only for the rater, the street, the city and those who call.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub grade: Option<i16>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub findings: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub plan: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub feedback: Option<String>,
    /// Like `grade`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub re_rating_grade: Option<i16>,
    /// Steps open to the caller.
    pub allowed_actions: Vec<RectificationAction>,
    /// Oldest first; empty in a list.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub events: Vec<RectificationEvent>,
}

/// Something that happened to a rectification.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct RectificationEvent {
    pub sequence: i32,
    pub at: DateTime<Utc>,
    pub action: RectificationAction,
    pub state: RectificationState,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub note: Option<String>,
}

/// Which rectifications: those due first, first.
#[derive(Clone, Debug, Default, Serialize, Deserialize, Validate)]
#[cfg_attr(feature = "openapi", derive(utoipa::IntoParams))]
#[cfg_attr(feature = "openapi", into_params(parameter_in = Query))]
#[serde(deny_unknown_fields, default)]
pub struct RectificationFilter {
    pub state: Option<RectificationState>,
    pub community: Option<OrgUnitId>,
    pub order: Option<OrderId>,
    pub overdue: Option<bool>,
    pub cursor: Option<String>,
    /// Rows on a page, 1 to 200; 50 when absent.
    #[validate(range(min = 1, max = 200))]
    #[cfg_attr(feature = "openapi", param(minimum = 1, maximum = 200))]
    pub limit: Option<i64>,
}

crate::page_of! {
    /// A page of rectifications.
    RectificationPage of Rectification,
}

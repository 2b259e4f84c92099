//! The call-back (回访): somebody who did not handle an order asks its requester whether it is solved.

use crate::orders::{AllowedAction, Contact};
use crate::{OrderId, OrgUnitId, check};
use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use validator::{Validate, ValidationError};

/// What came of a call.
#[derive(Clone, Debug, Serialize, Deserialize, Validate)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
#[validate(schema(function = "answers_fit"))]
pub struct NewCallback {
    pub expected_version: i32,
    /// Whether the requester was reached. Three tries on three days without an answer close the order as unreached.
    pub reached: bool,
    /// Whether the requester says that it is solved; required when reached.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub solved: Option<bool>,
    /// The grade the requester said, 1 to 5; it becomes the rating of this round. Never a guess: absent when none was said.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[validate(custom(function = "check::grade"))]
    #[cfg_attr(feature = "openapi", schema(minimum = 1, maximum = 5))]
    pub grade: Option<i16>,
    /// What was said, or why nobody was reached.
    #[validate(length(min = 2, max = 500), custom(function = "check::text"))]
    #[cfg_attr(feature = "openapi", schema(min_length = 2, max_length = 500))]
    pub note: String,
}

fn answers_fit(ask: &NewCallback) -> Result<(), ValidationError> {
    let wrong = |message: &'static str| Err(ValidationError::new("choice").with_message(message.into()));
    if ask.reached && ask.solved.is_none() {
        return wrong("say whether it is solved");
    }
    if !ask.reached && (ask.solved.is_some() || ask.grade.is_some()) {
        return wrong("nobody was reached who could have said it");
    }
    Ok(())
}

/// An order that waits for a call.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct CallbackTask {
    pub order_id: OrderId,
    #[cfg_attr(feature = "openapi", schema(example = "261124-4839-2017"))]
    pub order_number: String,
    pub version: i32,
    pub round: i32,
    pub item_name: String,
    pub item_name_en: String,
    pub community_name: String,
    /// The first 80 characters of the text.
    pub excerpt: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub team_name: Option<String>,
    /// Masked; `POST /orders/{id}/reveals` shows it for the call, and the requester can read that.
    pub contact: Contact,
    pub done_at: DateTime<Utc>,
    /// By when somebody should have called.
    pub due_at: DateTime<Utc>,
    /// Days on which nobody was reached, oldest first; after the third the order is closed.
    pub tries: Vec<CallbackTry>,
    /// The calls open to the caller, or why not: `handler`, `too_soon`.
    pub allowed_actions: Vec<AllowedAction>,
}

/// A try that reached nobody.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct CallbackTry {
    pub at: DateTime<Utc>,
    pub note: String,
}

/// Which calls: those due first, first.
#[derive(Clone, Debug, Default, Serialize, Deserialize, Validate)]
#[cfg_attr(feature = "openapi", derive(utoipa::IntoParams))]
#[cfg_attr(feature = "openapi", into_params(parameter_in = Query))]
#[serde(deny_unknown_fields, default)]
pub struct CallbackFilter {
    /// A community, or a street with all its communities.
    pub node: Option<OrgUnitId>,
    /// `true` shows also orders that were done only lately, whose requesters may still answer by themselves.
    pub early: Option<bool>,
    pub cursor: Option<String>,
    /// Rows on a page, 1 to 200; 50 when absent.
    #[validate(range(min = 1, max = 200))]
    #[cfg_attr(feature = "openapi", param(minimum = 1, maximum = 200))]
    pub limit: Option<i64>,
}

crate::page_of! {
    /// A page of orders that wait for a call.
    CallbackPage of CallbackTask,
}

//! What a member brings along: year of birth, skills, licences; and the address of their calendar.

use super::{QualificationKind, QualificationState};
use crate::{PersonId, QualificationId, check};
use chrono::{DateTime, NaiveDate, Utc};
use serde::{Deserialize, Serialize};
use validator::Validate;

/// The caller as a volunteer.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Volunteer {
    /// Stands in documents instead of an ID number.
    #[cfg_attr(feature = "openapi", schema(example = "261124-4839-2017"))]
    pub number: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub birth_year: Option<i32>,
    /// Secret: whoever has it reads one's shifts.
    pub calendar_url: String,
    pub version: i32,
    pub qualifications: Vec<Qualification>,
}

/// Says the year of birth, which only posts with an age limit ask for.
#[derive(Clone, Debug, Serialize, Deserialize, Validate)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct ChangeVolunteer {
    pub expected_version: i32,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[validate(range(min = 1900, max = 2199))]
    #[cfg_attr(feature = "openapi", schema(minimum = 1900, maximum = 2199))]
    pub birth_year: Option<i32>,
}

/// States a skill, a licence, or that one mediates.
#[derive(Clone, Debug, Serialize, Deserialize, Validate)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct NewQualification {
    pub kind: QualificationKind,
    /// Code of the skill, or the name of the licence; `mediator` for a mediator.
    #[validate(length(min = 1, max = 40), custom(function = "check::text"))]
    #[cfg_attr(feature = "openapi", schema(min_length = 1, max_length = 40))]
    pub code: String,
    /// Last day of a licence.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub valid_to: Option<NaiveDate>,
}

/// What the desk says about a qualification it has seen.
#[derive(Clone, Debug, Serialize, Deserialize, Validate)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct DecideQualification {
    pub expected_version: i32,
    pub is_confirmed: bool,
    /// Required when it is not.
    #[serde(default)]
    #[validate(length(max = 200), custom(function = "check::printable"))]
    #[cfg_attr(feature = "openapi", schema(max_length = 200))]
    pub reason: String,
}

/// Something somebody brings along.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Qualification {
    pub id: QualificationId,
    pub person_id: PersonId,
    pub person_name: String,
    pub kind: QualificationKind,
    pub code: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub valid_to: Option<NaiveDate>,
    pub state: QualificationState,
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub reason: String,
    pub version: i32,
    pub created_at: DateTime<Utc>,
}

/// Filters of `GET /qualifications`.
#[derive(Clone, Debug, Default, Serialize, Deserialize, Validate)]
#[cfg_attr(feature = "openapi", derive(utoipa::IntoParams))]
#[cfg_attr(feature = "openapi", into_params(parameter_in = Query))]
#[serde(deny_unknown_fields, default)]
pub struct QualificationFilter {
    pub state: Option<QualificationState>,
    pub cursor: Option<String>,
    /// Rows on a page, 1 to 200; 50 when absent.
    #[validate(range(min = 1, max = 200))]
    #[cfg_attr(feature = "openapi", param(minimum = 1, maximum = 200))]
    pub limit: Option<i64>,
}

crate::page_of! {
    /// A page of qualifications, newest first.
    QualificationPage of Qualification,
}

/// Asks for a new address of one's calendar.
#[derive(Clone, Debug, Default, Serialize, Deserialize, Validate)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct RenewCalendar {}

/// The address of one's calendar.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct CalendarAddress {
    /// Secret: whoever has it reads one's shifts.
    pub calendar_url: String,
}

/// A calendar as it travels.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(transparent)]
pub struct CalendarFile(pub String);

//! Standard texts: phrases a node keeps for its desk and its teams.

use crate::{OrgUnitId, TextTemplateId, check};
use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use validator::Validate;

crate::words! {
    /// What a standard text is for.
    TextPurpose {
        Question = "question",
        Rejection = "rejection",
        Completion = "completion",
        Progress = "progress",
        Measure = "measure",
        Callback = "callback",
    }
}

/// A standard text. It has no placeholders: what is sent is what was read.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct TextTemplate {
    pub id: TextTemplateId,
    /// The node that keeps it; everything below uses it.
    pub node_id: OrgUnitId,
    pub node_name: String,
    pub purpose: TextPurpose,
    pub title: String,
    pub text: String,
    pub version: i32,
    pub updated_at: DateTime<Utc>,
}

/// Filters of `GET /text-templates`.
#[derive(Clone, Debug, Serialize, Deserialize, Validate)]
#[cfg_attr(feature = "openapi", derive(utoipa::IntoParams))]
#[cfg_attr(feature = "openapi", into_params(parameter_in = Query))]
#[serde(deny_unknown_fields)]
pub struct TextTemplateFilter {
    /// The node whose texts are asked for, with those of the nodes above it.
    pub node: OrgUnitId,
    pub purpose: Option<TextPurpose>,
}

/// A new standard text.
#[derive(Clone, Debug, Serialize, Deserialize, Validate)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct NewTextTemplate {
    pub node_id: OrgUnitId,
    pub purpose: TextPurpose,
    #[validate(length(min = 1, max = 40), custom(function = "check::text"))]
    #[cfg_attr(feature = "openapi", schema(min_length = 1, max_length = 40, example = "请补充照片"))]
    pub title: String,
    #[validate(length(min = 2, max = 1000), custom(function = "check::text"))]
    #[cfg_attr(feature = "openapi", schema(min_length = 2, max_length = 1000))]
    pub text: String,
}

/// Changes a standard text; node and purpose stay.
#[derive(Clone, Debug, Serialize, Deserialize, Validate)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct ChangeTextTemplate {
    pub expected_version: i32,
    #[validate(length(min = 1, max = 40), custom(function = "check::text"))]
    #[cfg_attr(feature = "openapi", schema(min_length = 1, max_length = 40))]
    pub title: String,
    #[validate(length(min = 2, max = 1000), custom(function = "check::text"))]
    #[cfg_attr(feature = "openapi", schema(min_length = 2, max_length = 1000))]
    pub text: String,
}

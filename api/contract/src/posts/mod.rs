//! Posts (岗位): what a community asks its checked-in members to do; shifts, claims, presence. Nobody claims for another.

mod claims;
mod people;
mod shifts;
mod words;

pub use claims::*;
pub use people::*;
pub use shifts::*;
pub use words::*;

use crate::check_ins::PostCategory;
use crate::org::{OrgRef, PersonRef};
use crate::{OrgUnitId, PersonId, PostId, check};
use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use validator::Validate;

/// What a post says: all of it is public once it is published.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, Validate)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct PostContent {
    #[validate(length(min = 2, max = 80), custom(function = "check::text"))]
    #[cfg_attr(feature = "openapi", schema(min_length = 2, max_length = 80))]
    pub title: String,
    /// What is to be done.
    #[validate(length(min = 2, max = 2000), custom(function = "check::text"))]
    #[cfg_attr(feature = "openapi", schema(min_length = 2, max_length = 2000))]
    pub description: String,
    /// What may happen to whoever does it, and what is done about it (志愿服务条例 Art. 12). Required before publication.
    #[serde(default)]
    #[validate(length(max = 1000), custom(function = "check::printable"))]
    #[cfg_attr(feature = "openapi", schema(max_length = 1000))]
    pub risk_note: String,
    /// Codes of skills, all of which one needs.
    #[serde(default)]
    #[validate(length(max = 10))]
    #[cfg_attr(feature = "openapi", schema(max_items = 10))]
    pub skills: Vec<String>,
    /// Licences, all of which one needs on the day of the shift.
    #[serde(default)]
    #[validate(length(max = 5))]
    #[cfg_attr(feature = "openapi", schema(max_items = 5))]
    pub licences: Vec<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[validate(range(min = 14, max = 120))]
    #[cfg_attr(feature = "openapi", schema(minimum = 14, maximum = 120))]
    pub min_age: Option<i32>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[validate(range(min = 14, max = 120))]
    #[cfg_attr(feature = "openapi", schema(minimum = 14, maximum = 120))]
    pub max_age: Option<i32>,
    /// Only for members whom the desk has confirmed as mediators. Always so for `mediation`.
    #[serde(default)]
    pub needs_mediator: bool,
    /// Whether accident insurance is needed (Art. 17); then `insurance_note` says who takes it out.
    #[serde(default)]
    pub needs_insurance: bool,
    #[serde(default)]
    #[validate(length(max = 200), custom(function = "check::printable"))]
    #[cfg_attr(feature = "openapi", schema(max_length = 200))]
    pub insurance_note: String,
    /// Fewer than these cannot do it.
    #[validate(range(min = 1, max = 500))]
    #[cfg_attr(feature = "openapi", schema(minimum = 1, maximum = 500))]
    pub min_people: i32,
    /// Seats of a shift when nothing else is said.
    #[validate(range(min = 1, max = 500))]
    #[cfg_attr(feature = "openapi", schema(minimum = 1, maximum = 500))]
    pub max_people: i32,
    /// Number of the admission under which a task of a department reaches the community. Required for `central_task`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[validate(length(min = 1, max = 40), custom(function = "check::text"))]
    #[cfg_attr(feature = "openapi", schema(min_length = 1, max_length = 40))]
    pub admission_no: Option<String>,
    /// Who receives those who come, and says who was there.
    #[serde(default)]
    #[validate(length(max = 10))]
    #[cfg_attr(feature = "openapi", schema(max_items = 10))]
    pub host_ids: Vec<PersonId>,
}

/// A new post, as a draft.
#[derive(Clone, Debug, Serialize, Deserialize, Validate)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct NewPost {
    pub category: PostCategory,
    /// A community, or a branch below it.
    pub node_id: OrgUnitId,
    #[validate(nested)]
    pub content: PostContent,
}

/// Changes what a post says. Claims that are held stay.
#[derive(Clone, Debug, Serialize, Deserialize, Validate)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct ChangePost {
    pub expected_version: i32,
    #[validate(nested)]
    pub content: PostContent,
}

/// Filters of `GET /posts`.
#[derive(Clone, Debug, Default, Serialize, Deserialize, Validate)]
#[cfg_attr(feature = "openapi", derive(utoipa::IntoParams))]
#[cfg_attr(feature = "openapi", into_params(parameter_in = Query))]
#[serde(deny_unknown_fields, default)]
pub struct PostFilter {
    pub community: Option<OrgUnitId>,
    pub category: Option<PostCategory>,
    /// Absent: published. Others are there for the desk of the community.
    pub state: Option<PostState>,
    pub cursor: Option<String>,
    /// Rows on a page, 1 to 200; 50 when absent.
    #[validate(range(min = 1, max = 200))]
    #[cfg_attr(feature = "openapi", param(minimum = 1, maximum = 200))]
    pub limit: Option<i64>,
}

/// A post.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Post {
    pub id: PostId,
    pub category: PostCategory,
    pub community: OrgRef,
    /// The community itself, or a branch of it.
    pub node_id: OrgUnitId,
    pub content: PostContent,
    pub hosts: Vec<PersonRef>,
    pub state: PostState,
    pub version: i32,
    pub allowed_actions: Vec<PostAction>,
    pub created_at: DateTime<Utc>,
    pub updated_at: DateTime<Utc>,
}

crate::page_of! {
    /// A page of posts, newest first.
    PostPage of Post,
}

//! Editing the menu: what the city's office and the communities ask for, and what they see of an item that residents do not.

use super::{ItemChange, ItemContent, MenuItem, Season, UrgencySpans};
use crate::org::{OrgRef, PersonRef};
use crate::{MenuGroupId, MenuItemId, OrgUnitId, check};
use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use validator::{Validate, ValidationError};

/// The key of a group, an item, a question or a choice: a small Latin letter, then 39 letters, digits and `_` at most.
pub fn is_code(text: &str) -> bool {
    let small = |b: u8| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'_';
    text.len() <= 40 && text.bytes().next().is_some_and(|b| b.is_ascii_lowercase()) && text.bytes().all(small)
}

fn code_word(text: &str) -> Result<(), ValidationError> {
    let wrong = || ValidationError::new("format").with_message("a small letter, then up to 39 small letters, digits and _".into());
    if is_code(text) { Ok(()) } else { Err(wrong()) }
}

/// The name of an icon of the sprite: small letters, digits and `-`.
fn icon_name(text: &str) -> Result<(), ValidationError> {
    let wrong = || ValidationError::new("format").with_message("the name of an icon such as heart-pulse".into());
    let ok = text.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-');
    if ok { Ok(()) } else { Err(wrong()) }
}

/// A new group, after those that are there.
#[derive(Clone, Debug, Serialize, Deserialize, Validate)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct NewMenuGroup {
    #[validate(custom(function = "code_word"))]
    #[cfg_attr(feature = "openapi", schema(pattern = "^[a-z][a-z0-9_]{0,39}$", example = "home_repair"))]
    pub code: String,
    #[validate(length(min = 1, max = 20), custom(function = "check::text"))]
    #[cfg_attr(feature = "openapi", schema(min_length = 1, max_length = 20, example = "居家维修"))]
    pub name: String,
    /// Blank takes the Chinese name.
    #[serde(default)]
    #[validate(length(max = 40), custom(function = "check::printable"))]
    #[cfg_attr(feature = "openapi", schema(max_length = 40))]
    pub name_en: String,
    /// Name of an icon of the sprite.
    #[validate(length(min = 1, max = 40), custom(function = "icon_name"))]
    #[cfg_attr(feature = "openapi", schema(pattern = "^[a-z0-9-]{1,40}$", example = "wrench"))]
    pub icon: String,
}

/// Changes a group. What is absent stays.
#[derive(Clone, Debug, Serialize, Deserialize, Validate)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct ChangeMenuGroup {
    pub expected_version: i32,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[validate(length(min = 1, max = 20), custom(function = "check::text"))]
    #[cfg_attr(feature = "openapi", schema(min_length = 1, max_length = 20))]
    pub name: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[validate(length(min = 1, max = 40), custom(function = "check::text"))]
    #[cfg_attr(feature = "openapi", schema(min_length = 1, max_length = 40))]
    pub name_en: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[validate(length(min = 1, max = 40), custom(function = "icon_name"))]
    #[cfg_attr(feature = "openapi", schema(pattern = "^[a-z0-9-]{1,40}$"))]
    pub icon: Option<String>,
    /// Its place among the groups, from 0; the others make room.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[validate(range(min = 0, max = 1000))]
    #[cfg_attr(feature = "openapi", schema(minimum = 0, maximum = 1000))]
    pub position: Option<i32>,
}

/// A new item: a draft, which nobody can order before it is published.
#[derive(Clone, Debug, Serialize, Deserialize, Validate)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct NewMenuItem {
    #[validate(custom(function = "code_word"))]
    #[cfg_attr(feature = "openapi", schema(pattern = "^[a-z][a-z0-9_]{0,39}$", example = "light_bulb"))]
    pub code: String,
    pub group_id: MenuGroupId,
    /// The community whose own item it is; absent for the city's, which every community offers unless it closes it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub community_id: Option<OrgUnitId>,
    /// 自选: for what is not on the menu. The city has one; it cannot be closed or ended.
    #[serde(default)]
    pub is_custom: bool,
    pub content: ItemContent,
}

/// Changes where an item stands and whether it is offered at all. What is absent stays.
#[derive(Clone, Debug, Serialize, Deserialize, Validate)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct ChangeMenuItem {
    pub expected_version: i32,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub group_id: Option<MenuGroupId>,
    /// Its place among the items of the same group and owner, from 0; the others make room.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[validate(range(min = 0, max = 1000))]
    #[cfg_attr(feature = "openapi", schema(minimum = 0, maximum = 1000))]
    pub position: Option<i32>,
    /// `false` takes it off the menu for a while.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub is_open: Option<bool>,
}

/// Keeps what is to be published.
#[derive(Clone, Debug, Serialize, Deserialize, Validate)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct SaveMenuDraft {
    pub expected_version: i32,
    pub content: ItemContent,
}

/// Publishes the draft as the next version.
#[derive(Clone, Debug, Serialize, Deserialize, Validate)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct PublishMenuItem {
    pub expected_version: i32,
    /// What changed and why, for those who come after.
    #[validate(length(min = 2, max = 300), custom(function = "check::text"))]
    #[cfg_attr(feature = "openapi", schema(min_length = 2, max_length = 300, example = "增加“灯的类型”一问"))]
    pub note: String,
}

/// Opens or closes one of the city's items in a community.
#[derive(Clone, Debug, Serialize, Deserialize, Validate)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct OpenMenuItem {
    pub community_id: OrgUnitId,
    pub is_open: bool,
}

/// An item as those see it who keep the menu.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ManagedItem {
    pub id: MenuItemId,
    pub code: String,
    pub group_id: MenuGroupId,
    pub name: String,
    pub name_en: String,
    /// The community whose own it is; absent for the city's.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub community: Option<OrgRef>,
    pub is_custom: bool,
    /// Whether it is on the menu at all. False until the first version is published.
    pub is_open: bool,
    /// Ended for good.
    pub is_ended: bool,
    /// The published version; 0 when there is none yet.
    pub item_version: i32,
    /// Whether something waits to be published.
    pub has_draft: bool,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub season: Option<Season>,
    /// Whether today lies in its season.
    pub is_in_season: bool,
    /// With the filter `community`: whether that community has closed it.
    pub is_closed_here: bool,
    /// In how many communities it is closed.
    pub closures: i64,
    /// Whether this caller may change it.
    pub may_edit: bool,
    pub version: i32,
    pub updated_at: DateTime<Utc>,
}

/// The draft of an item, with everything needed to judge it before it is published.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct MenuDraft {
    pub item: ManagedItem,
    /// What would be published: the draft, or the published version when there is no draft.
    pub content: ItemContent,
    /// The promise it makes, in spans.
    pub spans: UrgencySpans,
    /// What would change for residents; empty when there is nothing to publish.
    pub changes: Vec<ItemChange>,
    /// The item as residents would see it.
    pub preview: MenuItem,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub changed_at: Option<DateTime<Utc>>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub changed_by: Option<PersonRef>,
}

/// A version that was published. It never changes.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct MenuItemVersion {
    pub version: i32,
    pub content: ItemContent,
    /// The promise, as the classes were configured when it was published.
    pub spans: UrgencySpans,
    /// From when it held.
    pub published_at: DateTime<Utc>,
    /// Absent when it came with the installation.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub published_by: Option<PersonRef>,
    pub note: String,
    /// Whether it is the one that holds now.
    pub is_current: bool,
}

/// Filters of `GET /menu/managed-items`.
#[derive(Clone, Debug, Default, Serialize, Deserialize, Validate)]
#[cfg_attr(feature = "openapi", derive(utoipa::IntoParams))]
#[cfg_attr(feature = "openapi", into_params(parameter_in = Query))]
#[serde(deny_unknown_fields, default)]
pub struct ManagedItemFilter {
    /// The city's items and this community's own, as that community offers them.
    pub community: Option<OrgUnitId>,
    /// With those that were ended.
    pub ended: Option<bool>,
}

/// Which versions are compared.
#[derive(Clone, Debug, Default, Serialize, Deserialize, Validate)]
#[cfg_attr(feature = "openapi", derive(utoipa::IntoParams))]
#[cfg_attr(feature = "openapi", into_params(parameter_in = Query))]
#[serde(deny_unknown_fields)]
pub struct VersionRange {
    /// The older version.
    #[validate(range(min = 1))]
    #[cfg_attr(feature = "openapi", param(minimum = 1))]
    pub from: i32,
    /// The newer one; absent: the draft, or the published version when there is no draft.
    #[serde(default)]
    #[validate(range(min = 1))]
    #[cfg_attr(feature = "openapi", param(minimum = 1))]
    pub to: Option<i32>,
}

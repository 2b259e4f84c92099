//! The community's menu: groups, items, and the form each item asks to be filled in.

mod changes;
mod content;
mod deadlines;
mod edit;
mod season;

pub use changes::{ChangeKind, ItemChange, changes};
pub use content::ItemContent;
pub(crate) use content::check_text;
pub use deadlines::{ClassSpans, DeadlineClass, Deadlines, StageSpans, UrgencySpans};
pub use edit::*;
pub use season::{MonthDay, NotASeason, Season};

use crate::org::Skill;
use crate::{MenuGroupId, MenuItemId, OrgUnitId, check};
use serde::{Deserialize, Serialize};
use validator::Validate;

crate::words! {
    /// Who an item is for.
    Audience {
        Everyone = "everyone",
        Elderly = "elderly",
        Disabled = "disabled",
        Children = "children",
        LowIncome = "low_income",
        NewResidents = "new_residents",
    }

    /// Whether a completed order needs pictures.
    EvidenceRule {
        None = "none",
        Optional = "optional",
        BeforeAfter = "before_after",
    }

    /// What an answer of the form is.
    FieldKind {
        Text = "text",
        Number = "number",
        Date = "date",
        SingleChoice = "single_choice",
        MultipleChoice = "multiple_choice",
        /// Where it is, in a line: estate, building, landmark. Hidden like an address from those who may not see the address.
        Place = "place",
        /// Ids of pictures that were uploaded to the order.
        Photo = "photo",
    }
}

/// A group of the menu.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct MenuGroup {
    pub id: MenuGroupId,
    pub code: String,
    pub name: String,
    pub name_en: String,
    /// Name of an icon of the sprite.
    pub icon: String,
    /// How many items are offered now.
    pub items: i64,
    pub version: i32,
}

/// A service that can be ordered. It is always free of charge.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct MenuItem {
    pub id: MenuItemId,
    #[cfg_attr(feature = "openapi", schema(example = "light_bulb"))]
    pub code: String,
    pub group_id: MenuGroupId,
    pub group_name: String,
    pub group_name_en: String,
    pub name: String,
    pub name_en: String,
    /// What is done, in a sentence or two.
    pub description: String,
    pub description_en: String,
    pub audience: Audience,
    pub evidence: EvidenceRule,
    pub deadlines: StageSpans,
    pub skills: Vec<Skill>,
    pub form: Vec<FormField>,
    /// May be shown to the public without the requester's details.
    pub is_public: bool,
    /// The part of the year in which it is offered; absent when it always is.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub season: Option<Season>,
    /// 自选: for what is not on the menu. It asks for more words, and a clerk looks at every order.
    pub is_custom: bool,
    /// Which published version this is; an order keeps the one it was ordered with. 0 until the first is published.
    pub item_version: i32,
    /// Grows with every change of the item, published or not.
    pub version: i32,
}

/// One question of an item's form.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct FormField {
    /// Key of the answer.
    #[cfg_attr(feature = "openapi", schema(example = "room"))]
    pub code: String,
    pub kind: FieldKind,
    pub label: String,
    /// Blank takes the Chinese text when it is kept.
    #[serde(default)]
    pub label_en: String,
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub help: String,
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub help_en: String,
    pub is_required: bool,
    /// Longest text or place in characters, largest number, latest day counted from the day of the order, most choices, most pictures.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub max: Option<i64>,
    /// Shortest text in characters, smallest number, earliest day counted from the day of the order (0: that day), fewest choices,
    /// fewest pictures.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub min: Option<i64>,
    /// What can be chosen, for the two kinds of choice.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub options: Vec<FormOption>,
}

/// One answer that can be chosen.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct FormOption {
    pub code: String,
    pub label: String,
    /// Blank takes the Chinese text when it is kept.
    #[serde(default)]
    pub label_en: String,
}

/// Filters of `GET /menu/groups`.
#[derive(Clone, Debug, Default, Serialize, Deserialize, Validate)]
#[cfg_attr(feature = "openapi", derive(utoipa::IntoParams))]
#[cfg_attr(feature = "openapi", into_params(parameter_in = Query))]
#[serde(deny_unknown_fields, default)]
pub struct MenuGroupFilter {
    /// Count what this community offers, its own items among them; otherwise what the whole city does.
    pub community: Option<OrgUnitId>,
}

/// Filters of `GET /menu/items`.
#[derive(Clone, Debug, Default, Serialize, Deserialize, Validate)]
#[cfg_attr(feature = "openapi", derive(utoipa::IntoParams))]
#[cfg_attr(feature = "openapi", into_params(parameter_in = Query))]
#[serde(deny_unknown_fields, default)]
pub struct MenuItemFilter {
    /// Only what this community offers, its own items among them; otherwise what the whole city does.
    pub community: Option<OrgUnitId>,
    /// Only this group.
    pub group: Option<MenuGroupId>,
    /// Part of the name or description.
    #[validate(length(max = 60), custom(function = "check::printable"))]
    #[cfg_attr(feature = "openapi", param(max_length = 60))]
    pub q: Option<String>,
}

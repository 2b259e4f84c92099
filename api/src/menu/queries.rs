//! What is read: one function, one statement.

use crate::platform::db::types::Json as JsonColumn;
use crate::platform::db::{Conn, MultiBackend};
use crate::schema::{menu_closures, menu_groups, menu_items, org_units, skills};
use chrono::{DateTime, NaiveDate, Utc};
use contract::menu::{Audience, EvidenceRule, FormField, ItemContent, MenuItemFilter, Season, StageSpans, UrgencySpans};
use contract::org::Skill;
use contract::{MenuGroupId, MenuItemId, OrgUnitId};
use diesel::prelude::*;
use std::collections::HashMap;

/// An item as it is stored: what holds now.
#[derive(Queryable, Selectable, Insertable, Clone, Debug, PartialEq, serde::Serialize)]
#[diesel(table_name = menu_items, treat_none_as_default_value = false)]
pub struct ItemRow {
    pub id: MenuItemId,
    pub code: String,
    pub group_id: MenuGroupId,
    pub position: i32,
    pub name: String,
    pub name_en: String,
    pub description: String,
    pub description_en: String,
    pub audience: Audience,
    pub evidence: EvidenceRule,
    pub deadlines: JsonColumn<StageSpans>,
    pub skills: JsonColumn<Vec<String>>,
    pub form: JsonColumn<Vec<FormField>>,
    pub is_public: bool,
    pub is_open: bool,
    pub version: i32,
    pub created_at: DateTime<Utc>,
    pub updated_at: DateTime<Utc>,
    pub community_id: Option<OrgUnitId>,
    pub season: String,
    pub is_custom: bool,
    pub item_version: i32,
    pub ended_at: Option<DateTime<Utc>>,
}

impl ItemRow {
    /// The part of the year in which it is offered.
    pub fn season(&self) -> Option<Season> {
        self.season.parse().ok()
    }

    /// Whether today lies in its season.
    pub fn is_in_season(&self, today: NaiveDate) -> bool {
        self.season().is_none_or(|s| s.contains(today))
    }

    /// Whether it is on the menu at all: published, open, not ended.
    pub fn is_orderable(&self) -> bool {
        self.is_open && self.item_version > 0 && self.ended_at.is_none()
    }

    /// For refusals: `ended`, `unpublished`, `open` or `closed`.
    pub fn state(&self) -> &'static str {
        match (self.ended_at.is_some(), self.item_version, self.is_open) {
            (true, ..) => "ended",
            (_, 0, _) => "unpublished",
            (.., true) => "open",
            (.., false) => "closed",
        }
    }

    /// The same item with this content.
    #[must_use]
    pub fn with(&self, content: &ItemContent, spans: &UrgencySpans) -> Self {
        let content = content.clone();
        Self {
            name: content.name,
            name_en: content.name_en,
            description: content.description,
            description_en: content.description_en,
            audience: content.audience,
            evidence: content.evidence,
            deadlines: JsonColumn(spans.normal.clone()),
            skills: JsonColumn(content.skills),
            form: JsonColumn(content.form),
            is_public: content.is_public,
            season: content.season.map(|s| s.to_string()).unwrap_or_default(),
            ..self.clone()
        }
    }
}

/// A group as it is stored.
#[derive(Queryable, Selectable, Insertable, Clone, Debug, serde::Serialize)]
#[diesel(table_name = menu_groups, treat_none_as_default_value = false)]
pub struct GroupRow {
    pub id: MenuGroupId,
    pub code: String,
    pub name: String,
    pub name_en: String,
    pub icon: String,
    pub position: i32,
    pub version: i32,
    pub ended_at: Option<DateTime<Utc>>,
}

/// The groups that were not ended, in the order of the menu.
pub fn groups(c: &mut Conn) -> QueryResult<Vec<GroupRow>> {
    let here = menu_groups::table.filter(menu_groups::ended_at.is_null());
    here.order((menu_groups::position, menu_groups::code)).select(GroupRow::as_select()).load(c)
}

/// One group, ended or not.
pub fn group(c: &mut Conn, id: MenuGroupId) -> QueryResult<Option<GroupRow>> {
    menu_groups::table.find(id).select(GroupRow::as_select()).first(c).optional()
}

/// What can be ordered, in the order of the menu with the names of the groups; whatever the season.
pub fn items(c: &mut Conn, filter: &MenuItemFilter) -> QueryResult<Vec<(ItemRow, String, String)>> {
    let mut query = menu_items::table
        .inner_join(menu_groups::table)
        .filter(menu_items::is_open.eq(true))
        .filter(menu_items::ended_at.is_null())
        .filter(menu_items::item_version.gt(0))
        .order((menu_groups::position, menu_items::position, menu_items::code))
        .select((ItemRow::as_select(), menu_groups::name, menu_groups::name_en))
        .into_boxed::<MultiBackend>();
    if let Some(group) = filter.group {
        query = query.filter(menu_items::group_id.eq(group));
    }
    if let Some(community) = filter.community {
        let closed = menu_closures::table.filter(menu_closures::community_id.eq(community)).select(menu_closures::item_id);
        let theirs = menu_items::community_id.is_null().or(menu_items::community_id.eq(Some(community)));
        query = query.filter(menu_items::id.ne_all(closed)).filter(theirs);
    } else {
        query = query.filter(menu_items::community_id.is_null());
    }
    query.load(c)
}

/// All items, also those that nobody can order, in the order of the menu.
pub fn all_items(c: &mut Conn, with_ended: bool) -> QueryResult<Vec<ItemRow>> {
    let mut query = menu_items::table
        .inner_join(menu_groups::table)
        .order((menu_groups::position, menu_items::position, menu_items::code))
        .select(ItemRow::as_select())
        .into_boxed::<MultiBackend>();
    if !with_ended {
        query = query.filter(menu_items::ended_at.is_null());
    }
    query.load(c)
}

/// One item, open or not, with its group's names.
pub fn item_with_group(c: &mut Conn, id: MenuItemId) -> QueryResult<Option<(ItemRow, String, String)>> {
    menu_items::table
        .inner_join(menu_groups::table)
        .filter(menu_items::id.eq(id))
        .select((ItemRow::as_select(), menu_groups::name, menu_groups::name_en))
        .first(c)
        .optional()
}

/// One item, open or not.
pub fn item(c: &mut Conn, id: MenuItemId) -> QueryResult<Option<ItemRow>> {
    menu_items::table.find(id).select(ItemRow::as_select()).first(c).optional()
}

/// The path of the community whose own the item is; `None` for the city's.
pub fn owner_path(c: &mut Conn, item: &ItemRow) -> QueryResult<Option<String>> {
    let Some(community) = item.community_id else { return Ok(None) };
    org_units::table.find(community).select(org_units::path).first(c).map(Some)
}

/// Whether the community has closed the item.
pub fn is_closed(c: &mut Conn, item: MenuItemId, community: OrgUnitId) -> QueryResult<bool> {
    let closed: i64 = menu_closures::table.find((item, community)).count().get_result(c)?;
    Ok(closed > 0)
}

/// In how many communities each item is closed.
pub fn closure_counts(c: &mut Conn) -> QueryResult<HashMap<MenuItemId, i64>> {
    let rows: Vec<(MenuItemId, i64)> =
        menu_closures::table.group_by(menu_closures::item_id).select((menu_closures::item_id, diesel::dsl::count_star())).load(c)?;
    Ok(rows.into_iter().collect())
}

/// What a community has closed.
pub fn closed_in(c: &mut Conn, community: OrgUnitId) -> QueryResult<Vec<MenuItemId>> {
    menu_closures::table.filter(menu_closures::community_id.eq(community)).select(menu_closures::item_id).load(c)
}

/// Every skill, by code.
pub fn skills(c: &mut Conn) -> QueryResult<Vec<Skill>> {
    let rows: Vec<(String, String, String)> =
        skills::table.order(skills::code).select((skills::code, skills::name, skills::name_en)).load(c)?;
    Ok(rows.into_iter().map(|(code, name, name_en)| Skill { code, name, name_en }).collect())
}

/// Every skill by its code.
pub fn skills_by_code(c: &mut Conn) -> QueryResult<HashMap<String, Skill>> {
    Ok(skills(c)?.into_iter().map(|skill| (skill.code.clone(), skill)).collect())
}

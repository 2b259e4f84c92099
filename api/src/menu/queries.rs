//! One function, one statement.

use crate::platform::db::types::Json as JsonColumn;
use crate::platform::db::{Conn, MultiBackend};
use crate::schema::{menu_closures, menu_groups, menu_items, skills};
use contract::menu::{Audience, EvidenceRule, FormField, MenuGroup, MenuItem, MenuItemFilter, StageSpans};
use contract::org::Skill;
use contract::{MenuGroupId, MenuItemId, OrgUnitId};
use diesel::prelude::*;
use std::collections::HashMap;

/// An item with its group.
#[derive(Queryable, Selectable, Clone, Debug)]
#[diesel(table_name = menu_items)]
pub struct ItemRow {
    pub id: MenuItemId,
    pub code: String,
    pub group_id: MenuGroupId,
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
}

/// The groups with how many open items each has.
pub fn groups(c: &mut Conn) -> QueryResult<Vec<MenuGroup>> {
    type Row = (MenuGroupId, String, String, String, String, i64);
    let open = menu_items::table.filter(menu_items::group_id.eq(menu_groups::id)).filter(menu_items::is_open.eq(true));
    let rows: Vec<Row> = menu_groups::table
        .order(menu_groups::position)
        .select((
            menu_groups::id,
            menu_groups::code,
            menu_groups::name,
            menu_groups::name_en,
            menu_groups::icon,
            open.count().single_value().assume_not_null(),
        ))
        .load(c)?;
    Ok(rows.into_iter().map(|(id, code, name, name_en, icon, items)| MenuGroup { id, code, name, name_en, icon, items }).collect())
}

/// Open items, in the order of the menu.
pub fn items(c: &mut Conn, filter: &MenuItemFilter) -> QueryResult<Vec<(ItemRow, String, String)>> {
    let mut query = menu_items::table
        .inner_join(menu_groups::table)
        .filter(menu_items::is_open.eq(true))
        .order((menu_groups::position, menu_items::position, menu_items::code))
        .select((ItemRow::as_select(), menu_groups::name, menu_groups::name_en))
        .into_boxed::<MultiBackend>();
    if let Some(group) = filter.group {
        query = query.filter(menu_items::group_id.eq(group));
    }
    if let Some(community) = filter.community {
        let closed = menu_closures::table.filter(menu_closures::community_id.eq(community)).select(menu_closures::item_id);
        query = query.filter(menu_items::id.ne_all(closed));
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

/// Whether the community offers the item.
pub fn is_offered(c: &mut Conn, item: &ItemRow, community: OrgUnitId) -> QueryResult<bool> {
    let closed: i64 = menu_closures::table.find((item.id, community)).count().get_result(c)?;
    Ok(item.is_open && closed == 0)
}

/// Every skill by its code.
pub fn skills_by_code(c: &mut Conn) -> QueryResult<HashMap<String, Skill>> {
    let rows: Vec<(String, String, String)> = skills::table.select((skills::code, skills::name, skills::name_en)).load(c)?;
    Ok(rows.into_iter().map(|(code, name, name_en)| (code.clone(), Skill { code, name, name_en })).collect())
}

/// The item as it is shown.
pub fn show(row: ItemRow, group: (String, String), skills: &HashMap<String, Skill>) -> MenuItem {
    MenuItem {
        id: row.id,
        code: row.code,
        group_id: row.group_id,
        group_name: group.0,
        group_name_en: group.1,
        name: row.name,
        name_en: row.name_en,
        description: row.description,
        description_en: row.description_en,
        audience: row.audience,
        evidence: row.evidence,
        deadlines: row.deadlines.0,
        skills: row.skills.0.iter().filter_map(|code| skills.get(code).cloned()).collect(),
        form: row.form.0,
        is_public: row.is_public,
        version: row.version,
    }
}

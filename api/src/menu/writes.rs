//! What is written: one function, one statement.

use super::queries::{GroupRow, ItemRow};
use crate::platform::db::Conn;
use crate::platform::error::{ApiError, ApiResult, broken_key};
use crate::schema::{menu_closures, menu_groups, menu_items};
use chrono::{DateTime, Utc};
use contract::{MenuGroupId, MenuItemId, OrgUnitId};
use diesel::prelude::*;

/// Inserts, and names the field when its code is taken.
fn unless_taken(tx: &mut Conn, insert: impl FnOnce(&mut Conn) -> QueryResult<usize>) -> ApiResult<()> {
    let Err(error) = tx.transaction(insert) else { return Ok(()) };
    match broken_key(error)?.as_str() {
        "uq_menu_groups_code" | "uq_menu_items_code" => Err(ApiError::field("/code", "duplicate", "the code is taken")),
        "uq_menu_items_is_custom" => Err(ApiError::field("/is_custom", "duplicate", "the city has its custom item already")),
        key => Err(ApiError::internal(format!("unexpected constraint {key}"))),
    }
}

pub fn insert_group(tx: &mut Conn, row: &GroupRow) -> ApiResult<()> {
    unless_taken(tx, |tx| diesel::insert_into(menu_groups::table).values(row).execute(tx))
}

pub fn insert_item(tx: &mut Conn, row: &ItemRow) -> ApiResult<()> {
    unless_taken(tx, |tx| diesel::insert_into(menu_items::table).values(row).execute(tx))
}

/// 0 when somebody changed the group after `expected` was read.
pub fn update_group(tx: &mut Conn, row: &GroupRow, expected: i32) -> QueryResult<usize> {
    diesel::update(menu_groups::table.find(row.id).filter(menu_groups::version.eq(expected)))
        .set((
            menu_groups::name.eq(&row.name),
            menu_groups::name_en.eq(&row.name_en),
            menu_groups::icon.eq(&row.icon),
            menu_groups::position.eq(row.position),
            menu_groups::ended_at.eq(row.ended_at),
            menu_groups::version.eq(row.version),
        ))
        .execute(tx)
}

/// Writes the row as the next version of the item and gives it back; stale when somebody changed the item after it was read.
pub fn update_item(tx: &mut Conn, before: &ItemRow, after: ItemRow, now: DateTime<Utc>) -> ApiResult<ItemRow> {
    let after = ItemRow { version: before.version + 1, updated_at: now, ..after };
    let content = (
        menu_items::name.eq(&after.name),
        menu_items::name_en.eq(&after.name_en),
        menu_items::description.eq(&after.description),
        menu_items::description_en.eq(&after.description_en),
        menu_items::audience.eq(after.audience),
        menu_items::evidence.eq(after.evidence),
        menu_items::deadlines.eq(&after.deadlines),
        menu_items::skills.eq(&after.skills),
        menu_items::form.eq(&after.form),
        menu_items::is_public.eq(after.is_public),
        menu_items::season.eq(&after.season),
        menu_items::item_version.eq(after.item_version),
    );
    let place = (menu_items::group_id.eq(after.group_id), menu_items::position.eq(after.position), menu_items::is_open.eq(after.is_open));
    let stamp = (menu_items::ended_at.eq(after.ended_at), menu_items::version.eq(after.version), menu_items::updated_at.eq(now));
    let changed = diesel::update(menu_items::table.find(before.id).filter(menu_items::version.eq(before.version)))
        .set((content, place, stamp))
        .execute(tx)?;
    if changed == 0 { Err(ApiError::stale(before.state(), before.version + 1)) } else { Ok(after) }
}

/// The groups with their places, in order.
pub fn group_places(tx: &mut Conn) -> QueryResult<Vec<(MenuGroupId, i32)>> {
    let here = menu_groups::table.filter(menu_groups::ended_at.is_null());
    here.order((menu_groups::position, menu_groups::code)).select((menu_groups::id, menu_groups::position)).load(tx)
}

pub fn place_group(tx: &mut Conn, id: MenuGroupId, position: i32) -> QueryResult<usize> {
    diesel::update(menu_groups::table.find(id)).set(menu_groups::position.eq(position)).execute(tx)
}

/// The items of a group and an owner with their places, in order.
pub fn item_places(tx: &mut Conn, group: MenuGroupId, owner: Option<OrgUnitId>) -> QueryResult<Vec<(MenuItemId, i32)>> {
    let query = menu_items::table
        .filter(menu_items::group_id.eq(group))
        .filter(menu_items::ended_at.is_null())
        .order((menu_items::position, menu_items::code))
        .select((menu_items::id, menu_items::position));
    match owner {
        None => query.filter(menu_items::community_id.is_null()).load(tx),
        Some(community) => query.filter(menu_items::community_id.eq(Some(community))).load(tx),
    }
}

pub fn place_item(tx: &mut Conn, id: MenuItemId, position: i32) -> QueryResult<usize> {
    diesel::update(menu_items::table.find(id)).set(menu_items::position.eq(position)).execute(tx)
}

/// How many items of a group were not ended.
pub fn items_left(tx: &mut Conn, group: MenuGroupId) -> QueryResult<i64> {
    menu_items::table.filter(menu_items::group_id.eq(group)).filter(menu_items::ended_at.is_null()).count().get_result(tx)
}

/// 0 when it was closed there already.
pub fn close_in(tx: &mut Conn, item: MenuItemId, community: OrgUnitId) -> QueryResult<usize> {
    let row = (menu_closures::item_id.eq(item), menu_closures::community_id.eq(community));
    let insert = diesel::insert_into(menu_closures::table).values(row).on_conflict_do_nothing();
    crate::on_backend!(tx, |c| insert.execute(c))
}

/// 0 when it was open there already.
pub fn open_in(tx: &mut Conn, item: MenuItemId, community: OrgUnitId) -> QueryResult<usize> {
    diesel::delete(menu_closures::table.find((item, community))).execute(tx)
}

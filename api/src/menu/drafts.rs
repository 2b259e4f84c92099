//! What waits to be published: one draft an item, guarded by the version of the item.

use crate::platform::db::Conn;
use crate::platform::db::types::Json as JsonColumn;
use crate::schema::menu_drafts as d;
use chrono::{DateTime, Utc};
use contract::menu::ItemContent;
use contract::{MenuItemId, PersonId};
use diesel::prelude::*;

/// A draft as it is stored.
#[derive(Queryable, Selectable, Insertable, Clone, Debug)]
#[diesel(table_name = d, treat_none_as_default_value = false)]
pub struct DraftRow {
    pub item_id: MenuItemId,
    pub content: JsonColumn<ItemContent>,
    pub changed_at: DateTime<Utc>,
    pub changed_by: PersonId,
}

pub fn draft(c: &mut Conn, item: MenuItemId) -> QueryResult<Option<DraftRow>> {
    d::table.find(item).select(DraftRow::as_select()).first(c).optional()
}

/// Items with a draft.
pub fn with_drafts(c: &mut Conn) -> QueryResult<Vec<MenuItemId>> {
    d::table.select(d::item_id).load(c)
}

/// Takes the place of the draft that was there. Whoever calls has changed the item's version in the same transaction.
pub fn put(tx: &mut Conn, row: &DraftRow) -> QueryResult<()> {
    remove(tx, row.item_id)?;
    diesel::insert_into(d::table).values(row).execute(tx).map(|_| ())
}

pub fn remove(tx: &mut Conn, item: MenuItemId) -> QueryResult<usize> {
    diesel::delete(d::table.find(item)).execute(tx)
}

//! The versions that were published. They are written once.

use crate::platform::db::Conn;
use crate::platform::db::types::Json as JsonColumn;
use crate::schema::menu_item_versions as v;
use chrono::{DateTime, Utc};
use contract::menu::{ItemContent, UrgencySpans};
use contract::{MenuItemId, PersonId};
use diesel::prelude::*;

/// A version as it is stored.
#[derive(Queryable, Selectable, Insertable, Clone, Debug, serde::Serialize)]
#[diesel(table_name = v, treat_none_as_default_value = false)]
pub struct VersionRow {
    pub item_id: MenuItemId,
    pub version: i32,
    pub content: JsonColumn<ItemContent>,
    pub spans: JsonColumn<UrgencySpans>,
    pub published_at: DateTime<Utc>,
    pub published_by: Option<PersonId>,
    pub note: String,
}

/// One version; an order says which.
pub fn version(c: &mut Conn, item: MenuItemId, version: i32) -> QueryResult<Option<VersionRow>> {
    v::table.find((item, version)).select(VersionRow::as_select()).first(c).optional()
}

/// All versions, the newest first.
pub fn versions(c: &mut Conn, item: MenuItemId) -> QueryResult<Vec<VersionRow>> {
    v::table.filter(v::item_id.eq(item)).order(v::version.desc()).select(VersionRow::as_select()).load(c)
}

pub fn insert(tx: &mut Conn, row: &VersionRow) -> QueryResult<usize> {
    diesel::insert_into(v::table).values(row).execute(tx)
}

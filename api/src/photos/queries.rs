//! One function, one statement. Whether the caller may see the order is asked before.

use crate::platform::db::Conn;
use crate::schema::photos;
use chrono::{DateTime, Utc};
use contract::photos::PhotoKind;
use contract::{OrderId, PersonId, PhotoId};
use diesel::prelude::*;

/// A picture as it is stored.
#[derive(Queryable, Selectable, Insertable, Clone, Debug, serde::Serialize)]
#[diesel(table_name = photos, treat_none_as_default_value = false)]
pub struct PhotoRow {
    pub id: PhotoId,
    pub order_id: OrderId,
    pub round: i32,
    pub kind: PhotoKind,
    pub uploaded_by: PersonId,
    pub key: String,
    pub bytes: i64,
    pub width: i32,
    pub height: i32,
    pub sha256: String,
    pub created_at: DateTime<Utc>,
    pub removed_at: Option<DateTime<Utc>>,
}

/// Those of all rounds that were not removed, oldest first.
pub fn of_order(c: &mut Conn, order: OrderId) -> QueryResult<Vec<PhotoRow>> {
    photos::table
        .filter(photos::order_id.eq(order))
        .filter(photos::removed_at.is_null())
        .order(photos::id)
        .select(PhotoRow::as_select())
        .load(c)
}

/// One that was not removed.
pub fn find(c: &mut Conn, id: PhotoId) -> QueryResult<Option<PhotoRow>> {
    photos::table.find(id).filter(photos::removed_at.is_null()).select(PhotoRow::as_select()).first(c).optional()
}

pub fn insert(tx: &mut Conn, row: &PhotoRow) -> QueryResult<usize> {
    diesel::insert_into(photos::table).values(row).execute(tx)
}

/// 1, or 0 when somebody removed it in between.
pub fn remove(tx: &mut Conn, id: PhotoId, now: DateTime<Utc>) -> QueryResult<usize> {
    diesel::update(photos::table.filter(photos::id.eq(id)).filter(photos::removed_at.is_null()))
        .set(photos::removed_at.eq(Some(now)))
        .execute(tx)
}

/// Which of these keys belong to pictures that were not removed.
pub fn keys_in_use(c: &mut Conn, keys: &[String]) -> QueryResult<Vec<String>> {
    photos::table.filter(photos::key.eq_any(keys.to_vec())).filter(photos::removed_at.is_null()).select(photos::key).load(c)
}

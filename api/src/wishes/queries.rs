//! One function, one statement.

use crate::platform::db::types::Json as JsonColumn;
use crate::platform::db::{Conn, MultiBackend};
use crate::platform::paging::Key;
use crate::schema::{org_units, wishes};
use chrono::{DateTime, Utc};
use contract::orders::Consent;
use contract::wishes::WishState;
use contract::{MenuItemId, OrderId, OrgUnitId, PersonId, WishId};
use diesel::prelude::*;

/// A wish as it is stored.
#[derive(Queryable, Selectable, Insertable, Clone, Debug, serde::Serialize)]
#[diesel(table_name = wishes, treat_none_as_default_value = false)]
pub struct WishRow {
    pub id: WishId,
    pub number: String,
    pub state: WishState,
    pub version: i32,
    pub item_id: MenuItemId,
    pub community_id: OrgUnitId,
    pub area: String,
    pub text: String,
    pub summary: String,
    pub contact_name: String,
    pub contact_phone: String,
    pub contact_address: String,
    pub wisher_id: PersonId,
    pub entered_by: PersonId,
    pub consent: JsonColumn<Option<Consent>>,
    pub explanation: String,
    pub order_id: Option<OrderId>,
    pub created_at: DateTime<Utc>,
    pub published_at: DateTime<Utc>,
    pub updated_at: DateTime<Utc>,
}

/// What a step changes besides state, version and time.
#[derive(AsChangeset, Clone, Debug, Default)]
#[diesel(table_name = wishes)]
pub struct Change {
    pub summary: Option<String>,
    pub explanation: Option<String>,
    pub order_id: Option<Option<OrderId>>,
    pub published_at: Option<DateTime<Utc>>,
}

/// A wish. Whoever asks has to make sure that the caller may know it.
pub fn find(c: &mut Conn, id: WishId) -> QueryResult<Option<WishRow>> {
    wishes::table.find(id).select(WishRow::as_select()).first(c).optional()
}

/// The wish, and nobody else changes it until the transaction ends.
pub fn lock(tx: &mut Conn, id: WishId) -> QueryResult<Option<WishRow>> {
    if let Conn::Pg(p) = tx {
        wishes::table.find(id).select(wishes::id).for_update().first::<WishId>(p).optional()?;
    }
    find(tx, id)
}

/// The wish for which an order goes on.
pub fn of_order(c: &mut Conn, order: OrderId) -> QueryResult<Option<WishRow>> {
    wishes::table.filter(wishes::order_id.eq(Some(order))).select(WishRow::as_select()).first(c).optional()
}

pub fn insert(tx: &mut Conn, row: &WishRow) -> QueryResult<usize> {
    diesel::insert_into(wishes::table).values(row).execute(tx)
}

/// The changed row; `None` when somebody changed the wish after it was read.
pub fn update(tx: &mut Conn, row: &WishRow, state: WishState, change: Change, now: DateTime<Utc>) -> QueryResult<Option<WishRow>> {
    diesel::update(wishes::table.filter(wishes::id.eq(row.id)).filter(wishes::version.eq(row.version)))
        .set((change, wishes::state.eq(state), wishes::version.eq(row.version + 1), wishes::updated_at.eq(now)))
        .returning(<WishRow as Selectable<MultiBackend>>::construct_selection())
        .get_result(tx)
        .optional()
}

/// What everybody may read of a wish, with the instant by which the list is sorted.
pub type Published = (WishId, String, String, String, DateTime<Utc>);

/// Published wishes, newest first: id, number, summary, community.
pub fn published(c: &mut Conn, community: Option<OrgUnitId>, after: Option<&Key>, limit: i64) -> QueryResult<Vec<Published>> {
    let mut query = wishes::table
        .inner_join(org_units::table)
        .filter(wishes::state.eq(WishState::Published))
        .order((wishes::published_at.desc(), wishes::id.desc()))
        .limit(limit)
        .select((wishes::id, wishes::number, wishes::summary, org_units::name, wishes::published_at))
        .into_boxed::<MultiBackend>();
    if let Some(community) = community {
        query = query.filter(wishes::community_id.eq(community));
    }
    if let Some(key) = after {
        query = query.filter(wishes::published_at.le(key.at).and(wishes::published_at.lt(key.at).or(wishes::id.lt(WishId(key.id)))));
    }
    query.load(c)
}

/// Wishes of some communities, or of one person, newest first.
pub fn of(c: &mut Conn, whose: &Whose, community: Option<OrgUnitId>, after: Option<&Key>, limit: i64) -> QueryResult<Vec<WishRow>> {
    let mut query = wishes::table
        .order((wishes::created_at.desc(), wishes::id.desc()))
        .limit(limit)
        .select(WishRow::as_select())
        .into_boxed::<MultiBackend>();
    query = match whose {
        Whose::Person(person) => query.filter(wishes::wisher_id.eq(*person)),
        Whose::Communities(ids) => query.filter(wishes::community_id.eq_any(ids.clone())),
    };
    if let Some(community) = community {
        query = query.filter(wishes::community_id.eq(community));
    }
    if let Some(key) = after {
        query = query.filter(wishes::created_at.le(key.at).and(wishes::created_at.lt(key.at).or(wishes::id.lt(WishId(key.id)))));
    }
    query.load(c)
}

/// Whose wishes a list shows.
pub enum Whose {
    Person(PersonId),
    Communities(Vec<OrgUnitId>),
}

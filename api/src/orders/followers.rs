//! People who follow an order instead of ordering the same again, and those whose order was merged into it.

use super::queries::{self, OrderRow};
use crate::platform::auth::Who;
use crate::platform::db::Conn;
use crate::schema::{order_followers as f, orders, persons};
use chrono::{DateTime, Utc};
use contract::orders::{GoesOn, OrderState};
use contract::{MenuItemId, OrderId, OrgUnitId, PersonId};
use diesel::prelude::*;
use diesel::sql_types::Timestamptz;

/// Orders merged into each other make no longer chain than this.
const LONGEST_CHAIN: usize = 50;

/// An order that this caller may name: one in their scope, or one they follow.
pub fn find_followed(c: &mut Conn, who: &Who, id: OrderId) -> QueryResult<Option<OrderRow>> {
    if let Some(row) = queries::find(c, &who.scope(), id)? {
        return Ok(Some(row));
    }
    if is_follower(c, id, who.person)? { queries::find_any(c, id) } else { Ok(None) }
}

/// Whether somebody follows an order.
pub fn is_follower(c: &mut Conn, order: OrderId, person: PersonId) -> QueryResult<bool> {
    Ok(since(c, order, person)?.is_some())
}

/// Since when somebody follows an order.
pub fn since(c: &mut Conn, order: OrderId, person: PersonId) -> QueryResult<Option<DateTime<Utc>>> {
    f::table.find((order, person)).select(f::followed_at).first(c).optional()
}

/// How many follow an order.
pub fn count(c: &mut Conn, order: OrderId) -> QueryResult<i64> {
    f::table.filter(f::order_id.eq(order)).count().get_result(c)
}

/// Those who follow an order, with their numbers.
pub fn of_order(c: &mut Conn, order: OrderId) -> QueryResult<Vec<(PersonId, String)>> {
    f::table
        .inner_join(persons::table)
        .filter(f::order_id.eq(order))
        .order((f::followed_at, f::person_id))
        .select((f::person_id, persons::phone))
        .load(c)
}

/// Adds a follower; `false` when they followed it already.
pub fn add(tx: &mut Conn, order: OrderId, person: PersonId, now: DateTime<Utc>) -> QueryResult<bool> {
    use crate::platform::db::types::IdSql;
    // By hand: the derived connection has no `on conflict`.
    let insert =
        diesel::sql_query("INSERT INTO order_followers (order_id, person_id, followed_at) VALUES ($1, $2, $3) ON CONFLICT DO NOTHING");
    Ok(insert.bind::<IdSql, _>(order).bind::<IdSql, _>(person).bind::<Timestamptz, _>(now).execute(tx)? == 1)
}

/// 1, or 0 when they did not follow it.
pub fn remove(tx: &mut Conn, order: OrderId, person: PersonId) -> QueryResult<usize> {
    diesel::delete(f::table.find((order, person))).execute(tx)
}

/// The orders somebody follows, last followed first, 200 at most.
pub fn followed_by(c: &mut Conn, person: PersonId) -> QueryResult<Vec<(OrderRow, DateTime<Utc>)>> {
    f::table
        .inner_join(orders::table)
        .filter(f::person_id.eq(person))
        .order((f::followed_at.desc(), f::order_id.desc()))
        .limit(200)
        .select((OrderRow::as_select(), f::followed_at))
        .load(c)
}

/// Open orders for an item in a community since then, newest first. The place is compared by whoever asks.
pub fn open_since(c: &mut Conn, community: OrgUnitId, item: MenuItemId, since: DateTime<Utc>) -> QueryResult<Vec<OrderRow>> {
    orders::table
        .filter(orders::community_id.eq(community))
        .filter(orders::state.eq_any(OrderState::OPEN.to_vec()))
        .filter(orders::created_at.ge(since))
        .filter(orders::item_id.eq(item))
        .order((orders::created_at.desc(), orders::id.desc()))
        .limit(500)
        .select(OrderRow::as_select())
        .load(c)
}

/// The order that goes on for this one in the end; itself when it was not merged.
pub fn end_of_chain(c: &mut Conn, row: OrderRow) -> QueryResult<OrderRow> {
    let mut last = row;
    for _ in 0..LONGEST_CHAIN {
        let Some(next) = last.merged_into else { break };
        match queries::find_any(c, next)? {
            Some(found) => last = found,
            None => break,
        }
    }
    Ok(last)
}

/// What goes on for a merged order, as its requester and its followers see it.
pub fn goes_on(c: &mut Conn, row: &OrderRow) -> QueryResult<Option<GoesOn>> {
    if row.merged_into.is_none() {
        return Ok(None);
    }
    let end = end_of_chain(c, row.clone())?;
    Ok(Some(GoesOn { id: end.id, state: end.state, deadline: end.deadline }))
}

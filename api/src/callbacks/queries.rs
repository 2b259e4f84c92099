//! One function, one statement.

use crate::in_areas;
use crate::orders::{EventRow, OrderRow};
use crate::platform::calendar::local;
use crate::platform::db::{Conn, MultiBackend};
use crate::platform::paging::Key;
use crate::platform::scope::Area;
use crate::schema::{callbacks, menu_items, order_events, order_rounds, orders, org_units, teams};
use chrono::{DateTime, Utc};
use contract::callbacks::NewCallback;
use contract::orders::{OrderAction, OrderState};
use contract::{OrderId, PersonId, RowId};
use diesel::prelude::*;
use std::collections::HashMap;
use uuid::Uuid;

/// An order that is done, with what the list shows of it.
#[derive(Queryable)]
pub struct WaitingRow {
    pub order: OrderRow,
    pub item_name: String,
    pub item_name_en: String,
    pub community_name: String,
    pub team_name: Option<String>,
    pub done_at: DateTime<Utc>,
}

/// Which of the orders that are done.
pub struct Wanted<'a> {
    pub areas: &'a [Area],
    pub node: Option<Area>,
    /// Only those that are due to be called by then.
    pub due_until: Option<DateTime<Utc>>,
    pub after: Option<&'a Key>,
}

/// Orders that are done, those due first, first.
pub fn waiting(c: &mut Conn, wanted: &Wanted<'_>, limit: i64) -> QueryResult<Vec<WaitingRow>> {
    let of_round = order_rounds::order_id.eq(orders::id).and(order_rounds::round.eq(orders::round));
    let query = orders::table
        .inner_join(menu_items::table)
        .inner_join(org_units::table)
        .inner_join(order_rounds::table.on(of_round))
        .left_join(teams::table)
        .select((
            OrderRow::as_select(),
            menu_items::name,
            menu_items::name_en,
            org_units::name,
            teams::name.nullable(),
            order_rounds::done_at,
        ))
        .order((orders::due_at.asc(), orders::id.asc()))
        .limit(limit)
        .into_boxed::<MultiBackend>();
    let mut query = in_areas!(query, orders::area, wanted.areas).filter(orders::state.eq(OrderState::Done));
    if let Some(node) = &wanted.node {
        query = query.filter(orders::area.ge(node.path.clone()).and(orders::area.lt(node.end())));
    }
    if let Some(until) = wanted.due_until {
        query = query.filter(orders::due_at.le(until));
    }
    if let Some(key) = wanted.after {
        query = query.filter(orders::due_at.ge(key.at).and(orders::due_at.gt(key.at).or(orders::id.gt(OrderId(key.id)))));
    }
    query.load(c)
}

/// The events of several orders, each oldest first.
pub fn events_of(c: &mut Conn, ids: &[OrderId]) -> QueryResult<HashMap<OrderId, Vec<EventRow>>> {
    let rows: Vec<EventRow> = order_events::table
        .filter(order_events::order_id.eq_any(ids.to_vec()))
        .order((order_events::order_id, order_events::sequence))
        .load(c)?;
    let mut found: HashMap<OrderId, Vec<EventRow>> = HashMap::new();
    for row in rows {
        found.entry(row.order_id).or_default().push(row);
    }
    Ok(found)
}

pub fn insert(tx: &mut Conn, order: &OrderRow, caller: PersonId, ask: &NewCallback, now: DateTime<Utc>) -> QueryResult<usize> {
    let row = (
        callbacks::id.eq(RowId(Uuid::now_v7())),
        callbacks::order_id.eq(order.id),
        callbacks::round.eq(order.round),
        callbacks::caller_id.eq(caller),
        callbacks::at.eq(now),
        callbacks::day.eq(local(now).date()),
        callbacks::is_reached.eq(ask.reached),
        callbacks::is_solved.eq(ask.solved),
        callbacks::grade.eq(ask.grade),
        callbacks::note.eq(ask.note.trim()),
    );
    diesel::insert_into(callbacks::table).values(row).execute(tx)
}

/// Days on which nobody was reached in this round: one try a day counts.
pub fn days_unreached(c: &mut Conn, order: OrderId, round: i32) -> QueryResult<i64> {
    let tries = order_events::table.filter(order_events::order_id.eq(order)).filter(order_events::round.eq(round));
    tries.filter(order_events::action.eq(OrderAction::CallUnreached)).count().get_result(c)
}

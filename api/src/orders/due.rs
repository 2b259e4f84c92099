//! Orders for which something is due by themselves: what the sweeper looks at.

use super::queries::OrderRow;
use crate::platform::db::Conn;
use crate::schema::{order_events, orders};
use chrono::{DateTime, Utc};
use contract::OrderId;
use contract::orders::{OrderAction, OrderState};
use diesel::prelude::*;
use uuid::Uuid;

/// Orders that were asked something and have been silent since then: what the sweeper looks at.
pub fn silent_since(c: &mut Conn, since: DateTime<Utc>, limit: i64) -> QueryResult<Vec<OrderRow>> {
    orders::table
        .filter(orders::state.eq(OrderState::NeedsInfo))
        .filter(orders::updated_at.le(since))
        .order(orders::created_at)
        .limit(limit)
        .select(OrderRow::as_select())
        .load(c)
}

/// Orders brought into a state by this step before then, with the instant, by id after `after`. Later steps that leave the state
/// as it is, such as a rating, do not count: one of `by` is taken once a round.
pub fn since_step(
    c: &mut Conn,
    state: OrderState,
    by: &[OrderAction],
    before: DateTime<Utc>,
    after: Option<OrderId>,
    limit: i64,
) -> QueryResult<Vec<(OrderRow, DateTime<Utc>)>> {
    let step =
        order_events::order_id.eq(orders::id).and(order_events::round.eq(orders::round)).and(order_events::action.eq_any(by.to_vec()));
    orders::table
        .inner_join(order_events::table.on(step))
        .filter(orders::state.eq(state))
        .filter(order_events::at.le(before))
        .filter(orders::id.gt(after.unwrap_or(OrderId(Uuid::nil()))))
        .order(orders::id)
        .limit(limit)
        .select((OrderRow::as_select(), order_events::at))
        .load(c)
}

//! Parts of an order: each an order of its own, with its number, team and clocks. The whole cannot be done while one is open.

use crate::platform::db::{Conn, MultiBackend};
use crate::schema::{menu_items, orders, teams};
use contract::OrderId;
use contract::orders::{OrderState, PartRef};
use diesel::prelude::*;

/// States in which a part holds up the whole. What is rejected, withdrawn or handed elsewhere does not.
const DONE: &[OrderState] = &[
    OrderState::Done,
    OrderState::Confirmed,
    OrderState::Closed,
    OrderState::ClosedUnreached,
    OrderState::Withdrawn,
    OrderState::Rejected,
    OrderState::Referred,
    OrderState::Merged,
];

/// How many parts of an order are not done.
pub fn open_of(c: &mut Conn, parent: OrderId) -> QueryResult<i64> {
    orders::table.filter(orders::parent_id.eq(parent)).filter(orders::state.ne_all(DONE.to_vec())).count().get_result(c)
}

/// Whether a part in this state holds up the whole.
pub fn is_open(part: &PartRef) -> bool {
    !DONE.contains(&part.state)
}

/// The parts of an order, oldest first.
pub fn of(c: &mut Conn, parent: OrderId) -> QueryResult<Vec<PartRef>> {
    type Row = (OrderId, String, OrderState, String, String, String, Option<String>, Option<chrono::DateTime<chrono::Utc>>);
    let rows: Vec<Row> = orders::table
        .inner_join(menu_items::table)
        .left_join(teams::table)
        .filter(orders::parent_id.eq(parent))
        .order((orders::created_at, orders::id))
        .select((
            orders::id,
            orders::number,
            orders::state,
            menu_items::name,
            menu_items::name_en,
            orders::text,
            teams::name.nullable(),
            orders::deadline,
        ))
        .into_boxed::<MultiBackend>()
        .load(c)?;
    let part = |(id, number, state, item_name, item_name_en, text, team_name, deadline): Row| PartRef {
        id,
        number,
        state,
        item_name,
        item_name_en,
        text,
        team_name,
        deadline,
    };
    Ok(rows.into_iter().map(part).collect())
}

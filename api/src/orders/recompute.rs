//! After a correction of the calendar: what is due is computed anew for every open order. A printed deadline never moves to an
//! earlier day; computing twice changes nothing.

use super::NOTHING_DUE;
use super::queries;
use super::steps::Desk;
use crate::app::App;
use crate::platform::db::{Conn, MultiBackend};
use crate::platform::error::ApiResult;
use crate::schema::orders;
use contract::OrderId;
use contract::orders::OrderState;
use diesel::prelude::*;

const BATCH: i64 = 200;

/// Takes over a calendar that was imported meanwhile, by this process or another, and recomputes what hangs on it.
/// The number of orders whose dates moved.
pub async fn if_calendar_changed(app: &App) -> ApiResult<usize> {
    if !crate::accounts::refresh_calendar(app).await? {
        return Ok(0);
    }
    all(app).await
}

/// Recomputes every open order; the number of those whose dates moved.
pub async fn all(app: &App) -> ApiResult<usize> {
    let (mut moved, mut after) = (0, OrderId(uuid::Uuid::nil()));
    loop {
        let page = app.db.read(move |c| ApiResult::Ok(open_after(c, after)?)).await?;
        let Some(last) = page.last() else { return Ok(moved) };
        after = *last;
        let desk = Desk::system(app, "recompute");
        let recompute =
            move |tx: &mut Conn| -> ApiResult<usize> { page.into_iter().try_fold(0, |sum, id| Ok(sum + usize::from(one(tx, &desk, id)?))) };
        moved += app.db.write(recompute).await?;
    }
}

fn open_after(c: &mut Conn, after: OrderId) -> QueryResult<Vec<OrderId>> {
    let open: Vec<OrderState> = OrderState::ALL.iter().copied().filter(|s| !s.is_final() && *s != OrderState::Draft).collect();
    orders::table
        .filter(orders::id.gt(after))
        .filter(orders::state.eq_any(open))
        .order(orders::id)
        .limit(BATCH)
        .select(orders::id)
        .into_boxed::<MultiBackend>()
        .load(c)
}

fn one(tx: &mut Conn, desk: &Desk, id: OrderId) -> ApiResult<bool> {
    let Some(row) = queries::lock(tx, id)? else { return Ok(false) };
    let events = queries::events_of(tx, id)?;
    let mut after = desk.derive(&row, &events);
    if row.next_mark_at <= desk.now {
        after.next_mark_at = row.next_mark_at;
    } else if row.next_mark_at == NOTHING_DUE && row.due_at == after.due_at {
        // An order that tells nobody, such as one that was imported, stays silent as long as its dates stay.
        after.next_mark_at = NOTHING_DUE;
    }
    let has_moved = (row.due_at, row.deadline) != (after.due_at, after.deadline);
    if has_moved || row.next_mark_at != after.next_mark_at {
        queries::set_due(tx, &after)?;
    }
    if has_moved {
        desk.audit(tx, "order.recomputed", Some(&row), &after)?;
    }
    Ok(has_moved)
}

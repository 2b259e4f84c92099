//! One function, one statement: what time brings about.

use super::queries::CheckInRow;
use crate::platform::db::Conn;
use crate::schema::check_ins;
use chrono::{DateTime, NaiveDate, Utc};
use contract::check_ins::CheckInState;
use diesel::prelude::*;

/// Those that wait for a clerk until this instant at the latest, and of whose silence fewer than `told` levels know.
pub fn waiting_until(c: &mut Conn, until: DateTime<Utc>, told: i32, limit: i64) -> QueryResult<Vec<CheckInRow>> {
    check_ins::table
        .filter(check_ins::state.eq_any([CheckInState::Submitted, CheckInState::Transferring]))
        .filter(check_ins::due_at.le(until))
        .filter(check_ins::told.lt(told))
        .order((check_ins::due_at, check_ins::id))
        .limit(limit)
        .select(CheckInRow::as_select())
        .load(c)
}

/// Remembers whom the silence was told; 0 when somebody was faster.
pub fn set_told(tx: &mut Conn, row: &CheckInRow, told: i32) -> QueryResult<usize> {
    let same =
        check_ins::table.filter(check_ins::id.eq(row.id)).filter(check_ins::version.eq(row.version)).filter(check_ins::told.eq(row.told));
    diesel::update(same).set(check_ins::told.eq(told)).execute(tx)
}

/// Those whose limited time was over before this day.
pub fn over_before(c: &mut Conn, today: NaiveDate, limit: i64) -> QueryResult<Vec<CheckInRow>> {
    check_ins::table
        .filter(check_ins::state.eq_any([CheckInState::Active, CheckInState::Transferring, CheckInState::Suspended]))
        .filter(check_ins::valid_to.lt(today))
        .order(check_ins::id)
        .limit(limit)
        .select(CheckInRow::as_select())
        .load(c)
}

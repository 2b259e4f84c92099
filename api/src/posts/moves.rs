//! A shift at another time or place.

use super::frame::tell;
use super::queries::claims::{self, Change};
use super::queries::{PostRow, ShiftRow, people};
use super::seats;
use crate::notices::instant;
use crate::orders::Desk;
use crate::platform::db::Conn;
use crate::platform::error::{ApiError, ApiResult};
use contract::notices::NoticeKind;
use contract::posts::{ChangeShift, ClaimAction, ClaimState, EndReason, ShiftState};

/// The shift as it shall be: never with fewer seats than are taken.
pub fn target(shift: &ShiftRow, ask: &ChangeShift) -> ApiResult<ShiftRow> {
    let mut to = ShiftRow {
        starts_at: ask.starts_at.unwrap_or(shift.starts_at),
        ends_at: ask.ends_at.unwrap_or(shift.ends_at),
        place: ask.place.as_deref().map_or_else(|| shift.place.clone(), |p| p.trim().to_owned()),
        capacity: ask.capacity.unwrap_or(shift.capacity),
        waitlist: ask.waitlist.unwrap_or(shift.waitlist),
        ..shift.clone()
    };
    if to.capacity < shift.held {
        return Err(ApiError::field("/capacity", "range", format!("{} seats are taken", shift.held)));
    }
    if to.waitlist < shift.waiting {
        return Err(ApiError::field("/waitlist", "range", format!("{} people wait", shift.waiting)));
    }
    to.state = if to.held >= to.capacity { ShiftState::Full } else { ShiftState::Open };
    if (to.starts_at, to.ends_at, &to.place) != (shift.starts_at, shift.ends_at, &shift.place) {
        to.sequence += 1;
    }
    Ok(to)
}

/// Whoever has a seat and is expected elsewhere at the new time is let go.
pub fn let_go(tx: &mut Conn, desk: &Desk, shift: &ShiftRow, mut to: ShiftRow, post: &PostRow) -> ApiResult<ShiftRow> {
    let rows = claims::of_shift(tx, shift.id, &[ClaimState::Offered, ClaimState::Held])?;
    people::lock(tx, &rows.iter().map(|r| r.person_id).collect::<Vec<_>>())?;
    for row in rows {
        if claims::is_busy(tx, row.person_id, to.starts_at, to.ends_at, Some(shift.id))? {
            let change = Change { end_reason: Some(EndReason::ShiftCancelled), ..Change::default() };
            seats::take(tx, desk, &row, ClaimAction::Release, change)?;
            tell(tx, desk, row.person_id, NoticeKind::ShiftMoved, post, &to, &[("before", instant(shift.starts_at))])?;
            to.held -= 1;
        }
    }
    to.state = if to.held >= to.capacity { ShiftState::Full } else { ShiftState::Open };
    Ok(to)
}

//! What happens by itself: a limited time is over, a desk is reminded, those above it are told that it is late.

use super::queries::CheckInRow;
use super::{due, imports, steps, tell};
use crate::app::App;
use crate::orders::Desk;
use crate::platform::db::Conn;
use crate::platform::error::{ApiResult, is_stale};
use chrono::TimeDelta;
use contract::Span;
use contract::check_ins::CheckInAction;
use contract::notices::NoticeKind;

const BATCH: i64 = 200;
/// No holiday is so long that a working day from now ends later.
const FAR: TimeDelta = TimeDelta::days(15);
const REMINDED: i32 = 1;
const TOLD_ABOVE: i32 = 2;

/// What one look found to do.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Swept {
    pub ended: usize,
    pub reminded: usize,
    pub told: usize,
    /// Imports that keep nothing about persons any more.
    pub emptied: usize,
}

/// Looks once.
pub async fn once(app: &App) -> ApiResult<Swept> {
    let (desk, mut swept) = (Desk::system(app, "sweep"), Swept::default());
    let (now, today) = (desk.now, desk.today());
    for row in app.db.read(move |c| ApiResult::Ok(due::over_before(c, today, BATCH)?)).await? {
        swept.ended += usize::from(expire(app, desk.clone(), row).await?);
    }
    for row in app.db.read(move |c| ApiResult::Ok(due::waiting_until(c, now, TOLD_ABOVE, BATCH)?)).await? {
        let desk = desk.clone();
        swept.told += usize::from(app.db.write(move |tx| late(tx, &desk, &row)).await?);
    }
    // A working day before it is due.
    let soon = desk.calendar.add(now, Span::WorkingDays(1));
    for row in app.db.read(move |c| ApiResult::Ok(due::waiting_until(c, soon.min(now + FAR), REMINDED, BATCH)?)).await? {
        let desk = desk.clone();
        swept.reminded += usize::from(app.db.write(move |tx| remind(tx, &desk, &row)).await?);
    }
    swept.emptied = imports::forget(app, &desk).await?;
    if swept.ended > 0 {
        app.principals.forget_all();
    }
    Ok(swept)
}

/// `false` when somebody was faster.
async fn expire(app: &App, desk: Desk, row: CheckInRow) -> ApiResult<bool> {
    let done = app.db.write(move |tx| steps::end_check_in(tx, &desk, &row, CheckInAction::Expire, "期限已到")).await;
    match done {
        Ok(_) => Ok(true),
        Err(error) if is_stale(&error) => Ok(false),
        Err(error) => Err(error),
    }
}

fn remind(tx: &mut Conn, desk: &Desk, row: &CheckInRow) -> ApiResult<bool> {
    if due::set_told(tx, row, REMINDED)? == 0 {
        return Ok(false);
    }
    tell::desk_of(tx, desk, row, NoticeKind::CheckInReminder)?;
    Ok(true)
}

fn late(tx: &mut Conn, desk: &Desk, row: &CheckInRow) -> ApiResult<bool> {
    if due::set_told(tx, row, TOLD_ABOVE)? == 0 {
        return Ok(false);
    }
    tell::above(tx, desk, row, NoticeKind::CheckInOverdue)?;
    Ok(true)
}

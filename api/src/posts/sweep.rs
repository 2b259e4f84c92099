//! What happens by itself: shifts begin and end, offers run out, seats go to those who wait, what nobody doubts is verified, series grow.

use super::frame::record_shift;
use super::lifecycle::shift::step;
use super::presence;
use super::queries::claims::{self, Change};
use super::queries::{ShiftRow, shifts};
use super::{seats, series};
use crate::app::App;
use crate::notices::instant;
use crate::orders::Desk;
use crate::platform::db::Conn;
use crate::platform::error::{ApiError, ApiResult, is_stale};
use chrono::TimeDelta;
use contract::notices::NoticeKind;
use contract::posts::{ClaimAction, ClaimState, EndReason, ShiftAction, ShiftState};
use contract::{ClaimId, ShiftId};

const BATCH: i64 = 500;

/// What one look found to do.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Swept {
    pub shifts_moved_on: usize,
    pub claims_moved_on: usize,
    pub shifts_filled: usize,
    pub shifts_made: usize,
}

/// Looks once; each shift in a transaction of its own.
pub async fn once(app: &App) -> ApiResult<Swept> {
    let (now, rules, mut swept) = (app.clock.now(), &app.config.posts, Swept::default());
    let over = now - TimeDelta::minutes(rules.grace_minutes);
    // Until nothing moves: after a standstill a shift has begun and is over, and somebody who was present is done and undoubted.
    loop {
        let before = swept;
        for (id, shift) in app.db.read(move |c| ApiResult::Ok(claims::due(c, now, BATCH)?)).await? {
            swept.claims_moved_on += usize::from(each(app, move |tx, desk| claim(tx, desk, id, shift)).await?);
        }
        for id in app.db.read(move |c| ApiResult::Ok(shifts::due(c, now, over, BATCH)?)).await? {
            swept.shifts_moved_on += usize::from(each(app, move |tx, desk| move_on(tx, desk, id)).await?);
        }
        if swept == before {
            break;
        }
    }
    for id in app.db.read(move |c| ApiResult::Ok(shifts::unfilled(c, now, BATCH)?)).await? {
        swept.shifts_filled += usize::from(each(app, move |tx, desk| fill(tx, desk, id)).await?);
    }
    let desk = Desk::system(app, "sweep");
    // Once a day is often enough: a day before the horizon moves on there is nothing to make.
    let until = series::horizon(&desk) - TimeDelta::days(1);
    for id in app.db.read(move |c| ApiResult::Ok(shifts::series_due(c, until, BATCH)?)).await? {
        let desk = desk.clone();
        swept.shifts_made += app.db.write(move |tx| series::extend(tx, &desk, id)).await?;
    }
    Ok(swept)
}

/// `false` when somebody was faster.
async fn each(app: &App, work: impl FnOnce(&mut Conn, &Desk) -> ApiResult<bool> + Send + 'static) -> ApiResult<bool> {
    let desk = Desk::system(app, "sweep");
    let done = app.db.write(move |tx| work(tx, &desk)).await;
    match done {
        Err(error) if is_stale(&error) => Ok(false),
        done => {
            app.outbox_bell.notify_one();
            done
        }
    }
}

fn claim(tx: &mut Conn, desk: &Desk, id: ClaimId, shift: ShiftId) -> ApiResult<bool> {
    let (shift, post) = seats::lock(tx, shift)?;
    let Some(row) = claims::find(tx, id)?.filter(|r| r.due_at <= desk.now) else { return Ok(false) };
    match row.state {
        ClaimState::Offered => {
            let change = Change { end_reason: Some(EndReason::NoAnswer), ..Change::default() };
            seats::leave(tx, desk, &shift, &post, &row, ClaimAction::Lapse, change)?;
            super::frame::tell(tx, desk, row.person_id, NoticeKind::SeatLapsed, &post, &shift, &[("until", instant(row.due_at))])?;
        }
        ClaimState::Present => {
            presence::sign_out(tx, desk, &row)?;
        }
        ClaimState::Completed => {
            presence::verify(tx, desk, &row)?;
        }
        _ => return Ok(false),
    }
    Ok(true)
}

fn move_on(tx: &mut Conn, desk: &Desk, id: ShiftId) -> ApiResult<bool> {
    let (shift, _) = seats::lock(tx, id)?;
    let over = shift.ends_at + TimeDelta::minutes(desk.config.posts.grace_minutes) <= desk.now;
    let action = match shift.state {
        ShiftState::Open | ShiftState::Full if shift.starts_at <= desk.now => ShiftAction::Start,
        ShiftState::Running if over => ShiftAction::Finish,
        _ => return Ok(false),
    };
    let mut to = ShiftRow { state: step(shift.state, action)?, ..shift.clone() };
    if action == ShiftAction::Start {
        // Who still waits waits for nothing.
        for row in claims::of_shift(tx, id, &[ClaimState::Waitlisted, ClaimState::Offered])? {
            let change = Change { end_reason: Some(EndReason::NoAnswer), ..Change::default() };
            seats::take(tx, desk, &row, ClaimAction::Release, change)?;
            if row.state == ClaimState::Offered { to.held -= 1 } else { to.waiting -= 1 }
        }
    }
    let stale = || ApiError::stale(shift.state.as_str(), shift.version);
    let after = shifts::update(tx, &shift, &to, desk.now)?.ok_or_else(stale)?;
    record_shift(tx, desk, &format!("shift.{}", after.state), Some(&shift), &after)?;
    Ok(true)
}

fn fill(tx: &mut Conn, desk: &Desk, id: ShiftId) -> ApiResult<bool> {
    let (shift, post) = seats::lock(tx, id)?;
    Ok(seats::fill(tx, desk, &shift, &post)?.held > shift.held)
}

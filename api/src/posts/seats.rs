//! Seats: who gets one, who waits, what becomes of one that is given back. Everything here happens under the lock of the shift; a person
//! is locked after it, several in the order of their ids, so that two never wait for each other.

use super::frame::{record_claim, record_shift, tell};
use super::lifecycle::claim::{has_seat, step};
use super::lifecycle::{post, shift as shifts};
use super::qualify;
use super::queries::claims::{self, Change};
use super::queries::{ClaimRow, PostRow, ShiftRow, people, posts as post_rows, shifts as shift_rows};
use super::volunteers;
use crate::activities;
use crate::check_ins;
use crate::notices::instant;
use crate::orders::{Desk, NOTHING_DUE};
use crate::platform::auth::Who;
use crate::platform::calendar::local;
use crate::platform::db::Conn;
use crate::platform::db::types::Json;
use crate::platform::error::{ApiError, ApiResult};
use chrono::{DateTime, TimeDelta, Utc};
use contract::notices::NoticeKind;
use contract::posts::{ClaimAction as A, ClaimState as S, EndReason, NewClaim, PostState, ShiftState};
use contract::{ClaimId, PersonId, ProblemCode, ShiftId};
use uuid::Uuid;

/// A shift with its post, locked; 404 for what nobody has published.
pub fn lock(tx: &mut Conn, id: ShiftId) -> ApiResult<(ShiftRow, PostRow)> {
    let gone = || ApiError::not_found("shift");
    let shift = shift_rows::lock(tx, id)?.ok_or_else(gone)?;
    let post = post_rows::find(tx, shift.post_id)?.ok_or_else(gone)?;
    Ok((shift, post))
}

/// Claims a seat for the caller, or a place in the waiting list.
pub fn claim(tx: &mut Conn, desk: &Desk, who: &Who, id: ShiftId, ask: &NewClaim) -> ApiResult<ClaimRow> {
    let (shift, post) = lock(tx, id)?;
    if !post::is_public(post.state) {
        return Err(ApiError::not_found("shift"));
    }
    check(tx, desk, who.person, &shift, &post)?;
    let row = |state, queue_no| ClaimRow {
        id: ClaimId(Uuid::now_v7()),
        shift_id: shift.id,
        post_id: shift.post_id,
        person_id: who.person,
        community_id: shift.community_id,
        area: shift.area.clone(),
        category: shift.category,
        starts_at: shift.starts_at,
        ends_at: shift.ends_at,
        state,
        queue_no,
        claimed_at: desk.now,
        method: None,
        present_from: None,
        present_to: None,
        minutes: None,
        marked_by: None,
        confirmers: Json(Vec::new()),
        challenged_by: None,
        challenge: String::new(),
        answer: String::new(),
        decision: String::new(),
        end_reason: None,
        end_note: String::new(),
        is_late: false,
        is_excused: false,
        due_at: NOTHING_DUE,
        version: 1,
        updated_at: desk.now,
    };
    let (row, to) = if shift.held < shift.capacity && shift.waiting == 0 {
        (row(S::Held, 0), ShiftRow { held: shift.held + 1, ..shift.clone() })
    } else if ask.waits && shift.waiting < shift.waitlist {
        let queued = shift.queued + 1;
        (row(S::Waitlisted, queued), ShiftRow { waiting: shift.waiting + 1, queued, ..shift.clone() })
    } else {
        let why = if ask.waits { "every seat is taken, and so is every place in the waiting list" } else { "every seat is taken" };
        return Err(ApiError::new(ProblemCode::ShiftFull, why));
    };
    set(tx, desk, &shift, to)?;
    claims::insert(tx, &row)?;
    record_claim(tx, desk, &format!("claim.{}", row.state), None, &row)?;
    Ok(row)
}

/// Whether the caller may have a seat of this shift at all.
fn check(tx: &mut Conn, desk: &Desk, person: PersonId, shift: &ShiftRow, post: &PostRow) -> ApiResult<()> {
    let no = |code, detail: &str| Err(ApiError::new(code, detail));
    if check_ins::active_of(tx, person)?.is_none() {
        return no(ProblemCode::CheckInRequired, "only members with an active check-in claim shifts");
    }
    if post.state != PostState::Published || !shifts::is_ahead(shift.state) || desk.now >= shift.starts_at {
        return no(ProblemCode::ClaimClosed, "the shift has begun or is cancelled, or its post takes no claims");
    }
    if desk.now < shift.opens_at {
        return Err(ApiError::new(ProblemCode::ClaimNotOpen, format!("it can be claimed from {}", instant(shift.opens_at))));
    }
    if claims::live(tx, shift.id, person)?.is_some() {
        return no(ProblemCode::ClaimExists, "you stand on this shift already");
    }
    volunteers::ensure(tx, desk, person)?;
    people::lock(tx, &[person])?;
    qualify::check(tx, post, person, local(shift.starts_at).date())?;
    if claims::is_busy(tx, person, shift.starts_at, shift.ends_at, None)? {
        return no(ProblemCode::ClaimsOverlap, "you hold a seat of another shift at that time");
    }
    if activities::is_busy(tx, person, shift.starts_at, shift.ends_at)? {
        return no(ProblemCode::ClaimsOverlap, "you have a place in an activity at that time");
    }
    let (from, to) = day_of(shift.starts_at);
    let limit = desk.config.posts.daily_claims;
    if claims::count_between(tx, person, from, to)? >= limit {
        return Err(ApiError::new(ProblemCode::DailyLimit, format!("at most {limit} shifts a day")));
    }
    Ok(())
}

/// Whether somebody holds a seat of a shift in this stretch of time.
pub fn is_on_shift(c: &mut Conn, person: PersonId, from: DateTime<Utc>, to: DateTime<Utc>) -> ApiResult<bool> {
    Ok(claims::is_busy(c, person, from, to, None)?)
}

/// Nobody else takes a seat or a place for this volunteer until the transaction ends.
pub fn lock_person(tx: &mut Conn, person: PersonId) -> ApiResult<()> {
    Ok(people::lock(tx, &[person])?)
}

/// The local day of an instant, as two instants.
pub fn day_of(at: DateTime<Utc>) -> (DateTime<Utc>, DateTime<Utc>) {
    let begin = local(at).date().and_time(chrono::NaiveTime::MIN).and_utc() - TimeDelta::hours(8);
    (begin, begin + TimeDelta::days(1))
}

/// Stores seats, and with them whether the shift is full.
fn set(tx: &mut Conn, desk: &Desk, before: &ShiftRow, mut to: ShiftRow) -> ApiResult<ShiftRow> {
    if shifts::is_ahead(to.state) {
        to.state = if to.held >= to.capacity { ShiftState::Full } else { ShiftState::Open };
    }
    let after = shift_rows::set_seats(tx, before, &to, desk.now)?.ok_or_else(|| ApiError::stale(before.state.as_str(), before.version))?;
    if after.state != before.state {
        record_shift(tx, desk, &format!("shift.{}", after.state), Some(before), &after)?;
    }
    Ok(after)
}

/// Takes a step: state, clock and trail. The rule has been asked before.
pub fn take(tx: &mut Conn, desk: &Desk, row: &ClaimRow, action: A, change: Change) -> ApiResult<ClaimRow> {
    let (to, rules) = (step(row.state, action)?, &desk.config.posts);
    let due_at = match to {
        S::Offered => (desk.now + TimeDelta::minutes(rules.answer_minutes)).min(row.starts_at),
        S::Present => row.ends_at.max(desk.now),
        S::Completed => desk.now + TimeDelta::hours(rules.verify_hours),
        _ => NOTHING_DUE,
    };
    let stale = || ApiError::stale(row.state.as_str(), row.version + 1);
    let after = claims::update(tx, row, to, due_at, change, desk.now)?.ok_or_else(stale)?;
    let name = match action {
        A::Answer => "claim.answered".to_owned(),
        A::Excuse => "claim.excused".to_owned(),
        _ => format!("claim.{to}"),
    };
    record_claim(tx, desk, &name, Some(row), &after)?;
    Ok(after)
}

/// A claim ends before its shift: its seat or its place is free, and whoever waits is offered the seat.
pub fn leave(
    tx: &mut Conn,
    desk: &Desk,
    shift: &ShiftRow,
    post: &PostRow,
    row: &ClaimRow,
    action: A,
    change: Change,
) -> ApiResult<ClaimRow> {
    let after = take(tx, desk, row, action, change)?;
    let to = if has_seat(row.state) {
        ShiftRow { held: shift.held - 1, ..shift.clone() }
    } else {
        ShiftRow { waiting: shift.waiting - 1, ..shift.clone() }
    };
    let shift = set(tx, desk, shift, to)?;
    fill(tx, desk, &shift, post)?;
    Ok(after)
}

/// Offers free seats to those who have waited longest. Who is expected elsewhere by now is passed over and keeps the place.
pub fn fill(tx: &mut Conn, desk: &Desk, shift: &ShiftRow, post: &PostRow) -> ApiResult<ShiftRow> {
    let mut shift = shift.clone();
    let is_open = shifts::is_ahead(shift.state) && desk.now < shift.starts_at && post.state == PostState::Published;
    if !is_open || shift.held >= shift.capacity || shift.waiting == 0 {
        return Ok(shift);
    }
    let waiting = claims::of_shift(tx, shift.id, &[S::Waitlisted])?;
    people::lock(tx, &waiting.iter().map(|w| w.person_id).collect::<Vec<_>>())?;
    for row in waiting {
        if shift.held >= shift.capacity {
            break;
        }
        if claims::is_busy(tx, row.person_id, shift.starts_at, shift.ends_at, Some(shift.id))? {
            continue;
        }
        let offered = take(tx, desk, &row, A::Offer, Change::default())?;
        let to = ShiftRow { held: shift.held + 1, waiting: shift.waiting - 1, ..shift.clone() };
        shift = set(tx, desk, &shift, to)?;
        tell(tx, desk, row.person_id, NoticeKind::SeatOffered, post, &shift, &[("until", instant(offered.due_at))])?;
    }
    Ok(shift)
}

/// The shift does not take place: everybody on it is let go and told.
pub fn clear(tx: &mut Conn, desk: &Desk, shift: &ShiftRow, post: &PostRow, reason: &str) -> ApiResult<ShiftRow> {
    let state = shifts::step(shift.state, contract::posts::ShiftAction::Cancel)?;
    for row in claims::of_shift(tx, shift.id, &[S::Waitlisted, S::Offered, S::Held])? {
        take(tx, desk, &row, A::Release, Change { end_reason: Some(EndReason::ShiftCancelled), ..Change::default() })?;
        tell(tx, desk, row.person_id, NoticeKind::ShiftCancelled, post, shift, &[("reason", reason.to_owned())])?;
    }
    let to = ShiftRow { held: 0, waiting: 0, state, reason: reason.to_owned(), sequence: shift.sequence + 1, ..shift.clone() };
    let after = shift_rows::update(tx, shift, &to, desk.now)?.ok_or_else(|| ApiError::stale(shift.state.as_str(), shift.version))?;
    record_shift(tx, desk, "shift.cancelled", Some(shift), &after)?;
    Ok(after)
}

/// Somebody's check-in has ended, or is suspended: what they hold or wait for is released. The sweeper offers the seats to others.
pub fn release_all(tx: &mut Conn, desk: &Desk, person: PersonId) -> ApiResult<usize> {
    let ids = claims::ahead_of(tx, person)?;
    for id in &ids {
        let (shift, _) = lock(tx, *id)?;
        let Some(row) = claims::live(tx, *id, person)?.filter(|r| matches!(r.state, S::Waitlisted | S::Offered | S::Held)) else {
            continue;
        };
        let reason = Change { end_reason: Some(EndReason::CheckInEnded), ..Change::default() };
        take(tx, desk, &row, A::Release, reason)?;
        let has_seat = i32::from(has_seat(row.state));
        let to = ShiftRow { held: shift.held - has_seat, waiting: shift.waiting - (1 - has_seat), ..shift.clone() };
        set(tx, desk, &shift, to)?;
    }
    Ok(ids.len())
}

//! Shifts that come again: made ahead to the horizon. One that was cancelled or moved keeps its place in the series and is not made anew.

use super::frame::{record, record_shift};
use super::queries::{PostRow, SeriesRow, ShiftRow, posts, shifts};
use super::rule::Rule;
use crate::orders::Desk;
use crate::platform::calendar::local;
use crate::platform::db::Conn;
use crate::platform::error::{ApiError, ApiResult};
use chrono::{DateTime, NaiveDateTime, TimeDelta, Timelike, Utc};
use contract::posts::{NewSeries, NewShift, ShiftState};
use contract::{SeriesId, ShiftId};
use uuid::Uuid;

/// Longest shift.
const DAY: TimeDelta = TimeDelta::hours(24);

fn utc(local: NaiveDateTime) -> DateTime<Utc> {
    (local - TimeDelta::hours(8)).and_utc()
}

/// A shift of this post.
fn row(
    desk: &Desk,
    post: &PostRow,
    starts_at: DateTime<Utc>,
    ends_at: DateTime<Utc>,
    place: &str,
    capacity: i32,
    waitlist: i32,
) -> ShiftRow {
    ShiftRow {
        id: ShiftId(Uuid::now_v7()),
        post_id: post.id,
        series_id: None,
        occurs_at: starts_at,
        community_id: post.community_id,
        area: post.area.clone(),
        category: post.category,
        starts_at,
        ends_at,
        opens_at: starts_at - TimeDelta::days(desk.config.posts.open_days),
        place: place.trim().to_owned(),
        capacity,
        waitlist,
        held: 0,
        waiting: 0,
        queued: 0,
        state: ShiftState::Open,
        reason: String::new(),
        sequence: 0,
        version: 1,
        created_at: desk.now,
        updated_at: desk.now,
    }
}

/// When a shift may be: ahead, not longer than a day.
pub fn check_times(desk: &Desk, starts_at: DateTime<Utc>, ends_at: DateTime<Utc>) -> ApiResult<()> {
    if starts_at <= desk.now {
        return Err(ApiError::field("/starts_at", "range", "has to lie ahead"));
    }
    if ends_at <= starts_at || ends_at - starts_at > DAY {
        return Err(ApiError::field("/ends_at", "range", "after the beginning, and at most a day later"));
    }
    Ok(())
}

/// One shift.
pub fn make_one(tx: &mut Conn, desk: &Desk, post: &PostRow, ask: &NewShift) -> ApiResult<ShiftRow> {
    check_times(desk, ask.starts_at, ask.ends_at)?;
    let waitlist = ask.waitlist.unwrap_or(desk.config.posts.waitlist);
    let mut new = row(desk, post, ask.starts_at, ask.ends_at, &ask.place, ask.capacity.unwrap_or(post.max_people), waitlist);
    if let Some(opens) = ask.opens_at {
        if opens >= ask.starts_at {
            return Err(ApiError::field("/opens_at", "range", "has to lie before the shift"));
        }
        new.opens_at = opens;
    }
    shifts::insert(tx, &new)?;
    record_shift(tx, desk, "shift.created", None, &new)?;
    Ok(new)
}

/// A series with its first shifts.
pub fn make(tx: &mut Conn, desk: &Desk, post: &PostRow, ask: &NewSeries) -> ApiResult<SeriesRow> {
    let rule = Rule::parse(&ask.rule).map_err(|why| ApiError::field("/rule", "format", why))?;
    check_times(desk, ask.starts_at, ask.starts_at + TimeDelta::minutes(ask.minutes.into()))?;
    let start = local(ask.starts_at);
    if start.nanosecond() != 0 {
        return Err(ApiError::field("/starts_at", "format", "whole seconds"));
    }
    if rule.between(start, start + TimeDelta::days(731)).is_empty() {
        return Err(ApiError::field("/rule", "range", "the rule has no shift within two years"));
    }
    let new = SeriesRow {
        id: SeriesId(Uuid::now_v7()),
        post_id: post.id,
        rule: ask.rule.trim().to_owned(),
        starts_at: ask.starts_at,
        minutes: ask.minutes,
        place: ask.place.trim().to_owned(),
        capacity: ask.capacity.unwrap_or(post.max_people),
        waitlist: ask.waitlist.unwrap_or(desk.config.posts.waitlist),
        made_until: ask.starts_at,
        is_ended: false,
        version: 1,
        created_at: desk.now,
    };
    shifts::insert_series(tx, &new)?;
    record(tx, desk, "series.created", format!("series/{}", new.id), None, &new)?;
    extend(tx, desk, new.id)?;
    shifts::lock_series(tx, new.id)?.ok_or_else(|| ApiError::not_found("series"))
}

/// Until when shifts are made.
pub fn horizon(desk: &Desk) -> DateTime<Utc> {
    desk.now + TimeDelta::days(desk.config.posts.horizon_days)
}

/// Makes what is missing up to the horizon; how many that was.
pub fn extend(tx: &mut Conn, desk: &Desk, id: SeriesId) -> ApiResult<usize> {
    let Some(series) = shifts::lock_series(tx, id)?.filter(|s| !s.is_ended) else { return Ok(0) };
    let Some(post) = posts::find(tx, series.post_id)? else { return Ok(0) };
    let Ok(rule) = Rule::parse(&series.rule) else { return Ok(0) };
    let (until, mut made) = (horizon(desk), 0);
    for at in
        rule.between(local(series.starts_at), local(until)).into_iter().map(utc).filter(|at| *at >= series.made_until && *at > desk.now)
    {
        if shifts::is_made(tx, series.id, at)? {
            continue;
        }
        let ends_at = at + TimeDelta::minutes(series.minutes.into());
        let new = ShiftRow { series_id: Some(series.id), ..row(desk, &post, at, ends_at, &series.place, series.capacity, series.waitlist) };
        shifts::insert(tx, &new)?;
        record_shift(tx, desk, "shift.created", None, &new)?;
        made += 1;
    }
    if until > series.made_until {
        shifts::set_made(tx, series.id, until)?;
    }
    Ok(made)
}

//! Shifts and series: made by the desk and the hosts, found by everybody.

use crate::app::App;
use crate::notices::instant;
use crate::orders::Desk;
use crate::org;
use crate::platform::auth::DESK;
use crate::platform::auth::Who;
use crate::platform::db::Conn;
use crate::platform::error::{ApiError, ApiResult};
use crate::platform::extract::{Json, Path, Query};
use crate::platform::idempotency::{Idempotency, Reply};
use crate::platform::paging::{self, Key};
use crate::posts::frame::{record, record_shift, run, tell};
use crate::posts::lifecycle::Side;
use crate::posts::lifecycle::{post as post_rules, shift as rules};
use crate::posts::queries::claims;
use crate::posts::queries::{PostRow, ShiftRow, posts, shifts};
use crate::posts::{access, moves, seats, series, view};
use actix_web::http::StatusCode;
use actix_web::web::Data;
use actix_web::{get, patch, post};
use chrono::{DateTime, NaiveDate, TimeDelta, Utc};
use contract::notices::NoticeKind;
use contract::orders::Step;
use contract::posts::{
    CancelShift, ChangeShift, ClaimState, NewSeries, NewShift, Series, SeriesPage, Shift, ShiftAction, ShiftFilter, ShiftPage,
};
use contract::{PostId, SeriesId, ShiftId};

/// Begin of a local day.
fn begin(day: NaiveDate) -> DateTime<Utc> {
    day.and_time(chrono::NaiveTime::MIN).and_utc() - TimeDelta::hours(8)
}

/// A post on which this caller makes shifts, locked.
fn planned(tx: &mut Conn, who: &Who, id: PostId) -> ApiResult<PostRow> {
    let post = posts::lock(tx, id)?.ok_or_else(|| ApiError::not_found("post"))?;
    if access::post_sides(tx, who, post.id, &post.area)?.is_empty() {
        let is_public = post_rules::is_public(post.state);
        let no = || ApiError::forbidden("only the desk of the community and the hosts of the post plan shifts");
        return Err(if is_public { no() } else { ApiError::not_found("post") });
    }
    if !post_rules::is_editable(post.state) {
        return Err(ApiError::refused("a post", post.state.as_str(), "plan").with_version(post.version));
    }
    Ok(post)
}

/// Plan a shift.
///
/// The desk of the community, or a host of the post.
#[utoipa::path(tag = "posts", params(("id" = PostId, Path)), request_body = NewShift, responses(
    (status = 201, body = Shift, description = "The shift"),
    (status = 409, description = "`step_refused`: the post is closed")
))]
#[post("/posts/{id}/shifts")]
pub async fn create_shift(
    app: Data<App>,
    who: Who,
    key: Idempotency,
    Path(id): Path<PostId>,
    Json(ask): Json<NewShift>,
) -> ApiResult<Reply> {
    run(&app, who, key, ask, StatusCode::CREATED, move |tx, desk, who, ask| {
        let post = planned(tx, who, id)?;
        let row = series::make_one(tx, desk, &post, ask)?;
        view::show_shift(tx, desk, who, row.id)
    })
    .await
}

/// Plan shifts that come again by a rule.
///
/// They are made ahead for the days configured. Single ones can be moved or cancelled like any shift; they are not made anew.
#[utoipa::path(tag = "posts", params(("id" = PostId, Path)), request_body = NewSeries, responses(
    (status = 201, body = Series, description = "The rule"),
    (status = 409, description = "`step_refused`: the post is closed")
))]
#[post("/posts/{id}/series")]
pub async fn create_series(
    app: Data<App>,
    who: Who,
    key: Idempotency,
    Path(id): Path<PostId>,
    Json(ask): Json<NewSeries>,
) -> ApiResult<Reply> {
    run(&app, who, key, ask, StatusCode::CREATED, move |tx, desk, who, ask| {
        let post = planned(tx, who, id)?;
        series::make(tx, desk, &post, ask).map(view::show_series)
    })
    .await
}

/// The rules by which shifts of a post come again. For its desk and its hosts.
#[utoipa::path(tag = "posts", params(("id" = PostId, Path)), responses((status = 200, body = SeriesPage, description = "All of them")))]
#[get("/posts/{id}/series")]
pub async fn list_series(app: Data<App>, who: Who, Path(id): Path<PostId>) -> ApiResult<Json<SeriesPage>> {
    app.db
        .read(move |c| {
            let post = posts::find(c, id)?.ok_or_else(|| ApiError::not_found("post"))?;
            if access::post_sides(c, &who, post.id, &post.area)?.is_empty() {
                return Err(ApiError::not_found("post"));
            }
            let items = shifts::series_of(c, id)?.into_iter().map(view::show_series).collect();
            Ok(Json(SeriesPage { items, next_cursor: None, total: None }))
        })
        .await
}

/// End a rule: no more shifts are made. Those that are made stay.
#[utoipa::path(tag = "posts", params(("id" = SeriesId, Path)), request_body = Step, responses(
    (status = 200, body = Series, description = "The rule"),
    (status = 409, description = "`stale_version`")
))]
#[post("/post-series/{id}/end")]
pub async fn end_series(app: Data<App>, who: Who, key: Idempotency, Path(id): Path<SeriesId>, Json(ask): Json<Step>) -> ApiResult<Reply> {
    run(&app, who, key, ask, StatusCode::OK, move |tx, desk, who, ask| {
        let gone = || ApiError::not_found("series");
        let row = shifts::lock_series(tx, id)?.ok_or_else(gone)?;
        let post = posts::find(tx, row.post_id)?.ok_or_else(gone)?;
        if access::post_sides(tx, who, post.id, &post.area)?.is_empty() {
            return Err(gone());
        }
        if row.version != ask.expected_version || shifts::end_series(tx, &row)? == 0 {
            return Err(ApiError::stale(if row.is_ended { "ended" } else { "running" }, row.version));
        }
        let after = shifts::lock_series(tx, id)?.ok_or_else(gone)?;
        record(tx, desk, "series.ended", format!("series/{id}"), Some(&row), &after)?;
        Ok(view::show_series(after))
    })
    .await
}

/// Shifts near me, soonest first.
///
/// By community or street, category, days, skill, with a free seat. The desk of the community that is asked for, and the hosts of a post, also
/// see those that are over or cancelled.
#[utoipa::path(tag = "posts", params(ShiftFilter), responses((status = 200, body = ShiftPage, description = "A page of shifts")))]
#[get("/shifts")]
pub async fn list_shifts(app: Data<App>, who: Who, Query(filter): Query<ShiftFilter>) -> ApiResult<Json<ShiftPage>> {
    let desk = Desk::of(&app, &who);
    let after = filter.cursor.as_deref().map(|c| Key::decode('s', c)).transpose()?;
    let limit = paging::limit(filter.limit);
    app.db
        .read(move |c| {
            let path = filter.street.map(|id| org::area(c, id)).transpose()?.map(|a| a.map_or_else(|| "-".to_owned(), |a| a.path));
            let own = match filter.community {
                Some(id) => org::area(c, id)?.is_some_and(|a| who.holds_at(DESK, &a.path)),
                None => false,
            };
            let hosted = match filter.post.map(|id| posts::find(c, id)).transpose()?.flatten() {
                Some(post) => !access::post_sides(c, &who, post.id, &post.area)?.is_empty(),
                None => false,
            };
            let wanted = shifts::Wanted {
                community: filter.community,
                path,
                category: filter.category,
                post: filter.post,
                skill: filter.skill.clone(),
                from: Some(filter.from.map_or(desk.now, begin)),
                to: filter.to.and_then(|d| d.succ_opt()).map(begin),
                is_free: filter.free == Some(true),
                hosted_by: (filter.hosted == Some(true)).then_some(who.person),
                is_whole: own || hosted || filter.hosted == Some(true),
            };
            let mut rows = shifts::page(c, &wanted, after.as_ref(), limit + 1)?;
            let next_cursor = paging::cut(&mut rows, limit, |r| Key { at: r.starts_at, id: r.id.0 }.encode('s'));
            Ok(Json(ShiftPage { items: view::show_shifts(c, &desk, &who, rows)?, next_cursor, total: None }))
        })
        .await
}

/// One shift.
#[utoipa::path(tag = "posts", params(("id" = ShiftId, Path)), responses((status = 200, body = Shift, description = "The shift")))]
#[get("/shifts/{id}")]
pub async fn get_shift(app: Data<App>, who: Who, Path(id): Path<ShiftId>) -> ApiResult<Json<Shift>> {
    let desk = Desk::of(&app, &who);
    app.db
        .read(move |c| {
            let gone = || ApiError::not_found("shift");
            let row = shifts::find(c, id)?.ok_or_else(gone)?;
            if !view::is_seen(c, &who, &row)? {
                return Err(gone());
            }
            view::show_shift(c, &desk, &who, id).map(Json)
        })
        .await
}

/// A shift that these sides may change now.
fn changed(tx: &mut Conn, desk: &Desk, who: &Who, id: ShiftId, version: i32, action: ShiftAction) -> ApiResult<(ShiftRow, PostRow)> {
    let (shift, post, sides): (ShiftRow, PostRow, Vec<Side>) = access::kept_shift(tx, who, id)?;
    let allowed = rules::allowed(shift.state, &sides, desk.now >= shift.starts_at);
    let open: Vec<String> = allowed.iter().map(ToString::to_string).collect();
    if shift.version != version {
        return Err(ApiError::stale(shift.state.as_str(), shift.version).with_allowed(open));
    }
    if !allowed.contains(&action) {
        let refused = ApiError::refused("a shift", shift.state.as_str(), action.as_str());
        return Err(refused.with_allowed(open).with_version(shift.version));
    }
    Ok((shift, post))
}

/// Change time, place or seats of a shift that has not begun.
///
/// Those who hold a seat or wait are told of another time or place; whoever is expected elsewhere at the new time is let go. More seats go to
/// those who wait.
#[utoipa::path(tag = "posts", params(("id" = ShiftId, Path)), request_body = ChangeShift, responses(
    (status = 200, body = Shift, description = "The shift"),
    (status = 409, description = "`stale_version`, `step_refused`: it has begun, is over or cancelled")
))]
#[patch("/shifts/{id}")]
pub async fn change_shift(
    app: Data<App>,
    who: Who,
    key: Idempotency,
    Path(id): Path<ShiftId>,
    Json(ask): Json<ChangeShift>,
) -> ApiResult<Reply> {
    run(&app, who, key, ask, StatusCode::OK, move |tx, desk, who, ask| {
        let (shift, post) = changed(tx, desk, who, id, ask.expected_version, ShiftAction::Change)?;
        let to = moves::target(&shift, ask)?;
        let is_moved = (to.starts_at, to.ends_at) != (shift.starts_at, shift.ends_at);
        if is_moved {
            series::check_times(desk, to.starts_at, to.ends_at)?;
        }
        let to = if is_moved { moves::let_go(tx, desk, &shift, to, &post)? } else { to };
        let after = shifts::update(tx, &shift, &to, desk.now)?.ok_or_else(|| ApiError::stale(shift.state.as_str(), shift.version))?;
        record_shift(tx, desk, "shift.changed", Some(&shift), &after)?;
        if is_moved {
            claims::move_all(tx, id, after.starts_at, after.ends_at)?;
        }
        if is_moved || after.place != shift.place {
            for row in claims::of_shift(tx, id, &[ClaimState::Waitlisted, ClaimState::Offered, ClaimState::Held])? {
                tell(tx, desk, row.person_id, NoticeKind::ShiftMoved, &post, &after, &[("before", instant(shift.starts_at))])?;
            }
        }
        seats::fill(tx, desk, &after, &post)?;
        view::show_shift(tx, desk, who, id)
    })
    .await
}

/// Cancel a shift that has not begun.
///
/// Whoever holds a seat or waits is told why. It counts against nobody.
#[utoipa::path(tag = "posts", params(("id" = ShiftId, Path)), request_body = CancelShift, responses(
    (status = 200, body = Shift, description = "The shift"),
    (status = 409, description = "`stale_version`, `step_refused`")
))]
#[post("/shifts/{id}/cancellation")]
pub async fn cancel_shift(
    app: Data<App>,
    who: Who,
    key: Idempotency,
    Path(id): Path<ShiftId>,
    Json(ask): Json<CancelShift>,
) -> ApiResult<Reply> {
    run(&app, who, key, ask, StatusCode::OK, move |tx, desk, who, ask| {
        let (shift, post) = changed(tx, desk, who, id, ask.expected_version, ShiftAction::Cancel)?;
        seats::clear(tx, desk, &shift, &post, ask.reason.trim())?;
        view::show_shift(tx, desk, who, id)
    })
    .await
}

//! Claims: a seat for oneself, and giving it back.

use crate::app::App;
use crate::orders::Desk;
use crate::platform::auth::Who;
use crate::platform::error::{ApiError, ApiResult};
use crate::platform::extract::{Json, Path, Query};
use crate::platform::idempotency::{Idempotency, Reply};
use crate::platform::paging::{self, Key};
use crate::posts::frame::run;
use crate::posts::queries::claims::{self, Change};
use crate::posts::queries::posts;
use crate::posts::{access, presence, seats, view};
use actix_web::http::StatusCode;
use actix_web::web::Data;
use actix_web::{get, post};
use chrono::TimeDelta;
use contract::orders::Step;
use contract::posts::{CancelClaim, Claim, ClaimAction, ClaimFilter, ClaimPage, ClaimState, EndReason, NewClaim};
use contract::{ClaimId, ShiftId};

/// Claim a seat of a shift, for oneself.
///
/// When every seat is taken one waits, in the order of the claims, and is told when a seat is free. There is no way to claim for somebody else.
#[utoipa::path(tag = "posts", params(("id" = ShiftId, Path)), request_body = NewClaim, responses(
    (status = 201, body = Claim, description = "The claim, `held` or `waitlisted`"),
    (status = 409, description = "`check_in_required`, `claim_closed`, `claim_exists`, `claim_not_open`, `claims_overlap`, `daily_limit`, `not_qualified`, `shift_full`")
))]
#[post("/shifts/{id}/claims")]
pub async fn claim_shift(
    app: Data<App>,
    who: Who,
    key: Idempotency,
    Path(id): Path<ShiftId>,
    Json(ask): Json<NewClaim>,
) -> ApiResult<Reply> {
    run(&app, who, key, ask, StatusCode::CREATED, move |tx, desk, who, ask| {
        let row = seats::claim(tx, desk, who, id, ask)?;
        view::show_claim(tx, desk, who, row)
    })
    .await
}

/// My claims, latest first, or with `upcoming=true` soonest first.
#[utoipa::path(tag = "posts", params(ClaimFilter), responses((status = 200, body = ClaimPage, description = "A page of claims")))]
#[get("/claims")]
pub async fn list_claims(app: Data<App>, who: Who, Query(filter): Query<ClaimFilter>) -> ApiResult<Json<ClaimPage>> {
    let desk = Desk::of(&app, &who);
    let is_ahead = filter.upcoming == Some(true);
    let kind = if is_ahead { 'u' } else { 'c' };
    let after = filter.cursor.as_deref().map(|c| Key::decode(kind, c)).transpose()?;
    let limit = paging::limit(filter.limit);
    app.db
        .read(move |c| {
            let wanted = claims::Wanted { state: filter.state, promise: filter.promise, ahead_of: is_ahead.then_some(desk.now) };
            let mut rows = claims::page(c, who.person, &wanted, after.as_ref(), limit + 1)?;
            let next_cursor = paging::cut(&mut rows, limit, |r| Key { at: r.starts_at, id: r.id.0 }.encode(kind));
            Ok(Json(ClaimPage { items: view::show_claims(c, &desk, &who, rows)?, next_cursor, total: None }))
        })
        .await
}

/// One claim: for its member, the hosts of the post and the desk of the community.
#[utoipa::path(tag = "posts", params(("id" = ClaimId, Path)), responses((status = 200, body = Claim, description = "The claim")))]
#[get("/claims/{id}")]
pub async fn get_claim(app: Data<App>, who: Who, Path(id): Path<ClaimId>) -> ApiResult<Json<Claim>> {
    let desk = Desk::of(&app, &who);
    app.db
        .read(move |c| {
            let gone = || ApiError::not_found("claim");
            let row = claims::find(c, id)?.ok_or_else(gone)?;
            let is_host = posts::is_host(c, row.post_id, who.person)?;
            if access::sides_of(&who, &row, is_host).is_empty() {
                return Err(gone());
            }
            view::show_claim(c, &desk, &who, row).map(Json)
        })
        .await
}

/// Take the seat that was offered.
///
/// Until `answer_by`; then it goes to whoever waits next.
#[utoipa::path(tag = "posts", params(("id" = ClaimId, Path)), request_body = Step, responses(
    (status = 200, body = Claim, description = "The claim, held"),
    (status = 409, description = "`stale_version`, `step_refused`")
))]
#[post("/claims/{id}/acceptance")]
pub async fn accept_seat(app: Data<App>, who: Who, key: Idempotency, Path(id): Path<ClaimId>, Json(ask): Json<Step>) -> ApiResult<Reply> {
    run(&app, who, key, ask, StatusCode::OK, move |tx, desk, who, ask| {
        let found = presence::load(tx, desk, who, id, ask.expected_version, ClaimAction::Accept)?;
        if found.row.due_at < desk.now {
            // The sweeper has not come by yet: the seat is the next one's all the same.
            return Err(ApiError::refused("a claim", found.row.state.as_str(), "accept")
                .saying("the time to answer is over")
                .with_version(found.row.version));
        }
        let row = seats::take(tx, desk, &found.row, ClaimAction::Accept, Change::default())?;
        view::show_claim(tx, desk, who, row)
    })
    .await
}

/// Give a seat or a place in the waiting list back.
///
/// Without a reason until `cancel_until`, with one after it. Illness never counts against anybody. Whoever waits is offered the seat at once.
#[utoipa::path(tag = "posts", params(("id" = ClaimId, Path)), request_body = CancelClaim, responses(
    (status = 200, body = Claim, description = "The claim, cancelled"),
    (status = 409, description = "`stale_version`, `step_refused`: the shift has begun")
))]
#[post("/claims/{id}/cancellation")]
pub async fn cancel_claim(
    app: Data<App>,
    who: Who,
    key: Idempotency,
    Path(id): Path<ClaimId>,
    Json(ask): Json<CancelClaim>,
) -> ApiResult<Reply> {
    run(&app, who, key, ask, StatusCode::OK, move |tx, desk, who, ask| {
        let found = presence::load(tx, desk, who, id, ask.expected_version, ClaimAction::Cancel)?;
        let row = &found.row;
        let cut_off = row.starts_at - TimeDelta::hours(desk.config.posts.cancel_hours);
        let is_late = row.state == ClaimState::Held && desk.now > cut_off;
        if matches!(ask.reason, Some(EndReason::NoAnswer | EndReason::ShiftCancelled | EndReason::CheckInEnded)) {
            return Err(ApiError::field("/reason", "choice", "this is said by the system only"));
        }
        if is_late && ask.reason.is_none() {
            return Err(ApiError::field("/reason", "required", "it is late: say why"));
        }
        let change = Change {
            end_reason: Some(ask.reason.unwrap_or(EndReason::Plans)),
            end_note: Some(ask.note.trim().to_owned()),
            is_late: Some(is_late && ask.reason != Some(EndReason::Illness)),
            ..Change::default()
        };
        let row = seats::leave(tx, desk, &found.shift, &found.post, row, ClaimAction::Cancel, change)?;
        view::show_claim(tx, desk, who, row)
    })
    .await
}

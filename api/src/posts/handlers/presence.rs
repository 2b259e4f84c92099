//! Being there: codes, statements, doubts.

use crate::app::App;
use crate::orders::Desk;
use crate::platform::auth;
use crate::platform::auth::Who;
use crate::platform::error::{ApiError, ApiResult};
use crate::platform::extract::{Json, Path};
use crate::platform::idempotency::{Idempotency, Reply};
use crate::posts::frame::run;
use crate::posts::lifecycle::Side;
use crate::posts::queries::claims::{self, Change};
use crate::posts::queries::shifts;
use crate::posts::{access, presence as rules, seats, station, view};
use actix_web::http::StatusCode;
use actix_web::web::Data;
use actix_web::{get, post};
use chrono::TimeDelta;
use contract::check::mask_name;
use contract::orders::{Step, StepWithText};
use contract::posts::{
    BePresent, Claim, ClaimAction, ConfirmPresence, ConfirmationCode, DecideDispute, ExcuseAbsence, PresenceConfirmed, StationCode,
};
use contract::{ClaimId, ShiftId};

/// Minutes for which a member's code is good.
const SHOWN_MINUTES: i64 = 10;

/// The code the station of a shift shows now.
///
/// For its hosts and its desk. It changes every minute or so, and is shown or read out to those who are there; no position is asked for.
#[utoipa::path(tag = "posts", params(("id" = ShiftId, Path)), responses((status = 200, body = StationCode, description = "The code")))]
#[get("/shifts/{id}/station-code")]
pub async fn get_station_code(app: Data<App>, who: Who, Path(id): Path<ShiftId>) -> ApiResult<Json<StationCode>> {
    let desk = Desk::of(&app, &who);
    app.db
        .read(move |c| {
            let gone = || ApiError::not_found("shift");
            let shift = shifts::find(c, id)?.ok_or_else(gone)?;
            let sides = access::post_sides(c, &who, shift.post_id, &shift.area)?;
            if sides.is_empty() {
                return Err(if view::is_seen(c, &who, &shift)? { ApiError::forbidden("only at the station") } else { gone() });
            }
            Ok(shift)
        })
        .await
        .map(|shift| {
            let (code, valid_to) = station::code(&app.tokens, &desk.config.posts, shift.id, desk.now);
            Json(StationCode { code, valid_to })
        })
}

/// Say that one is there.
///
/// With the code of the station it is evidence; without it, it is one's own statement, which counts when nobody doubts it.
#[utoipa::path(tag = "posts", params(("id" = ClaimId, Path)), request_body = BePresent, responses(
    (status = 200, body = Claim, description = "The claim, present"),
    (status = 409, description = "`stale_version`, `step_refused`: too early, too late, or not held")
))]
#[post("/claims/{id}/presence")]
pub async fn be_present(
    app: Data<App>,
    who: Who,
    key: Idempotency,
    Path(id): Path<ClaimId>,
    Json(ask): Json<BePresent>,
) -> ApiResult<Reply> {
    let shared = Data::clone(&app);
    run(&app, who, key, ask, StatusCode::OK, move |tx, desk, who, ask| {
        let found = rules::load(tx, desk, who, id, ask.expected_version, ClaimAction::Attend)?;
        if !found.sides.contains(&Side::Member) {
            return Err(ApiError::forbidden("hosts say it on the board of the shift"));
        }
        let row = rules::by_member(tx, desk, &shared, &found, ask)?;
        view::show_claim(tx, desk, who, row)
    })
    .await
}

/// Leave before the shift ends.
///
/// At its end one is signed out without doing anything.
#[utoipa::path(tag = "posts", params(("id" = ClaimId, Path)), request_body = Step, responses(
    (status = 200, body = Claim, description = "The claim, completed"),
    (status = 409, description = "`stale_version`, `step_refused`")
))]
#[post("/claims/{id}/sign-out")]
pub async fn sign_out(app: Data<App>, who: Who, key: Idempotency, Path(id): Path<ClaimId>, Json(ask): Json<Step>) -> ApiResult<Reply> {
    run(&app, who, key, ask, StatusCode::OK, move |tx, desk, who, ask| {
        let found = rules::load(tx, desk, who, id, ask.expected_version, ClaimAction::SignOut)?;
        let row = rules::sign_out(tx, desk, &found.row)?;
        view::show_claim(tx, desk, who, row)
    })
    .await
}

/// The code with which a resident confirms that one was there. For the member alone.
#[utoipa::path(tag = "posts", params(("id" = ClaimId, Path)), responses((status = 200, body = ConfirmationCode, description = "The code, for some minutes")))]
#[get("/claims/{id}/confirmation-code")]
pub async fn get_confirmation_code(app: Data<App>, who: Who, Path(id): Path<ClaimId>) -> ApiResult<Json<ConfirmationCode>> {
    let now = app.clock.now();
    let row = app.db.read(move |c| ApiResult::Ok(claims::find(c, id)?.filter(|r| r.person_id == who.person))).await?;
    let row = row.ok_or_else(|| ApiError::not_found("claim"))?;
    let valid_to = now + TimeDelta::minutes(SHOWN_MINUTES);
    let code = station::claim_code(&app.tokens, row.id, valid_to);
    let link = format!("{}/confirm?code={code}", app.config.public_base());
    Ok(Json(ConfirmationCode { squares: station::squares(&link), link, code, valid_to }))
}

/// Confirm as a resident that a member was there.
///
/// By the code the member shows. Anybody signed in but the member; afterwards it verifies what was done.
#[utoipa::path(tag = "posts", request_body = ConfirmPresence, responses(
    (status = 201, body = PresenceConfirmed, description = "Confirmed"),
    (status = 409, description = "`step_refused`")
))]
#[post("/presence-confirmations")]
pub async fn confirm_presence(app: Data<App>, who: Who, key: Idempotency, Json(ask): Json<ConfirmPresence>) -> ApiResult<Reply> {
    let shared = Data::clone(&app);
    run(&app, who, key, ask, StatusCode::CREATED, move |tx, desk, who, ask| {
        let id = station::read_claim_code(&shared.tokens, &ask.code, desk.now)?;
        let found = access::claim_of_anybody(tx, who, id)?;
        if found.row.person_id == who.person {
            return Err(ApiError::forbidden("nobody confirms for themselves"));
        }
        let limits = access::facts(desk, &found.row, who.person);
        if desk.now < limits.present_from || desk.now > limits.marked_until {
            let refused = ApiError::refused("a claim", found.row.state.as_str(), "attend");
            return Err(refused.saying("it is too early or too late for this shift").with_version(found.row.version));
        }
        let row = rules::by_resident(tx, desk, &found)?;
        let names = crate::accounts::names_of(tx, &[row.person_id])?;
        let member_name = names.get(&row.person_id).map(|n| mask_name(n)).unwrap_or_default();
        Ok(PresenceConfirmed { post_title: found.post.title, member_name, state: row.state })
    })
    .await
}

/// Doubt that somebody was there.
///
/// A host of the post or the secretary of the community, before it is verified. The member is told and can answer.
#[utoipa::path(tag = "posts", params(("id" = ClaimId, Path)), request_body = StepWithText, responses(
    (status = 200, body = Claim, description = "The claim, disputed"),
    (status = 409, description = "`stale_version`, `step_refused`")
))]
#[post("/claims/{id}/dispute")]
pub async fn dispute_claim(
    app: Data<App>,
    who: Who,
    key: Idempotency,
    Path(id): Path<ClaimId>,
    Json(ask): Json<StepWithText>,
) -> ApiResult<Reply> {
    run(&app, who, key, ask, StatusCode::OK, move |tx, desk, who, ask| {
        let found = rules::load(tx, desk, who, id, ask.expected_version, ClaimAction::Dispute)?;
        let row = rules::dispute(tx, desk, who, &found, &ask.text)?;
        view::show_claim(tx, desk, who, row)
    })
    .await
}

/// Say something about being doubted, or about having been absent. For the member.
#[utoipa::path(tag = "posts", params(("id" = ClaimId, Path)), request_body = StepWithText, responses(
    (status = 200, body = Claim, description = "The claim with the answer"),
    (status = 409, description = "`stale_version`, `step_refused`")
))]
#[post("/claims/{id}/answer")]
pub async fn answer_claim(
    app: Data<App>,
    who: Who,
    key: Idempotency,
    Path(id): Path<ClaimId>,
    Json(ask): Json<StepWithText>,
) -> ApiResult<Reply> {
    run(&app, who, key, ask, StatusCode::OK, move |tx, desk, who, ask| {
        let found = rules::load(tx, desk, who, id, ask.expected_version, ClaimAction::Answer)?;
        let change = Change { answer: Some(ask.text.trim().to_owned()), ..Change::default() };
        let row = seats::take(tx, desk, &found.row, ClaimAction::Answer, change)?;
        view::show_claim(tx, desk, who, row)
    })
    .await
}

/// Decide a doubt.
///
/// The secretary of the community, who must not be the one who doubts. The member is told the reason.
#[utoipa::path(tag = "posts", params(("id" = ClaimId, Path)), request_body = DecideDispute, responses(
    (status = 200, body = Claim, description = "The claim, verified or void"),
    (status = 409, description = "`stale_version`, `step_refused`")
))]
#[post("/claims/{id}/decision")]
pub async fn decide_dispute(
    app: Data<App>,
    who: auth::Secretary,
    key: Idempotency,
    Path(id): Path<ClaimId>,
    Json(ask): Json<DecideDispute>,
) -> ApiResult<Reply> {
    run(&app, who.0, key, ask, StatusCode::OK, move |tx, desk, who, ask| {
        let action = if ask.is_upheld { ClaimAction::Uphold } else { ClaimAction::Void };
        let found = rules::load(tx, desk, who, id, ask.expected_version, action)?;
        let row = rules::decide(tx, desk, &found, ask)?;
        view::show_claim(tx, desk, who, row)
    })
    .await
}

/// Mark an absence as excused, or take that back. A host or the desk.
#[utoipa::path(tag = "posts", params(("id" = ClaimId, Path)), request_body = ExcuseAbsence, responses(
    (status = 200, body = Claim, description = "The claim"),
    (status = 409, description = "`stale_version`, `step_refused`")
))]
#[post("/claims/{id}/excuse")]
pub async fn excuse_absence(
    app: Data<App>,
    who: Who,
    key: Idempotency,
    Path(id): Path<ClaimId>,
    Json(ask): Json<ExcuseAbsence>,
) -> ApiResult<Reply> {
    run(&app, who, key, ask, StatusCode::OK, move |tx, desk, who, ask| {
        let found = rules::load(tx, desk, who, id, ask.expected_version, ClaimAction::Excuse)?;
        let change = Change { is_excused: Some(ask.is_excused), ..Change::default() };
        let row = seats::take(tx, desk, &found.row, ClaimAction::Excuse, change)?;
        view::show_claim(tx, desk, who, row)
    })
    .await
}

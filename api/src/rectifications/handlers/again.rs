//! The rater's second grade: beside the first one, never instead of it.

use crate::app::App;
use crate::orders::{self, Desk};
use crate::platform::auth::Who;
use crate::platform::db::Conn;
use crate::platform::error::{ApiError, ApiResult};
use crate::platform::extract::{Json, Path};
use crate::platform::idempotency::{Idempotency, Reply};
use crate::ratings;
use crate::rectifications::queries::{self, Change, RectificationRow};
use crate::rectifications::steps;
use actix_web::http::StatusCode;
use actix_web::web::Data;
use actix_web::{HttpRequest, post};
use contract::ratings::Rating;
use contract::rectifications::{RateAgain, RectificationAction as A};
use contract::{ProblemCode, RectificationId};

/// Grades from here on end the matter; below, the street looks at it.
const GOOD_ENOUGH: i16 = 3;

/// Rate again after a rectification.
///
/// Whoever gave the bad rating, within seven days after the feedback. The first grade stays what it was.
#[utoipa::path(tag = "rectifications", params(("id" = RectificationId, Path)), request_body = RateAgain, responses(
    (status = 201, body = Rating, description = "The rating with the new grade beside it"),
    (status = 409, description = "`step_refused`")
))]
#[post("/rectifications/{id}/re-rating")]
pub async fn rate_again(
    app: Data<App>,
    who: Who,
    key: Idempotency,
    Path(id): Path<RectificationId>,
    Json(ask): Json<RateAgain>,
) -> ApiResult<Reply> {
    let desk = Desk::of(&app, &who);
    app.db
        .write(move |tx| {
            key.run(tx, &who.key_scope(), desk.now, &ask, StatusCode::CREATED, |tx| {
                let found = steps::load(tx, &who, id, None, A::ReRate)?;
                again(tx, &desk, found.row, &ask)
            })
        })
        .await
}

/// Rate again by the link that came with the feedback.
#[utoipa::path(tag = "rectifications", params(("token" = String, Path)), request_body = RateAgain, responses(
    (status = 201, body = Rating, description = "The rating with the new grade beside it"),
    (status = 409, description = "`step_refused`: there is nothing to rate again"),
    (status = 410, description = "`link_expired`")
), security(()))]
#[post("/rating-links/{token}/re-rating")]
pub async fn rate_again_by_link(
    req: HttpRequest,
    app: Data<App>,
    key: Idempotency,
    Path(token): Path<String>,
    Json(ask): Json<RateAgain>,
) -> ApiResult<Reply> {
    let desk = ratings::link_desk(&app, &req);
    let shared = Data::clone(&app);
    app.db
        .write(move |tx| {
            let (order, round, _) = ratings::by_any_link(tx, &shared, &token, orders::lock)?;
            let scope = format!("link/{}", crate::platform::tokens::token_hash(&token));
            key.run(tx, &scope, desk.now, &ask, StatusCode::CREATED, |tx| {
                let row = queries::awaiting_rater(tx, order.id, round, order.requester_id)?;
                let nothing = || ApiError::new(ProblemCode::StepRefused, "there is no feedback after which one could rate again");
                again(tx, &desk, row.ok_or_else(nothing)?, &ask)
            })
        })
        .await
}

fn again(tx: &mut Conn, desk: &Desk, row: RectificationRow, ask: &RateAgain) -> ApiResult<Rating> {
    if row.due_at < desk.now {
        return Err(ApiError::refused("a rectification", row.state.as_str(), A::ReRate.as_str()));
    }
    let change = Change {
        re_rating_grade: Some(ask.grade),
        re_rating_text: Some(ask.text.trim().to_owned()),
        re_rated_at: Some(desk.now),
        ..Change::default()
    };
    let mut after = steps::take(tx, desk, &row, A::ReRate, change, None)?;
    if ask.grade >= GOOD_ENOUGH {
        let system = Desk { actor: None, ..desk.clone() };
        after = steps::take(tx, &system, &after, A::Close, Change::default(), None)?;
    }
    // The order shows its ratings: its version tells that one of them has more to it now.
    let order = orders::lock(tx, after.order_id)?.ok_or_else(|| ApiError::not_found("order"))?;
    desk.touch(tx, &order)?;
    let gone = || ApiError::not_found("rating");
    let rater = ratings::find(tx, after.rating_id)?.ok_or_else(gone)?.rater_id;
    ratings::of_round(tx, after.order_id, after.round, rater)?.ok_or_else(gone)
}

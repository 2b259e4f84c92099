//! What the desk and the person do with a wish.

use super::{load, take, tell};
use crate::app::App;
use crate::notices::News;
use crate::orders::Desk;
use crate::platform::auth::{self, Who};
use crate::platform::error::{ApiError, ApiResult};
use crate::platform::extract::{Json, Path};
use crate::platform::idempotency::{Idempotency, Reply};
use crate::wishes::lifecycle::Side;
use crate::wishes::queries::Change;
use crate::wishes::summary::{Person, gives_away};
use crate::wishes::view;
use actix_web::http::StatusCode;
use actix_web::post;
use actix_web::web::Data;
use contract::WishId;
use contract::notices::NoticeKind;
use contract::orders::Step;
use contract::wishes::{RejectWish, VerifyWish, Wish, WishAction};

/// Verify a wish and publish what everybody may read of it.
///
/// The summary must not hold the person's name, telephone number or address, nor any long number.
#[utoipa::path(tag = "wishes", params(("id" = WishId, Path)), request_body = VerifyWish, responses(
    (status = 200, body = Wish, description = "The wish, published"),
    (status = 409, description = "`stale_version`, `step_refused`")
))]
#[post("/wishes/{id}/verification")]
pub async fn verify_wish(
    app: Data<App>,
    who: auth::Desk,
    key: Idempotency,
    Path(id): Path<WishId>,
    Json(ask): Json<VerifyWish>,
) -> ApiResult<Reply> {
    let (desk, who) = (Desk::of(&app, &who), who.0);
    let reply = app
        .db
        .write(move |tx| {
            key.run(tx, &who.key_scope(), desk.now, &ask, StatusCode::OK, |tx| {
                let row = load(tx, &who, id, ask.expected_version, Side::Desk)?;
                let person = Person { name: &row.contact_name, phone: &row.contact_phone, address: &row.contact_address };
                if let Some(what) = gives_away(&ask.summary, &person) {
                    return Err(ApiError::field("/summary", "private", format!("everybody will read it: leave out the {what}")));
                }
                let change = Change { summary: Some(ask.summary.trim().to_owned()), published_at: Some(desk.now), ..Change::default() };
                let after = take(tx, &desk, &row, WishAction::Verify, change)?;
                tell(tx, &desk, &after, News::new(NoticeKind::WishPublished))?;
                view::show(tx, &desk, &who, after)
            })
        })
        .await?;
    app.outbox_bell.notify_one();
    Ok(reply)
}

/// Reject a wish, with words for the person.
#[utoipa::path(tag = "wishes", params(("id" = WishId, Path)), request_body = RejectWish, responses(
    (status = 200, body = Wish, description = "The wish, rejected"),
    (status = 409, description = "`stale_version`, `step_refused`")
))]
#[post("/wishes/{id}/rejection")]
pub async fn reject_wish(
    app: Data<App>,
    who: auth::Desk,
    key: Idempotency,
    Path(id): Path<WishId>,
    Json(ask): Json<RejectWish>,
) -> ApiResult<Reply> {
    let (desk, who) = (Desk::of(&app, &who), who.0);
    let reply = app
        .db
        .write(move |tx| {
            key.run(tx, &who.key_scope(), desk.now, &ask, StatusCode::OK, |tx| {
                let row = load(tx, &who, id, ask.expected_version, Side::Desk)?;
                let explanation = ask.explanation.trim().to_owned();
                let change = Change { explanation: Some(explanation.clone()), ..Change::default() };
                let after = take(tx, &desk, &row, WishAction::Reject, change)?;
                tell(tx, &desk, &after, News::new(NoticeKind::WishRejected).with("explanation", explanation))?;
                view::show(tx, &desk, &who, after)
            })
        })
        .await?;
    app.outbox_bell.notify_one();
    Ok(reply)
}

/// Withdraw my wish, as long as no team has claimed it.
#[utoipa::path(tag = "wishes", params(("id" = WishId, Path)), request_body = Step, responses(
    (status = 200, body = Wish, description = "The wish, withdrawn"),
    (status = 409, description = "`stale_version`, `step_refused`: once claimed, withdraw its order")
))]
#[post("/wishes/{id}/withdrawal")]
pub async fn withdraw_wish(app: Data<App>, who: Who, key: Idempotency, Path(id): Path<WishId>, Json(ask): Json<Step>) -> ApiResult<Reply> {
    let desk = Desk::of(&app, &who);
    app.db
        .write(move |tx| {
            key.run(tx, &who.key_scope(), desk.now, &ask, StatusCode::OK, |tx| {
                let row = load(tx, &who, id, ask.expected_version, Side::Wisher)?;
                // What a team has claimed goes on as an order, and is withdrawn there.
                if row.order_id.is_some() {
                    return Err(ApiError::refused("a wish", row.state.as_str(), WishAction::Withdraw.as_str()));
                }
                let after = take(tx, &desk, &row, WishAction::Withdraw, Change::default())?;
                view::show(tx, &desk, &who, after)
            })
        })
        .await
}

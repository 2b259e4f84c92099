//! The operations: what comes in, one read or write, what goes out.

use super::{queries, rate, tags};
use crate::app::App;
use crate::menu;
use crate::orders::{self, Desk, OrderRow};
use crate::org;
use crate::platform::auth::Who;
use crate::platform::db::Conn;
use crate::platform::error::{ApiError, ApiResult};
use crate::platform::extract::{Json, Path};
use crate::platform::idempotency::{Idempotency, Reply};
use crate::platform::request::Origin;
use actix_web::http::StatusCode;
use actix_web::web::Data;
use actix_web::{HttpRequest, get, post};
use contract::orders::ItemRef;
use contract::ratings::{NewFollowUp, RateOrder, Rating, RatingChannel, RatingInvitation, RatingTags};
use contract::{OrderId, ProblemCode};

/// The tags that go with each grade.
#[utoipa::path(tag = "ratings", responses((status = 200, body = RatingTags, description = "The version in force")), security(()))]
#[get("/rating-tags")]
pub async fn list_rating_tags() -> Json<RatingTags> {
    Json(tags::current().clone())
}

/// Rate an order.
///
/// The requester and everybody who follows it, each once a round. There is no default grade: an order nobody rated is unrated.
#[utoipa::path(tag = "ratings", params(("id" = OrderId, Path)), request_body = RateOrder, responses(
    (status = 201, body = Rating, description = "The rating"),
    (status = 409, description = "`already_rated`, `rating_window_closed`, `step_refused`")
))]
#[post("/orders/{id}/rating")]
pub async fn rate_order(
    app: Data<App>,
    who: Who,
    key: Idempotency,
    Path(id): Path<OrderId>,
    Json(ask): Json<RateOrder>,
) -> ApiResult<Reply> {
    let desk = Desk::of(&app, &who);
    app.db
        .write(move |tx| {
            key.run(tx, &who.key_scope(), desk.now, &ask, StatusCode::CREATED, |tx| {
                orders::lock(tx, id)?;
                let row = orders::find_followed(tx, &who, id)?.ok_or_else(|| ApiError::not_found("order"))?;
                if row.requester_id != who.person && !orders::is_follower(tx, id, who.person)? {
                    return Err(ApiError::forbidden("only the requester and those who follow the order rate"));
                }
                Ok(rate::rate(tx, &desk, row, &ask, RatingChannel::Session, who.person)?.0)
            })
        })
        .await
}

/// Finds an order, locked or not.
pub type Find = fn(&mut Conn, OrderId) -> diesel::QueryResult<Option<OrderRow>>;

fn by_link(c: &mut Conn, app: &App, token: &str, find: Find) -> ApiResult<(OrderRow, chrono::DateTime<chrono::Utc>)> {
    let (row, round, expires_at) = by_any_link(c, app, token, find)?;
    if row.round != round {
        return Err(ApiError::new(ProblemCode::LinkExpired, "the order went into another round"));
    }
    Ok((row, expires_at))
}

/// Also for a round that is over: what is asked for says whether that matters. The order, the link's round, and when it ends.
pub fn by_any_link(c: &mut Conn, app: &App, token: &str, find: Find) -> ApiResult<(OrderRow, i32, chrono::DateTime<chrono::Utc>)> {
    let (order, round, expires_at) = app.tokens.read_rating_link(token, app.clock.now())?;
    let row = find(c, order)?.ok_or_else(|| ApiError::not_found("link"))?;
    Ok((row, round, expires_at))
}

/// The desk of whoever holds a link.
pub fn link_desk(app: &App, req: &HttpRequest) -> Desk {
    let mut desk = Desk::system(app, "rating_link");
    desk.origin = Origin::of(req, "rating_link");
    desk
}

/// What a rating link is about.
///
/// No sign-in: enough to remember the order by, nothing private.
#[utoipa::path(tag = "ratings", params(("token" = String, Path)), responses(
    (status = 200, body = RatingInvitation, description = "The invitation"),
    (status = 410, description = "`link_expired`")
), security(()))]
#[get("/rating-links/{token}")]
pub async fn get_rating_link(app: Data<App>, Path(token): Path<String>) -> ApiResult<Json<RatingInvitation>> {
    let shared = Data::clone(&app);
    app.db
        .read(move |c| {
            let (row, expires_at) = by_link(c, &shared, &token, orders::find_any)?;
            let item = menu::item(c, row.item_id)?.ok_or_else(|| ApiError::not_found("menu item"))?;
            let team = match row.team_id {
                Some(id) => org::team_row(c, id)?.map(|t| t.name),
                None => None,
            };
            Ok(Json(RatingInvitation {
                order_number: row.number,
                item: ItemRef { id: item.id, code: item.code, name: item.name, name_en: item.name_en },
                community_name: org::community(c, row.community_id)?.map(|o| o.name).unwrap_or_else(String::new),
                team_name: team,
                done_at: orders::done_at(&orders::events_of(c, row.id)?, row.round).unwrap_or(row.updated_at),
                outcome: row.outcome,
                expires_at,
                rating: queries::of_round(c, row.id, row.round, row.requester_id)?,
                tags: tags::current().clone(),
            }))
        })
        .await
}

/// Rate by a signed link.
#[utoipa::path(tag = "ratings", params(("token" = String, Path)), request_body = RateOrder, responses(
    (status = 201, body = Rating, description = "The rating"),
    (status = 409, description = "`already_rated`, `rating_window_closed`, `step_refused`"),
    (status = 410, description = "`link_expired`")
), security(()))]
#[post("/rating-links/{token}")]
pub async fn rate_by_link(
    req: HttpRequest,
    app: Data<App>,
    key: Idempotency,
    Path(token): Path<String>,
    Json(ask): Json<RateOrder>,
) -> ApiResult<Reply> {
    let desk = link_desk(&app, &req);
    let shared = Data::clone(&app);
    app.db
        .write(move |tx| {
            let (row, _) = by_link(tx, &shared, &token, orders::lock)?;
            let scope = format!("link/{}", crate::platform::tokens::token_hash(&token));
            key.run(tx, &scope, desk.now, &ask, StatusCode::CREATED, |tx| {
                let rater = row.requester_id;
                Ok(rate::rate(tx, &desk, row, &ask, RatingChannel::Link, rater)?.0)
            })
        })
        .await
}

/// Add one more word to a rating (追评).
///
/// The requester, once, within 30 days after the rating; it stands beside the rating and replaces nothing.
#[utoipa::path(tag = "ratings", params(("id" = OrderId, Path)), request_body = NewFollowUp, responses(
    (status = 201, body = Rating, description = "The rating with the word"),
    (status = 409, description = "`already_rated`, `rating_window_closed`, `step_refused`")
))]
#[post("/orders/{id}/follow-up")]
pub async fn follow_up_rating(
    app: Data<App>,
    who: Who,
    key: Idempotency,
    Path(id): Path<OrderId>,
    Json(ask): Json<NewFollowUp>,
) -> ApiResult<Reply> {
    let desk = Desk::of(&app, &who);
    app.db
        .write(move |tx| {
            key.run(tx, &who.key_scope(), desk.now, &ask, StatusCode::CREATED, |tx| {
                orders::lock(tx, id)?;
                let row = orders::find(tx, &who.scope(), id)?.ok_or_else(|| ApiError::not_found("order"))?;
                if row.requester_id != who.person {
                    return Err(ApiError::forbidden("only the requester adds to the rating"));
                }
                rate::follow_up(tx, &desk, row, &ask, RatingChannel::Session)
            })
        })
        .await
}

/// Add one more word by a signed link.
#[utoipa::path(tag = "ratings", params(("token" = String, Path)), request_body = NewFollowUp, responses(
    (status = 201, body = Rating, description = "The rating with the word"),
    (status = 409, description = "`already_rated`, `rating_window_closed`, `step_refused`"),
    (status = 410, description = "`link_expired`")
), security(()))]
#[post("/rating-links/{token}/follow-up")]
pub async fn follow_up_by_link(
    req: HttpRequest,
    app: Data<App>,
    key: Idempotency,
    Path(token): Path<String>,
    Json(ask): Json<NewFollowUp>,
) -> ApiResult<Reply> {
    let desk = link_desk(&app, &req);
    let shared = Data::clone(&app);
    app.db
        .write(move |tx| {
            let (row, _) = by_link(tx, &shared, &token, orders::lock)?;
            let scope = format!("link/{}", crate::platform::tokens::token_hash(&token));
            key.run(tx, &scope, desk.now, &ask, StatusCode::CREATED, |tx| rate::follow_up(tx, &desk, row, &ask, RatingChannel::Link))
        })
        .await
}

//! The operations: what comes in, one read or write, what goes out.

use super::queries::{self, RatingRow};
use super::tags;
use crate::app::App;
use crate::menu;
use crate::orders::{self, Change, Desk, Loaded, Note, OrderRow, Side};
use crate::org;
use crate::platform::auth::Who;
use crate::platform::db::Conn;
use crate::platform::db::types::Json as JsonColumn;
use crate::platform::error::{ApiError, ApiResult, broken_key};
use crate::platform::extract::{Json, Path};
use crate::platform::idempotency::{Idempotency, Reply};
use crate::platform::request::Origin;
use actix_web::http::StatusCode;
use actix_web::web::Data;
use actix_web::{HttpRequest, get, post};
use contract::orders::{ItemRef, OrderAction};
use contract::ratings::{RateOrder, Rating, RatingChannel, RatingInvitation, RatingTags};
use contract::{OrderId, PersonId, ProblemCode, RatingId};
use uuid::Uuid;

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
                rate(tx, &desk, row, &ask, RatingChannel::Session, who.person)
            })
        })
        .await
}

fn rate(tx: &mut Conn, desk: &Desk, row: OrderRow, ask: &RateOrder, channel: RatingChannel, rater: PersonId) -> ApiResult<Rating> {
    tags::check(ask.grade, &ask.tags)?;
    let mut facts = desk.facts(tx, &row)?;
    facts.is_rated = queries::of_round(tx, row.id, row.round, rater)?.is_some();
    let version = row.version;
    let loaded = Loaded { row, sides: vec![Side::Requester], facts };
    loaded.check(version, OrderAction::Rate)?;
    let rating = RatingRow {
        id: RatingId(Uuid::now_v7()),
        order_id: loaded.row.id,
        round: loaded.row.round,
        grade: ask.grade,
        tags: JsonColumn(ask.tags.clone()),
        tags_version: tags::current().version,
        text: ask.text.trim().to_owned(),
        channel,
        rated_at: desk.now,
        rater_id: rater,
    };
    use diesel::Connection;
    if let Err(error) = tx.transaction(|tx| queries::insert(tx, &rating)) {
        let key = broken_key(error)?;
        return Err(ApiError::new(ProblemCode::AlreadyRated, format!("this round has its rating ({key})")));
    }
    // The event says that it was rated, not how: the grade stays sealed from those who read the timeline.
    desk.take(tx, &loaded.row, Side::Requester, OrderAction::Rate, Change::default(), Note::default())?;
    Ok(rating.into())
}

type Find = fn(&mut Conn, OrderId) -> diesel::QueryResult<Option<OrderRow>>;

fn by_link(c: &mut Conn, app: &App, token: &str, find: Find) -> ApiResult<(OrderRow, chrono::DateTime<chrono::Utc>)> {
    let (order, round, expires_at) = app.tokens.read_rating_link(token, app.clock.now())?;
    let row = find(c, order)?.ok_or_else(|| ApiError::not_found("link"))?;
    if row.round != round {
        return Err(ApiError::new(ProblemCode::LinkExpired, "the order went into another round"));
    }
    Ok((row, expires_at))
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
    let mut desk = Desk::system(&app, "rating_link");
    desk.origin = Origin::of(&req, "rating_link");
    let shared = Data::clone(&app);
    app.db
        .write(move |tx| {
            let (row, _) = by_link(tx, &shared, &token, orders::lock)?;
            let scope = format!("link/{}", crate::platform::tokens::token_hash(&token));
            key.run(tx, &scope, desk.now, &ask, StatusCode::CREATED, |tx| {
                let rater = row.requester_id;
                rate(tx, &desk, row, &ask, RatingChannel::Link, rater)
            })
        })
        .await
}

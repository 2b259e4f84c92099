//! Before ordering: what others have ordered for the same place; and following it instead of ordering it again.

use crate::app::App;
use crate::menu;
use crate::orders::followers;
use crate::orders::lifecycle::{self, Side};
use crate::orders::place::building_of;
use crate::orders::queries::{self, OrderRow};
use crate::orders::steps::Desk;
use crate::platform::auth::Who;
use crate::platform::db::Conn;
use crate::platform::error::{ApiError, ApiResult};
use crate::platform::extract::{Json, Path, Query};
use crate::platform::idempotency::{Idempotency, Reply};
use crate::ratings;
use actix_web::http::StatusCode;
use actix_web::web::Data;
use actix_web::{HttpResponse, delete, get, post};
use chrono::{DateTime, TimeDelta, Utc};
use contract::orders::{
    DuplicateFilter, Duplicates, FollowOrder, FollowedEvent, FollowedOrder, FollowedOrderPage, ItemRef, OpenDuplicate, OrderAction,
};
use contract::{MenuItemId, OrderId, OrgUnitId};

/// Shown at most: more would be no help in deciding.
const MOST_SHOWN: usize = 10;

/// What others have ordered already.
///
/// Open orders of the last days for the same item at the same building, for somebody about to order: how far they are, and nothing of
/// the person who ordered. Items that are not public show none.
#[utoipa::path(tag = "orders", params(DuplicateFilter), responses(
    (status = 200, body = Duplicates, description = "Newest first; empty when nobody has")
))]
#[get("/orders/duplicates")]
pub async fn list_duplicates(app: Data<App>, who: Who, Query(filter): Query<DuplicateFilter>) -> ApiResult<Json<Duplicates>> {
    let desk = Desk::of(&app, &who);
    app.db
        .read(move |c| {
            let rows = alike(c, &desk, filter.item_id, filter.community_id, &filter.address)?;
            let items: ApiResult<Vec<_>> = rows.into_iter().take(MOST_SHOWN).map(|row| duplicate(c, &desk, &who, row)).collect();
            Ok(Json(Duplicates { items: items? }))
        })
        .await
}

/// Open orders for the item at the building of the address.
fn alike(c: &mut Conn, desk: &Desk, item: MenuItemId, community: OrgUnitId, address: &str) -> ApiResult<Vec<OrderRow>> {
    if !desk.shelf.item(c, item)?.is_some_and(|i| i.is_public) {
        return Ok(Vec::new());
    }
    let since = desk.now - TimeDelta::days(desk.config.orders.duplicate_days);
    let place = building_of(address);
    let rows = followers::open_since(c, community, item, since)?;
    Ok(rows.into_iter().filter(|row| building_of(&row.contact_address) == place).collect())
}

fn duplicate(c: &mut Conn, desk: &Desk, who: &Who, row: OrderRow) -> ApiResult<OpenDuplicate> {
    Ok(OpenDuplicate {
        item: item_of(c, desk, &row)?,
        followers: followers::count(c, row.id)?,
        is_mine: row.requester_id == who.person,
        is_followed: followers::is_follower(c, row.id, who.person)?,
        id: row.id,
        state: row.state,
        ordered_at: row.created_at,
        deadline: row.deadline,
    })
}

fn item_of(c: &mut Conn, desk: &Desk, row: &OrderRow) -> ApiResult<ItemRef> {
    let item: std::sync::Arc<menu::ItemRow> =
        desk.shelf.item(c, row.item_id)?.ok_or_else(|| ApiError::internal("an order's item is gone"))?;
    Ok(ItemRef { id: item.id, code: item.code.clone(), name: item.name.clone(), name_en: item.name_en.clone() })
}

/// Follow an order instead of ordering the same again.
///
/// Only one that `GET /orders/duplicates` shows for this item, community and address. Who follows it is told how it goes on and may rate
/// it. Following twice is following once.
#[utoipa::path(tag = "orders", params(("id" = OrderId, Path)), request_body = FollowOrder, responses(
    (status = 200, body = FollowedOrder, description = "The order as its followers see it")
))]
#[post("/orders/{id}/followers")]
pub async fn follow_order(
    app: Data<App>,
    who: Who,
    key: Idempotency,
    Path(id): Path<OrderId>,
    Json(ask): Json<FollowOrder>,
) -> ApiResult<Reply> {
    let desk = Desk::of(&app, &who);
    app.db
        .write(move |tx| {
            key.run(tx, &who.key_scope(), desk.now, &ask, StatusCode::OK, |tx| {
                let shown = alike(tx, &desk, ask.item_id, ask.community_id, &ask.address)?;
                let row = shown.into_iter().find(|r| r.id == id).ok_or_else(|| ApiError::not_found("order"))?;
                if row.requester_id == who.person {
                    return Err(ApiError::forbidden("it is your own order"));
                }
                if followers::add(tx, id, who.person, desk.now)? {
                    desk.audit(tx, "order.followed", Some(&row), &row)?;
                }
                show(tx, &desk, row, desk.now)
            })
        })
        .await
}

/// An order that I follow.
#[utoipa::path(tag = "orders", params(("id" = OrderId, Path)), responses(
    (status = 200, body = FollowedOrder, description = "The order as its followers see it")
))]
#[get("/orders/{id}/followers/me")]
pub async fn get_followed_order(app: Data<App>, who: Who, Path(id): Path<OrderId>) -> ApiResult<Json<FollowedOrder>> {
    let desk = Desk::of(&app, &who);
    app.db
        .read(move |c| {
            let gone = || ApiError::not_found("order");
            let since = followers::since(c, id, who.person)?.ok_or_else(gone)?;
            let row = queries::find_any(c, id)?.ok_or_else(gone)?;
            show(c, &desk, row, since).map(Json)
        })
        .await
}

/// Follow an order no more.
#[utoipa::path(tag = "orders", params(("id" = OrderId, Path)), responses((status = 204, description = "Not followed any more")))]
#[delete("/orders/{id}/followers/me")]
pub async fn unfollow_order(app: Data<App>, who: Who, Path(id): Path<OrderId>) -> ApiResult<HttpResponse> {
    let desk = Desk::of(&app, &who);
    app.db
        .write(move |tx| {
            if followers::remove(tx, id, who.person)? == 0 {
                return Err(ApiError::not_found("order"));
            }
            let row = queries::find_any(tx, id)?.ok_or_else(|| ApiError::not_found("order"))?;
            desk.audit(tx, "order.unfollowed", Some(&row), &row)
        })
        .await?;
    Ok(HttpResponse::NoContent().finish())
}

/// The orders that I follow, last followed first; the last 200.
#[utoipa::path(tag = "orders", responses((status = 200, body = FollowedOrderPage, description = "Orders as their followers see them")))]
#[get("/orders/followed")]
pub async fn list_followed_orders(app: Data<App>, who: Who) -> ApiResult<Json<FollowedOrderPage>> {
    let desk = Desk::of(&app, &who);
    app.db
        .read(move |c| {
            let rows = followers::followed_by(c, who.person)?;
            let items: ApiResult<Vec<_>> = rows.into_iter().map(|(row, since)| show(c, &desk, row, since)).collect();
            Ok(Json(FollowedOrderPage { items: items?, next_cursor: None, total: None }))
        })
        .await
}

/// How far an order is, and nothing of the other person: no number, no contact, no text, no notes.
fn show(c: &mut Conn, desk: &Desk, row: OrderRow, since: DateTime<Utc>) -> ApiResult<FollowedOrder> {
    let events = queries::events_of(c, row.id)?;
    let rating = match desk.actor {
        Some(person) => ratings::of_round(c, row.id, row.round, person)?,
        None => None,
    };
    let facts = desk.facts_with(&row, &events, 1, rating.as_ref());
    let mut allowed_actions = lifecycle::allowed(row.state, &[Side::Requester], &facts);
    allowed_actions.retain(|a| matches!(a.action, OrderAction::Rate | OrderAction::Urge));
    let told = events.iter().filter(|e| !matches!(e.action, OrderAction::ProposeRejection | OrderAction::Rate));
    let timeline = told.map(|e| FollowedEvent { at: e.at, round: e.round, action: e.action, state: e.state }).collect();
    Ok(FollowedOrder {
        item: item_of(c, desk, &row)?,
        community_name: desk.shelf.community(c, row.community_id)?.map(|o| o.name.clone()).unwrap_or_default(),
        followed_at: since,
        followers: followers::count(c, row.id)?,
        timeline,
        goes_on: followers::goes_on(c, &row)?,
        rating,
        allowed_actions,
        id: row.id,
        state: row.state,
        round: row.round,
        version: row.version,
        deadline: row.deadline,
    })
}

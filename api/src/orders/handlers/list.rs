//! Reading: the list with its filters, one order, what happened to it.

use crate::accounts::names_of;
use crate::app::App;
use crate::orders::lifecycle;
use crate::orders::list::{self, Wanted};
use crate::orders::queries::{self, ActorSide, EventRow};
use crate::orders::steps::Desk;
use crate::orders::view;
use crate::platform::auth::{STAFF, Who};
use crate::platform::error::{ApiError, ApiResult};
use crate::platform::extract::{Json, Path, Query};
use crate::platform::paging::{self, Key};
use actix_web::get;
use actix_web::web::Data;
use contract::OrderId;
use contract::orders::{EventDetail, Order, OrderAction, OrderFilter, OrderPage, OrderSort, OrderSummary, Timeline, TimelineEntry};
use std::collections::HashMap;

/// Orders: for staff those of their area, for everybody else their own.
///
/// Tasks of a team are at `GET /dispatches`.
#[utoipa::path(tag = "orders", params(OrderFilter), responses((status = 200, body = OrderPage, description = "A page of orders")))]
#[get("/orders")]
pub async fn list_orders(app: Data<App>, who: Who, Query(filter): Query<OrderFilter>) -> ApiResult<Json<OrderPage>> {
    let desk = Desk::of(&app, &who);
    let wanted = Wanted::read(&filter, &who)?;
    let kind = if filter.sort == Some(OrderSort::Due) { 'd' } else { 'n' };
    let after = filter.cursor.as_deref().map(|c| Key::decode(kind, c)).transpose()?;
    let limit = paging::limit(filter.limit);
    app.db
        .read(move |c| {
            let scope = who.scope();
            let mut rows = list::page(c, &scope, &filter, &wanted, after.as_ref(), limit + 1, desk.now)?;
            let key = |r: &list::SummaryRow| Key { at: if kind == 'd' { r.due_at } else { r.created_at }, id: r.id.0 };
            let next_cursor = paging::cut(&mut rows, limit, |r| key(r).encode(kind));
            let total = if filter.count == Some(true) { Some(list::count(c, &scope, &filter, &wanted, desk.now)?) } else { None };
            let items = rows.into_iter().map(|row| summary(&desk, &who, row)).collect();
            Ok(Json(OrderPage { items, next_cursor, total }))
        })
        .await
}

fn summary(desk: &Desk, who: &Who, row: list::SummaryRow) -> OrderSummary {
    let sides = row.sides(who);
    // In a list the guards know the state only; the order itself tells why a step is closed.
    let facts = lifecycle::Facts {
        measures: 1,
        reopenings: row.round - 1,
        max_reopenings: desk.config.orders.max_reopenings,
        is_part: row.parent_id.is_some(),
        raised: row.raised,
        ..Default::default()
    };
    OrderSummary {
        id: row.id,
        number: row.number,
        state: row.state,
        round: row.round,
        version: row.version,
        item_name: row.item_name,
        item_name_en: row.item_name_en,
        community_name: row.community_name,
        urgency: row.urgency,
        excerpt: view::excerpt(&row.text),
        team_name: row.team_name,
        due_at: (row.due_at != super::super::NOTHING_DUE).then_some(row.due_at),
        deadline: row.deadline,
        escalated: row.escalated,
        allowed_actions: lifecycle::allowed(row.state, &sides, &facts),
        created_at: row.created_at,
        updated_at: row.updated_at,
    }
}

/// One order, whole.
///
/// An order outside the caller's scope does not exist for them: 404.
#[utoipa::path(tag = "orders", params(("id" = OrderId, Path)), responses((status = 200, body = Order, description = "The order")))]
#[get("/orders/{id}")]
pub async fn get_order(app: Data<App>, who: Who, Path(id): Path<OrderId>) -> ApiResult<Json<Order>> {
    let desk = Desk::of(&app, &who);
    app.db
        .read(move |c| {
            let row = queries::find(c, &who.scope(), id)?.ok_or_else(|| ApiError::not_found("order"))?;
            let detail = desk.shelf.detail(c, &row)?;
            view::show_with(c, &desk, &who, row, &detail).map(Json)
        })
        .await
}

/// Everything that happened to an order, oldest first.
///
/// The requester and the team read offices and teams; staff read names.
#[utoipa::path(tag = "orders", params(("id" = OrderId, Path)), responses((status = 200, body = Timeline, description = "The events")))]
#[get("/orders/{id}/timeline")]
pub async fn get_timeline(app: Data<App>, who: Who, Path(id): Path<OrderId>) -> ApiResult<Json<Timeline>> {
    app.db
        .read(move |c| {
            let row = queries::find(c, &who.scope(), id)?.ok_or_else(|| ApiError::not_found("order"))?;
            let events = queries::events_of(c, id)?;
            let is_staff = who.holds_at(STAFF, &row.area);
            let actors: Vec<_> = events.iter().filter_map(|e| e.actor_id).collect();
            let names = if is_staff { names_of(c, &actors)? } else { HashMap::new() };
            let teams = list::team_names(c, &events.iter().filter_map(|e| e.team_id).collect::<Vec<_>>())?;
            let is_mine = row.requester_id == who.person;
            let items = events.into_iter().map(|e| {
                let is_told = is_staff || !is_between_desk_and_team(e.action) || e.team_id.is_some_and(|t| who.teams.contains(&t));
                let team_name = e.team_id.and_then(|t| teams.get(&t).cloned());
                let is_other = e.actor_side == ActorSide::Requester && e.actor_id.is_some_and(|a| a != row.requester_id);
                let actor = if is_other {
                    "关注人".to_owned()
                } else {
                    actor(&e, e.actor_id.and_then(|a| names.get(&a).cloned()), team_name.as_deref(), is_mine)
                };
                TimelineEntry {
                    sequence: e.sequence,
                    at: e.at,
                    round: e.round,
                    action: e.action,
                    state: e.state,
                    actor,
                    note: e.note.filter(|_| is_told),
                    team_name,
                    detail: if is_told { e.detail.0 } else { EventDetail::default() },
                }
            });
            Ok(Json(Timeline { items: items.collect() }))
        })
        .await
}

/// What the desk writes to a team with an offer, and why a team says no, is not for the requester and not for other teams;
/// nor is a rejection that nobody has decided yet.
fn is_between_desk_and_team(action: OrderAction) -> bool {
    matches!(action, OrderAction::Dispatch | OrderAction::Release | OrderAction::HandBack | OrderAction::ProposeRejection)
}

/// A rating keeps its rater sealed from everybody but the rater; a requester's name stays with the order's contact.
fn actor(event: &EventRow, name: Option<String>, team: Option<&str>, is_mine: bool) -> String {
    match (event.actor_side, name) {
        (ActorSide::Requester, _) if is_mine => "我".to_owned(),
        (ActorSide::Requester, _) => "点单人".to_owned(),
        (ActorSide::System, _) => "系统".to_owned(),
        (_, Some(name)) => name,
        (ActorSide::Community, None) => "社区".to_owned(),
        (ActorSide::Street, None) => "街道".to_owned(),
        (ActorSide::Team, None) => team.unwrap_or("志愿服务队").to_owned(),
    }
}

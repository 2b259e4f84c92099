//! The operations: what comes in, one read or write, what goes out.

use super::queries::{self, WaitingRow, Wanted};
use crate::app::App;
use crate::orders::{self, Change, Desk, EventRow, Note, Notice, OrderRow, Side, excerpt};
use crate::org;
use crate::platform::auth::{self, CALLERS, Who};
use crate::platform::db::Conn;
use crate::platform::error::{ApiError, ApiResult};
use crate::platform::extract::{Json, Path, Query};
use crate::platform::idempotency::{Idempotency, Reply};
use crate::platform::paging::{self, Key};
use crate::platform::sms::Template;
use crate::{ratings, whistles};
use actix_web::http::StatusCode;
use actix_web::web::Data;
use actix_web::{get, post};
use chrono::TimeDelta;
use contract::callbacks::{CallbackFilter, CallbackPage, CallbackTask, CallbackTry, NewCallback};
use contract::orders::{Order, OrderAction};
use contract::{OrderId, Span};

/// Tries, each on a day of its own, after which the system closes an order as unreached (domain 5.3).
const TRIES: i64 = 3;

/// Orders that wait for a call, those due first, first.
///
/// They are done, their requester was invited and reminded, and has said nothing. With the tries so far and the contact masked.
#[utoipa::path(tag = "callbacks", params(CallbackFilter), responses((status = 200, body = CallbackPage, description = "A page of calls")))]
#[get("/callbacks")]
pub async fn list_callbacks(app: Data<App>, who: auth::Caller, Query(filter): Query<CallbackFilter>) -> ApiResult<Json<CallbackPage>> {
    let desk = Desk::of(&app, &who);
    let after = filter.cursor.as_deref().map(|c| Key::decode('b', c)).transpose()?;
    let limit = paging::limit(filter.limit);
    let spare = match desk.config.orders.callback {
        Span::Days(days) => i64::from(days) - desk.config.orders.callback_after_days,
        _ => 0,
    };
    let due_until = (filter.early != Some(true)).then(|| desk.now + TimeDelta::days(spare));
    app.db
        .read(move |c| {
            let areas = who.areas(CALLERS);
            let node = match filter.node {
                Some(id) => Some(org::area(c, id)?.ok_or_else(|| ApiError::field("node", "unknown", "there is no such node"))?),
                None => None,
            };
            let wanted = Wanted { areas: &areas, node, due_until, after: after.as_ref() };
            let mut rows = queries::waiting(c, &wanted, limit + 1)?;
            let next_cursor = paging::cut(&mut rows, limit, |r| Key { at: r.order.due_at, id: r.order.id.0 }.encode('b'));
            let mut events = queries::events_of(c, &rows.iter().map(|r| r.order.id).collect::<Vec<_>>())?;
            let items = rows.into_iter().map(|row| {
                let events = events.remove(&row.order.id).unwrap_or_default();
                task(&desk, &who, row, &events)
            });
            Ok(Json(CallbackPage { items: items.collect(), next_cursor, total: None }))
        })
        .await
}

fn task(desk: &Desk, who: &Who, row: WaitingRow, events: &[EventRow]) -> CallbackTask {
    let order = row.order;
    // Only the calls: what else the caller could do with the order, the order itself tells.
    let sides: Vec<Side> = orders::sides_of(who, &order).into_iter().filter(|s| *s == Side::Caller).collect();
    let facts = desk.facts_with(&order, events, 1, None);
    let is_try = |e: &&EventRow| e.round == order.round && e.action == OrderAction::CallUnreached;
    let tries = events.iter().filter(is_try).map(|e| CallbackTry { at: e.at, note: e.note.clone().unwrap_or_default() });
    CallbackTask {
        contact: orders::contact(who, &order, &sides),
        allowed_actions: orders::allowed(order.state, &sides, &facts),
        tries: tries.collect(),
        excerpt: excerpt(&order.text),
        order_id: order.id,
        order_number: order.number,
        version: order.version,
        round: order.round,
        item_name: row.item_name,
        item_name_en: row.item_name_en,
        community_name: row.community_name,
        team_name: row.team_name,
        done_at: row.done_at,
        due_at: order.due_at,
    }
}

/// Record what came of a call to the requester.
///
/// By somebody who did not handle the order: not its team, not who accepted or dispatched it. A grade that the requester says becomes the
/// rating of this round. Nobody reached counts once a day; the third day closes the order as unreached.
#[utoipa::path(tag = "callbacks", params(("id" = OrderId, Path)), request_body = NewCallback, responses(
    (status = 200, body = Order, description = "The order: confirmed, reopened, or still done"),
    (status = 409, description = "`stale_version`, `step_refused`, `already_rated`, `rating_window_closed`")
))]
#[post("/orders/{id}/callbacks")]
pub async fn record_callback(
    app: Data<App>,
    who: auth::Caller,
    key: Idempotency,
    Path(id): Path<OrderId>,
    Json(ask): Json<NewCallback>,
) -> ApiResult<Reply> {
    let desk = Desk::of(&app, &who);
    let who = who.0;
    let reply = app
        .db
        .write(move |tx| {
            key.run(tx, &who.key_scope(), desk.now, &ask, StatusCode::OK, |tx| {
                let after = record(tx, &desk, &who, id, &ask)?;
                orders::show(tx, &desk, &who, after)
            })
        })
        .await?;
    app.outbox_bell.notify_one();
    Ok(reply)
}

fn record(tx: &mut Conn, desk: &Desk, who: &Who, id: OrderId, ask: &NewCallback) -> ApiResult<OrderRow> {
    let action = match ask.solved {
        None => OrderAction::CallUnreached,
        Some(true) => OrderAction::CallSolved,
        Some(false) => OrderAction::CallUnsolved,
    };
    let row = desk.load(tx, who, id, ask.expected_version, action)?.row;
    if whistles::has_answered(tx, row.id, who.person)? {
        return Err(ApiError::forbidden("whoever answered for a department does not call back about it"));
    }
    queries::insert(tx, &row, who.person, ask, desk.now)?;
    let row = match ask.grade {
        Some(grade) => ratings::rate_by_call(tx, desk, row, grade)?,
        None => row,
    };
    let (change, detail) = match action {
        OrderAction::CallUnsolved => orders::next_round(desk, &row),
        _ => Default::default(),
    };
    let after = desk.take(tx, &row, Side::Caller, action, change, Note::text(&ask.note).with(detail))?;
    if action != OrderAction::CallUnreached || queries::days_unreached(tx, after.id, after.round)? < TRIES {
        return Ok(after);
    }
    // The system closes it, not the caller.
    let system = Desk { actor: None, ..desk.clone() };
    let after = system.take(tx, &after, Side::System, OrderAction::CloseUnreached, Change::default(), Note::default())?;
    Notice::new(Template::OrderClosed).to_requester(tx, desk, &after)?;
    Ok(after)
}

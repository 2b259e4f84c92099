//! The community blows; everybody concerned sees the board.

use super::{show, show_all};
use crate::app::App;
use crate::orders::Desk;
use crate::platform::auth::{self, STAFF, Who};
use crate::platform::error::ApiResult;
use crate::platform::extract::{Json, Path, Query};
use crate::platform::idempotency::{Idempotency, Reply};
use crate::platform::paging::{self, Key};
use crate::whistles::queries::{self, Of};
use crate::whistles::steps;
use actix_web::http::StatusCode;
use actix_web::web::Data;
use actix_web::{get, post};
use contract::accounts::Role;
use contract::whistles::{BlowWhistle, Whistle, WhistleFilter, WhistlePage};
use contract::{OrderId, WhistleId};

/// Blow the whistle about an order.
///
/// The desk that holds it asks one to six departments. Each is told, acknowledges, goes there or plans, and reports; the order is done
/// when all have solved their part, and comes back when something is left.
#[utoipa::path(tag = "whistles", params(("id" = OrderId, Path)), request_body = BlowWhistle, responses(
    (status = 201, body = Whistle, description = "The whistle"),
    (status = 409, description = "`stale_version`, `step_refused`")
))]
#[post("/orders/{id}/whistles")]
pub async fn blow_whistle(
    app: Data<App>,
    who: auth::Staff,
    key: Idempotency,
    Path(id): Path<OrderId>,
    Json(ask): Json<BlowWhistle>,
) -> ApiResult<Reply> {
    let desk = Desk::of(&app, &who);
    let who = who.0;
    let reply = app
        .db
        .write(move |tx| {
            key.run(tx, &who.key_scope(), desk.now, &ask, StatusCode::CREATED, |tx| {
                let whistle = steps::blow(tx, &desk, &who, id, &ask)?;
                show(tx, &who, whistle, desk.now)
            })
        })
        .await?;
    app.outbox_bell.notify_one();
    Ok(reply)
}

/// Whistles, newest first.
///
/// Staff see those of their area, a department those in which it is asked; nobody else has any.
#[utoipa::path(tag = "whistles", params(WhistleFilter), responses((status = 200, body = WhistlePage, description = "A page of whistles")))]
#[get("/whistles")]
pub async fn list_whistles(app: Data<App>, who: Who, Query(filter): Query<WhistleFilter>) -> ApiResult<Json<WhistlePage>> {
    let now = app.clock.now();
    let after = filter.cursor.as_deref().map(|c| Key::decode('w', c)).transpose()?;
    let limit = paging::limit(filter.limit);
    app.db
        .read(move |c| {
            let areas = who.areas(STAFF);
            let units = if who.holds(&[Role::Department]) { queries::units_of(c, who.person, now)? } else { Vec::new() };
            let of = if areas.is_empty() { Of::Units(&units) } else { Of::Areas(&areas) };
            let mut rows = queries::page(c, &of, &filter, after.as_ref(), limit + 1, now)?;
            let next_cursor = paging::cut(&mut rows, limit, |r| Key { at: r.row.blown_at, id: r.row.id.0 }.encode('w'));
            Ok(Json(WhistlePage { items: show_all(c, &who, rows, now)?, next_cursor, total: None }))
        })
        .await
}

/// One whistle.
#[utoipa::path(tag = "whistles", params(("id" = WhistleId, Path)), responses((status = 200, body = Whistle, description = "The whistle")))]
#[get("/whistles/{id}")]
pub async fn get_whistle(app: Data<App>, who: Who, Path(id): Path<WhistleId>) -> ApiResult<Json<Whistle>> {
    let now = app.clock.now();
    app.db.read(move |c| show(c, &who, id, now).map(Json)).await
}

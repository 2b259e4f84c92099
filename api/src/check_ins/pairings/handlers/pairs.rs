//! Pairing a unit with a community, and ending it.

use crate::app::App;
use crate::check_ins::pairings::queries::{self, PairingRow};
use crate::check_ins::pairings::{forbidden, load, show, show_all};
use crate::check_ins::units;
use crate::orders::Desk;
use crate::platform::audit;
use crate::platform::auth::{self, DESK, STAFF, Who};
use crate::platform::db::Conn;
use crate::platform::error::{ApiError, ApiResult, broken_key};
use crate::platform::extract::{Json, Path, Query};
use crate::platform::idempotency::{Idempotency, Reply};
use crate::platform::paging;
use actix_web::http::StatusCode;
use actix_web::web::Data;
use actix_web::{get, post};
use chrono::NaiveDate;
use contract::check_ins::{NewPairing, Pairing, PairingFilter, PairingPage};
use contract::{PairingId, ProblemCode};
use diesel::Connection;
use uuid::Uuid;

fn decode(cursor: &str) -> ApiResult<(NaiveDate, PairingId)> {
    let bad = || ApiError::new(ProblemCode::BadCursor, "the cursor was not made by this list");
    let text = paging::decode_text('p', cursor)?;
    let (day, id) = text.split_once(' ').ok_or_else(bad)?;
    Ok((day.parse().map_err(|_| bad())?, id.parse().map_err(|_| bad())?))
}

/// Pairings of the communities one works for, and of the units whose list one keeps; newest first.
#[utoipa::path(tag = "check_ins", params(PairingFilter), responses((status = 200, body = PairingPage, description = "A page of pairings")))]
#[get("/pairings")]
pub async fn list_pairings(app: Data<App>, who: Who, Query(filter): Query<PairingFilter>) -> ApiResult<Json<PairingPage>> {
    let after = filter.cursor.as_deref().map(decode).transpose()?;
    let limit = paging::limit(filter.limit);
    app.db
        .read(move |c| {
            let own = units::liaison_units(c, who.person)?;
            let mut rows = queries::page(c, &who.areas(STAFF), &own, &filter, after, limit + 1)?;
            let next_cursor = paging::cut(&mut rows, limit, |r| paging::encode_text('p', &format!("{} {}", r.valid_from, r.id)));
            Ok(Json(PairingPage { items: show_all(c, &who, rows)?, next_cursor, total: None }))
        })
        .await
}

/// One pairing with its three lists and its promises.
#[utoipa::path(tag = "check_ins", params(("id" = PairingId, Path)), responses((status = 200, body = Pairing, description = "The pairing")))]
#[get("/pairings/{id}")]
pub async fn get_pairing(app: Data<App>, who: Who, Path(id): Path<PairingId>) -> ApiResult<Json<Pairing>> {
    app.db
        .read(move |c| {
            load(c, &who, id, false)?;
            show(c, &who, id).map(Json)
        })
        .await
}

/// Pair a unit with my community.
///
/// By the desk of the community, with a unit that has checked in somewhere.
#[utoipa::path(tag = "check_ins", request_body = NewPairing, responses((status = 201, body = Pairing, description = "Paired from today on")))]
#[post("/pairings")]
pub async fn create_pairing(app: Data<App>, who: auth::Desk, key: Idempotency, Json(ask): Json<NewPairing>) -> ApiResult<Reply> {
    let (desk, who) = (Desk::of(&app, &who), who.0);
    app.db
        .write(move |tx| {
            key.run(tx, &who.key_scope(), desk.now, &ask, StatusCode::CREATED, |tx| {
                let id = pair(tx, &desk, &who, &ask)?;
                show(tx, &who, id)
            })
        })
        .await
}

fn pair(tx: &mut Conn, desk: &Desk, who: &Who, ask: &NewPairing) -> ApiResult<PairingId> {
    let mine = desk.shelf.community(tx, ask.community_id)?.filter(|c| who.holds_at(DESK, &c.path));
    mine.ok_or_else(|| ApiError::field("/community_id", "unknown", "not a community whose desk you work at"))?;
    let unit = units::unit(tx, ask.unit_id)?.filter(|u| u.is_confirmed);
    unit.ok_or_else(|| ApiError::field("/unit_id", "unknown", "there is no such unit"))?;
    let id = PairingId(Uuid::now_v7());
    if let Err(error) = tx.transaction(|tx| queries::insert(tx, id, ask.unit_id, ask.community_id, desk.today())) {
        let key = broken_key(error)?;
        if key == "uq_pairings_unit_id_community_id" {
            return Err(ApiError::field("/unit_id", "unique", "the unit is paired with this community"));
        }
        return Err(ApiError::internal(format!("unexpected constraint {key}")));
    }
    record(tx, desk, "pairing.made", id)?;
    Ok(id)
}

fn record(tx: &mut Conn, desk: &Desk, action: &str, id: PairingId) -> ApiResult<()> {
    let after = queries::find(tx, id)?;
    let change = audit::Change { action, subject: format!("pairing/{id}"), before: None::<&PairingRow>, after: after.as_ref() };
    audit::record(tx, &desk.origin, desk.now, &change)
}

/// End a pairing of my community.
///
/// What was promised and what became of it stays to be read.
#[utoipa::path(tag = "check_ins", params(("id" = PairingId, Path)), responses(
    (status = 200, body = Pairing, description = "Ended today"),
    (status = 409, description = "`step_refused`")
))]
#[post("/pairings/{id}/end")]
pub async fn end_pairing(app: Data<App>, who: Who, key: Idempotency, Path(id): Path<PairingId>) -> ApiResult<Reply> {
    let desk = Desk::of(&app, &who);
    app.db
        .write(move |tx| {
            key.run(tx, &who.key_scope(), desk.now, &id, StatusCode::OK, |tx| {
                let (_, standing) = load(tx, &who, id, true)?;
                if !standing.is_desk {
                    return Err(forbidden());
                }
                if queries::end(tx, id, desk.today())? == 0 {
                    return Err(ApiError::refused("a pairing", "ended", "end"));
                }
                record(tx, &desk, "pairing.ended", id)?;
                show(tx, &who, id)
            })
        })
        .await
}

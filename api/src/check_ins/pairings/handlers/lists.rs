//! The three lists: what the community needs, what the unit has, what both will do.

use crate::app::App;
use crate::check_ins::pairings::queries::{self, ItemRow};
use crate::check_ins::pairings::{Standing, forbidden, load, show};
use crate::orders::Desk;
use crate::platform::audit;
use crate::platform::auth::Who;
use crate::platform::db::Conn;
use crate::platform::error::{ApiError, ApiResult};
use crate::platform::extract::{Json, Path};
use crate::platform::idempotency::{Idempotency, Reply};
use actix_web::http::StatusCode;
use actix_web::post;
use actix_web::web::Data;
use contract::check_ins::{NewPairingItem, Pairing, PairingItemKind as K};
use contract::orders::Step;
use contract::{PairingId, PairingItemId};
use uuid::Uuid;

const fn may_write(kind: K, standing: Standing) -> bool {
    match kind {
        K::Need => standing.is_desk,
        K::Resource => standing.is_unit,
        K::Project => standing.is_desk || standing.is_unit,
    }
}

fn record(tx: &mut Conn, desk: &Desk, action: &str, before: Option<&ItemRow>, after: &ItemRow) -> ApiResult<()> {
    let subject = format!("pairing_item/{}", after.id);
    audit::record(tx, &desk.origin, desk.now, &audit::Change { action, subject, before, after: Some(after) })
}

/// Add to one of the lists of a pairing.
///
/// Needs by the community's desk, resources by the unit's liaison, projects by either: the other side then agrees.
#[utoipa::path(tag = "check_ins", params(("id" = PairingId, Path)), request_body = NewPairingItem, responses(
    (status = 201, body = Pairing, description = "The pairing with the new entry"),
    (status = 409, description = "`step_refused`")
))]
#[post("/pairings/{id}/items")]
pub async fn add_pairing_item(
    app: Data<App>,
    who: Who,
    key: Idempotency,
    Path(id): Path<PairingId>,
    Json(ask): Json<NewPairingItem>,
) -> ApiResult<Reply> {
    let desk = Desk::of(&app, &who);
    app.db
        .write(move |tx| {
            key.run(tx, &who.key_scope(), desk.now, &ask, StatusCode::CREATED, |tx| {
                let (_, standing) = load(tx, &who, id, true)?;
                if !may_write(ask.kind, standing) {
                    return Err(forbidden());
                }
                let row = ItemRow {
                    id: PairingItemId(Uuid::now_v7()),
                    pairing_id: id,
                    kind: ask.kind,
                    title: ask.title.trim().to_owned(),
                    note: ask.note.trim().to_owned(),
                    agreed_by_unit: standing.is_unit,
                    agreed_by_community: standing.is_desk,
                    created_by: who.person,
                    ended_at: None,
                    version: 1,
                    created_at: desk.now,
                };
                queries::insert_item(tx, &row)?;
                record(tx, &desk, "pairing.item_added", None, &row)?;
                show(tx, &who, id)
            })
        })
        .await
}

/// The entry with the caller's standing, as it was read.
fn item(tx: &mut Conn, who: &Who, id: PairingItemId, version: i32) -> ApiResult<(ItemRow, Standing)> {
    let gone = || ApiError::not_found("entry");
    let row = queries::item(tx, id)?.ok_or_else(gone)?;
    let (_, standing) = load(tx, who, row.pairing_id, true)?;
    if row.version == version { Ok((row, standing)) } else { Err(ApiError::stale("open", row.version)) }
}

fn change(tx: &mut Conn, desk: &Desk, action: &str, before: &ItemRow, after: &ItemRow) -> ApiResult<()> {
    let stale = || ApiError::stale("open", before.version + 1);
    let after = queries::update_item(tx, before, after)?.ok_or_else(stale)?;
    record(tx, desk, action, Some(before), &after)
}

/// Agree to a project that the other side proposed.
#[utoipa::path(tag = "check_ins", params(("id" = PairingItemId, Path)), request_body = Step, responses(
    (status = 200, body = Pairing, description = "The pairing"),
    (status = 409, description = "`stale_version`, `step_refused`")
))]
#[post("/pairing-items/{id}/agreement")]
pub async fn agree_to_project(
    app: Data<App>,
    who: Who,
    key: Idempotency,
    Path(id): Path<PairingItemId>,
    Json(ask): Json<Step>,
) -> ApiResult<Reply> {
    let desk = Desk::of(&app, &who);
    app.db
        .write(move |tx| {
            key.run(tx, &who.key_scope(), desk.now, &ask, StatusCode::OK, |tx| {
                let (row, standing) = item(tx, &who, id, ask.expected_version)?;
                if !may_write(K::Project, standing) {
                    return Err(forbidden());
                }
                let after = ItemRow {
                    agreed_by_unit: row.agreed_by_unit || standing.is_unit,
                    agreed_by_community: row.agreed_by_community || standing.is_desk,
                    ..row.clone()
                };
                let is_same = (after.agreed_by_unit, after.agreed_by_community) == (row.agreed_by_unit, row.agreed_by_community);
                if row.kind != K::Project || is_same {
                    return Err(ApiError::refused("an entry", "open", "agree"));
                }
                change(tx, &desk, "pairing.project_agreed", &row, &after)?;
                show(tx, &who, row.pairing_id)
            })
        })
        .await
}

/// Take an entry off its list, by the side it belongs to.
#[utoipa::path(tag = "check_ins", params(("id" = PairingItemId, Path)), request_body = Step, responses(
    (status = 200, body = Pairing, description = "The pairing without it"),
    (status = 409, description = "`stale_version`, `step_refused`")
))]
#[post("/pairing-items/{id}/end")]
pub async fn end_pairing_item(
    app: Data<App>,
    who: Who,
    key: Idempotency,
    Path(id): Path<PairingItemId>,
    Json(ask): Json<Step>,
) -> ApiResult<Reply> {
    let desk = Desk::of(&app, &who);
    app.db
        .write(move |tx| {
            key.run(tx, &who.key_scope(), desk.now, &ask, StatusCode::OK, |tx| {
                let (row, standing) = item(tx, &who, id, ask.expected_version)?;
                if !may_write(row.kind, standing) {
                    return Err(forbidden());
                }
                change(tx, &desk, "pairing.item_ended", &row, &ItemRow { ended_at: Some(desk.now), ..row.clone() })?;
                show(tx, &who, row.pairing_id)
            })
        })
        .await
}

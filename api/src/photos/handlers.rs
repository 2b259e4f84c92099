//! The operations: a picture comes in, is looked at, is taken back.

use super::lab::Size;
use super::queries::{self, PhotoRow};
use super::{form, rules, view};
use crate::app::App;
use crate::orders::{self, Desk, OrderRow, sides_of};
use crate::platform::audit::{self, hex};
use crate::platform::auth::Who;
use crate::platform::db::Conn;
use crate::platform::error::{ApiError, ApiResult};
use crate::platform::extract::{Json, Path};
use crate::platform::idempotency::{Idempotency, Reply};
use actix_multipart::Multipart;
use actix_web::http::StatusCode;
use actix_web::http::header::{self, HeaderValue};
use actix_web::web::Data;
use actix_web::{HttpRequest, HttpResponse, delete, get, post};
use contract::photos::{NewPhoto, PhotoAdded, PhotoKind, Photos, Picture};
use contract::{OrderId, PhotoId, ProblemCode};
use serde::Serialize;
use sha2::{Digest, Sha256};
use uuid::Uuid;

/// What makes two uploads the same one: not how the form was written, but what is in it.
#[derive(Serialize)]
struct Fingerprint {
    kind: PhotoKind,
    sha256: String,
}

/// Send a picture, one a request.
///
/// The requester shows what is to be done (`report`) until the order is accepted, the team that has it shows the place `before` and
/// `after` the work until it is done; nine each, the team nine a round. JPEG, PNG and WebP are taken, told by their content; what is
/// kept is a JPEG written anew, upright, without anything the camera noted. A key with the same file and kind gets the first answer again.
#[utoipa::path(tag = "photos", params(("id" = OrderId, Path)),
    request_body(content = NewPhoto, content_type = "multipart/form-data"), responses(
    (status = 201, body = PhotoAdded, description = "The picture, and the version the order has now"),
    (status = 409, description = "`photos_full`, `step_refused`"),
    (status = 415, description = "`photo_heic`"),
    (status = 422, description = "`photo_unusable`")
))]
#[post("/orders/{id}/photos")]
pub async fn add_photo(
    app: Data<App>,
    req: HttpRequest,
    who: Who,
    key: Idempotency,
    Path(id): Path<OrderId>,
    form: Multipart,
) -> ApiResult<Reply> {
    let (asking, limit) = (who.clone(), app.config.photos.max_bytes);
    // Strangers are sent away before anything is read or decoded; what may change until then is asked again below.
    app.db.read(move |c| is_somebodys(c, &asking, id)).await?;
    form::announced(&req, limit)?;
    let form::Upload { kind, file } = form::read(form, limit).await?;
    let ask = Fingerprint { kind, sha256: hex(&Sha256::digest(&file)) };
    let picture = app.photos.develop(file).await?;
    // The object first, then the row: a row never points to nothing.
    let object = app.photos.keep(&picture).await?;
    let desk = Desk::of(&app, &who);
    let mut photo = PhotoRow {
        id: PhotoId(Uuid::now_v7()),
        order_id: id,
        round: 0,
        kind,
        uploaded_by: who.person,
        key: object.clone(),
        bytes: i64::try_from(picture.display.len()).unwrap_or(i64::MAX),
        width: i32::try_from(picture.width).unwrap_or(i32::MAX),
        height: i32::try_from(picture.height).unwrap_or(i32::MAX),
        sha256: hex(&Sha256::digest(&picture.display)),
        created_at: desk.now,
        removed_at: None,
    };
    let done = app
        .db
        .write(move |tx| {
            key.run(tx, &who.key_scope(), desk.now, &ask, StatusCode::CREATED, |tx| {
                let order = locked(tx, &who, id)?;
                photo.round = order.round;
                add(tx, &desk, &who, &order, &photo)
            })
        })
        .await;
    if done.as_ref().map_or(true, Reply::is_replay) {
        app.photos.discard(&object).await;
    }
    done
}

/// 404 outside the caller's scope, 403 for those who see the order and have no pictures to send.
fn is_somebodys(c: &mut Conn, who: &Who, id: OrderId) -> ApiResult<()> {
    let order = orders::find(c, &who.scope(), id)?.ok_or_else(|| ApiError::not_found("order"))?;
    let sides = sides_of(who, &order);
    let has_a_side = PhotoKind::ALL.iter().any(|kind| sides.contains(&rules::side_of(*kind)));
    if has_a_side { Ok(()) } else { Err(ApiError::forbidden("pictures come from the requester and from the team that has the order")) }
}

/// The order for this caller; nobody else changes it until the transaction ends, so that the last place is given away once.
fn locked(tx: &mut Conn, who: &Who, id: OrderId) -> ApiResult<OrderRow> {
    orders::lock(tx, id)?;
    orders::find(tx, &who.scope(), id)?.ok_or_else(|| ApiError::not_found("order"))
}

fn add(tx: &mut Conn, desk: &Desk, who: &Who, order: &OrderRow, photo: &PhotoRow) -> ApiResult<PhotoAdded> {
    let sides = sides_of(who, order);
    rules::may_change(photo.kind, order.state, &sides)?;
    let most = desk.config.photos.max_per_order;
    if rules::places_left(&queries::of_order(tx, order.id)?, order.round, photo.kind, most) == 0 {
        return Err(ApiError::new(ProblemCode::PhotosFull, format!("there are {most} already; remove one of them first")));
    }
    queries::insert(tx, photo)?;
    let after = desk.touch(tx, order)?;
    record(tx, desk, "photo.added", None, photo)?;
    Ok(PhotoAdded { photo: view::show(who, &after, &sides, photo), order_version: after.version })
}

/// In the trail of its order.
fn record(tx: &mut Conn, desk: &Desk, action: &str, before: Option<&PhotoRow>, after: &PhotoRow) -> ApiResult<()> {
    let subject = format!("order/{}", after.order_id);
    audit::record(tx, &desk.origin, desk.now, &audit::Change { action, subject, before, after: Some(after) })
}

/// The pictures of an order.
///
/// A team that was only offered the order sees none until it has accepted.
#[utoipa::path(tag = "photos", params(("id" = OrderId, Path)), responses((status = 200, body = Photos, description = "The pictures, oldest first")))]
#[get("/orders/{id}/photos")]
pub async fn list_photos(app: Data<App>, who: Who, Path(id): Path<OrderId>) -> ApiResult<Json<Photos>> {
    let most = app.config.photos.max_per_order;
    app.db
        .read(move |c| {
            let order = orders::find(c, &who.scope(), id)?.ok_or_else(|| ApiError::not_found("order"))?;
            list(c, &who, &order, most).map(Json)
        })
        .await
}

fn list(c: &mut Conn, who: &Who, order: &OrderRow, most: usize) -> ApiResult<Photos> {
    let (photos, sides) = (queries::of_order(c, order.id)?, sides_of(who, order));
    Ok(Photos {
        items: view::visible_of(who, order, &sides, &photos),
        places: rules::places(&photos, order.round, order.state, &sides, most),
        order_version: order.version,
    })
}

/// A picture, large.
#[utoipa::path(tag = "photos", params(("id" = PhotoId, Path)), responses(
    (status = 200, body = Picture, content_type = "image/jpeg", description = "The picture, a JPEG"),
    (status = 304, description = "The one named by If-None-Match")
))]
#[get("/photos/{id}")]
pub async fn get_photo(app: Data<App>, req: HttpRequest, who: Who, Path(id): Path<PhotoId>) -> ApiResult<HttpResponse> {
    send(&app, &req, who, id, Size::Display).await
}

/// A picture, small.
#[utoipa::path(tag = "photos", params(("id" = PhotoId, Path)), responses(
    (status = 200, body = Picture, content_type = "image/jpeg", description = "The small picture, a JPEG"),
    (status = 304, description = "The one named by If-None-Match")
))]
#[get("/photos/{id}/thumbnail")]
pub async fn get_thumbnail(app: Data<App>, req: HttpRequest, who: Who, Path(id): Path<PhotoId>) -> ApiResult<HttpResponse> {
    send(&app, &req, who, id, Size::Thumbnail).await
}

/// A picture of an order that this caller may see with its pictures; anything else does not exist for them.
fn find(c: &mut Conn, who: &Who, id: PhotoId) -> ApiResult<(PhotoRow, OrderRow)> {
    let gone = || ApiError::not_found("picture");
    let photo = queries::find(c, id)?.ok_or_else(gone)?;
    let order = orders::find(c, &who.scope(), photo.order_id)?.filter(|order| view::sees(who, order)).ok_or_else(gone)?;
    Ok((photo, order))
}

async fn send(app: &App, req: &HttpRequest, who: Who, id: PhotoId, size: Size) -> ApiResult<HttpResponse> {
    let (photo, _) = app.db.read(move |c| find(c, &who, id)).await?;
    let tag = format!("\"{}{}\"", photo.sha256, if size == Size::Display { "" } else { "-s" });
    let known = req.headers().get(header::IF_NONE_MATCH).and_then(|v| v.to_str().ok()).unwrap_or_default();
    let is_known = known.split(',').map(|one| one.trim().trim_start_matches("W/")).any(|one| one == tag);
    let mut reply = if is_known { HttpResponse::NotModified() } else { HttpResponse::Ok() };
    // Kept by the browser of the caller alone, and asked for each time: who may look can change.
    reply.insert_header((header::ETAG, tag)).insert_header((header::CACHE_CONTROL, HeaderValue::from_static("private, no-cache")));
    reply.insert_header((header::X_CONTENT_TYPE_OPTIONS, HeaderValue::from_static("nosniff")));
    if is_known {
        return Ok(reply.finish());
    }
    Ok(reply.content_type("image/jpeg").body(app.photos.fetch(&photo.key, size).await?))
}

/// Take a picture of one's own back, while the order still allows it.
#[utoipa::path(tag = "photos", params(("id" = PhotoId, Path)), responses(
    (status = 200, body = Photos, description = "The pictures that are left"),
    (status = 409, description = "`step_refused`")
))]
#[delete("/photos/{id}")]
pub async fn remove_photo(app: Data<App>, who: Who, Path(id): Path<PhotoId>) -> ApiResult<Json<Photos>> {
    let desk = Desk::of(&app, &who);
    let (left, key) = app.db.write(move |tx| take_back(tx, &desk, &who, id)).await?;
    app.photos.discard(&key).await;
    Ok(Json(left))
}

fn take_back(tx: &mut Conn, desk: &Desk, who: &Who, id: PhotoId) -> ApiResult<(Photos, String)> {
    let (photo, order) = find(tx, who, id)?;
    if photo.uploaded_by != who.person {
        return Err(ApiError::forbidden("a picture is taken back by whoever sent it"));
    }
    let order = locked(tx, who, order.id)?;
    let sides = sides_of(who, &order);
    rules::may_change(photo.kind, order.state, &sides)?;
    if !view::can_remove(who, &order, &sides, &photo) {
        return Err(ApiError::refused("an order", order.state.as_str(), "change_photos").saying("it belongs to an earlier round"));
    }
    if queries::remove(tx, id, desk.now)? == 0 {
        return Err(ApiError::not_found("picture"));
    }
    let after = desk.touch(tx, &order)?;
    record(tx, desk, "photo.removed", Some(&photo), &PhotoRow { removed_at: Some(desk.now), ..photo.clone() })?;
    Ok((list(tx, who, &after, desk.config.photos.max_per_order)?, photo.key))
}

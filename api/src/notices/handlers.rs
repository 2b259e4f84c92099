//! The inbox: reading it, and saying what has been read. Everybody has their own, and nobody else's exists.

use super::queries::{self, NoticeRow};
use crate::app::App;
use crate::platform::auth::Who;
use crate::platform::error::{ApiError, ApiResult};
use crate::platform::extract::{Json, Path, Query};
use crate::platform::idempotency::{Idempotency, Reply};
use crate::platform::messages;
use crate::platform::paging::{self, Key};
use actix_web::http::StatusCode;
use actix_web::web::Data;
use actix_web::{get, post};
use contract::NoticeId;
use contract::notices::{Language, Notice, NoticeFilter, NoticePage, ReadNotices, Unread};

/// `None` for a kind that this version of the program does not know.
fn show(row: NoticeRow, language: Language) -> Option<Notice> {
    let kind = row.kind.parse().ok()?;
    Some(Notice {
        id: row.id,
        kind,
        order_id: row.order_id,
        title: messages::title(kind, language).to_owned(),
        text: messages::text(kind, language, &row.params.0),
        is_read: row.is_read,
        created_at: row.created_at,
    })
}

/// What I was told, newest first.
///
/// Texts come in the language of `GET /me/preferences`.
#[utoipa::path(tag = "notices", params(NoticeFilter), responses((status = 200, body = NoticePage, description = "A page of notices")))]
#[get("/notices")]
pub async fn list_notices(app: Data<App>, who: Who, Query(filter): Query<NoticeFilter>) -> ApiResult<Json<NoticePage>> {
    let after = filter.cursor.as_deref().map(|c| Key::decode('i', c)).transpose()?;
    let limit = paging::limit(filter.limit);
    app.db
        .read(move |c| {
            let language = queries::chosen(c, who.person)?.language;
            let mut rows = queries::page(c, who.person, &filter, after.as_ref(), limit + 1)?;
            let next_cursor = paging::cut(&mut rows, limit, |r| r.key().encode('i'));
            let total = if filter.count == Some(true) { Some(queries::count(c, who.person, filter.unread)?) } else { None };
            let items = rows.into_iter().filter_map(|row| show(row, language)).collect();
            Ok(Json(NoticePage { items, next_cursor, total }))
        })
        .await
}

/// How much have I not read?
#[utoipa::path(tag = "notices", responses((status = 200, body = Unread, description = "The number at the bell")))]
#[get("/notices/unread")]
pub async fn count_unread_notices(app: Data<App>, who: Who) -> ApiResult<Json<Unread>> {
    app.db.read(move |c| Ok(Json(Unread { unread: queries::count(c, who.person, Some(true))? }))).await
}

/// Mark a notice as read.
///
/// One that was read before stays read.
#[utoipa::path(tag = "notices", params(("id" = NoticeId, Path)), responses((status = 200, body = Notice, description = "The notice, read")))]
#[post("/notices/{id}/reading")]
pub async fn read_notice(app: Data<App>, who: Who, key: Idempotency, Path(id): Path<NoticeId>) -> ApiResult<Reply> {
    let now = app.clock.now();
    app.db
        .write(move |tx| {
            key.run(tx, &who.key_scope(), now, &(), StatusCode::OK, |tx| {
                let gone = || ApiError::not_found("notice");
                queries::mark_read(tx, who.person, id)?;
                let language = queries::chosen(tx, who.person)?.language;
                queries::find(tx, who.person, id)?.and_then(|row| show(row, language)).ok_or_else(gone)
            })
        })
        .await
}

/// Mark everything up to a notice as read.
#[utoipa::path(tag = "notices", request_body = ReadNotices, responses(
    (status = 200, body = Unread, description = "What is left unread: what came after it"),
    (status = 404, description = "`not_found`")
))]
#[post("/notices/readings")]
pub async fn read_notices(app: Data<App>, who: Who, key: Idempotency, Json(ask): Json<ReadNotices>) -> ApiResult<Reply> {
    let now = app.clock.now();
    app.db
        .write(move |tx| {
            key.run(tx, &who.key_scope(), now, &ask, StatusCode::OK, |tx| {
                let last = queries::find(tx, who.person, ask.up_to)?.ok_or_else(|| ApiError::not_found("notice"))?;
                queries::mark_read_up_to(tx, who.person, &last)?;
                Ok(Unread { unread: queries::count(tx, who.person, Some(true))? })
            })
        })
        .await
}

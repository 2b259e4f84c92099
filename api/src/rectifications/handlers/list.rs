//! Reading: the queue, and one with what happened.

use crate::app::App;
use crate::platform::auth::{RATER_CALLERS, STAFF, Who};
use crate::platform::error::{ApiError, ApiResult};
use crate::platform::extract::{Json, Path, Query};
use crate::platform::paging::{self, Key};
use crate::rectifications::queries::{self, Of};
use crate::rectifications::steps::sides_of;
use crate::rectifications::view;
use actix_web::get;
use actix_web::web::Data;
use contract::RectificationId;
use contract::accounts::Role;
use contract::rectifications::{Rectification, RectificationFilter, RectificationPage};

/// Rectifications, those due first, first.
///
/// The street and those who call see each at the moment of the bad rating; the community once somebody has called; a requester those of
/// their own ratings, a team those of its work.
#[utoipa::path(tag = "rectifications", params(RectificationFilter), responses((status = 200, body = RectificationPage, description = "A page of rectifications")))]
#[get("/rectifications")]
pub async fn list_rectifications(
    app: Data<App>,
    who: Who,
    Query(filter): Query<RectificationFilter>,
) -> ApiResult<Json<RectificationPage>> {
    let now = app.clock.now();
    let after = filter.cursor.as_deref().map(|c| Key::decode('r', c)).transpose()?;
    let limit = paging::limit(filter.limit);
    app.db
        .read(move |c| {
            let all = who.areas(&[RATER_CALLERS, &[Role::CityOffice]].concat());
            let some = who.areas(STAFF);
            let of = match (all.is_empty(), some.is_empty()) {
                (false, _) => Of::Areas(&all, true),
                (true, false) => Of::Areas(&some, false),
                (true, true) => Of::Person(who.person, &who.teams),
            };
            let mut rows = queries::page(c, &of, &filter, after.as_ref(), limit + 1, now)?;
            let next_cursor = paging::cut(&mut rows, limit, |r| Key { at: r.row.due_at, id: r.row.id.0 }.encode('r'));
            let items = rows.into_iter().map(|row| view::show(&who, row, Vec::new(), now)).collect();
            Ok(Json(RectificationPage { items, next_cursor, total: None }))
        })
        .await
}

/// One rectification, with what happened.
#[utoipa::path(tag = "rectifications", params(("id" = RectificationId, Path)), responses((status = 200, body = Rectification, description = "The rectification")))]
#[get("/rectifications/{id}")]
pub async fn get_rectification(app: Data<App>, who: Who, Path(id): Path<RectificationId>) -> ApiResult<Json<Rectification>> {
    let now = app.clock.now();
    app.db
        .read(move |c| {
            let found =
                queries::find(c, id)?.filter(|f| sides_of(&who, f).is_some()).ok_or_else(|| ApiError::not_found("rectification"))?;
            let events = queries::events_of(c, id)?;
            Ok(Json(view::show(&who, found, events, now)))
        })
        .await
}

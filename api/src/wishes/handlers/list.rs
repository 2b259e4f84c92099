//! Reading: what everybody may read, and what only the person and the desk may.

use crate::app::App;
use crate::orders::Desk;
use crate::platform::auth::{DESK, Who};
use crate::platform::error::{ApiError, ApiResult};
use crate::platform::extract::{Json, Path, Query};
use crate::platform::paging::{self, Key};
use crate::wishes::lifecycle::Side;
use crate::wishes::queries::{self, Whose};
use crate::wishes::view;
use actix_web::get;
use actix_web::web::Data;
use contract::WishId;
use contract::wishes::{PublicWish, PublicWishPage, Wish, WishFilter, WishPage};

/// Wishes that a team can claim, newest first.
///
/// For everybody, without signing in: summary, community and number, and nothing of the person.
#[utoipa::path(tag = "wishes", params(WishFilter), responses(
    (status = 200, body = PublicWishPage, description = "A page of published wishes")
), security(()))]
#[get("/wishes")]
pub async fn list_wishes(app: Data<App>, Query(filter): Query<WishFilter>) -> ApiResult<Json<PublicWishPage>> {
    let after = filter.cursor.as_deref().map(|c| Key::decode('w', c)).transpose()?;
    let limit = paging::limit(filter.limit);
    app.db
        .read(move |c| {
            let mut rows = queries::published(c, filter.community, after.as_ref(), limit + 1)?;
            let next_cursor = paging::cut(&mut rows, limit, |row| Key { at: row.4, id: row.0.0 }.encode('w'));
            let wish = |(id, number, summary, community_name, _)| PublicWish { id, number, summary, community_name };
            Ok(Json(PublicWishPage { items: rows.into_iter().map(wish).collect(), next_cursor, total: None }))
        })
        .await
}

/// Wishes of my desk, or my own: for clerks and secretaries those of their communities, for everybody else their own; newest first.
#[utoipa::path(tag = "wishes", params(WishFilter), responses((status = 200, body = WishPage, description = "A page of wishes")))]
#[get("/wishes/own")]
pub async fn list_own_wishes(app: Data<App>, who: Who, Query(filter): Query<WishFilter>) -> ApiResult<Json<WishPage>> {
    let desk = Desk::of(&app, &who);
    let after = filter.cursor.as_deref().map(|c| Key::decode('v', c)).transpose()?;
    let limit = paging::limit(filter.limit);
    app.db
        .read(move |c| {
            let desks: Vec<_> = who.grants.iter().filter(|g| DESK.contains(&g.role)).map(|g| g.node_id).collect();
            let whose = if desks.is_empty() { Whose::Person(who.person) } else { Whose::Communities(desks) };
            let mut rows = queries::of(c, &whose, filter.community, after.as_ref(), limit + 1)?;
            let next_cursor = paging::cut(&mut rows, limit, |row| Key { at: row.created_at, id: row.id.0 }.encode('v'));
            let items: ApiResult<Vec<_>> = rows.into_iter().map(|row| view::show(c, &desk, &who, row)).collect();
            Ok(Json(WishPage { items: items?, next_cursor, total: None }))
        })
        .await
}

/// One wish, whole.
///
/// For the person and the desk of the community; for everybody else it does not exist.
#[utoipa::path(tag = "wishes", params(("id" = WishId, Path)), responses((status = 200, body = Wish, description = "The wish")))]
#[get("/wishes/{id}")]
pub async fn get_wish(app: Data<App>, who: Who, Path(id): Path<WishId>) -> ApiResult<Json<Wish>> {
    let desk = Desk::of(&app, &who);
    app.db
        .read(move |c| {
            let gone = || ApiError::not_found("wish");
            let row = queries::find(c, id)?.ok_or_else(gone)?;
            let sides = view::sides_of(c, &who, &row)?;
            if !sides.iter().any(|s| matches!(s, Side::Wisher | Side::Desk)) {
                return Err(gone());
            }
            view::show(c, &desk, &who, row).map(Json)
        })
        .await
}

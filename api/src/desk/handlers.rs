//! Kept views and counts.

use super::queries;
use crate::app::App;
use crate::platform::audit;
use crate::platform::auth::Staff;
use crate::platform::error::{ApiError, ApiResult, broken_key};
use crate::platform::extract::{Json, Path};
use crate::platform::idempotency::{Idempotency, Reply};
use crate::platform::scope::{Area, Scope};
use actix_web::http::StatusCode;
use actix_web::web::Data;
use actix_web::{HttpResponse, delete, get, post};
use contract::SavedViewId;
use contract::desk::{DeskCounts, NewSavedView, PendingCount, SavedView, SavedViewPage, StateCount};
use contract::orders::{OrderState, Pending};
use uuid::Uuid;

/// My kept views.
#[utoipa::path(tag = "desk", responses((status = 200, body = SavedViewPage, description = "All of them, oldest first")))]
#[get("/saved-views")]
pub async fn list_saved_views(app: Data<App>, who: Staff) -> ApiResult<Json<SavedViewPage>> {
    let items = app.db.read(move |c| ApiResult::Ok(queries::views(c, who.person)?)).await?;
    Ok(Json(SavedViewPage { items, next_cursor: None, total: None }))
}

/// Keep a view.
///
/// Only its owner sees it. The name is unique among one's own; as many as configured.
#[utoipa::path(tag = "desk", request_body = NewSavedView, responses((status = 201, body = SavedView, description = "The view")))]
#[post("/saved-views")]
pub async fn create_saved_view(app: Data<App>, who: Staff, key: Idempotency, Json(ask): Json<NewSavedView>) -> ApiResult<Reply> {
    let (now, most) = (app.clock.now(), app.config.limits.saved_views);
    app.db
        .write(move |tx| {
            key.run(tx, &who.key_scope(), now, &ask, StatusCode::CREATED, |tx| {
                if queries::views(tx, who.person)?.len() >= most {
                    return Err(ApiError::field("/name", "max_items", format!("{most} views are kept at most: delete one first")));
                }
                let (name, query) = (ask.name.trim().to_owned(), ask.query.trim().trim_start_matches('?').to_owned());
                let view = SavedView { id: SavedViewId(Uuid::now_v7()), name, query, created_at: now };
                if let Err(error) = queries::insert_view(tx, who.person, &view) {
                    broken_key(error)?;
                    return Err(ApiError::field("/name", "unique", "a view of yours has this name"));
                }
                let change = audit::Change::<SavedView, _> {
                    action: "saved_view.created",
                    subject: format!("saved_view/{}", view.id),
                    before: None,
                    after: Some(&view),
                };
                audit::record(tx, &who.origin, now, &change)?;
                Ok(view)
            })
        })
        .await
}

/// Keep a view no longer.
#[utoipa::path(tag = "desk", params(("id" = SavedViewId, Path)), responses((status = 204, description = "It is gone")))]
#[delete("/saved-views/{id}")]
pub async fn delete_saved_view(app: Data<App>, who: Staff, Path(id): Path<SavedViewId>) -> ApiResult<HttpResponse> {
    let now = app.clock.now();
    app.db
        .write(move |tx| {
            if queries::delete_view(tx, who.person, id)? == 0 {
                return Err(ApiError::not_found("view"));
            }
            let change = audit::Change::<SavedView, SavedView> {
                action: "saved_view.deleted",
                subject: format!("saved_view/{id}"),
                before: None,
                after: None,
            };
            audit::record(tx, &who.origin, now, &change)?;
            Ok(())
        })
        .await?;
    Ok(HttpResponse::NoContent().finish())
}

/// How much waits where.
///
/// Over everything the caller's roles cover; a figure for each tray of the desk in one reply.
#[utoipa::path(tag = "desk", responses((status = 200, body = DeskCounts, description = "Counts by state and by kind of decision")))]
#[get("/desk/counts")]
pub async fn get_desk_counts(app: Data<App>, who: Staff) -> ApiResult<Json<DeskCounts>> {
    let now = app.clock.now();
    app.db
        .read(move |c| {
            let scope = apart(who.scope());
            let open: Vec<OrderState> = OrderState::ALL.iter().copied().filter(|s| *s != OrderState::Draft && !s.is_final()).collect();
            let all = queries::count_by_state(c, &scope, &open, None)?;
            let late = queries::count_by_state(c, &scope, &open, Some(now))?;
            let sum = |found: &[(OrderState, i64)], state| found.iter().filter(|(s, _)| *s == state).map(|(_, n)| n).sum();
            let states = open.iter().map(|s| StateCount { state: *s, count: sum(&all, *s), overdue: sum(&late, *s) }).collect();
            let waiting = queries::count_pending(c, &scope)?;
            let of = |kind| waiting.iter().filter(|(k, _)| *k == Some(kind)).map(|(_, n)| n).sum();
            let pending = Pending::ALL.iter().map(|kind| PendingCount { pending: *kind, count: of(*kind) }).collect();
            Ok(Json(DeskCounts { states, pending }))
        })
        .await
}

/// Areas of which none lies within another, so that nothing is counted twice.
fn apart(scope: Scope) -> Scope {
    let covered = |area: &Area| scope.areas.iter().any(|other| other.path != area.path && other.covers(&area.path));
    let areas = scope.areas.iter().filter(|a| !covered(a)).cloned().collect();
    Scope { areas, ..scope }
}

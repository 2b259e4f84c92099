//! The operations: what comes in, one read, what goes out.

use super::queries;
use crate::app::App;
use crate::platform::error::{ApiError, ApiResult};
use crate::platform::extract::{Json, Path, Query};
use actix_web::get;
use actix_web::web::Data;
use contract::MenuItemId;
use contract::menu::{MenuGroup, MenuItem, MenuItemFilter};

/// The groups of the menu.
#[utoipa::path(tag = "menu", responses((status = 200, body = Vec<MenuGroup>, description = "In the order of the menu")), security(()))]
#[get("/menu/groups")]
pub async fn list_menu_groups(app: Data<App>) -> ApiResult<Json<Vec<MenuGroup>>> {
    app.db.read(|c| Ok(Json(queries::groups(c)?))).await
}

/// The items that can be ordered.
///
/// A menu has tens of items, not thousands: all of them come at once.
#[utoipa::path(tag = "menu", params(MenuItemFilter), responses(
    (status = 200, body = Vec<MenuItem>, description = "In the order of the menu")
), security(()))]
#[get("/menu/items")]
pub async fn list_menu_items(app: Data<App>, Query(filter): Query<MenuItemFilter>) -> ApiResult<Json<Vec<MenuItem>>> {
    app.db
        .read(move |c| {
            let skills = queries::skills_by_code(c)?;
            let wanted = filter.q.as_deref().unwrap_or_default().trim().to_lowercase();
            let items = queries::items(c, &filter)?.into_iter().map(|(row, name, name_en)| queries::show(row, (name, name_en), &skills));
            Ok(Json(items.filter(|i| mentions(i, &wanted)).collect()))
        })
        .await
}

fn mentions(item: &MenuItem, wanted: &str) -> bool {
    let texts = [&item.name, &item.name_en, &item.description, &item.description_en];
    wanted.is_empty() || texts.iter().any(|t| t.to_lowercase().contains(wanted))
}

/// One item of the menu.
#[utoipa::path(tag = "menu", params(("id" = MenuItemId, Path)), responses((status = 200, body = MenuItem, description = "The item")), security(()))]
#[get("/menu/items/{id}")]
pub async fn get_menu_item(app: Data<App>, Path(id): Path<MenuItemId>) -> ApiResult<Json<MenuItem>> {
    app.db
        .read(move |c| {
            let skills = queries::skills_by_code(c)?;
            let (row, name, name_en) = queries::item_with_group(c, id)?.ok_or_else(|| ApiError::not_found("menu item"))?;
            Ok(Json(queries::show(row, (name, name_en), &skills)))
        })
        .await
}

//! What everybody reads: what comes in, one read, what goes out.

use crate::app::App;
use crate::menu::{queries, view};
use crate::platform::calendar::local;
use crate::platform::error::{ApiError, ApiResult};
use crate::platform::extract::{Json, Path, Query};
use actix_web::get;
use actix_web::web::Data;
use contract::MenuItemId;
use contract::menu::{ClassSpans, MenuItem, MenuItemFilter};
use contract::org::Skill;

/// The items that can be ordered today.
///
/// A menu has tens of items, not thousands: all of them come at once.
#[utoipa::path(tag = "menu", params(MenuItemFilter), responses(
    (status = 200, body = Vec<MenuItem>, description = "In the order of the menu")
), security(()))]
#[get("/menu/items")]
pub async fn list_menu_items(app: Data<App>, Query(filter): Query<MenuItemFilter>) -> ApiResult<Json<Vec<MenuItem>>> {
    let today = local(app.clock.now()).date();
    app.db
        .read(move |c| {
            let skills = queries::skills_by_code(c)?;
            let wanted = filter.q.as_deref().unwrap_or_default().trim().to_lowercase();
            let now = queries::items(c, &filter)?.into_iter().filter(|(row, ..)| row.is_in_season(today));
            let items = now.map(|(row, name, name_en)| view::item(row, (name, name_en), &skills));
            Ok(Json(items.filter(|i| mentions(i, &wanted)).collect()))
        })
        .await
}

fn mentions(item: &MenuItem, wanted: &str) -> bool {
    let texts = [&item.name, &item.name_en, &item.description, &item.description_en];
    wanted.is_empty() || texts.iter().any(|t| t.to_lowercase().contains(wanted))
}

/// One item of the menu, also when it is not offered now.
#[utoipa::path(tag = "menu", params(("id" = MenuItemId, Path)), responses((status = 200, body = MenuItem, description = "The item")), security(()))]
#[get("/menu/items/{id}")]
pub async fn get_menu_item(app: Data<App>, Path(id): Path<MenuItemId>) -> ApiResult<Json<MenuItem>> {
    app.db
        .read(move |c| {
            let skills = queries::skills_by_code(c)?;
            let found = queries::item_with_group(c, id)?.filter(|(row, ..)| row.item_version > 0);
            let (row, name, name_en) = found.ok_or_else(|| ApiError::not_found("menu item"))?;
            Ok(Json(view::item(row, (name, name_en), &skills)))
        })
        .await
}

/// What each class of promise means here.
///
/// How long each stage may take for an item of the class. The spans are configured.
#[utoipa::path(tag = "menu", responses((status = 200, body = ClassSpans, description = "The spans of each class")), security(()))]
#[get("/menu/deadline-classes")]
pub async fn list_deadline_classes(app: Data<App>) -> Json<ClassSpans> {
    Json(app.config.menu.deadlines.clone())
}

/// The skills that items ask for and teams offer.
#[utoipa::path(tag = "menu", responses((status = 200, body = Vec<Skill>, description = "By code")), security(()))]
#[get("/menu/skills")]
pub async fn list_skills(app: Data<App>) -> ApiResult<Json<Vec<Skill>>> {
    app.db.read(|c| Ok(Json(queries::skills(c)?))).await
}

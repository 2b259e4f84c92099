//! The groups of the menu. They are the city's: every community sorts its items into them.

use super::Keeper;
use crate::app::App;
use crate::menu::queries::{self, GroupRow};
use crate::menu::{rules, view, writes};
use crate::platform::auth::CityOffice;
use crate::platform::calendar::local;
use crate::platform::db::Conn;
use crate::platform::error::{ApiError, ApiResult};
use crate::platform::extract::{Json, Path, Query};
use crate::platform::idempotency::{Idempotency, Reply};
use actix_web::http::StatusCode;
use actix_web::web::Data;
use actix_web::{get, patch, post};
use contract::MenuGroupId;
use contract::menu::{ChangeMenuGroup, MenuGroup, MenuGroupFilter, MenuItemFilter, NewMenuGroup};
use contract::orders::Step;
use std::collections::HashMap;
use uuid::Uuid;

/// How many items each group offers on a day.
fn offered(c: &mut Conn, filter: &MenuGroupFilter, today: chrono::NaiveDate) -> ApiResult<HashMap<MenuGroupId, i64>> {
    let filter = MenuItemFilter { community: filter.community, ..MenuItemFilter::default() };
    let mut counts = HashMap::new();
    for (row, ..) in queries::items(c, &filter)?.into_iter().filter(|(row, ..)| row.is_in_season(today)) {
        *counts.entry(row.group_id).or_insert(0) += 1;
    }
    Ok(counts)
}

fn show(c: &mut Conn, keeper: &Keeper, row: GroupRow) -> ApiResult<MenuGroup> {
    let counts = offered(c, &MenuGroupFilter::default(), keeper.today())?;
    let items = counts.get(&row.id).copied().unwrap_or(0);
    Ok(view::group(row, items))
}

/// The groups of the menu.
#[utoipa::path(tag = "menu", params(MenuGroupFilter), responses(
    (status = 200, body = Vec<MenuGroup>, description = "In the order of the menu")
), security(()))]
#[get("/menu/groups")]
pub async fn list_menu_groups(app: Data<App>, Query(filter): Query<MenuGroupFilter>) -> ApiResult<Json<Vec<MenuGroup>>> {
    let today = local(app.clock.now()).date();
    app.db
        .read(move |c| {
            let counts = offered(c, &filter, today)?;
            let count = |id: MenuGroupId| counts.get(&id).copied().unwrap_or(0);
            Ok(Json(queries::groups(c)?.into_iter().map(|row| (count(row.id), row)).map(|(n, row)| view::group(row, n)).collect()))
        })
        .await
}

/// Add a group to the menu.
#[utoipa::path(tag = "menu", request_body = NewMenuGroup, responses((status = 201, body = MenuGroup, description = "The group, the last one")))]
#[post("/menu/groups")]
pub async fn create_menu_group(app: Data<App>, who: CityOffice, key: Idempotency, Json(ask): Json<NewMenuGroup>) -> ApiResult<Reply> {
    let keeper = Keeper::of(&app, who.0);
    app.db
        .write(move |tx| {
            key.run(tx, &keeper.who.key_scope(), keeper.now, &ask, StatusCode::CREATED, |tx| {
                let last = writes::group_places(tx)?.last().map_or(-1, |(_, place)| *place);
                let name = ask.name.trim().to_owned();
                let row = GroupRow {
                    id: MenuGroupId(Uuid::now_v7()),
                    code: ask.code.clone(),
                    name_en: Some(ask.name_en.trim()).filter(|t| !t.is_empty()).unwrap_or(&name).to_owned(),
                    name,
                    icon: ask.icon.clone(),
                    position: last + 1,
                    version: 1,
                    ended_at: None,
                };
                writes::insert_group(tx, &row)?;
                keeper.audit(tx, "menu_group.created", format!("menu_group/{}", row.id), None, &row)?;
                show(tx, &keeper, row)
            })
        })
        .await
}

/// The group as the caller read it; ended ones are gone.
fn load(tx: &mut Conn, id: MenuGroupId, version: i32) -> ApiResult<GroupRow> {
    let row = queries::group(tx, id)?.filter(|g| g.ended_at.is_none()).ok_or_else(|| ApiError::not_found("menu group"))?;
    if row.version == version { Ok(row) } else { Err(ApiError::stale("open", row.version)) }
}

/// Writes the row as the next version of the group.
fn store(tx: &mut Conn, keeper: &Keeper, action: &str, before: &GroupRow, after: GroupRow) -> ApiResult<GroupRow> {
    let after = GroupRow { version: before.version + 1, ..after };
    if writes::update_group(tx, &after, before.version)? == 0 {
        return Err(ApiError::stale("open", before.version + 1));
    }
    keeper.audit(tx, action, format!("menu_group/{}", after.id), Some(before), &after)?;
    Ok(after)
}

/// Change a group or its place.
#[utoipa::path(tag = "menu", params(("id" = MenuGroupId, Path)), request_body = ChangeMenuGroup, responses(
    (status = 200, body = MenuGroup, description = "The group, changed"),
    (status = 409, description = "`stale_version`")
))]
#[patch("/menu/groups/{id}")]
pub async fn change_menu_group(
    app: Data<App>,
    who: CityOffice,
    Path(id): Path<MenuGroupId>,
    Json(ask): Json<ChangeMenuGroup>,
) -> ApiResult<Json<MenuGroup>> {
    let keeper = Keeper::of(&app, who.0);
    app.db
        .write(move |tx| {
            let before = load(tx, id, ask.expected_version)?;
            let mut after = before.clone();
            let texts = [(&mut after.name, &ask.name), (&mut after.name_en, &ask.name_en), (&mut after.icon, &ask.icon)];
            for (text, new) in texts.into_iter().filter_map(|(text, new)| Some((text, new.as_ref()?))) {
                new.trim().clone_into(text);
            }
            let places = ask.position.map(|to| Ok::<_, ApiError>(rules::moved(&writes::group_places(tx)?, id, to))).transpose()?;
            for (group, place) in places.into_iter().flatten() {
                if group == id {
                    after.position = place;
                } else {
                    writes::place_group(tx, group, place)?;
                }
            }
            let after = store(tx, &keeper, "menu_group.changed", &before, after)?;
            show(tx, &keeper, after).map(Json)
        })
        .await
}

/// End a group.
///
/// It has to be empty: its items are moved to another group or ended before.
#[utoipa::path(tag = "menu", params(("id" = MenuGroupId, Path)), request_body = Step, responses(
    (status = 200, body = MenuGroup, description = "The group, ended"),
    (status = 409, description = "`stale_version`, `step_refused`: it still has items")
))]
#[post("/menu/groups/{id}/ending")]
pub async fn end_menu_group(
    app: Data<App>,
    who: CityOffice,
    key: Idempotency,
    Path(id): Path<MenuGroupId>,
    Json(ask): Json<Step>,
) -> ApiResult<Reply> {
    let keeper = Keeper::of(&app, who.0);
    app.db
        .write(move |tx| {
            key.run(tx, &keeper.who.key_scope(), keeper.now, &ask, StatusCode::OK, |tx| {
                let before = load(tx, id, ask.expected_version)?;
                if writes::items_left(tx, id)? > 0 {
                    return Err(ApiError::refused("a group with items", "in_use", "end").with_version(before.version));
                }
                let after = GroupRow { ended_at: Some(keeper.now), ..before.clone() };
                let after = store(tx, &keeper, "menu_group.ended", &before, after)?;
                show(tx, &keeper, after)
            })
        })
        .await
}

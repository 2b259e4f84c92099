//! Where items stand, whose they are, and where they are offered.

use super::Keeper;
use super::publishing::checked;
use crate::app::App;
use crate::menu::drafts::{self, DraftRow};
use crate::menu::queries::{self, ItemRow};
use crate::menu::view::Managing;
use crate::menu::{rules, writes};
use crate::org;
use crate::platform::auth::MenuKeeper;
use crate::platform::db::Conn;
use crate::platform::db::types::Json as JsonColumn;
use crate::platform::error::{ApiError, ApiResult};
use crate::platform::extract::{Json, Path, Query};
use crate::platform::idempotency::{Idempotency, Reply};
use actix_web::http::StatusCode;
use actix_web::web::Data;
use actix_web::{get, patch, post, put};
use contract::accounts::Role;
use contract::menu::{ChangeMenuItem, ManagedItem, ManagedItemFilter, NewMenuItem, OpenMenuItem};
use contract::orders::Step;
use contract::{MenuGroupId, MenuItemId, OrgUnitId};
use uuid::Uuid;

/// All items for those who keep the menu.
///
/// Also drafts, what is closed or out of season, and, when asked for, what was ended. The city's items for everybody who keeps a
/// menu, a community's own for itself and for the city.
#[utoipa::path(tag = "menu", params(ManagedItemFilter), responses(
    (status = 200, body = Vec<ManagedItem>, description = "In the order of the menu")
))]
#[get("/menu/managed-items")]
pub async fn list_managed_items(
    app: Data<App>,
    who: MenuKeeper,
    Query(filter): Query<ManagedItemFilter>,
) -> ApiResult<Json<Vec<ManagedItem>>> {
    let keeper = Keeper::of(&app, who.0);
    app.db
        .read(move |c| {
            let rows = queries::all_items(c, filter.ended == Some(true))?;
            let managing = Managing::read(c, &keeper.who, &rows, filter.community, keeper.today())?;
            Ok(Json(rows.iter().filter_map(|row| managing.show(row)).collect()))
        })
        .await
}

/// One item for those who keep the menu.
pub(super) fn show(c: &mut Conn, keeper: &Keeper, row: &ItemRow, community: Option<OrgUnitId>) -> ApiResult<ManagedItem> {
    let managing = Managing::read(c, &keeper.who, std::slice::from_ref(row), community, keeper.today())?;
    managing.show(row).ok_or_else(|| ApiError::not_found("menu item"))
}

/// Add an item to the menu.
///
/// It is a draft until its first version is published. The city's office adds items for all communities, a secretary items of
/// their own community.
#[utoipa::path(tag = "menu", request_body = NewMenuItem, responses(
    (status = 201, body = ManagedItem, description = "The item, not yet published")
))]
#[post("/menu/items")]
pub async fn create_menu_item(app: Data<App>, who: MenuKeeper, key: Idempotency, Json(ask): Json<NewMenuItem>) -> ApiResult<Reply> {
    let keeper = Keeper::of(&app, who.0);
    app.db
        .write(move |tx| key.run(tx, &keeper.who.key_scope(), keeper.now, &ask, StatusCode::CREATED, |tx| create(tx, &keeper, &ask)))
        .await
}

fn create(tx: &mut Conn, keeper: &Keeper, ask: &NewMenuItem) -> ApiResult<ManagedItem> {
    let community = ask.community_id.map(|id| org::community(tx, id)?.ok_or_else(no_community)).transpose()?;
    if !rules::may_edit(&keeper.who, community.as_ref().map(|o| o.path.as_str())) {
        return Err(ApiError::forbidden("the city's office adds the city's items, a secretary those of their community"));
    }
    if ask.is_custom && community.is_some() {
        return Err(ApiError::field("/is_custom", "choice", "the custom item is the city's"));
    }
    find_group(tx, ask.group_id)?;
    let content = checked(tx, ask.content.clone())?;
    let spans = content.deadlines.resolve(&keeper.classes);
    let last = writes::item_places(tx, ask.group_id, ask.community_id)?.last().map_or(-1, |(_, place)| *place);
    let row = ItemRow {
        id: MenuItemId(Uuid::now_v7()),
        code: ask.code.clone(),
        group_id: ask.group_id,
        position: last + 1,
        name: String::new(),
        name_en: String::new(),
        description: String::new(),
        description_en: String::new(),
        audience: content.audience,
        evidence: content.evidence,
        deadlines: JsonColumn(spans.normal.clone()),
        skills: JsonColumn(Vec::new()),
        form: JsonColumn(Vec::new()),
        is_public: content.is_public,
        is_open: false,
        version: 1,
        created_at: keeper.now,
        updated_at: keeper.now,
        community_id: ask.community_id,
        season: String::new(),
        is_custom: ask.is_custom,
        item_version: 0,
        ended_at: None,
    };
    let row = row.with(&content, &spans);
    writes::insert_item(tx, &row)?;
    drafts::put(tx, &DraftRow { item_id: row.id, content: JsonColumn(content), changed_at: keeper.now, changed_by: keeper.who.person })?;
    keeper.audit_item(tx, "menu_item.created", None, &row)?;
    show(tx, keeper, &row, None)
}

fn no_community() -> ApiError {
    ApiError::field("/community_id", "unknown", "there is no such community")
}

fn find_group(tx: &mut Conn, id: MenuGroupId) -> ApiResult<()> {
    let found = queries::group(tx, id)?.filter(|g| g.ended_at.is_none());
    found.map(|_| ()).ok_or_else(|| ApiError::field("/group_id", "unknown", "there is no such group"))
}

/// Change where an item stands, or take it off the menu for a while.
///
/// What residents are told of it is changed by publishing a new version.
#[utoipa::path(tag = "menu", params(("id" = MenuItemId, Path)), request_body = ChangeMenuItem, responses(
    (status = 200, body = ManagedItem, description = "The item, changed"),
    (status = 409, description = "`stale_version`, `step_refused`")
))]
#[patch("/menu/items/{id}")]
pub async fn change_menu_item(
    app: Data<App>,
    who: MenuKeeper,
    Path(id): Path<MenuItemId>,
    Json(ask): Json<ChangeMenuItem>,
) -> ApiResult<Json<ManagedItem>> {
    let keeper = Keeper::of(&app, who.0);
    let shelf = keeper.shelf.clone();
    let reply = app
        .db
        .write(move |tx| {
            let before = keeper.load(tx, id, ask.expected_version, "change")?;
            let mut after = before.clone();
            if let Some(is_open) = ask.is_open {
                // What was never published has nothing to offer, and 自选 is always there.
                if (is_open && before.item_version == 0) || (!is_open && before.is_custom) {
                    let action = if is_open { "open" } else { "close" };
                    return Err(ApiError::refused("this menu item", before.state(), action).with_version(before.version));
                }
                after.is_open = is_open;
            }
            if let Some(group) = ask.group_id {
                find_group(tx, group)?;
                after.group_id = group;
            }
            if ask.position.is_some() || after.group_id != before.group_id {
                let places = writes::item_places(tx, after.group_id, after.community_id)?;
                for (item, place) in rules::moved(&places, id, ask.position.unwrap_or(i32::MAX)) {
                    if item == id {
                        after.position = place;
                    } else {
                        writes::place_item(tx, item, place)?;
                    }
                }
            }
            let after = writes::update_item(tx, &before, after, keeper.now)?;
            keeper.audit_item(tx, "menu_item.changed", Some(&before), &after)?;
            show(tx, &keeper, &after, None).map(Json)
        })
        .await?;
    shelf.forget_item(id);
    Ok(reply)
}

/// End an item for good.
///
/// Orders that were placed go on; nobody can order it any more.
#[utoipa::path(tag = "menu", params(("id" = MenuItemId, Path)), request_body = Step, responses(
    (status = 200, body = ManagedItem, description = "The item, ended"),
    (status = 409, description = "`stale_version`, `step_refused`: the custom item is always there")
))]
#[post("/menu/items/{id}/ending")]
pub async fn end_menu_item(
    app: Data<App>,
    who: MenuKeeper,
    key: Idempotency,
    Path(id): Path<MenuItemId>,
    Json(ask): Json<Step>,
) -> ApiResult<Reply> {
    let keeper = Keeper::of(&app, who.0);
    let shelf = keeper.shelf.clone();
    let reply = app
        .db
        .write(move |tx| {
            key.run(tx, &keeper.who.key_scope(), keeper.now, &ask, StatusCode::OK, |tx| {
                let before = keeper.load(tx, id, ask.expected_version, "end")?;
                if before.is_custom {
                    return Err(ApiError::refused("the custom item", before.state(), "end").with_version(before.version));
                }
                let ended = ItemRow { is_open: false, ended_at: Some(keeper.now), ..before.clone() };
                let after = writes::update_item(tx, &before, ended, keeper.now)?;
                drafts::remove(tx, id)?;
                keeper.audit_item(tx, "menu_item.ended", Some(&before), &after)?;
                show(tx, &keeper, &after, None)
            })
        })
        .await?;
    shelf.forget_item(id);
    Ok(reply)
}

/// Open or close one of the city's items in a community.
///
/// Its secretary does. Saying again what holds already changes nothing.
#[utoipa::path(tag = "menu", params(("id" = MenuItemId, Path)), request_body = OpenMenuItem, responses(
    (status = 200, body = ManagedItem, description = "The item as that community offers it"),
    (status = 409, description = "`step_refused`: the custom item, or one of a community's own")
))]
#[put("/menu/items/{id}/opening")]
pub async fn open_menu_item(
    app: Data<App>,
    who: MenuKeeper,
    Path(id): Path<MenuItemId>,
    Json(ask): Json<OpenMenuItem>,
) -> ApiResult<Json<ManagedItem>> {
    let keeper = Keeper::of(&app, who.0);
    app.db
        .write(move |tx| {
            let (row, _) = keeper.find(tx, id)?;
            let community = org::community(tx, ask.community_id)?.ok_or_else(no_community)?;
            if !keeper.who.holds_at(&[Role::CommunitySecretary], &community.path) {
                return Err(ApiError::forbidden("only the secretary of that community opens and closes items there"));
            }
            let action = if ask.is_open { "open" } else { "close" };
            if row.is_custom || row.community_id.is_some() || row.ended_at.is_some() {
                return Err(ApiError::refused("this menu item", row.state(), action).with_version(row.version));
            }
            let changed = if ask.is_open { writes::open_in(tx, id, community.id)? } else { writes::close_in(tx, id, community.id)? };
            if changed > 0 {
                let subject = format!("menu_item/{id}");
                let word = if ask.is_open { "menu_item.opened" } else { "menu_item.closed" };
                keeper.audit(tx, word, subject, Some(&serde_json::Value::Null), &serde_json::json!(ask))?;
            }
            show(tx, &keeper, &row, Some(community.id)).map(Json)
        })
        .await
}

//! Draft, preview, publication, and what was published before.

use super::{Keeper, items};
use crate::accounts::names_of;
use crate::app::App;
use crate::menu::drafts::{self, DraftRow};
use crate::menu::queries::{self, ItemRow};
use crate::menu::versions::{self, VersionRow};
use crate::menu::{view, writes};
use crate::platform::auth::MenuKeeper;
use crate::platform::db::Conn;
use crate::platform::db::types::Json as JsonColumn;
use crate::platform::error::{ApiError, ApiResult};
use crate::platform::extract::{Json, Path, Query};
use crate::platform::idempotency::{Idempotency, Reply};
use actix_web::http::StatusCode;
use actix_web::web::Data;
use actix_web::{get, post, put};
use contract::menu::{ItemChange, ItemContent, MenuDraft, MenuItemVersion, PublishMenuItem, SaveMenuDraft, VersionRange, changes};
use contract::org::PersonRef;
use contract::{FieldProblem, MenuItemId};

/// The content as it may be kept, or what is wrong with it, pointer by pointer.
pub(super) fn checked(tx: &mut Conn, content: ItemContent) -> ApiResult<ItemContent> {
    let content = content.tidied();
    let mut problems = content.problems();
    let skills = queries::skills_by_code(tx)?;
    let unknown = content.skills.iter().enumerate().filter(|(_, code)| !skills.contains_key(*code));
    problems.extend(unknown.map(|(at, _)| FieldProblem::new(&format!("/skills/{at}"), "unknown", "there is no such skill")));
    if problems.is_empty() { Ok(content) } else { Err(ApiError::fields(problems.into_iter().map(|p| p.under("/content")).collect())) }
}

/// What holds now; `None` before the first version.
fn published(c: &mut Conn, row: &ItemRow) -> ApiResult<Option<ItemContent>> {
    Ok(versions::version(c, row.id, row.item_version)?.map(|v| v.content.0))
}

fn show(c: &mut Conn, keeper: &Keeper, row: &ItemRow) -> ApiResult<MenuDraft> {
    let gone = || ApiError::internal(format!("menu item {} has neither version nor draft", row.id));
    let (draft, published) = (drafts::draft(c, row.id)?, published(c, row)?);
    let by = draft.as_ref().map(|d| d.changed_by);
    let names = names_of(c, &by.into_iter().collect::<Vec<_>>())?;
    let changed_at = draft.as_ref().map(|d| d.changed_at);
    let content = draft.map(|d| d.content.0).or_else(|| published.clone()).ok_or_else(gone)?;
    let spans = content.deadlines.resolve(&keeper.classes);
    let (_, name, name_en) = queries::item_with_group(c, row.id)?.ok_or_else(gone)?;
    Ok(MenuDraft {
        item: items::show(c, keeper, row, None)?,
        changes: published.map_or_else(Vec::new, |before| changes(&before, &content)),
        preview: view::item(row.with(&content, &spans), (name, name_en), &queries::skills_by_code(c)?),
        content,
        spans,
        changed_at,
        changed_by: by.and_then(|id| names.get(&id).map(|name| PersonRef { id, name: name.clone() })),
    })
}

/// The draft of an item, with a preview.
///
/// What would be published, what it promises, what would change, and the item as residents would see it.
#[utoipa::path(tag = "menu", params(("id" = MenuItemId, Path)), responses((status = 200, body = MenuDraft, description = "The draft")))]
#[get("/menu/items/{id}/draft")]
pub async fn get_menu_draft(app: Data<App>, who: MenuKeeper, Path(id): Path<MenuItemId>) -> ApiResult<Json<MenuDraft>> {
    let keeper = Keeper::of(&app, who.0);
    app.db
        .read(move |c| {
            let (row, _) = keeper.find(c, id)?;
            show(c, &keeper, &row).map(Json)
        })
        .await
}

/// Keep what is to be published.
///
/// It is checked as a whole. Nobody sees it but those who keep the menu. Keeping what is published already drops the draft.
#[utoipa::path(tag = "menu", params(("id" = MenuItemId, Path)), request_body = SaveMenuDraft, responses(
    (status = 200, body = MenuDraft, description = "The draft, kept"),
    (status = 409, description = "`stale_version`, `step_refused`: the item was ended")
))]
#[put("/menu/items/{id}/draft")]
pub async fn save_menu_draft(
    app: Data<App>,
    who: MenuKeeper,
    Path(id): Path<MenuItemId>,
    Json(ask): Json<SaveMenuDraft>,
) -> ApiResult<Json<MenuDraft>> {
    let keeper = Keeper::of(&app, who.0);
    app.db
        .write(move |tx| {
            let before = keeper.load(tx, id, ask.expected_version, "change")?;
            let content = checked(tx, ask.content)?;
            // Before the first version the item is what its draft says.
            let is_new = before.item_version == 0;
            let next = if is_new { before.with(&content, &content.deadlines.resolve(&keeper.classes)) } else { before.clone() };
            let after = writes::update_item(tx, &before, next, keeper.now)?;
            if published(tx, &after)?.as_ref() == Some(&content) {
                drafts::remove(tx, id)?;
            } else {
                let content = JsonColumn(content);
                drafts::put(tx, &DraftRow { item_id: id, content, changed_at: keeper.now, changed_by: keeper.who.person })?;
            }
            keeper.audit_item(tx, "menu_item.drafted", Some(&before), &after)?;
            show(tx, &keeper, &after).map(Json)
        })
        .await
}

/// Publish the draft as the next version.
///
/// It holds for every order from now on. Orders that are there keep the version they were ordered with.
#[utoipa::path(tag = "menu", params(("id" = MenuItemId, Path)), request_body = PublishMenuItem, responses(
    (status = 201, body = MenuItemVersion, description = "The version"),
    (status = 409, description = "`stale_version`, `step_refused`: there is nothing to publish, or the item was ended")
))]
#[post("/menu/items/{id}/publication")]
pub async fn publish_menu_item(
    app: Data<App>,
    who: MenuKeeper,
    key: Idempotency,
    Path(id): Path<MenuItemId>,
    Json(ask): Json<PublishMenuItem>,
) -> ApiResult<Reply> {
    let keeper = Keeper::of(&app, who.0);
    let shelf = keeper.shelf.clone();
    let reply = app
        .db
        .write(move |tx| key.run(tx, &keeper.who.key_scope(), keeper.now, &ask, StatusCode::CREATED, |tx| publish(tx, &keeper, id, &ask)))
        .await?;
    shelf.forget_item(id);
    Ok(reply)
}

fn publish(tx: &mut Conn, keeper: &Keeper, id: MenuItemId, ask: &PublishMenuItem) -> ApiResult<MenuItemVersion> {
    let before = keeper.load(tx, id, ask.expected_version, "publish")?;
    let nothing = || ApiError::refused("a menu item without a draft", before.state(), "publish").with_version(before.version);
    let draft = drafts::draft(tx, id)?.ok_or_else(nothing)?;
    // A skill may have gone since the draft was kept.
    let content = checked(tx, draft.content.0)?;
    let spans = content.deadlines.resolve(&keeper.classes);
    let is_first = before.item_version == 0;
    let next = ItemRow { item_version: before.item_version + 1, is_open: before.is_open || is_first, ..before.with(&content, &spans) };
    // First the item, which only one at a time can change; then the version that nobody else can have written.
    let after = writes::update_item(tx, &before, next, keeper.now)?;
    let version = VersionRow {
        item_id: id,
        version: after.item_version,
        content: JsonColumn(content),
        spans: JsonColumn(spans),
        published_at: keeper.now,
        published_by: Some(keeper.who.person),
        note: ask.note.trim().to_owned(),
    };
    versions::insert(tx, &version)?;
    drafts::remove(tx, id)?;
    keeper.audit_item(tx, "menu_item.published", Some(&before), &after)?;
    let shown = view::versions(tx, vec![version], after.item_version)?;
    shown.into_iter().next().ok_or_else(|| ApiError::internal("the version is gone"))
}

/// Every version of an item that was published.
#[utoipa::path(tag = "menu", params(("id" = MenuItemId, Path)), responses(
    (status = 200, body = Vec<MenuItemVersion>, description = "The newest first")
))]
#[get("/menu/items/{id}/versions")]
pub async fn list_menu_versions(app: Data<App>, who: MenuKeeper, Path(id): Path<MenuItemId>) -> ApiResult<Json<Vec<MenuItemVersion>>> {
    let keeper = Keeper::of(&app, who.0);
    app.db
        .read(move |c| {
            let (row, _) = keeper.find(c, id)?;
            let rows = versions::versions(c, id)?;
            view::versions(c, rows, row.item_version).map(Json)
        })
        .await
}

/// What changed between two versions of an item, or between one and the draft.
#[utoipa::path(tag = "menu", params(("id" = MenuItemId, Path), VersionRange), responses(
    (status = 200, body = Vec<ItemChange>, description = "Every difference, in the order of the newer one")
))]
#[get("/menu/items/{id}/changes")]
pub async fn list_menu_changes(
    app: Data<App>,
    who: MenuKeeper,
    Path(id): Path<MenuItemId>,
    Query(range): Query<VersionRange>,
) -> ApiResult<Json<Vec<ItemChange>>> {
    let keeper = Keeper::of(&app, who.0);
    app.db
        .read(move |c| {
            let (row, _) = keeper.find(c, id)?;
            let missing = || ApiError::not_found("version");
            let from = versions::version(c, id, range.from)?.ok_or_else(missing)?.content.0;
            let to = match range.to {
                Some(version) => versions::version(c, id, version)?.ok_or_else(missing)?.content.0,
                None => show(c, &keeper, &row)?.content,
            };
            Ok(Json(changes(&from, &to)))
        })
        .await
}

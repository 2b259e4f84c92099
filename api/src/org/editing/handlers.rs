//! Nodes: made, changed, moved, merged, split, dissolved.

use super::paths;
use super::queries::{self, NodeChange, NodeRow};
use super::{Editor, below, forget};
use crate::app::App;
use crate::org::handlers::show_node;
use crate::platform::auth::RuleMaker;
use crate::platform::db::Conn;
use crate::platform::error::{ApiError, ApiResult};
use crate::platform::extract::{Json, Path};
use crate::platform::idempotency::{Idempotency, Reply};
use actix_web::http::StatusCode;
use actix_web::post;
use actix_web::web::Data;
use contract::OrgUnitId;
use contract::org::{ChangeOrgUnit, CloseOrgUnit, MergeOrgUnit, MoveOrgUnit, NewOrgUnit, OrgAction, OrgLevel, OrgUnit, SplitOrgUnit};
use serde::Serialize;
use uuid::Uuid;

/// The frame of all changes: once for each key, in one transaction, and then everybody's roles are read anew.
async fn edit<T, F>(app: &Data<App>, who: RuleMaker, key: Idempotency, status: StatusCode, ask: T, change: F) -> ApiResult<Reply>
where
    T: Serialize + Send + 'static,
    F: FnOnce(&mut Conn, &Editor, &T) -> ApiResult<OrgUnit> + Send + 'static,
{
    let editor = Editor::of(app, who.0);
    let reply =
        app.db.write(move |tx| key.run(tx, &editor.who.key_scope(), editor.now, &ask, status, |tx| change(tx, &editor, &ask))).await?;
    forget(app);
    Ok(reply)
}

fn new_node(parent: &NodeRow, level: OrgLevel, name: &str, path: String, division_code: String, editor: &Editor) -> NodeRow {
    NodeRow {
        id: OrgUnitId(Uuid::now_v7()),
        parent_id: Some(parent.id),
        level,
        name: name.trim().to_owned(),
        path,
        division_code,
        estate_id: None,
        secretary: String::new(),
        telephone: String::new(),
        version: 1,
        created_at: editor.now,
        updated_at: editor.now,
        closed_at: None,
        successor_id: None,
        has_absorbed: false,
    }
}

/// Make a node of the tree.
///
/// It stands exactly one level below the one it hangs on. An office above it may: the city's everywhere, a street below itself, a
/// community's secretary below the community.
#[utoipa::path(tag = "org", request_body = NewOrgUnit, responses((status = 201, body = OrgUnit, description = "The node")))]
#[post("/org-units")]
pub async fn create_org_unit(app: Data<App>, who: RuleMaker, key: Idempotency, Json(ask): Json<NewOrgUnit>) -> ApiResult<Reply> {
    edit(&app, who, key, StatusCode::CREATED, ask, |tx, editor, ask| {
        queries::lock_tree(tx)?;
        let parent = editor.other(tx, ask.parent_id, "/parent_id")?;
        let path = paths::free(tx, &parent.path, None)?;
        editor.has_office_above(&path)?;
        let level = below(parent.level).ok_or_else(|| ApiError::field("/parent_id", "choice", "nothing hangs below a centre household"))?;
        let division = match &ask.division_code {
            Some(code) => editor.division(tx, code)?,
            None => parent.division_code.clone(),
        };
        if let Some(estate) = ask.estate_id
            && (level != OrgLevel::Branch || !queries::is_estate_of(tx, estate, &division)?)
        {
            return Err(ApiError::field("/estate_id", "choice", "a branch has an estate of its own division, and no other node has one"));
        }
        let row = NodeRow {
            estate_id: ask.estate_id,
            telephone: ask.telephone.trim().to_owned(),
            ..new_node(&parent, level, &ask.name, path, division, editor)
        };
        queries::insert_node(tx, &row)?;
        editor.record(tx, OrgAction::Create, None, &row, &ask.reason, None)?;
        show_node(tx, row.id)
    })
    .await
}

/// Change a node's name or telephone.
#[utoipa::path(tag = "org", params(("id" = OrgUnitId, Path)), request_body = ChangeOrgUnit, responses(
    (status = 200, body = OrgUnit, description = "The node, changed"),
    (status = 409, description = "`stale_version`, `step_refused`: the node is no more")
))]
#[post("/org-units/{id}/change")]
pub async fn change_org_unit(
    app: Data<App>,
    who: RuleMaker,
    key: Idempotency,
    Path(id): Path<OrgUnitId>,
    Json(ask): Json<ChangeOrgUnit>,
) -> ApiResult<Reply> {
    edit(&app, who, key, StatusCode::OK, ask, move |tx, editor, ask| {
        let row = editor.load(tx, id, ask.expected_version)?;
        let said = |text: &Option<String>| text.as_deref().map(|t| t.trim().to_owned());
        let change = NodeChange { name: said(&ask.name), telephone: said(&ask.telephone), ..NodeChange::default() };
        let after = editor.change(tx, &row, &change)?;
        editor.record(tx, OrgAction::Change, Some(&row), &after, &ask.reason, None)?;
        show_node(tx, id)
    })
    .await
}

/// Move a node with everything below it.
///
/// Orders, teams, check-ins and their histories go with it, and so do the roles held below: they follow the new tree at once.
#[utoipa::path(tag = "org", params(("id" = OrgUnitId, Path)), request_body = MoveOrgUnit, responses(
    (status = 200, body = OrgUnit, description = "The node where it is now"),
    (status = 409, description = "`stale_version`, `step_refused`: the node is no more")
))]
#[post("/org-units/{id}/move")]
pub async fn move_org_unit(
    app: Data<App>,
    who: RuleMaker,
    key: Idempotency,
    Path(id): Path<OrgUnitId>,
    Json(ask): Json<MoveOrgUnit>,
) -> ApiResult<Reply> {
    edit(&app, who, key, StatusCode::OK, ask, move |tx, editor, ask| {
        let row = editor.load(tx, id, ask.expected_version)?;
        let parent = editor.other(tx, ask.parent_id, "/parent_id")?;
        if below(parent.level) != Some(row.level) {
            return Err(ApiError::field("/parent_id", "level", "a node hangs on one that is exactly one level above it"));
        }
        if row.parent_id == Some(parent.id) {
            return Err(ApiError::field("/parent_id", "same", "it hangs there already"));
        }
        let path = paths::free(tx, &parent.path, Some(paths::last(&row.path)))?;
        editor.has_office_above(&path)?;
        let division = ask.division_code.as_deref().map(|code| editor.division(tx, code)).transpose()?;
        paths::shift(tx, &row.path, &path)?;
        if let Some(code) = &division {
            queries::recode(tx, &path, &row.division_code, code)?;
        }
        let change = NodeChange { parent_id: Some(parent.id), ..NodeChange::default() };
        let after = editor.change(tx, &row, &change)?;
        editor.record(tx, OrgAction::Move, Some(&row), &after, &ask.reason, None)?;
        show_node(tx, id)
    })
    .await
}

/// Merge a node into another of its level.
#[utoipa::path(tag = "org", params(("id" = OrgUnitId, Path)), request_body = MergeOrgUnit, responses(
    (status = 200, body = OrgUnit, description = "The node it was merged into"),
    (status = 409, description = "`stale_version`, `step_refused`: the node is no more")
))]
#[post("/org-units/{id}/merger")]
pub async fn merge_org_unit(
    app: Data<App>,
    who: RuleMaker,
    key: Idempotency,
    Path(id): Path<OrgUnitId>,
    Json(ask): Json<MergeOrgUnit>,
) -> ApiResult<Reply> {
    edit(&app, who, key, StatusCode::OK, ask, move |tx, editor, ask| {
        let row = editor.load(tx, id, ask.expected_version)?;
        let into = editor.other(tx, ask.into_id, "/into_id")?;
        editor.has_office_above(&into.path)?;
        if into.id == row.id || into.level != row.level {
            return Err(ApiError::field("/into_id", "level", "a node is merged into another one of its level"));
        }
        for child in queries::children(tx, row.id)? {
            rehang(tx, editor, &child, &into, &ask.reason)?;
        }
        queries::inherit(tx, row.id, &into, editor.now)?;
        paths::bury(tx, &row.path, &into.path)?;
        let closes =
            NodeChange { parent_id: Some(into.id), closed_at: Some(editor.now), successor_id: Some(into.id), ..NodeChange::default() };
        let after = editor.change(tx, &row, &closes)?;
        editor.record(tx, OrgAction::Merge, Some(&row), &after, &ask.reason, Some(into.id))?;
        let takes = NodeChange { has_absorbed: Some(true), ..NodeChange::default() };
        let grown = editor.change(tx, &into, &takes)?;
        editor.record(tx, OrgAction::Merge, Some(&into), &grown, &ask.reason, Some(row.id))?;
        show_node(tx, into.id)
    })
    .await
}

/// Hangs a node on another one of its parent's level.
fn rehang(tx: &mut Conn, editor: &Editor, child: &NodeRow, onto: &NodeRow, reason: &str) -> ApiResult<()> {
    let path = paths::free(tx, &onto.path, Some(paths::last(&child.path)))?;
    paths::shift(tx, &child.path, &path)?;
    let after = editor.change(tx, child, &NodeChange { parent_id: Some(onto.id), ..NodeChange::default() })?;
    editor.record(tx, OrgAction::Move, Some(child), &after, reason, None)
}

/// Split a node: some of what is below it becomes a new node's.
#[utoipa::path(tag = "org", params(("id" = OrgUnitId, Path)), request_body = SplitOrgUnit, responses(
    (status = 201, body = OrgUnit, description = "The new node"),
    (status = 409, description = "`stale_version`, `step_refused`: the node is no more")
))]
#[post("/org-units/{id}/split")]
pub async fn split_org_unit(
    app: Data<App>,
    who: RuleMaker,
    key: Idempotency,
    Path(id): Path<OrgUnitId>,
    Json(ask): Json<SplitOrgUnit>,
) -> ApiResult<Reply> {
    edit(&app, who, key, StatusCode::CREATED, ask, move |tx, editor, ask| {
        let row = editor.load(tx, id, ask.expected_version)?;
        let parent = row.parent_id.map(|parent| editor.other(tx, parent, "/id")).transpose()?;
        let parent = parent.ok_or_else(|| ApiError::forbidden("the city cannot be split"))?;
        let children = queries::children(tx, row.id)?;
        let stays = |child: &OrgUnitId| !children.iter().any(|c| c.id == *child);
        if let Some(index) = ask.children.iter().position(stays) {
            return Err(ApiError::field(&format!("/children/{index}"), "choice", "it does not hang directly on this node"));
        }
        let division = match &ask.division_code {
            Some(code) => editor.division(tx, code)?,
            None => row.division_code.clone(),
        };
        let path = paths::free(tx, &parent.path, None)?;
        let new = new_node(&parent, row.level, &ask.name, path, division, editor);
        queries::insert_node(tx, &new)?;
        editor.record(tx, OrgAction::Create, None, &new, &ask.reason, Some(row.id))?;
        for child in children.iter().filter(|c| ask.children.contains(&c.id)) {
            rehang(tx, editor, child, &new, &ask.reason)?;
        }
        let after = editor.change(tx, &row, &NodeChange::default())?;
        editor.record(tx, OrgAction::Split, Some(&row), &after, &ask.reason, Some(new.id))?;
        show_node(tx, new.id)
    })
    .await
}

/// Dissolve a node.
///
/// Only when nothing hangs on it, no team serves it and no order is open there: merge it otherwise, or move what is left.
#[utoipa::path(tag = "org", params(("id" = OrgUnitId, Path)), request_body = CloseOrgUnit, responses(
    (status = 200, body = OrgUnit, description = "The node, closed"),
    (status = 409, description = "`stale_version`, `step_refused`: something is left there; `detail` says what")
))]
#[post("/org-units/{id}/closure")]
pub async fn close_org_unit(
    app: Data<App>,
    who: RuleMaker,
    key: Idempotency,
    Path(id): Path<OrgUnitId>,
    Json(ask): Json<CloseOrgUnit>,
) -> ApiResult<Reply> {
    edit(&app, who, key, StatusCode::OK, ask, move |tx, editor, ask| {
        let row = editor.load(tx, id, ask.expected_version)?;
        let hanging = queries::children(tx, id)?.len();
        let (open, serving) = queries::open_in(tx, &row.path)?;
        if hanging > 0 || open > 0 || serving > 0 {
            let detail = format!("{hanging} nodes hang on it, {open} orders are open there, {serving} teams serve it");
            return Err(ApiError::refused("a node", "open", "close").saying(detail).with_version(row.version));
        }
        let parent = row.parent_id.map(|parent| editor.other(tx, parent, "/id")).transpose()?;
        let parent = parent.ok_or_else(|| ApiError::forbidden("the city cannot be dissolved"))?;
        queries::end_grants(tx, id, editor.now)?;
        queries::end_offices(tx, id, editor.today())?;
        paths::bury(tx, &row.path, &parent.path)?;
        let after = editor.change(tx, &row, &NodeChange { closed_at: Some(editor.now), ..NodeChange::default() })?;
        editor.record(tx, OrgAction::Close, Some(&row), &after, &ask.reason, None)?;
        show_node(tx, id)
    })
    .await
}

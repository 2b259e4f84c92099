//! Who holds office at a node. It is public: it stands on the community's notice board.

use super::queries::{self as nodes, NodeChange};
use super::{Editor, forget};
use crate::app::App;
use crate::platform::auth::{RULE_MAKERS, RuleMaker};
use crate::platform::db::Conn;
use crate::platform::error::{ApiError, ApiResult};
use crate::platform::extract::{Json, Path};
use crate::platform::idempotency::{Idempotency, Reply};
use crate::schema::node_members;
use actix_web::http::StatusCode;
use actix_web::web::Data;
use actix_web::{get, post};
use chrono::NaiveDate;
use contract::org::{EndNodeMember, NewNodeMember, NodeMember, NodeMembers, Office, OrgAction};
use contract::{NodeMemberId, OrgUnitId};
use diesel::prelude::*;
use uuid::Uuid;

type Row = (NodeMemberId, Office, String, String, NaiveDate, Option<NaiveDate>);

const fn columns()
-> (node_members::id, node_members::office, node_members::name, node_members::duty, node_members::valid_from, node_members::valid_to) {
    (node_members::id, node_members::office, node_members::name, node_members::duty, node_members::valid_from, node_members::valid_to)
}

fn show((id, office, name, duty, valid_from, valid_to): Row) -> NodeMember {
    NodeMember { id, office, name, duty, valid_from, valid_to }
}

/// Those in office first, the secretary before the others.
fn list(c: &mut Conn, node: OrgUnitId) -> ApiResult<NodeMembers> {
    let rows: Vec<Row> = node_members::table
        .filter(node_members::node_id.eq(node))
        .order((node_members::valid_from.desc(), node_members::id))
        .limit(500)
        .select(columns())
        .load(c)?;
    let mut items: Vec<NodeMember> = rows.into_iter().map(show).collect();
    items.sort_by_key(|m| (m.valid_to.is_some(), Office::ALL.iter().position(|o| *o == m.office)));
    Ok(NodeMembers { items })
}

/// Who holds office at a node, and who did.
#[utoipa::path(tag = "org", params(("id" = OrgUnitId, Path)), responses((status = 200, body = NodeMembers, description = "Those in office first")), security(()))]
#[get("/org-units/{id}/members")]
pub async fn list_node_members(app: Data<App>, Path(id): Path<OrgUnitId>) -> ApiResult<Json<NodeMembers>> {
    app.db
        .read(move |c| {
            nodes::node(c, id)?.ok_or_else(|| ApiError::not_found("node"))?;
            list(c, id).map(Json)
        })
        .await
}

/// The node, for those who hold an office at it or above it.
fn load(tx: &mut Conn, editor: &Editor, id: OrgUnitId) -> ApiResult<nodes::NodeRow> {
    nodes::lock_tree(tx)?;
    let row = nodes::node(tx, id)?.ok_or_else(|| ApiError::not_found("node"))?;
    if !editor.who.holds_at(RULE_MAKERS, &row.path) {
        return Err(ApiError::forbidden("only an office at the node or above it may do this"));
    }
    if row.closed_at.is_some() {
        return Err(ApiError::refused("a node", "closed", "appointment").with_version(row.version));
    }
    Ok(row)
}

/// Put somebody into an office.
///
/// A new secretary takes the place of the one before, whose office ends the day before. That needs an office above the node.
#[utoipa::path(tag = "org", params(("id" = OrgUnitId, Path)), request_body = NewNodeMember, responses(
    (status = 201, body = NodeMembers, description = "All of them"),
    (status = 409, description = "`step_refused`: the node is no more")
))]
#[post("/org-units/{id}/members")]
pub async fn add_node_member(
    app: Data<App>,
    who: RuleMaker,
    key: Idempotency,
    Path(id): Path<OrgUnitId>,
    Json(ask): Json<NewNodeMember>,
) -> ApiResult<Reply> {
    let editor = Editor::of(&app, who.0);
    let reply = app
        .db
        .write(move |tx| {
            key.run(tx, &editor.who.key_scope(), editor.now, &ask, StatusCode::CREATED, |tx| {
                let row = load(tx, &editor, id)?;
                if ask.office == Office::Secretary {
                    editor.has_office_above(&row.path)?;
                    succeed(tx, &row, ask.valid_from)?;
                }
                let values = (
                    node_members::id.eq(NodeMemberId(Uuid::now_v7())),
                    node_members::node_id.eq(id),
                    node_members::office.eq(ask.office),
                    node_members::name.eq(ask.name.trim()),
                    node_members::duty.eq(ask.duty.trim()),
                    node_members::valid_from.eq(ask.valid_from),
                );
                diesel::insert_into(node_members::table).values(values).execute(tx)?;
                let secretary = (ask.office == Office::Secretary).then(|| ask.name.trim().to_owned());
                let after = editor.change(tx, &row, &NodeChange { secretary, ..NodeChange::default() })?;
                let words = format!("{}: {}", ask.office, ask.name.trim());
                editor.record(tx, OrgAction::Appoint, Some(&row), &after, &words, None)?;
                list(tx, id)
            })
        })
        .await?;
    forget(&app);
    Ok(reply)
}

/// The secretary before leaves office the day before.
fn succeed(tx: &mut Conn, node: &nodes::NodeRow, from: NaiveDate) -> ApiResult<()> {
    let present = node_members::table
        .filter(node_members::node_id.eq(node.id))
        .filter(node_members::office.eq(Office::Secretary))
        .filter(node_members::valid_to.is_null());
    let since: Option<NaiveDate> = present.select(node_members::valid_from).first(tx).optional()?;
    if since.is_some_and(|since| since >= from) {
        return Err(ApiError::field("/valid_from", "range", "the present secretary took office that day or later"));
    }
    diesel::update(present).set(node_members::valid_to.eq(from.pred_opt().unwrap_or(from))).execute(tx)?;
    Ok(())
}

/// End an office.
#[utoipa::path(tag = "org", params(("id" = NodeMemberId, Path)), request_body = EndNodeMember, responses(
    (status = 200, body = NodeMembers, description = "All of them"),
    (status = 409, description = "`step_refused`: it ended already")
))]
#[post("/node-members/{id}/end")]
pub async fn end_node_member(
    app: Data<App>,
    who: RuleMaker,
    key: Idempotency,
    Path(id): Path<NodeMemberId>,
    Json(ask): Json<EndNodeMember>,
) -> ApiResult<Reply> {
    let editor = Editor::of(&app, who.0);
    let reply = app
        .db
        .write(move |tx| {
            key.run(tx, &editor.who.key_scope(), editor.now, &ask, StatusCode::OK, |tx| {
                let found: Option<(OrgUnitId, Row)> =
                    node_members::table.find(id).select((node_members::node_id, columns())).first(tx).optional()?;
                let (node, member) = found.ok_or_else(|| ApiError::not_found("member"))?;
                let (row, member) = (load(tx, &editor, node)?, show(member));
                if member.office == Office::Secretary {
                    editor.has_office_above(&row.path)?;
                }
                if member.valid_to.is_some() {
                    return Err(ApiError::refused("an office", "ended", "end"));
                }
                if ask.valid_to < member.valid_from {
                    return Err(ApiError::field("/valid_to", "range", "an office ends on its first day or later"));
                }
                diesel::update(node_members::table.find(id)).set(node_members::valid_to.eq(ask.valid_to)).execute(tx)?;
                let secretary = (member.office == Office::Secretary).then(String::new);
                let after = editor.change(tx, &row, &NodeChange { secretary, ..NodeChange::default() })?;
                editor.record(
                    tx,
                    OrgAction::Appoint,
                    Some(&row),
                    &after,
                    &format!("{}: {} –{}", member.office, member.name, ask.valid_to),
                    None,
                )?;
                list(tx, node)
            })
        })
        .await?;
    forget(&app);
    Ok(reply)
}

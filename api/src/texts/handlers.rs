//! The operations: what comes in, one read or write, what goes out.

use super::queries::{self, TextRow};
use crate::app::App;
use crate::org;
use crate::platform::audit::{self, Change};
use crate::platform::auth::{STAFF, Staff, Who};
use crate::platform::db::Conn;
use crate::platform::error::{ApiError, ApiResult, broken_key};
use crate::platform::extract::{Json, Path, Query};
use crate::platform::idempotency::{Idempotency, Reply};
use actix_web::http::StatusCode;
use actix_web::web::Data;
use actix_web::{HttpResponse, delete, get, post, put};
use contract::texts::{ChangeTextTemplate, NewTextTemplate, TextTemplate, TextTemplateFilter};
use contract::{OrgUnitId, TextTemplateId};
use uuid::Uuid;

/// The standard texts of a node and of the nodes above it.
///
/// Teams use them as well as the desk; they hold nothing about anybody. The nearest node's come first.
#[utoipa::path(tag = "texts", params(TextTemplateFilter), responses((status = 200, body = Vec<TextTemplate>, description = "All of them")))]
#[get("/text-templates")]
pub async fn list_text_templates(
    app: Data<App>,
    _who: Who,
    Query(filter): Query<TextTemplateFilter>,
) -> ApiResult<Json<Vec<TextTemplate>>> {
    app.db
        .read(move |c| {
            let node = node(c, filter.node)?;
            Ok(Json(queries::list(c, &node.path, filter.purpose)?))
        })
        .await
}

fn node(c: &mut Conn, id: OrgUnitId) -> ApiResult<contract::org::OrgRef> {
    org::org_refs(c, &[id])?.pop().ok_or_else(|| ApiError::not_found("node"))
}

fn may_write(who: &Who, path: &str) -> ApiResult<()> {
    if who.holds_at(STAFF, path) { Ok(()) } else { Err(ApiError::forbidden("a node's texts are kept by its own staff, or by those above")) }
}

/// A title is there once for each node and purpose.
fn unique(error: diesel::result::Error) -> ApiError {
    match broken_key(error) {
        Ok(key) if key == "uq_text_templates_node_id_purpose_title" => {
            ApiError::field("/title", "unique", "there is a text with this title")
        }
        Ok(key) => ApiError::internal(format!("unexpected constraint {key}")),
        Err(error) => error,
    }
}

/// Keep a standard text.
#[utoipa::path(tag = "texts", request_body = NewTextTemplate, responses((status = 201, body = TextTemplate, description = "The text")))]
#[post("/text-templates")]
pub async fn create_text_template(app: Data<App>, who: Staff, key: Idempotency, Json(ask): Json<NewTextTemplate>) -> ApiResult<Reply> {
    let (now, who) = (app.clock.now(), who.0);
    app.db
        .write(move |tx| {
            key.run(tx, &who.key_scope(), now, &ask, StatusCode::CREATED, |tx| {
                let node = node(tx, ask.node_id)?;
                may_write(&who, &node.path)?;
                let row = TextRow {
                    id: TextTemplateId(Uuid::now_v7()),
                    node_id: node.id,
                    purpose: ask.purpose,
                    title: ask.title.trim().to_owned(),
                    text: ask.text.trim().to_owned(),
                    version: 1,
                    created_at: now,
                    updated_at: now,
                };
                queries::insert(tx, &row).map_err(unique)?;
                let subject = format!("text_template/{}", row.id);
                audit::record(
                    tx,
                    &who.origin,
                    now,
                    &Change { action: "text_template.created", subject, before: None::<&TextRow>, after: Some(&row) },
                )?;
                Ok(queries::show(row, node.name))
            })
        })
        .await
}

/// Change a standard text.
#[utoipa::path(tag = "texts", params(("id" = TextTemplateId, Path)), request_body = ChangeTextTemplate, responses(
    (status = 200, body = TextTemplate, description = "The text, changed"),
    (status = 409, description = "`stale_version`")
))]
#[put("/text-templates/{id}")]
pub async fn change_text_template(
    app: Data<App>,
    who: Staff,
    Path(id): Path<TextTemplateId>,
    Json(ask): Json<ChangeTextTemplate>,
) -> ApiResult<Json<TextTemplate>> {
    let (now, who) = (app.clock.now(), who.0);
    app.db
        .write(move |tx| {
            let gone = || ApiError::not_found("text");
            let (row, name, path) = queries::find(tx, id)?.ok_or_else(gone)?;
            may_write(&who, &path)?;
            let changed = row.version == ask.expected_version
                && queries::update(tx, &row, ask.title.trim(), ask.text.trim(), now).map_err(unique)? == 1;
            if !changed {
                return Err(ApiError::stale("kept", row.version));
            }
            let (after, _, _) = queries::find(tx, id)?.ok_or_else(gone)?;
            let subject = format!("text_template/{id}");
            let change = Change { action: "text_template.changed", subject, before: Some(&row), after: Some(&after) };
            audit::record(tx, &who.origin, now, &change)?;
            Ok(Json(queries::show(after, name)))
        })
        .await
}

/// Throw a standard text away.
///
/// What was written with it stays.
#[utoipa::path(tag = "texts", params(("id" = TextTemplateId, Path)), responses((status = 204, description = "It is gone")))]
#[delete("/text-templates/{id}")]
pub async fn delete_text_template(app: Data<App>, who: Staff, Path(id): Path<TextTemplateId>) -> ApiResult<HttpResponse> {
    let (now, who) = (app.clock.now(), who.0);
    app.db
        .write(move |tx| {
            let (row, _, path) = queries::find(tx, id)?.ok_or_else(|| ApiError::not_found("text"))?;
            may_write(&who, &path)?;
            queries::delete(tx, id)?;
            let subject = format!("text_template/{id}");
            audit::record(
                tx,
                &who.origin,
                now,
                &Change { action: "text_template.deleted", subject, before: Some(&row), after: None::<&TextRow> },
            )
        })
        .await?;
    Ok(HttpResponse::NoContent().finish())
}

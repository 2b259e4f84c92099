//! What was done to a node, for those who work with it.

use super::queries;
use crate::app::App;
use crate::platform::auth::Staff;
use crate::platform::error::{ApiError, ApiResult};
use crate::platform::extract::{Json, Path};
use actix_web::get;
use actix_web::web::Data;
use contract::OrgUnitId;
use contract::org::{OrgHistory, PersonRef};

/// What was done to a node.
///
/// Newest first, 500 at most. Staff only.
#[utoipa::path(tag = "org", params(("id" = OrgUnitId, Path)), responses((status = 200, body = OrgHistory, description = "Its history")))]
#[get("/org-units/{id}/history")]
pub async fn get_org_unit_history(app: Data<App>, _who: Staff, Path(id): Path<OrgUnitId>) -> ApiResult<Json<OrgHistory>> {
    app.db
        .read(move |c| {
            queries::node(c, id)?.ok_or_else(|| ApiError::not_found("node"))?;
            let rows = queries::changes(c, id)?;
            let others = crate::org::org_refs(c, &rows.iter().filter_map(|(r, _)| r.other_id).collect::<Vec<_>>())?;
            let items = rows.into_iter().map(|(row, name)| {
                let (before, after) = (row.before.0, row.after.0);
                let differs = |read: fn(&queries::Standing) -> &String| {
                    let was = before.as_ref().map(read).filter(|b| *b != read(&after)).cloned();
                    let is = (before.is_none() || was.is_some()).then(|| read(&after).clone());
                    (was, is)
                };
                let (name_before, name_after) = differs(|s| &s.name);
                let (path_before, path_after) = differs(|s| &s.path);
                let (division_before, division_after) = differs(|s| &s.division_code);
                contract::org::OrgChange {
                    id: row.id,
                    action: row.action,
                    at: row.at,
                    by: PersonRef { id: row.by_id, name },
                    reason: row.reason,
                    name_before,
                    name_after,
                    path_before,
                    path_after,
                    division_before,
                    division_after,
                    other: row.other_id.and_then(|id| others.iter().find(|o| o.id == id).cloned()),
                }
            });
            Ok(Json(OrgHistory { items: items.collect() }))
        })
        .await
}

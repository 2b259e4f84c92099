//! Looking at imports: the preview, the rows, the report.

use super::{known, show};
use crate::app::App;
use crate::check_ins::imports::queries::{self, FileRow};
use crate::check_ins::roster;
use crate::platform::auth::UnitLiaison;
use crate::platform::error::{ApiError, ApiResult};
use crate::platform::extract::{Json, Path, Query};
use crate::platform::paging;
use actix_web::get;
use actix_web::web::Data;
use contract::check_ins::{ImportJob, ImportRow, ImportRowFilter, ImportRowPage};
use contract::{ImportJobId, ProblemCode, UnitId};

/// Imports of a unit that are listed.
const LISTED: i64 = 50;

/// Imports of a unit, newest first; the last fifty.
#[utoipa::path(tag = "check_ins", params(("id" = UnitId, Path)), responses((status = 200, body = Vec<ImportJob>, description = "Newest first")))]
#[get("/units/{id}/imports")]
pub async fn list_imports(app: Data<App>, who: UnitLiaison, Path(id): Path<UnitId>) -> ApiResult<Json<Vec<ImportJob>>> {
    app.db
        .read(move |c| {
            roster::keeps(c, &who, id)?;
            let jobs: ApiResult<Vec<_>> = queries::jobs_of(c, id, LISTED)?.into_iter().map(|job| show(c, job)).collect();
            jobs.map(Json)
        })
        .await
}

/// An import: its preview, or its report.
#[utoipa::path(tag = "check_ins", params(("id" = ImportJobId, Path)), responses((status = 200, body = ImportJob, description = "The import")))]
#[get("/imports/{id}")]
pub async fn get_import(app: Data<App>, who: UnitLiaison, Path(id): Path<ImportJobId>) -> ApiResult<Json<ImportJob>> {
    app.db
        .read(move |c| {
            let job = known(c, &who, id)?;
            show(c, job).map(Json)
        })
        .await
}

/// The rows of a file, in its order, with what is wrong in which column.
#[utoipa::path(tag = "check_ins", params(("id" = ImportJobId, Path), ImportRowFilter), responses(
    (status = 200, body = ImportRowPage, description = "A page of rows")
))]
#[get("/imports/{id}/rows")]
pub async fn list_import_rows(
    app: Data<App>,
    who: UnitLiaison,
    Path(id): Path<ImportJobId>,
    Query(filter): Query<ImportRowFilter>,
) -> ApiResult<Json<ImportRowPage>> {
    let bad = || ApiError::new(ProblemCode::BadCursor, "the cursor was not made by this list");
    let after = filter.cursor.as_deref().map(|c| paging::decode_text('i', c)?.parse().map_err(|_| bad())).transpose()?.unwrap_or(0);
    let limit = paging::limit(filter.limit);
    app.db
        .read(move |c| {
            known(c, &who, id)?;
            let mut rows = queries::page(c, id, &filter, after, limit + 1)?;
            let next_cursor = paging::cut(&mut rows, limit, |row| paging::encode_text('i', &row.line.to_string()));
            let row = |row: FileRow| ImportRow {
                line: row.line,
                finding: row.finding,
                outcome: row.outcome,
                name: row.content.0.name,
                phone: row.content.0.phone,
                identity_tail: row.content.0.identity_tail,
                residence: row.content.0.residence,
                residence_id: row.content.0.residence_id,
                party_status: row.content.0.party_status,
                post: row.content.0.post,
                problems: row.problems.0,
            };
            Ok(Json(ImportRowPage { items: rows.into_iter().map(row).collect(), next_cursor, total: None }))
        })
        .await
}

//! A file comes in: it is read, compared with the list, and kept as a preview.

use super::{record, show};
use crate::app::App;
use crate::check_ins::imports::queries::{self, FileRow, JobRow};
use crate::check_ins::imports::rows::{self, Places};
use crate::check_ins::imports::{apply, columns, read};
use crate::check_ins::roster;
use crate::check_ins::units::MemberRow;
use crate::orders::Desk;
use crate::platform::audit::hex;
use crate::platform::auth::UnitLiaison;
use crate::platform::db::types::Json as JsonColumn;
use crate::platform::error::{ApiError, ApiResult};
use crate::platform::extract::Path;
use crate::platform::form;
use crate::platform::idempotency::{Idempotency, Reply};
use actix_multipart::Multipart;
use actix_web::http::StatusCode;
use actix_web::web::{Bytes, Data};
use actix_web::{HttpRequest, post};
use chrono::NaiveDate;
use contract::check_ins::{ImportFinding as F, ImportJob, ImportLayout, ImportOutcome as O, ImportState, NewImport};
use contract::{ImportJobId, OrgUnitId, UnitId};
use futures_util::TryStreamExt;
use serde::Serialize;
use sha2::{Digest, Sha256};
use uuid::Uuid;

const LONGEST_NAME: usize = 120;

#[derive(Serialize)]
struct Fingerprint {
    name: String,
    sha256: String,
}

async fn parts(mut form: Multipart, limit: usize) -> ApiResult<(String, Bytes)> {
    let (mut name, mut file) = (None, None);
    while let Some(mut field) = form.try_next().await.map_err(|e| form::unreadable(&e))? {
        match field.name().unwrap_or_default() {
            "file" => {
                let given = field.content_disposition().and_then(|d| d.get_filename()).map(str::to_owned);
                name = name.or(given);
                let bytes = form::collect(&mut field, limit).await?.ok_or_else(|| form::too_large(limit))?;
                if file.replace(bytes).is_some() {
                    return Err(ApiError::field("/file", "repeated", "one file a request"));
                }
            }
            "name" => {
                let bytes = form::collect(&mut field, LONGEST_NAME * 4).await?;
                name = bytes.and_then(|b| String::from_utf8(b.to_vec()).ok());
            }
            _ => return Err(ApiError::field("", "unknown", "the form has the fields `file` and `name`")),
        }
    }
    let file = file.ok_or_else(|| ApiError::field("/file", "required", "this field is required"))?;
    // Only ever shown; a path in it means nothing here.
    let name = name.unwrap_or_default();
    let name = name.rsplit(['/', '\\']).next().unwrap_or_default().chars().filter(|c| !c.is_control()).take(LONGEST_NAME).collect();
    Ok((name, file))
}

/// Send a list of members as a file.
///
/// XLSX, or CSV in UTF-8 or GBK, told by the content. The line with the headers is looked for (姓名 and 手机号 at least, in the usual
/// ways of writing them); nothing is taken over yet: the answer says how many rows are new, changed, known, twice or wrong.
#[utoipa::path(tag = "check_ins", params(("id" = UnitId, Path)),
    request_body(content = NewImport, content_type = "multipart/form-data"), responses(
    (status = 201, body = ImportJob, description = "The preview"),
    (status = 422, description = "A file that cannot be read, or names no columns")
))]
#[post("/units/{id}/imports")]
pub async fn import_members(
    app: Data<App>,
    req: HttpRequest,
    who: UnitLiaison,
    key: Idempotency,
    Path(id): Path<UnitId>,
    form: Multipart,
) -> ApiResult<Reply> {
    let asking = who.0.clone();
    // Strangers are sent away before anything is read.
    let (list, places) = app
        .db
        .read(move |c| {
            roster::keeps(c, &asking, id)?;
            ApiResult::Ok((queries::whole_list(c, id)?, queries::communities(c)?))
        })
        .await?;
    let limit = app.config.imports.max_bytes;
    form::announced(&req, limit)?;
    let (name, file) = parts(form, limit).await?;
    let ask = Fingerprint { name: name.clone(), sha256: hex(&Sha256::digest(&file)) };
    let (desk, shared) = (Desk::of(&app, &who), Data::clone(&app));
    let today = desk.today();
    // Unpacking and parsing take their time: off the threads that answer.
    let read = actix_web::web::block(move || understood(&shared, &file, places, &list, today)).await;
    let (layout, found) = read.map_err(ApiError::internal)??;
    let job = JobRow {
        id: ImportJobId(Uuid::now_v7()),
        unit_id: id,
        created_by: who.person,
        file_name: name,
        sha256: ask.sha256.clone(),
        state: ImportState::Preview,
        layout: JsonColumn(layout),
        version: 1,
        created_at: desk.now,
        updated_at: desk.now,
        is_emptied: false,
    };
    let rows: Vec<FileRow> = found.into_iter().map(|row| stored(job.id, row)).collect();
    app.db
        .write(move |tx| {
            key.run(tx, &who.key_scope(), desk.now, &ask, StatusCode::CREATED, |tx| {
                roster::keeps(tx, &who, id)?;
                queries::insert_job(tx, &job)?;
                queries::insert_rows(tx, &rows)?;
                record(tx, &desk, "import.read", &job)?;
                show(tx, job)
            })
        })
        .await
}

/// The rows of a file, compared with the list.
fn understood(
    app: &App,
    file: &[u8],
    places: Vec<(OrgUnitId, String)>,
    list: &[MemberRow],
    today: NaiveDate,
) -> ApiResult<(ImportLayout, Vec<rows::Understood>)> {
    let rules = &app.config.imports;
    let book = read::read(file, rules.max_rows, rules.max_bytes)?;
    let table = columns::find(&book)?;
    let mut found = rows::understand(&table, &Places::new(places), &app.tokens, today);
    if found.is_empty() {
        return Err(ApiError::field("/file", "required", "there is no member below the headers"));
    }
    if found.len() > rules.max_rows {
        return Err(ApiError::field("/file", "range", format!("at most {} rows: send the list in parts", rules.max_rows)));
    }
    apply::compare(&mut found, list);
    Ok((table.layout, found))
}

fn stored(job_id: ImportJobId, row: rows::Understood) -> FileRow {
    let outcome = if matches!(row.finding, F::Wrong | F::Duplicate) { O::Skipped } else { O::Pending };
    FileRow {
        job_id,
        line: i32::try_from(row.line).unwrap_or(i32::MAX),
        finding: row.finding,
        content: JsonColumn(row.content),
        problems: JsonColumn(row.problems),
        outcome,
    }
}

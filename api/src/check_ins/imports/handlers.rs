//! The operations: a file comes in, is looked at, is taken over or thrown away.

use super::queries::{self, FileRow, JobRow};
use super::rows::{self, Places};
use super::{apply, columns, read};
use crate::app::App;
use crate::check_ins::roster;
use crate::orders::Desk;
use crate::platform::audit::{self, hex};
use crate::platform::auth::{UnitLiaison, Who};
use crate::platform::db::Conn;
use crate::platform::db::types::Json as JsonColumn;
use crate::platform::error::{ApiError, ApiResult};
use crate::platform::extract::{Json, Path, Query};
use crate::platform::form;
use crate::platform::idempotency::{Idempotency, Reply};
use crate::platform::paging;
use actix_multipart::Multipart;
use actix_web::http::StatusCode;
use actix_web::web::{Bytes, Data};
use actix_web::{HttpRequest, delete, get, post};
use contract::check_ins::{
    ImportCounts, ImportFinding as F, ImportJob, ImportOutcome as O, ImportRow, ImportRowFilter, ImportRowPage, ImportState, NewImport,
};
use contract::orders::Step;
use contract::{ImportJobId, ProblemCode, UnitId};
use futures_util::TryStreamExt;
use serde::Serialize;
use sha2::{Digest, Sha256};
use uuid::Uuid;

const LONGEST_NAME: usize = 120;
/// Imports of a unit that are listed.
const LISTED: i64 = 50;

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
/// XLSX, XLS, or CSV in UTF-8 or GBK, told by the content. The line with the headers is looked for (姓名 and 手机号 at least, in the usual
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
    let rules = app.config.imports.clone();
    form::announced(&req, rules.max_bytes)?;
    let (name, file) = parts(form, rules.max_bytes).await?;
    let ask = Fingerprint { name: name.clone(), sha256: hex(&Sha256::digest(&file)) };
    let (desk, shared) = (Desk::of(&app, &who), Data::clone(&app));
    let today = desk.today();
    // Unpacking and parsing take their time: off the threads that answer.
    let read = actix_web::web::block(move || {
        let book = read::read(&file, rules.max_rows, rules.max_bytes)?;
        let table = columns::find(&book)?;
        let mut found = rows::understand(&table, &Places::new(places), &shared.tokens, today);
        if found.is_empty() {
            return Err(ApiError::field("/file", "required", "there is no member below the headers"));
        }
        if found.len() > rules.max_rows {
            return Err(ApiError::field("/file", "range", format!("at most {} rows: send the list in parts", rules.max_rows)));
        }
        apply::compare(&mut found, &list);
        Ok((table.layout, found))
    });
    let (layout, found) = read.await.map_err(ApiError::internal)??;
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

fn record(tx: &mut Conn, desk: &Desk, action: &str, job: &JobRow) -> ApiResult<()> {
    let subject = format!("import/{}", job.id);
    audit::record(tx, &desk.origin, desk.now, &audit::Change { action, subject, before: None::<&JobRow>, after: Some(job) })
}

fn show(c: &mut Conn, job: JobRow) -> ApiResult<ImportJob> {
    let mut counts = ImportCounts::default();
    for (finding, outcome, n) in queries::counts(c, job.id)? {
        counts.rows += n;
        *match finding {
            F::New => &mut counts.new,
            F::Changed => &mut counts.changed,
            F::Known => &mut counts.known,
            F::Duplicate => &mut counts.duplicate,
            F::Wrong => &mut counts.wrong,
        } += n;
        match outcome {
            O::Pending => counts.pending += n,
            O::Added => counts.added += n,
            O::Changed => counts.updated += n,
            O::Unchanged => counts.unchanged += n,
            O::Refused => counts.refused += n,
            O::Skipped => {}
        }
    }
    Ok(ImportJob {
        id: job.id,
        unit_id: job.unit_id,
        file_name: job.file_name,
        state: job.state,
        version: job.version,
        layout: job.layout.0,
        counts,
        created_at: job.created_at,
        updated_at: job.updated_at,
    })
}

/// The import, for those who keep the list of its unit.
fn known(c: &mut Conn, who: &Who, id: ImportJobId) -> ApiResult<JobRow> {
    let job = queries::job(c, id)?.ok_or_else(|| ApiError::not_found("import"))?;
    roster::keeps(c, who, job.unit_id).map_err(|_| ApiError::not_found("import"))?;
    Ok(job)
}

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

/// Take a file over.
///
/// What is new is added, what says something else is changed; rows that are wrong or twice are left out, and nobody is taken off the list.
/// It is done in parts: whoever is stopped half way confirms again and goes on. Confirmed twice, it is done once.
#[utoipa::path(tag = "check_ins", params(("id" = ImportJobId, Path)), request_body = Step, responses(
    (status = 200, body = ImportJob, description = "The report"),
    (status = 409, description = "`stale_version`, `step_refused`")
))]
#[post("/imports/{id}/confirmation")]
pub async fn confirm_import(
    app: Data<App>,
    who: UnitLiaison,
    key: Idempotency,
    Path(id): Path<ImportJobId>,
    Json(ask): Json<Step>,
) -> ApiResult<Reply> {
    let desk = Desk::of(&app, &who);
    let (begins, asking, version) = (desk.clone(), who.0.clone(), ask.expected_version);
    app.db.write(move |tx| begin(tx, &begins, &asking, id, version)).await?;
    loop {
        let works = desk.clone();
        if app.db.write(move |tx| apply::chunk(tx, &works, id, apply::CHUNK)).await? == 0 {
            break;
        }
    }
    let reply = app
        .db
        .write(move |tx| {
            key.run(tx, &who.key_scope(), desk.now, &ask, StatusCode::OK, |tx| {
                let job = queries::lock_job(tx, id)?.ok_or_else(|| ApiError::not_found("import"))?;
                let job = if job.state == ImportState::Applying { finish(tx, &desk, job)? } else { job };
                show(tx, job)
            })
        })
        .await?;
    app.principals.forget_all();
    app.outbox_bell.notify_one();
    Ok(reply)
}

fn begin(tx: &mut Conn, desk: &Desk, who: &Who, id: ImportJobId, version: i32) -> ApiResult<()> {
    queries::lock_job(tx, id)?;
    let job = known(tx, who, id)?;
    match job.state {
        ImportState::Applying | ImportState::Applied => Ok(()),
        ImportState::Discarded => Err(ApiError::refused("an import", job.state.as_str(), "confirm")),
        ImportState::Preview if job.version != version => Err(ApiError::stale(job.state.as_str(), job.version)),
        ImportState::Preview => {
            let stale = || ApiError::stale(job.state.as_str(), job.version + 1);
            let job = queries::set_state(tx, &job, ImportState::Applying, desk.now)?.ok_or_else(stale)?;
            record(tx, desk, "import.confirmed", &job)
        }
    }
}

fn finish(tx: &mut Conn, desk: &Desk, job: JobRow) -> ApiResult<JobRow> {
    let stale = || ApiError::stale(job.state.as_str(), job.version + 1);
    let after = queries::set_state(tx, &job, ImportState::Applied, desk.now)?.ok_or_else(stale)?;
    record(tx, desk, "import.finished", &after)?;
    Ok(after)
}

/// Throw a file away that was not taken over.
#[utoipa::path(tag = "check_ins", params(("id" = ImportJobId, Path)), responses(
    (status = 200, body = ImportJob, description = "Thrown away, its rows with it"),
    (status = 409, description = "`step_refused`")
))]
#[delete("/imports/{id}")]
pub async fn discard_import(app: Data<App>, who: UnitLiaison, Path(id): Path<ImportJobId>) -> ApiResult<Json<ImportJob>> {
    let desk = Desk::of(&app, &who);
    app.db
        .write(move |tx| {
            queries::lock_job(tx, id)?;
            let job = known(tx, &who, id)?;
            if !matches!(job.state, ImportState::Preview | ImportState::Discarded) {
                return Err(ApiError::refused("an import", job.state.as_str(), "discard"));
            }
            queries::delete_rows(tx, id)?;
            let stale = || ApiError::stale(job.state.as_str(), job.version + 1);
            let after = queries::set_state(tx, &job, ImportState::Discarded, desk.now)?.ok_or_else(stale)?;
            record(tx, &desk, "import.discarded", &after)?;
            show(tx, after).map(Json)
        })
        .await
}

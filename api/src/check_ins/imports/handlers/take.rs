//! Taking a file over, or throwing it away.

use super::{known, record, show};
use crate::app::App;
use crate::check_ins::imports::apply;
use crate::check_ins::imports::queries::{self, JobRow};
use crate::orders::Desk;
use crate::platform::auth::{UnitLiaison, Who};
use crate::platform::db::Conn;
use crate::platform::error::{ApiError, ApiResult};
use crate::platform::extract::{Json, Path};
use crate::platform::idempotency::{Idempotency, Reply};
use actix_web::http::StatusCode;
use actix_web::web::Data;
use actix_web::{delete, post};
use contract::ImportJobId;
use contract::check_ins::{ImportJob, ImportState};
use contract::orders::Step;

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
    // Taking over a long list takes its time.
    let desk = Desk::of(&app, &who);
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

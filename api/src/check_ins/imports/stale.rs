//! Imports that are over keep what became of each row and nothing about persons; what nobody took over is thrown away.

use super::queries::{self, JobRow};
use crate::app::App;
use crate::orders::Desk;
use crate::platform::db::Conn;
use crate::platform::error::ApiResult;
use chrono::TimeDelta;
use contract::check_ins::ImportState;

const BATCH: i64 = 20;

/// Looks once; how many were emptied.
pub async fn forget(app: &App, desk: &Desk) -> ApiResult<usize> {
    let before = desk.now - TimeDelta::days(app.config.imports.keep_days);
    let jobs = app.db.read(move |c| ApiResult::Ok(queries::untouched_since(c, before, BATCH)?)).await?;
    let count = jobs.len();
    for job in jobs {
        let desk = desk.clone();
        app.db.write(move |tx| empty(tx, &desk, &job)).await?;
    }
    Ok(count)
}

fn empty(tx: &mut Conn, desk: &Desk, job: &JobRow) -> ApiResult<()> {
    // Somebody may be taking it over just now.
    if queries::lock_job(tx, job.id)?.is_none_or(|now| now.version != job.version) {
        return Ok(());
    }
    if matches!(job.state, ImportState::Preview | ImportState::Applying) {
        // What was taken over of it is on the list.
        queries::delete_rows(tx, job.id)?;
        if let Some(after) = queries::set_state(tx, job, ImportState::Discarded, desk.now)? {
            super::handlers::record(tx, desk, "import.discarded", &after)?;
        }
    } else {
        queries::empty_rows(tx, job.id)?;
    }
    queries::set_emptied(tx, job.id)?;
    Ok(())
}

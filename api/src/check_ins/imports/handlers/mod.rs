//! The operations: a file comes in, is looked at, is taken over or thrown away.

pub mod look;
pub mod send;
pub mod take;

use super::queries::{self, JobRow};
use crate::check_ins::roster;
use crate::orders::Desk;
use crate::platform::audit;
use crate::platform::auth::Who;
use crate::platform::db::Conn;
use crate::platform::error::{ApiError, ApiResult};
use contract::ImportJobId;
use contract::check_ins::{ImportCounts, ImportFinding as F, ImportJob, ImportOutcome as O};

pub fn record(tx: &mut Conn, desk: &Desk, action: &str, job: &JobRow) -> ApiResult<()> {
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

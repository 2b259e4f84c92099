//! Taking over what a file holds: some hundred rows a transaction, each row marked with what became of it, so that whoever is stopped
//! half way goes on where it ended.

use super::queries::{self, FileRow, JobRow};
use super::rows::{Content, says_the_same};
use crate::check_ins::roster;
use crate::check_ins::units::MemberRow;
use crate::orders::Desk;
use crate::platform::db::Conn;
use crate::platform::error::{ApiError, ApiResult};
use contract::check_ins::{ImportFinding as F, ImportOutcome as O, ImportState, PartyStatus};
use contract::{FieldProblem, ImportJobId, ProblemCode, UnitMemberId};
use uuid::Uuid;

/// Rows a transaction.
pub const CHUNK: i64 = 500;

/// Compares the rows with the list as it is now: what is new, what says something else.
pub fn compare(rows: &mut [super::rows::Understood], list: &[MemberRow]) {
    use std::collections::HashMap;
    let by_phone: HashMap<&str, &MemberRow> = list.iter().map(|m| (m.phone.as_str(), m)).collect();
    let by_identity: HashMap<&str, &MemberRow> = list.iter().filter_map(|m| Some((m.identity_hash.as_deref()?, m))).collect();
    for row in rows.iter_mut().filter(|r| r.finding == F::New) {
        let hash = row.content.identity_hash.as_deref();
        let listed = by_phone.get(row.content.phone.as_str()).or_else(|| hash.and_then(|h| by_identity.get(h)));
        row.finding = match listed {
            None => F::New,
            Some(listed) if says_the_same(listed, &row.content) => F::Known,
            Some(_) => F::Changed,
        };
    }
}

/// Takes the next rows over; how many there were. 0 when nothing is left, or another process is at it and has ended it.
pub fn chunk(tx: &mut Conn, desk: &Desk, id: ImportJobId, limit: i64) -> ApiResult<usize> {
    let job = queries::lock_job(tx, id)?.ok_or_else(|| ApiError::not_found("import"))?;
    if job.state != ImportState::Applying {
        return Ok(0);
    }
    let rows = queries::pending(tx, id, limit)?;
    for row in &rows {
        let (outcome, problem) = one(tx, desk, &job, row)?;
        let mut problems = row.problems.0.clone();
        problems.extend(problem);
        queries::set_outcome(tx, row, outcome, problems)?;
    }
    Ok(rows.len())
}

fn one(tx: &mut Conn, desk: &Desk, job: &JobRow, row: &FileRow) -> ApiResult<(O, Option<FieldProblem>)> {
    let content = &row.content.0;
    let mut listed = queries::listed_by_phone(tx, job.unit_id, &content.phone)?;
    if let (None, Some(hash)) = (&listed, &content.identity_hash) {
        listed = queries::listed_by_identity(tx, job.unit_id, hash)?;
    }
    let done = match &listed {
        Some(listed) if says_the_same(listed, content) => return Ok((O::Unchanged, None)),
        Some(listed) => roster::store(tx, desk, Some(listed), &merged(listed, content, desk)).map(|_| O::Changed),
        None => roster::store(tx, desk, None, &fresh(job, content, desk)).map(|_| O::Added),
    };
    match done {
        Ok(outcome) => Ok((outcome, None)),
        Err(error) if error.code() == ProblemCode::InvalidFields => {
            let problem = error.problem(None).errors.into_iter().next();
            Ok((O::Refused, problem.map(|p| FieldProblem::new(p.pointer.trim_start_matches('/'), &p.code, &p.detail))))
        }
        Err(error) => Err(error),
    }
}

fn fresh(job: &JobRow, content: &Content, desk: &Desk) -> MemberRow {
    MemberRow {
        id: UnitMemberId(Uuid::now_v7()),
        unit_id: job.unit_id,
        name: content.name.clone(),
        phone: content.phone.clone(),
        identity_hash: content.identity_hash.clone(),
        identity_tail: content.identity_tail.clone(),
        residence_id: content.residence_id,
        party_status: content.party_status.unwrap_or(PartyStatus::InService),
        post: content.post.clone(),
        listed_at: desk.now,
        left_at: None,
        left_reason: String::new(),
        version: 1,
        updated_at: desk.now,
    }
}

/// What the line leaves out stays as the list has it.
fn merged(listed: &MemberRow, content: &Content, desk: &Desk) -> MemberRow {
    let mut after = listed.clone();
    after.name.clone_from(&content.name);
    after.phone.clone_from(&content.phone);
    if content.identity_hash.is_some() {
        after.identity_hash.clone_from(&content.identity_hash);
        after.identity_tail.clone_from(&content.identity_tail);
    }
    after.residence_id = content.residence_id.or(after.residence_id);
    after.party_status = content.party_status.unwrap_or(after.party_status);
    if !content.post.is_empty() {
        after.post.clone_from(&content.post);
    }
    after.updated_at = desk.now;
    after
}

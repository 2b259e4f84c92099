//! One function, one statement: imports and their rows.

use super::rows::Content;
use crate::check_ins::units::MemberRow;
use crate::platform::db::types::Json as JsonColumn;
use crate::platform::db::{Conn, MultiBackend};
use crate::schema::{import_jobs, import_rows, org_units, unit_members};
use chrono::{DateTime, Utc};
use contract::check_ins::{ImportFinding, ImportLayout, ImportOutcome, ImportRowFilter, ImportState};
use contract::org::OrgLevel;
use contract::{FieldProblem, ImportJobId, OrgUnitId, PersonId, UnitId};
use diesel::dsl::count_star;
use diesel::prelude::*;

/// An import as it is stored.
#[derive(Queryable, Selectable, Insertable, Clone, Debug, serde::Serialize)]
#[diesel(table_name = import_jobs, treat_none_as_default_value = false)]
pub struct JobRow {
    pub id: ImportJobId,
    pub unit_id: UnitId,
    pub created_by: PersonId,
    pub file_name: String,
    pub sha256: String,
    pub state: ImportState,
    pub layout: JsonColumn<ImportLayout>,
    pub version: i32,
    pub created_at: DateTime<Utc>,
    pub updated_at: DateTime<Utc>,
    pub is_emptied: bool,
}

/// A row of a file as it is stored.
#[derive(Queryable, Selectable, Insertable, Clone, Debug)]
#[diesel(table_name = import_rows, treat_none_as_default_value = false)]
pub struct FileRow {
    pub job_id: ImportJobId,
    pub line: i32,
    pub finding: ImportFinding,
    pub content: JsonColumn<Content>,
    pub problems: JsonColumn<Vec<FieldProblem>>,
    pub outcome: ImportOutcome,
}

pub fn insert_job(tx: &mut Conn, row: &JobRow) -> QueryResult<usize> {
    diesel::insert_into(import_jobs::table).values(row).execute(tx)
}

/// Many rows a statement.
pub fn insert_rows(tx: &mut Conn, rows: &[FileRow]) -> QueryResult<()> {
    for chunk in rows.chunks(500) {
        let insert = |tx: &mut Conn| -> QueryResult<usize> {
            crate::on_backend!(tx, |c| diesel::insert_into(import_rows::table).values(chunk).execute(c))
        };
        insert(tx)?;
    }
    Ok(())
}

pub fn job(c: &mut Conn, id: ImportJobId) -> QueryResult<Option<JobRow>> {
    import_jobs::table.find(id).select(JobRow::as_select()).first(c).optional()
}

/// The import, and nobody else takes it over until the transaction ends.
pub fn lock_job(tx: &mut Conn, id: ImportJobId) -> QueryResult<Option<JobRow>> {
    if let Conn::Pg(p) = tx {
        import_jobs::table.find(id).select(import_jobs::id).for_update().first::<ImportJobId>(p).optional()?;
    }
    job(tx, id)
}

pub fn set_state(tx: &mut Conn, row: &JobRow, state: ImportState, now: DateTime<Utc>) -> QueryResult<Option<JobRow>> {
    use import_jobs as j;
    diesel::update(j::table.filter(j::id.eq(row.id)).filter(j::version.eq(row.version)))
        .set((j::state.eq(state), j::version.eq(row.version + 1), j::updated_at.eq(now)))
        .returning(<JobRow as Selectable<MultiBackend>>::construct_selection())
        .get_result(tx)
        .optional()
}

/// What is not taken over is not kept.
pub fn delete_rows(tx: &mut Conn, id: ImportJobId) -> QueryResult<usize> {
    diesel::delete(import_rows::table.filter(import_rows::job_id.eq(id))).execute(tx)
}

/// Imports that nobody has touched since, and that still say something about persons.
pub fn untouched_since(c: &mut Conn, before: DateTime<Utc>, limit: i64) -> QueryResult<Vec<JobRow>> {
    import_jobs::table
        .filter(import_jobs::updated_at.lt(before))
        .filter(import_jobs::is_emptied.eq(false))
        .order((import_jobs::updated_at, import_jobs::id))
        .limit(limit)
        .select(JobRow::as_select())
        .load(c)
}

/// What the rows say about persons goes; what became of them stays.
pub fn empty_rows(tx: &mut Conn, id: ImportJobId) -> QueryResult<usize> {
    diesel::update(import_rows::table.filter(import_rows::job_id.eq(id)))
        .set((import_rows::content.eq(JsonColumn(Content::default())), import_rows::problems.eq(JsonColumn(Vec::<FieldProblem>::new()))))
        .execute(tx)
}

pub fn set_emptied(tx: &mut Conn, id: ImportJobId) -> QueryResult<usize> {
    diesel::update(import_jobs::table.find(id)).set(import_jobs::is_emptied.eq(true)).execute(tx)
}

/// How many rows are what.
pub fn counts(c: &mut Conn, id: ImportJobId) -> QueryResult<Vec<(ImportFinding, ImportOutcome, i64)>> {
    import_rows::table
        .filter(import_rows::job_id.eq(id))
        .group_by((import_rows::finding, import_rows::outcome))
        .select((import_rows::finding, import_rows::outcome, count_star()))
        .load(c)
}

/// The next rows that are still to be taken over, in the order of the file.
pub fn pending(c: &mut Conn, id: ImportJobId, limit: i64) -> QueryResult<Vec<FileRow>> {
    import_rows::table
        .filter(import_rows::job_id.eq(id))
        .filter(import_rows::outcome.eq(ImportOutcome::Pending))
        .order(import_rows::line)
        .limit(limit)
        .select(FileRow::as_select())
        .load(c)
}

pub fn set_outcome(tx: &mut Conn, row: &FileRow, outcome: ImportOutcome, problems: Vec<FieldProblem>) -> QueryResult<usize> {
    diesel::update(import_rows::table.find((row.job_id, row.line)))
        .set((import_rows::outcome.eq(outcome), import_rows::problems.eq(JsonColumn(problems))))
        .execute(tx)
}

/// Rows in the order of the file, after a line.
pub fn page(c: &mut Conn, id: ImportJobId, filter: &ImportRowFilter, after: i32, limit: i64) -> QueryResult<Vec<FileRow>> {
    let mut query = import_rows::table
        .filter(import_rows::job_id.eq(id))
        .filter(import_rows::line.gt(after))
        .order(import_rows::line)
        .limit(limit)
        .select(FileRow::as_select())
        .into_boxed::<MultiBackend>();
    if let Some(finding) = filter.finding {
        query = query.filter(import_rows::finding.eq(finding));
    }
    if let Some(outcome) = filter.outcome {
        query = query.filter(import_rows::outcome.eq(outcome));
    }
    query.load(c)
}

/// Imports of a unit, newest first.
pub fn jobs_of(c: &mut Conn, unit: UnitId, limit: i64) -> QueryResult<Vec<JobRow>> {
    import_jobs::table
        .filter(import_jobs::unit_id.eq(unit))
        .order((import_jobs::created_at.desc(), import_jobs::id.desc()))
        .limit(limit)
        .select(JobRow::as_select())
        .load(c)
}

/// Everybody on a unit's list now.
pub fn whole_list(c: &mut Conn, unit: UnitId) -> QueryResult<Vec<MemberRow>> {
    unit_members::table
        .filter(unit_members::unit_id.eq(unit))
        .filter(unit_members::left_at.is_null())
        .select(MemberRow::as_select())
        .load(c)
}

/// Somebody on a unit's list by the number.
pub fn listed_by_phone(c: &mut Conn, unit: UnitId, phone: &str) -> QueryResult<Option<MemberRow>> {
    unit_members::table
        .filter(unit_members::unit_id.eq(unit))
        .filter(unit_members::phone.eq(phone))
        .filter(unit_members::left_at.is_null())
        .select(MemberRow::as_select())
        .first(c)
        .optional()
}

/// Somebody on a unit's list by the identity number.
pub fn listed_by_identity(c: &mut Conn, unit: UnitId, hash: &str) -> QueryResult<Option<MemberRow>> {
    unit_members::table
        .filter(unit_members::unit_id.eq(unit))
        .filter(unit_members::identity_hash.eq(hash))
        .filter(unit_members::left_at.is_null())
        .select(MemberRow::as_select())
        .first(c)
        .optional()
}

/// Every community with its name, by path.
pub fn communities(c: &mut Conn) -> QueryResult<Vec<(OrgUnitId, String)>> {
    org_units::table
        .filter(org_units::level.eq(OrgLevel::CommunityPartyCommittee))
        .order(org_units::path)
        .select((org_units::id, org_units::name))
        .load(c)
}

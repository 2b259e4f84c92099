//! One function, one statement. There is no update and no delete here, and the database would refuse them.

use crate::platform::db::types::Json;
use crate::platform::db::{Conn, MultiBackend};
use crate::platform::paging::Key;
use crate::platform::scope::path_end;
use crate::schema::{memberships, order_events, service_certificates as certificates, service_logs as logs};
use chrono::{DateTime, NaiveDate, Utc};
use contract::check_ins::PostCategory;
use contract::orders::OrderAction;
use contract::records::{CertificateContent, EvidenceGrade, LogSource};
use contract::{OrderId, OrgUnitId, PersonId, RowId, ServiceLogId, UnitId};
use diesel::prelude::*;

/// A row of the ledger.
#[derive(Queryable, Selectable, Insertable, Clone, Debug, serde::Serialize)]
#[diesel(table_name = logs, treat_none_as_default_value = false)]
pub struct LogRow {
    pub id: ServiceLogId,
    pub person_id: PersonId,
    pub community_id: OrgUnitId,
    pub area: String,
    pub unit_id: Option<UnitId>,
    pub source: LogSource,
    /// Of a claim, an order, a place in an activity or another row.
    pub source_id: RowId,
    pub category: Option<PostCategory>,
    pub title: String,
    pub minutes: i32,
    pub evidence: EvidenceGrade,
    pub confirmers: Json<Vec<PersonId>>,
    pub is_off_hours: bool,
    pub occurred_at: DateTime<Utc>,
    pub year: i32,
    pub reason: String,
    pub written_by: Option<PersonId>,
    pub written_at: DateTime<Utc>,
}

/// A certificate as it was issued.
#[derive(Queryable, Selectable, Insertable, Clone, Debug, serde::Serialize)]
#[diesel(table_name = certificates, treat_none_as_default_value = false)]
pub struct CertificateRow {
    pub id: RowId,
    pub number: String,
    pub person_id: PersonId,
    pub check_code: String,
    pub content: Json<CertificateContent>,
    pub issued_at: DateTime<Utc>,
}

/// What adding up needs of a row.
#[derive(Queryable, Selectable, Clone, Debug)]
#[diesel(table_name = logs)]
pub struct Entry {
    pub source: LogSource,
    pub category: Option<PostCategory>,
    pub minutes: i32,
    pub evidence: EvidenceGrade,
    pub is_off_hours: bool,
    pub year: i32,
    pub person_id: PersonId,
}

/// Which rows.
#[derive(Clone, Debug, Default)]
pub struct Wanted {
    pub person: Option<PersonId>,
    pub unit: Option<UnitId>,
    /// Below this node.
    pub path: Option<String>,
    pub community: Option<OrgUnitId>,
    pub year: Option<i32>,
    pub category: Option<PostCategory>,
    pub source: Option<LogSource>,
    pub evidence: Option<EvidenceGrade>,
    pub off_hours: Option<bool>,
    pub from: Option<DateTime<Utc>>,
    pub to: Option<DateTime<Utc>>,
}

macro_rules! narrow {
    ($query:expr, $wanted:expr) => {{
        let (mut query, wanted): (_, &Wanted) = ($query, $wanted);
        if let Some(person) = wanted.person {
            query = query.filter(logs::person_id.eq(person));
        }
        if let Some(unit) = wanted.unit {
            query = query.filter(logs::unit_id.eq(Some(unit)));
        }
        if let Some(path) = &wanted.path {
            query = query.filter(logs::area.ge(path.clone())).filter(logs::area.lt(path_end(path)));
        }
        if let Some(community) = wanted.community {
            query = query.filter(logs::community_id.eq(community));
        }
        if let Some(year) = wanted.year {
            query = query.filter(logs::year.eq(year));
        }
        if let Some(category) = wanted.category {
            query = query.filter(logs::category.eq(Some(category)));
        }
        if let Some(source) = wanted.source {
            query = query.filter(logs::source.eq(source));
        }
        if let Some(evidence) = wanted.evidence {
            query = query.filter(logs::evidence.eq(evidence));
        }
        if let Some(off_hours) = wanted.off_hours {
            query = query.filter(logs::is_off_hours.eq(off_hours));
        }
        if let Some(from) = wanted.from {
            query = query.filter(logs::occurred_at.ge(from));
        }
        if let Some(to) = wanted.to {
            query = query.filter(logs::occurred_at.lt(to));
        }
        query
    }};
}

pub fn insert(tx: &mut Conn, row: &LogRow) -> QueryResult<usize> {
    diesel::insert_into(logs::table).values(row).execute(tx)
}

pub fn find(c: &mut Conn, id: ServiceLogId) -> QueryResult<Option<LogRow>> {
    logs::table.find(id).select(LogRow::as_select()).first(c).optional()
}

/// The row that follows from something.
pub fn of_source(c: &mut Conn, source: LogSource, id: RowId) -> QueryResult<Option<LogRow>> {
    logs::table.filter(logs::source.eq(source)).filter(logs::source_id.eq(id)).select(LogRow::as_select()).first(c).optional()
}

/// Rows, latest service first.
pub fn page(c: &mut Conn, wanted: &Wanted, after: Option<&Key>, limit: i64) -> QueryResult<Vec<LogRow>> {
    let query = logs::table
        .order((logs::occurred_at.desc(), logs::id.desc()))
        .limit(limit)
        .select(LogRow::as_select())
        .into_boxed::<MultiBackend>();
    let mut query = narrow!(query, wanted);
    if let Some(key) = after {
        query = query.filter(logs::occurred_at.le(key.at).and(logs::occurred_at.lt(key.at).or(logs::id.lt(ServiceLogId(key.id)))));
    }
    query.load(c)
}

/// Everything that is added up.
pub fn entries(c: &mut Conn, wanted: &Wanted) -> QueryResult<Vec<Entry>> {
    let query = logs::table.select(Entry::as_select()).into_boxed::<MultiBackend>();
    narrow!(query, wanted).load(c)
}

/// The unit on whose list somebody stands that day.
pub fn unit_on(c: &mut Conn, person: PersonId, day: NaiveDate) -> QueryResult<Option<UnitId>> {
    memberships::table
        .filter(memberships::person_id.eq(person))
        .filter(memberships::valid_from.le(day))
        .filter(memberships::valid_to.is_null().or(memberships::valid_to.ge(day)))
        .order(memberships::unit_id)
        .select(memberships::unit_id)
        .first(c)
        .optional()
}

/// When something was done with a round of an order.
pub fn event_at(c: &mut Conn, order: OrderId, round: i32, actions: &[OrderAction]) -> QueryResult<Option<DateTime<Utc>>> {
    order_events::table
        .filter(order_events::order_id.eq(order))
        .filter(order_events::round.eq(round))
        .filter(order_events::action.eq_any(actions.to_vec()))
        .order(order_events::sequence.desc())
        .select(order_events::at)
        .first(c)
        .optional()
}

pub fn insert_certificate(tx: &mut Conn, row: &CertificateRow) -> QueryResult<usize> {
    diesel::insert_into(certificates::table).values(row).execute(tx)
}

pub fn certificate(c: &mut Conn, number: &str) -> QueryResult<Option<CertificateRow>> {
    certificates::table.filter(certificates::number.eq(number)).select(CertificateRow::as_select()).first(c).optional()
}

/// Certificates of a person, newest first.
pub fn certificates_of(c: &mut Conn, person: PersonId, after: Option<&Key>, limit: i64) -> QueryResult<Vec<CertificateRow>> {
    let mut query = certificates::table
        .filter(certificates::person_id.eq(person))
        .order((certificates::issued_at.desc(), certificates::id.desc()))
        .limit(limit)
        .select(CertificateRow::as_select())
        .into_boxed::<MultiBackend>();
    if let Some(key) = after {
        let before = certificates::issued_at.lt(key.at).or(certificates::id.lt(RowId(key.id)));
        query = query.filter(certificates::issued_at.le(key.at).and(before));
    }
    query.load(c)
}

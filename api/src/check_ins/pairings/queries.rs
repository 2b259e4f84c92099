//! One function, one statement: pairings, their lists, promises, adjunct members.

use crate::in_areas;
use crate::platform::db::{Conn, MultiBackend};
use crate::platform::scope::Area;
use crate::schema::{commitments, org_units, pairing_items, pairings, units};
use chrono::{DateTime, NaiveDate, Utc};
use contract::check_ins::{Commitment, CommitmentOutcome, PairingFilter, PairingItem, PairingItemKind, UnitRef};
use contract::{CommitmentId, OrgUnitId, PairingId, PairingItemId, PersonId, UnitId};
use diesel::prelude::*;

/// A pairing with the names that go with it.
#[derive(Queryable, Clone, Debug, serde::Serialize)]
pub struct PairingRow {
    pub id: PairingId,
    pub unit_id: UnitId,
    pub unit_name: String,
    pub community_id: OrgUnitId,
    pub community_name: String,
    /// Of the community.
    pub path: String,
    pub valid_from: NaiveDate,
    pub valid_to: Option<NaiveDate>,
}

/// An entry of a list as it is stored.
#[derive(Queryable, Selectable, Insertable, Clone, Debug, serde::Serialize)]
#[diesel(table_name = pairing_items, treat_none_as_default_value = false)]
pub struct ItemRow {
    pub id: PairingItemId,
    pub pairing_id: PairingId,
    pub kind: PairingItemKind,
    pub title: String,
    pub note: String,
    pub agreed_by_unit: bool,
    pub agreed_by_community: bool,
    pub created_by: PersonId,
    pub ended_at: Option<DateTime<Utc>>,
    pub version: i32,
    pub created_at: DateTime<Utc>,
}

impl ItemRow {
    pub fn show(self) -> PairingItem {
        PairingItem {
            id: self.id,
            kind: self.kind,
            title: self.title,
            note: self.note,
            agreed_by_unit: self.agreed_by_unit,
            agreed_by_community: self.agreed_by_community,
            version: self.version,
            created_at: self.created_at,
        }
    }
}

/// A promise as it is stored.
#[derive(Queryable, Selectable, Insertable, Clone, Debug, serde::Serialize)]
#[diesel(table_name = commitments, treat_none_as_default_value = false)]
pub struct CommitmentRow {
    pub id: CommitmentId,
    pub pairing_id: PairingId,
    pub year: i32,
    pub title: String,
    pub amount: String,
    pub due_on: NaiveDate,
    pub outcome: Option<CommitmentOutcome>,
    pub note: String,
    pub decided_by: Option<PersonId>,
    pub decided_at: Option<DateTime<Utc>>,
    pub version: i32,
    pub created_at: DateTime<Utc>,
}

impl CommitmentRow {
    pub fn show(self) -> Commitment {
        Commitment {
            id: self.id,
            year: self.year,
            title: self.title,
            amount: self.amount,
            due_on: self.due_on,
            outcome: self.outcome,
            note: self.note,
            decided_at: self.decided_at,
            version: self.version,
        }
    }
}

macro_rules! named {
    () => {
        pairings::table.inner_join(units::table).inner_join(org_units::table).select((
            pairings::id,
            pairings::unit_id,
            units::name,
            pairings::community_id,
            org_units::name,
            org_units::path,
            pairings::valid_from,
            pairings::valid_to,
        ))
    };
}

pub fn find(c: &mut Conn, id: PairingId) -> QueryResult<Option<PairingRow>> {
    named!().filter(pairings::id.eq(id)).first(c).optional()
}

/// Pairings of these communities or units, newest first.
pub fn page(
    c: &mut Conn,
    areas: &[Area],
    own: &[UnitId],
    filter: &PairingFilter,
    after: Option<(NaiveDate, PairingId)>,
    limit: i64,
) -> QueryResult<Vec<PairingRow>> {
    let query = named!().order((pairings::valid_from.desc(), pairings::id.desc())).limit(limit).into_boxed::<MultiBackend>();
    let mut query = in_areas!(query, org_units::path, areas).or_filter(pairings::unit_id.eq_any(own.to_vec()));
    if let Some(unit) = filter.unit {
        query = query.filter(pairings::unit_id.eq(unit));
    }
    if let Some(community) = filter.community {
        query = query.filter(pairings::community_id.eq(community));
    }
    if filter.ended != Some(true) {
        query = query.filter(pairings::valid_to.is_null());
    }
    if let Some((day, id)) = after {
        query = query.filter(pairings::valid_from.le(day).and(pairings::valid_from.lt(day).or(pairings::id.lt(id))));
    }
    query.load(c)
}

/// Units that are paired with a community now, by name.
pub fn paired_units(c: &mut Conn, community: OrgUnitId) -> QueryResult<Vec<UnitRef>> {
    let rows: Vec<(UnitId, String)> = pairings::table
        .inner_join(units::table)
        .filter(pairings::community_id.eq(community))
        .filter(pairings::valid_to.is_null())
        .order((units::name, units::id))
        .select((units::id, units::name))
        .load(c)?;
    Ok(rows.into_iter().map(|(id, name)| UnitRef { id, name }).collect())
}

/// What a community has said it needs, newest first: title and note.
pub fn needs_of(c: &mut Conn, community: OrgUnitId, limit: i64) -> QueryResult<Vec<(String, String)>> {
    pairing_items::table
        .inner_join(pairings::table)
        .filter(pairings::community_id.eq(community))
        .filter(pairings::valid_to.is_null())
        .filter(pairing_items::kind.eq(PairingItemKind::Need))
        .filter(pairing_items::ended_at.is_null())
        .order((pairing_items::created_at.desc(), pairing_items::id.desc()))
        .limit(limit)
        .select((pairing_items::title, pairing_items::note))
        .load(c)
}

pub fn insert(tx: &mut Conn, id: PairingId, unit: UnitId, community: OrgUnitId, today: NaiveDate) -> QueryResult<usize> {
    let row = (pairings::id.eq(id), pairings::unit_id.eq(unit), pairings::community_id.eq(community), pairings::valid_from.eq(today));
    diesel::insert_into(pairings::table).values(row).execute(tx)
}

/// Ends a pairing; 0 when it has ended.
pub fn end(tx: &mut Conn, id: PairingId, today: NaiveDate) -> QueryResult<usize> {
    diesel::update(pairings::table.filter(pairings::id.eq(id)).filter(pairings::valid_to.is_null()))
        .set(pairings::valid_to.eq(Some(today)))
        .execute(tx)
}

/// What stands on the lists of several pairings, oldest first.
pub fn items_of(c: &mut Conn, ids: &[PairingId]) -> QueryResult<Vec<ItemRow>> {
    pairing_items::table
        .filter(pairing_items::pairing_id.eq_any(ids.to_vec()))
        .filter(pairing_items::ended_at.is_null())
        .order((pairing_items::created_at, pairing_items::id))
        .select(ItemRow::as_select())
        .load(c)
}

pub fn item(c: &mut Conn, id: PairingItemId) -> QueryResult<Option<ItemRow>> {
    pairing_items::table.find(id).filter(pairing_items::ended_at.is_null()).select(ItemRow::as_select()).first(c).optional()
}

pub fn insert_item(tx: &mut Conn, row: &ItemRow) -> QueryResult<usize> {
    diesel::insert_into(pairing_items::table).values(row).execute(tx)
}

/// The changed entry; `None` when somebody changed it after it was read.
pub fn update_item(tx: &mut Conn, before: &ItemRow, after: &ItemRow) -> QueryResult<Option<ItemRow>> {
    use pairing_items as i;
    diesel::update(i::table.filter(i::id.eq(before.id)).filter(i::version.eq(before.version)))
        .set((
            i::agreed_by_unit.eq(after.agreed_by_unit),
            i::agreed_by_community.eq(after.agreed_by_community),
            i::ended_at.eq(after.ended_at),
            i::version.eq(before.version + 1),
        ))
        .returning(<ItemRow as Selectable<MultiBackend>>::construct_selection())
        .get_result(tx)
        .optional()
}

/// Promises of several pairings, by day.
pub fn commitments_of(c: &mut Conn, ids: &[PairingId]) -> QueryResult<Vec<CommitmentRow>> {
    commitments::table
        .filter(commitments::pairing_id.eq_any(ids.to_vec()))
        .order((commitments::due_on, commitments::id))
        .select(CommitmentRow::as_select())
        .load(c)
}

pub fn commitment(c: &mut Conn, id: CommitmentId) -> QueryResult<Option<CommitmentRow>> {
    commitments::table.find(id).select(CommitmentRow::as_select()).first(c).optional()
}

pub fn insert_commitment(tx: &mut Conn, row: &CommitmentRow) -> QueryResult<usize> {
    diesel::insert_into(commitments::table).values(row).execute(tx)
}

/// The promise with what became of it; `None` when somebody said so before.
pub fn decide(
    tx: &mut Conn,
    row: &CommitmentRow,
    outcome: CommitmentOutcome,
    note: &str,
    by: PersonId,
    now: DateTime<Utc>,
) -> QueryResult<Option<CommitmentRow>> {
    use commitments as t;
    diesel::update(t::table.filter(t::id.eq(row.id)).filter(t::version.eq(row.version)).filter(t::outcome.is_null()))
        .set((
            t::outcome.eq(Some(outcome)),
            t::note.eq(note),
            t::decided_by.eq(Some(by)),
            t::decided_at.eq(Some(now)),
            t::version.eq(row.version + 1),
        ))
        .returning(<CommitmentRow as Selectable<MultiBackend>>::construct_selection())
        .get_result(tx)
        .optional()
}

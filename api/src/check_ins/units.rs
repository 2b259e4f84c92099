//! One function, one statement: units, who keeps their lists, who is on them.

use crate::platform::calendar::local;
use crate::platform::db::types::Json as JsonColumn;
use crate::platform::db::{Conn, MultiBackend};
use crate::schema::{check_ins, memberships, org_units, pairings, unit_liaisons, unit_members, units};
use chrono::{DateTime, NaiveDate, Utc};
use contract::check_ins::{CheckInState, CheckInSubject, PartyStatus, UnitDetails};
use contract::org::UnitKind;
use contract::{OrgUnitId, PersonId, RowId, UnitId, UnitMemberId};
use diesel::prelude::*;
use std::collections::HashMap;
use uuid::Uuid;

/// A unit as it is stored, without what it told.
#[derive(Queryable, Selectable, Clone, Debug, serde::Serialize)]
#[diesel(table_name = units)]
pub struct UnitRow {
    pub id: UnitId,
    pub uscc: String,
    pub name: String,
    pub kind: UnitKind,
    pub headcount: i32,
    pub is_confirmed: bool,
}

/// Somebody on a unit's list.
#[derive(Queryable, Selectable, Insertable, Clone, Debug, serde::Serialize)]
#[diesel(table_name = unit_members, treat_none_as_default_value = false)]
pub struct MemberRow {
    pub id: UnitMemberId,
    pub unit_id: UnitId,
    pub name: String,
    pub phone: String,
    #[serde(skip)]
    pub identity_hash: Option<String>,
    pub identity_tail: String,
    pub residence_id: Option<OrgUnitId>,
    pub party_status: PartyStatus,
    pub post: String,
    pub listed_at: DateTime<Utc>,
    pub left_at: Option<DateTime<Utc>>,
    pub left_reason: String,
    pub version: i32,
    pub updated_at: DateTime<Utc>,
}

pub fn unit(c: &mut Conn, id: UnitId) -> QueryResult<Option<UnitRow>> {
    units::table.find(id).select(UnitRow::as_select()).first(c).optional()
}

pub fn unit_by_code(c: &mut Conn, uscc: &str) -> QueryResult<Option<UnitRow>> {
    units::table.filter(units::uscc.eq(uscc)).select(UnitRow::as_select()).first(c).optional()
}

/// Nobody else checks this unit in until the transaction ends. SQLite has one writer.
pub fn lock_unit(tx: &mut Conn, id: UnitId) -> QueryResult<()> {
    if let Conn::Pg(p) = tx {
        units::table.find(id).select(units::id).for_update().first::<UnitId>(p)?;
    }
    Ok(())
}

/// A unit that nobody has confirmed yet; refused by the database when the code is known.
pub fn insert_unit(tx: &mut Conn, id: UnitId, uscc: &str, told: &UnitDetails, now: DateTime<Utc>) -> QueryResult<usize> {
    let row = (
        units::id.eq(id),
        units::uscc.eq(uscc),
        units::name.eq(told.name.trim()),
        units::kind.eq(told.kind),
        units::created_at.eq(now),
        units::functions.eq(JsonColumn(Vec::<String>::new())),
        units::is_confirmed.eq(false),
    );
    diesel::insert_into(units::table).values(row).execute(tx)
}

/// What a clerk confirmed becomes the unit's own.
pub fn confirm_unit(tx: &mut Conn, id: UnitId, told: &super::queries::DetailsRow) -> QueryResult<usize> {
    let change = (
        units::name.eq(&told.name),
        units::kind.eq(told.kind),
        units::system.eq(&told.system),
        units::functions.eq(&told.functions),
        units::headcount.eq(told.headcount),
        units::liaison_name.eq(&told.liaison_name),
        units::liaison_phone.eq(&told.liaison_phone),
        units::is_confirmed.eq(true),
    );
    diesel::update(units::table.find(id)).set(change).execute(tx)
}

/// Names by id.
pub fn names_of(c: &mut Conn, ids: &[UnitId]) -> QueryResult<HashMap<UnitId, String>> {
    let rows: Vec<(UnitId, String)> = units::table.filter(units::id.eq_any(ids.to_vec())).select((units::id, units::name)).load(c)?;
    Ok(rows.into_iter().collect())
}

/// Whether the unit's own check-in is active.
pub fn is_active(c: &mut Conn, id: UnitId) -> QueryResult<bool> {
    let active = check_ins::table
        .filter(check_ins::unit_id.eq(id))
        .filter(check_ins::subject.eq(CheckInSubject::Unit))
        .filter(check_ins::state.eq(CheckInState::Active));
    diesel::select(diesel::dsl::exists(active)).get_result(c)
}

/// Whether a unit is paired with a community now.
pub fn is_paired(c: &mut Conn, id: UnitId, community: OrgUnitId) -> QueryResult<bool> {
    let paired =
        pairings::table.filter(pairings::unit_id.eq(id)).filter(pairings::community_id.eq(community)).filter(pairings::valid_to.is_null());
    diesel::select(diesel::dsl::exists(paired)).get_result(c)
}

/// Whether a unit serves a community: it is checked in with it, or paired.
pub fn serves(c: &mut Conn, id: UnitId, community: OrgUnitId) -> QueryResult<bool> {
    let here = check_ins::table
        .filter(check_ins::unit_id.eq(id))
        .filter(check_ins::subject.eq(CheckInSubject::Unit))
        .filter(check_ins::state.eq(CheckInState::Active))
        .filter(check_ins::community_id.eq(community));
    Ok(diesel::select(diesel::dsl::exists(here)).get_result(c)? || is_paired(c, id, community)?)
}

/// Whether a unit does not serve a community any more: it is neither paired with it nor checked in there, not even on its way elsewhere.
pub fn has_left(c: &mut Conn, id: UnitId, community: OrgUnitId) -> QueryResult<bool> {
    let here = check_ins::table
        .filter(check_ins::unit_id.eq(id))
        .filter(check_ins::subject.eq(CheckInSubject::Unit))
        .filter(check_ins::state.eq_any([CheckInState::Active, CheckInState::Transferring]))
        .filter(check_ins::community_id.eq(community));
    Ok(!diesel::select(diesel::dsl::exists(here)).get_result(c)? && !is_paired(c, id, community)?)
}

/// Which of these units are checked in somewhere, or on their way elsewhere.
pub fn checked_in_of(c: &mut Conn, ids: &[UnitId]) -> QueryResult<Vec<UnitId>> {
    check_ins::table
        .filter(check_ins::unit_id.eq_any(ids.iter().copied().map(Some).collect::<Vec<_>>()))
        .filter(check_ins::subject.eq(CheckInSubject::Unit))
        .filter(check_ins::state.eq_any([CheckInState::Active, CheckInState::Transferring]))
        .select(check_ins::unit_id.assume_not_null())
        .load(c)
}

/// Which of these units somebody belongs to that day.
pub fn member_of_any(c: &mut Conn, person: PersonId, ids: &[UnitId], day: NaiveDate) -> QueryResult<Option<UnitId>> {
    memberships::table
        .filter(memberships::person_id.eq(person))
        .filter(memberships::unit_id.eq_any(ids.to_vec()))
        .filter(memberships::valid_from.le(day))
        .filter(memberships::valid_to.is_null().or(memberships::valid_to.ge(day)))
        .order(memberships::unit_id)
        .select(memberships::unit_id)
        .first(c)
        .optional()
}

/// Units a person is the liaison of now.
pub fn liaison_units(c: &mut Conn, person: PersonId) -> QueryResult<Vec<UnitId>> {
    unit_liaisons::table
        .filter(unit_liaisons::person_id.eq(person))
        .filter(unit_liaisons::valid_to.is_null())
        .order(unit_liaisons::unit_id)
        .select(unit_liaisons::unit_id)
        .load(c)
}

/// Who keeps a unit's list now.
pub fn liaisons_of(c: &mut Conn, unit: UnitId) -> QueryResult<Vec<PersonId>> {
    unit_liaisons::table
        .filter(unit_liaisons::unit_id.eq(unit))
        .filter(unit_liaisons::valid_to.is_null())
        .order(unit_liaisons::person_id)
        .select(unit_liaisons::person_id)
        .load(c)
}

/// Makes somebody a liaison; nothing changes for those who are.
pub fn add_liaison(tx: &mut Conn, unit: UnitId, person: PersonId, now: DateTime<Utc>) -> QueryResult<()> {
    if liaisons_of(tx, unit)?.contains(&person) {
        return Ok(());
    }
    let row = (
        unit_liaisons::id.eq(RowId(Uuid::now_v7())),
        unit_liaisons::unit_id.eq(unit),
        unit_liaisons::person_id.eq(person),
        unit_liaisons::valid_from.eq(local(now).date()),
    );
    diesel::insert_into(unit_liaisons::table).values(row).execute(tx).map(|_| ())
}

/// Somebody does not keep the unit's list any more; 0 when they did not.
pub fn end_liaison(tx: &mut Conn, unit: UnitId, person: PersonId, today: NaiveDate) -> QueryResult<usize> {
    let now = unit_liaisons::table
        .filter(unit_liaisons::unit_id.eq(unit))
        .filter(unit_liaisons::person_id.eq(person))
        .filter(unit_liaisons::valid_to.is_null());
    diesel::update(now).set(unit_liaisons::valid_to.eq(Some(today))).execute(tx)
}

/// Nobody keeps the unit's list any more.
pub fn end_liaisons(tx: &mut Conn, unit: UnitId, today: NaiveDate) -> QueryResult<usize> {
    let now = unit_liaisons::table.filter(unit_liaisons::unit_id.eq(unit)).filter(unit_liaisons::valid_to.is_null());
    diesel::update(now).set(unit_liaisons::valid_to.eq(Some(today))).execute(tx)
}

/// Those who have this number on a unit's list now.
pub fn listed_with(c: &mut Conn, phone: &str) -> QueryResult<Vec<MemberRow>> {
    unit_members::table
        .filter(unit_members::phone.eq(phone))
        .filter(unit_members::left_at.is_null())
        .order(unit_members::unit_id)
        .select(MemberRow::as_select())
        .load(c)
}

pub fn member(c: &mut Conn, id: UnitMemberId) -> QueryResult<Option<MemberRow>> {
    unit_members::table.find(id).select(MemberRow::as_select()).first(c).optional()
}

/// Makes somebody a member of a unit from today on, if they are not.
pub fn join(tx: &mut Conn, person: PersonId, unit: UnitId, now: DateTime<Utc>) -> QueryResult<()> {
    let today = local(now).date();
    let known = memberships::table.filter(memberships::person_id.eq(person)).filter(memberships::unit_id.eq(unit));
    let open: i64 = known.filter(memberships::valid_to.is_null()).count().get_result(tx)?;
    if open > 0 {
        return Ok(());
    }
    // Who left and came back on one day has never been away.
    let today_again =
        diesel::update(known.filter(memberships::valid_from.eq(today))).set(memberships::valid_to.eq(None::<NaiveDate>)).execute(tx)?;
    if today_again == 0 {
        let row = (memberships::person_id.eq(person), memberships::unit_id.eq(unit), memberships::valid_from.eq(today));
        diesel::insert_into(memberships::table).values(row).execute(tx)?;
    }
    Ok(())
}

/// Ends a membership.
pub fn leave(tx: &mut Conn, person: PersonId, unit: UnitId, now: DateTime<Utc>) -> QueryResult<usize> {
    let open = memberships::table
        .filter(memberships::person_id.eq(person))
        .filter(memberships::unit_id.eq(unit))
        .filter(memberships::valid_to.is_null());
    diesel::update(open).set(memberships::valid_to.eq(Some(local(now).date()))).execute(tx)
}

/// Names of communities by id.
pub fn community_names(c: &mut Conn, ids: &[OrgUnitId]) -> QueryResult<HashMap<OrgUnitId, String>> {
    let rows: Vec<(OrgUnitId, String)> =
        org_units::table.filter(org_units::id.eq_any(ids.to_vec())).select((org_units::id, org_units::name)).load(c)?;
    Ok(rows.into_iter().collect())
}

/// The changed row; `None` when somebody changed it after it was read.
pub fn update_member(tx: &mut Conn, row: &MemberRow, after: &MemberRow) -> QueryResult<Option<MemberRow>> {
    use unit_members as m;
    diesel::update(m::table.filter(m::id.eq(row.id)).filter(m::version.eq(row.version)))
        .set((
            (m::name.eq(&after.name), m::phone.eq(&after.phone), m::identity_hash.eq(&after.identity_hash)),
            (m::identity_tail.eq(&after.identity_tail), m::residence_id.eq(after.residence_id), m::party_status.eq(after.party_status)),
            (m::post.eq(&after.post), m::left_at.eq(after.left_at), m::left_reason.eq(&after.left_reason)),
            (m::version.eq(row.version + 1), m::updated_at.eq(after.updated_at)),
        ))
        .returning(<MemberRow as Selectable<MultiBackend>>::construct_selection())
        .get_result(tx)
        .optional()
}

pub fn insert_member(tx: &mut Conn, row: &MemberRow) -> QueryResult<usize> {
    diesel::insert_into(unit_members::table).values(row).execute(tx)
}

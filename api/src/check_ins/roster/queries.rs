//! One function, one statement: reading a unit's list.

use crate::check_ins::units::MemberRow;
use crate::org::contains;
use crate::platform::db::{Conn, MultiBackend};
use crate::schema::{check_ins, persons, unit_members, units};
use contract::check_ins::{CheckInState, CheckInSubject};
use contract::{OrgUnitId, UnitId, UnitMemberId};
use diesel::prelude::*;
use std::collections::HashMap;

/// Where a page begins: after this name and id.
pub type After = (String, UnitMemberId);

/// Those on the list now, by name.
pub fn page(c: &mut Conn, unit: UnitId, q: Option<&str>, after: Option<After>, limit: i64) -> QueryResult<Vec<MemberRow>> {
    use unit_members as m;
    let mut query = m::table
        .filter(m::unit_id.eq(unit))
        .filter(m::left_at.is_null())
        .order((m::name, m::id))
        .limit(limit)
        .select(MemberRow::as_select())
        .into_boxed::<MultiBackend>();
    if let Some(q) = q.map(str::trim).filter(|q| !q.is_empty()) {
        let begins = contains(q).trim_start_matches('%').to_owned();
        query = query.filter(m::name.like(contains(q)).escape('\\').or(m::phone.like(begins).escape('\\')));
    }
    if let Some((name, id)) = after {
        query = query.filter(m::name.gt(name.clone()).or(m::name.eq(name).and(m::id.gt(id))));
    }
    query.load(c)
}

/// How the check-ins of members through this unit stand, by their numbers: the one that has not ended, or the last.
pub fn states(c: &mut Conn, unit: UnitId, phones: &[String]) -> QueryResult<HashMap<String, (CheckInState, OrgUnitId)>> {
    let rows: Vec<(String, CheckInState, OrgUnitId)> = check_ins::table
        .inner_join(persons::table.on(persons::id.nullable().eq(check_ins::person_id)))
        .filter(check_ins::unit_id.eq(unit))
        .filter(check_ins::subject.eq(CheckInSubject::Member))
        .filter(persons::phone.eq_any(phones.to_vec()))
        .order((check_ins::submitted_at, check_ins::id))
        .select((persons::phone, check_ins::state, check_ins::community_id))
        .load(c)?;
    Ok(rows.into_iter().map(|(phone, state, community)| (phone, (state, community))).collect())
}

/// Units by id with their codes, by name.
pub fn own(c: &mut Conn, ids: &[UnitId]) -> QueryResult<Vec<(UnitId, String, String)>> {
    units::table
        .filter(units::id.eq_any(ids.to_vec()))
        .order((units::name, units::id))
        .select((units::id, units::name, units::uscc))
        .load(c)
}

//! A unit's list of its members, kept by its liaison: the one place where it is written, whether by hand or out of a file.

pub mod handlers;
pub mod liaisons;
mod queries;

use super::submit;
use super::units::{self, MemberRow};
use super::{queries as check_ins, steps};
use crate::accounts;
use crate::orders::Desk;
use crate::platform::audit;
use crate::platform::auth::Who;
use crate::platform::db::Conn;
use crate::platform::error::{ApiError, ApiResult, broken_key};
use contract::check_ins::{CheckInAction, CheckInEnding, CheckInState, CheckInSubject};
use contract::{PersonId, UnitId};
use diesel::Connection;

/// Whether the caller keeps this unit's list: for everybody else the unit does not exist here.
pub fn keeps(c: &mut Conn, who: &Who, unit: UnitId) -> ApiResult<()> {
    if units::liaison_units(c, who.person)?.contains(&unit) { Ok(()) } else { Err(ApiError::not_found("unit")) }
}

/// Puts somebody on the list, or changes what it says. A check-in that waited for just this is active from now on.
pub fn store(tx: &mut Conn, desk: &Desk, before: Option<&MemberRow>, row: &MemberRow) -> ApiResult<MemberRow> {
    if let Some(id) = row.residence_id {
        desk.shelf.open_community(tx, id)?.ok_or_else(|| ApiError::field("/residence_id", "unknown", "there is no such community"))?;
    }
    let written = tx.transaction(|tx| match before {
        None => units::insert_member(tx, row).map(|_| Some(row.clone())),
        Some(before) => units::update_member(tx, before, row),
    });
    let after = match written {
        Ok(Some(after)) => after,
        Ok(None) => return Err(ApiError::stale("listed", before.map_or(1, |b| b.version + 1))),
        Err(error) => return Err(twice(&broken_key(error)?)),
    };
    record(tx, desk, if before.is_some() { "unit_member.changed" } else { "unit_member.added" }, before, &after)?;
    settle(tx, desk, &after)?;
    Ok(after)
}

fn twice(key: &str) -> ApiError {
    match key {
        "uq_unit_members_unit_id_phone" => ApiError::field("/phone", "unique", "somebody on the list has this number"),
        "uq_unit_members_unit_id_identity_hash" => {
            ApiError::field("/identity_number", "unique", "somebody on the list has this identity number")
        }
        other => ApiError::internal(format!("unexpected constraint {other}")),
    }
}

fn record(tx: &mut Conn, desk: &Desk, action: &str, before: Option<&MemberRow>, after: &MemberRow) -> ApiResult<()> {
    let subject = format!("unit_member/{}", after.id);
    audit::record(tx, &desk.origin, desk.now, &audit::Change { action, subject, before, after: Some(after) })
}

/// A member's check-in that waits, and with which the list agrees now.
fn settle(tx: &mut Conn, desk: &Desk, listed: &MemberRow) -> ApiResult<()> {
    let Some(person) = accounts::person_by_phone(tx, &listed.phone)?.map(|p| p.id) else { return Ok(()) };
    let Some(mut row) = check_ins::open_of_person(tx, person)?.filter(|r| r.state == CheckInState::Submitted) else { return Ok(()) };
    if row.unit_id.is_some_and(|unit| unit != listed.unit_id) {
        return Ok(());
    }
    row.unit_id = Some(listed.unit_id);
    confirm_if_agreed(tx, desk, &row, person)
}

/// By the system: nobody confirms their own list.
pub fn confirm_if_agreed(tx: &mut Conn, desk: &Desk, row: &check_ins::CheckInRow, person: PersonId) -> ApiResult<()> {
    if submit::doubts_of(tx, row, person)?.is_empty() {
        let system = Desk { actor: None, ..desk.clone() };
        steps::activate(tx, &system, row, submit::BY_THE_LIST)?;
    }
    Ok(())
}

/// Whoever left the unit keeps its list no more, as long as somebody else does.
fn hand_over(tx: &mut Conn, desk: &Desk, unit: UnitId, person: PersonId) -> ApiResult<()> {
    units::lock_unit(tx, unit)?;
    let now = units::liaisons_of(tx, unit)?;
    if now.len() < 2 || !now.contains(&person) {
        return Ok(());
    }
    if let Some(own) = check_ins::open_of_unit(tx, unit)? {
        steps::end_liaison_role(tx, desk, person, unit, own.community_id)?;
    }
    units::end_liaison(tx, unit, person, desk.today())?;
    Ok(())
}

/// Takes somebody off the list: the membership ends, and with it a check-in that hangs on it.
pub fn depart(tx: &mut Conn, desk: &Desk, row: &MemberRow, reason: &str) -> ApiResult<MemberRow> {
    let gone = MemberRow { left_at: Some(desk.now), left_reason: reason.trim().to_owned(), updated_at: desk.now, ..row.clone() };
    let after = units::update_member(tx, row, &gone)?.ok_or_else(|| ApiError::stale("listed", row.version + 1))?;
    record(tx, desk, "unit_member.left", Some(row), &after)?;
    if let Some(person) = accounts::person_by_phone(tx, &row.phone)?.map(|p| p.id) {
        units::leave(tx, person, row.unit_id, desk.now)?;
        let open = check_ins::open_of_person(tx, person)?.filter(|r| r.unit_id == Some(row.unit_id) && r.subject == CheckInSubject::Member);
        if let Some(open) = open {
            let note = steps::ending_note(CheckInEnding::UnitLeave, reason);
            steps::end_check_in(tx, desk, &open, CheckInAction::End, &note)?;
        }
        hand_over(tx, desk, row.unit_id, person)?;
    }
    Ok(after)
}

//! Sending a check-in, of a member or a unit, for the first time or again.

use super::agreement::{self, Said};
use super::queries::{self, Change, CheckInRow, DetailsRow};
use super::{steps, tell, units};
use crate::accounts;
use crate::orders::{Desk, numbered_or};
use crate::platform::auth::Who;
use crate::platform::db::Conn;
use crate::platform::db::types::Json as JsonColumn;
use crate::platform::error::{ApiError, ApiResult, broken_key};
use chrono::{NaiveDate, TimeDelta};
use contract::check_ins::{
    CheckInAction as A, CheckInBasis, CheckInState, CheckInSubject, NewCheckIn, NewUnitCheckIn, ResubmitUnit, UnitDetails,
};
use contract::notices::NoticeKind;
use contract::org::OrgRef;
use contract::{CheckInId, OrgUnitId, PersonId, ProblemCode, UnitId};
use diesel::Connection;
use std::sync::Arc;
use uuid::Uuid;

/// What the history says when the system confirms.
pub const BY_THE_LIST: &str = "单位名单一致，系统自动确认";

fn taken(what: &str) -> ApiError {
    ApiError::new(
        ProblemCode::AlreadyCheckedIn,
        format!("{what} has checked in already, or waits for an answer: end that, or have it transferred"),
    )
}

/// The constraint behind the rule, where two requests come at once.
fn refused_key(key: &str) -> Option<ApiError> {
    match key {
        "uq_check_ins_person_id" => Some(taken("this member")),
        "uq_check_ins_unit_id" => Some(taken("this unit")),
        _ => None,
    }
}

fn community(tx: &mut Conn, desk: &Desk, id: OrgUnitId, pointer: &str) -> ApiResult<Arc<OrgRef>> {
    desk.shelf.open_community(tx, id)?.ok_or_else(|| ApiError::field(pointer, "unknown", "there is no such community"))
}

/// A limited time for returned members, and for nobody else.
fn check_time(desk: &Desk, basis: CheckInBasis, valid_to: Option<NaiveDate>) -> ApiResult<()> {
    let wrong = |code: &str, detail: String| Err(ApiError::field("/valid_to", code, detail));
    let days = desk.config.check_ins.returned_days;
    match (basis, valid_to) {
        (CheckInBasis::Returned, None) => wrong("required", "a returned member says until which day".into()),
        (CheckInBasis::Returned, Some(day)) if day < desk.today() || day > desk.today() + TimeDelta::days(days) => {
            wrong("range", format!("from today, and {days} days at most"))
        }
        (CheckInBasis::Returned, Some(_)) | (_, None) => Ok(()),
        (_, Some(_)) => wrong("unknown", "only returned members check in for a limited time".into()),
    }
}

/// The unit that was named, or the only one that has the number on its list. A unit that does not know the member is named in vain:
/// the answer does not tell whether it is there.
fn unit_of(tx: &mut Conn, phone: &str, asked: Option<UnitId>) -> ApiResult<Option<UnitId>> {
    let listed: Vec<UnitId> = units::listed_with(tx, phone)?.into_iter().map(|m| m.unit_id).collect();
    match (asked, listed.as_slice()) {
        (Some(unit), known) if known.contains(&unit) => Ok(Some(unit)),
        (Some(_), _) => Err(ApiError::field("/unit_id", "unknown", "this number is not on the list of such a unit")),
        (None, [only]) => Ok(Some(*only)),
        (None, []) => Ok(None),
        (None, _) => Err(ApiError::field("/unit_id", "required", "several units have this number on their lists: say which one")),
    }
}

/// A member checks in: active at once when the unit's list agrees, otherwise before a clerk.
pub fn member(tx: &mut Conn, desk: &Desk, who: &Who, ask: &NewCheckIn) -> ApiResult<CheckInRow> {
    let place = community(tx, desk, ask.community_id, "/community_id")?;
    check_time(desk, ask.basis, ask.valid_to)?;
    accounts::lock_person(tx, who.person)?;
    if queries::open_of_person(tx, who.person)?.is_some() {
        return Err(taken("this member"));
    }
    let phone = accounts::person(tx, who.person)?.phone;
    let mut row = new_row(desk, &place, CheckInSubject::Member);
    row.person_id = Some(who.person);
    row.unit_id = unit_of(tx, &phone, ask.unit_id)?;
    (row.basis, row.valid_to) = (ask.basis, ask.valid_to);
    (row.intents, row.availability) = (JsonColumn(ask.intents.clone()), ask.availability.trim().to_owned());
    let row = insert(tx, desk, row)?;
    settle(tx, desk, &row)
}

/// Sends what was returned again.
pub fn member_again(tx: &mut Conn, desk: &Desk, row: &CheckInRow, ask: &NewCheckIn) -> ApiResult<CheckInRow> {
    let under = |pointer: &str| format!("/check_in{pointer}");
    let place = community(tx, desk, ask.community_id, &under("/community_id"))?;
    check_time(desk, ask.basis, ask.valid_to).map_err(|e| below(e, "/check_in"))?;
    let person = row.person_id.ok_or_else(|| ApiError::internal("a member's check-in without a member"))?;
    let phone = accounts::person(tx, person)?.phone;
    let unit = unit_of(tx, &phone, ask.unit_id).map_err(|e| below(e, "/check_in"))?;
    let change = Change {
        unit_id: Some(unit),
        community_id: Some(place.id),
        area: Some(place.path.clone()),
        basis: Some(ask.basis),
        intents: Some(JsonColumn(ask.intents.clone())),
        availability: Some(ask.availability.trim().to_owned()),
        valid_to: Some(ask.valid_to),
        reason: Some(String::new()),
        ..Change::default()
    };
    let after = steps::take(tx, desk, row, A::Resubmit, "", change)?;
    settle(tx, desk, &after)
}

/// Fields of something that stands inside a body.
pub fn below(error: ApiError, prefix: &str) -> ApiError {
    let problem = error.problem(None);
    if problem.code != ProblemCode::InvalidFields {
        return error;
    }
    ApiError::fields(problem.errors.into_iter().map(|e| e.under(prefix)).collect())
}

/// The system says yes by itself, or the desk is told.
fn settle(tx: &mut Conn, desk: &Desk, row: &CheckInRow) -> ApiResult<CheckInRow> {
    let person = row.person_id.ok_or_else(|| ApiError::internal("a member's check-in without a member"))?;
    if doubts_of(tx, row, person)?.is_empty() {
        let system = Desk { actor: None, ..desk.clone() };
        return steps::activate(tx, &system, row, BY_THE_LIST);
    }
    tell::desk_of(tx, desk, row, NoticeKind::CheckInReceived)?;
    Ok(row.clone())
}

/// What speaks against a member's check-in.
pub fn doubts_of(c: &mut Conn, row: &CheckInRow, person: PersonId) -> ApiResult<Vec<contract::check_ins::CheckInDoubt>> {
    let person = accounts::person(c, person)?;
    let said = Said { name: &person.name, phone: &person.phone, unit: row.unit_id, community: row.community_id, basis: row.basis };
    agreement::doubts(c, &said)
}

fn new_row(desk: &Desk, place: &OrgRef, subject: CheckInSubject) -> CheckInRow {
    CheckInRow {
        id: CheckInId(Uuid::now_v7()),
        number: String::new(),
        subject,
        person_id: None,
        unit_id: None,
        community_id: place.id,
        area: place.path.clone(),
        basis: CheckInBasis::Own,
        state: CheckInState::Submitted,
        intents: JsonColumn(Vec::new()),
        availability: String::new(),
        reason: String::new(),
        transfer_to: None,
        valid_to: None,
        due_at: steps::due(desk),
        submitted_at: desk.now,
        activated_at: None,
        ended_at: None,
        told: 0,
        submitted_by: None,
        version: 1,
        updated_at: desk.now,
    }
}

fn insert(tx: &mut Conn, desk: &Desk, mut row: CheckInRow) -> ApiResult<CheckInRow> {
    let row = numbered_or(tx, desk.now, "uq_check_ins_number", refused_key, |tx, number| {
        row.number = number;
        queries::insert(tx, &row).map(|_| row.clone())
    })?;
    steps::record(tx, desk, A::Submit, "", None, &row)?;
    Ok(row)
}

/// A unit checks in: known by its code or new, always before a clerk.
pub fn unit(tx: &mut Conn, desk: &Desk, who: &Who, ask: &NewUnitCheckIn) -> ApiResult<CheckInRow> {
    let place = community(tx, desk, ask.community_id, "/community_id")?;
    let unit = known_or_new(tx, desk, ask)?;
    units::lock_unit(tx, unit)?;
    if let Some(open) = queries::open_of_unit(tx, unit)? {
        // What was sent back to somebody who does not come again does not keep the unit out.
        if open.state != CheckInState::Returned {
            return Err(taken("this unit"));
        }
        let system = Desk { actor: None, ..desk.clone() };
        steps::end_check_in(tx, &system, &open, A::End, "由他人重新报到")?;
    }
    let mut row = new_row(desk, &place, CheckInSubject::Unit);
    row.unit_id = Some(unit);
    row.submitted_by = Some(who.person);
    row.basis = if units::is_paired(tx, unit, place.id)? { CheckInBasis::Pairing } else { CheckInBasis::Own };
    let row = insert(tx, desk, row)?;
    queries::insert_details(tx, &details(row.id, &ask.details, who.person))?;
    tell::desk_of(tx, desk, &row, NoticeKind::CheckInReceived)?;
    Ok(row)
}

/// Two who bring the same new code at once bring one unit.
fn known_or_new(tx: &mut Conn, desk: &Desk, ask: &NewUnitCheckIn) -> ApiResult<UnitId> {
    if let Some(known) = units::unit_by_code(tx, &ask.uscc)? {
        return Ok(known.id);
    }
    let id = UnitId(Uuid::now_v7());
    match tx.transaction(|tx| units::insert_unit(tx, id, &ask.uscc, &ask.details, desk.now)) {
        Ok(_) => Ok(id),
        Err(error) => {
            let key = broken_key(error)?;
            let known = units::unit_by_code(tx, &ask.uscc)?.filter(|_| key == "uq_units_uscc");
            known.map(|u| u.id).ok_or_else(|| ApiError::internal(format!("unexpected constraint {key}")))
        }
    }
}

fn details(id: CheckInId, told: &UnitDetails, by: PersonId) -> DetailsRow {
    DetailsRow {
        check_in_id: id,
        name: told.name.trim().to_owned(),
        kind: told.kind,
        system: told.system.trim().to_owned(),
        functions: JsonColumn(told.functions.iter().map(|f| f.trim().to_owned()).collect()),
        headcount: told.headcount,
        liaison_name: told.liaison_name.trim().to_owned(),
        liaison_phone: told.liaison_phone.clone(),
        submitted_by: by,
    }
}

/// Sends a unit's check-in that was returned again.
pub fn unit_again(tx: &mut Conn, desk: &Desk, row: &CheckInRow, ask: &ResubmitUnit) -> ApiResult<CheckInRow> {
    let place = community(tx, desk, ask.community_id, "/community_id")?;
    let by = row.submitted_by.ok_or_else(|| ApiError::internal("a unit's check-in that nobody sent"))?;
    queries::update_details(tx, &details(row.id, &ask.details, by))?;
    let change = Change { community_id: Some(place.id), area: Some(place.path.clone()), reason: Some(String::new()), ..Change::default() };
    let after = steps::take(tx, desk, row, A::Resubmit, "", change)?;
    tell::desk_of(tx, desk, &after, NoticeKind::CheckInReceived)?;
    Ok(after)
}

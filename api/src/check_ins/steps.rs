//! What every step of a check-in has in common, and what follows from the first and the last of them: roles, membership, liaisons.

use super::lifecycle::{self, Side};
use super::queries::{self, Change, CheckInRow, EventRow};
use super::{roster, tell, units};
use crate::accounts;
use crate::orders::{Desk, NOTHING_DUE};
use crate::platform::audit;
use crate::platform::auth::{DESK, STAFF, Who};
use crate::platform::db::Conn;
use crate::platform::error::{ApiError, ApiResult};
use crate::posts;
use contract::accounts::Role;
use contract::check_ins::{CheckInAction as A, CheckInBasis, CheckInEnding, CheckInState, CheckInSubject};
use contract::notices::NoticeKind;
use contract::{CheckInId, OrgUnitId, PersonId, Span, UnitId};

/// On whose behalf this caller may act. `liaison` are the units they keep the list of.
pub fn sides_of(c: &mut Conn, desk: &Desk, who: &Who, row: &CheckInRow, liaison: &[UnitId]) -> ApiResult<Vec<Side>> {
    let mut sides = Vec::new();
    let keeps_list = row.unit_id.is_some_and(|unit| liaison.contains(&unit));
    let is_owner = match row.subject {
        CheckInSubject::Member => row.person_id == Some(who.person),
        CheckInSubject::Unit => keeps_list || row.submitted_by == Some(who.person) && row.activated_at.is_none(),
    };
    if is_owner {
        sides.push(Side::Owner);
    }
    if row.subject == CheckInSubject::Member && keeps_list {
        sides.push(Side::Liaison);
    }
    // Nobody decides about themselves.
    let is_about_caller = row.person_id == Some(who.person) || row.submitted_by == Some(who.person);
    if who.holds_at(DESK, &row.area) && !is_about_caller {
        sides.push(Side::Desk);
    }
    if let Some(to) = row.transfer_to.filter(|_| row.state == CheckInState::Transferring && !is_about_caller)
        && desk.shelf.community(c, to)?.is_some_and(|community| who.holds_at(DESK, &community.path))
    {
        sides.push(Side::NewDesk);
    }
    Ok(sides)
}

/// Whether it exists for this caller.
pub fn is_known(who: &Who, row: &CheckInRow, sides: &[Side]) -> bool {
    !sides.is_empty() || who.holds_at(STAFF, &row.area)
}

/// The check-in for this caller and step, locked: 404, 403 or 409 otherwise.
pub fn load(tx: &mut Conn, desk: &Desk, who: &Who, id: CheckInId, version: i32, action: A) -> ApiResult<(CheckInRow, Vec<Side>)> {
    let gone = || ApiError::not_found("check-in");
    let row = queries::lock(tx, id)?.ok_or_else(gone)?;
    let liaison = units::liaison_units(tx, who.person)?;
    let sides = sides_of(tx, desk, who, &row, &liaison)?;
    if !is_known(who, &row, &sides) {
        return Err(gone());
    }
    if !lifecycle::may_ever(action, &sides) {
        return Err(ApiError::forbidden(format!("the step `{action}` is not yours to take with this check-in")));
    }
    let open = lifecycle::allowed(row.state, &sides);
    let words: Vec<String> = open.iter().map(ToString::to_string).collect();
    if row.version != version {
        return Err(ApiError::stale(row.state.as_str(), row.version).with_allowed(words));
    }
    if !open.contains(&action) {
        return Err(ApiError::refused("a check-in", row.state.as_str(), action.as_str()).with_allowed(words).with_version(row.version));
    }
    Ok((row, sides))
}

/// Until when a clerk looks at what is sent now.
pub fn due(desk: &Desk) -> chrono::DateTime<chrono::Utc> {
    desk.calendar.add(desk.now, Span::WorkingDays(desk.config.check_ins.confirm_days))
}

/// Takes a step: state, clock, event, audit.
pub fn take(tx: &mut Conn, desk: &Desk, row: &CheckInRow, action: A, note: &str, mut change: Change) -> ApiResult<CheckInRow> {
    let to = lifecycle::step(row.state, action)?;
    change.due_at = Some(if lifecycle::waits(to) { due(desk) } else { NOTHING_DUE });
    change.told = Some(0);
    let stale = || ApiError::stale(row.state.as_str(), row.version + 1);
    let after = queries::update(tx, row, to, change, desk.now)?.ok_or_else(stale)?;
    record(tx, desk, action, note, Some(row), &after)?;
    if let Some(person) = after.person_id.filter(|_| matches!(action, A::End | A::Expire | A::Suspend)) {
        // Nobody else could take the seats of somebody who is away.
        posts::release_all(tx, desk, person)?;
    }
    Ok(after)
}

/// Writes down what happened: the event, and the trail.
pub fn record(tx: &mut Conn, desk: &Desk, action: A, note: &str, before: Option<&CheckInRow>, after: &CheckInRow) -> ApiResult<()> {
    let sequence = queries::last_sequence(tx, after.id)? + 1;
    let event = EventRow {
        check_in_id: after.id,
        sequence,
        at: desk.now,
        action,
        state: after.state,
        actor_id: desk.actor,
        community_id: after.community_id,
        note: note.trim().to_owned(),
    };
    queries::insert_event(tx, &event)?;
    let subject = format!("check_in/{}", after.id);
    audit::record(tx, &desk.origin, desk.now, &audit::Change { action: past_tense(action), subject, before, after: Some(after) })
}

const fn past_tense(action: A) -> &'static str {
    match action {
        A::Submit => "check_in.submitted",
        A::Activate => "check_in.activated",
        A::Return => "check_in.returned",
        A::Resubmit => "check_in.resubmitted",
        A::Transfer => "check_in.transfer_asked",
        A::CancelTransfer => "check_in.transfer_cancelled",
        A::AcceptTransfer => "check_in.transferred",
        A::DeclineTransfer => "check_in.transfer_declined",
        A::Suspend => "check_in.suspended",
        A::Resume => "check_in.resumed",
        A::End | A::Expire => "check_in.ended",
    }
}

/// Says yes, with everything that follows: the receipt, the role, the membership; for a unit also that it is a unit.
pub fn activate(tx: &mut Conn, desk: &Desk, row: &CheckInRow, note: &str) -> ApiResult<CheckInRow> {
    let first = row.activated_at.unwrap_or(desk.now);
    // The list may have told which unit it is.
    let change = Change { unit_id: Some(row.unit_id), activated_at: Some(first), reason: Some(String::new()), ..Change::default() };
    let after = take(tx, desk, row, A::Activate, note, change)?;
    match (after.subject, after.person_id, after.unit_id) {
        (CheckInSubject::Member, Some(person), unit) => {
            accounts::grant_role(tx, person, Role::Member, after.community_id, desk.now)?;
            if let Some(unit) = unit {
                units::join(tx, person, unit, desk.now)?;
                tell::liaisons(tx, desk, &after, NoticeKind::CheckInMember)?;
            }
        }
        (CheckInSubject::Unit, _, Some(unit)) => {
            if let Some(told) = queries::details_of(tx, &[after.id])?.pop() {
                units::confirm_unit(tx, unit, &told)?;
                units::add_liaison(tx, unit, told.submitted_by, desk.now)?;
                units::join(tx, told.submitted_by, unit, desk.now)?;
                accounts::grant_role(tx, told.submitted_by, Role::UnitLiaison, after.community_id, desk.now)?;
            }
        }
        _ => {}
    }
    tell::owner(tx, desk, &after, NoticeKind::CheckInActivated, "")?;
    if let (CheckInSubject::Unit, Some(unit)) = (after.subject, after.unit_id) {
        for waiting in queries::waiting_of_unit(tx, unit)? {
            if let Some(person) = waiting.person_id {
                roster::confirm_if_agreed(tx, desk, &waiting, person)?;
            }
        }
    }
    Ok(after)
}

/// Moves a check-in to the community that was asked: history stays, the role moves.
pub fn accept_transfer(tx: &mut Conn, desk: &Desk, row: &CheckInRow) -> ApiResult<CheckInRow> {
    let to = row.transfer_to.ok_or_else(|| ApiError::internal("a transfer to nowhere"))?;
    let community = desk.shelf.community(tx, to)?.ok_or_else(|| ApiError::not_found("community"))?;
    let change = Change {
        community_id: Some(to),
        area: Some(community.path.clone()),
        basis: Some(basis_at(tx, row, to)?),
        transfer_to: Some(None),
        reason: Some(String::new()),
        ..Change::default()
    };
    let after = take(tx, desk, row, A::AcceptTransfer, "", change)?;
    if let (CheckInSubject::Member, Some(person)) = (after.subject, after.person_id) {
        accounts::end_role(tx, person, Role::Member, row.community_id, desk.now)?;
        accounts::grant_role(tx, person, Role::Member, to, desk.now)?;
    } else if let (CheckInSubject::Unit, Some(unit)) = (after.subject, after.unit_id) {
        for person in units::liaisons_of(tx, unit)? {
            accounts::end_role(tx, person, Role::UnitLiaison, row.community_id, desk.now)?;
            accounts::grant_role(tx, person, Role::UnitLiaison, to, desk.now)?;
        }
    }
    tell::owner(tx, desk, &after, NoticeKind::CheckInTransferred, "")?;
    Ok(after)
}

/// Why with the new community: as the unit's list and pairings have it.
fn basis_at(c: &mut Conn, row: &CheckInRow, to: OrgUnitId) -> ApiResult<CheckInBasis> {
    if row.basis == CheckInBasis::Returned {
        return Ok(row.basis);
    }
    if row.subject == CheckInSubject::Unit {
        return Ok(row.basis);
    }
    let (Some(person), Some(unit)) = (row.person_id, row.unit_id) else { return Ok(CheckInBasis::Own) };
    let phone = accounts::person(c, person)?.phone;
    let lives_there = units::listed_with(c, &phone)?.iter().any(|m| m.unit_id == unit && m.residence_id == Some(to));
    Ok(if lives_there {
        CheckInBasis::Residence
    } else if units::is_paired(c, unit, to)? {
        CheckInBasis::Pairing
    } else {
        CheckInBasis::Own
    })
}

/// Ends a check-in: the one place where it happens, whoever ends it. The role at the community ends with it.
pub fn end_check_in(tx: &mut Conn, desk: &Desk, row: &CheckInRow, action: A, note: &str) -> ApiResult<CheckInRow> {
    let change = Change { ended_at: Some(desk.now), reason: Some(note.trim().to_owned()), transfer_to: Some(None), ..Change::default() };
    let after = take(tx, desk, row, action, note, change)?;
    match (after.subject, after.person_id, after.unit_id) {
        (CheckInSubject::Member, Some(person), _) => {
            accounts::end_role(tx, person, Role::Member, row.community_id, desk.now)?;
        }
        (CheckInSubject::Unit, _, Some(unit)) if row.activated_at.is_some() => {
            for person in units::liaisons_of(tx, unit)? {
                end_liaison_role(tx, desk, person, unit, row.community_id)?;
            }
            units::end_liaisons(tx, unit, desk.today())?;
        }
        _ => {}
    }
    tell::owner(tx, desk, &after, NoticeKind::CheckInEnded, "")?;
    Ok(after)
}

/// The role stays with those who keep the list of another unit.
pub fn end_liaison_role(tx: &mut Conn, desk: &Desk, person: PersonId, unit: UnitId, community: OrgUnitId) -> ApiResult<()> {
    if units::liaison_units(tx, person)?.iter().all(|other| *other == unit) {
        accounts::end_role(tx, person, Role::UnitLiaison, community, desk.now)?;
    }
    Ok(())
}

/// What a reason is called in the history.
pub fn ending_note(why: CheckInEnding, note: &str) -> String {
    let word = match why {
        CheckInEnding::Withdrawal => "本人退出",
        CheckInEnding::UnitLeave => "离开单位",
        CheckInEnding::Death => "去世",
        CheckInEnding::Mistake => "登记有误",
    };
    if note.trim().is_empty() { word.to_owned() } else { format!("{word}：{}", note.trim()) }
}

//! Check-ins as a caller may see them.

use super::lifecycle;
use super::queries::{self, CheckInRow};
use super::{steps, submit, units};
use crate::accounts;
use crate::orders::{Desk, NOTHING_DUE};
use crate::platform::auth::Who;
use crate::platform::db::Conn;
use crate::platform::error::{ApiError, ApiResult};
use contract::CheckInId;
use contract::OrgUnitId;
use contract::check::mask_phone;
use contract::check_ins::{CheckIn, CheckInEvent, CheckInMember, CheckInState, CheckInSubject, CommunityRef, UnitDetails, UnitRef};
use lifecycle::Side;

/// Several that the caller may know, in their order.
pub fn show_all(c: &mut Conn, desk: &Desk, who: &Who, rows: Vec<CheckInRow>) -> ApiResult<Vec<CheckIn>> {
    let liaison = units::liaison_units(c, who.person)?;
    let unit_ids: Vec<_> = rows.iter().filter_map(|r| r.unit_id).collect();
    let names = units::names_of(c, &unit_ids)?;
    let told = queries::details_of(c, &rows.iter().filter(|r| r.subject == CheckInSubject::Unit).map(|r| r.id).collect::<Vec<_>>())?;
    let people = accounts::name_and_phone(c, &rows.iter().filter_map(|r| r.person_id).collect::<Vec<_>>())?;
    let mut shown = Vec::with_capacity(rows.len());
    for row in rows {
        let sides = steps::sides_of(c, desk, who, &row, &liaison)?;
        let is_mine = sides.contains(&Side::Owner);
        let is_desk = sides.contains(&Side::Desk);
        let doubts = match row.person_id {
            Some(person) if is_desk && row.state == CheckInState::Submitted => submit::doubts_of(c, &row, person)?,
            _ => Vec::new(),
        };
        let member = row.person_id.and_then(|id| people.get(&id).map(|(name, phone)| (id, name, phone)));
        let details = told.iter().find(|d| d.check_in_id == row.id).filter(|_| is_mine || is_desk);
        let unit = row.unit_id.and_then(|id| names.get(&id).map(|name| UnitRef { id, name: name.clone() }));
        // A unit that nobody confirmed is called what it was called in this check-in.
        let unit = unit.map(|u| told.iter().find(|d| d.check_in_id == row.id).map_or(u.clone(), |d| UnitRef { name: d.name.clone(), ..u }));
        shown.push(CheckIn {
            member: member.map(|(id, name, phone)| CheckInMember {
                id,
                name: name.clone(),
                phone: if is_mine { phone.clone() } else { mask_phone(phone) },
            }),
            unit,
            details: details.map(|d| UnitDetails {
                name: d.name.clone(),
                kind: d.kind,
                system: d.system.clone(),
                functions: d.functions.0.clone(),
                headcount: d.headcount,
                liaison_name: d.liaison_name.clone(),
                liaison_phone: if is_mine { d.liaison_phone.clone() } else { mask_phone(&d.liaison_phone) },
            }),
            community: community(c, desk, row.community_id)?,
            transfer_to: row.transfer_to.map(|id| community(c, desk, id)).transpose()?,
            allowed_actions: lifecycle::allowed(row.state, &sides),
            receipt: row.activated_at.map(|_| row.number),
            due_at: (row.due_at != NOTHING_DUE).then_some(row.due_at),
            is_overdue: row.due_at < desk.now,
            is_mine,
            doubts,
            id: row.id,
            subject: row.subject,
            state: row.state,
            version: row.version,
            basis: row.basis,
            intents: row.intents.0,
            availability: row.availability,
            reason: row.reason,
            valid_to: row.valid_to,
            submitted_at: row.submitted_at,
            activated_at: row.activated_at,
            ended_at: row.ended_at,
            updated_at: row.updated_at,
        });
    }
    Ok(shown)
}

/// One that the caller may know, or has just changed.
pub fn show(c: &mut Conn, desk: &Desk, who: &Who, row: CheckInRow) -> ApiResult<CheckIn> {
    show_all(c, desk, who, vec![row])?.pop().ok_or_else(|| ApiError::not_found("check-in"))
}

/// The row for a caller; 404 for whom it does not exist.
pub fn known(c: &mut Conn, desk: &Desk, who: &Who, id: CheckInId) -> ApiResult<CheckInRow> {
    let gone = || ApiError::not_found("check-in");
    let row = queries::find(c, id)?.ok_or_else(gone)?;
    let liaison = units::liaison_units(c, who.person)?;
    let sides = steps::sides_of(c, desk, who, &row, &liaison)?;
    if steps::is_known(who, &row, &sides) { Ok(row) } else { Err(gone()) }
}

/// A community with its name.
pub fn community(c: &mut Conn, desk: &Desk, id: OrgUnitId) -> ApiResult<CommunityRef> {
    let name = desk.shelf.community(c, id)?.map(|found| found.name.clone()).unwrap_or_default();
    Ok(CommunityRef { id, name })
}

/// Everything that happened, oldest first.
pub fn history(c: &mut Conn, id: CheckInId) -> ApiResult<Vec<CheckInEvent>> {
    let events = queries::events_of(c, id)?;
    let names = accounts::names_of(c, &events.iter().filter_map(|e| e.actor_id).collect::<Vec<_>>())?;
    let places = units::community_names(c, &events.iter().map(|e| e.community_id).collect::<Vec<_>>())?;
    let shown = events.into_iter().map(|e| CheckInEvent {
        sequence: e.sequence,
        at: e.at,
        action: e.action,
        state: e.state,
        is_system: e.actor_id.is_none(),
        actor_name: e.actor_id.and_then(|id| names.get(&id).cloned()),
        community_name: places.get(&e.community_id).cloned().unwrap_or_default(),
        note: e.note,
    });
    Ok(shown.collect())
}

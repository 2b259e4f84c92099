//! Check-ins as a caller may see them.

use super::lifecycle;
use super::queries::{self, CheckInRow, DetailsRow};
use super::{steps, submit, units};
use crate::accounts;
use crate::orders::{Desk, NOTHING_DUE};
use crate::platform::auth::Who;
use crate::platform::db::Conn;
use crate::platform::error::{ApiError, ApiResult};
use contract::check::mask_phone;
use contract::check_ins::{CheckIn, CheckInEvent, CheckInMember, CheckInState, CheckInSubject, CommunityRef, UnitDetails, UnitRef};
use contract::{CheckInId, OrgUnitId, PersonId, UnitId};
use lifecycle::Side;
use std::collections::HashMap;

/// What is read once for several check-ins.
struct Lens {
    units: HashMap<UnitId, String>,
    told: Vec<DetailsRow>,
    people: HashMap<PersonId, (String, String)>,
}

/// Several that the caller may know, in their order.
pub fn show_all(c: &mut Conn, desk: &Desk, who: &Who, rows: Vec<CheckInRow>) -> ApiResult<Vec<CheckIn>> {
    seen(c, desk, who, rows, false)
}

/// What the list says against one costs a few reads: it is told where one is looked at by itself.
fn seen(c: &mut Conn, desk: &Desk, who: &Who, rows: Vec<CheckInRow>, with_doubts: bool) -> ApiResult<Vec<CheckIn>> {
    let liaison = units::liaison_units(c, who.person)?;
    let of_units: Vec<_> = rows.iter().filter(|r| r.subject == CheckInSubject::Unit).map(|r| r.id).collect();
    let lens = Lens {
        units: units::names_of(c, &rows.iter().filter_map(|r| r.unit_id).collect::<Vec<_>>())?,
        told: queries::details_of(c, &of_units)?,
        people: accounts::name_and_phone(c, &rows.iter().filter_map(|r| r.person_id).collect::<Vec<_>>())?,
    };
    let mut shown = Vec::with_capacity(rows.len());
    for row in rows {
        let sides = steps::sides_of(c, desk, who, &row, &liaison)?;
        let doubts = match row.person_id {
            Some(person) if with_doubts && sides.contains(&Side::Desk) && row.state == CheckInState::Submitted => {
                submit::doubts_of(c, &row, person)?
            }
            _ => Vec::new(),
        };
        let community_ref = community(c, desk, row.community_id)?;
        let transfer_to = row.transfer_to.map(|id| community(c, desk, id)).transpose()?;
        shown.push(CheckIn { doubts, transfer_to, ..lens.one(desk, &sides, row, community_ref) });
    }
    Ok(shown)
}

impl Lens {
    /// The unit; one that nobody confirmed is called what it was called in this check-in.
    fn unit(&self, row: &CheckInRow) -> Option<UnitRef> {
        let id = row.unit_id?;
        let told = self.told.iter().find(|d| d.check_in_id == row.id).map(|d| &d.name);
        told.or_else(|| self.units.get(&id)).map(|name| UnitRef { id, name: name.clone() })
    }

    fn one(&self, desk: &Desk, sides: &[Side], row: CheckInRow, community: CommunityRef) -> CheckIn {
        let is_mine = sides.contains(&Side::Owner);
        let phone = |whole: &str| if is_mine { whole.to_owned() } else { mask_phone(whole) };
        let person = row.person_id.and_then(|id| self.people.get(&id).map(|(name, number)| (id, name, number)));
        let details = self.told.iter().find(|d| d.check_in_id == row.id).filter(|_| is_mine || sides.contains(&Side::Desk));
        CheckIn {
            member: person.map(|(id, name, number)| CheckInMember { id, name: name.clone(), phone: phone(number) }),
            unit: self.unit(&row),
            details: details.map(|d| UnitDetails {
                name: d.name.clone(),
                kind: d.kind,
                system: d.system.clone(),
                functions: d.functions.0.clone(),
                headcount: d.headcount,
                liaison_name: d.liaison_name.clone(),
                liaison_phone: phone(&d.liaison_phone),
            }),
            community,
            transfer_to: None,
            allowed_actions: lifecycle::allowed(row.state, sides),
            allowed_endings: lifecycle::endings(row.state, row.subject, sides),
            receipt: row.activated_at.map(|_| row.number),
            due_at: (row.due_at != NOTHING_DUE).then_some(row.due_at),
            is_overdue: row.due_at < desk.now,
            is_mine,
            doubts: Vec::new(),
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
        }
    }
}

/// One that the caller may know, or has just changed.
pub fn show(c: &mut Conn, desk: &Desk, who: &Who, row: CheckInRow) -> ApiResult<CheckIn> {
    seen(c, desk, who, vec![row], true)?.pop().ok_or_else(|| ApiError::not_found("check-in"))
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

//! Offers as a caller may see them: staff all, a team its own, the requester the one that counts.

use super::lifecycle;
use super::queries::DispatchRow;
use crate::orders::{OrderRow, desk_at};
use crate::platform::auth::{STAFF, Who};
use contract::PersonId;
use contract::dispatch::{Dispatch, DispatchState};
use contract::org::{PersonRef, TeamRef};
use std::collections::HashMap;

/// The offers of an order that this caller may know of, oldest first.
pub fn visible_of(who: &Who, order: &OrderRow, offers: &[(DispatchRow, String)], names: &HashMap<PersonId, String>) -> Vec<Dispatch> {
    let is_staff = who.holds_at(STAFF, &order.area);
    let is_desk = who.holds_at(desk_at(order.raised), &order.area);
    let is_mine = order.requester_id == who.person;
    let seen = |d: &DispatchRow| {
        is_staff || who.teams.contains(&d.team_id) || (is_mine && matches!(d.state, DispatchState::Accepted | DispatchState::Done))
    };
    // What the dispatcher wrote is for the team.
    let note = |d: &DispatchRow| d.note.clone().filter(|_| is_staff || who.teams.contains(&d.team_id));
    let told = |d: &DispatchRow| DispatchRow { note: note(d), ..d.clone() };
    offers.iter().filter(|(d, _)| seen(d)).map(|(d, team)| show(who, is_desk, told(d), team.clone(), names)).collect()
}

/// One offer.
pub fn show(who: &Who, is_desk: bool, row: DispatchRow, team: String, names: &HashMap<PersonId, String>) -> Dispatch {
    let responsible = row.responsible_id.and_then(|id| names.get(&id).map(|name| PersonRef { id, name: name.clone() }));
    Dispatch {
        allowed_actions: lifecycle::allowed(row.state, who.leads.contains(&row.team_id), is_desk),
        id: row.id,
        order_id: row.order_id,
        round: row.round,
        team: TeamRef { id: row.team_id, name: team },
        state: row.state,
        version: row.version,
        responsible_person: responsible,
        offered_at: row.offered_at,
        expires_at: row.expires_at,
        answered_at: row.answered_at,
        reason: row.reason,
        explanation: row.explanation,
        note: row.note,
    }
}

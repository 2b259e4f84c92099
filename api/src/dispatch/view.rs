//! Offers as a caller may see them: staff all, a team its own, the requester the one that counts.

use super::lifecycle::{self, Facts, Sides};
use super::queries::DispatchRow;
use crate::orders::{OrderRow, desk_at};
use crate::platform::auth::{STAFF, Who};
use contract::PersonId;
use contract::accounts::Role;
use contract::dispatch::{Dispatch, DispatchState, Objection};
use contract::org::{PersonRef, TeamRef};
use std::collections::HashMap;

/// The offers of an order that this caller may know of, oldest first.
pub fn visible_of(who: &Who, order: &OrderRow, offers: &[(DispatchRow, String)], names: &HashMap<PersonId, String>) -> Vec<Dispatch> {
    let is_staff = who.holds_at(STAFF, &order.area);
    let is_mine = order.requester_id == who.person;
    let seen = |d: &DispatchRow| {
        is_staff || who.teams.contains(&d.team_id) || (is_mine && matches!(d.state, DispatchState::Accepted | DispatchState::Done))
    };
    // What the dispatcher wrote, and what was said against it, is for the team.
    let told = |d: &DispatchRow| {
        if is_staff || who.teams.contains(&d.team_id) {
            return d.clone();
        }
        DispatchRow { note: None, rule_id: None, objection_reason: None, is_named: false, ..d.clone() }
    };
    let shown = |(d, team): &(DispatchRow, String)| show(who, Some(order), told(d), team.clone(), names);
    offers.iter().filter(|(d, _)| seen(d)).map(shown).collect()
}

/// What the caller is to an offer; without its order, only what the team itself is. Whoever holds a raised order decides about it
/// as the secretary does in the community.
pub fn sides(who: &Who, order: Option<&OrderRow>, row: &DispatchRow) -> Sides {
    let holds = |roles: fn(i32) -> &'static [Role]| order.is_some_and(|o| who.holds_at(roles(o.raised), &o.area));
    let decides = |raised| if raised == 0 { &[Role::CommunitySecretary] } else { desk_at(raised) };
    Sides { is_lead: who.leads.contains(&row.team_id), is_desk: holds(desk_at), is_secretary: holds(decides) }
}

/// One offer.
pub fn show(who: &Who, order: Option<&OrderRow>, row: DispatchRow, team: String, names: &HashMap<PersonId, String>) -> Dispatch {
    let responsible = row.responsible_id.and_then(|id| names.get(&id).map(|name| PersonRef { id, name: name.clone() }));
    Dispatch {
        allowed_actions: lifecycle::allowed(row.state, sides(who, order, &row), Facts::of(&row)),
        objection: objection(&row),
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
        is_named: row.is_named,
        is_neutral: row.is_neutral,
        rule_id: row.rule_id,
    }
}

fn objection(row: &DispatchRow) -> Option<Objection> {
    Some(Objection {
        reason: row.objection_reason?,
        text: row.objection_text.clone()?,
        state: row.objection_state?,
        objected_at: row.objected_at?,
        review: row.review.clone(),
        reviewed_at: row.reviewed_at,
    })
}

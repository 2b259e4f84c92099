//! From rows to replies.

use super::access::{Found, invitation_sides};
use super::lifecycle::activity::Side;
use super::lifecycle::invitation as relay_rules;
use super::queries::{ActivityRow, InvitationRow, SignUpRow, sign_ups};
use super::relay;
use crate::accounts::names_of;
use crate::check_ins::units;
use crate::orders::Desk;
use crate::org;
use crate::platform::auth::Who;
use crate::platform::db::Conn;
use crate::platform::error::{ApiError, ApiResult};
use contract::activities::{
    Activity, ActivityContent, ActivityReport, ActivityState, Invitation, InvitationState, ListedActivity, SignUp, SignUpState,
};
use contract::check::{mask_name, mask_phone};
use contract::check_ins::UnitRef;
use contract::org::OrgRef;
use contract::{InvitationId, OrgUnitId, UnitId};
use std::collections::HashMap;

fn gone() -> ApiError {
    ApiError::internal("a row of the room points to something that is gone")
}

/// Names of units, read once.
pub struct Names(HashMap<UnitId, String>);

impl Names {
    pub fn of(c: &mut Conn, ids: impl Iterator<Item = UnitId>) -> ApiResult<Self> {
        let mut ids: Vec<UnitId> = ids.collect();
        ids.sort_unstable();
        ids.dedup();
        Ok(Self(if ids.is_empty() { HashMap::new() } else { units::names_of(c, &ids)? }))
    }

    pub fn unit(&self, id: UnitId) -> UnitRef {
        UnitRef { id, name: self.0.get(&id).cloned().unwrap_or_default() }
    }
}

/// Communities, read once for a page.
pub fn communities(c: &mut Conn, ids: impl Iterator<Item = OrgUnitId>) -> ApiResult<HashMap<OrgUnitId, OrgRef>> {
    let mut ids: Vec<OrgUnitId> = ids.collect();
    ids.sort_unstable();
    ids.dedup();
    Ok(org::org_refs(c, &ids)?.into_iter().map(|o| (o.id, o)).collect())
}

/// Activities of a list, in their order.
pub fn show_listed(c: &mut Conn, rows: Vec<ActivityRow>) -> ApiResult<Vec<ListedActivity>> {
    let places = communities(c, rows.iter().map(|r| r.community_id))?;
    let names = Names::of(c, rows.iter().filter_map(|r| r.unit_id))?;
    let show = |row: ActivityRow| {
        Ok(ListedActivity {
            community: places.get(&row.community_id).cloned().ok_or_else(gone)?,
            unit: row.unit_id.map(|u| names.unit(u)),
            id: row.id,
            state: row.state,
            title: row.title,
            category: row.category,
            description: row.description,
            place: row.place,
            starts_at: row.starts_at,
            ends_at: row.ends_at,
            capacity: row.capacity,
            taken: row.taken,
            is_open_to_all: row.is_open_to_all,
        })
    };
    rows.into_iter().map(show).collect()
}

/// One activity as this caller sees it.
pub fn show(c: &mut Conn, desk: &Desk, who: &Who, found: Found) -> ApiResult<Activity> {
    let community = desk.shelf.community(c, found.row.community_id)?.ok_or_else(gone)?;
    let names =
        Names::of(c, found.relay.iter().map(|i| i.unit_id).chain(found.row.unit_id).chain(found.place.iter().filter_map(|p| p.unit_id)))?;
    let places = if found.row.state == ActivityState::Closed { sign_ups::of_activity(c, found.row.id)? } else { Vec::new() };
    let present: Vec<&SignUpRow> = places.iter().filter(|p| p.state == SignUpState::Present).collect();
    let row = &found.row;
    let report = (row.state == ActivityState::Closed).then(|| ActivityReport {
        present: i64::try_from(present.len()).unwrap_or(i64::MAX),
        minutes: present.iter().map(|p| i64::from(p.minutes)).sum(),
        people_served: row.people_served,
        summary: row.summary.clone(),
        outcomes: row.outcomes.0.clone(),
    });
    let my_sign_up = match &found.place {
        Some(place) => show_places(c, who, &names, vec![place.clone()], true)?.pop(),
        None => None,
    };
    Ok(Activity {
        id: row.id,
        state: row.state,
        version: row.version,
        community: (*community).clone(),
        unit: row.unit_id.map(|u| names.unit(u)),
        content: ActivityContent {
            title: row.title.clone(),
            category: row.category,
            description: row.description.clone(),
            place: row.place.clone(),
            starts_at: row.starts_at,
            ends_at: row.ends_at,
            answer_by: row.answer_by,
            capacity: row.capacity,
            is_open_to_all: row.is_open_to_all,
            admission_no: row.admission_no.clone(),
        },
        taken: row.taken,
        reason: row.reason.clone(),
        report,
        units: found.accepted().map(|i| names.unit(i.unit_id)).collect(),
        invitations: if found.is_kept() || found.is_in_relay() { chain(&found, &names) } else { Vec::new() },
        my_sign_up,
        my_units: found.accepted().filter(|i| found.own.contains(&i.unit_id)).map(|i| names.unit(i.unit_id)).collect(),
        is_organiser: found.is_on(Side::Organiser),
        allowed_actions: found.allowed(),
        created_at: row.created_at,
    })
}

/// The relay as a chain: each invitation after the one it came from, those of one unit in the order in which they were made.
fn chain(found: &Found, names: &Names) -> Vec<Invitation> {
    let mut shown = Vec::with_capacity(found.relay.len());
    let mut waiting: Vec<(&InvitationRow, i32)> = children(found, None).map(|i| (i, 0)).collect();
    while let Some((row, depth)) = waiting.pop() {
        shown.push(show_invitation(found, names, row, depth));
        waiting.extend(children(found, Some(row.id)).map(|i| (i, depth + 1)));
    }
    shown
}

/// Last one first, to be taken off the end.
fn children(found: &Found, parent: Option<InvitationId>) -> impl Iterator<Item = &InvitationRow> {
    found.relay.iter().rev().filter(move |i| i.parent_id == parent)
}

fn show_invitation(found: &Found, names: &Names, row: &InvitationRow, depth: i32) -> Invitation {
    let sides = invitation_sides(found, row);
    let is_mine = sides.contains(&relay_rules::Side::Guest);
    let is_whole = is_mine || found.is_kept() || sides.contains(&relay_rules::Side::Host);
    let passed_on_by = row.parent_id.and_then(|id| found.relay.iter().find(|i| i.id == id)).map(|i| i.unit_id);
    let whole = |text: &String| if is_whole { text.clone() } else { String::new() };
    Invitation {
        id: row.id,
        unit: names.unit(row.unit_id),
        invited_by: passed_on_by.or(found.row.unit_id).map(|u| names.unit(u)),
        parent_id: row.parent_id,
        depth,
        state: row.state,
        text: whole(&row.text),
        people: if row.state == InvitationState::Accepted { row.people } else { 0 },
        contact_name: whole(&row.contact_name),
        contact_phone: if is_mine || found.is_kept() { row.contact_phone.clone() } else { masked(is_whole, &row.contact_phone) },
        reason: whole(&row.reason),
        expires_at: row.expires_at,
        created_at: row.created_at,
        answered_at: row.answered_at,
        is_mine,
        version: row.version,
        allowed_actions: relay::allowed(found, row),
    }
}

/// Whoever passed it on sees the ends of the number.
fn masked(is_seen: bool, phone: &str) -> String {
    if is_seen && !phone.is_empty() { mask_phone(phone) } else { String::new() }
}

/// Who has a place; with whole names for those who may know them.
pub fn show_places(c: &mut Conn, who: &Who, names: &Names, rows: Vec<SignUpRow>, is_whole: bool) -> ApiResult<Vec<SignUp>> {
    let people = names_of(c, &rows.iter().map(|r| r.person_id).collect::<Vec<_>>())?;
    let show = |row: SignUpRow| {
        let name = people.get(&row.person_id).cloned().unwrap_or_default();
        let is_mine = row.person_id == who.person;
        SignUp {
            person_name: if is_whole || is_mine { name } else { mask_name(&name) },
            unit: row.unit_id.map(|u| names.unit(u)),
            id: row.id,
            state: row.state,
            minutes: row.minutes,
            evidence: row.evidence,
            signed_at: row.signed_at,
            is_mine,
            version: row.version,
        }
    };
    Ok(rows.into_iter().map(show).collect())
}

/// The places of an activity for its organiser and the desk; for the liaison of a unit in the relay those of its own people.
pub fn places(c: &mut Conn, who: &Who, found: &Found) -> ApiResult<Vec<SignUp>> {
    if !found.is_kept() && !found.is_in_relay() {
        return Err(ApiError::forbidden("who comes is for the organiser, the desk, and the units for their own people"));
    }
    let mut rows = sign_ups::of_activity(c, found.row.id)?;
    if !found.is_kept() {
        rows.retain(|r| r.unit_id.is_some_and(|u| found.own.contains(&u)));
    }
    let names = Names::of(c, rows.iter().filter_map(|r| r.unit_id))?;
    show_places(c, who, &names, rows, true)
}

//! Who stands where towards an activity; what is found under its lock.

use super::content;
use super::lifecycle::activity::{self as rules, Facts, Side};
use super::lifecycle::invitation as relay_rules;
use super::queries::{ActivityRow, InvitationRow, SignUpRow, activities, invitations, sign_ups};
use crate::check_ins::{self, units};
use crate::orders::Desk;
use crate::platform::auth::{REVEALERS, Who};
use crate::platform::db::Conn;
use crate::platform::error::{ApiError, ApiResult};
use contract::activities::{ActivityAction, ActivityState, InvitationState};
use contract::{ActivityId, UnitId};

/// An activity with everything a decision about it needs.
pub struct Found {
    pub row: ActivityRow,
    /// Oldest first.
    pub relay: Vec<InvitationRow>,
    pub sides: Vec<Side>,
    /// Units the caller speaks for.
    pub own: Vec<UnitId>,
    /// The caller's place.
    pub place: Option<SignUpRow>,
    /// Whether the caller has had one that is gone now: they may read why.
    pub had_place: bool,
    /// Whether the caller may come, and with which unit.
    pub joins_with: Option<Option<UnitId>>,
    pub facts: Facts,
}

impl Found {
    pub fn is_on(&self, side: Side) -> bool {
        self.sides.contains(&side)
    }

    /// For the organiser and the desk.
    pub fn is_kept(&self) -> bool {
        self.is_on(Side::Organiser) || self.is_on(Side::Desk)
    }

    /// Units that come, in the order in which they were invited.
    pub fn accepted(&self) -> impl Iterator<Item = &InvitationRow> {
        self.relay.iter().filter(|i| i.state == InvitationState::Accepted)
    }

    /// Whether a unit of the caller is or was invited.
    pub fn is_in_relay(&self) -> bool {
        self.relay.iter().any(|i| self.own.contains(&i.unit_id))
    }

    pub fn allowed(&self) -> Vec<ActivityAction> {
        rules::allowed(self.row.state, &self.sides, &self.facts)
    }

    fn is_seen(&self) -> bool {
        match self.row.state {
            ActivityState::Draft => self.is_kept(),
            ActivityState::Cancelled => self.is_kept() || self.is_in_relay() || self.had_place,
            _ => true,
        }
    }

    /// The version first: who has read an old state gets to know that, not that the step is illegal in the new one.
    pub fn check(&self, version: Option<i32>, action: ActivityAction) -> ApiResult<()> {
        if !rules::may_ever(action, &self.sides) {
            return Err(ApiError::forbidden(format!("the step `{action}` is not yours to take with this activity")));
        }
        let (row, allowed) = (&self.row, self.allowed());
        let open: Vec<String> = allowed.iter().map(ToString::to_string).collect();
        if version.is_some_and(|v| v != row.version) {
            return Err(ApiError::stale(row.state.as_str(), row.version).with_allowed(open));
        }
        let as_before = Facts { has_left: false, ..self.facts };
        if !allowed.contains(&action) && rules::allowed(row.state, &self.sides, &as_before).contains(&action) {
            return Err(content::serves_not());
        }
        if !allowed.contains(&action) {
            return Err(ApiError::refused("an activity", row.state.as_str(), action.as_str()).with_allowed(open).with_version(row.version));
        }
        Ok(())
    }
}

/// Looks at an activity with the eyes of a caller; 404 for whom it does not exist.
pub fn look(c: &mut Conn, desk: &Desk, who: &Who, row: ActivityRow) -> ApiResult<Found> {
    let own = units::liaison_units(c, who.person)?;
    let relay = invitations::of_activity(c, row.id)?;
    // Whoever keeps it reads who comes and where to reach them: not the city's office, which works without names.
    let is_staff = who.holds_at(REVEALERS, &row.area);
    let coming: Vec<UnitId> = relay.iter().filter(|i| i.state == InvitationState::Accepted).map(|i| i.unit_id).chain(row.unit_id).collect();
    let mut sides = vec![Side::Member];
    if row.unit_id.map_or(is_staff, |unit| own.contains(&unit)) {
        sides.push(Side::Organiser);
    }
    if is_staff {
        sides.push(Side::Desk);
    }
    if relay.iter().any(|i| i.state == InvitationState::Accepted && own.contains(&i.unit_id)) {
        sides.push(Side::Unit);
    }
    let joins_with = match units::member_of_any(c, who.person, &coming, desk.today())? {
        Some(unit) => Some(Some(unit)),
        None if !row.is_open_to_all => None,
        None => check_ins::active_of(c, who.person)?.filter(|a| a.community_id == row.community_id).map(|_| None),
    };
    let place = sign_ups::of_person(c, row.id, who.person)?;
    let times = sign_ups::times(c, row.id, who.person)?;
    let facts = Facts {
        now: desk.now,
        starts_at: row.starts_at,
        answer_by: row.answer_by,
        is_full: row.taken >= row.capacity,
        has_place: place.is_some(),
        may_join: joins_with.is_some(),
        is_used_up: times >= desk.config.activities.sign_ups_per_person,
        has_left: match row.unit_id.filter(|unit| own.contains(unit)) {
            Some(unit) => units::has_left(c, unit, row.community_id)?,
            None => false,
        },
    };
    let had_place = times > 0;
    let found = Found { row, relay, sides, own, place, had_place, joins_with, facts };
    if found.is_seen() { Ok(found) } else { Err(gone()) }
}

pub fn gone() -> ApiError {
    ApiError::not_found("activity")
}

/// The activity as this caller sees it.
pub fn find(c: &mut Conn, desk: &Desk, who: &Who, id: ActivityId) -> ApiResult<Found> {
    let row = activities::find(c, id)?.ok_or_else(gone)?;
    look(c, desk, who, row)
}

/// The same under its lock.
pub fn lock(tx: &mut Conn, desk: &Desk, who: &Who, id: ActivityId) -> ApiResult<Found> {
    let row = activities::lock(tx, id)?.ok_or_else(gone)?;
    look(tx, desk, who, row)
}

/// On whose behalf this caller acts towards an invitation.
pub fn invitation_sides(found: &Found, row: &InvitationRow) -> Vec<relay_rules::Side> {
    let mut sides = Vec::new();
    if found.own.contains(&row.unit_id) {
        sides.push(relay_rules::Side::Guest);
    }
    let passed_on_by = row.parent_id.and_then(|id| found.relay.iter().find(|i| i.id == id)).map(|i| i.unit_id);
    // Whoever organises it can take back what others passed on.
    if found.is_on(Side::Organiser) || passed_on_by.is_some_and(|unit| found.own.contains(&unit)) {
        sides.push(relay_rules::Side::Host);
    }
    sides
}

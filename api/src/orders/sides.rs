//! On whose behalf a caller acts: it follows from their roles and from the order itself.

use super::lifecycle::Side;
use super::queries::{EventRow, OrderRow};
use crate::platform::auth::{CALLERS, DESK, Who};
use contract::PersonId;
use contract::accounts::Role;
use contract::orders::{OrderAction, OrderState};

/// On whose behalf this caller may act on this order.
pub fn sides_of(who: &Who, row: &OrderRow) -> Vec<Side> {
    let mut sides = Vec::new();
    if row.requester_id == who.person {
        sides.push(Side::Requester);
    }
    // Who holds the order is its desk: the community, or the level it was raised to.
    if who.holds_at(desk_at(row.raised), &row.area) {
        sides.push(Side::Desk);
    }
    if row.raised == 0 && who.holds_at(&[Role::CommunitySecretary], &row.area) {
        sides.push(Side::Secretary);
    }
    if who.holds_at(&[Role::Street], &row.area) {
        sides.push(Side::Street);
    }
    let is_of_it = row.requester_id == who.person || row.responsible_id == Some(who.person);
    if who.holds_at(CALLERS, &row.area) && !is_of_it && !row.team_id.is_some_and(|t| who.teams.contains(&t)) {
        sides.push(Side::Caller);
    }
    let has_it = matches!(
        row.state,
        OrderState::Taken
            | OrderState::InProgress
            | OrderState::Waiting
            | OrderState::Done
            | OrderState::Confirmed
            | OrderState::Closed
            | OrderState::ClosedUnreached
    );
    let leads = row.team_id.is_some_and(|t| who.leads.contains(&t));
    if has_it && (leads || row.responsible_id == Some(who.person)) {
        sides.push(Side::Team);
    }
    sides
}

/// The roles at whose desk an order is that was raised so many levels.
pub const fn desk_at(raised: i32) -> &'static [Role] {
    match raised {
        0 => DESK,
        1 => &[Role::Street],
        _ => &[Role::CityOffice],
    }
}

/// Whether this person decided about the order or worked on it, in whatever round: they do not call back about it, and do not rate it
/// (domain rule I6: caller ≠ handler, handler ≠ rater).
pub fn has_handled(events: &[EventRow], person: PersonId) -> bool {
    use OrderAction as A;
    events.iter().any(|e| {
        let is_work = matches!(
            e.action,
            A::Accept
                | A::Dispatch
                | A::Take
                | A::RecordContact
                | A::AddMeasure
                | A::AddProgress
                | A::Wait
                | A::Resume
                | A::Complete
                | A::Whistle
        );
        is_work && e.actor_id == Some(person)
    })
}

//! The invitation's state machine.

use crate::platform::error::{ApiError, ApiResult};
use contract::activities::{InvitationAction as A, InvitationState as S};

/// On whose behalf a step is taken.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Side {
    /// The liaison of the unit that is invited.
    Guest,
    /// Whoever invited.
    Host,
    System,
}

/// From, action, who, to.
const STEPS: &[(S, A, Side, S)] = &[
    (S::Invited, A::Accept, Side::Guest, S::Accepted),
    (S::Invited, A::Decline, Side::Guest, S::Declined),
    (S::Accepted, A::Decline, Side::Guest, S::Declined), // cannot come after all
    (S::Invited, A::Withdraw, Side::Host, S::Withdrawn),
    (S::Invited, A::Expire, Side::System, S::Expired),
];

/// The state after a step; refused with 409 when the table does not have it.
pub fn step(from: S, action: A) -> ApiResult<S> {
    let legal = STEPS.iter().find(|(f, a, ..)| (*f, *a) == (from, action));
    legal.map(|(.., to)| *to).ok_or_else(|| ApiError::refused("an invitation", from.as_str(), action.as_str()))
}

/// Whether it is ever for these sides to do.
pub fn may_ever(action: A, sides: &[Side]) -> bool {
    STEPS.iter().any(|(_, a, side, _)| *a == action && sides.contains(side))
}

/// The steps these sides can take; none when the activity is not ahead any more.
pub fn allowed(from: S, sides: &[Side], is_ahead: bool, is_in_time: bool) -> Vec<A> {
    let is_open = |a: A| is_ahead && (a != A::Accept || is_in_time);
    STEPS.iter().filter(|(f, a, side, _)| *f == from && sides.contains(side) && is_open(*a)).map(|(_, a, ..)| *a).collect()
}

/// Whether it still counts: one a unit and activity.
pub const fn is_live(state: S) -> bool {
    matches!(state, S::Invited | S::Accepted)
}

#[cfg(test)]
mod tests {
    use super::*;
    use insta::assert_snapshot;

    #[test]
    fn the_whole_matrix() {
        let cell = |from: S, action: A| step(from, action).map_or_else(|_| format!("{action} refused"), |to| format!("{action} -> {to}"));
        let row = |from: &S| A::ALL.iter().map(|a| format!("{from} | {}", cell(*from, *a))).collect::<Vec<_>>().join("\n");
        assert_snapshot!("invitation_matrix", S::ALL.iter().map(row).collect::<Vec<_>>().join("\n"));
    }

    #[test]
    fn too_late_is_too_late() {
        assert_eq!(allowed(S::Invited, &[Side::Guest, Side::Host], true, true), [A::Accept, A::Decline, A::Withdraw]);
        assert_eq!(allowed(S::Invited, &[Side::Guest], true, false), [A::Decline]);
        assert_eq!(allowed(S::Accepted, &[Side::Guest, Side::Host], false, false), []);
    }
}

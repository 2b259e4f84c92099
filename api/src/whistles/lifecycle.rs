//! A department's part as a state machine: one table, one function, and how long each state may last.

use crate::platform::error::{ApiError, ApiResult};
use contract::Span;
use contract::whistles::{ResponderAction as A, ResponderState as S};

/// On whose behalf a step is taken.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Side {
    /// Somebody of the unit that was asked, with the role.
    Department,
    /// The desk that blew it.
    Desk,
}

/// Every legal step: from, action, who, to.
const STEPS: &[(S, A, Side, S)] = &[
    (S::Notified, A::Acknowledge, Side::Department, S::Acknowledged),
    (S::Acknowledged, A::Arrive, Side::Department, S::OnSite),
    (S::Acknowledged, A::Plan, Side::Department, S::Planned),
    (S::OnSite, A::Plan, Side::Department, S::Planned),
    (S::Planned, A::Arrive, Side::Department, S::OnSite),
    (S::OnSite, A::Solve, Side::Department, S::Solved),
    (S::OnSite, A::SolvePartly, Side::Department, S::Partial),
    (S::Planned, A::Solve, Side::Department, S::Solved),
    (S::Planned, A::SolvePartly, Side::Department, S::Partial),
    (S::Solved, A::Grade, Side::Desk, S::Solved),
    (S::Partial, A::Grade, Side::Desk, S::Partial),
    (S::Solved, A::View, Side::Department, S::Solved),
    (S::Partial, A::View, Side::Department, S::Partial),
];

/// The state after a step; refused with 409 when the table does not have it.
pub fn step(from: S, action: A) -> ApiResult<S> {
    let legal = STEPS.iter().find(|(f, a, _, _)| (*f, *a) == (from, action));
    legal.map(|(_, _, _, to)| *to).ok_or_else(|| ApiError::refused("a department's part", from.as_str(), action.as_str()))
}

/// The steps these sides can take. What was graded or viewed once is not so again.
pub fn allowed(from: S, sides: &[Side], is_graded: bool, is_viewed: bool) -> Vec<A> {
    let is_open = |action: A| !(action == A::Grade && is_graded || action == A::View && is_viewed);
    STEPS.iter().filter(|(f, a, side, _)| *f == from && sides.contains(side) && is_open(*a)).map(|(_, action, _, _)| *action).collect()
}

/// Whether one of these sides may take the step in some state: tells 403 from 409.
pub fn may_ever(action: A, sides: &[Side]) -> bool {
    STEPS.iter().any(|(_, a, side, _)| *a == action && sides.contains(side))
}

/// Whether a department has done with it.
pub const fn is_ended(state: S) -> bool {
    matches!(state, S::Solved | S::Partial)
}

/// How long a state may last: two hours or a working day to acknowledge (domain 5.3); what follows is our decision.
pub const fn span(state: S, is_urgent: bool) -> Option<Span> {
    match (state, is_urgent) {
        (S::Notified, true) => Some(Span::Minutes(120)),
        (S::Notified, false) | (S::Acknowledged | S::OnSite | S::Planned, true) => Some(Span::WorkingDays(1)),
        (S::Acknowledged, false) => Some(Span::WorkingDays(2)),
        (S::OnSite | S::Planned, false) => Some(Span::WorkingDays(5)),
        (S::Solved | S::Partial, _) => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use insta::assert_snapshot;

    #[test]
    fn the_whole_matrix() {
        let cell = |from: S, action: A| step(from, action).map_or_else(|_| format!("{action} refused"), |to| format!("{action} -> {to}"));
        let row = |from: &S| A::ALL.iter().map(|a| format!("{from} | {}", cell(*from, *a))).collect::<Vec<_>>().join("\n");
        assert_snapshot!("responder_matrix", S::ALL.iter().map(row).collect::<Vec<_>>().join("\n"));
    }

    #[test]
    fn only_what_is_open_has_a_clock() {
        for state in S::ALL {
            for is_urgent in [true, false] {
                assert_eq!(span(*state, is_urgent).is_none(), is_ended(*state), "{state}");
            }
        }
    }

    #[test]
    fn the_desk_only_grades_and_once() {
        for state in S::ALL {
            assert!(allowed(*state, &[Side::Desk], false, false).iter().all(|a| *a == A::Grade));
            assert!(allowed(*state, &[Side::Desk], true, false).is_empty());
        }
    }
}

//! The wish's state machine: one table, one function.

use crate::platform::error::{ApiError, ApiResult};
use contract::wishes::{WishAction as A, WishState as S};

/// On whose behalf a step is taken.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Side {
    /// Whose wish it is.
    Wisher,
    /// Clerk or secretary of the community.
    Desk,
    /// Somebody of a team that serves the community.
    Team,
    System,
}

const STEPS: &[(S, A, Side, S)] = &[
    (S::Submitted, A::Verify, Side::Desk, S::Published),
    (S::Submitted, A::Reject, Side::Desk, S::Rejected),
    (S::Submitted, A::Withdraw, Side::Wisher, S::Withdrawn),
    (S::Published, A::Reject, Side::Desk, S::Rejected), // found wrong afterwards
    (S::Published, A::Withdraw, Side::Wisher, S::Withdrawn),
    (S::Published, A::Claim, Side::Team, S::Claimed),
    (S::Claimed, A::Fulfil, Side::System, S::Fulfilled),   // its order was confirmed
    (S::Claimed, A::Release, Side::System, S::Published),  // its order ended without being done
    (S::Claimed, A::Withdraw, Side::System, S::Withdrawn), // the wisher withdrew the order
];

/// The state after a step; refused with 409 when the table does not have it.
pub fn step(from: S, action: A) -> ApiResult<S> {
    let legal = STEPS.iter().find(|(f, a, ..)| (*f, *a) == (from, action));
    legal.map(|(.., to)| *to).ok_or_else(|| ApiError::refused("a wish", from.as_str(), action.as_str()))
}

/// The steps these sides can take; the system's own are never offered.
pub fn allowed(from: S, sides: &[Side]) -> Vec<A> {
    STEPS.iter().filter(|(f, _, side, _)| *f == from && *side != Side::System && sides.contains(side)).map(|(_, a, ..)| *a).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use insta::assert_snapshot;

    #[test]
    fn the_whole_matrix() {
        let cell = |from: S, action: A| step(from, action).map_or_else(|_| format!("{action} refused"), |to| format!("{action} -> {to}"));
        let row = |from: &S| A::ALL.iter().map(|a| format!("{from} | {}", cell(*from, *a))).collect::<Vec<_>>().join("\n");
        assert_snapshot!("wish_matrix", S::ALL.iter().map(row).collect::<Vec<_>>().join("\n"));
    }

    #[test]
    fn nobody_takes_the_steps_of_the_system() {
        let all = [Side::Wisher, Side::Desk, Side::Team, Side::System];
        for state in S::ALL {
            assert!(allowed(*state, &all).iter().all(|a| !matches!(a, A::Fulfil | A::Release)), "{state}");
        }
        assert!(allowed(S::Claimed, &all).is_empty());
    }
}

//! The offer's state machine: one table, one function.

use crate::platform::error::{ApiError, ApiResult};
use contract::dispatch::{DispatchAction as A, DispatchState as S};

const STEPS: &[(S, A, S)] = &[
    (S::Offered, A::Accept, S::Accepted),
    (S::Offered, A::Decline, S::Declined),
    (S::Offered, A::Expire, S::Expired),
    (S::Offered, A::Recall, S::Recalled),
    (S::Accepted, A::HandBack, S::HandedBack),
    (S::Accepted, A::Finish, S::Done),
];

/// The state after a step; refused with 409 when the table does not have it.
pub fn step(from: S, action: A) -> ApiResult<S> {
    let legal = STEPS.iter().find(|(f, a, _)| (*f, *a) == (from, action));
    legal.map(|(_, _, to)| *to).ok_or_else(|| ApiError::refused("an offer", from.as_str(), action.as_str()))
}

/// The steps a team's lead, or the desk, can take from a state.
pub fn allowed(from: S, is_lead: bool, is_desk: bool) -> Vec<A> {
    let mine = |action: A| match action {
        A::Accept | A::Decline | A::HandBack => is_lead,
        A::Recall => is_desk,
        A::Expire | A::Finish => false,
    };
    STEPS.iter().filter(|(f, a, _)| *f == from && mine(*a)).map(|(_, a, _)| *a).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use insta::assert_snapshot;

    #[test]
    fn the_whole_matrix() {
        let cell = |from: S, action: A| step(from, action).map_or_else(|_| format!("{action} refused"), |to| format!("{action} -> {to}"));
        let row = |from: &S| A::ALL.iter().map(|a| format!("{from} | {}", cell(*from, *a))).collect::<Vec<_>>().join("\n");
        assert_snapshot!("dispatch_matrix", S::ALL.iter().map(row).collect::<Vec<_>>().join("\n"));
    }

    #[test]
    fn nobody_takes_the_steps_of_the_system() {
        for state in S::ALL {
            assert!(allowed(*state, true, true).iter().all(|a| !matches!(a, A::Expire | A::Finish)));
        }
        assert!(allowed(S::Offered, false, false).is_empty());
    }
}

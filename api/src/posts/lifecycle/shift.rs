//! The shift's state machine.

use super::Side;
use crate::platform::error::{ApiError, ApiResult};
use contract::posts::{ShiftAction as A, ShiftState as S};

const STEPS: &[(S, A, &[Side], S)] = &[
    (S::Open, A::Fill, &[Side::System], S::Full),
    (S::Full, A::Free, &[Side::System], S::Open),
    (S::Open, A::Start, &[Side::System], S::Running),
    (S::Full, A::Start, &[Side::System], S::Running),
    (S::Running, A::Finish, &[Side::System], S::Done),
    (S::Open, A::Change, &[Side::Desk, Side::Host], S::Open),
    (S::Full, A::Change, &[Side::Desk, Side::Host], S::Full),
    (S::Open, A::Cancel, &[Side::Desk, Side::Host], S::Cancelled),
    (S::Full, A::Cancel, &[Side::Desk, Side::Host], S::Cancelled),
];

/// The state after a step; refused with 409 when the table does not have it.
pub fn step(from: S, action: A) -> ApiResult<S> {
    let legal = STEPS.iter().find(|(f, a, ..)| (*f, *a) == (from, action));
    legal.map(|(.., to)| *to).ok_or_else(|| ApiError::refused("a shift", from.as_str(), action.as_str()))
}

/// The steps these sides can take; the system's own are never offered.
pub fn allowed(from: S, sides: &[Side], has_begun: bool) -> Vec<A> {
    let is_theirs = |of: &[Side]| of.iter().any(|s| *s != Side::System && sides.contains(s));
    STEPS.iter().filter(|(f, _, of, _)| *f == from && !has_begun && is_theirs(of)).map(|(_, a, ..)| *a).collect()
}

/// Whether it has not begun.
pub const fn is_ahead(state: S) -> bool {
    matches!(state, S::Open | S::Full)
}

#[cfg(test)]
mod tests {
    use super::*;
    use insta::assert_snapshot;

    #[test]
    fn the_whole_matrix() {
        let cell = |from: S, action: A| step(from, action).map_or_else(|_| format!("{action} refused"), |to| format!("{action} -> {to}"));
        let row = |from: &S| A::ALL.iter().map(|a| format!("{from} | {}", cell(*from, *a))).collect::<Vec<_>>().join("\n");
        assert_snapshot!("shift_matrix", S::ALL.iter().map(row).collect::<Vec<_>>().join("\n"));
    }

    #[test]
    fn nobody_takes_the_steps_of_the_system() {
        let all = [Side::Member, Side::Host, Side::Desk, Side::Secretary, Side::Resident, Side::System];
        for state in S::ALL {
            assert!(allowed(*state, &all, false).iter().all(|a| matches!(a, A::Change | A::Cancel)), "{state}");
        }
    }
}

//! The offer's state machine: one table, one function.

use super::queries::DispatchRow;
use crate::platform::error::{ApiError, ApiResult};
use contract::dispatch::{DispatchAction as A, DispatchState as S, ObjectionState};

const STEPS: &[(S, A, S)] = &[
    (S::Offered, A::Accept, S::Accepted),
    (S::Offered, A::Decline, S::Declined),
    (S::Offered, A::Expire, S::Expired),
    (S::Offered, A::Recall, S::Recalled),
    (S::Offered, A::Object, S::Offered), // its window stands still until the review
    (S::Offered, A::UpholdObjection, S::Declined),
    (S::Offered, A::DenyObjection, S::Offered), // its window starts again
    (S::Accepted, A::HandBack, S::HandedBack),
    (S::Accepted, A::Finish, S::Done),
];

/// What the guards need to know beyond the state.
#[derive(Clone, Copy, Debug, Default)]
pub struct Facts {
    pub is_named: bool,
    pub objection: Option<ObjectionState>,
}

/// What the caller is to the offer.
#[derive(Clone, Copy, Debug, Default)]
pub struct Sides {
    pub is_lead: bool,
    pub is_desk: bool,
    pub is_secretary: bool,
}

impl Facts {
    /// Of a stored offer.
    pub fn of(row: &DispatchRow) -> Self {
        Self { is_named: row.is_named, objection: row.objection_state }
    }
}

/// The state after a step; refused with 409 when the table does not have it.
pub fn step(from: S, action: A) -> ApiResult<S> {
    let legal = STEPS.iter().find(|(f, a, _)| (*f, *a) == (from, action));
    legal.map(|(_, _, to)| *to).ok_or_else(|| ApiError::refused("an offer", from.as_str(), action.as_str()))
}

/// Whether a step of the table is closed just now: an objection waits for its review, a team that was named may not decline.
pub fn is_blocked(action: A, facts: Facts) -> bool {
    let is_open = facts.objection == Some(ObjectionState::Open);
    match action {
        A::Decline => facts.is_named || is_open,
        A::Accept | A::Expire => is_open,
        A::Object => facts.objection.is_some(),
        A::UpholdObjection | A::DenyObjection => !is_open,
        A::Recall | A::HandBack | A::Finish => false,
    }
}

/// The steps that are open to this caller.
pub fn allowed(from: S, sides: Sides, facts: Facts) -> Vec<A> {
    let mine = |action: A| match action {
        A::Accept | A::Decline | A::HandBack | A::Object => sides.is_lead,
        A::Recall => sides.is_desk,
        A::UpholdObjection | A::DenyObjection => sides.is_secretary,
        A::Expire | A::Finish => false,
    };
    let open = STEPS.iter().filter(|(f, a, _)| *f == from && mine(*a) && !is_blocked(*a, facts));
    open.map(|(_, a, _)| *a).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use insta::assert_snapshot;

    const EVERYBODY: Sides = Sides { is_lead: true, is_desk: true, is_secretary: true };

    #[test]
    fn the_whole_matrix() {
        let cell = |from: S, action: A| step(from, action).map_or_else(|_| format!("{action} refused"), |to| format!("{action} -> {to}"));
        let row = |from: &S| A::ALL.iter().map(|a| format!("{from} | {}", cell(*from, *a))).collect::<Vec<_>>().join("\n");
        assert_snapshot!("dispatch_matrix", S::ALL.iter().map(row).collect::<Vec<_>>().join("\n"));
    }

    #[test]
    fn nobody_takes_the_steps_of_the_system() {
        for state in S::ALL {
            assert!(allowed(*state, EVERYBODY, Facts::default()).iter().all(|a| !matches!(a, A::Expire | A::Finish)));
        }
        assert!(allowed(S::Offered, Sides::default(), Facts::default()).is_empty());
    }

    #[test]
    fn an_objection_closes_and_opens_steps() {
        let open = |is_named: bool, objection: Option<ObjectionState>| {
            let steps = allowed(S::Offered, EVERYBODY, Facts { is_named, objection });
            steps.iter().map(|a| a.as_str()).collect::<Vec<_>>().join(" ")
        };
        assert_eq!(open(false, None), "accept decline recall object");
        assert_eq!(open(true, None), "accept recall object");
        assert_eq!(open(false, Some(ObjectionState::Open)), "recall uphold_objection deny_objection");
        assert_eq!(open(true, Some(ObjectionState::Denied)), "accept recall");
        assert_eq!(open(false, Some(ObjectionState::Denied)), "accept decline recall");
    }
}

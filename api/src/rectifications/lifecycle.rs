//! The rectification's state machine: one table, one function, and how long each state may last.

use crate::platform::error::{ApiError, ApiResult};
use contract::Span;
use contract::rectifications::{RectificationAction as A, RectificationState as S};

/// On whose behalf a step is taken.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Side {
    /// Whoever gave the bad rating.
    Rater,
    /// Somebody of the street, or who calls for it, and did not handle the order.
    Caller,
    /// Clerk or secretary of the community.
    Desk,
    Secretary,
    Street,
    System,
}

/// Every legal step: from, action, who, to.
const STEPS: &[(S, A, Side, S)] = &[
    (S::Opened, A::CallUnreached, Side::Caller, S::Opened),
    (S::Opened, A::Call, Side::Caller, S::CalledBack), // also with the third try that reached nobody
    (S::CalledBack, A::FixNow, Side::Desk, S::FixNow),
    (S::CalledBack, A::ProposeLedger, Side::Desk, S::LedgerProposed),
    (S::CalledBack, A::Explain, Side::Desk, S::Explain),
    (S::LedgerProposed, A::ApproveLedger, Side::Secretary, S::Ledger), // a second person: not who proposed it
    (S::LedgerProposed, A::RefuseLedger, Side::Secretary, S::CalledBack),
    (S::FixNow, A::GiveFeedback, Side::Desk, S::FeedbackGiven),
    (S::Ledger, A::GiveFeedback, Side::Desk, S::FeedbackGiven),
    (S::Explain, A::GiveFeedback, Side::Desk, S::FeedbackGiven),
    (S::FeedbackGiven, A::ReRate, Side::Rater, S::ReRated),
    (S::FeedbackGiven, A::StaySilent, Side::System, S::RaterSilent),
    (S::ReRated, A::Close, Side::Street, S::Closed), // the system closes it when the new grade is no bad one
    (S::RaterSilent, A::Close, Side::System, S::Closed),
    // An appeal against the rating was upheld (domain 5.3: excluded): there is nothing to put right any more.
    (S::Opened, A::Annul, Side::System, S::Closed),
    (S::CalledBack, A::Annul, Side::System, S::Closed),
    (S::FixNow, A::Annul, Side::System, S::Closed),
    (S::LedgerProposed, A::Annul, Side::System, S::Closed),
    (S::Ledger, A::Annul, Side::System, S::Closed),
    (S::Explain, A::Annul, Side::System, S::Closed),
    (S::FeedbackGiven, A::Annul, Side::System, S::Closed),
    (S::ReRated, A::Annul, Side::System, S::Closed),
];

/// The state after a step; refused with 409 when the table does not have it.
pub fn step(from: S, action: A) -> ApiResult<S> {
    let legal = STEPS.iter().find(|(f, a, _, _)| (*f, *a) == (from, action));
    legal.map(|(_, _, _, to)| *to).ok_or_else(|| ApiError::refused("a rectification", from.as_str(), action.as_str()))
}

/// The steps these sides can take.
pub fn allowed(from: S, sides: &[Side]) -> Vec<A> {
    STEPS.iter().filter(|(f, _, side, _)| *f == from && sides.contains(side)).map(|(_, action, _, _)| *action).collect()
}

/// Whether one of these sides may take the step in some state: tells 403 from 409.
pub fn may_ever(action: A, sides: &[Side]) -> bool {
    STEPS.iter().any(|(_, a, side, _)| *a == action && sides.contains(side))
}

/// How long a state may last (domain 5.3; the day for choosing a way, for the secretary and for the street are our decision).
pub fn span(state: S) -> Option<Span> {
    Some(match state {
        S::Opened | S::CalledBack | S::LedgerProposed | S::ReRated => Span::WorkingDays(1),
        S::FixNow | S::Explain => Span::WorkingDays(5),
        S::Ledger => Span::WorkingDays(15),
        S::FeedbackGiven => Span::Days(7),
        S::RaterSilent | S::Closed => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use insta::assert_snapshot;

    #[test]
    fn the_whole_matrix() {
        let cell = |from: S, action: A| step(from, action).map_or_else(|_| format!("{action} refused"), |to| format!("{action} -> {to}"));
        let row = |from: &S| A::ALL.iter().map(|a| format!("{from} | {}", cell(*from, *a))).collect::<Vec<_>>().join("\n");
        assert_snapshot!("rectification_matrix", S::ALL.iter().map(row).collect::<Vec<_>>().join("\n"));
    }

    #[test]
    fn every_state_but_the_last_two_has_a_clock_and_leads_to_the_end() {
        for state in S::ALL {
            assert_eq!(span(*state).is_none(), matches!(state, S::RaterSilent | S::Closed), "{state}");
            assert_eq!(STEPS.iter().any(|(from, ..)| from == state), *state != S::Closed, "{state}");
        }
    }

    #[test]
    fn an_upheld_appeal_ends_it_wherever_it_stands_and_nobody_is_offered_that() {
        let all = [Side::Rater, Side::Caller, Side::Desk, Side::Secretary, Side::Street];
        for state in S::ALL.iter().filter(|s| !matches!(s, S::RaterSilent | S::Closed)) {
            assert_eq!(step(*state, A::Annul).ok(), Some(S::Closed), "{state}");
            assert!(!allowed(*state, &all).contains(&A::Annul), "{state}");
        }
    }

    #[test]
    fn the_desk_never_calls_the_rater_and_the_rater_decides_nothing() {
        for state in S::ALL {
            assert!(allowed(*state, &[Side::Desk, Side::Secretary]).iter().all(|a| !matches!(a, A::Call | A::CallUnreached | A::Close)));
            assert!(allowed(*state, &[Side::Rater]).iter().all(|a| *a == A::ReRate));
        }
    }
}

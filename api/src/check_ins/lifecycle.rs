//! The check-in's state machine: one table, one function, and who may end it why.

use crate::platform::error::{ApiError, ApiResult};
use contract::check_ins::{CheckInAction as A, CheckInEnding as E, CheckInState as S, CheckInSubject};

/// On whose behalf a step is taken.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Side {
    /// The member; for a unit, who submitted it or is its liaison.
    Owner,
    /// Who keeps the list of the unit on which the member stands.
    Liaison,
    /// Clerk or secretary of the community.
    Desk,
    /// Clerk or secretary of the community that was asked to take it over.
    NewDesk,
    System,
}

/// Every legal step: from, action, who, to.
const STEPS: &[(S, A, Side, S)] = &[
    (S::Submitted, A::Activate, Side::Desk, S::Active),
    (S::Submitted, A::Activate, Side::System, S::Active), // the unit's list agrees
    (S::Submitted, A::Return, Side::Desk, S::Returned),
    (S::Submitted, A::End, Side::Owner, S::Ended),
    (S::Submitted, A::End, Side::Liaison, S::Ended),
    (S::Submitted, A::End, Side::Desk, S::Ended),
    (S::Returned, A::Resubmit, Side::Owner, S::Submitted),
    (S::Returned, A::End, Side::Owner, S::Ended),
    (S::Returned, A::End, Side::Liaison, S::Ended),
    (S::Returned, A::End, Side::Desk, S::Ended),
    (S::Returned, A::End, Side::System, S::Ended), // somebody else checks the unit in
    (S::Active, A::Transfer, Side::Owner, S::Transferring),
    (S::Active, A::Suspend, Side::Owner, S::Suspended),
    (S::Active, A::Suspend, Side::Liaison, S::Suspended),
    (S::Active, A::End, Side::Owner, S::Ended),
    (S::Active, A::End, Side::Liaison, S::Ended),
    (S::Active, A::End, Side::Desk, S::Ended),
    (S::Active, A::Expire, Side::System, S::Ended),
    (S::Transferring, A::AcceptTransfer, Side::NewDesk, S::Active),
    (S::Transferring, A::DeclineTransfer, Side::NewDesk, S::Active), // with the old community
    (S::Transferring, A::CancelTransfer, Side::Owner, S::Active),
    (S::Transferring, A::End, Side::Owner, S::Ended),
    (S::Transferring, A::End, Side::Liaison, S::Ended),
    (S::Transferring, A::End, Side::Desk, S::Ended),
    (S::Transferring, A::Expire, Side::System, S::Ended),
    (S::Suspended, A::Resume, Side::Owner, S::Active),
    (S::Suspended, A::Resume, Side::Liaison, S::Active),
    (S::Suspended, A::End, Side::Owner, S::Ended),
    (S::Suspended, A::End, Side::Liaison, S::Ended),
    (S::Suspended, A::End, Side::Desk, S::Ended),
    (S::Suspended, A::Expire, Side::System, S::Ended),
];

/// The state after a step; refused with 409 when the table does not have it.
pub fn step(from: S, action: A) -> ApiResult<S> {
    let legal = STEPS.iter().find(|(f, a, ..)| (*f, *a) == (from, action));
    legal.map(|(.., to)| *to).ok_or_else(|| ApiError::refused("a check-in", from.as_str(), action.as_str()))
}

/// The steps these sides can take, each once; the system's own are never offered.
pub fn allowed(from: S, sides: &[Side]) -> Vec<A> {
    let mut open: Vec<A> = Vec::new();
    for (_, action, ..) in STEPS.iter().filter(|(f, _, side, _)| *f == from && *side != Side::System && sides.contains(side)) {
        if !open.contains(action) {
            open.push(*action);
        }
    }
    open
}

/// Whether one of these sides may take the step in some state: tells 403 from 409.
pub fn may_ever(action: A, sides: &[Side]) -> bool {
    STEPS.iter().any(|(_, a, side, _)| *a == action && sides.contains(side))
}

/// Whether one of these sides may end it for this reason: what the unit or the desk knows is theirs to say, and not about themselves.
pub fn may_end(why: E, subject: CheckInSubject, sides: &[Side]) -> bool {
    let is_member = subject == CheckInSubject::Member;
    match why {
        E::Withdrawal => sides.contains(&Side::Owner),
        E::UnitLeave => is_member && sides.contains(&Side::Liaison),
        E::Death => is_member && !sides.contains(&Side::Owner) && (sides.contains(&Side::Liaison) || sides.contains(&Side::Desk)),
        E::Mistake => sides.contains(&Side::Desk),
    }
}

/// The reasons for which these sides may end it now.
pub fn endings(from: S, subject: CheckInSubject, sides: &[Side]) -> Vec<E> {
    if !allowed(from, sides).contains(&A::End) {
        return Vec::new();
    }
    E::ALL.iter().copied().filter(|why| may_end(*why, subject, sides)).collect()
}

/// Whether a clerk has to look at it: then it has a date until when.
pub const fn waits(state: S) -> bool {
    matches!(state, S::Submitted | S::Transferring)
}

#[cfg(test)]
mod tests {
    use super::*;
    use insta::assert_snapshot;

    #[test]
    fn the_whole_matrix() {
        let cell = |from: S, action: A| step(from, action).map_or_else(|_| format!("{action} refused"), |to| format!("{action} -> {to}"));
        let row = |from: &S| A::ALL.iter().map(|a| format!("{from} | {}", cell(*from, *a))).collect::<Vec<_>>().join("\n");
        assert_snapshot!("check_in_matrix", S::ALL.iter().map(row).collect::<Vec<_>>().join("\n"));
    }

    #[test]
    fn who_takes_which_step() {
        let sides = [Side::Owner, Side::Liaison, Side::Desk, Side::NewDesk];
        let row = |from: &S| {
            let of = |side: &Side| allowed(*from, &[*side]).iter().map(ToString::to_string).collect::<Vec<_>>().join(" ");
            sides.iter().map(|side| format!("{from} | {side:?}: {}", of(side))).collect::<Vec<_>>().join("\n")
        };
        assert_snapshot!("check_in_sides", S::ALL.iter().map(row).collect::<Vec<_>>().join("\n"));
    }

    #[test]
    fn a_step_leads_to_one_state_whoever_takes_it() {
        for (from, action, _, to) in STEPS {
            assert_eq!(step(*from, *action).ok(), Some(*to), "{from} {action}");
        }
    }

    #[test]
    fn what_has_ended_stays_so_and_nobody_plays_the_system() {
        let all = [Side::Owner, Side::Liaison, Side::Desk, Side::NewDesk, Side::System];
        assert!(allowed(S::Ended, &all).is_empty());
        for state in S::ALL {
            assert!(allowed(*state, &all).iter().all(|a| *a != A::Expire), "{state}");
        }
        assert!(!may_ever(A::Submit, &all));
    }

    #[test]
    fn each_reason_is_that_of_those_who_know() {
        let of = |from: S, subject, sides: &[Side]| endings(from, subject, sides);
        assert_eq!(of(S::Active, CheckInSubject::Member, &[Side::Owner]), [E::Withdrawal]);
        assert_eq!(of(S::Active, CheckInSubject::Member, &[Side::Liaison]), [E::UnitLeave, E::Death]);
        assert_eq!(of(S::Active, CheckInSubject::Member, &[Side::Desk]), [E::Death, E::Mistake]);
        assert_eq!(of(S::Active, CheckInSubject::Member, &[Side::Owner, Side::Liaison]), [E::Withdrawal, E::UnitLeave]);
        assert_eq!(of(S::Active, CheckInSubject::Unit, &[Side::Owner]), [E::Withdrawal]);
        assert_eq!(of(S::Active, CheckInSubject::Unit, &[Side::Desk]), [E::Mistake]);
        assert_eq!(of(S::Transferring, CheckInSubject::Member, &[Side::NewDesk]), []);
        assert_eq!(of(S::Ended, CheckInSubject::Member, &[Side::Owner, Side::Liaison, Side::Desk]), []);
    }
}

//! The claim's state machine. No step makes a claim for somebody else: a claim begins with the caller's own.

use super::Side;
use crate::platform::error::{ApiError, ApiResult};
use chrono::{DateTime, Utc};
use contract::posts::{ClaimAction as A, ClaimState as S};

const HOST: &[Side] = &[Side::Host, Side::Desk];
const THERE: &[Side] = &[Side::Member, Side::Host, Side::Desk, Side::Resident];

/// Every legal step: from, action, who, to.
const STEPS: &[(S, A, &[Side], S)] = &[
    (S::Waitlisted, A::Offer, &[Side::System], S::Offered),
    (S::Waitlisted, A::Cancel, &[Side::Member], S::Cancelled),
    (S::Waitlisted, A::Release, &[Side::System], S::Cancelled),
    (S::Offered, A::Accept, &[Side::Member], S::Held),
    (S::Offered, A::Lapse, &[Side::System], S::Cancelled),
    (S::Offered, A::Cancel, &[Side::Member], S::Cancelled),
    (S::Offered, A::Release, &[Side::System], S::Cancelled),
    (S::Held, A::Cancel, &[Side::Member], S::Cancelled),
    (S::Held, A::Release, &[Side::System], S::Cancelled),
    (S::Held, A::Attend, THERE, S::Present),
    (S::Held, A::Miss, HOST, S::Absent),
    (S::Present, A::SignOut, &[Side::Member, Side::Host, Side::Desk, Side::System], S::Completed),
    (S::Completed, A::Verify, &[Side::Host, Side::Desk, Side::Resident, Side::System], S::Verified),
    (S::Completed, A::Dispute, &[Side::Host, Side::Secretary], S::Disputed),
    (S::Disputed, A::Answer, &[Side::Member], S::Disputed),
    (S::Disputed, A::Uphold, &[Side::Secretary], S::Verified),
    (S::Disputed, A::Void, &[Side::Secretary], S::Void),
    (S::Absent, A::Answer, &[Side::Member], S::Absent),
    (S::Absent, A::Excuse, HOST, S::Absent),
    (S::Absent, A::Attend, HOST, S::Present), // ticked in the wrong line
];

/// What the guards need to know.
#[derive(Clone, Copy, Debug)]
pub struct Facts {
    pub now: DateTime<Utc>,
    pub starts_at: DateTime<Utc>,
    /// From when on somebody can be there.
    pub present_from: DateTime<Utc>,
    /// Until when it can be said who was there.
    pub marked_until: DateTime<Utc>,
    /// Whether the caller is the one who doubts it.
    pub is_challenger: bool,
}

impl Facts {
    /// Whether the time, or who one is, says no.
    fn blocks(&self, action: A) -> bool {
        match action {
            A::Accept | A::Cancel => self.now >= self.starts_at,
            A::Attend => self.now < self.present_from || self.now > self.marked_until,
            A::Miss => self.now < self.starts_at || self.now > self.marked_until,
            A::Uphold | A::Void => self.is_challenger,
            _ => false,
        }
    }
}

/// The state after a step; refused with 409 when the table does not have it.
pub fn step(from: S, action: A) -> ApiResult<S> {
    let legal = STEPS.iter().find(|(f, a, ..)| (*f, *a) == (from, action));
    legal.map(|(.., to)| *to).ok_or_else(|| ApiError::refused("a claim", from.as_str(), action.as_str()))
}

/// The steps these sides can take now; the system's own and a resident's, who has no claim before their eyes, are never offered.
pub fn allowed(from: S, sides: &[Side], facts: &Facts) -> Vec<A> {
    let is_theirs = |of: &[Side]| of.iter().any(|s| !matches!(s, Side::System | Side::Resident) && sides.contains(s));
    STEPS.iter().filter(|(f, a, of, _)| *f == from && is_theirs(of) && !facts.blocks(*a)).map(|(_, a, ..)| *a).collect()
}

/// Whether one of these sides may take the step in some state: tells 403 from 409.
pub fn may_ever(action: A, sides: &[Side]) -> bool {
    STEPS.iter().any(|(_, a, of, _)| *a == action && of.iter().any(|s| sides.contains(s)))
}

/// Whether the claim takes a seat.
pub const fn has_seat(state: S) -> bool {
    !matches!(state, S::Waitlisted | S::Cancelled)
}

/// States in which a person is expected there, or was there and it has not been decided: two of one person never overlap.
pub const BUSY: &[S] = &[S::Offered, S::Held, S::Present, S::Completed];

#[cfg(test)]
mod tests {
    #![expect(clippy::unwrap_used, reason = "a test may panic")]
    use super::*;
    use insta::assert_snapshot;

    const ALL: [Side; 6] = [Side::Member, Side::Host, Side::Desk, Side::Secretary, Side::Resident, Side::System];

    fn facts(now: &str, is_challenger: bool) -> Facts {
        let at = |t: &str| format!("2026-11-24T{t}Z").parse::<DateTime<Utc>>().unwrap();
        Facts { now: at(now), starts_at: at("09:00:00"), present_from: at("08:30:00"), marked_until: at("20:00:00"), is_challenger }
    }

    #[test]
    fn the_whole_matrix() {
        let cell = |from: S, action: A| step(from, action).map_or_else(|_| format!("{action} refused"), |to| format!("{action} -> {to}"));
        let row = |from: &S| A::ALL.iter().map(|a| format!("{from} | {}", cell(*from, *a))).collect::<Vec<_>>().join("\n");
        assert_snapshot!("claim_matrix", S::ALL.iter().map(row).collect::<Vec<_>>().join("\n"));
    }

    #[test]
    fn nobody_takes_the_steps_of_the_system_and_nothing_leaves_an_end() {
        for state in S::ALL {
            let open = allowed(*state, &ALL, &facts("09:30:00", false));
            assert!(open.iter().all(|a| !matches!(a, A::Offer | A::Lapse | A::Release)), "{state}");
            if matches!(state, S::Verified | S::Void | S::Cancelled) {
                assert!(A::ALL.iter().all(|a| step(*state, *a).is_err()), "{state}");
            }
        }
    }

    #[test]
    fn time_and_the_challenger_are_guards() {
        let host = [Side::Host];
        assert_eq!(allowed(S::Held, &host, &facts("08:29:59", false)), []);
        assert_eq!(allowed(S::Held, &host, &facts("08:30:00", false)), [A::Attend]);
        assert_eq!(allowed(S::Held, &host, &facts("09:00:00", false)), [A::Attend, A::Miss]);
        assert_eq!(allowed(S::Held, &host, &facts("20:00:01", false)), []);
        assert_eq!(allowed(S::Held, &[Side::Member], &facts("08:59:59", false)), [A::Cancel, A::Attend]);
        assert_eq!(allowed(S::Disputed, &[Side::Secretary], &facts("12:00:00", true)), []);
        assert_eq!(allowed(S::Disputed, &[Side::Secretary], &facts("12:00:00", false)), [A::Uphold, A::Void]);
    }

    #[test]
    fn only_the_member_says_yes_or_gives_back() {
        for side in ALL.iter().filter(|s| **s != Side::Member) {
            assert!(!may_ever(A::Accept, &[*side]) && !may_ever(A::Cancel, &[*side]), "{side:?}");
        }
    }
}

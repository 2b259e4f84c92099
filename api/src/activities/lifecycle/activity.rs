//! The activity's state machine.

use crate::platform::error::{ApiError, ApiResult};
use chrono::{DateTime, Utc};
use contract::activities::{ActivityAction as A, ActivityState as S};

/// On whose behalf a step is taken.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Side {
    /// Staff of the community, or the liaison of the unit that organises it.
    Organiser,
    /// Staff of the community, whoever organises it.
    Desk,
    /// The liaison of a unit that accepted.
    Unit,
    /// Anybody who might come.
    Member,
    System,
}

use Side::{Desk, Member, Organiser, System, Unit};

/// From, action, who, to.
const STEPS: &[(S, A, &[Side], S)] = &[
    (S::Draft, A::Change, &[Organiser], S::Draft),
    (S::Draft, A::Publish, &[Organiser], S::Open),
    (S::Draft, A::Cancel, &[Organiser], S::Cancelled),
    (S::Open, A::Change, &[Organiser], S::Open),
    (S::Open, A::Invite, &[Organiser, Unit], S::Open),
    (S::Open, A::SignUp, &[Member], S::Open),
    (S::Open, A::TakeBack, &[Member], S::Open),
    (S::Open, A::Cancel, &[Organiser, Desk], S::Cancelled),
    (S::Open, A::Hold, &[Organiser, Desk, System], S::Held),
    (S::Held, A::Record, &[Organiser, Desk], S::Held),
    (S::Held, A::Close, &[Organiser, Desk], S::Closed),
];

/// What the guards need to know.
#[derive(Clone, Copy, Debug)]
pub struct Facts {
    pub now: DateTime<Utc>,
    pub starts_at: DateTime<Utc>,
    pub answer_by: DateTime<Utc>,
    pub is_full: bool,
    /// The caller has a place.
    pub has_place: bool,
    /// The caller is checked in there, or belongs to a unit that comes.
    pub may_join: bool,
    /// The caller has signed up for it as often as one may.
    pub is_used_up: bool,
    /// The unit that organises it serves the community no more.
    pub has_left: bool,
}

/// The state after a step; refused with 409 when the table does not have it.
pub fn step(from: S, action: A) -> ApiResult<S> {
    let legal = STEPS.iter().find(|(f, a, ..)| (*f, *a) == (from, action));
    legal.map(|(.., to)| *to).ok_or_else(|| ApiError::refused("an activity", from.as_str(), action.as_str()))
}

/// Whether it is ever for these sides to do.
pub fn may_ever(action: A, sides: &[Side]) -> bool {
    STEPS.iter().any(|(_, a, who, _)| *a == action && who.iter().any(|side| sides.contains(side)))
}

/// The steps this caller can take now.
pub fn allowed(from: S, sides: &[Side], facts: &Facts) -> Vec<A> {
    let may = |side: &Side, action: A| sides.contains(side) && !(*side == Organiser && facts.has_left && !winds_up(action));
    let is_open = |(f, a, who, _): &&(S, A, &[Side], S)| *f == from && who.iter().any(|s| may(s, *a)) && !is_blocked(*f, *a, facts);
    STEPS.iter().filter(is_open).map(|(_, a, ..)| *a).collect()
}

/// What is left to a unit that has stopped serving the community. The rest is for the desk.
const fn winds_up(action: A) -> bool {
    matches!(action, A::Cancel)
}

/// What the table allows and the moment does not.
fn is_blocked(from: S, action: A, facts: &Facts) -> bool {
    let has_begun = facts.now >= facts.starts_at;
    match action {
        A::Invite => facts.now >= facts.answer_by,
        A::SignUp => has_begun || facts.is_full || facts.has_place || facts.is_used_up || !facts.may_join,
        A::TakeBack => has_begun || !facts.has_place,
        // A draft whose time has come gets another one.
        A::Change => has_begun && from != S::Draft,
        A::Publish => has_begun,
        A::Hold => !has_begun,
        A::Cancel | A::Record | A::Close => false,
    }
}

/// Whether everybody may read it.
pub const fn is_public(state: S) -> bool {
    matches!(state, S::Open | S::Held | S::Closed)
}

#[cfg(test)]
mod tests {
    use super::*;
    use chrono::TimeDelta;
    use insta::assert_snapshot;

    #[test]
    fn the_whole_matrix() {
        let sides =
            |from: S, action: A| STEPS.iter().find(|(f, a, ..)| (*f, *a) == (from, action)).map(|(_, _, who, _)| format!("{who:?}"));
        let cell = |from: S, action: A| match step(from, action) {
            Ok(to) => format!("{action} -> {to} {}", sides(from, action).unwrap_or_default()),
            Err(_) => format!("{action} refused"),
        };
        let row = |from: &S| A::ALL.iter().map(|a| format!("{from} | {}", cell(*from, *a))).collect::<Vec<_>>().join("\n");
        assert_snapshot!("activity_matrix", S::ALL.iter().map(row).collect::<Vec<_>>().join("\n"));
    }

    #[test]
    fn the_moment_decides_too() {
        let now = DateTime::<Utc>::UNIX_EPOCH + TimeDelta::days(20_000);
        let (soon, later) = (now + TimeDelta::hours(1), now + TimeDelta::hours(2));
        let facts = Facts {
            now,
            starts_at: later,
            answer_by: soon,
            is_full: false,
            has_place: false,
            may_join: true,
            is_used_up: false,
            has_left: false,
        };
        let all = [Organiser, Desk, Unit, Member];
        assert_eq!(allowed(S::Open, &all, &facts), [A::Change, A::Invite, A::SignUp, A::Cancel]);
        assert_eq!(allowed(S::Open, &[Member], &Facts { has_place: true, ..facts }), [A::TakeBack]);
        assert_eq!(allowed(S::Open, &[Member], &Facts { is_full: true, ..facts }), []);
        assert_eq!(allowed(S::Open, &[Member], &Facts { is_used_up: true, ..facts }), []);
        assert_eq!(allowed(S::Open, &[Member], &Facts { is_used_up: true, has_place: true, ..facts }), [A::TakeBack]);
        assert_eq!(allowed(S::Open, &all, &Facts { now: soon, ..facts }), [A::Change, A::SignUp, A::Cancel]);
        assert_eq!(allowed(S::Open, &all, &Facts { now: later, ..facts }), [A::Cancel, A::Hold]);
        let left = Facts { has_left: true, ..facts };
        assert_eq!(allowed(S::Draft, &[Organiser], &left), [A::Cancel]);
        assert_eq!(allowed(S::Open, &[Organiser], &left), [A::Cancel]);
        assert_eq!(allowed(S::Held, &[Organiser], &left), []);
        assert_eq!(allowed(S::Held, &[Organiser, Desk], &left), [A::Record, A::Close]);
        for state in [S::Closed, S::Cancelled] {
            assert_eq!(allowed(state, &all, &facts), [], "{state}");
        }
    }
}

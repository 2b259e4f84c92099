//! The project's state machine: one table, one function. Pure.

use crate::platform::error::{ApiError, ApiResult};
use contract::projects::{ProjectAction as A, ProjectEventKind as E, ProjectState as S};

/// On whose behalf a step is taken.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Side {
    /// Clerk or secretary of the community.
    Desk,
    /// The liaison of the unit that is responsible.
    Unit,
    /// The liaison of any unit.
    Applicant,
    /// Somebody of the community who has no part in the work.
    Resident,
}

/// From, action, who, to.
const STEPS: &[(S, A, Side, S)] = &[
    (S::Draft, A::Change, Side::Desk, S::Draft),
    (S::Draft, A::Publish, Side::Desk, S::Open),
    (S::Draft, A::Cancel, Side::Desk, S::Cancelled),
    (S::Open, A::Change, Side::Desk, S::Open),
    (S::Open, A::Apply, Side::Applicant, S::Open),
    (S::Open, A::Choose, Side::Desk, S::InProgress),
    (S::Open, A::Cancel, Side::Desk, S::Cancelled),
    (S::InProgress, A::Plan, Side::Unit, S::InProgress),
    (S::InProgress, A::Progress, Side::Unit, S::InProgress),
    (S::InProgress, A::Report, Side::Unit, S::Reported),
    (S::InProgress, A::GiveUp, Side::Unit, S::GivenUp),
    (S::InProgress, A::Cancel, Side::Desk, S::Cancelled),
    (S::Reported, A::Say, Side::Resident, S::Reported),
    (S::Reported, A::Return, Side::Desk, S::InProgress),
    (S::Reported, A::Close, Side::Desk, S::Closed),
    (S::GivenUp, A::Reopen, Side::Desk, S::Open),
    (S::GivenUp, A::Cancel, Side::Desk, S::Cancelled),
];

/// What the guards need to know.
#[derive(Clone, Copy, Debug, Default)]
pub struct Facts {
    /// A unit that is checked in waits for the decision.
    pub has_applicants: bool,
    /// A unit of the caller has no application here, and has not applied as often as it may.
    pub may_apply: bool,
    /// There is at least one measure.
    pub has_measures: bool,
    /// The caller has had their word about this report.
    pub has_said: bool,
}

/// The state after a step; refused with 409 when the table does not have it.
pub fn step(from: S, action: A) -> ApiResult<S> {
    let legal = STEPS.iter().find(|(f, a, ..)| (*f, *a) == (from, action));
    legal.map(|(.., to)| *to).ok_or_else(|| ApiError::refused("a project", from.as_str(), action.as_str()))
}

/// Whether it is ever for these sides to do.
pub fn may_ever(action: A, sides: &[Side]) -> bool {
    STEPS.iter().any(|(_, a, side, _)| *a == action && sides.contains(side))
}

/// The steps this caller can take now.
pub fn allowed(from: S, sides: &[Side], facts: Facts) -> Vec<A> {
    let is_blocked = |action: A| match action {
        A::Choose => !facts.has_applicants,
        A::Apply => !facts.may_apply,
        A::Report => !facts.has_measures,
        A::Say => facts.has_said,
        _ => false,
    };
    STEPS.iter().filter(|(f, a, side, _)| *f == from && sides.contains(side) && !is_blocked(*a)).map(|(_, a, ..)| *a).collect()
}

/// What a step is in the history.
pub const fn event(action: A) -> E {
    match action {
        A::Change => E::Change,
        A::Publish => E::Publish,
        A::Apply => E::Apply,
        A::Choose => E::Choose,
        A::Plan => E::Plan,
        A::Progress => E::Progress,
        A::Report => E::Report,
        A::Say => E::Say,
        A::Return => E::Return,
        A::Close => E::Close,
        A::GiveUp => E::GiveUp,
        A::Reopen => E::Reopen,
        A::Cancel => E::Cancel,
    }
}

/// What a step is in the trail.
pub const fn past_tense(event: E) -> &'static str {
    match event {
        E::Create => "project.created",
        E::Change => "project.changed",
        E::Publish => "project.published",
        E::Apply => "project.applied_for",
        E::Withdraw => "project.application_withdrawn",
        E::Choose => "project.taken_on",
        E::Plan => "project.planned",
        E::Progress => "project.progressed",
        E::Report => "project.reported",
        E::Say => "project.said",
        E::Return => "project.returned",
        E::Close => "project.closed",
        E::GiveUp => "project.given_up",
        E::Reopen => "project.reopened",
        E::Cancel => "project.cancelled",
        E::Remind => "project.reminded",
    }
}

/// Whether everybody may read it.
pub const fn is_public(state: S) -> bool {
    matches!(state, S::Open | S::InProgress | S::Reported | S::Closed)
}

#[cfg(test)]
mod tests {
    use super::*;
    use insta::assert_snapshot;

    #[test]
    fn the_whole_matrix() {
        let side =
            |from: S, action: A| STEPS.iter().find(|(f, a, ..)| (*f, *a) == (from, action)).map(|(_, _, side, _)| format!("{side:?}"));
        let cell = |from: S, action: A| match step(from, action) {
            Ok(to) => format!("{action} -> {to} {}", side(from, action).unwrap_or_default()),
            Err(_) => format!("{action} refused"),
        };
        let row = |from: &S| A::ALL.iter().map(|a| format!("{from} | {}", cell(*from, *a))).collect::<Vec<_>>().join("\n");
        assert_snapshot!("project_matrix", S::ALL.iter().map(row).collect::<Vec<_>>().join("\n"));
    }

    #[test]
    fn the_moment_decides_too() {
        let all = [Side::Desk, Side::Unit, Side::Applicant, Side::Resident];
        let none = Facts::default();
        assert_eq!(allowed(S::Open, &all, none), [A::Change, A::Cancel]);
        assert_eq!(allowed(S::InProgress, &[Side::Unit], none), [A::Plan, A::Progress, A::GiveUp]);
        assert_eq!(allowed(S::Reported, &[Side::Resident], none), [A::Say]);
        assert_eq!(allowed(S::Reported, &[Side::Resident], Facts { has_said: true, ..none }), []);
        for state in [S::Closed, S::Cancelled] {
            assert_eq!(allowed(state, &all, Facts { has_applicants: true, may_apply: true, has_measures: true, has_said: false }), []);
        }
    }
}

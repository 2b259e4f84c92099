//! The order's state machine: one table, one function. What is not listed is refused.

use crate::platform::error::{ApiError, ApiResult};
use contract::orders::{AllowedAction, BlockReason, OrderAction, OrderState};

/// On whose behalf a step is taken.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Side {
    Requester,
    /// Clerk or secretary of the community.
    Desk,
    Secretary,
    /// The lead of the team that has it, or the responsible person.
    Team,
    System,
}

use OrderAction as A;
use OrderState as S;

/// Every legal step: from, action, who, to.
const STEPS: &[(OrderState, OrderAction, Side, OrderState)] = &[
    (S::Draft, A::Submit, Side::Requester, S::Submitted),
    (S::Draft, A::Withdraw, Side::Requester, S::Withdrawn),
    (S::Submitted, A::Accept, Side::Desk, S::Accepted),
    (S::Submitted, A::RequestInformation, Side::Desk, S::NeedsInfo),
    (S::Submitted, A::Reject, Side::Secretary, S::Rejected), // the second person: a clerk alone cannot reject
    (S::Submitted, A::Withdraw, Side::Requester, S::Withdrawn),
    (S::NeedsInfo, A::ProvideInformation, Side::Requester, S::Submitted),
    (S::NeedsInfo, A::Withdraw, Side::Requester, S::Withdrawn), // also the system, after days of silence
    (S::Accepted, A::Dispatch, Side::Desk, S::Dispatched),
    (S::Accepted, A::Withdraw, Side::Requester, S::Withdrawn),
    (S::Dispatched, A::Take, Side::System, S::Taken),       // a team accepted its offer
    (S::Dispatched, A::Release, Side::System, S::Accepted), // no offer is left
    (S::Dispatched, A::Withdraw, Side::Requester, S::Withdrawn),
    (S::Taken, A::AddMeasure, Side::Team, S::Taken),
    (S::Taken, A::RecordContact, Side::Team, S::InProgress),
    (S::Taken, A::HandBack, Side::System, S::Accepted),
    (S::InProgress, A::AddMeasure, Side::Team, S::InProgress),
    (S::InProgress, A::Complete, Side::Team, S::Done),
    (S::InProgress, A::HandBack, Side::System, S::Accepted),
    (S::Done, A::Confirm, Side::Requester, S::Confirmed),
    (S::Done, A::Reopen, Side::Requester, S::Reopened),
    (S::Done, A::Rate, Side::Requester, S::Done),
    (S::Done, A::CloseUnreached, Side::System, S::ClosedUnreached),
    (S::Confirmed, A::Rate, Side::Requester, S::Confirmed),
    (S::Confirmed, A::Close, Side::System, S::Closed),
    (S::Closed, A::Rate, Side::Requester, S::Closed),
    (S::ClosedUnreached, A::Rate, Side::Requester, S::ClosedUnreached),
    (S::Reopened, A::Dispatch, Side::Desk, S::Dispatched),
];

/// What the guards need to know beyond the state.
#[derive(Clone, Copy, Debug, Default)]
pub struct Facts {
    /// Measures of this round.
    pub measures: usize,
    /// Reopenings used.
    pub reopenings: i32,
    pub max_reopenings: i32,
    pub is_rated: bool,
    /// The days in which it can be rated are over.
    pub window_closed: bool,
    /// The item wants pictures from before and after the work, and this round lacks them.
    pub lacks_evidence: bool,
}

/// The state after a step, whoever takes it; refused with 409 when the table does not have it.
pub fn step(from: OrderState, action: OrderAction) -> ApiResult<OrderState> {
    let legal = STEPS.iter().find(|(f, a, _, _)| (*f, *a) == (from, action));
    legal.map(|(_, _, _, to)| *to).ok_or_else(|| ApiError::refused("an order", from.as_str(), action.as_str()))
}

/// Why a step of the table is closed just now.
pub fn blocked(action: OrderAction, facts: &Facts) -> Option<BlockReason> {
    match action {
        A::RecordContact | A::Complete if facts.measures == 0 => Some(BlockReason::NoMeasure),
        A::Complete if facts.lacks_evidence => Some(BlockReason::NoEvidence),
        A::Reopen if facts.reopenings >= facts.max_reopenings => Some(BlockReason::RoundsUsedUp),
        A::Rate if facts.is_rated => Some(BlockReason::AlreadyRated),
        A::Rate if facts.window_closed => Some(BlockReason::WindowClosed),
        _ => None,
    }
}

/// The steps these sides could take, each with a reason when it is closed. The system's own are never offered.
pub fn allowed(from: OrderState, sides: &[Side], facts: &Facts) -> Vec<AllowedAction> {
    STEPS
        .iter()
        .filter(|(f, _, side, _)| *f == from && *side != Side::System && sides.contains(side))
        .map(|(_, action, _, _)| AllowedAction { action: *action, blocked: blocked(*action, facts) })
        .collect()
}

/// Whether one of these sides may take the step in some state: tells 403 from 409.
pub fn may_ever(action: OrderAction, sides: &[Side]) -> bool {
    STEPS.iter().any(|(_, a, side, _)| *a == action && sides.contains(side))
}

#[cfg(test)]
mod tests {
    use super::*;
    use insta::assert_snapshot;

    #[test]
    fn the_whole_matrix() {
        let cell = |from: OrderState, action: OrderAction| match step(from, action) {
            Ok(to) => format!("{action} -> {to}"),
            Err(_) => format!("{action} refused"),
        };
        let row =
            |from: &OrderState| OrderAction::ALL.iter().map(|a| format!("{from} | {}", cell(*from, *a))).collect::<Vec<_>>().join("\n");
        assert_snapshot!("order_matrix", OrderState::ALL.iter().map(row).collect::<Vec<_>>().join("\n"));
    }

    #[test]
    fn who_may_what() {
        let all = [Side::Requester, Side::Desk, Side::Secretary, Side::Team];
        let row = |side: &Side| {
            let of = |s: &OrderState| {
                let list: Vec<&str> = allowed(*s, &[*side], &Facts { measures: 1, max_reopenings: 2, ..Facts::default() })
                    .iter()
                    .map(|a| a.action.as_str())
                    .collect();
                (!list.is_empty()).then(|| format!("{s}: {}", list.join(", ")))
            };
            format!("{side:?}\n  {}", OrderState::ALL.iter().filter_map(of).collect::<Vec<_>>().join("\n  "))
        };
        assert_snapshot!("order_sides", all.iter().map(row).collect::<Vec<_>>().join("\n"));
    }

    #[test]
    fn no_step_leads_out_of_a_final_state_except_rating() {
        for (from, action, _, to) in STEPS.iter().filter(|(f, ..)| f.is_final()) {
            assert_eq!((*action, from), (A::Rate, to));
        }
    }

    #[test]
    fn a_missing_measure_is_named_before_missing_pictures() {
        let facts = Facts { lacks_evidence: true, ..Facts::default() };
        assert_eq!(blocked(A::Complete, &facts), Some(BlockReason::NoMeasure));
        assert_eq!(blocked(A::Complete, &Facts { measures: 1, ..facts }), Some(BlockReason::NoEvidence));
        assert_eq!(blocked(A::RecordContact, &Facts { measures: 1, ..facts }), None);
    }

    #[test]
    fn guards_say_why() {
        let facts = Facts { reopenings: 2, max_reopenings: 2, is_rated: true, ..Facts::default() };
        assert_eq!(blocked(A::RecordContact, &facts), Some(BlockReason::NoMeasure));
        assert_eq!(blocked(A::Reopen, &facts), Some(BlockReason::RoundsUsedUp));
        assert_eq!(blocked(A::Rate, &facts), Some(BlockReason::AlreadyRated));
        assert_eq!(blocked(A::Confirm, &facts), None);
    }
}

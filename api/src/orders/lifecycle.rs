//! The order's state machine: one table, one function. What is not listed is refused.

use super::intake::Hurdles;
use crate::platform::error::{ApiError, ApiResult};
use contract::orders::{AllowedAction, BlockReason, OrderAction, OrderState, Pending};

/// On whose behalf a step is taken.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Side {
    Requester,
    /// Clerk or secretary of the community.
    Desk,
    Secretary,
    /// The street above the community, which reviews; where an order was raised to it, it is the desk as well.
    Street,
    /// Somebody who calls residents back and did not handle the order.
    Caller,
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
    (S::Submitted, A::Reject, Side::Street, S::Rejected),
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
    // Beside the main line.
    (S::Submitted, A::ProposeRejection, Side::Desk, S::Submitted),
    (S::Rejected, A::Contest, Side::Requester, S::Rejected),
    (S::Rejected, A::Uphold, Side::Street, S::Rejected),
    (S::Rejected, A::Overturn, Side::Street, S::Submitted),
    (S::Submitted, A::Refer, Side::Desk, S::Referred),
    (S::Accepted, A::Refer, Side::Desk, S::Referred),
    (S::Submitted, A::Merge, Side::Desk, S::Merged),
    (S::Submitted, A::Whistle, Side::Desk, S::Whistled),
    (S::Accepted, A::Whistle, Side::Desk, S::Whistled),
    (S::Reopened, A::Whistle, Side::Desk, S::Whistled),
    (S::Whistled, A::WhistleSolved, Side::System, S::Done),
    (S::Whistled, A::WhistleReturned, Side::System, S::Accepted),
    (S::Submitted, A::Urge, Side::Requester, S::Submitted),
    (S::Accepted, A::Urge, Side::Requester, S::Accepted),
    (S::Dispatched, A::Urge, Side::Requester, S::Dispatched),
    (S::Taken, A::Urge, Side::Requester, S::Taken),
    (S::InProgress, A::Urge, Side::Requester, S::InProgress),
    (S::Waiting, A::Urge, Side::Requester, S::Waiting),
    (S::Reopened, A::Urge, Side::Requester, S::Reopened),
    (S::Whistled, A::Urge, Side::Requester, S::Whistled),
    (S::InProgress, A::AddProgress, Side::Team, S::InProgress),
    (S::InProgress, A::Wait, Side::Team, S::Waiting),
    (S::Waiting, A::AddProgress, Side::Team, S::Waiting),
    (S::Waiting, A::Resume, Side::Team, S::InProgress), // also the system, when the longest wait is over
    (S::InProgress, A::AskExtension, Side::Team, S::InProgress),
    (S::Waiting, A::AskExtension, Side::Team, S::Waiting),
    (S::InProgress, A::GrantExtension, Side::Secretary, S::InProgress),
    (S::InProgress, A::GrantExtension, Side::Street, S::InProgress),
    (S::InProgress, A::RefuseExtension, Side::Secretary, S::InProgress),
    (S::InProgress, A::RefuseExtension, Side::Street, S::InProgress),
    (S::Waiting, A::GrantExtension, Side::Secretary, S::Waiting),
    (S::Waiting, A::GrantExtension, Side::Street, S::Waiting),
    (S::Waiting, A::RefuseExtension, Side::Secretary, S::Waiting),
    (S::Waiting, A::RefuseExtension, Side::Street, S::Waiting),
    (S::Accepted, A::Split, Side::Desk, S::Accepted),
    (S::Taken, A::Split, Side::Desk, S::Taken),
    (S::InProgress, A::Split, Side::Desk, S::InProgress),
    (S::Done, A::CallUnreached, Side::Caller, S::Done),
    (S::Done, A::CallSolved, Side::Caller, S::Confirmed),
    (S::Done, A::CallUnsolved, Side::Caller, S::Reopened),
    (S::Confirmed, A::FollowUp, Side::Requester, S::Confirmed),
    (S::Closed, A::FollowUp, Side::Requester, S::Closed),
    (S::ClosedUnreached, A::FollowUp, Side::Requester, S::ClosedUnreached),
];

/// What the guards need to know beyond the state.
#[derive(Clone, Copy, Debug, Default)]
pub struct Facts {
    /// Measures of this round.
    pub measures: usize,
    /// Reopenings used.
    pub reopenings: i32,
    pub max_reopenings: i32,
    /// Levels above the community: who holds it.
    pub raised: i32,
    pub is_rated: bool,
    /// The days in which it can be rated are over.
    pub window_closed: bool,
    /// It is a part of another order, which alone is confirmed and rated.
    pub is_part: bool,
    /// Parts that are not done yet.
    pub open_parts: i64,
    /// It has waited as often in this round as it may.
    pub waits_used_up: bool,
    /// More time was asked for as often in this round as it may be.
    pub extensions_used_up: bool,
    /// More time was asked for, and who decides.
    pub extension_by: Option<Side>,
    /// The completion is overdue.
    pub is_late: bool,
    /// The item wants pictures from before and after the work, and this round lacks them.
    pub lacks_evidence: bool,
    /// The rating has its one more word.
    pub is_followed_up: bool,
    /// The days for one more word are over.
    pub follow_up_closed: bool,
    /// Whoever asks accepted, dispatched or did it in some round: they cannot call back about it.
    pub is_handler: bool,
    /// Whoever would rate it has handled it.
    pub rater_is_handler: bool,
    /// Somebody tried to call back today and reached nobody.
    pub called_today: bool,
    /// What stands in the way before the work.
    pub intake: Hurdles,
}

/// As far up as an order goes: the city.
pub const HIGHEST: i32 = 2;

/// In which states something can wait for a decision. In any other nobody could decide it any more.
pub const fn can_wait(pending: Pending, state: OrderState) -> bool {
    match pending {
        Pending::Rejection => matches!(state, S::Submitted),
        Pending::Contest => matches!(state, S::Rejected),
        Pending::Extension => matches!(state, S::InProgress | S::Waiting),
    }
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
        // Used up with the community, it goes up a level each time; where there is none above, a neutral caller can still send it back.
        A::Reopen if facts.reopenings >= facts.max_reopenings && facts.raised >= HIGHEST => Some(BlockReason::RoundsUsedUp),
        A::CallUnreached | A::CallSolved | A::CallUnsolved if facts.is_handler => Some(BlockReason::Handler),
        A::CallUnreached if facts.called_today => Some(BlockReason::TooSoon),
        A::Rate if facts.rater_is_handler => Some(BlockReason::Handler),
        A::FollowUp if !facts.is_rated => Some(BlockReason::NothingAsked),
        A::FollowUp if facts.is_followed_up => Some(BlockReason::AlreadyRated),
        A::FollowUp if facts.follow_up_closed => Some(BlockReason::WindowClosed),
        A::Rate if facts.is_rated => Some(BlockReason::AlreadyRated),
        A::Rate if facts.window_closed => Some(BlockReason::WindowClosed),
        // The requester may withdraw each part first; ending the whole never ends a part. Departments solve a part by a whistle of its own.
        A::Complete | A::Withdraw | A::Refer | A::Whistle if facts.open_parts > 0 => Some(BlockReason::OpenParts),
        A::Wait if facts.waits_used_up => Some(BlockReason::UsedUp),
        A::AskExtension if facts.extension_by.is_some() => Some(BlockReason::AlreadyAsked),
        A::AskExtension if facts.extensions_used_up => Some(BlockReason::UsedUp),
        A::AskExtension if facts.is_late => Some(BlockReason::TooLate),
        A::GrantExtension | A::RefuseExtension if facts.extension_by.is_none() => Some(BlockReason::NothingAsked),
        _ => facts.intake.blocked(action),
    }
}

/// The steps these sides could take, each with a reason when it is closed. The system's own are never offered.
pub fn allowed(from: OrderState, sides: &[Side], facts: &Facts) -> Vec<AllowedAction> {
    let mut open: Vec<AllowedAction> = STEPS
        .iter()
        .filter(|(f, _, side, _)| *f == from && *side != Side::System && sides.contains(side))
        .filter(|(_, action, side, _)| concerns(*action, *side, facts))
        .map(|(_, action, _, _)| AllowedAction { action: *action, blocked: blocked(*action, facts) })
        .collect();
    // Two sides of one person may have the same step.
    open.dedup();
    open
}

/// Whether a step is for this side at all, as things are.
fn concerns(action: OrderAction, side: Side, facts: &Facts) -> bool {
    match action {
        // The secretary decides the first time, the street the second: the other is not offered it.
        A::GrantExtension | A::RefuseExtension => facts.extension_by.is_none_or(|by| by == side),
        A::Confirm | A::Reopen | A::Rate | A::FollowUp | A::Split | A::CallUnreached | A::CallSolved | A::CallUnsolved => !facts.is_part,
        _ => true,
    }
}

/// Whether one of these sides may take the step in some state: tells 403 from 409.
pub fn may_ever(action: OrderAction, sides: &[Side]) -> bool {
    STEPS.iter().any(|(_, a, side, _)| *a == action && sides.contains(side))
}

/// The states from which a step can be taken, and on whose behalf.
#[cfg(test)]
pub fn takers(action: OrderAction) -> Vec<(OrderState, Side)> {
    STEPS.iter().filter(|(_, a, _, _)| *a == action).map(|(from, _, side, _)| (*from, *side)).collect()
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
        let all = [Side::Requester, Side::Desk, Side::Secretary, Side::Street, Side::Caller, Side::Team];
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
    fn only_ratings_and_reviews_follow_an_end() {
        for (from, action, _, to) in STEPS.iter().filter(|(f, ..)| f.is_final()) {
            assert!(matches!(action, A::Rate | A::FollowUp | A::Contest | A::Uphold | A::Overturn), "{from} {action}");
            assert!(from == to || *action == A::Overturn);
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
        let facts = Facts { reopenings: 3, max_reopenings: 2, raised: 2, is_rated: true, is_handler: true, ..Facts::default() };
        assert_eq!(blocked(A::RecordContact, &facts), Some(BlockReason::NoMeasure));
        assert_eq!(blocked(A::Reopen, &facts), Some(BlockReason::RoundsUsedUp));
        assert_eq!(blocked(A::Rate, &facts), Some(BlockReason::AlreadyRated));
        assert_eq!(blocked(A::Reopen, &Facts { raised: 1, ..facts }), None);
        assert_eq!(blocked(A::CallSolved, &facts), Some(BlockReason::Handler));
        assert_eq!(blocked(A::CallUnreached, &Facts { called_today: true, ..Facts::default() }), Some(BlockReason::TooSoon));
        assert_eq!(blocked(A::FollowUp, &Facts::default()), Some(BlockReason::NothingAsked));
        assert_eq!(blocked(A::FollowUp, &facts), None);
        assert_eq!(blocked(A::Confirm, &facts), None);
    }
}

//! An order as a parcel: what has happened, what happens now, what is still to come and by when.

use chrono::{DateTime, Utc};
use contract::orders::{ClockState, Order, OrderState, OrderSummary, Stage};

/// What an order still has to pass.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Milestone {
    /// The requester answers the clerk.
    Answer,
    Acceptance,
    Dispatch,
    Take,
    Contact,
    Completion,
    /// The requester says whether it is solved.
    Confirmation,
}

use Milestone as M;

/// What lies ahead in a state; the first is what is waited for now.
pub const fn ahead(state: OrderState) -> &'static [Milestone] {
    match state {
        OrderState::Draft | OrderState::Submitted => &[M::Acceptance, M::Dispatch, M::Take, M::Contact, M::Completion, M::Confirmation],
        OrderState::NeedsInfo => &[M::Answer, M::Acceptance, M::Dispatch, M::Take, M::Contact, M::Completion, M::Confirmation],
        OrderState::Accepted | OrderState::Reopened => &[M::Dispatch, M::Take, M::Contact, M::Completion, M::Confirmation],
        OrderState::Dispatched => &[M::Take, M::Contact, M::Completion, M::Confirmation],
        OrderState::Taken => &[M::Contact, M::Completion, M::Confirmation],
        OrderState::InProgress | OrderState::Waiting | OrderState::Whistled => &[M::Completion, M::Confirmation],
        OrderState::Done => &[M::Confirmation],
        OrderState::Rejected
        | OrderState::Withdrawn
        | OrderState::Confirmed
        | OrderState::ClosedUnreached
        | OrderState::Closed
        | OrderState::Merged
        | OrderState::Referred => &[],
    }
}

const fn stage(milestone: Milestone) -> Option<Stage> {
    match milestone {
        M::Acceptance => Some(Stage::Acceptance),
        M::Dispatch => Some(Stage::Dispatch),
        M::Take => Some(Stage::Take),
        M::Contact => Some(Stage::FirstContact),
        M::Completion => Some(Stage::Completion),
        M::Answer | M::Confirmation => None,
    }
}

/// Until when a milestone has to be passed, as far as that is known already.
pub fn due(milestone: Milestone, order: &Order) -> Option<DateTime<Utc>> {
    let running = |s: Stage| {
        order.clocks.iter().find(|c| c.stage == s && matches!(c.state, ClockState::Running | ClockState::Overdue)).map(|c| c.due_at)
    };
    let printed = order.deadline.filter(|_| milestone == M::Completion);
    printed
        .or_else(|| stage(milestone).and_then(running))
        .or_else(|| order.due_at.filter(|_| milestone == M::Confirmation && order.state == OrderState::Done))
}

/// Whether what is waited for is late.
pub fn is_late(order: &Order, now: DateTime<Utc>) -> bool {
    let waits_for_others = !matches!(order.state, OrderState::NeedsInfo | OrderState::Done);
    waits_for_others && ahead(order.state).first().and_then(|m| due(*m, order)).is_some_and(|due| due < now)
}

/// Whether an order in a list is late, as far as a list can tell: others are to act, and the next date has passed.
pub fn is_summary_late(order: &OrderSummary, now: DateTime<Utc>) -> bool {
    mood(order.state) == Mood::Moving && order.due_at.is_some_and(|due| due < now)
}

/// How a state looks: the tone of its badge.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Mood {
    /// Others are at work.
    Moving,
    /// The requester is asked for something.
    YourTurn,
    /// It went well.
    Good,
    /// It ended without being done.
    Ended,
}

/// How a state looks to its requester.
pub const fn mood(state: OrderState) -> Mood {
    match state {
        OrderState::NeedsInfo | OrderState::Done | OrderState::Draft => Mood::YourTurn,
        OrderState::Confirmed | OrderState::Closed => Mood::Good,
        OrderState::Rejected | OrderState::Withdrawn | OrderState::ClosedUnreached | OrderState::Merged | OrderState::Referred => {
            Mood::Ended
        }
        _ => Mood::Moving,
    }
}

/// The states of orders in which something is still to happen, as the filter of the list takes them.
pub fn open_states() -> String {
    let open = OrderState::ALL.iter().filter(|s| !s.is_final() && **s != OrderState::Confirmed);
    open.map(|s| s.as_str()).collect::<Vec<_>>().join(",")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_open_state_waits_for_something_and_no_final_one_does() {
        for state in OrderState::ALL {
            assert_eq!(ahead(*state).is_empty(), state.is_final() || *state == OrderState::Confirmed, "{state}");
        }
    }

    #[test]
    fn the_way_ahead_only_grows_shorter() {
        let way = [
            OrderState::Submitted,
            OrderState::Accepted,
            OrderState::Dispatched,
            OrderState::Taken,
            OrderState::InProgress,
            OrderState::Done,
        ];
        for pair in way.windows(2) {
            let [before, after] = pair else { continue };
            assert!(ahead(*before).ends_with(ahead(*after)), "{before} {after}");
            assert_eq!(ahead(*before).len(), ahead(*after).len() + 1);
        }
    }

    #[test]
    fn open_means_not_over() {
        assert_eq!(open_states(), "draft,submitted,needs_info,accepted,dispatched,taken,in_progress,done,reopened,waiting,whistled");
        assert_eq!(mood(OrderState::Done), Mood::YourTurn);
        assert_eq!(mood(OrderState::Withdrawn), Mood::Ended);
    }
}

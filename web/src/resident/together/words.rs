//! The words of an order for those who follow it: where its requester reads "you", they read of somebody else.

use crate::i18n::tr;
use crate::resident::mine::words;
use contract::orders::{OrderAction, OrderState};

/// Where it stands.
pub fn state(state: OrderState) -> String {
    match state {
        OrderState::NeedsInfo => tr!(wishes.state_needs_info_other),
        OrderState::Done => tr!(wishes.state_done_other),
        other => words::state(other),
    }
}

/// What happened.
pub fn action(action: OrderAction) -> String {
    match action {
        OrderAction::RequestInformation => tr!(wishes.act_asked),
        OrderAction::ProvideInformation => tr!(wishes.act_informed),
        OrderAction::RecordContact => tr!(wishes.act_contacted),
        OrderAction::Confirm => tr!(wishes.act_confirmed),
        OrderAction::Reopen => tr!(wishes.act_reopened),
        OrderAction::Contest => tr!(wishes.act_contested),
        OrderAction::Urge => tr!(wishes.act_urged),
        OrderAction::CallUnreached => tr!(wishes.act_unreached),
        OrderAction::CallSolved => tr!(wishes.act_call_solved),
        OrderAction::CallUnsolved => tr!(wishes.act_call_unsolved),
        OrderAction::FollowUp => tr!(wishes.act_follow_up),
        other => words::action(other),
    }
}

/// The badge of a state. Nobody waits for somebody who only follows.
pub fn badge(state: OrderState) -> String {
    match state {
        OrderState::NeedsInfo | OrderState::Done => "state state-moving".to_owned(),
        other => words::badge(other),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_is_said_to_the_requester() {
        let said = OrderState::ALL.iter().map(|s| state(*s)).chain(OrderAction::ALL.iter().map(|a| action(*a)));
        for text in said {
            assert!(!text.contains('您'), "{text}");
        }
    }
}

//! What every program says about a wish.

use crate::i18n::tr;
use contract::wishes::WishState;

/// Where it stands, and in which tone of the style sheet.
pub fn state(state: WishState) -> (String, &'static str) {
    match state {
        WishState::Submitted => (tr!(wishes.state_submitted), "turn"),
        WishState::Published => (tr!(wishes.state_published), "moving"),
        WishState::Claimed => (tr!(wishes.state_claimed), "moving"),
        WishState::Fulfilled => (tr!(wishes.state_fulfilled), "good"),
        WishState::Withdrawn => (tr!(wishes.state_withdrawn), "ended"),
        WishState::Rejected => (tr!(wishes.state_rejected), "ended"),
    }
}

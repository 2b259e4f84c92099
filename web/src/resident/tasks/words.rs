//! The words of offers, reasons and ways of contact.

use crate::i18n::tr;
use contract::dispatch::{DeclineReason, DispatchState};
use contract::orders::{ContactMethod, Urgency};

/// Where an offer stands.
pub fn state(state: DispatchState) -> String {
    match state {
        DispatchState::Offered => tr!(tasks.state_offered),
        DispatchState::Accepted => tr!(tasks.state_accepted),
        DispatchState::Declined => tr!(tasks.state_declined),
        DispatchState::Expired => tr!(tasks.state_expired),
        DispatchState::Recalled => tr!(tasks.state_recalled),
        DispatchState::Done => tr!(tasks.state_done),
        DispatchState::HandedBack => tr!(tasks.state_handed_back),
    }
}

/// How the state looks, by the tones of the style sheet.
pub const fn tone(state: DispatchState) -> &'static str {
    match state {
        DispatchState::Offered => "turn",
        DispatchState::Accepted => "moving",
        DispatchState::Done => "good",
        _ => "ended",
    }
}

/// Why a team cannot.
pub fn reason(reason: DeclineReason) -> String {
    match reason {
        DeclineReason::NoCapacity => tr!(tasks.reason_no_capacity),
        DeclineReason::WrongSkill => tr!(tasks.reason_wrong_skill),
        DeclineReason::TooFar => tr!(tasks.reason_too_far),
        DeclineReason::NotOurDuty => tr!(tasks.reason_not_our_duty),
        DeclineReason::Unsafe => tr!(tasks.reason_unsafe),
        DeclineReason::Other => tr!(tasks.reason_other),
    }
}

/// How somebody was contacted.
pub fn method(method: ContactMethod) -> String {
    match method {
        ContactMethod::Phone => tr!(tasks.method_phone),
        ContactMethod::Visit => tr!(tasks.method_visit),
        ContactMethod::Message => tr!(tasks.method_message),
    }
}

/// Worth a mark only when it presses.
pub fn urgency(urgency: Urgency) -> Option<String> {
    match urgency {
        Urgency::Normal => None,
        Urgency::Urgent => Some(tr!(mine.urgency_urgent)),
        Urgency::Danger => Some(tr!(mine.urgency_danger)),
    }
}

/// A length of work.
pub fn minutes(n: i32) -> String {
    match n {
        60 => tr!(tasks.minutes_hour),
        90 => tr!(tasks.minutes_half),
        n if n % 60 == 0 => tr!(tasks.minutes_hours, n = n / 60),
        n => tr!(tasks.minutes_n, n = n),
    }
}

//! What both programs say and ask about an order: outcomes, reasons, grades, offers, and whether a step is open.

use crate::api::Failure;
use crate::i18n::tr;
use crate::ui::when::{DayPart, clock, local};
use crate::ui::{now, spoken};
use contract::dispatch::{DeclineReason, DispatchState};
use contract::orders::{BlockReason, Order, OrderAction, Outcome, ReferralChannel, RejectionReason, Urgency};

/// Whether the step is open to the caller now.
pub fn may(order: &Order, action: OrderAction) -> bool {
    order.allowed_actions.iter().any(|a| a.action == action && a.blocked.is_none())
}

/// Why a step that exists is closed just now.
pub fn blocked(order: &Order, action: OrderAction) -> Option<BlockReason> {
    order.allowed_actions.iter().find(|a| a.action == action).and_then(|a| a.blocked)
}

/// What a failure means to somebody who pressed a button.
pub fn said(failure: &Failure) -> String {
    match failure {
        Failure::Offline => tr!(common.offline_text),
        Failure::Problem(p) => tr!(common.step_failed, detail = &p.detail),
    }
}

/// When somebody is at home, in words.
pub fn at_home(order: &Order) -> Option<String> {
    let (from, to) = order.expected_from.zip(order.expected_to)?;
    let today = local(now()).date();
    Some(match DayPart::from_window(from, to) {
        Some((day, part)) => format!("{} {}", spoken::day_with_weekday(day, today), spoken::part(part)),
        None if local(from).date() == local(to).date() => format!("{}–{}", spoken::when(from), clock(local(to))),
        None => format!("{} – {}", spoken::when(from), spoken::when(to)),
    })
}

/// What came of it.
pub fn outcome(outcome: Outcome) -> String {
    match outcome {
        Outcome::Resolved => tr!(mine.outcome_resolved),
        Outcome::Explained => tr!(mine.outcome_explained),
        Outcome::Referred => tr!(mine.outcome_referred),
    }
}

/// Why it was not accepted.
pub fn rejection(reason: RejectionReason) -> String {
    match reason {
        RejectionReason::Emergency => tr!(mine.rejection_emergency),
        RejectionReason::OtherProcedure => tr!(mine.rejection_other_procedure),
        RejectionReason::Repeated => tr!(mine.rejection_repeated),
        RejectionReason::Confidential => tr!(mine.rejection_confidential),
        RejectionReason::OutsideDuty => tr!(mine.rejection_outside_duty),
        RejectionReason::Unlawful => tr!(mine.rejection_unlawful),
    }
}

/// Where a matter was handed to.
pub fn channel(channel: ReferralChannel) -> String {
    match channel {
        ReferralChannel::Emergency => tr!(intake.channel_emergency),
        ReferralChannel::Hotline => tr!(intake.channel_hotline),
        ReferralChannel::Petition => tr!(intake.channel_petition),
        ReferralChannel::Review => tr!(intake.channel_review),
        ReferralChannel::Court => tr!(intake.channel_court),
        ReferralChannel::Other => tr!(intake.channel_other),
    }
}

/// The word of a grade.
pub fn grade(grade: i16) -> String {
    match grade {
        5 => tr!(mine.grade_5),
        4 => tr!(mine.grade_4),
        3 => tr!(mine.grade_3),
        2 => tr!(mine.grade_2),
        _ => tr!(mine.grade_1),
    }
}

/// Where an offer stands.
pub fn offer(state: DispatchState) -> String {
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

/// How an offer looks, by the tones of the style sheet.
pub const fn offer_tone(state: DispatchState) -> &'static str {
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

/// Worth a mark only when it presses.
pub fn urgency(urgency: Urgency) -> Option<String> {
    match urgency {
        Urgency::Normal => None,
        Urgency::Urgent => Some(tr!(mine.urgency_urgent)),
        Urgency::Danger => Some(tr!(mine.urgency_danger)),
    }
}

//! The words a requester reads for states, steps and reasons.

use super::track::{Milestone, Mood, mood};
use crate::i18n::tr;
use contract::orders::{ClockState, OrderAction, OrderState, Stage, WaitReason};

/// Where the order stands, in a few words.
pub fn state(state: OrderState) -> String {
    match state {
        OrderState::Draft => tr!(mine.state_draft),
        OrderState::Submitted => tr!(mine.state_submitted),
        OrderState::NeedsInfo => tr!(mine.state_needs_info),
        OrderState::Rejected => tr!(mine.state_rejected),
        OrderState::Withdrawn => tr!(mine.state_withdrawn),
        OrderState::Accepted => tr!(mine.state_accepted),
        OrderState::Dispatched => tr!(mine.state_dispatched),
        OrderState::Taken => tr!(mine.state_taken),
        OrderState::InProgress => tr!(mine.state_in_progress),
        OrderState::Done => tr!(mine.state_done),
        OrderState::Confirmed => tr!(mine.state_confirmed),
        OrderState::Reopened => tr!(mine.state_reopened),
        OrderState::ClosedUnreached => tr!(mine.state_closed_unreached),
        OrderState::Closed => tr!(mine.state_closed),
        OrderState::Waiting => tr!(mine.state_waiting),
        OrderState::Merged => tr!(mine.state_merged),
        OrderState::Referred => tr!(mine.state_referred),
        OrderState::Whistled => tr!(mine.state_whistled),
    }
}

/// What that means for the requester, in a sentence.
pub fn meaning(state: OrderState) -> String {
    match state {
        OrderState::Draft => tr!(mine.next_draft),
        OrderState::Submitted => tr!(mine.next_submitted),
        OrderState::NeedsInfo => tr!(mine.next_needs_info),
        OrderState::Rejected => tr!(mine.next_rejected),
        OrderState::Withdrawn => tr!(mine.next_withdrawn),
        OrderState::Accepted => tr!(mine.next_accepted),
        OrderState::Dispatched => tr!(mine.next_dispatched),
        OrderState::Taken => tr!(mine.next_taken),
        OrderState::InProgress => tr!(mine.next_in_progress),
        OrderState::Done => tr!(mine.next_done),
        OrderState::Confirmed => tr!(mine.next_confirmed),
        OrderState::Reopened => tr!(mine.next_reopened),
        OrderState::ClosedUnreached => tr!(mine.next_closed_unreached),
        OrderState::Closed => tr!(mine.next_closed),
        OrderState::Waiting => tr!(mine.next_waiting),
        OrderState::Merged => tr!(mine.next_merged),
        OrderState::Referred => tr!(mine.next_referred),
        OrderState::Whistled => tr!(mine.next_whistled),
    }
}

/// What still has to happen.
pub fn milestone(milestone: Milestone) -> String {
    match milestone {
        Milestone::Answer => tr!(mine.ms_answer),
        Milestone::Acceptance => tr!(mine.ms_acceptance),
        Milestone::Dispatch => tr!(mine.ms_dispatch),
        Milestone::Take => tr!(mine.ms_take),
        Milestone::Contact => tr!(mine.ms_contact),
        Milestone::Completion => tr!(mine.ms_completion),
        Milestone::Confirmation => tr!(mine.ms_confirmation),
    }
}

/// What happened.
pub fn action(action: OrderAction) -> String {
    match action {
        OrderAction::Submit => tr!(mine.act_submit),
        OrderAction::Accept => tr!(mine.act_accept),
        OrderAction::RequestInformation => tr!(mine.act_request_information),
        OrderAction::ProvideInformation => tr!(mine.act_provide_information),
        OrderAction::Reject => tr!(mine.act_reject),
        OrderAction::Withdraw => tr!(mine.act_withdraw),
        OrderAction::Dispatch => tr!(mine.act_dispatch),
        OrderAction::Take => tr!(mine.act_take),
        OrderAction::Release => tr!(mine.act_release),
        OrderAction::HandBack => tr!(mine.act_hand_back),
        OrderAction::RecordContact => tr!(mine.act_record_contact),
        OrderAction::AddMeasure => tr!(mine.act_add_measure),
        OrderAction::Complete => tr!(mine.act_complete),
        OrderAction::Confirm => tr!(mine.act_confirm),
        OrderAction::Reopen => tr!(mine.act_reopen),
        OrderAction::Rate => tr!(mine.act_rate),
        OrderAction::CloseUnreached => tr!(mine.act_close_unreached),
        OrderAction::Close => tr!(mine.act_close),
        OrderAction::ProposeRejection => tr!(mine.act_propose_rejection),
        OrderAction::Contest => tr!(mine.act_contest),
        OrderAction::Uphold => tr!(mine.act_uphold),
        OrderAction::Overturn => tr!(mine.act_overturn),
        OrderAction::Refer => tr!(mine.act_refer),
        OrderAction::Merge => tr!(mine.act_merge),
        OrderAction::Whistle => tr!(mine.act_whistle),
        OrderAction::WhistleSolved => tr!(mine.act_whistle_solved),
        OrderAction::WhistleReturned => tr!(mine.act_whistle_returned),
        OrderAction::Urge => tr!(mine.act_urge),
        OrderAction::AddProgress => tr!(mine.act_add_progress),
        OrderAction::Wait => tr!(mine.act_wait),
        OrderAction::Resume => tr!(mine.act_resume),
        OrderAction::AskExtension => tr!(mine.act_ask_extension),
        OrderAction::GrantExtension => tr!(mine.act_grant_extension),
        OrderAction::RefuseExtension => tr!(mine.act_refuse_extension),
        OrderAction::Split => tr!(mine.act_split),
        OrderAction::CallUnreached => tr!(mine.act_call_unreached),
        OrderAction::CallSolved => tr!(mine.act_call_solved),
        OrderAction::CallUnsolved => tr!(mine.act_call_unsolved),
        OrderAction::FollowUp => tr!(mine.act_follow_up),
    }
}

/// The badge of a state, as a class of the style sheet.
pub fn badge(state: OrderState) -> String {
    format!("state state-{}", tone(mood(state)))
}

/// What a team waits for.
pub fn waits_for(reason: WaitReason) -> String {
    match reason {
        WaitReason::Resident => tr!(asks.wait_resident),
        WaitReason::Material => tr!(asks.wait_material),
        WaitReason::Weather => tr!(asks.wait_weather),
    }
}

/// A stage that has a clock.
pub fn stage(stage: Stage) -> String {
    match stage {
        Stage::Acceptance => tr!(mine.ms_acceptance),
        Stage::Dispatch => tr!(mine.ms_dispatch),
        Stage::Take => tr!(mine.ms_take),
        Stage::FirstContact => tr!(mine.ms_contact),
        Stage::Completion => tr!(mine.ms_completion),
        Stage::Callback => tr!(mine.stage_callback),
    }
}

/// How a clock stands.
pub fn clock(state: ClockState) -> String {
    match state {
        ClockState::Running => tr!(mine.clock_running),
        ClockState::Paused => tr!(mine.clock_paused),
        ClockState::Met => tr!(mine.clock_met),
        ClockState::Missed => tr!(mine.clock_missed),
        ClockState::Overdue => tr!(mine.clock_overdue),
    }
}

/// The name of a mood in the style sheet.
pub const fn tone(mood: Mood) -> &'static str {
    match mood {
        Mood::Moving => "moving",
        Mood::YourTurn => "turn",
        Mood::Good => "good",
        Mood::Ended => "ended",
    }
}

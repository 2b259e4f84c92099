//! The words staff read for states, steps and clocks: shorter than those for the requester, and from the desk's side.

use crate::i18n::tr;
use contract::dispatch::DeclineReason;
use contract::orders::{AllowedAction, BlockReason, ClockState, OrderAction, OrderSource, OrderState, Stage, Urgency};
use contract::whistles::WhistleCause;

/// Where the order stands.
pub fn state(state: OrderState) -> String {
    match state {
        OrderState::Draft => tr!(console.state_draft),
        OrderState::Submitted => tr!(console.state_submitted),
        OrderState::NeedsInfo => tr!(console.state_needs_info),
        OrderState::Rejected => tr!(console.state_rejected),
        OrderState::Withdrawn => tr!(console.state_withdrawn),
        OrderState::Accepted => tr!(console.state_accepted),
        OrderState::Dispatched => tr!(console.state_dispatched),
        OrderState::Taken => tr!(console.state_taken),
        OrderState::InProgress => tr!(console.state_in_progress),
        OrderState::Done => tr!(console.state_done),
        OrderState::Confirmed => tr!(console.state_confirmed),
        OrderState::Reopened => tr!(console.state_reopened),
        OrderState::ClosedUnreached => tr!(console.state_closed_unreached),
        OrderState::Closed => tr!(console.state_closed),
        OrderState::Waiting => tr!(console.state_waiting),
        OrderState::Merged => tr!(console.state_merged),
        OrderState::Referred => tr!(console.state_referred),
        OrderState::Whistled => tr!(console.state_whistled),
    }
}

/// How a state looks, by the tones of the style sheet: what waits for the desk stands out.
pub const fn tone(state: OrderState) -> &'static str {
    match state {
        OrderState::Submitted | OrderState::Accepted | OrderState::Reopened => "turn",
        OrderState::Dispatched | OrderState::Taken | OrderState::InProgress | OrderState::Waiting | OrderState::Whistled => "moving",
        OrderState::Confirmed | OrderState::Closed => "good",
        _ => "ended",
    }
}

/// What happened.
pub fn action(action: OrderAction) -> String {
    match action {
        OrderAction::Submit => tr!(console.act_submit),
        OrderAction::Accept => tr!(console.act_accept),
        OrderAction::RequestInformation => tr!(console.act_request_information),
        OrderAction::ProvideInformation => tr!(console.act_provide_information),
        OrderAction::Reject => tr!(console.act_reject),
        OrderAction::Withdraw => tr!(console.act_withdraw),
        OrderAction::Dispatch => tr!(console.act_dispatch),
        OrderAction::Take => tr!(console.act_take),
        OrderAction::Release => tr!(console.act_release),
        OrderAction::HandBack => tr!(console.act_hand_back),
        OrderAction::RecordContact => tr!(console.act_record_contact),
        OrderAction::AddMeasure => tr!(console.act_add_measure),
        OrderAction::Complete => tr!(console.act_complete),
        OrderAction::Confirm => tr!(console.act_confirm),
        OrderAction::Reopen => tr!(console.act_reopen),
        OrderAction::Rate => tr!(console.act_rate),
        OrderAction::CloseUnreached => tr!(console.act_close_unreached),
        OrderAction::Close => tr!(console.act_close),
        OrderAction::ProposeRejection => tr!(console.act_propose_rejection),
        OrderAction::Contest => tr!(console.act_contest),
        OrderAction::Uphold => tr!(console.act_uphold),
        OrderAction::Overturn => tr!(console.act_overturn),
        OrderAction::Refer => tr!(console.act_refer),
        OrderAction::Merge => tr!(console.act_merge),
        OrderAction::Whistle => tr!(console.act_whistle),
        OrderAction::WhistleSolved => tr!(console.act_whistle_solved),
        OrderAction::WhistleReturned => tr!(console.act_whistle_returned),
        OrderAction::Urge => tr!(console.act_urge),
        OrderAction::AddProgress => tr!(console.act_add_progress),
        OrderAction::Wait => tr!(console.act_wait),
        OrderAction::Resume => tr!(console.act_resume),
        OrderAction::AskExtension => tr!(console.act_ask_extension),
        OrderAction::GrantExtension => tr!(console.act_grant_extension),
        OrderAction::RefuseExtension => tr!(console.act_refuse_extension),
        OrderAction::Split => tr!(console.act_split),
        OrderAction::CallUnreached => tr!(console.act_call_unreached),
        OrderAction::CallSolved => tr!(console.act_call_solved),
        OrderAction::CallUnsolved => tr!(console.act_call_unsolved),
        OrderAction::FollowUp => tr!(console.act_follow_up),
    }
}

/// How pressing it is; every grade has a word here.
pub fn urgency(urgency: Urgency) -> String {
    match urgency {
        Urgency::Normal => tr!(mine.urgency_normal),
        Urgency::Urgent => tr!(mine.urgency_urgent),
        Urgency::Danger => tr!(mine.urgency_danger),
    }
}

/// A stage that has a clock.
pub fn stage(stage: Stage) -> String {
    match stage {
        Stage::Acceptance => tr!(console.stage_acceptance),
        Stage::Dispatch => tr!(console.stage_dispatch),
        Stage::Take => tr!(console.stage_take),
        Stage::FirstContact => tr!(console.stage_first_contact),
        Stage::Completion => tr!(console.stage_completion),
        Stage::Callback => tr!(console.stage_callback),
    }
}

/// How a stage's clock stands.
pub fn clock(state: ClockState) -> String {
    match state {
        ClockState::Running => tr!(console.clock_running),
        ClockState::Paused => tr!(console.clock_paused),
        ClockState::Met => tr!(console.clock_met),
        ClockState::Missed => tr!(console.clock_missed),
        ClockState::Overdue => tr!(console.clock_overdue),
    }
}

/// In which case a whistle is blown.
pub fn cause(cause: WhistleCause) -> String {
    match cause {
        WhistleCause::StrongDemand => tr!(steps.cause_strong_demand),
        WhistleCause::JointEnforcement => tr!(steps.cause_joint_enforcement),
        WhistleCause::Emergency => tr!(steps.cause_emergency),
    }
}

/// Where the order came from.
pub fn source(source: OrderSource) -> String {
    match source {
        OrderSource::Spa => tr!(console.source_spa),
        OrderSource::Phone => tr!(console.source_phone),
        OrderSource::Import => tr!(console.source_import),
        OrderSource::Grid => tr!(console.source_grid),
        OrderSource::Wish => tr!(console.source_wish),
        OrderSource::Part => tr!(console.source_part),
    }
}

/// Why a step is closed just now.
pub fn blocked(reason: BlockReason) -> String {
    match reason {
        BlockReason::NoMeasure => tr!(console.blocked_no_measure),
        BlockReason::RoundsUsedUp => tr!(console.blocked_rounds_used_up),
        BlockReason::WindowClosed => tr!(console.blocked_window_closed),
        BlockReason::AlreadyRated => tr!(console.blocked_already_rated),
        BlockReason::SecondPerson => tr!(console.blocked_second_person),
        BlockReason::NothingAsked => tr!(console.blocked_nothing_asked),
        BlockReason::AlreadyAsked => tr!(console.blocked_already_asked),
        BlockReason::TooSoon => tr!(console.blocked_too_soon),
        BlockReason::TooLate => tr!(console.blocked_too_late),
        BlockReason::OpenParts => tr!(console.blocked_open_parts),
        BlockReason::Handler => tr!(console.blocked_handler),
        BlockReason::NoEvidence => tr!(console.blocked_no_evidence),
        BlockReason::UsedUp => tr!(console.blocked_used_up),
        BlockReason::QuestionsUsedUp => tr!(console.blocked_questions_used_up),
    }
}

/// The step a list offers: the first of the desk's own that is open.
pub fn next_step(actions: &[AllowedAction]) -> Option<OrderAction> {
    let open = |wanted: OrderAction| actions.iter().any(|a| a.action == wanted && a.blocked.is_none());
    [OrderAction::Accept, OrderAction::Dispatch].into_iter().find(|a| open(*a))
}

/// What the button of that step says.
pub fn step(step: Option<OrderAction>) -> String {
    match step {
        Some(OrderAction::Accept) => tr!(console.step_accept),
        Some(OrderAction::Dispatch) => tr!(console.step_dispatch),
        _ => tr!(console.step_look),
    }
}

/// A note of the timeline. A team's refusal is written down as `reason: explanation`, with the reason as a code.
pub fn note(note: &str) -> String {
    let (head, rest) = note.split_once(": ").map_or((note, ""), |(head, rest)| (head, rest));
    match head.parse::<DeclineReason>() {
        Ok(reason) if rest.is_empty() => crate::orders::reason(reason),
        Ok(reason) => tr!(console.reason_with, reason = crate::orders::reason(reason), text = rest),
        Err(_) => note.to_owned(),
    }
}

/// Who did something. The API names colleagues; everybody else it names by their part, in Chinese.
pub fn actor(actor: String) -> String {
    match actor.as_str() {
        "我" => tr!(console.actor_me),
        "点单人" => tr!(console.actor_requester),
        "系统" => tr!(console.actor_system),
        "社区" => tr!(console.actor_community),
        "志愿服务队" => tr!(console.actor_team),
        _ => actor,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_next_step_is_one_of_the_desk_that_is_open() {
        let action = |action, blocked| AllowedAction { action, blocked };
        let all = [action(OrderAction::RequestInformation, None), action(OrderAction::Accept, None)];
        assert_eq!(next_step(&all), Some(OrderAction::Accept));
        assert_eq!(next_step(&[action(OrderAction::Dispatch, Some(BlockReason::NoMeasure))]), None);
        assert_eq!(step(next_step(&[])), "查看");
    }

    #[test]
    fn refusals_are_read_as_words() {
        assert_eq!(note("no_capacity"), "人手不够");
        assert_eq!(note("other: 下雨"), "其他：下雨");
        assert_eq!(note("时间: 下午"), "时间: 下午");
    }

    #[test]
    fn what_waits_for_the_desk_stands_out() {
        assert_eq!(tone(OrderState::Submitted), "turn");
        assert_eq!(tone(OrderState::Taken), "moving");
        assert_eq!(tone(OrderState::Rejected), "ended");
    }
}

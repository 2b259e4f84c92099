//! The words of rectifications, whistles and appeals, each with its tone.

use crate::i18n::tr;
use contract::ratings::AppealState;
use contract::rectifications::{RectificationAction, RectificationState};
use contract::whistles::{ResponderState, WhistleState};

/// Where a rectification stands.
pub fn rectification(state: RectificationState) -> (String, &'static str) {
    match state {
        RectificationState::Opened => (tr!(queues.rect_opened), "turn"),
        RectificationState::CalledBack => (tr!(queues.rect_called_back), "turn"),
        RectificationState::FixNow => (tr!(queues.rect_fix_now), "moving"),
        RectificationState::LedgerProposed => (tr!(queues.rect_ledger_proposed), "turn"),
        RectificationState::Ledger => (tr!(queues.rect_ledger), "moving"),
        RectificationState::Explain => (tr!(queues.rect_explain), "moving"),
        RectificationState::FeedbackGiven => (tr!(queues.rect_feedback_given), "moving"),
        RectificationState::ReRated => (tr!(queues.rect_re_rated), "turn"),
        RectificationState::RaterSilent => (tr!(queues.rect_rater_silent), "ended"),
        RectificationState::Closed => (tr!(queues.rect_closed), "good"),
    }
}

/// What happened to a rectification.
pub fn rectified(action: RectificationAction) -> String {
    match action {
        RectificationAction::Open => tr!(queues.act_open),
        RectificationAction::Call => tr!(queues.act_call),
        RectificationAction::CallUnreached => tr!(queues.act_call_unreached),
        RectificationAction::FixNow => tr!(queues.act_fix_now),
        RectificationAction::ProposeLedger => tr!(queues.act_propose_ledger),
        RectificationAction::ApproveLedger => tr!(queues.act_approve_ledger),
        RectificationAction::RefuseLedger => tr!(queues.act_refuse_ledger),
        RectificationAction::Explain => tr!(queues.act_explain),
        RectificationAction::GiveFeedback => tr!(queues.act_give_feedback),
        RectificationAction::ReRate => tr!(queues.act_re_rate),
        RectificationAction::StaySilent => tr!(queues.act_stay_silent),
        RectificationAction::Close => tr!(queues.act_close),
        RectificationAction::Annul => tr!(queues.act_annul),
    }
}

/// How a whistle stands.
pub fn whistle(state: WhistleState) -> (String, &'static str) {
    match state {
        WhistleState::Blown => (tr!(queues.whistle_blown), "moving"),
        WhistleState::Solved => (tr!(queues.whistle_solved), "good"),
        WhistleState::Returned => (tr!(queues.whistle_returned), "turn"),
    }
}

/// How a department's part stands.
pub fn responder(state: ResponderState) -> (String, &'static str) {
    match state {
        ResponderState::Notified => (tr!(queues.part_notified), "turn"),
        ResponderState::Acknowledged => (tr!(queues.part_acknowledged), "moving"),
        ResponderState::OnSite => (tr!(queues.part_on_site), "moving"),
        ResponderState::Planned => (tr!(queues.part_planned), "moving"),
        ResponderState::Solved => (tr!(queues.part_solved), "good"),
        ResponderState::Partial => (tr!(queues.part_partial), "late"),
    }
}

/// Where an appeal stands.
pub fn appeal(state: AppealState) -> (String, &'static str) {
    match state {
        AppealState::Filed => (tr!(queues.appeal_filed), "turn"),
        AppealState::Upheld => (tr!(queues.appeal_upheld), "good"),
        AppealState::Denied => (tr!(queues.appeal_denied), "ended"),
    }
}

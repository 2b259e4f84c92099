//! The words of ways of contact, lengths of work, objections, and of what stands in the way.

use crate::i18n::tr;
use contract::dispatch::{ObjectionReason, ObjectionState};
use contract::orders::{BlockReason, ContactMethod};
use contract::rectifications::RectificationState;

/// How somebody was contacted.
pub fn method(method: ContactMethod) -> String {
    match method {
        ContactMethod::Phone => tr!(tasks.method_phone),
        ContactMethod::Visit => tr!(tasks.method_visit),
        ContactMethod::Message => tr!(tasks.method_message),
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

/// Why a team objects.
pub fn objection(reason: ObjectionReason) -> String {
    match reason {
        ObjectionReason::OutsideDuty => tr!(tasks.reason_not_our_duty),
        ObjectionReason::WrongTeam => tr!(tasks.object_wrong_team),
        ObjectionReason::WrongFacts => tr!(tasks.object_wrong_facts),
        ObjectionReason::Unsafe => tr!(tasks.reason_unsafe),
        ObjectionReason::Other => tr!(tasks.reason_other),
    }
}

/// Where an objection stands.
pub fn objection_state(state: ObjectionState) -> String {
    match state {
        ObjectionState::Open => tr!(tasks.object_open),
        ObjectionState::Upheld => tr!(tasks.object_upheld),
        ObjectionState::Denied => tr!(tasks.object_denied),
        ObjectionState::Moot => tr!(tasks.object_moot),
    }
}

/// What stands in the way of a step.
pub fn blocked(why: BlockReason) -> String {
    match why {
        BlockReason::NoMeasure => tr!(tasks.no_measure),
        BlockReason::OpenParts => tr!(tasks.open_parts),
        BlockReason::NoEvidence => tr!(tasks.evidence_lead),
        BlockReason::AlreadyAsked => tr!(tasks.already_asked),
        BlockReason::TooLate => tr!(tasks.too_late),
        BlockReason::UsedUp => tr!(tasks.used_up),
        _ => tr!(tasks.not_now),
    }
}

/// Where a rectification stands, for the team.
pub fn mend(state: RectificationState) -> String {
    use RectificationState as S;
    match state {
        S::Opened | S::CalledBack => tr!(tasks.mend_called),
        S::FixNow => tr!(tasks.mend_fix),
        S::LedgerProposed => tr!(tasks.mend_proposed),
        S::Ledger => tr!(tasks.mend_ledger),
        S::Explain => tr!(tasks.mend_explain),
        S::FeedbackGiven => tr!(tasks.mend_told),
        S::ReRated | S::RaterSilent | S::Closed => tr!(tasks.mend_closed),
    }
}

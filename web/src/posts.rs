//! What every program says about posts, shifts and claims.

use crate::i18n::tr;
use crate::ui::when::{clock, local};
use crate::ui::{now, spoken};
use chrono::{DateTime, Utc};
use contract::posts::{ClaimState, EndReason, PresenceMethod, QualificationState};

/// `12月5日 周六 上午9点–11:00`; of a shift over midnight, both ends in full.
pub fn span(from: DateTime<Utc>, to: DateTime<Utc>) -> String {
    let (begin, end, today) = (local(from), local(to), local(now()).date());
    let day = spoken::day_with_weekday(begin.date(), today);
    if begin.date() == end.date() {
        tr!(member.span_day, day = day, from = clock(begin), to = clock(end))
    } else {
        tr!(member.span_days, from = format!("{day} {}", clock(begin)), to = spoken::when(to))
    }
}

/// Where a claim stands, and in which tone of the style sheet.
pub fn state(state: ClaimState) -> (String, &'static str) {
    match state {
        ClaimState::Waitlisted => (tr!(member.state_waitlisted), "turn"),
        ClaimState::Offered => (tr!(member.state_offered), "turn"),
        ClaimState::Held => (tr!(member.state_held), "moving"),
        ClaimState::Present => (tr!(member.state_present), "moving"),
        ClaimState::Completed => (tr!(member.state_completed), "moving"),
        ClaimState::Verified => (tr!(member.state_verified), "good"),
        ClaimState::Disputed => (tr!(member.state_disputed), "late"),
        ClaimState::Void => (tr!(member.state_void), "ended"),
        ClaimState::Absent => (tr!(member.state_absent), "late"),
        ClaimState::Cancelled => (tr!(member.state_cancelled), "ended"),
    }
}

/// Why a seat was given back or taken away.
pub fn end_reason(reason: EndReason) -> String {
    match reason {
        EndReason::Plans => tr!(member.end_plans),
        EndReason::Illness => tr!(member.end_illness),
        EndReason::Work => tr!(member.end_work),
        EndReason::Family => tr!(member.end_family),
        EndReason::NoAnswer => tr!(member.end_no_answer),
        EndReason::ShiftCancelled => tr!(member.end_shift_cancelled),
        EndReason::CheckInEnded => tr!(member.end_check_in_ended),
    }
}

/// Who or what says that one was there.
pub fn method(method: PresenceMethod) -> String {
    match method {
        PresenceMethod::Host => tr!(member.by_host),
        PresenceMethod::Desk => tr!(member.by_desk),
        PresenceMethod::Resident => tr!(member.by_resident),
        PresenceMethod::Code => tr!(member.by_code),
        PresenceMethod::Own => tr!(member.by_own),
    }
}

/// Where what one brings along stands.
pub fn seen(state: QualificationState) -> (String, &'static str) {
    match state {
        QualificationState::Stated => (tr!(member.seen_stated), "turn"),
        QualificationState::Confirmed => (tr!(member.seen_confirmed), "good"),
        QualificationState::Refused => (tr!(member.seen_refused), "ended"),
    }
}

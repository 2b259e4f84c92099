//! The words of posts, claims, check-ins and the record.

pub use crate::check_ins::{basis, category, happened, state as check_in};
use crate::i18n::tr;
use crate::ui::when::{clock, local};
use crate::ui::{now, spoken};
use chrono::{DateTime, Utc};
use contract::posts::{ClaimState, EndReason, PresenceMethod, QualificationState};
use contract::records::{EvidenceGrade, LogSource};

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

/// What a row of the ledger comes from.
pub fn source(source: LogSource) -> String {
    match source {
        LogSource::Claim => tr!(member.from_claim),
        LogSource::Order => tr!(member.from_order),
        LogSource::Activity => tr!(member.from_activity),
        LogSource::Void => tr!(member.from_void),
    }
}

/// How well a service is evidenced.
pub fn evidence(grade: EvidenceGrade) -> String {
    match grade {
        EvidenceGrade::Credit => tr!(member.grade_credit),
        EvidenceGrade::Attested => tr!(member.grade_attested),
    }
}

/// `1 小时 30 分`, `45 分钟`; with a minus for what was taken back.
pub fn minutes(all: i64) -> String {
    let (sign, all) = (if all < 0 { "−" } else { "" }, all.abs());
    let said = match (all / 60, all % 60) {
        (0, rest) => tr!(member.minutes, n = rest),
        (hours, 0) => tr!(member.hours, n = hours),
        (hours, rest) => tr!(member.hours_minutes, hours = hours, minutes = rest),
    };
    format!("{sign}{said}")
}

/// `83%`; nothing over nothing.
pub fn percent(part: i64, of: i64) -> Option<String> {
    (of > 0).then(|| format!("{}%", (part * 200 + of) / (of * 2)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lengths_of_time_are_said_in_hours() {
        assert_eq!([0, 45, 60, 90, 600, -30].map(minutes), ["0 分钟", "45 分钟", "1 小时", "1 小时 30 分", "10 小时", "−30 分钟"]);
    }

    #[test]
    fn a_rate_is_rounded_and_never_over_nothing() {
        assert_eq!(percent(5, 6).as_deref(), Some("83%"));
        assert_eq!(percent(1, 8).as_deref(), Some("13%"));
        assert_eq!(percent(3, 3).as_deref(), Some("100%"));
        assert_eq!(percent(0, 0), None);
    }
}

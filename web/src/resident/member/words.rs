//! The words of posts, claims, check-ins and the record.

pub use crate::check_ins::{basis, category, happened, state as check_in};
use crate::i18n::tr;
pub use crate::posts::{end_reason, method, seen, span, state};
use contract::records::{EvidenceGrade, LogSource};

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

//! Promises in plain words: `4wh` is "4 个工作小时内".

use crate::i18n::tr;
use contract::Span;

/// A length of time as a promise.
pub fn spoken(span: Span) -> String {
    match span {
        Span::Minutes(60) => tr!(common.span_hour),
        Span::Minutes(n) if n > 0 && n % 60 == 0 => tr!(common.span_hours, n = n / 60),
        Span::Minutes(1) => tr!(common.span_minute),
        Span::Minutes(n) => tr!(common.span_minutes, n = n),
        Span::Days(1) => tr!(common.span_day),
        Span::Days(n) => tr!(common.span_days, n = n),
        Span::WorkingMinutes(60) => tr!(common.span_working_hour),
        Span::WorkingMinutes(n) if n > 0 && n % 60 == 0 => {
            tr!(common.span_working_hours, n = n / 60)
        }
        Span::WorkingMinutes(n) => tr!(common.span_working_minutes, n = n),
        Span::WorkingDays(1) => tr!(common.span_working_day),
        Span::WorkingDays(n) => tr!(common.span_working_days, n = n),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn promises_in_plain_words() {
        let said = |text: &str| text.parse().map(spoken).unwrap_or_default();
        assert_eq!(said("4wh"), "4 个工作小时内");
        assert_eq!(said("3wd"), "3 个工作日内");
        assert_eq!(said("1wd"), "1 个工作日内");
        assert_eq!(said("30m"), "30 分钟内");
        assert_eq!(said("24h"), "24 小时内");
        assert_eq!(said("90wm"), "90 个工作分钟内");
    }
}

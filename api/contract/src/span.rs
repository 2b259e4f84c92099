//! `Span`: a length of time as the trade says it: `30m`, `2h`, `4wh`, `3wd`, `15d`.

use serde::{Deserialize, Deserializer, Serialize, Serializer, de};
use std::fmt;
use std::str::FromStr;
use thiserror::Error;

/// A length of time, by the clock or by office hours.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Span {
    /// `30m`, `2h`: by the clock, day and night.
    Minutes(u32),
    /// `15d`: natural days.
    Days(u32),
    /// `90wm`, `4wh`: minutes in which offices are open.
    WorkingMinutes(u32),
    /// `3wd`: working days.
    WorkingDays(u32),
}

impl Span {
    /// About how many minutes pass by the clock, to tell which of two is longer: a working day counts as 7/5 of a day, an office
    /// minute as five minutes. Never to reckon a deadline with.
    pub const fn roughly(self) -> u64 {
        const DAY: u64 = 24 * 60;
        match self {
            Self::Minutes(n) => n as u64,
            Self::Days(n) => n as u64 * DAY,
            Self::WorkingMinutes(n) => n as u64 * 5,
            Self::WorkingDays(n) => n as u64 * DAY * 7 / 5,
        }
    }
}

/// The text is no span.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
#[error("`{0}` is not a span such as 30m, 2h, 4wh, 3wd or 15d")]
pub struct NotASpan(pub String);

impl fmt::Display for Span {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match *self {
            Self::Minutes(n) if n > 0 && n % 60 == 0 => write!(f, "{}h", n / 60),
            Self::Minutes(n) => write!(f, "{n}m"),
            Self::Days(n) => write!(f, "{n}d"),
            Self::WorkingMinutes(n) if n > 0 && n % 60 == 0 => write!(f, "{}wh", n / 60),
            Self::WorkingMinutes(n) => write!(f, "{n}wm"),
            Self::WorkingDays(n) => write!(f, "{n}wd"),
        }
    }
}

impl FromStr for Span {
    type Err = NotASpan;

    fn from_str(text: &str) -> Result<Self, NotASpan> {
        let wrong = || NotASpan(text.to_owned());
        let split = text.find(|c: char| !c.is_ascii_digit()).ok_or_else(wrong)?;
        let (digits, unit) = text.split_at(split);
        // Four digits are years of working days: more is a mistake.
        let n: u32 = digits.parse().ok().filter(|n| *n < 100_000).ok_or_else(wrong)?;
        match unit {
            "m" => Ok(Self::Minutes(n)),
            "h" => Ok(Self::Minutes(n * 60)),
            "d" => Ok(Self::Days(n)),
            "wm" => Ok(Self::WorkingMinutes(n)),
            "wh" => Ok(Self::WorkingMinutes(n * 60)),
            "wd" => Ok(Self::WorkingDays(n)),
            _ => Err(wrong()),
        }
    }
}

impl Serialize for Span {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for Span {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        String::deserialize(deserializer)?.parse().map_err(de::Error::custom)
    }
}

#[cfg(feature = "openapi")]
impl utoipa::PartialSchema for Span {
    fn schema() -> utoipa::openapi::RefOr<utoipa::openapi::Schema> {
        utoipa::openapi::ObjectBuilder::new()
            .schema_type(utoipa::openapi::schema::SchemaType::Type(utoipa::openapi::Type::String))
            .pattern(Some("^[0-9]{1,5}(m|h|d|wm|wh|wd)$"))
            .description(Some("A length of time: m minutes, h hours, d days, wm/wh office minutes and hours, wd working days"))
            .examples([serde_json::json!("3wd")])
            .into()
    }
}

#[cfg(feature = "openapi")]
impl utoipa::ToSchema for Span {}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_and_back() {
        for text in ["30m", "2h", "15d", "90wm", "4wh", "3wd", "0m"] {
            assert_eq!(text.parse::<Span>().map(|s| s.to_string()).as_deref(), Ok(text));
        }
        for bad in ["", "3", "wd", "3w", "-1d", "1.5h", "3 wd", "100000d", "99999999999m", "３wd"] {
            assert!(bad.parse::<Span>().is_err(), "{bad}");
        }
    }
}

//! Keyset pages: an opaque cursor holds the sort key of the last row, so that a page never shifts under the reader.

use super::error::{ApiError, ApiResult};
use chrono::{DateTime, Utc};
use contract::ProblemCode;
use contract::paging::{DEFAULT_LIMIT, MAX_LIMIT};
use uuid::Uuid;

/// Where a page begins: after this key.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Key {
    pub at: DateTime<Utc>,
    pub id: Uuid,
}

/// Microseconds of 1970 to 9999: what both databases can keep, and no list has older or later keys.
const KEPT: std::ops::Range<i64> = 0..253_402_300_800_000_000;

fn bad() -> ApiError {
    ApiError::new(ProblemCode::BadCursor, "the cursor was not made by this list")
}

impl Key {
    /// `kind` tells lists and sorts apart, so that a cursor of one is refused by another.
    pub fn encode(&self, kind: char) -> String {
        format!("{kind}{:x}.{}", self.at.timestamp_micros(), self.id.simple())
    }

    /// Reads a cursor of the same kind.
    pub fn decode(kind: char, text: &str) -> ApiResult<Self> {
        let (micros, id) = text.strip_prefix(kind).and_then(|t| t.split_once('.')).ok_or_else(bad)?;
        let micros = i64::from_str_radix(micros, 16).map_err(|_| bad())?;
        let micros = Some(micros).filter(|m| KEPT.contains(m)).ok_or_else(bad)?;
        let at = DateTime::from_timestamp_micros(micros).ok_or_else(bad)?;
        Ok(Self { at, id: Uuid::parse_str(id).map_err(|_| bad())? })
    }
}

/// A cursor over a text key such as a path or a name with an id.
pub fn encode_text(kind: char, key: &str) -> String {
    let hex: String = key.bytes().map(|b| format!("{b:02x}")).collect();
    format!("{kind}{hex}")
}

/// Reads a text cursor.
pub fn decode_text(kind: char, text: &str) -> ApiResult<String> {
    let hex = text.strip_prefix(kind).ok_or_else(bad)?;
    let bytes: Option<Vec<u8>> = (0..hex.len()).step_by(2).map(|i| u8::from_str_radix(hex.get(i..i + 2)?, 16).ok()).collect();
    let text = bytes.and_then(|b| String::from_utf8(b).ok()).ok_or_else(bad)?;
    if text.contains('\0') { Err(bad()) } else { Ok(text) }
}

/// Rows asked for, within bounds.
pub fn limit(asked: Option<i64>) -> i64 {
    asked.unwrap_or(DEFAULT_LIMIT).clamp(1, MAX_LIMIT)
}

/// Cuts the extra row that tells whether there is a next page, and makes the cursor from the last one kept.
pub fn cut<T>(rows: &mut Vec<T>, limit: i64, cursor: impl Fn(&T) -> String) -> Option<String> {
    let limit = usize::try_from(limit).unwrap_or(usize::MAX);
    if rows.len() <= limit {
        return None;
    }
    rows.truncate(limit);
    rows.last().map(cursor)
}

#[cfg(test)]
mod tests {
    #![expect(clippy::unwrap_used, reason = "a test may panic")]
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn foreign_cursors_are_refused() {
        let key = Key { at: DateTime::from_timestamp_micros(1).unwrap(), id: Uuid::nil() };
        assert_eq!(Key::decode('n', &key.encode('n')).unwrap(), key);
        for bad in [
            "",
            "n",
            "d1.00000000000000000000000000000000",
            "n.",
            "nzz.1",
            "n1",
            "你好",
            "n-7000000000000000.00000000000000000000000000000000",
        ] {
            assert!(Key::decode('n', bad).is_err(), "{bad}");
        }
    }

    proptest! {
        #[test]
        fn text_keys_survive(text in "[^\0]{0,20}") {
            prop_assert_eq!(decode_text('t', &encode_text('t', &text)).unwrap(), text);
        }

        #[test]
        fn garbage_never_panics(text in ".{0,30}") {
            let _ = decode_text('t', &text);
            let _ = Key::decode('t', &text);
        }
    }
}

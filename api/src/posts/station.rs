//! Codes that prove a moment: the one a station shows for a minute or so, and the one a member shows to a resident. Both are signatures
//! over what they prove; nothing is stored, and nothing says where anybody is.

use crate::config::Posts;
use crate::platform::error::{ApiError, ApiResult};
use crate::platform::tokens::{Tokens, constant_time_eq};
use chrono::{DateTime, Utc};
use contract::{ClaimId, ShiftId};
use uuid::Uuid;

/// Letters and digits that nobody mixes up when reading them from a sheet.
const LETTERS: &[u8; 31] = b"23456789ABCDEFGHJKLMNPQRSTUVWXY";
const LENGTH: usize = 6;

/// The code of a shift at an instant, and when the next one comes.
pub fn code(tokens: &Tokens, rules: &Posts, shift: ShiftId, now: DateTime<Utc>) -> (String, DateTime<Utc>) {
    let window = now.timestamp().div_euclid(rules.station_seconds);
    let end = DateTime::from_timestamp((window + 1) * rules.station_seconds, 0).unwrap_or(now);
    (of_window(tokens, shift, window), end)
}

/// Whether it is the code of now, or of the window before.
pub fn is_code(tokens: &Tokens, rules: &Posts, shift: ShiftId, given: &str, now: DateTime<Utc>) -> bool {
    let (window, given) = (now.timestamp().div_euclid(rules.station_seconds), given.trim().to_ascii_uppercase());
    [window, window - 1].into_iter().any(|w| constant_time_eq(of_window(tokens, shift, w).as_bytes(), given.as_bytes()))
}

fn of_window(tokens: &Tokens, shift: ShiftId, window: i64) -> String {
    letters(&tokens.sign(&format!("station\n{}\n{window}", shift.0.simple())), LENGTH)
}

/// So many letters from the hexadecimal digits of a signature.
pub fn letters(signature: &str, length: usize) -> String {
    let pairs = (0..length).filter_map(|i| signature.get(2 * i..2 * i + 2)).filter_map(|p| usize::from_str_radix(p, 16).ok());
    pairs.filter_map(|n| LETTERS.get(n % LETTERS.len())).map(|b| char::from(*b)).collect()
}

/// The code a member shows to a resident: `claim.expiry.signature`.
pub fn claim_code(tokens: &Tokens, claim: ClaimId, expires: DateTime<Utc>) -> String {
    let body = format!("{}.{:x}", claim.0.simple(), expires.timestamp());
    format!("{body}.{}", tokens.sign(&format!("presence\n{body}")))
}

/// The claim a code names; 404 for a forged one, and for one that has run out.
pub fn read_claim_code(tokens: &Tokens, code: &str, now: DateTime<Utc>) -> ApiResult<ClaimId> {
    let read = || {
        let (body, signature) = code.trim().rsplit_once('.')?;
        let is_ours = constant_time_eq(tokens.sign(&format!("presence\n{body}")).as_bytes(), signature.as_bytes());
        let (id, expiry) = body.split_once('.').filter(|_| is_ours)?;
        let expires = i64::from_str_radix(expiry, 16).ok()?;
        (expires > now.timestamp()).then_some(())?;
        Uuid::parse_str(id).ok().map(ClaimId)
    };
    read().ok_or_else(|| ApiError::not_found("code"))
}

/// A link as the rows of a QR code: `1` is dark.
pub fn squares(link: &str) -> Vec<String> {
    let Ok(code) = fast_qr::QRBuilder::new(link).build() else { return Vec::new() };
    let row = |modules: &[fast_qr::Module]| modules.iter().map(|m| if m.value() { '1' } else { '0' }).collect();
    code.data.chunks(code.size).take(code.size).map(row).collect()
}

#[cfg(test)]
mod tests {
    #![expect(clippy::unwrap_used, reason = "a test may panic")]
    use super::*;
    use chrono::TimeDelta;

    #[test]
    fn a_code_is_of_one_shift_and_lives_for_two_windows() {
        let (tokens, rules) = (Tokens::new("0123456789abcdef0123456789abcdef", 15), Posts::default());
        let (a, b) = (ShiftId(Uuid::from_u128(1)), ShiftId(Uuid::from_u128(2)));
        let now: DateTime<Utc> = "2026-11-24T03:20:10Z".parse().unwrap();
        let (code, end) = code(&tokens, &rules, a, now);
        assert_eq!((code.len(), end), (LENGTH, "2026-11-24T03:21:00Z".parse().unwrap()));
        let holds = |shift, seconds| is_code(&tokens, &rules, shift, &code.to_lowercase(), now + TimeDelta::seconds(seconds));
        assert!(holds(a, 0) && holds(a, 60) && !holds(a, 120) && !holds(a, -60) && !holds(b, 0));
        assert!(!is_code(&tokens, &rules, a, "", now));
    }

    #[test]
    fn the_code_of_a_claim_cannot_be_forged() {
        let tokens = Tokens::new("0123456789abcdef0123456789abcdef", 15);
        let now: DateTime<Utc> = "2026-11-24T03:20:10Z".parse().unwrap();
        let code = claim_code(&tokens, ClaimId(Uuid::from_u128(7)), now + TimeDelta::minutes(10));
        assert_eq!(read_claim_code(&tokens, &code, now).unwrap(), ClaimId(Uuid::from_u128(7)));
        assert!(read_claim_code(&tokens, &code, now + TimeDelta::minutes(10)).is_err());
        for bad in ["", "a.b.c", &code.replace("7.", "8."), &format!("{code}0")] {
            assert!(read_claim_code(&tokens, bad, now).is_err(), "{bad}");
        }
    }
}

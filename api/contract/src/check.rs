//! Rules for single fields, shared by the server and the forms in the browser.
//! Plain functions: the ready-made `email`, `url` and `regex` validators would double the size of the resident's page.

mod codes;

pub use codes::{birth_of, identity_number, identity_number_or_empty, organisation_check, tail, uscc, uscc_check_character};

use chrono::{DateTime, Datelike, Utc};
use serde::{Deserialize, Deserializer};
use std::borrow::Cow;
use validator::ValidationError;

fn wrong(code: &'static str, message: &'static str) -> ValidationError {
    ValidationError::new(code).with_message(Cow::Borrowed(message))
}

/// A Chinese mobile number: 11 digits, `1` and then 3–9.
pub fn phone(text: &str) -> Result<(), ValidationError> {
    let ok = text.len() == 11
        && text.bytes().all(|b| b.is_ascii_digit())
        && text.starts_with('1')
        && text.as_bytes().get(1).is_some_and(|b| (b'3'..=b'9').contains(b));
    if ok { Ok(()) } else { Err(wrong("format", "a mobile number has 11 digits")) }
}

/// Text a person wrote: not blank, no control characters except line breaks and tabs (a NUL would be cut off by a database).
pub fn text(text: &str) -> Result<(), ValidationError> {
    if text.trim().is_empty() {
        return Err(wrong("required", "must not be blank"));
    }
    printable(text)
}

/// Like [`text`], but may be empty.
pub fn printable(text: &str) -> Result<(), ValidationError> {
    let bad = |c: char| c.is_control() && !matches!(c, '\n' | '\r' | '\t');
    if text.chars().any(bad) { Err(wrong("format", "must not hold control characters")) } else { Ok(()) }
}

/// A text of a change that may be cleared: absent leaves it, `null` and an empty one alike take it away.
pub fn cleared<'de, D: Deserializer<'de>>(from: D) -> Result<Option<String>, D::Error> {
    Ok(Some(Option::<String>::deserialize(from)?.unwrap_or_default()))
}

/// An instant that a calendar on the wall could show: both databases can keep it.
pub fn instant(at: &DateTime<Utc>) -> Result<(), ValidationError> {
    if (2000..=2199).contains(&at.year()) { Ok(()) } else { Err(wrong("range", "has to lie between 2000 and 2199")) }
}

/// Six digits sent by SMS.
pub fn phone_code(text: &str) -> Result<(), ValidationError> {
    if text.len() == 6 && text.bytes().all(|b| b.is_ascii_digit()) { Ok(()) } else { Err(wrong("format", "a code has 6 digits")) }
}

/// A mail address that can be written to without quoting, or nothing.
pub fn mail_or_empty(text: &str) -> Result<(), ValidationError> {
    let is_domain = |domain: &str| {
        domain.contains('.') && domain.split('.').all(|l| !l.is_empty() && l.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-'))
    };
    let is_local =
        |local: &str| (1..=64).contains(&local.len()) && local.bytes().all(|b| b.is_ascii_graphic() && !b"\"(),:;<>[]\\".contains(&b));
    let ok = text.is_empty() || text.split_once('@').is_some_and(|(local, domain)| is_local(local) && is_domain(domain));
    if ok { Ok(()) } else { Err(wrong("format", "not a mail address")) }
}

/// A division code of 12 digits (GB/T 2260, GB/T 10114 and the statistics office's rules).
pub fn division_code(text: &str) -> Result<(), ValidationError> {
    let ok = text.len() == 12 && text.bytes().all(|b| b.is_ascii_digit());
    if ok { Ok(()) } else { Err(wrong("format", "a division code has 12 digits")) }
}

/// Grade 1–5 of 好差评; there is no default.
pub fn grade(grade: i16) -> Result<(), ValidationError> {
    if (1..=5).contains(&grade) { Ok(()) } else { Err(wrong("range", "a grade is 1 to 5")) }
}

/// Shows only the ends of a mobile number: `138****5678`.
pub fn mask_phone(phone: &str) -> String {
    match (phone.get(..3), phone.get(phone.len().saturating_sub(4)..)) {
        (Some(head), Some(tail)) if phone.len() == 11 => format!("{head}****{tail}"),
        _ => "****".to_owned(),
    }
}

/// Shows only the family name: `王**`. Counts characters, so that rare Han characters survive.
pub fn mask_name(name: &str) -> String {
    let rest = name.chars().count().saturating_sub(1).clamp(1, 3);
    name.chars().take(1).chain(std::iter::repeat_n('*', rest)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn phones_names_and_texts() {
        assert!(phone("13800001111").is_ok());
        for bad in ["12800001111", "1380000111", "138000011112", "+8613800001", "１３８００００１１１１"] {
            assert!(phone(bad).is_err(), "{bad}");
        }
        assert_eq!(mask_phone("13800001111"), "138****1111");
        assert_eq!(mask_name("𬭎小明"), "𬭎**");
        assert_eq!(mask_name("王"), "王*");
        assert!(text("  \n ").is_err());
        assert!(text("a\0b").is_err());
        assert!(text("换灯泡 💡 𬭎").is_ok());
        for good in ["", "wang@example.org", "a.b+c@mail.example.cn"] {
            assert!(mail_or_empty(good).is_ok(), "{good}");
        }
        for bad in
            ["wang", "wang@", "@example.org", "wang@example", "a b@example.org", "a@b@c.org", "a@.org", "王@example.org", "a\r\n@b.org"]
        {
            assert!(mail_or_empty(bad).is_err(), "{bad}");
        }
    }
}

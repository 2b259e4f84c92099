//! Codes that carry their own check: credit codes of units (GB 32100 over GB 11714) and identity numbers (GB 11643).
//! Each refusal says what is wrong, because most of these numbers are copied by hand.

use super::wrong;
use chrono::{Datelike, NaiveDate};
use validator::ValidationError;

const USCC_ALPHABET: &[u8; 31] = b"0123456789ABCDEFGHJKLMNPQRTUWXY";
const ORGANISATION_WEIGHTS: [u32; 8] = [3, 7, 9, 10, 5, 8, 4, 2];
const IDENTITY_WEIGHTS: [u32; 17] = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];
const IDENTITY_CHECKS: &[u8; 11] = b"10X98765432";
/// The first two digits of GB/T 2260, and 83 of the residence permits for people from Taiwan.
const PROVINCES: [u8; 35] = [
    11, 12, 13, 14, 15, 21, 22, 23, 31, 32, 33, 34, 35, 36, 37, 41, 42, 43, 44, 45, 46, 50, 51, 52, 53, 54, 61, 62, 63, 64, 65, 71, 81, 82,
    83,
];

fn uscc_value(byte: u8) -> Option<u32> {
    USCC_ALPHABET.iter().position(|b| *b == byte).and_then(|i| u32::try_from(i).ok())
}

/// The check character of the first 17 characters of a unified social credit code (GB 32100-2015), if they are legal.
pub fn uscc_check_character(first17: &str) -> Option<char> {
    let bytes = first17.as_bytes();
    if bytes.len() != 17 {
        return None;
    }
    let mut weight = 1u32;
    let mut sum = 0u32;
    for byte in bytes {
        sum = (sum + uscc_value(*byte)? * weight) % 31;
        weight = weight * 3 % 31;
    }
    let index = usize::try_from((31 - sum) % 31).ok()?;
    USCC_ALPHABET.get(index).map(|b| char::from(*b))
}

/// The check digit of an organisation code's first eight characters (GB 11714-1997).
pub fn organisation_check(first8: &str) -> Option<char> {
    let values: Option<Vec<u32>> = first8.chars().map(|c| c.to_digit(36)).collect();
    let sum: u32 = values.filter(|v| v.len() == 8)?.iter().zip(ORGANISATION_WEIGHTS).map(|(v, w)| v * w).sum();
    match (11 - sum % 11) % 11 {
        10 => Some('X'),
        n => char::from_digit(n, 10),
    }
}

/// Characters that look like the ones of a code and are wider: what a Chinese keyboard writes by itself.
fn has_full_width(text: &str) -> bool {
    text.chars().any(|c| ('\u{ff01}'..='\u{ff5e}').contains(&c) || c == '\u{3000}')
}

/// A unified social credit code: 18 characters with the right check character (GB 32100-2015) over a right organisation code (GB 11714).
pub fn uscc(text: &str) -> Result<(), ValidationError> {
    let refuse = |message: &'static str| Err(wrong("format", message));
    if has_full_width(text) {
        return refuse("type digits and letters in half width");
    }
    if text.chars().count() != 18 {
        return refuse("a unified social credit code has 18 characters");
    }
    if text.bytes().any(|b| b.is_ascii_lowercase()) {
        return refuse("type the letters as capitals");
    }
    if text.bytes().any(|b| b"IOSVZ".contains(&b)) {
        return refuse("the letters I, O, S, V and Z do not occur: it may be 1, 0, 5, U or 2");
    }
    let parts = || Some((text.get(..17)?, text.get(8..16)?, text.chars().nth(16)?, text.chars().nth(17)?));
    let Some((first17, organisation, inner, last)) = parts().filter(|_| text.is_ascii()) else {
        return refuse("digits and capital letters only");
    };
    match uscc_check_character(first17) {
        None => refuse("digits and capital letters only"),
        Some(check) if check != last => refuse("the last character does not fit the others: one of them is mistyped"),
        Some(_) if organisation_check(organisation) != Some(inner) => {
            refuse("the organisation code inside (characters 9 to 17) does not fit: one of them is mistyped")
        }
        Some(_) => Ok(()),
    }
}

/// An identity number as it is kept in mind: blanks around it gone, a small x as a capital one; refused when it cannot be one (GB 11643).
pub fn identity_number(text: &str) -> Result<String, ValidationError> {
    let refuse = |message: &'static str| Err(wrong("format", message));
    let text = text.trim();
    if has_full_width(text) {
        return refuse("type the digits in half width");
    }
    let number = text.to_ascii_uppercase();
    if number.chars().count() != 18 {
        return refuse("an identity number has 18 characters");
    }
    let digits: Option<Vec<u32>> = number.chars().take(17).map(|c| c.to_digit(10)).collect();
    let Some(digits) = digits else { return refuse("17 digits, and then a digit or X") };
    let is_place = number.get(..2).and_then(|p| p.parse().ok()).is_some_and(|p: u8| PROVINCES.contains(&p))
        && number.get(2..4) != Some("00")
        && number.get(4..6) != Some("00");
    if !is_place {
        return refuse("the first six digits are not a county of GB/T 2260");
    }
    if birth_of(&number).is_none() {
        return refuse("digits 7 to 14 are not a date");
    }
    let sum: u32 = digits.iter().zip(IDENTITY_WEIGHTS).map(|(d, w)| d * w).sum();
    let check = usize::try_from(sum % 11).ok().and_then(|i| IDENTITY_CHECKS.get(i));
    if check.copied() == number.bytes().last() {
        Ok(number)
    } else {
        refuse("the last character does not fit the others: one of them is mistyped")
    }
}

/// The last four characters of a number: enough to tell two apart, too little to be used.
pub fn tail(number: &str) -> String {
    let count = number.chars().count();
    number.chars().skip(count.saturating_sub(4)).collect()
}

/// The date of birth that an identity number carries, from 1900 on.
pub fn birth_of(number: &str) -> Option<NaiveDate> {
    NaiveDate::parse_from_str(number.get(6..14)?, "%Y%m%d").ok().filter(|d| (1900..=2199).contains(&d.year()))
}

/// The same for a field that may be left empty.
pub fn identity_number_or_empty(text: &str) -> Result<(), ValidationError> {
    if text.trim().is_empty() { Ok(()) } else { identity_number(text).map(|_| ()) }
}

#[cfg(test)]
mod tests {
    #![expect(clippy::unwrap_used, reason = "a test may panic")]
    use super::*;

    fn said(result: Result<impl Sized, ValidationError>) -> String {
        result.err().and_then(|e| e.message.map(|m| m.into_owned())).unwrap_or_default()
    }

    #[test]
    fn credit_codes_are_told_apart() {
        for good in ["9144030071526726XG", "91330100799655058B", "914403001922038216", "91350100M000100Y43"] {
            assert!(uscc(good).is_ok(), "{good}");
        }
        for (bad, why) in [
            // Copied by many, and wrong on purpose.
            ("91350100M000100Y4Z", "I, O, S, V and Z"),
            ("91330100799655058A", "last character"),
            ("91330100799655058b", "capitals"),
            ("9133010079965505", "18 characters"),
            ("", "18 characters"),
            ("９1330100799655058B", "half width"),
            ("九1330100799655058B", "capital letters only"),
            ("91330100-99655058B", "capital letters only"),
            ("9I330100799655058B", "I, O, S, V and Z"),
        ] {
            assert!(said(uscc(bad)).contains(why), "{bad}: {}", said(uscc(bad)));
        }
        for forbidden in "IOSVZ".chars() {
            assert!(uscc(&format!("91330100799655{forbidden}58B")).is_err());
        }
    }

    #[test]
    fn the_organisation_code_inside_has_to_fit_too() {
        // The right check character over a wrong inner code.
        let first17 = "91330100799655059";
        let outer = format!("{first17}{}", uscc_check_character(first17).unwrap());
        assert!(said(uscc(&outer)).contains("organisation code inside"));
        assert_eq!((organisation_check("71526726"), organisation_check("79965505")), (Some('X'), Some('8')));
        assert_eq!((organisation_check("1234567"), organisation_check("1234567鱼")), (None, None));
    }

    #[test]
    fn identity_numbers_are_told_apart() {
        assert_eq!(identity_number("11010519491231002X").unwrap(), "11010519491231002X");
        assert_eq!(identity_number(" 11010519491231002x ").unwrap(), "11010519491231002X");
        assert_eq!(birth_of("11010519491231002X").unwrap().to_string(), "1949-12-31");
        for (bad, why) in [
            ("110105194912310021", "last character"),
            ("11010519491231003X", "last character"),
            ("11010519490231002X", "not a date"),
            ("11010518991231002X", "not a date"),
            ("99010519491231002X", "county"),
            ("11000519491231002X", "county"),
            ("11010019491231002X", "county"),
            ("1101051949123100", "18 characters"),
            ("", "18 characters"),
            ("1101051949123100X2", "17 digits"),
            ("１１０１０５19491231002X", "half width"),
        ] {
            assert!(said(identity_number(bad)).contains(why), "{bad}: {}", said(identity_number(bad)));
        }
        assert!(identity_number_or_empty("  ").is_ok() && identity_number_or_empty("1").is_err());
    }
}

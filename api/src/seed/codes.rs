//! Unified social credit codes (GB 32100-2015): registration department and category, division, organisation code, check character.

use super::chance::Chance;
use contract::check::uscc_check_character;

const WEIGHTS: [u32; 8] = [3, 7, 9, 10, 5, 8, 4, 2];

fn value(digit: char) -> Option<u32> {
    digit.to_digit(36)
}

/// The check digit of an organisation code's first eight characters (GB 11714-1997).
pub fn organisation_check(first8: &str) -> Option<char> {
    let values: Option<Vec<u32>> = first8.chars().map(value).collect();
    let sum: u32 = values.filter(|v| v.len() == 8)?.iter().zip(WEIGHTS).map(|(v, w)| v * w).sum();
    match (11 - sum % 11) % 11 {
        10 => Some('X'),
        n => char::from_digit(n, 10),
    }
}

/// A code that is well formed. Its organisation code begins with `MA9`, a series that registers give to new bodies of other kinds,
/// so it is not the code of the real body whose name it stands next to.
pub fn credit_code(chance: &mut Chance, registration: &str, division: &str) -> Option<String> {
    let body = format!("MA9{:05}", chance.below(100_000));
    let first17 = format!("{registration}{division}{body}{}", organisation_check(&body)?);
    uscc_check_character(&first17).map(|check| format!("{first17}{check}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn organisation_codes_have_the_check_digit_of_the_standard() {
        // The organisation codes inside two published credit codes.
        assert_eq!(organisation_check("71526726"), Some('X'));
        assert_eq!(organisation_check("79965505"), Some('8'));
        assert_eq!(organisation_check("1234567"), None);
        assert_eq!(organisation_check("1234567鱼"), None);
    }

    #[test]
    fn credit_codes_pass_the_shared_check() {
        let mut chance = Chance::new(3, "codes");
        for registration in ["11", "12", "13", "91"] {
            let code = credit_code(&mut chance, registration, "429005").unwrap_or_default();
            assert!(contract::check::uscc(&code).is_ok(), "{code}");
            assert!(code.starts_with(&format!("{registration}429005MA9")), "{code}");
        }
    }
}

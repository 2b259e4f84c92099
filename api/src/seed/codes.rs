//! Unified social credit codes (GB 32100-2015): registration department and category, division, organisation code, check character.

use super::chance::Chance;
use contract::check::{organisation_check, uscc_check_character};

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
    fn credit_codes_pass_the_shared_check() {
        let mut chance = Chance::new(3, "codes");
        for registration in ["11", "12", "13", "91"] {
            let code = credit_code(&mut chance, registration, "429005").unwrap_or_default();
            assert!(contract::check::uscc(&code).is_ok(), "{code}");
            assert!(code.starts_with(&format!("{registration}429005MA9")), "{code}");
        }
    }
}

//! What is said about codes while they are typed: how much is left, and whether the check character fits.

use super::ask::Spoken;
use crate::i18n::tr;
use contract::check;

/// Characters of a credit code and of an identity number.
const LONG: usize = 18;
/// Digits of a telephone number.
const PHONE: usize = 11;

impl Spoken {
    /// Whether it can be sent; what is left empty is another question.
    pub fn is_right(self, text: &str) -> bool {
        let text = text.trim();
        match self {
            Self::CreditCode => check::uscc(text).is_ok(),
            Self::IdentityNumber => text.is_empty() || check::identity_number(text).is_ok(),
            Self::Phone => check::phone(text).is_ok(),
        }
    }

    /// The word under the field; empty as long as nothing is typed.
    pub fn says(self, text: &str) -> String {
        let text = text.trim();
        let (typed, all) = (text.chars().count(), if self == Self::Phone { PHONE } else { LONG });
        match typed {
            0 => String::new(),
            _ if self.is_right(text) => match self {
                Self::Phone => String::new(),
                _ => tr!(service.code_right),
            },
            n if n < all => tr!(service.code_left, n = all - n),
            n if n > all => tr!(service.code_long, n = n - all),
            _ => wrong(self),
        }
    }
}

/// What is wrong with one that cannot be sent.
pub fn wrong(spoken: Spoken) -> String {
    match spoken {
        Spoken::CreditCode => tr!(service.code_wrong),
        Spoken::IdentityNumber => tr!(service.identity_wrong),
        Spoken::Phone => tr!(order.problem_phone),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_code_is_judged_as_it_grows() {
        let code = Spoken::CreditCode;
        assert_eq!(code.says(""), "");
        assert_eq!(code.says("91350100"), "还差 10 位");
        assert!(code.is_right("91350100M000100Y43") && !code.is_right("91350100M000100Y44") && !code.is_right(""));
        assert_eq!(code.says("91350100M000100Y44"), wrong(code));
        assert_eq!(code.says("91350100M000100Y433"), "多了 1 位");
        assert!(Spoken::IdentityNumber.is_right("") && Spoken::IdentityNumber.is_right("11010519491231002X"));
        assert!(Spoken::Phone.is_right("13900010001") && Spoken::Phone.says("13900010001").is_empty());
    }
}

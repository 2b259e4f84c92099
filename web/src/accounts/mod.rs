//! Signing in: residents by a code from an SMS, members and staff by a password. Both programs use these forms.

mod by_code;
mod by_password;
mod field;

pub use by_code::SignInByCode;
pub use by_password::SignInByPassword;

use crate::api::Failure;
use crate::i18n::tr;
use contract::ProblemCode;

/// Why signing in did not work, in words; `wrong` when the secret is not the right one.
fn why(failure: &Failure, wrong: String) -> String {
    match failure {
        Failure::Offline => tr!(resident.offline_text),
        Failure::Problem(p) => match p.code {
            ProblemCode::BadCredentials => wrong,
            ProblemCode::AccountLocked => tr!(accounts.locked),
            ProblemCode::TooManyRequests => tr!(accounts.too_many),
            _ => tr!(resident.failed_text),
        },
    }
}

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
        Failure::Offline => tr!(common.offline_text),
        Failure::Problem(p) => match p.code {
            ProblemCode::BadCredentials => wrong,
            ProblemCode::AccountLocked => tr!(accounts.locked),
            ProblemCode::TooManyRequests => tr!(accounts.too_many),
            _ => tr!(common.failed_text),
        },
    }
}

/// Where to go afterwards: a page of this program and nothing else.
pub fn safe_next(next: &str, otherwise: &str) -> String {
    let own = next.starts_with('/') && !next.starts_with("//") && !next.contains('\\');
    if own && !next.contains("/sign-in") { next.to_owned() } else { otherwise.to_owned() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nobody_is_sent_elsewhere() {
        assert_eq!(safe_next("/orders?show=all", "/me"), "/orders?show=all");
        for bad in ["", "https://x.example", "//x.example", "/\\x.example", "/sign-in?next=/sign-in", "/console/sign-in"] {
            assert_eq!(safe_next(bad, "/me"), "/me", "{bad}");
        }
    }
}

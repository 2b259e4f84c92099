//! The words of ways of contact and lengths of work.

use crate::i18n::tr;
use contract::orders::ContactMethod;

/// How somebody was contacted.
pub fn method(method: ContactMethod) -> String {
    match method {
        ContactMethod::Phone => tr!(tasks.method_phone),
        ContactMethod::Visit => tr!(tasks.method_visit),
        ContactMethod::Message => tr!(tasks.method_message),
    }
}

/// A length of work.
pub fn minutes(n: i32) -> String {
    match n {
        60 => tr!(tasks.minutes_hour),
        90 => tr!(tasks.minutes_half),
        n if n % 60 == 0 => tr!(tasks.minutes_hours, n = n / 60),
        n => tr!(tasks.minutes_n, n = n),
    }
}

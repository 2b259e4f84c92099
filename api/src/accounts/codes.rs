//! One-time codes by SMS: six digits, a few minutes, a few tries, a pause between two of them.

use super::queries;
use crate::app::App;
use crate::config::Auth;
use crate::platform::db::Conn;
use crate::platform::error::{ApiError, ApiResult};
use crate::platform::outbox;
use crate::platform::sms::{Message, Template};
use crate::platform::tokens::token_hash;
use chrono::{DateTime, TimeDelta, Utc};
use contract::ProblemCode;
use contract::accounts::PhoneCodeSent;
use contract::notices::Language;
use std::collections::BTreeMap;

/// Wrong tries until a code is dead.
const MAX_ATTEMPTS: i32 = 5;

/// The number is part of what is hashed, so that a code cannot be looked up in a table of a million hashes for all numbers.
fn code_hash(phone: &str, code: &str) -> String {
    token_hash(&format!("{phone} {code}"))
}

/// Makes a code and queues the SMS.
pub fn send(tx: &mut Conn, rules: &Auth, phone: &str, now: DateTime<Utc>) -> ApiResult<PhoneCodeSent> {
    queries::lock_phone(tx, phone)?;
    let sent = queries::phone_codes_since(tx, phone, now - TimeDelta::days(1))?;
    let wait = sent.first().map_or(0, |last| rules.code_resend_seconds - (now - *last).num_seconds());
    let too_many = |seconds: i64, why: &str| {
        Err(ApiError::new(ProblemCode::TooManyRequests, why).retry_after(u32::try_from(seconds.max(1)).unwrap_or(1)))
    };
    if wait > 0 {
        return too_many(wait, "a code was sent just now");
    }
    if i64::try_from(sent.len()).is_ok_and(|n| n >= rules.codes_per_day) {
        return too_many(86_400, "no more codes for this number today");
    }
    let code = format!("{:06}", rand::random_range(0..1_000_000));
    let expires_at = now + TimeDelta::minutes(rules.code_minutes);
    queries::insert_phone_code(tx, phone, &code_hash(phone, &code), now, expires_at)?;
    let values = BTreeMap::from([("code".to_owned(), code), ("minutes".to_owned(), rules.code_minutes.to_string())]);
    // Nobody is signed in yet, so that nobody's language is known.
    let message = Message { phone: phone.to_owned(), template: Template::SignInCode, values, language: Language::Zh };
    outbox::push_sms(tx, "phone_code", &message, now)?;
    Ok(PhoneCodeSent { expires_at, resend_after_seconds: u32::try_from(rules.code_resend_seconds).unwrap_or(60) })
}

/// Uses a code up. A wrong one is counted, in a transaction of its own that stays although the sign-in fails.
pub async fn redeem(app: &App, phone: &str, code: &str) -> ApiResult<bool> {
    let (phone, code, now) = (phone.to_owned(), code.to_owned(), app.clock.now());
    app.db
        .write(move |tx| {
            queries::lock_phone(tx, &phone)?;
            let Some((id, hash, attempts)) = queries::usable_code(tx, &phone, now)? else { return Ok(false) };
            if attempts >= MAX_ATTEMPTS {
                return Ok(false);
            }
            if hash != code_hash(&phone, &code) {
                queries::count_code_attempt(tx, id)?;
                return Ok(false);
            }
            Ok(queries::use_code(tx, id, now)? == 1)
        })
        .await
}

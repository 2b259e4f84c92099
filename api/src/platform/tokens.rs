//! Tokens: the short-lived access token (JWT), the opaque refresh token, and the signed link to rate an order.

use super::audit::hex;
use super::error::{ApiError, ApiResult};
use chrono::{DateTime, TimeDelta, Utc};
use contract::{OrderId, PersonId, ProblemCode, SessionId};
use hmac::{Hmac, KeyInit, Mac};
use jsonwebtoken::{Algorithm, DecodingKey, EncodingKey, Header, Validation};
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

/// What an access token says.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Claims {
    pub sub: PersonId,
    pub sid: SessionId,
    pub iat: i64,
    pub exp: i64,
}

/// Signs and reads tokens with one secret of the installation.
pub struct Tokens {
    encoding: EncodingKey,
    decoding: DecodingKey,
    validation: Validation,
    link_key: Vec<u8>,
    identity_key: Vec<u8>,
    life: TimeDelta,
}

fn invalid() -> ApiError {
    ApiError::new(ProblemCode::SignInRequired, "the access token is not valid or has run out")
}

impl Tokens {
    /// `secret` should have at least 32 bytes.
    pub fn new(secret: &str, access_minutes: i64) -> Self {
        let mut validation = Validation::new(Algorithm::HS256);
        // The expiry is compared with our own clock below, so that time can be given in tests.
        validation.validate_exp = false;
        validation.set_required_spec_claims::<&str>(&[]);
        let derive = |label: &str| Sha256::digest(format!("{label}\n{secret}")).to_vec();
        let access = derive("access token");
        Self {
            encoding: EncodingKey::from_secret(&access),
            decoding: DecodingKey::from_secret(&access),
            validation,
            link_key: derive("rating link"),
            identity_key: derive("identity number"),
            life: TimeDelta::minutes(access_minutes),
        }
    }

    /// A signed access token and when it ends.
    pub fn issue(&self, person: PersonId, session: SessionId, now: DateTime<Utc>) -> ApiResult<(String, DateTime<Utc>)> {
        let end = now + self.life;
        let claims = Claims { sub: person, sid: session, iat: now.timestamp(), exp: end.timestamp() };
        let token = jsonwebtoken::encode(&Header::default(), &claims, &self.encoding).map_err(ApiError::internal)?;
        Ok((token, DateTime::from_timestamp(claims.exp, 0).unwrap_or(end)))
    }

    /// The claims of a token that is ours and has not run out.
    pub fn read(&self, token: &str, now: DateTime<Utc>) -> ApiResult<Claims> {
        let claims = jsonwebtoken::decode::<Claims>(token, &self.decoding, &self.validation).map_err(|_| invalid())?.claims;
        if claims.exp <= now.timestamp() { Err(invalid()) } else { Ok(claims) }
    }

    /// A link token for one round of one order: `order.round.expiry.signature`, short enough for an SMS.
    pub fn rating_link(&self, order: OrderId, round: i32, expires: DateTime<Utc>) -> String {
        let body = format!("{}.{round:x}.{:x}", order.0.simple(), expires.timestamp());
        format!("{body}.{}", self.sign(&body))
    }

    /// Order, round and expiry of a link; 404 for a forged one, 410 for one that has run out.
    pub fn read_rating_link(&self, token: &str, now: DateTime<Utc>) -> ApiResult<(OrderId, i32, DateTime<Utc>)> {
        let forged = || ApiError::not_found("link");
        let (body, signature) = token.rsplit_once('.').ok_or_else(forged)?;
        if !constant_time_eq(self.sign(body).as_bytes(), signature.as_bytes()) {
            return Err(forged());
        }
        let mut parts = body.split('.');
        let order = parts.next().and_then(|p| uuid::Uuid::parse_str(p).ok()).map(OrderId).ok_or_else(forged)?;
        let round = parts.next().and_then(|p| i32::from_str_radix(p, 16).ok()).ok_or_else(forged)?;
        let expiry = parts.next().and_then(|p| i64::from_str_radix(p, 16).ok());
        let expiry = expiry.and_then(|s| DateTime::from_timestamp(s, 0)).ok_or_else(forged)?;
        if expiry <= now {
            return Err(ApiError::new(ProblemCode::LinkExpired, "this link has run out"));
        }
        Ok((order, round, expiry))
    }

    /// A signature of this installation over a text, in 32 hexadecimal digits.
    pub fn sign(&self, body: &str) -> String {
        keyed(&self.link_key, body).chars().take(32).collect()
    }

    /// What is kept of an identity number: equal for equal numbers, and nobody without the secret finds the number by trying all of them.
    pub fn identity_hash(&self, number: &str) -> String {
        keyed(&self.identity_key, number)
    }
}

fn keyed(key: &[u8], text: &str) -> String {
    let Ok(mut mac) = Hmac::<Sha256>::new_from_slice(key) else { return String::new() };
    mac.update(text.as_bytes());
    hex(&mac.finalize().into_bytes())
}

/// Compares without telling by its time how much was right.
pub fn constant_time_eq(a: &[u8], b: &[u8]) -> bool {
    a.len() == b.len() && a.iter().zip(b).fold(0u8, |differs, (x, y)| differs | (x ^ y)) == 0
}

/// 256 random bits in hexadecimal.
pub fn random_secret() -> String {
    hex(&rand::random::<[u8; 32]>())
}

/// What is stored of a refresh token.
pub fn token_hash(token: &str) -> String {
    hex(&Sha256::digest(token))
}

#[cfg(test)]
mod tests {
    #![expect(clippy::unwrap_used, reason = "a test may panic")]
    use super::*;

    fn now() -> DateTime<Utc> {
        "2026-11-24T02:00:00Z".parse().unwrap()
    }

    #[test]
    fn a_token_is_signed_and_read_and_runs_out() {
        let tokens = Tokens::new("0123456789abcdef0123456789abcdef", 15);
        let (person, session) = (PersonId(uuid::Uuid::nil()), SessionId(uuid::Uuid::max()));
        let (token, end) = tokens.issue(person, session, now()).unwrap();
        assert_eq!(end, now() + TimeDelta::minutes(15));
        assert_eq!(tokens.read(&token, now()).unwrap().sid, session);
        assert!(tokens.read(&token, end).is_err());
        assert!(Tokens::new("another secret, just as long as it", 15).read(&token, now()).is_err());
        assert!(tokens.read(&format!("{token}x"), now()).is_err());
        assert!(tokens.read("eyJhbGciOiJub25lIn0.e30.", now()).is_err());
    }

    #[test]
    fn links_cannot_be_forged_and_run_out() {
        let tokens = Tokens::new("0123456789abcdef0123456789abcdef", 15);
        let order = OrderId(uuid::Uuid::now_v7());
        let link = tokens.rating_link(order, 2, now() + TimeDelta::days(30));
        let code = |token: &str, at| tokens.read_rating_link(token, at).err().map(|e| e.code());
        assert_eq!(tokens.read_rating_link(&link, now()).unwrap().1, 2);
        assert_eq!(code(&link, now() + TimeDelta::days(31)), Some(ProblemCode::LinkExpired));
        assert_eq!(code(&link.replacen(".2.", ".1.", 1), now()), Some(ProblemCode::NotFound));
        assert_eq!(code("", now()), Some(ProblemCode::NotFound));
        assert_eq!(code("a.b.c.d", now()), Some(ProblemCode::NotFound));
    }
}

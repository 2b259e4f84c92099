//! Password hashing (argon2id) off the request threads, a few at a time: each hash takes about 19 MiB.

use super::error::{ApiError, ApiResult};
use actix_web::web;
use argon2::Argon2;
use argon2::password_hash::{PasswordHasher, PasswordVerifier};
use tokio::sync::Semaphore;

/// Hashes and verifies with a bound on how many run at once.
pub struct Passwords {
    slots: Semaphore,
    /// Verified when there is no account, so that the time taken does not tell.
    decoy: String,
}

/// The PHC string of a password.
pub fn hash(password: &str) -> ApiResult<String> {
    Argon2::default().hash_password(password.as_bytes()).map(|h| h.to_string()).map_err(ApiError::internal)
}

impl Passwords {
    /// At most `parallel` hashes at a time.
    pub fn new(parallel: usize) -> ApiResult<Self> {
        Ok(Self { slots: Semaphore::new(parallel.max(1)), decoy: hash("no account has this password")? })
    }

    /// Whether the password fits the stored hash. Takes as long when there is none, and says no.
    pub async fn fits(&self, password: String, stored: Option<String>) -> ApiResult<bool> {
        let _slot = self.slots.acquire().await.map_err(ApiError::internal)?;
        let exists = stored.is_some();
        let known = stored.unwrap_or_else(|| self.decoy.clone());
        let fits = web::block(move || Argon2::default().verify_password(password.as_bytes(), known.as_str()).is_ok());
        Ok(fits.await.map_err(ApiError::internal)? && exists)
    }
}

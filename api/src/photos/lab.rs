//! The lab: develops pictures off the request threads, a few at a time, and keeps them.

use super::picture::{self, Picture};
use super::store::Store;
use crate::config;
use crate::platform::audit::hex;
use crate::platform::error::{ApiError, ApiResult};
use actix_web::web;
use contract::ProblemCode;
use std::time::Duration;
use tokio::sync::Semaphore;

/// How long a picture may wait for its turn until its sender is told to come back.
const PATIENCE: Duration = Duration::from_secs(20);

/// Develops and keeps.
pub struct Lab {
    pub(super) store: Store,
    rules: config::Photos,
    slots: Semaphore,
}

/// Which of the two files of a picture.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Size {
    Display,
    Thumbnail,
}

impl Size {
    const ALL: [Self; 2] = [Self::Display, Self::Thumbnail];

    /// What follows the key in the object's name.
    pub const fn suffix(self) -> &'static str {
        match self {
            Self::Display => ".jpg",
            Self::Thumbnail => "-s.jpg",
        }
    }
}

/// The key that an object's name begins with, when it is one of ours.
pub fn key_in(name: &str) -> Option<&str> {
    // The longer suffix first: it ends with the other.
    name.strip_suffix(Size::Thumbnail.suffix()).or_else(|| name.strip_suffix(Size::Display.suffix()))
}

impl Lab {
    /// Opens the store; a folder is made when it is missing. `durable` waits for the disk.
    pub fn open(rules: &config::Photos, durable: bool) -> ApiResult<Self> {
        let store = Store::open(rules, durable)?;
        Ok(Self { store, slots: Semaphore::new(rules.parallel_decodes.max(1)), rules: rules.clone() })
    }

    /// Decodes and writes anew; 422 for what is no picture, 503 when too many wait.
    pub async fn develop(&self, file: web::Bytes) -> ApiResult<Picture> {
        let busy = |_| ApiError::new(ProblemCode::Overloaded, "too many pictures are being read just now").retry_after(5);
        let _slot = tokio::time::timeout(PATIENCE, self.slots.acquire()).await.map_err(busy)?.map_err(ApiError::internal)?;
        let rules = self.rules.clone();
        web::block(move || picture::develop(&file, &rules)).await.map_err(ApiError::internal)?
    }

    /// Keeps both files of a picture under a key of its own, which says nothing about whose it is.
    pub async fn keep(&self, picture: &Picture) -> ApiResult<String> {
        let name = hex(&rand::random::<[u8; 16]>());
        let folder = name.get(..2).unwrap_or_default();
        let key = format!("{folder}/{name}");
        for (size, bytes) in Size::ALL.into_iter().zip([&picture.display, &picture.thumbnail]) {
            if let Err(error) = self.store.put(&format!("{key}{}", size.suffix()), bytes.clone()).await {
                self.discard(&key).await;
                return Err(error);
            }
        }
        Ok(key)
    }

    /// The bytes of a picture.
    pub async fn fetch(&self, key: &str, size: Size) -> ApiResult<web::Bytes> {
        self.store.get(&format!("{key}{}", size.suffix())).await
    }

    /// Throws both files away. What cannot be thrown away now is found by the sweep.
    pub async fn discard(&self, key: &str) {
        for size in Size::ALL {
            if let Err(error) = self.store.delete(&format!("{key}{}", size.suffix())).await {
                tracing::warn!(cause = error.cause().unwrap_or_default(), "a picture nobody needs stays for now");
            }
        }
    }
}

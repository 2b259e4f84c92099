//! One stream: what it begins with, then what arrives, with a sign of life in between. It ends with the token, the session or the time asked
//! for. While it waits it holds nothing but its place.

use super::heartbeat;
use crate::app::App;
use crate::platform::auth::Principal;
use actix_web::web::{Bytes, Data};
use chrono::{DateTime, Utc};
use contract::ProblemCode;
use std::collections::VecDeque;
use std::sync::Arc;
use std::time::Duration;
use tokio::sync::mpsc::Receiver;
use tokio::time::Instant;

/// A stream being read.
pub struct Listening {
    pub app: Data<App>,
    pub id: u64,
    pub who: Arc<Principal>,
    pub first: VecDeque<Bytes>,
    pub arrives: Receiver<Bytes>,
    /// When the access token runs out.
    pub token_ends: DateTime<Utc>,
    /// When the time asked for is over.
    pub until: Option<Instant>,
}

impl Drop for Listening {
    fn drop(&mut self) {
        self.app.events.leave(self.id);
    }
}

impl Listening {
    /// The next piece; `None` at the end.
    pub async fn next(mut self) -> Option<(Result<Bytes, actix_web::Error>, Self)> {
        if let Some(piece) = self.first.pop_front() {
            return Some((Ok(piece), self));
        }
        let wake = self.next_look();
        let arrived = tokio::select! {
            biased;
            piece = self.arrives.recv() => Some(piece?),
            () = tokio::time::sleep_until(wake) => None,
        };
        let piece = match arrived {
            Some(piece) => piece,
            None => self.look().await?,
        };
        Some((Ok(piece), self))
    }

    fn next_look(&self) -> Instant {
        let beat = Duration::from_secs(self.app.config.notices.heartbeat_seconds.max(1));
        let left = (self.token_ends - self.app.clock.now()).to_std().unwrap_or(Duration::ZERO);
        let wake = Instant::now() + beat.min(left);
        self.until.map_or(wake, |until| until.min(wake))
    }

    /// A sign of life, unless it is time to end. A database that is busy just now ends nothing.
    async fn look(&mut self) -> Option<Bytes> {
        let now = self.app.clock.now();
        if self.token_ends <= now || self.until.is_some_and(|until| until <= Instant::now()) {
            return None;
        }
        match self.app.principals.get(&self.app.db, self.who.session, now).await {
            Ok(who) => {
                self.app.events.know(self.id, Arc::clone(&who));
                self.who = who;
            }
            Err(error) if error.code() == ProblemCode::SessionEnded => return None,
            Err(_) => {}
        }
        Some(heartbeat(now))
    }
}

//! What every room stands on, seen from outside: wrong input, repeated requests, the trail, the outbox, files.

#![expect(clippy::unwrap_used, clippy::expect_used, clippy::indexing_slicing, reason = "a test may panic")]

mod audit;
mod files;
mod idempotency;
mod outbox;
mod requests;
mod running;

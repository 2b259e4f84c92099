//! Waiting for a condition instead of for a time.

use anyhow::{Result, bail};
use std::future::Future;
use std::time::{Duration, Instant};

/// Long enough for the slowest machine; whoever waits this long has found a defect.
const LIMIT: Duration = Duration::from_secs(60);
const PAUSE: Duration = Duration::from_millis(20);

/// Looks until `look` finds something. `what` is said when it never does.
pub async fn until<T, F, Fut>(what: &str, mut look: F) -> Result<T>
where
    F: FnMut() -> Fut,
    Fut: Future<Output = Result<Option<T>>>,
{
    let begun = Instant::now();
    loop {
        if let Some(found) = look().await? {
            return Ok(found);
        }
        if begun.elapsed() > LIMIT {
            bail!("waited {} s in vain: {what}", LIMIT.as_secs());
        }
        tokio::time::sleep(PAUSE).await;
    }
}

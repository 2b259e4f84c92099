//! Objects without a row: an upload that broke off between the two, a removal that could not reach the store.

use super::{lab, queries};
use crate::app::App;
use crate::platform::error::ApiResult;
use chrono::{DateTime, Utc};
use std::collections::BTreeSet;

/// Keys asked for in one statement.
const CHUNK: usize = 500;

/// Throws away what was written before then and belongs to no picture; tells how many pictures that were. What is younger may belong
/// to an upload that is under way.
pub async fn sweep(app: &App, before: DateTime<Utc>) -> ApiResult<usize> {
    let names = app.photos.store.written_before(before).await?;
    let keys: BTreeSet<String> = names.iter().filter_map(|name| lab::key_in(name).map(str::to_owned)).collect();
    let keys: Vec<String> = keys.into_iter().collect();
    let mut thrown = 0;
    for chunk in keys.chunks(CHUNK) {
        let asked = chunk.to_vec();
        let used: BTreeSet<String> = app.db.read(move |c| ApiResult::Ok(queries::keys_in_use(c, &asked)?)).await?.into_iter().collect();
        for key in chunk.iter().filter(|key| !used.contains(*key)) {
            app.photos.discard(key).await;
            thrown += 1;
        }
    }
    Ok(thrown)
}

//! Pictures: fetched with the token, and given an address that an `img` can show.

use super::Api;
use crate::ui::encode64;

/// An address for the picture at `url`, which is as the API gives it. The picture itself, not a place in memory: the pages may show
/// what comes from the server and what stands in an address, and nothing else.
pub async fn address(api: Api, url: &str) -> Option<String> {
    let bytes = api.bytes(url).await.ok()?;
    Some(format!("data:image/jpeg;base64,{}", encode64(&bytes)))
}

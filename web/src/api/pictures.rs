//! Pictures: fetched with the token, and given an address that an `img` can show.

use super::Api;
use js_sys::{Array, Uint8Array};
use web_sys::{Blob, BlobPropertyBag, Url};

/// An address of this page for the picture at `url`, which is as the API gives it.
pub async fn address(api: Api, url: &str) -> Option<String> {
    let bytes = api.bytes(url).await.ok()?;
    let kind = BlobPropertyBag::new();
    kind.set_type("image/jpeg");
    let parts = Array::of1(&Uint8Array::from(bytes.as_slice()));
    let blob = Blob::new_with_u8_array_sequence_and_options(&parts, &kind).ok()?;
    Url::create_object_url_with_blob(&blob).ok()
}

/// Nobody looks at it any more.
pub fn forget(address: &str) {
    let _ = Url::revoke_object_url(address);
}

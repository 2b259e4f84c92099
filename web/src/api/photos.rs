//! Pictures of an order. They are asked for with the token, like everything else, so a page cannot name them in an `<img>`: they
//! come as text that it can.

use super::upload;
use super::{Answer, Api, Failure};
use contract::photos::{PhotoAdded, PhotoKind, Photos};
use contract::{OrderId, PhotoId};
use web_sys::File;

/// Those of an order, and how many more the caller may send.
pub async fn list(api: Api, id: OrderId) -> Answer<Photos> {
    api.get(&format!("/orders/{id}/photos")).await
}

/// Sends one; `progress` hears how far it has come, in hundredths.
pub async fn add(
    api: Api,
    id: OrderId,
    kind: PhotoKind,
    file: &File,
    key: &str,
    progress: impl FnMut(u32) + 'static,
) -> Answer<PhotoAdded> {
    upload::picture(api, &format!("/orders/{id}/photos"), kind.as_str(), file, key, Box::new(progress)).await
}

/// Takes one back.
pub async fn remove(api: Api, id: PhotoId) -> Answer<()> {
    api.delete(&format!("/photos/{id}")).await
}

/// The large picture or the small one, as the source of an image.
pub async fn source(api: Api, id: PhotoId, small: bool) -> Answer<String> {
    let url = format!("/photos/{id}{}", if small { "/thumbnail" } else { "" });
    super::pictures::address(api, &url).await.ok_or(Failure::Offline)
}

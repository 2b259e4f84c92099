//! Wishes (微心愿).

use super::{Answer, Api, Sending};
use contract::WishId;
use contract::orders::Step;
use contract::wishes::{ClaimWish, NewWish, PublicWishPage, WishFilter, WishPage};

/// Those that everybody may read.
pub async fn published(api: Api, filter: &WishFilter) -> Answer<PublicWishPage> {
    api.get_with("/wishes", filter).await
}

/// My own, or those of my desk.
pub async fn own(api: Api, filter: &WishFilter) -> Answer<WishPage> {
    api.get_with("/wishes/own", filter).await
}

/// Makes one.
pub fn create(ask: &NewWish) -> Sending {
    Sending::new("/wishes".to_owned(), ask)
}

/// Takes it back.
pub fn withdraw(id: WishId, ask: &Step) -> Sending {
    Sending::new(format!("/wishes/{id}/withdrawal"), ask)
}

/// Takes it on for a team; the reply is the order that goes on for it.
pub fn claim(id: WishId, ask: &ClaimWish) -> Sending {
    Sending::new(format!("/wishes/{id}/claim"), ask)
}

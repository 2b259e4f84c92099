//! Rating an order, signed in or by the link of a message.

use super::{Answer, Api};
use contract::OrderId;
use contract::ratings::{RateOrder, Rating, RatingInvitation, RatingTags};

/// The tags in force.
pub async fn tags(api: Api) -> Answer<RatingTags> {
    api.get("/rating-tags").await
}

/// Rates the present round.
pub async fn rate(api: Api, id: OrderId, rating: &RateOrder) -> Answer<Rating> {
    api.post(&format!("/orders/{id}/rating"), rating).await
}

/// What a link is about.
pub async fn invitation(api: Api, token: &str) -> Answer<RatingInvitation> {
    api.get(&format!("/rating-links/{}", path(token))).await
}

/// Rates by a link, without signing in.
pub async fn rate_by_link(api: Api, token: &str, rating: &RateOrder) -> Answer<Rating> {
    api.post(&format!("/rating-links/{}", path(token)), rating).await
}

/// A token came through the address bar: nothing in it may end the path.
fn path(token: &str) -> String {
    js_sys::encode_uri_component(token).into()
}

//! Rating an order, signed in or by the link of a message.

use super::{Answer, Api, Sending};
use contract::ratings::{NewAppeal, NewFollowUp, RateOrder, RatingInvitation, RatingTags};
use contract::rectifications::RateAgain;
use contract::{OrderId, RatingId};

/// The tags in force.
pub async fn tags(api: Api) -> Answer<RatingTags> {
    api.get("/rating-tags").await
}

/// Rates the present round.
pub fn rate(id: OrderId, rating: &RateOrder) -> Sending {
    Sending::new(format!("/orders/{id}/rating"), rating)
}

/// Adds one more word to the rating.
pub fn follow_up(id: OrderId, word: &NewFollowUp) -> Sending {
    Sending::new(format!("/orders/{id}/follow-up"), word)
}

/// Asks the street to leave a rating out of the figures.
pub fn appeal(id: RatingId, ask: &NewAppeal) -> Sending {
    Sending::new(format!("/ratings/{id}/appeals"), ask)
}

/// What a link is about.
pub async fn invitation(api: Api, token: &str) -> Answer<RatingInvitation> {
    api.get(&format!("/rating-links/{}", path(token))).await
}

/// Rates by a link, without signing in.
pub fn rate_by_link(token: &str, rating: &RateOrder) -> Sending {
    Sending::new(format!("/rating-links/{}", path(token)), rating)
}

/// Adds one more word by a link.
pub fn follow_up_by_link(token: &str, word: &NewFollowUp) -> Sending {
    Sending::new(format!("/rating-links/{}/follow-up", path(token)), word)
}

/// Rates again after a rectification, by a link.
pub fn rate_again_by_link(token: &str, rating: &RateAgain) -> Sending {
    Sending::new(format!("/rating-links/{}/re-rating", path(token)), rating)
}

/// A token came through the address bar: nothing in it may end the path.
fn path(token: &str) -> String {
    js_sys::encode_uri_component(token).into()
}

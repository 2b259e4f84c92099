//! What becomes of a bad rating.

use super::{Answer, Api, Sending};
use contract::RectificationId;
use contract::rectifications::{RateAgain, RectificationFilter, RectificationPage};

/// Those the caller may see, due first.
pub async fn list(api: Api, filter: &RectificationFilter) -> Answer<RectificationPage> {
    api.get_with("/rectifications", filter).await
}

/// Rates again after the feedback.
pub fn rate_again(id: RectificationId, rating: &RateAgain) -> Sending {
    Sending::new(format!("/rectifications/{id}/re-rating"), rating)
}

//! Orders of others: whether the same has been ordered, and following it.

use super::{Answer, Api, Sending};
use contract::OrderId;
use contract::orders::{DuplicateFilter, Duplicates, FollowOrder, FollowedOrder, FollowedOrderPage};

/// Open orders for the same item at the same place.
pub async fn duplicates(api: Api, filter: &DuplicateFilter) -> Answer<Duplicates> {
    api.get_with("/orders/duplicates", filter).await
}

/// Follows one of them.
pub fn follow(id: OrderId, ask: &FollowOrder) -> Sending {
    Sending::new(format!("/orders/{id}/followers"), ask)
}

/// The orders that I follow.
pub async fn list(api: Api) -> Answer<FollowedOrderPage> {
    api.get("/orders/followed").await
}

/// One of them.
pub async fn get(api: Api, id: OrderId) -> Answer<FollowedOrder> {
    api.get(&format!("/orders/{id}/followers/me")).await
}

/// Follows it no more.
pub async fn unfollow(api: Api, id: OrderId) -> Answer<()> {
    api.delete(&format!("/orders/{id}/followers/me")).await
}

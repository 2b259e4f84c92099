//! What the desk of a community does with orders. Every step takes the key under which it is sent, so that the page can
//! send the same again after a lost answer.

use super::rules::Explanation;
use super::{Answer, Api};
use contract::desk::{AcceptOrders, BulkResult, DeskCounts, NewSavedView, SavedView, SavedViewPage};
use contract::dispatch::{Candidate, DispatchOrder};
use contract::orders::{AcceptOrder, ConfirmRejection, Order, RejectOrder, Step};
use contract::org::{NameFilter, Unit, UnitPage};
use contract::{DispatchId, OrderId, SavedViewId};
use serde::Deserialize;

/// The teams that could do an order, the best first, and why they stand in this order.
#[derive(Clone, Debug, PartialEq, Deserialize)]
pub struct Candidates {
    pub items: Vec<Candidate>,
    pub explanation: Explanation,
}

/// Accepts an order; the answer carries the deadline.
pub async fn accept(api: Api, id: OrderId, ask: &AcceptOrder, key: &str) -> Answer<Order> {
    api.post_keyed(&format!("/orders/{id}/acceptance"), ask, key).await
}

/// Proposes to reject an order.
pub async fn propose_rejection(api: Api, id: OrderId, ask: &RejectOrder, key: &str) -> Answer<Order> {
    api.post_keyed(&format!("/orders/{id}/rejection-proposal"), ask, key).await
}

/// Rejects an order as somebody else has proposed.
pub async fn confirm_rejection(api: Api, id: OrderId, ask: &ConfirmRejection, key: &str) -> Answer<Order> {
    api.post_keyed(&format!("/orders/{id}/rejection"), ask, key).await
}

/// The teams that could do it, the best first.
pub async fn candidates(api: Api, id: OrderId) -> Answer<Candidates> {
    api.get(&format!("/orders/{id}/candidates")).await
}

/// Offers an order to one team or to several.
pub async fn dispatch(api: Api, id: OrderId, ask: &DispatchOrder, key: &str) -> Answer<Order> {
    api.post_keyed(&format!("/orders/{id}/dispatches"), ask, key).await
}

/// Takes an open offer back. The version is that of the offer.
pub async fn recall(api: Api, id: DispatchId, ask: &Step, key: &str) -> Answer<Order> {
    api.post_keyed(&format!("/dispatches/{id}/recall"), ask, key).await
}

/// Why an offer went where it went.
pub async fn explanation(api: Api, id: DispatchId) -> Answer<Explanation> {
    api.get(&format!("/dispatches/{id}/explanation")).await
}

/// Every work unit, by name.
pub async fn units(api: Api) -> Answer<Vec<Unit>> {
    let mut filter = NameFilter { limit: Some(200), ..NameFilter::default() };
    let mut all = Vec::new();
    loop {
        let page: UnitPage = api.get_with("/units", &filter).await?;
        all.extend(page.items);
        filter.cursor = page.next_cursor;
        if filter.cursor.is_none() {
            return Ok(all);
        }
    }
}

/// How much waits where.
pub async fn counts(api: Api) -> Answer<DeskCounts> {
    api.get("/desk/counts").await
}

/// The lists one keeps.
pub async fn views(api: Api) -> Answer<SavedViewPage> {
    api.get("/saved-views").await
}

/// Keeps a list under a name.
pub async fn keep_view(api: Api, ask: &NewSavedView, key: &str) -> Answer<SavedView> {
    api.post_keyed("/saved-views", ask, key).await
}

/// Keeps it no longer.
pub async fn drop_view(api: Api, id: SavedViewId) -> Answer<()> {
    api.delete(&format!("/saved-views/{id}")).await
}

/// Accepts several orders, or only says what would become of each.
pub async fn accept_many(api: Api, ask: &AcceptOrders, key: &str) -> Answer<BulkResult> {
    api.post_keyed("/bulk/acceptances", ask, key).await
}

//! What the desk of a community does with orders. Every step takes the key under which it is sent, so that the page can
//! send the same again after a lost answer.

use super::{Answer, Api};
use contract::dispatch::{Candidates, DispatchOrder};
use contract::explanation::Explanation;
use contract::orders::{AcceptOrder, Order, RejectOrder, Step, StepWithText};
use contract::org::{NameFilter, Unit, UnitPage};
use contract::{DispatchId, OrderId};

/// Accepts an order; the answer carries the deadline.
pub async fn accept(api: Api, id: OrderId, ask: &AcceptOrder, key: &str) -> Answer<Order> {
    api.post_keyed(&format!("/orders/{id}/acceptance"), ask, key).await
}

/// Asks the requester something.
pub async fn request_information(api: Api, id: OrderId, ask: &StepWithText, key: &str) -> Answer<Order> {
    api.post_keyed(&format!("/orders/{id}/information-request"), ask, key).await
}

/// Rejects an order.
pub async fn reject(api: Api, id: OrderId, ask: &RejectOrder, key: &str) -> Answer<Order> {
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

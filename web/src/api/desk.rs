//! What the desk of a community does with orders. Every step takes the key under which it is sent, so that the page can
//! send the same again after a lost answer.

use super::{Answer, Api};
use contract::dispatch::{Candidates, DispatchOrder};
use contract::orders::{AcceptOrder, AskInformation, ConfirmRejection, Order, RejectOrder, Step};
use contract::{DispatchId, OrderId};

/// Accepts an order; the answer carries the deadline.
pub async fn accept(api: Api, id: OrderId, ask: &AcceptOrder, key: &str) -> Answer<Order> {
    api.post_keyed(&format!("/orders/{id}/acceptance"), ask, key).await
}

/// Asks the requester something.
pub async fn request_information(api: Api, id: OrderId, ask: &AskInformation, key: &str) -> Answer<Order> {
    api.post_keyed(&format!("/orders/{id}/information-request"), ask, key).await
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

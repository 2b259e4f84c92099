//! What a team does with the orders it is offered.

use super::{Answer, Api};
use contract::dispatch::{AcceptDispatch, DeclineDispatch, TaskFilter, TaskPage};
use contract::orders::{AddMeasure, CompleteOrder, Contact, Order, RecordContact, RevealContact};
use contract::{DispatchId, OrderId};

/// The tasks of the caller's teams, newest first.
pub async fn list(api: Api, filter: &TaskFilter) -> Answer<TaskPage> {
    api.get_with("/dispatches", filter).await
}

/// Takes an offer.
pub async fn accept(api: Api, id: DispatchId, ask: &AcceptDispatch) -> Answer<Order> {
    api.post(&format!("/dispatches/{id}/acceptance"), ask).await
}

/// Declines an offer.
pub async fn decline(api: Api, id: DispatchId, ask: &DeclineDispatch) -> Answer<Order> {
    api.post(&format!("/dispatches/{id}/refusal"), ask).await
}

/// Hands a taken order back.
pub async fn hand_back(api: Api, id: DispatchId, ask: &DeclineDispatch) -> Answer<Order> {
    api.post(&format!("/dispatches/{id}/hand-back"), ask).await
}

/// Records the first contact: work has begun.
pub async fn record_contact(api: Api, id: OrderId, ask: &RecordContact) -> Answer<Order> {
    api.post(&format!("/orders/{id}/contact"), ask).await
}

/// Plans a measure.
pub async fn add_measure(api: Api, id: OrderId, ask: &AddMeasure) -> Answer<Order> {
    api.post(&format!("/orders/{id}/measures"), ask).await
}

/// Says that it is done.
pub async fn complete(api: Api, id: OrderId, ask: &CompleteOrder) -> Answer<Order> {
    api.post(&format!("/orders/{id}/completion"), ask).await
}

/// Shows the contact in full, for a reason that the requester can read.
pub async fn reveal(api: Api, id: OrderId, ask: &RevealContact) -> Answer<Contact> {
    api.post(&format!("/orders/{id}/reveals"), ask).await
}

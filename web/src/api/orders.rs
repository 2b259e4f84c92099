//! What a requester does with orders. The clerk's steps are in `orders_desk`, the team's in `tasks`.

use super::{Answer, Api};
use contract::OrderId;
use contract::orders::{
    NewOrder, Order, OrderFilter, OrderPage, ProvideInformation, RevealPage, Step, StepWithText, Timeline, WithdrawOrder,
};

/// Orders the service. The same `key` makes a retry harmless.
pub async fn create(api: Api, order: &NewOrder, key: &str) -> Answer<Order> {
    api.post_keyed("/orders", order, key).await
}

/// One order, as the caller may see it.
pub async fn get(api: Api, id: OrderId) -> Answer<Order> {
    api.get(&format!("/orders/{id}")).await
}

/// Orders that match.
pub async fn list(api: Api, filter: &OrderFilter) -> Answer<OrderPage> {
    api.get_with("/orders", filter).await
}

/// Everything that happened to an order, oldest first.
pub async fn timeline(api: Api, id: OrderId) -> Answer<Timeline> {
    api.get(&format!("/orders/{id}/timeline")).await
}

/// Sends a draft.
pub async fn submit(api: Api, id: OrderId, step: &Step) -> Answer<Order> {
    api.post(&format!("/orders/{id}/submission"), step).await
}

/// Answers the clerk's question.
pub async fn inform(api: Api, id: OrderId, step: &ProvideInformation) -> Answer<Order> {
    api.post(&format!("/orders/{id}/information"), step).await
}

/// It is solved.
pub async fn confirm(api: Api, id: OrderId, step: &Step) -> Answer<Order> {
    api.post(&format!("/orders/{id}/confirmation"), step).await
}

/// It is not solved.
pub async fn reopen(api: Api, id: OrderId, step: &StepWithText) -> Answer<Order> {
    api.post(&format!("/orders/{id}/reopening"), step).await
}

/// It is no longer needed.
pub async fn withdraw(api: Api, id: OrderId, step: &WithdrawOrder) -> Answer<Order> {
    api.post(&format!("/orders/{id}/withdrawal"), step).await
}

/// Who has seen the requester's contact.
pub async fn reveals(api: Api, id: OrderId) -> Answer<RevealPage> {
    api.get(&format!("/orders/{id}/reveals")).await
}

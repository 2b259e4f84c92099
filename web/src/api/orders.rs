//! What a requester does with orders. The clerk's steps are in `orders_desk`, the team's in `tasks`.

use super::{Answer, Api, Sending};
use contract::OrderId;
use contract::orders::{
    NewOrder, Order, OrderFilter, OrderPage, ProvideInformation, ReopenOrder, RevealPage, Step, StepWithText, Timeline, WithdrawOrder,
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
pub fn submit(id: OrderId, step: &Step) -> Sending {
    Sending::new(format!("/orders/{id}/submission"), step)
}

/// Answers the clerk's question.
pub fn inform(id: OrderId, step: &ProvideInformation) -> Sending {
    Sending::new(format!("/orders/{id}/information"), step)
}

/// It is solved.
pub fn confirm(id: OrderId, step: &Step) -> Sending {
    Sending::new(format!("/orders/{id}/confirmation"), step)
}

/// It is not solved.
pub fn reopen(id: OrderId, step: &ReopenOrder) -> Sending {
    Sending::new(format!("/orders/{id}/reopening"), step)
}

/// Presses for it.
pub fn urge(id: OrderId, step: &Step) -> Sending {
    Sending::new(format!("/orders/{id}/urging"), step)
}

/// Asks the street to look again at a rejection.
pub fn contest(id: OrderId, step: &StepWithText) -> Sending {
    Sending::new(format!("/orders/{id}/contest"), step)
}

/// It is no longer needed.
pub fn withdraw(id: OrderId, step: &WithdrawOrder) -> Sending {
    Sending::new(format!("/orders/{id}/withdrawal"), step)
}

/// Who has seen the requester's contact.
pub async fn reveals(api: Api, id: OrderId) -> Answer<RevealPage> {
    api.get(&format!("/orders/{id}/reveals")).await
}

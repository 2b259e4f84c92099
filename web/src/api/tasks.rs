//! What a team does with the orders it is offered.

use super::{Answer, Api, Sending};
use contract::dispatch::{AcceptDispatch, DeclineDispatch, ObjectToDispatch, TaskFilter, TaskPage};
use contract::orders::{
    AddMeasure, AskExtension, CompleteOrder, Contact, RecordContact, RevealContact, Step, StepWithNote, StepWithText, WaitFor,
};
use contract::{DispatchId, MeasureId, OrderId};

/// The tasks of the caller's teams, newest first.
pub async fn list(api: Api, filter: &TaskFilter) -> Answer<TaskPage> {
    api.get_with("/dispatches", filter).await
}

/// Takes an offer.
pub fn accept(id: DispatchId, ask: &AcceptDispatch) -> Sending {
    Sending::new(format!("/dispatches/{id}/acceptance"), ask)
}

/// Declines an offer.
pub fn decline(id: DispatchId, ask: &DeclineDispatch) -> Sending {
    Sending::new(format!("/dispatches/{id}/refusal"), ask)
}

/// Hands a taken order back.
pub fn hand_back(id: DispatchId, ask: &DeclineDispatch) -> Sending {
    Sending::new(format!("/dispatches/{id}/hand-back"), ask)
}

/// Objects to an offer.
pub fn object(id: DispatchId, ask: &ObjectToDispatch) -> Sending {
    Sending::new(format!("/dispatches/{id}/objection"), ask)
}

/// Records the first contact: work has begun.
pub fn record_contact(id: OrderId, ask: &RecordContact) -> Sending {
    Sending::new(format!("/orders/{id}/contact"), ask)
}

/// Plans a measure.
pub fn add_measure(id: OrderId, ask: &AddMeasure) -> Sending {
    Sending::new(format!("/orders/{id}/measures"), ask)
}

/// One measure is done.
pub fn complete_measure(id: OrderId, measure: MeasureId, ask: &Step) -> Sending {
    Sending::new(format!("/orders/{id}/measures/{measure}/completion"), ask)
}

/// Says how it goes.
pub fn progress(id: OrderId, ask: &StepWithText) -> Sending {
    Sending::new(format!("/orders/{id}/progress"), ask)
}

/// Waits for what the team cannot have.
pub fn wait(id: OrderId, ask: &WaitFor) -> Sending {
    Sending::new(format!("/orders/{id}/waiting"), ask)
}

/// Goes on.
pub fn resume(id: OrderId, ask: &StepWithNote) -> Sending {
    Sending::new(format!("/orders/{id}/resumption"), ask)
}

/// Asks for more time.
pub fn ask_extension(id: OrderId, ask: &AskExtension) -> Sending {
    Sending::new(format!("/orders/{id}/extension-request"), ask)
}

/// Says that it is done.
pub fn complete(id: OrderId, ask: &CompleteOrder) -> Sending {
    Sending::new(format!("/orders/{id}/completion"), ask)
}

/// Shows the contact in full, for a reason that the requester can read.
pub async fn reveal(api: Api, id: OrderId, ask: &RevealContact) -> Answer<Contact> {
    api.post(&format!("/orders/{id}/reveals"), ask).await
}

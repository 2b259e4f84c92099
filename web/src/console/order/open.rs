//! The order on the page, and how a step is taken: sent under a key that a retry keeps, once at a time; the answer takes the place
//! of what was shown; a stale order is fetched again and nothing typed is lost.

use crate::api::{self, Answer, Api, Attempt, Failure};
use crate::console::kept::{Kept, Typed};
use crate::console::steps::Taking;
use crate::i18n::tr;
use crate::orders::said;
use crate::ui::Told;
use contract::ProblemCode;
use contract::orders::{Order, OrderAction, Timeline};
use leptos::prelude::*;
use serde::Serialize;
use std::future::Future;
use std::pin::Pin;

/// What came of a step, for the page that goes on.
type Sent = Pin<Box<dyn Future<Output = Answer<Order>>>>;

/// Everything the pieces of the page share.
#[derive(Clone, Copy)]
pub struct Open {
    pub api: Api,
    pub order: RwSignal<Order>,
    pub timeline: RwSignal<Timeline>,
    pub typed: RwSignal<Typed>,
    pub pending: RwSignal<bool>,
    pub notice: RwSignal<Option<String>>,
    pub trouble: RwSignal<Option<String>>,
    /// The order has moved on while somebody writes: it is read anew when they want it.
    pub moved_on: RwSignal<bool>,
    attempt: StoredValue<Option<Attempt>>,
}

impl Open {
    /// Lays the order open.
    pub fn new(order: Order, timeline: Timeline) -> Self {
        let kept = Kept::expect();
        Self {
            api: Api::expect(),
            typed: kept.of(order.id),
            notice: RwSignal::new(kept.take_word()),
            order: RwSignal::new(order),
            timeline: RwSignal::new(timeline),
            pending: RwSignal::new(false),
            trouble: RwSignal::new(None),
            moved_on: RwSignal::new(false),
            attempt: StoredValue::new(None),
        }
    }

    /// Whether the step is open to the caller; follows the order.
    pub fn may(self, action: OrderAction) -> Memo<bool> {
        Memo::new(move |_| self.order.with(|o| crate::orders::may(o, action)))
    }

    /// The version to give back with the next step.
    pub fn version(self) -> i32 {
        self.order.with_untracked(|o| o.version)
    }

    /// The steps beside the main line, with what was typed for them.
    pub fn taking(self) -> Taking {
        let (id, node) = self.order.with_untracked(|o| (o.id, o.community.id));
        let again = Callback::new(move |()| {
            self.reread();
            crate::ui::focus("next-title");
        });
        Taking::new(Kept::expect().given(&format!("order/{id}")), again).at(node).saying(self.pending, self.notice, self.trouble)
    }

    /// Reads order and timeline anew. What was typed stays.
    pub fn reread(self) {
        let id = self.order.with_untracked(|o| o.id);
        self.moved_on.set(false);
        api::run(async move {
            if let Ok(order) = api::orders::get(self.api, id).await {
                let _ = self.order.try_set(order);
            }
            if let Ok(timeline) = api::orders::timeline(self.api, id).await {
                let _ = self.timeline.try_set(timeline);
            }
        });
    }

    /// Follows what the server tells about this order. Whoever writes just now is asked first: a page drawn anew takes the cursor away.
    pub fn follow(self) {
        let told = Told::expect();
        let id = self.order.with_untracked(|o| o.id);
        Effect::new(move |_| {
            let is_news = told.version_of(id).is_some_and(|version| version > self.version());
            if !is_news || self.pending.get_untracked() {
                return;
            }
            if is_writing() {
                self.moved_on.set(true);
            } else {
                self.reread();
            }
        });
    }

    /// Takes a step. `done` says what it came to, `after` clears what was typed for it, `send` gets the key.
    pub fn take<F>(self, ask: &impl Serialize, done: fn(&Order) -> String, after: fn(&mut Typed), send: impl FnOnce(String) -> F)
    where
        F: Future<Output = Answer<Order>> + 'static,
    {
        // A second click comes before the button is disabled.
        if self.pending.get_untracked() {
            return;
        }
        let body = serde_json::to_string(ask).unwrap_or_default();
        let key = self.attempt.try_update_value(|last| Attempt::key_for(last, &body, api::fresh_key)).unwrap_or_else(api::fresh_key);
        self.go(done, after, Box::pin(send(key)));
    }

    fn go(self, done: fn(&Order) -> String, after: fn(&mut Typed), sent: Sent) {
        self.pending.set(true);
        self.trouble.set(None);
        self.notice.set(None);
        let id = self.order.with_untracked(|o| o.id);
        api::run(async move {
            match sent.await {
                Ok(order) => {
                    self.attempt.try_set_value(None);
                    let _ = self.typed.try_update(after);
                    let _ = self.notice.try_set(Some(done(&order)));
                    let _ = self.order.try_set(order);
                    // The button that was pressed is gone; reading goes on with the next step.
                    crate::ui::focus("next-title");
                }
                Err(failure) => self.failed(failure).await,
            }
            if let Ok(timeline) = api::orders::timeline(self.api, id).await {
                let _ = self.timeline.try_set(timeline);
            }
            let _ = self.pending.try_set(false);
        });
    }

    async fn failed(self, failure: Failure) {
        let moved_on = has_moved_on(&failure);
        let _ = self.trouble.try_set(Some(if moved_on { tr!(desk.stale) } else { said(&failure) }));
        let Some(id) = self.order.try_with_untracked(|o| o.id) else { return };
        if let (true, Ok(order)) = (moved_on, api::orders::get(self.api, id).await) {
            let _ = self.order.try_set(order);
        }
    }
}

/// Whether a field of the page has the focus.
fn is_writing() -> bool {
    let focused = web_sys::window().and_then(|w| w.document()).and_then(|d| d.active_element());
    focused.is_some_and(|e| matches!(e.tag_name().as_str(), "INPUT" | "TEXTAREA" | "SELECT"))
}

/// Whether somebody else was faster.
pub fn has_moved_on(failure: &Failure) -> bool {
    matches!(failure, Failure::Problem(p) if matches!(p.code, ProblemCode::StaleVersion | ProblemCode::StepRefused))
}

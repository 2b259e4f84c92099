//! The order on this page, and the way a step goes out and comes back.

use super::form::{Form, Way};
use crate::api::{self, Answer, Api, Attempt, Failure, Sending};
use crate::i18n::tr;
use crate::orders::said;
use crate::ui::{Notices, Told, focus};
use contract::dispatch::{Dispatch, DispatchAction};
use contract::orders::{BlockReason, Order, OrderAction, Timeline};
use contract::{OrderId, ProblemCode};
use leptos::prelude::*;
use std::sync::Arc;

/// The order on this page; a step puts the new one in its place.
#[derive(Clone, Copy)]
pub struct Here {
    pub api: Api,
    pub order: RwSignal<Arc<Order>>,
    pub timeline: RwSignal<Arc<Timeline>>,
    pub pending: RwSignal<bool>,
    /// What the last step came to, read aloud.
    pub notice: RwSignal<Option<String>>,
    /// What went wrong with it.
    pub trouble: RwSignal<Option<String>>,
    /// The last try: the same once more goes out under the same key.
    attempt: StoredValue<Option<Attempt>>,
}

/// The order with its way, shared: pages only look at them.
pub async fn both(api: Api, id: OrderId) -> Answer<(Arc<Order>, Arc<Timeline>)> {
    let order = api::orders::get(api, id).await?;
    Ok((Arc::new(order), Arc::new(api::orders::timeline(api, id).await?)))
}

impl Here {
    /// This order, from now on kept up to date with what the server says.
    pub fn begin((order, timeline): (Arc<Order>, Arc<Timeline>)) -> Self {
        let this = Self {
            api: Api::expect(),
            order: RwSignal::new(order),
            timeline: RwSignal::new(timeline),
            pending: RwSignal::new(false),
            notice: RwSignal::new(None),
            trouble: RwSignal::new(None),
            attempt: StoredValue::new(None),
        };
        let told = Told::expect();
        Effect::new(move |_| {
            let (id, version) = this.at();
            let moved_on = told.version_of(id).is_some_and(|now| now > version);
            if moved_on && !this.pending.get_untracked() {
                api::run(this.refresh());
            }
        });
        this
    }

    /// The way its steps go out.
    pub fn way(self) -> Way {
        let send = Callback::new(move |(done, sending, form)| self.send(done, sending, form));
        let (id, node) = self.order.with_untracked(|o| (o.id, o.community.id));
        Way { about: id.to_string(), pending: self.pending, node: Some(node), send }
    }

    /// Whether a step of the order is open to the caller, followed.
    pub fn may(self, action: OrderAction) -> bool {
        self.order.with(|o| crate::orders::may(o, action))
    }

    /// Whether it is open, as something to draw by: drawn anew only when that changes.
    pub fn open(self, action: OrderAction) -> Memo<bool> {
        Memo::new(move |_| self.may(action))
    }

    /// Why it is closed just now, followed.
    pub fn blocked(self, action: OrderAction) -> Option<BlockReason> {
        self.order.with(|o| crate::orders::blocked(o, action))
    }

    /// The offer to the caller's team on which this step is open, followed.
    pub fn offer_with(self, action: DispatchAction) -> Option<Dispatch> {
        self.order.with(|o| o.dispatches.iter().find(|d| d.allowed_actions.contains(&action)).cloned())
    }

    /// Id and version, for the next step.
    pub fn at(self) -> (OrderId, i32) {
        self.order.with_untracked(|o| (o.id, o.version))
    }

    /// Fetches it anew. The page may be gone when it comes.
    pub async fn refresh(self) {
        let Some(id) = self.order.try_with_untracked(|o| o.id) else { return };
        if let Ok((order, timeline)) = both(self.api, id).await {
            self.order.try_set(order);
            self.timeline.try_set(timeline);
        }
    }

    /// Takes a step and shows what came of it. A stale order is fetched again; what was typed stays until it has arrived.
    pub fn send(self, done: String, sending: Sending, form: Option<Form>) {
        // The second of two quick taps comes before the button is grey.
        if self.pending.get_untracked() {
            return;
        }
        self.pending.set(true);
        self.trouble.set(None);
        self.notice.set(None);
        let last = format!("{} {}", sending.path, sending.body);
        let key =
            self.attempt.try_update_value(|last_one| Attempt::key_for(last_one, &last, api::fresh_key)).unwrap_or_else(api::fresh_key);
        api::run(async move {
            match api::send(self.api, &sending, &key).await {
                Ok(_) => {
                    self.attempt.try_set_value(None);
                    self.refresh().await;
                    if let Some(form) = form {
                        form.done();
                    }
                    self.notice.try_set(Some(done));
                    focus("step-said");
                }
                Err(failure) => self.fail(&failure, form).await,
            }
            self.pending.try_set(false);
        });
    }

    async fn fail(self, failure: &Failure, form: Option<Form>) {
        let code = match failure {
            Failure::Problem(problem) => Some(problem.code),
            Failure::Offline => None,
        };
        if let (Failure::Problem(problem), Some(form)) = (failure, form)
            && form.refused(&problem.errors)
        {
            return;
        }
        let moved_on = matches!(code, Some(ProblemCode::StaleVersion | ProblemCode::StepRefused | ProblemCode::AlreadyTaken));
        self.trouble.try_set(Some(if moved_on { tr!(mine.reload_stale) } else { said(failure) }));
        focus("step-said");
        if moved_on {
            self.refresh().await;
        }
    }
}

impl From<Here> for Way {
    fn from(here: Here) -> Self {
        here.way()
    }
}

/// What the last step came to: it takes the focus, so that it is seen and heard wherever the button was.
#[component]
pub fn Said(here: Here) -> impl IntoView {
    view! { <SaidOf notice=here.notice trouble=here.trouble/> }
}

/// The same for any page with steps.
#[component]
pub fn SaidOf(notice: RwSignal<Option<String>>, trouble: RwSignal<Option<String>>) -> impl IntoView {
    view! { <div id="step-said" tabindex="-1"><Notices notice trouble/></div> }
}

//! The way a step goes out where there is no order's page: wishes, orders of others.

use super::form::{Form, Way};
use super::here::SaidOf;
use crate::api::{self, Api, Attempt, Failure, Sending};
use crate::i18n::tr;
use crate::orders::said;
use crate::ui::focus;
use contract::ProblemCode;
use leptos::prelude::*;

/// Sends, one step at a time, under a key that the same once more keeps.
#[derive(Clone, Copy)]
pub struct Sender {
    pub api: Api,
    pub pending: RwSignal<bool>,
    notice: RwSignal<Option<String>>,
    trouble: RwSignal<Option<String>>,
    attempt: StoredValue<Option<Attempt>>,
    /// Hears the reply; nothing when somebody was faster, and what is shown has to be read anew.
    done: Callback<Option<String>>,
}

impl Sender {
    /// Tells `done` what came of each step.
    pub fn begin(done: impl Fn(Option<String>) + Send + Sync + 'static) -> Self {
        Self {
            api: Api::expect(),
            pending: RwSignal::new(false),
            notice: RwSignal::new(None),
            trouble: RwSignal::new(None),
            attempt: StoredValue::new(None),
            done: Callback::new(done),
        }
    }

    /// For forms; what is typed is kept under `about` while it has not arrived.
    pub fn way(self, about: &str) -> Way {
        let send = Callback::new(move |(words, sending, form)| self.send(words, sending, form));
        Way { about: about.to_owned(), pending: self.pending, node: None, send }
    }

    /// Sends it; `words` are said when it is done.
    pub fn send(self, words: String, sending: Sending, form: Option<Form>) {
        if self.pending.get_untracked() {
            return;
        }
        self.pending.set(true);
        self.trouble.set(None);
        self.notice.set(None);
        let body = format!("{} {}", sending.path, sending.body);
        let key = self.attempt.try_update_value(|last| Attempt::key_for(last, &body, api::fresh_key)).unwrap_or_else(api::fresh_key);
        api::run(async move {
            let outcome = api::send(self.api, &sending, &key).await;
            self.pending.try_set(false);
            match outcome {
                Ok(reply) => {
                    self.attempt.try_set_value(None);
                    if let Some(form) = form {
                        form.done();
                    }
                    self.notice.try_set(Some(words));
                    focus("step-said");
                    self.done.try_run(Some(reply));
                }
                Err(failure) => self.fail(&failure, form),
            }
        });
    }

    /// Shows what went wrong; also for what does not go through [`Self::send`].
    pub fn fail(self, failure: &Failure, form: Option<Form>) {
        if let (Failure::Problem(problem), Some(form)) = (failure, form)
            && form.refused(&problem.errors)
        {
            return;
        }
        let moved_on = matches!(failure, Failure::Problem(p) if matches!(p.code, ProblemCode::StaleVersion | ProblemCode::StepRefused | ProblemCode::AlreadyClaimed));
        self.trouble.try_set(Some(if moved_on { tr!(wishes.stale) } else { said(failure) }));
        focus("step-said");
        if moved_on {
            self.done.try_run(None);
        }
    }

    /// What the last step came to.
    pub fn said(self) -> AnyView {
        view! { <SaidOf notice=self.notice trouble=self.trouble/> }.into_any()
    }
}

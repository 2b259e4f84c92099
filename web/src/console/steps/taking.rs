//! How a step is taken: sent under a key that a retry keeps, once at a time; afterwards the thing is read anew; what was typed stays
//! until the server has it.

use super::form::{StepForm, Verb};
use crate::api::{self, Answer, Api, Attempt, Failure};
use crate::console::kept::Given;
use crate::i18n::tr;
use crate::orders::said;
use crate::ui::{field_id, focus};
use contract::{FieldProblem, OrgUnitId, ProblemCode};
use leptos::prelude::*;
use serde_json::Value;

/// How long buttons wait for a page to be drawn anew, in milliseconds.
const SETTLED: i32 = 2_000;

/// Everything that the steps of one thing share.
#[derive(Clone, Copy)]
pub struct Taking {
    pub api: Api,
    /// Which step is open, and what was typed for each.
    pub given: RwSignal<Given>,
    pub pending: RwSignal<bool>,
    /// A step was taken and what is open now is not drawn yet: buttons would move under the finger.
    pub settling: RwSignal<bool>,
    pub notice: RwSignal<Option<String>>,
    pub trouble: RwSignal<Option<String>>,
    /// The step that was sent last, and what was wrong with it.
    pub wrong: RwSignal<(String, Vec<FieldProblem>)>,
    /// Whose standard texts fit.
    pub node: Option<OrgUnitId>,
    attempt: StoredValue<Option<Attempt>>,
    /// Reads the thing anew.
    again: Callback<()>,
}

impl Taking {
    /// Of one thing; `again` reads it anew.
    pub fn new(given: RwSignal<Given>, again: Callback<()>) -> Self {
        Self {
            api: Api::expect(),
            given,
            pending: RwSignal::new(false),
            settling: RwSignal::new(false),
            notice: RwSignal::new(None),
            trouble: RwSignal::new(None),
            wrong: RwSignal::new((String::new(), Vec::new())),
            node: None,
            attempt: StoredValue::new(None),
            again,
        }
    }

    /// The same for another of its parts, with what was typed for that.
    pub const fn with(mut self, given: RwSignal<Given>) -> Self {
        self.given = given;
        self
    }

    /// With the standard texts of this node.
    pub const fn at(mut self, node: OrgUnitId) -> Self {
        self.node = Some(node);
        self
    }

    /// Says what came of it in the page's own places.
    pub const fn saying(mut self, pending: RwSignal<bool>, notice: RwSignal<Option<String>>, trouble: RwSignal<Option<String>>) -> Self {
        (self.pending, self.notice, self.trouble) = (pending, notice, trouble);
        self
    }

    /// Sends the step, if its answers are complete; otherwise says what is missing, beside the question.
    pub fn send(self, form: &StepForm) {
        if self.pending.get_untracked() {
            return;
        }
        let given = self.given.with_untracked(|g| g.answers.get(&form.code).cloned().unwrap_or_default());
        match form.body(&given) {
            Err(problems) => self.point_at(form, problems),
            Ok(body) => self.go(form.clone(), body),
        }
    }

    /// Says what is wrong beside the questions, and goes to the first of them.
    pub fn point_at(self, form: &StepForm, problems: Vec<FieldProblem>) {
        let first = problems.first().and_then(|p| form.asked_about(&p.pointer)).map(|ask| field_id(&form.pointer(&ask.code)));
        self.wrong.set((form.code.clone(), problems));
        if let Some(first) = first {
            focus(&first);
        }
    }

    fn go(self, form: StepForm, body: Value) {
        let all = format!("{} {body}", form.path);
        let key = self.attempt.try_update_value(|last| Attempt::key_for(last, &all, api::fresh_key)).unwrap_or_else(api::fresh_key);
        self.pending.set(true);
        self.notice.set(None);
        self.trouble.set(None);
        self.wrong.set((String::new(), Vec::new()));
        api::run(async move {
            let outcome = sent(self.api, &form, &body, &key).await;
            let _ = self.pending.try_set(false);
            match outcome {
                Ok(()) => {
                    self.attempt.try_set_value(None);
                    let _ = self.given.try_update(|g| g.sent(&form.code));
                    let _ = self.notice.try_set(Some(form.done));
                    let _ = self.settling.try_set(true);
                    let _ = self.again.try_run(());
                    // Where nothing is drawn anew, or the answer does not come.
                    api::pause(SETTLED).await;
                    let _ = self.settling.try_set(false);
                }
                Err(failure) => self.failed(&form, &failure),
            }
        });
    }

    fn failed(self, form: &StepForm, failure: &Failure) {
        let moved_on = matches!(failure, Failure::Problem(p) if matches!(p.code, ProblemCode::StaleVersion | ProblemCode::StepRefused | ProblemCode::NamingRequired));
        if let Failure::Problem(problem) = failure
            && problem.errors.iter().any(|p| form.asked_about(&p.pointer).is_some())
        {
            return self.point_at(form, problem.errors.clone());
        }
        let _ = self.trouble.try_set(Some(match failure {
            // The same words for both: what is there now is what counts.
            Failure::Problem(p) if p.code == ProblemCode::StaleVersion => tr!(steps.stale),
            other => said(other),
        }));
        if moved_on {
            let _ = self.again.try_run(());
        }
    }
}

async fn sent(api: Api, form: &StepForm, body: &Value, key: &str) -> Answer<()> {
    // What comes back is read anew with everything around it.
    match form.verb {
        Verb::Post => api.post_keyed::<Value, Value>(&form.path, body, key).await.map(drop),
        Verb::Put => api.put::<Value, Value>(&form.path, body).await.map(drop),
        Verb::Patch => api.patch::<Value, Value>(&form.path, body).await.map(drop),
    }
}

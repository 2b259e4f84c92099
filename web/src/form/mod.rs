//! Writing an order down: what was typed, what is wrong with it, and the questions. The resident's three screens and the
//! desk's page for callers are put together from this.

mod contact;
mod draft;
mod field;
mod summary;

pub use contact::{ContactFields, Window};
pub use draft::{Draft, KEEP_DAYS, Screen, digits};
pub use field::FormQuestion;
pub use summary::{answers, first_screen, fixed_problem};

use crate::api::{self, Answer, Api};
use crate::i18n::tr;
use crate::ui::lean::{act, live, typed};
use crate::ui::{Question, Summary, now, store, when};
use contract::menu::MenuItem;
use contract::orders::{Consent, ConsentMethod, NewOrder, Order};
use contract::{FieldProblem, OrgUnitId};
use leptos::prelude::*;

/// Most characters of the free text; the contract has the same limit.
const TEXT_MAX: &str = "2000";

/// An order that is being written, for every question of the page.
#[derive(Clone, Copy)]
pub struct Writing {
    pub item: StoredValue<MenuItem>,
    pub community: OrgUnitId,
    pub draft: RwSignal<Draft>,
    /// What is wrong, shown beside the fields and in the summary.
    pub errors: RwSignal<Vec<FieldProblem>>,
    /// Where the device keeps what was typed.
    key: StoredValue<String>,
}

impl Writing {
    /// Takes up what the device kept under `prefix` for this item, unless it is older than `keep_days`; otherwise what `fresh` gives.
    pub fn begin(item: MenuItem, community: OrgUnitId, prefix: &str, keep_days: i64, fresh: impl FnOnce() -> Draft) -> Self {
        let key = format!("{prefix}{}", item.id);
        let today = when::local(now()).date();
        let draft = store::read::<Draft>(&key).filter(|d| !d.is_stale(today, keep_days)).unwrap_or_else(fresh);
        Self {
            item: StoredValue::new(item),
            community,
            draft: RwSignal::new(draft),
            errors: RwSignal::new(Vec::new()),
            key: StoredValue::new(key),
        }
    }

    /// For looking at a form before it is published: what is tried out is kept in `draft` and nowhere else.
    pub fn preview(item: MenuItem, draft: RwSignal<Draft>) -> Self {
        Self {
            community: OrgUnitId(uuid::Uuid::nil()),
            item: StoredValue::new(item),
            draft,
            errors: RwSignal::new(Vec::new()),
            key: StoredValue::new(String::new()),
        }
    }

    /// From now on every change is kept on the device.
    pub fn keep_changes(self) {
        Effect::new(move |_| {
            self.draft.track();
            // The first run has nothing new to keep.
            if self.draft.with_untracked(|d| *d != Draft::default()) {
                self.keep();
            }
        });
    }

    /// Keeps what was typed on the device.
    pub fn keep(self) {
        let mut draft = self.draft.get_untracked();
        draft.saved_on = when::local(now()).date().to_string();
        self.key.with_value(|key| store::write(key, &draft));
    }

    /// Forgets what was typed, when it is sent or thrown away.
    pub fn forget(self) {
        self.key.with_value(|key| store::remove(key));
    }

    /// What is wrong on this screen.
    pub fn problems_on(self, screen: Screen) -> Vec<FieldProblem> {
        self.problems().into_iter().filter(|p| Screen::of_pointer(&p.pointer) == screen).collect()
    }

    /// What is wrong anywhere.
    pub fn problems(self) -> Vec<FieldProblem> {
        self.item.with_value(|item| self.draft.with_untracked(|d| d.problems(item, self.community, when::local(now()).date())))
    }

    /// Sends it. The same body goes out under the same key, also after a reload: the draft keeps both.
    /// For somebody else when it says how they agreed.
    pub async fn send(self, api: Api, agreed: Option<ConsentMethod>) -> Answer<Order> {
        let order = self.item.with_value(|item| self.draft.with_untracked(|d| d.order(item, self.community)));
        let consent = agreed.map(|method| Consent { method, note: String::new() });
        let order = NewOrder { on_behalf: agreed.is_some(), consent, ..order };
        let body = serde_json::to_string(&order).unwrap_or_default();
        let key = self.draft.try_update_untracked(|d| d.key_for(&body, api::fresh_key)).unwrap_or_else(api::fresh_key);
        self.keep();
        api::orders::create(api, &order, &key).await
    }
}

/// The matter in somebody's own words.
#[component]
pub fn TextQuestion(writing: Writing, label: String, hint: String) -> impl IntoView {
    let problem = Signal::derive(move || writing.errors.with(|all| all.iter().find(|p| p.pointer == "/text").map(fixed_problem)));
    view! {
        <Question pointer="/text".to_owned() label hint required=true problem>
            <textarea id="f-text" rows="4" maxlength=TEXT_MAX aria-required="true" aria-describedby="f-text-about"
                prop:value=typed(move || writing.draft.with(|d| d.text.clone()))
                on:input=act(move |e| writing.draft.update(|d| d.text = event_target_value(&e)))></textarea>
        </Question>
    }
}

/// The summary of what is wrong, on one screen or anywhere; nothing while all is well.
#[component]
pub fn Errors(writing: Writing, #[prop(optional)] screen: Option<Screen>) -> impl IntoView {
    live(move || {
        let on = |p: &&FieldProblem| screen.is_none_or(|s| Screen::of_pointer(&p.pointer) == s);
        let here = writing.errors.with(|all| all.iter().filter(on).cloned().collect::<Vec<_>>());
        let line = |p: &FieldProblem| {
            (p.pointer.clone(), tr!(order.summary_line, label = summary::label(writing, &p.pointer), problem = summary::words(writing, p)))
        };
        let lines: Vec<_> = here.iter().map(line).collect();
        (!lines.is_empty()).then(|| view! { <Summary title=tr!(order.summary_title, n = lines.len()) lines/> })
    })
}

//! One rule as a form. Before it is switched on it is tried on past orders, and what it would have done is seen.

use super::draft::{CONDITIONS, EFFECTS, Part, Subject, form, kind_name, parts_of};
use super::names::{Names, own_node};
use super::trial::Trial;
use crate::api::rules::{Rule, Trial as Tried};
use crate::api::{self, Api, Failure};
use crate::console::kept::Kept;
use crate::console::steps::{Asked, StepForm, Taking};
use crate::i18n::tr;
use crate::nav;
use crate::orders::said;
use crate::ui::lean::{act, flag, live, typed};
use crate::ui::{Heading, Notices, at, focus, icon, load};
use contract::{DispatchRuleId, OrgUnitId};
use leptos::prelude::*;
use serde_json::{Value, json};

/// Where the rows of the form are kept among its answers.
const PARTS: &str = "parts";
/// Past orders on which a draft is tried.
const DAYS: i64 = 30;

/// `/console/rules/new?node=…`, `/console/rules/:id`
#[component]
pub fn RulePage(id: Option<DispatchRuleId>) -> impl IntoView {
    let api = Api::expect();
    let back = view! { <a href=at("/rules") class="back-link">{icon("arrow-left")}{tr!(rules.back)}</a> };
    let Some(id) = id else {
        let node = nav::word_now("node").and_then(|w| w.parse::<OrgUnitId>().ok()).or_else(own_node);
        return match node {
            Some(node) => view! { {back}<Heading text=tr!(rules.new_title)/><Editor subject=Subject::new(node)/> }.into_any(),
            None => crate::ui::no_such_page(),
        };
    };
    let ask = move || async move { api::rules::get(api, id).await };
    let show = |rule: Rule| {
        let is_mine = rule.is_mine_to_change;
        view! {
            <Heading text=tr!(rules.edit_title) title=super::list::said(&rule.rule, "name")/>
            {(!is_mine).then(|| view! { <p class="hint">{icon("lock")}{tr!(rules.read_only)}</p> })}
            <Editor subject=Subject::of(rule) is_mine/>
        }
        .into_any()
    };
    view! { {back}{load(ask, show)} }.into_any()
}

/// Everything the pieces of the form share.
#[derive(Clone, Copy)]
struct Editing {
    api: Api,
    subject: StoredValue<Subject>,
    taking: Taking,
    form: Memo<Drawn>,
    /// The rule that was tried, and what it would have done.
    trial: RwSignal<Option<(Value, Tried)>>,
    trying: RwSignal<bool>,
}

/// A form that is drawn anew only when its rows or the lists it chooses from change.
#[derive(Clone)]
struct Drawn {
    form: StepForm,
    parts: Vec<Part>,
}

impl PartialEq for Drawn {
    fn eq(&self, other: &Self) -> bool {
        self.parts == other.parts && self.form.asks == other.form.asks
    }
}

impl Editing {
    fn begin(subject: Subject) -> Self {
        let names = Names::fetch();
        let kept = Kept::expect();
        let thing = subject.id.map_or_else(|| format!("rule/new/{}", subject.node), |id| format!("rule/{id}"));
        let saved = Callback::new(move |()| {
            kept.leave_word(tr!(rules.saved));
            nav::go(&at("/rules"));
        });
        let taking = Taking::new(kept.given(&thing), saved);
        let subject = StoredValue::new(subject);
        let parts = Memo::new(move |_| {
            let kept = taking.given.with(|g| g.answers.get("rule").and_then(|a| a.get(PARTS).cloned()));
            kept.and_then(|v| serde_json::from_value(v).ok()).unwrap_or_else(|| subject.with_value(|s| parts_of(&s.rule).0))
        });
        let form = Memo::new(move |_| {
            let parts = parts.get();
            Drawn { form: subject.with_value(|s| form(s, &parts, names)), parts }
        });
        Self { api: Api::expect(), subject, taking, form, trial: RwSignal::new(None), trying: RwSignal::new(false) }
    }

    fn set_parts(self, parts: Vec<Part>) {
        self.taking.given.update(|g| {
            g.answers.entry("rule".to_owned()).or_default().insert(PARTS.to_owned(), json!(parts));
        });
    }

    /// Whether the rule is to be switched on, as it is written now.
    fn is_on(self) -> bool {
        let said = self.taking.given.with(|g| g.answers.get("rule").and_then(|a| a.get("is_enabled")).and_then(Value::as_bool));
        said.unwrap_or_else(|| self.subject.with_value(|s| s.is("is_enabled")))
    }

    /// The rule as it is written now, when it is whole.
    fn rule(self) -> Option<Value> {
        let drawn = self.form.get();
        let body = self.taking.given.with(|g| drawn.form.body(&g.answers.get("rule").cloned().unwrap_or_default()));
        body.ok().and_then(|b| b.get("rule").cloned())
    }

    /// Tries the rule on past orders.
    fn try_out(self) {
        let drawn = self.form.get_untracked();
        let given = self.taking.given.with_untracked(|g| g.answers.get("rule").cloned().unwrap_or_default());
        let body = match drawn.form.body(&given) {
            Ok(body) => body.get("rule").cloned().unwrap_or_default(),
            Err(problems) => return self.taking.point_at(&drawn.form, problems),
        };
        let (node, id) = self.subject.with_value(|s| (s.node, s.id));
        self.trying.set(true);
        self.taking.trouble.set(None);
        api::run(async move {
            let outcome = api::rules::try_out(self.api, node, id, &body, DAYS).await;
            let _ = self.trying.try_set(false);
            match outcome {
                Ok(trial) => {
                    let _ = self.trial.try_set(Some((body, trial)));
                    focus("trial-title");
                }
                Err(Failure::Problem(p)) if !p.errors.is_empty() => self.taking.point_at(&drawn.form, p.errors),
                Err(failure) => drop(self.taking.trouble.try_set(Some(said(&failure)))),
            }
        });
    }
}

#[component]
fn Editor(subject: Subject, #[prop(default = true)] is_mine: bool) -> impl IntoView {
    let editing = Editing::begin(subject);
    let send = move |e: leptos::ev::SubmitEvent| {
        e.prevent_default();
        let (rule, is_on) = untrack(move || (editing.rule(), editing.is_on()));
        let is_tried = editing.trial.with_untracked(|t| t.as_ref().map(|(tried, _)| tried) == rule.as_ref());
        if is_on && !is_tried {
            editing.try_out();
        } else {
            editing.form.with_untracked(|drawn| editing.taking.send(&drawn.form));
        }
    };
    view! {
        <Notices notice=editing.taking.notice trouble=editing.taking.trouble/>
        <form class="rule-form" novalidate on:submit=act(send)>
            <fieldset disabled=!is_mine class="bare">
                {live(move || {
                    let drawn = editing.form.get();
                    view! { <Rows editing drawn/> }
                })}
            </fieldset>
            {live(move || editing.trial.get().map(|(_, trial)| view! { <Trial trial/> }))}
            {is_mine.then(|| view! { <Buttons editing/> })}
        </form>
    }
}

#[component]
fn Rows(editing: Editing, drawn: Drawn) -> impl IntoView {
    let form = StoredValue::new(drawn.form.clone());
    let all = drawn.form.asks.clone();
    let of = move |key: &str| {
        let asks: Vec<_> = all.iter().filter(|a| a.code.split('/').next() == Some(key)).cloned().collect();
        asks.into_iter().map(|ask| view! { <Asked taking=editing.taking form ask/> }).collect_view()
    };
    let parts = StoredValue::new(drawn.parts.clone());
    let row = |part: &Part| {
        let (key, name) = (part.key.clone(), kind_name(&part.kind));
        // Where the first question is called as the row is, it is not said twice.
        let is_said = drawn.form.asks.iter().any(|a| a.label == name && a.code.starts_with(&part.key));
        let title = (!is_said).then(|| view! { <h3>{name.clone()}</h3> });
        let remove = move |_| editing.set_parts(parts.with_value(|all| all.iter().filter(|p| p.key != key).cloned().collect()));
        view! {
            <li class="card part">
                <div class="part-asks">{title}{of(&part.key)}</div>
                <button type="button" class="button button-quiet" on:click=act(remove)>{tr!(rules.remove)}<span class="visually-hidden">" "{name}</span></button>
            </li>
        }
    };
    let rows = |is_condition: bool| drawn.parts.iter().filter(|p| p.is_condition() == is_condition).map(row).collect_view();
    view! {
        {of("name")}
        <h2>{tr!(rules.conditions)}</h2>
        <p class="hint">{tr!(rules.conditions_hint)}</p>
        <ul class="queue">{rows(true)}</ul>
        <Add editing parts is_condition=true/>
        <h2>{tr!(rules.effects)}</h2>
        <p class="hint">{tr!(rules.effects_hint)}</p>
        <ul class="queue">{rows(false)}</ul>
        <Add editing parts is_condition=false/>
        {of("stops")}
        {of("is_enabled")}
    }
}

/// Adds a row of the kind that is chosen.
#[component]
fn Add(editing: Editing, parts: StoredValue<Vec<Part>>, is_condition: bool) -> impl IntoView {
    let (id, label, kinds) = if is_condition {
        ("add-condition", tr!(rules.add_condition), CONDITIONS.as_slice())
    } else {
        ("add-effect", tr!(rules.add_effect), EFFECTS.as_slice())
    };
    let chosen = RwSignal::new(String::new());
    let add = move |e: leptos::ev::Event| {
        let kind = event_target_value(&e);
        // Another of the same kind can be added next.
        chosen.set(kind.clone());
        request_animation_frame(move || drop(chosen.try_set(String::new())));
        if kinds.contains(&kind.as_str()) {
            let mut all = parts.get_value();
            all.push(Part::fresh(&all, is_condition, &kind));
            editing.set_parts(all);
            focus(id);
        }
    };
    view! {
        <div class="filter add-part">
            <label for=id>{label}</label>
            <select id=id prop:value=typed(move || chosen.get()) on:change=act(add)>
                <option value="">{tr!(steps.choose)}</option>
                {kinds.iter().map(|k| view! { <option value=*k>{kind_name(k)}</option> }).collect_view()}
            </select>
        </div>
    }
}

#[component]
fn Buttons(editing: Editing) -> impl IntoView {
    let rule = Memo::new(move |_| editing.rule());
    let is_on = Memo::new(move |_| editing.is_on());
    let is_tried =
        Memo::new(move |_| editing.trial.with(|t| t.as_ref().is_some_and(|(tried, _)| rule.with(|r| r.as_ref() == Some(tried)))));
    let busy = flag(move || editing.taking.pending.get() || editing.trying.get());
    let label = move || match (editing.trying.get(), is_on.get(), is_tried.get()) {
        (true, ..) => tr!(rules.trying),
        (false, true, true) => tr!(rules.save_on),
        (false, true, false) => tr!(rules.try_out),
        (false, false, _) => tr!(rules.save_off),
    };
    let id = editing.subject.with_value(|s| s.id);
    view! {
        {live(move || (is_on.get() && !is_tried.get()).then(|| view! { <p class="hint">{tr!(rules.trial_first)}</p> }))}
        <div class="button-row">
            <button type="submit" class="button button-primary" disabled=busy>{live(label)}</button>
            {live(move || (!is_on.get()).then(|| view! { <button type="button" class="button button-secondary" disabled=busy on:click=act(move |_| editing.try_out())>{tr!(rules.try_out)}</button> }))}
            {id.map(|id| view! { <End editing id/> })}
        </div>
    }
}

/// Ends the rule; asks once.
#[component]
fn End(editing: Editing, id: DispatchRuleId) -> impl IntoView {
    let (asking, kept) = (RwSignal::new(false), Kept::expect());
    let end = move |_| {
        let expected_version = editing.subject.with_value(|s| s.version);
        editing.taking.pending.set(true);
        api::run(async move {
            let outcome = api::rules::end(editing.api, id, expected_version).await;
            let _ = editing.taking.pending.try_set(false);
            match outcome {
                Ok(()) => {
                    kept.leave_word(tr!(rules.ended_done));
                    nav::go(&at("/rules"));
                }
                Err(failure) => drop(editing.taking.trouble.try_set(Some(said(&failure)))),
            }
        });
    };
    live(move || {
        if asking.get() {
            view! {
                <span>{tr!(rules.end_sure)}</span>
                <button type="button" class="button button-danger" disabled=flag(move || editing.taking.pending.get()) on:click=act(end)>{tr!(rules.end)}</button>
                <button type="button" class="button button-secondary" on:click=act(move |_| asking.set(false))>{tr!(common.cancel)}</button>
            }
            .into_any()
        } else {
            view! { <button type="button" class="button button-danger" on:click=act(move |_| asking.set(true))>{tr!(rules.end)}</button> }
                .into_any()
        }
    })
}

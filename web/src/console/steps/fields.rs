//! One question of a step with its control.

use super::ask::{Ask, Kind, Opt};
use super::form::StepForm;
use super::taking::Taking;
use super::texts::{Texts, with_text};
use crate::i18n::tr;
use crate::ui::lean::{act, flag, live, typed};
use crate::ui::{Question, field_id};
use contract::FieldProblem;
use leptos::prelude::*;
use serde_json::{Value, json};

/// Where an answer is read and written.
#[derive(Clone, Copy)]
struct Slot {
    taking: Taking,
    form: StoredValue<StepForm>,
    ask: StoredValue<Ask>,
}

impl Slot {
    /// What was answered, followed.
    fn read(self) -> Value {
        let given = |g: &crate::console::kept::Given| {
            let step = self.form.with_value(|f| g.answers.get(&f.code).cloned()).unwrap_or_default();
            self.ask.with_value(|ask| ask.given(&step).cloned()).unwrap_or_default()
        };
        self.taking.given.with(given)
    }

    fn put(self, value: Value) {
        let (form, code) = (self.form.with_value(|f| f.code.clone()), self.ask.with_value(|a| a.code.clone()));
        // What was wrong is being put right.
        let is_mine = |p: &FieldProblem| self.form.with_value(|f| f.asked_about(&p.pointer).is_some_and(|a| a.code == code));
        if self.taking.wrong.with_untracked(|(_, all)| all.iter().any(is_mine)) {
            self.taking.wrong.update(|(_, all)| all.retain(|p| !is_mine(p)));
        }
        self.taking.given.update(|g| {
            g.answers.entry(form).or_default().insert(code, value);
        });
    }

    fn text(self) -> String {
        match self.read() {
            Value::String(text) => text,
            Value::Null => String::new(),
            other => other.to_string(),
        }
    }
}

/// What is wrong with an answer, in words.
fn words(ask: &Ask, problem: &FieldProblem) -> String {
    match (problem.code.as_str(), &ask.kind) {
        ("required", Kind::Choice(_) | Kind::Select(_) | Kind::Several(_)) => tr!(order.problem_choose),
        ("required", _) => tr!(steps.missing),
        ("spoken", _) => ask.spoken.map(super::spoken::wrong).unwrap_or_default(),
        ("length", Kind::Hours) => tr!(steps.hours),
        ("length", Kind::Words) => tr!(steps.several, most = ask.length.1),
        ("length", Kind::Lines(_)) => tr!(steps.lines, least = ask.length.0, most = ask.length.1),
        ("length", Kind::Several(_)) => tr!(steps.several, most = ask.length.1),
        ("length", _) => tr!(steps.length, least = ask.length.0, most = ask.length.1),
        ("private", _) => tr!(intake.private),
        _ => problem.detail.clone(),
    }
}

#[component]
pub fn Asked(taking: Taking, form: StoredValue<StepForm>, ask: Ask) -> impl IntoView {
    let pointer = form.with_value(|f| f.pointer(&ask.code));
    let id = field_id(&pointer);
    let is_group = matches!(ask.kind, Kind::Choice(_) | Kind::Several(_));
    let (label, hint, required, code, texts) = (ask.label.clone(), ask.hint.clone(), ask.required, ask.code.clone(), ask.texts);
    let slot = Slot { taking, form, ask: StoredValue::new(ask.clone()) };
    let problem = Signal::derive(move || {
        form.with_value(|f| {
            taking.wrong.with(|(step, all)| {
                let mine = |p: &&FieldProblem| *step == f.code && f.asked_about(&p.pointer).is_some_and(|a| a.code == code);
                all.iter().find(mine).map(|p| slot.ask.with_value(|ask| words(ask, p)))
            })
        })
    });
    let take = Callback::new(move |text: String| slot.put(json!(with_text(&untrack(move || slot.text()), &text))));
    let standard = taking.node.zip(texts).map(|(node, purpose)| view! { <Texts field=id.clone() node purpose take/> });
    view! {
        <Question pointer label hint required is_group problem>
            {standard}
            {control(slot, &id, &ask)}
            {ask.spoken.map(|spoken| live(move || {
                let said = spoken.says(&slot.text());
                (!said.is_empty()).then(|| view! { <p class="hint" role="status">{said}</p> })
            }))}
        </Question>
    }
}

fn control(slot: Slot, id: &str, ask: &Ask) -> AnyView {
    let (id, about) = (id.to_owned(), format!("{id}-about"));
    let (text, most) = (typed(move || slot.text()), ask.length.1.to_string());
    let write = act(move |e: leptos::ev::Event| slot.put(json!(event_target_value(&e))));
    match &ask.kind {
        Kind::Text | Kind::Lines(_) | Kind::Words => {
            let (rows, most) = match ask.kind {
                Kind::Text => ("3", most),
                Kind::Words => ("2", "2000".to_owned()),
                _ => ("4", "6000".to_owned()),
            };
            view! { <textarea id=id rows=rows maxlength=most aria-describedby=about prop:value=text on:input=write></textarea> }.into_any()
        }
        Kind::Number => {
            view! { <input type="text" inputmode="numeric" class="short" id=id maxlength="6" autocomplete="off" aria-describedby=about prop:value=text on:input=write/> }
                .into_any()
        }
        Kind::Line | Kind::Hours => {
            view! { <input type="text" id=id maxlength=most autocomplete="off" aria-describedby=about prop:value=text on:input=write/> }
                .into_any()
        }
        Kind::When => {
            view! { <input type="datetime-local" class="short" id=id aria-describedby=about prop:value=text on:input=write/> }.into_any()
        }
        Kind::Day => {
            view! { <input type="date" class="short" id=id aria-describedby=about prop:value=text on:input=write/> }.into_any()
        }
        Kind::Select(options) => {
            let option = |o: &Opt| {
                let own = o.value.clone();
                let key = o.value.to_string();
                view! { <option value=key selected=flag(move || slot.read() == own)>{o.words.clone()}</option> }
            };
            let choose =
                act(move |e: leptos::ev::Event| slot.put(serde_json::from_str(&event_target_value(&e)).unwrap_or_default()));
            view! {
                <select id=id aria-describedby=about on:change=choose>
                    <option value="null">{tr!(steps.choose)}</option>
                    {options.iter().map(option).collect_view()}
                </select>
            }
            .into_any()
        }
        Kind::Choice(options) => choices(&id, options, "radio", move |value| slot.read() == *value, move |value, _| slot.put(value)),
        Kind::Several(options) => {
            let is_on = move |value: &Value| slot.read().as_array().is_some_and(|all| all.contains(value));
            let switch = move |value: Value, on: bool| {
                let mut all: Vec<Value> = untrack(move || slot.read()).as_array().cloned().unwrap_or_default();
                all.retain(|v| *v != value);
                if on {
                    all.push(value);
                }
                slot.put(Value::Array(all));
            };
            choices(&id, options, "checkbox", is_on, switch)
        }
    }
}

/// More than so many answers get a field to look for one.
const MANY: usize = 12;

fn choices(
    id: &str,
    options: &[Opt],
    kind: &'static str,
    is_on: impl Fn(&Value) -> bool + Copy + Send + Sync + 'static,
    put: impl Fn(Value, bool) + Copy + 'static,
) -> AnyView {
    let is_many = options.len() > MANY;
    let looked_for = RwSignal::new(String::new());
    let option = |(index, o): (usize, &Opt)| {
        let (shown, chosen, kept, words) = (o.value.clone(), o.value.clone(), o.value.clone(), o.words.clone());
        // What is chosen stays in sight.
        let is_hidden = flag(move || is_many && !looked_for.with(|q| q.trim().is_empty() || words.contains(q.trim())) && !is_on(&kept));
        // The first control carries the id of the field, so that the focus lands on it.
        let own = if index == 0 { id.to_owned() } else { format!("{id}-{index}") };
        view! {
            <label class="choice" hidden=is_hidden>
                <input type=kind name=id.to_owned() id=own prop:checked=flag(move || is_on(&shown)) on:change=act(move |e| put(chosen.clone(), event_target_checked(&e)))/>
                <span>{o.words.clone()}</span>
            </label>
        }
    };
    let longest = options.iter().map(|o| o.words.chars().count()).max().unwrap_or(0);
    let is_short = (options.len() <= 5 && longest <= 10) || (options.len() <= 8 && longest <= 4);
    let class = match (is_many, is_short) {
        (true, _) => "choices choices-wide choices-many",
        (false, true) => "choices choices-flow",
        (false, false) => "choices choices-wide",
    };
    let search = is_many.then(|| {
        let id = format!("{id}-find");
        view! {
            <label class="visually-hidden" for=id.clone()>{tr!(steps.find)}</label>
            <input type="search" class="choices-find" id=id autocomplete="off" placeholder=tr!(steps.find)
                prop:value=typed(move || looked_for.get()) on:input=act(move |e| looked_for.set(event_target_value(&e)))/>
        }
    });
    view! { {search}<div class=class>{options.iter().enumerate().map(option).collect_view()}</div> }.into_any()
}

//! A step's form, drawn from its questions. What is typed stays on the device until it has arrived.

use super::field::{Field, Filled, Kind, with};
use super::standard::Standard;
use crate::api::Sending;
use crate::i18n::tr;
use crate::ui::lean::{act, flag, live, typed};
use crate::ui::{focus, icon, store};
use contract::{FieldProblem, OrgUnitId};
use leptos::prelude::*;
use std::sync::Arc;

/// What of a step's form is kept on the device begins so.
pub const KEPT: &str = "sbd.step.";

/// The answers of a form, and what is wrong with them.
#[derive(Clone, Copy)]
pub struct Form {
    id: &'static str,
    fields: StoredValue<Arc<Vec<Field>>>,
    answers: RwSignal<Vec<String>>,
    problems: RwSignal<Vec<Option<String>>>,
    /// Under which it is kept on the device.
    key: StoredValue<String>,
}

impl Form {
    fn begin(id: &'static str, fields: Vec<Field>, about: &str) -> Self {
        let key = format!("{KEPT}{about}.{id}");
        let start: Vec<String> = fields.iter().map(|field| field.start.clone()).collect();
        let kept = store::read::<Vec<String>>(&key).filter(|kept| kept.len() == start.len());
        Self {
            id,
            problems: RwSignal::new(vec![None; start.len()]),
            answers: RwSignal::new(kept.unwrap_or(start)),
            fields: StoredValue::new(Arc::new(fields)),
            key: StoredValue::new(key),
        }
    }

    fn put(self, index: usize, answer: String) {
        self.answers.update(|all| {
            if let Some(one) = all.get_mut(index) {
                *one = answer;
            }
        });
        self.key.with_value(|key| self.answers.with_untracked(|all| store::write(key, all)));
    }

    /// Adds a text to what is there.
    pub fn insert(self, index: usize, text: &str) {
        let before = self.answer(index);
        self.put(index, if before.trim().is_empty() { text.to_owned() } else { format!("{}\n{text}", before.trim_end()) });
        self.focus_on(index);
    }

    fn answer(self, index: usize) -> String {
        self.answers.with_untracked(|all| all.get(index).cloned().unwrap_or_default())
    }

    fn read(self, index: usize) -> String {
        self.answers.with(|all| all.get(index).cloned().unwrap_or_default())
    }

    fn problem(self, index: usize) -> Option<String> {
        self.problems.with(|all| all.get(index).cloned().flatten())
    }

    fn control(self, name: &str) -> String {
        format!("{}-{name}", self.id)
    }

    fn focus_on(self, index: usize) {
        if let Some(name) = self.fields.with_value(|all| all.get(index).map(|field| field.name)) {
            focus(self.control(name));
        }
    }

    /// Shows these problems; whether there were any.
    fn show(self, problems: Vec<Option<String>>) -> bool {
        let first = problems.iter().position(Option::is_some);
        self.problems.try_set(problems);
        if let Some(index) = first {
            self.focus_on(index);
        }
        first.is_some()
    }

    fn show_at(self, name: &str, problem: &str) {
        let all = self.fields.with_value(|all| all.iter().map(|field| (field.name == name).then(|| problem.to_owned())).collect());
        self.show(all);
    }

    fn checked(self) -> Option<Filled> {
        let fields = self.fields.get_value();
        let answers = self.answers.get_untracked();
        let problems = fields.iter().zip(&answers).map(|(field, answer)| field.problem(answer)).collect();
        let filled = fields.iter().map(|field| field.name).zip(answers).collect();
        (!self.show(problems)).then_some(Filled(filled))
    }

    /// The server's problems with the answers, beside them; whether there were any of this form.
    pub fn refused(self, errors: &[FieldProblem]) -> bool {
        let of = |field: &Field| errors.iter().find(|e| e.pointer.rsplit('/').next() == Some(field.name)).map(|e| field.refused(e));
        self.fields.try_with_value(|all| all.iter().map(of).collect()).is_some_and(|problems| self.show(problems))
    }

    /// It has arrived: nothing of it is kept, and what was folded out is folded in.
    pub fn done(self) {
        let _ = self.key.try_with_value(|key| store::remove(key));
        let start = self.fields.try_with_value(|all| all.iter().map(|field| field.start.clone()).collect());
        if let Some(start) = start {
            self.answers.try_set(start);
        }
        let form = document().get_element_by_id(self.id);
        if let Some(details) = form.and_then(|form| form.closest("details").ok().flatten()) {
            let _ = details.remove_attribute("open");
        }
    }
}

/// What a form's answers come to: the words when it is done, and what is sent; or what is wrong with one of the answers.
pub type Made = Result<(String, Sending), (&'static str, String)>;

/// What was to be done can be done no more: the page has moved on.
pub const fn gone() -> (&'static str, String) {
    ("", String::new())
}

/// The way a step goes out: an order's page has one ([`Here::way`](super::Here::way)), and so has a link.
#[derive(Clone)]
pub struct Way {
    /// What the answers are kept under while they have not arrived.
    pub about: String,
    pub pending: RwSignal<bool>,
    /// Whose standard texts can be put in.
    pub node: Option<OrgUnitId>,
    pub send: Callback<(String, Sending, Option<Form>)>,
}

/// A form: its questions, its button.
#[component]
pub fn StepForm(
    #[prop(into)] way: Way,
    id: &'static str,
    fields: Vec<Field>,
    send_label: String,
    #[prop(default = "button button-primary button-wide")] look: &'static str,
    makes: Callback<Filled, Made>,
) -> impl IntoView {
    let form = Form::begin(id, fields, &way.about);
    let Way { pending, node, send, .. } = way;
    let submit = move |e: leptos::ev::SubmitEvent| {
        e.prevent_default();
        match form.checked().map(|filled| makes.run(filled)) {
            Some(Ok((done, sending))) => send.run((done, sending, Some(form))),
            Some(Err((name, problem))) => form.show_at(name, &problem),
            None => {}
        }
    };
    let questions = form.fields.get_value().iter().enumerate().map(|(index, field)| question(node, form, index, field)).collect_view();
    view! {
        <form id=id novalidate on:submit=act(submit)>
            {questions}
            <button type="submit" class=look disabled=flag(move || pending.get())>{send_label}</button>
        </form>
    }
}

fn question(node: Option<OrgUnitId>, form: Form, index: usize, field: &Field) -> AnyView {
    let id = form.control(field.name);
    let about = format!("{id}-about");
    let is_tick = field.kind == Kind::Tick;
    let optional = (field.least == 0 && !is_tick).then(|| view! { <span class="optional">{tr!(common.optional_mark)}</span> });
    let hint = (!field.hint.is_empty()).then(|| view! { <span class="hint">{field.hint.clone()}</span> });
    let explained = view! {
        <div class="question-about" id=about.clone()>
            {hint}
            {live(move || form.problem(index).map(|text| view! { <span class="problem" role="alert">{icon("circle-alert")}{text}</span> }))}
        </div>
    };
    let wrong = flag(move || form.problem(index).is_some());
    let control = control(form, index, field, id.clone(), about.clone());
    let label = field.label.clone();
    match field.kind {
        Kind::Tick => control,
        Kind::Choice(_, false) | Kind::Many(_) => view! {
            <fieldset class="question" class:question-wrong=wrong aria-describedby=about>
                <legend class="question-label">{label}{optional}</legend>
                {explained}{control}
            </fieldset>
        }
        .into_any(),
        _ => {
            let standard = node
                .zip(field.standard)
                .map(|(node, purpose)| view! { <Standard node purpose put=Callback::new(move |text: String| form.insert(index, &text))/> });
            view! {
                <div class="question" class:question-wrong=wrong>
                    <label class="question-label" for=id>{label}{optional}</label>
                    {explained}{control}{standard}
                </div>
            }
            .into_any()
        }
    }
}

fn control(form: Form, index: usize, field: &Field, id: String, about: String) -> AnyView {
    let value = typed(move || form.read(index));
    let most = field.most.to_string();
    match &field.kind {
        Kind::Text => view! {
            <textarea id=id rows="3" maxlength=most aria-describedby=about prop:value=value on:input=act(move |e| form.put(index, event_target_value(&e)))></textarea>
        }
        .into_any(),
        Kind::Line | Kind::Day => {
            let (kind, class) = if field.kind == Kind::Day { ("date", "short") } else { ("text", "") };
            view! {
                <input type=kind id=id class=class maxlength=most aria-describedby=about prop:value=value on:input=act(move |e| form.put(index, event_target_value(&e)))/>
            }
            .into_any()
        }
        Kind::Tick => view! {
            <label class="choice choice-plain">
                <input type="checkbox" id=id prop:checked=flag(move || !form.read(index).is_empty())
                    on:change=act(move |e| form.put(index, if event_target_checked(&e) { "1".to_owned() } else { String::new() }))/>
                <span>{field.label.clone()}</span>
            </label>
        }
        .into_any(),
        Kind::Choice(words, true) => {
            let option = |(word, label): &(String, String)| {
                let is = word.clone();
                view! { <option value=word.clone() selected=flag(move || form.read(index) == is)>{label.clone()}</option> }
            };
            view! {
                <select id=id class="short" aria-describedby=about on:change=act(move |e| form.put(index, event_target_value(&e)))>{words.iter().map(option).collect_view()}</select>
            }
            .into_any()
        }
        Kind::Choice(words, false) => choices(form, index, &id, words, "radio"),
        Kind::Many(words) => choices(form, index, &id, words, "checkbox"),
    }
}

fn choices(form: Form, index: usize, id: &str, words: &[(String, String)], kind: &'static str) -> AnyView {
    let choice = |(place, (word, label)): (usize, &(String, String))| {
        let (is, put) = (word.clone(), word.clone());
        // The first control carries the question's id, so that the focus lands on it.
        let control = if place == 0 { id.to_owned() } else { format!("{id}-{place}") };
        let change = move |on: bool| form.put(index, if kind == "radio" { put.clone() } else { with(&form.answer(index), &put, on) });
        view! {
            <label class="choice">
                <input type=kind name=id.to_owned() id=control value=word.clone() prop:checked=flag(move || form.read(index).split(' ').any(|word| word == is))
                    on:change=act(move |e| change(event_target_checked(&e)))/>
                <span>{label.clone()}</span>
            </label>
        }
    };
    view! { <div class="choices">{words.iter().enumerate().map(choice).collect_view()}</div> }.into_any()
}

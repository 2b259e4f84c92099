//! The controls of the editor, each bound to one place of the sheet.

use super::editor::Editing;
use super::sheet::Sheet;
use crate::ui::lean::{act, flag, typed};
use crate::ui::{Question, field_id};
use leptos::prelude::*;

/// What a control says about itself.
pub struct Said {
    /// Where it stands, for ids: never changes while the control is there.
    pub at: String,
    pub label: String,
    pub hint: String,
    pub required: bool,
}

impl Said {
    /// A field that has to be filled in.
    pub fn needed(at: impl Into<String>, label: String) -> Self {
        Self { at: at.into(), label, hint: String::new(), required: true }
    }

    /// A field that may stay empty.
    pub fn optional(at: impl Into<String>, label: String) -> Self {
        Self { required: false, ..Self::needed(at, label) }
    }

    /// With a hint.
    #[must_use]
    pub fn hint(self, hint: String) -> Self {
        Self { hint, ..self }
    }
}

type Get = Box<dyn Fn(&Sheet) -> String + Send + Sync>;
type Set = Box<dyn Fn(&mut Sheet, String) + Send + Sync>;

/// A text in one line, or in several.
pub fn text(editing: Editing, said: Said, rows: u8, max: u16, get: Get, set: Set) -> AnyView {
    let (id, problem) = (field_id(&said.at), editing.problem(said.at.clone()));
    let about = format!("{id}-about");
    let needed = said.required.then_some("true");
    let value = typed(move || editing.sheet.with(&get));
    let change = act(move |e| editing.sheet.update(|s| set(s, event_target_value(&e))));
    let control = if rows > 1 {
        view! { <textarea id=id rows=rows.to_string() maxlength=max.to_string() aria-describedby=about aria-required=needed prop:value=value on:input=change></textarea> }.into_any()
    } else {
        view! { <input type="text" id=id maxlength=max.to_string() autocomplete="off" aria-describedby=about aria-required=needed prop:value=value on:input=change/> }.into_any()
    };
    view! { <Question pointer=said.at label=said.label hint=said.hint required=said.required problem>{control}</Question> }.into_any()
}

/// One out of a list.
pub fn choice(editing: Editing, said: Said, options: Vec<(String, String)>, get: Get, set: Set) -> AnyView {
    let (id, problem) = (field_id(&said.at), editing.problem(said.at.clone()));
    let about = format!("{id}-about");
    let chosen = Memo::new(move |_| editing.sheet.with(&get));
    let option = move |(value, label): (String, String)| {
        let is = value.clone();
        view! { <option value=value selected=flag(move || chosen.with(|c| *c == is))>{label}</option> }
    };
    view! {
        <Question pointer=said.at label=said.label hint=said.hint required=said.required problem>
            <select id=id class="short" aria-describedby=about on:change=act(move |e| editing.sheet.update(|s| set(s, event_target_value(&e))))>
                {options.into_iter().map(option).collect_view()}
            </select>
        </Question>
    }
    .into_any()
}

/// Yes or no.
pub fn check(
    editing: Editing,
    at: &str,
    label: String,
    get: impl Fn(&Sheet) -> bool + Send + Sync + 'static,
    set: impl Fn(&mut Sheet, bool) + Send + Sync + 'static,
) -> AnyView {
    view! {
        <label class="choice check">
            <input type="checkbox" id=field_id(at) prop:checked=flag(move || editing.sheet.with(&get))
                on:change=act(move |e| editing.sheet.update(|s| set(s, event_target_checked(&e))))/>
            <span>{label}</span>
        </label>
    }
    .into_any()
}

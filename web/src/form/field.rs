//! One question of an item's form, as the control its kind asks for.

use super::Writing;
use super::draft::number_or_text;
use crate::i18n::{pick, tr};
use crate::ui::lean::{act, flag, typed};
use crate::ui::when::local;
use crate::ui::{Question, field_id, icon, now};
use chrono::TimeDelta;
use contract::form::{DEFAULT_PHOTO_MAX, DEFAULT_PLACE_MAX, DEFAULT_TEXT_MAX};
use contract::menu::{FieldKind, FormField, FormOption};
use leptos::prelude::*;
use serde_json::Value;

/// The question with its label, hint, control and problem.
#[component]
pub fn FormQuestion(field: FormField, writing: Writing) -> impl IntoView {
    let pointer = format!("/answers/{}", field.code);
    let label = pick(&field.label, &field.label_en);
    let hint = pick(&field.help, &field.help_en);
    let is_group = matches!(field.kind, FieldKind::SingleChoice | FieldKind::MultipleChoice | FieldKind::Photo);
    let required = field.is_required;
    let problem = problem(writing, pointer.clone(), &field);
    view! {
        <Question pointer=pointer.clone() label hint required is_group problem>
            {control(&field, &pointer, writing)}
        </Question>
    }
}

fn problem(writing: Writing, pointer: String, field: &FormField) -> Signal<Option<String>> {
    let field = field.clone();
    Signal::derive(move || {
        writing.errors.with(|all| all.iter().find(|p| p.pointer == pointer).map(|p| super::summary::answer_problem(p, &field)))
    })
}

fn control(field: &FormField, pointer: &str, writing: Writing) -> AnyView {
    let id = field_id(pointer);
    match field.kind {
        FieldKind::SingleChoice => choices(field, &id, writing, "radio"),
        FieldKind::MultipleChoice => choices(field, &id, writing, "checkbox"),
        FieldKind::Text => text(field, id, writing, DEFAULT_TEXT_MAX),
        FieldKind::Number => one_line(field, id, writing, "text", Some("numeric"), number_or_text),
        FieldKind::Date => date(field, id, writing),
        FieldKind::Place => text(field, id, writing, DEFAULT_PLACE_MAX),
        FieldKind::Photo => photo(field, id),
    }
}

fn answer(writing: Writing, code: &str) -> String {
    writing.draft.with(|d| match d.answers.get(code) {
        Some(Value::String(text)) => text.clone(),
        Some(Value::Null) | None => String::new(),
        Some(other) => other.to_string(),
    })
}

fn put(writing: Writing, code: &str, value: Value) {
    writing.draft.update(|d| {
        d.answers.insert(code.to_owned(), value);
    });
}

fn one_line(
    field: &FormField,
    id: String,
    writing: Writing,
    kind: &'static str,
    mode: Option<&'static str>,
    read: fn(&str) -> Value,
) -> AnyView {
    let (shown, kept, hint) = (field.code.clone(), field.code.clone(), format!("{id}-about"));
    view! {
        <input type=kind inputmode=mode id=id class="short" autocomplete="off" aria-describedby=hint aria-required=field.is_required.then_some("true")
            prop:value=typed(move || answer(writing, &shown))
            on:input=act(move |e| put(writing, &kept, read(&event_target_value(&e))))/>
    }
    .into_any()
}

/// A day, counted from today where the question has limits.
fn date(field: &FormField, id: String, writing: Writing) -> AnyView {
    let (shown, kept, hint) = (field.code.clone(), field.code.clone(), format!("{id}-about"));
    let today = local(now()).date();
    let day = |days: Option<i64>| days.and_then(|n| today.checked_add_signed(TimeDelta::try_days(n)?)).map(|d| d.to_string());
    view! {
        <input type="date" id=id class="short" min=day(field.min) max=day(field.max) aria-describedby=hint aria-required=field.is_required.then_some("true")
            prop:value=typed(move || answer(writing, &shown))
            on:input=act(move |e| put(writing, &kept, Value::String(event_target_value(&e))))/>
    }
    .into_any()
}

/// Pictures belong to an order that is there already: the question says so, and the order's page takes them.
fn photo(field: &FormField, id: String) -> AnyView {
    view! { <p class="hint" id=id tabindex="-1">{icon("circle-check")}{tr!(order.photo_later, n = field.max.unwrap_or(DEFAULT_PHOTO_MAX))}</p> }.into_any()
}

fn text(field: &FormField, id: String, writing: Writing, default_max: i64) -> AnyView {
    let (shown, kept, hint) = (field.code.clone(), field.code.clone(), format!("{id}-about"));
    let max = field.max.unwrap_or(default_max);
    view! {
        <input type="text" id=id maxlength=max.to_string() autocomplete="off" aria-describedby=hint aria-required=field.is_required.then_some("true")
            prop:value=typed(move || answer(writing, &shown))
            on:input=act(move |e| put(writing, &kept, Value::String(event_target_value(&e))))/>
    }
    .into_any()
}

fn choices(field: &FormField, id: &str, writing: Writing, kind: &'static str) -> AnyView {
    let option = |(index, option): (usize, &FormOption)| {
        let (code, value) = (field.code.clone(), option.code.clone());
        let (code_on, value_on) = (code.clone(), value.clone());
        // The first control carries the field's id, so that the summary's link lands on it.
        let id = if index == 0 { id.to_owned() } else { format!("{id}-{index}") };
        view! {
            <label class="choice">
                <input type=kind name=field.code.clone() id=id value=option.code.clone()
                    prop:checked=flag(move || is_chosen(writing, &code_on, &value_on))
                    on:change=act(move |e| choose(writing, &code, &value, kind == "checkbox", event_target_checked(&e)))/>
                <span>{pick(&option.label, &option.label_en)}</span>
            </label>
        }
    };
    view! { <div class="choices">{field.options.iter().enumerate().map(option).collect_view()}</div> }.into_any()
}

fn is_chosen(writing: Writing, code: &str, value: &str) -> bool {
    writing.draft.with(|d| match d.answers.get(code) {
        Some(Value::String(chosen)) => chosen == value,
        Some(Value::Array(all)) => all.iter().any(|v| v == value),
        _ => false,
    })
}

fn choose(writing: Writing, code: &str, value: &str, many: bool, on: bool) {
    if !many {
        return put(writing, code, Value::String(value.to_owned()));
    }
    writing.draft.update(|d| {
        let entry = d.answers.entry(code.to_owned()).or_insert_with(|| Value::Array(Vec::new()));
        if let Value::Array(all) = entry {
            all.retain(|v| v != value);
            if on {
                all.push(Value::String(value.to_owned()));
            }
        }
    });
}

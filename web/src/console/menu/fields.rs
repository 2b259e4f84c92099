//! The questions of the form: added, moved and removed by buttons, so that the keyboard does it as well.

use super::editor::Editing;
use super::parts::{Said, check, choice, text};
use super::sheet::{Asked, Choice, Sheet, is_choice};
use super::words;
use crate::i18n::tr;
use crate::ui::lean::{act, flag, live};
use crate::ui::{field_id, focus, icon};
use contract::menu::FieldKind;
use leptos::prelude::*;

#[component]
pub fn Fields(editing: Editing) -> impl IntoView {
    let keys = Memo::new(move |_| editing.sheet.with(|s| s.fields.iter().map(|f| f.key).collect::<Vec<_>>()));
    let add = move |_| {
        let key = editing.sheet.try_update(Sheet::add).unwrap_or_default();
        focus(field_id(&format!("/q/{key}/label")));
    };
    let problem = editing.problem("/form".to_owned());
    view! {
        <section class="card" aria-labelledby="form-title">
            <h2 id="form-title" tabindex="-1">{tr!(menu.form)}" "<span class="hint">{live(move || tr!(menu.n_questions, n = keys.with(Vec::len)))}</span></h2>
            {live(move || problem.get().map(|text| view! { <p class="problem" id=field_id("/form") tabindex="-1">{icon("circle-alert")}{text}</p> }))}
            {live(move || keys.with(Vec::is_empty).then(|| view! { <p class="hint">{tr!(menu.no_questions)}</p> }))}
            <ol class="asked">
                <For each=move || keys.get() key=|key| *key let:key><Field editing key keys/></For>
            </ol>
            <button type="button" id="add-question" class="button button-secondary" on:click=act(add)>{tr!(menu.add_question)}</button>
        </section>
    }
}

/// Reads something of a question that may be gone by now.
fn of<T: Default>(sheet: &Sheet, key: u32, read: impl Fn(&Asked) -> T) -> T {
    sheet.field(key).map(read).unwrap_or_default()
}

#[component]
fn Field(editing: Editing, key: u32, keys: Memo<Vec<u32>>) -> impl IntoView {
    let place = move || keys.with(|all| all.iter().position(|k| *k == key).unwrap_or_default());
    let shift = move |by: isize, id: &'static str| {
        if editing.sheet.try_update(|s| s.shift(key, by)) == Some(true) {
            // A node that moved has lost the focus.
            focus(format!("{id}-{key}"));
        }
    };
    let remove = move |_| {
        let next = editing.sheet.try_update(|s| s.remove(key)).flatten();
        focus(next.map_or_else(|| "add-question".to_owned(), |key| field_id(&format!("/q/{key}/label"))));
    };
    let name = move || tr!(menu.question_n, n = place() + 1);
    let label = move |verb: fn(&str) -> String| Signal::derive(move || verb(&name()));
    let kind = Memo::new(move |_| editing.sheet.with(|s| s.field(key).map(|f| f.kind)));
    let kinds = FieldKind::ALL.iter().map(|k| (k.to_string(), words::kind(*k))).collect();
    let at = move |part: &str| format!("/q/{key}/{part}");
    view! {
        <li class="asked-one">
            <div class="asked-head">
                <h3>{live(name)}</h3>
                <span class="menu-steps">
                    <button type="button" id=format!("up-{key}") class="button button-secondary button-small" aria-label=label(|n| tr!(menu.move_up, name = n))
                        disabled=flag(move || place() == 0) on:click=act(move |_| shift(-1, "up"))>"↑"</button>
                    <button type="button" id=format!("down-{key}") class="button button-secondary button-small" aria-label=label(|n| tr!(menu.move_down, name = n))
                        disabled=flag(move || place() + 1 == keys.with(Vec::len)) on:click=act(move |_| shift(1, "down"))>"↓"</button>
                    <button type="button" class="button button-quiet button-small" aria-label=label(|n| tr!(menu.remove_named, name = n)) on:click=act(remove)>{tr!(menu.remove)}</button>
                </span>
            </div>
            {text(editing, Said::needed(at("label"), tr!(menu.label)), 1, 60, Box::new(move |s| of(s, key, |f| f.label.clone())), Box::new(move |s, v| s.change(key, |f| f.label = v)))}
            <div class="pair">
                {choice(editing, Said::needed(at("kind"), tr!(menu.kind)), kinds, Box::new(move |s| s.field(key).map(|f| f.kind.to_string()).unwrap_or_default()), Box::new(move |s, v| if let Ok(kind) = v.parse() { s.set_kind(key, kind); }))}
                {check(editing, &at("is_required"), tr!(menu.is_required), move |s| of(s, key, |f| f.is_required), move |s, on| s.change(key, |f| f.is_required = on))}
            </div>
            {live(move || kind.get().map(|kind| limits(editing, key, kind)))}
            {live(move || kind.get().filter(|k| is_choice(*k)).map(|_| view! { <Options editing key/> }))}
            {text(editing, Said::optional(at("help"), tr!(menu.help)).hint(tr!(menu.help_hint)), 1, 200, Box::new(move |s| of(s, key, |f| f.help.clone())), Box::new(move |s, v| s.change(key, |f| f.help = v)))}
            <details class="more-fields">
                <summary>{tr!(menu.english_and_code)}</summary>
                {text(editing, Said::optional(at("label_en"), tr!(menu.label_en)), 1, 120, Box::new(move |s| of(s, key, |f| f.label_en.clone())), Box::new(move |s, v| s.change(key, |f| f.label_en = v)))}
                {text(editing, Said::optional(at("help_en"), tr!(menu.help_en)), 1, 400, Box::new(move |s| of(s, key, |f| f.help_en.clone())), Box::new(move |s, v| s.change(key, |f| f.help_en = v)))}
                {text(editing, Said::needed(at("code"), tr!(menu.code)).hint(tr!(menu.code_hint)), 1, 40, Box::new(move |s| of(s, key, |f| f.code.clone())), Box::new(move |s, v| s.change(key, |f| f.code = v)))}
            </details>
        </li>
    }
}

fn limits(editing: Editing, key: u32, kind: FieldKind) -> AnyView {
    let (least, most) = words::limits(kind);
    let min = least.map(|label| {
        let said = Said::optional(format!("/q/{key}/min"), label);
        text(editing, said, 1, 11, Box::new(move |s| of(s, key, |f| f.min.clone())), Box::new(move |s, v| s.change(key, |f| f.min = v)))
    });
    let max = most.map(|label| {
        let said = Said::optional(format!("/q/{key}/max"), label);
        text(editing, said, 1, 11, Box::new(move |s| of(s, key, |f| f.max.clone())), Box::new(move |s, v| s.change(key, |f| f.max = v)))
    });
    view! { <div class="pair">{min}{max}</div> }.into_any()
}

/// What can be chosen.
#[component]
fn Options(editing: Editing, key: u32) -> impl IntoView {
    let keys = Memo::new(move |_| editing.sheet.with(|s| of(s, key, |f| f.options.iter().map(|o| o.key).collect::<Vec<_>>())));
    let add = move |_| {
        let new = editing.sheet.try_update(|s| s.add_choice(key)).unwrap_or_default();
        focus(field_id(&format!("/q/{key}/{new}/label")));
    };
    let problem = editing.problem(format!("/q/{key}/options"));
    view! {
        <fieldset class="question" aria-describedby=format!("options-{key}-about")>
            <legend class="question-label">{tr!(menu.options)}</legend>
            <div id=format!("options-{key}-about") class="question-about">
                {live(move || problem.get().map(|text| view! { <span class="problem" id=field_id(&format!("/q/{key}/options")) tabindex="-1">{icon("circle-alert")}{text}</span> }))}
            </div>
            <ul class="plain options">
                <For each=move || keys.get() key=|k| *k let:option><OneOption editing key option/></For>
            </ul>
            <button type="button" id=format!("add-option-{key}") class="button button-secondary button-small" on:click=act(add)>{tr!(menu.add_option)}</button>
        </fieldset>
    }
}

#[component]
fn OneOption(editing: Editing, key: u32, option: u32) -> impl IntoView {
    let read = move |s: &Sheet, read: fn(&Choice) -> String| {
        s.field(key).and_then(|f| f.options.iter().find(|o| o.key == option)).map(read).unwrap_or_default()
    };
    let write = move |s: &mut Sheet, write: &dyn Fn(&mut Choice)| {
        s.change(key, |f| f.options.iter_mut().filter(|o| o.key == option).for_each(write));
    };
    let remove = move |_| {
        editing.sheet.update(|s| s.change(key, |f| f.options.retain(|o| o.key != option)));
        focus(format!("add-option-{key}"));
    };
    let at = move |part: &str| format!("/q/{key}/{option}/{part}");
    let named = Signal::derive(move || tr!(menu.remove_named, name = editing.sheet.with(|s| read(s, |o| o.label.clone()))));
    view! {
        <li class="option-row">
            {text(editing, Said::needed(at("label"), tr!(menu.option_label)), 1, 60, Box::new(move |s| read(s, |o| o.label.clone())), Box::new(move |s, v| write(s, &|o| o.label.clone_from(&v))))}
            {text(editing, Said::optional(at("label_en"), tr!(menu.option_label_en)), 1, 120, Box::new(move |s| read(s, |o| o.label_en.clone())), Box::new(move |s, v| write(s, &|o| o.label_en.clone_from(&v))))}
            {text(editing, Said::needed(at("code"), tr!(menu.code)), 1, 40, Box::new(move |s| read(s, |o| o.code.clone())), Box::new(move |s, v| write(s, &|o| o.code.clone_from(&v))))}
            <button type="button" class="button button-quiet button-small" aria-label=named on:click=act(remove)>{tr!(menu.remove)}</button>
        </li>
    }
}

//! The buttons of the steps that are open, and the form of the one that is being taken.

use super::ask::is_asked;
use super::fields::Asked;
use super::form::StepForm;
use super::taking::Taking;
use crate::i18n::tr;
use crate::ui::lean::{act, flag, live};
use leptos::prelude::*;

/// The steps of a thing: a button each, and the form of the one that was pressed.
#[component]
pub fn Steps(
    taking: Taking,
    forms: Vec<StepForm>,
    /// Whether these are all steps of the thing: what was typed for others is then left over.
    #[prop(default = true)]
    alone: bool,
) -> impl IntoView {
    let codes: Vec<String> = forms.iter().map(|f| f.code.clone()).collect();
    let forms = StoredValue::new(forms);
    // What is open now is drawn.
    taking.settling.set(false);
    let opened = Memo::new(move |_| taking.given.with(|g| g.opened.clone()));
    let button = move |form: &StepForm| {
        let code = StoredValue::new(form.code.clone());
        let is_open = move || code.with_value(|c| opened.with(|o| o == c));
        let toggle = move |_| {
            taking.given.update(|g| g.opened = if untrack(is_open) { String::new() } else { code.get_value() });
        };
        let class = if form.is_grave { "button button-danger" } else { "button button-secondary" };
        view! {
            <button type="button" class=class disabled=flag(move || taking.settling.get()) aria-expanded=move || is_open().to_string() on:click=act(toggle)>{form.name.clone()}</button>
        }
    };
    view! {
        <div class="button-row step-row">{forms.with_value(|all| all.iter().map(button).collect_view())}</div>
        {live(move || {
            let form = forms.with_value(|all| all.iter().find(|f| opened.with(|o| *o == f.code)).cloned());
            form.map(|form| view! { <StepPanel taking form/> })
        })}
        {alone.then(|| view! { <Leftover taking codes/> })}
    }
}

/// The form of a step, open.
#[component]
pub fn StepPanel(taking: Taking, form: StepForm) -> impl IntoView {
    let class = if form.is_grave { "button button-danger" } else { "button button-primary" };
    let (lead, send_label, name) = (form.lead.clone(), form.send.clone(), form.name.clone());
    let form = StoredValue::new(form);
    let send = move |e: leptos::ev::SubmitEvent| {
        e.prevent_default();
        form.with_value(|form| taking.send(form));
    };
    // Only which questions are asked is followed here: a letter typed draws nothing anew.
    let asked = Memo::new(move |_| {
        form.with_value(|form| {
            let none = serde_json::Map::new();
            taking.given.with(|g| {
                let answers = g.answers.get(&form.code).unwrap_or(&none);
                form.asks.iter().map(|ask| is_asked(&form.asks, ask, answers)).collect::<Vec<bool>>()
            })
        })
    });
    let question = move |(index, ask)| {
        let is_shown = Memo::new(move |_| asked.with(|all| all.get(index).copied().unwrap_or(true)));
        let ask = StoredValue::new(ask);
        live(move || is_shown.get().then(|| view! { <Asked taking form ask=ask.get_value()/> }))
    };
    let asks = form.with_value(|f| f.asks.clone());
    view! {
        <form class="panel" novalidate aria-label=name on:submit=act(send)>
            {(!lead.is_empty()).then(|| view! { <p>{lead}</p> })}
            {asks.into_iter().enumerate().map(question).collect_view()}
            <button type="submit" class=class disabled=flag(move || taking.pending.get())>{send_label}</button>
        </form>
    }
}

/// What was typed for a step that somebody else has closed meanwhile: it can still be read and copied.
#[component]
fn Leftover(taking: Taking, codes: Vec<String>) -> impl IntoView {
    let left = Memo::new(move |_| taking.given.with(|g| g.left_over(&codes)));
    let clear = move |_| taking.given.update(|g| g.drop_left_over(&left.get_untracked().0));
    live(move || {
        let text = left.with(|(_, text)| text.clone());
        (!text.is_empty()).then(|| {
            view! {
                <p class="hint">{tr!(desk.unsent)}</p>
                <blockquote class="said">{text}</blockquote>
                <button type="button" class="button button-quiet" on:click=act(clear)>{tr!(desk.unsent_clear)}</button>
            }
        })
    })
}

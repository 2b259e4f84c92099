//! First screen: the item's own questions, then the matter in the resident's words.

use super::draft::Screen;
use super::field::FormQuestion;
use super::{Writing, summary};
use crate::i18n::tr;
use crate::resident::parts::lean::{act, typed};
use crate::resident::parts::{Question, Summary, focus, icon};
use leptos::prelude::*;
use leptos_router::components::A;
use leptos_router::hooks::use_navigate;

/// Most characters of the free text; the contract has the same limit.
const TEXT_MAX: &str = "2000";

#[component]
pub fn What(writing: Writing) -> impl IntoView {
    let item = writing.item.with_value(|i| i.id);
    let form = writing.item.with_value(|i| i.form.clone());
    let navigate = use_navigate();
    let next = move |e: leptos::ev::SubmitEvent| {
        e.prevent_default();
        writing.errors.set(writing.problems_on(Screen::What));
        if writing.errors.with(Vec::is_empty) {
            navigate(&format!("/order/{item}/2"), Default::default());
        } else {
            focus("error-summary");
        }
    };
    let problem = Signal::derive(move || writing.errors.with(|all| all.iter().find(|p| p.pointer == "/text").map(summary::fixed_problem)));
    view! {
        <form novalidate on:submit=act(next)>
            <ErrorsOfScreen writing screen=Screen::What/>
            {form.into_iter().map(|field| view! { <FormQuestion field writing/> }).collect_view()}
            <Question pointer="/text".to_owned() label=tr!(order.text) hint=tr!(order.text_hint) required=true problem>
                <textarea id="f-text" rows="4" maxlength=TEXT_MAX aria-required="true" aria-describedby="f-text-about"
                    prop:value=typed(move || writing.draft.with(|d| d.text.clone()))
                    on:input=act(move |e| writing.draft.update(|d| d.text = event_target_value(&e)))></textarea>
            </Question>
            <div class="bottom-bar">
                <A href=format!("/item/{item}") attr:class="button button-secondary">{icon("arrow-left")}{tr!(order.previous)}</A>
                <button type="submit" class="button button-primary">{tr!(order.next)}</button>
            </div>
        </form>
    }
}

/// The summary of what is wrong on a screen; nothing while all is well.
#[component]
pub fn ErrorsOfScreen(writing: Writing, screen: Screen) -> impl IntoView {
    move || {
        let here = writing.errors.with(|all| all.iter().filter(|p| Screen::of_pointer(&p.pointer) == screen).cloned().collect::<Vec<_>>());
        let line = |p: &contract::FieldProblem| {
            (p.pointer.clone(), tr!(order.summary_line, label = summary::label(writing, &p.pointer), problem = summary::words(writing, p)))
        };
        let lines: Vec<_> = here.iter().map(line).collect();
        (!lines.is_empty()).then(|| view! { <Summary title=tr!(order.summary_title, n = lines.len()) lines/> })
    }
}

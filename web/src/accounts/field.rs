//! A labelled input of the sign-in forms.

use crate::ui::lean::{act, flag, live, typed};
use leptos::prelude::*;

/// One line of text with its label, hint and problem.
#[component]
pub fn Line(
    id: &'static str,
    label: String,
    hint: String,
    kind: &'static str,
    #[prop(optional)] mode: Option<&'static str>,
    autocomplete: &'static str,
    value: RwSignal<String>,
    problem: Signal<Option<String>>,
) -> impl IntoView {
    let about = format!("{id}-about");
    view! {
        <div class="question" class:question-wrong=flag(move || problem.get().is_some())>
            <label class="question-label" for=id>{label}</label>
            <div class="question-about" id=about.clone()>
                {(!hint.is_empty()).then(|| view! { <span class="hint">{hint}</span> })}
                {live(move || problem.get().map(|text| view! { <span class="problem" role="alert">{text}</span> }))}
            </div>
            <input id=id type=kind inputmode=mode autocomplete=autocomplete aria-required="true" aria-describedby=about
                prop:value=typed(move || value.get()) on:input=act(move |e| value.set(event_target_value(&e)))/>
        </div>
    }
}

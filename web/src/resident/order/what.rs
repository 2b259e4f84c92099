//! First screen: the item's own questions, then the matter in the resident's words.

use crate::form::{Errors, FormQuestion, Screen, TextQuestion, Writing};
use crate::i18n::tr;
use crate::nav;
use crate::ui::lean::act;
use crate::ui::{focus, icon};
use leptos::prelude::*;

#[component]
pub fn What(writing: Writing) -> impl IntoView {
    let item = writing.item.with_value(|i| i.id);
    let form = writing.item.with_value(|i| i.form.clone());
    let next = move |e: leptos::ev::SubmitEvent| {
        e.prevent_default();
        writing.errors.set(writing.problems_on(Screen::What));
        if writing.errors.with(Vec::is_empty) {
            nav::go(&format!("/order/{item}/2"));
        } else {
            focus("error-summary");
        }
    };
    view! {
        <form novalidate on:submit=act(next)>
            <Errors writing screen=Screen::What/>
            {form.into_iter().map(|field| view! { <FormQuestion field writing/> }).collect_view()}
            <TextQuestion writing label=tr!(order.text) hint=tr!(order.text_hint)/>
            <div class="bottom-bar">
                <a href=format!("/item/{item}") class="button button-secondary">{icon("arrow-left")}{tr!(order.previous)}</a>
                <button type="submit" class="button button-primary">{tr!(order.next)}</button>
            </div>
        </form>
    }
}

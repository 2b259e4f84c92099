//! Second screen: whom to call, where to go, and when somebody is at home.

use crate::form::{ContactFields, Errors, Screen, Window, Writing};
use crate::i18n::tr;
use crate::nav;
use crate::ui::lean::act;
use crate::ui::{focus, icon};
use leptos::prelude::*;

#[component]
pub fn Whom(writing: Writing) -> impl IntoView {
    let item = writing.item.with_value(|i| i.id);
    let next = move |e: leptos::ev::SubmitEvent| {
        e.prevent_default();
        writing.errors.set(writing.problems_on(Screen::Where));
        if writing.errors.with(Vec::is_empty) {
            nav::go(&format!("/order/{item}/3"));
        } else {
            focus("error-summary");
        }
    };
    view! {
        <form novalidate on:submit=act(next)>
            <Errors writing screen=Screen::Where/>
            <ContactFields writing/>
            <p class="hint privacy">{icon("shield-check")}{tr!(order.contact_privacy)}</p>
            <Window writing/>
            <div class="bottom-bar">
                <a href=format!("/order/{item}/1") class="button button-secondary">{icon("arrow-left")}{tr!(order.previous)}</a>
                <button type="submit" class="button button-primary">{tr!(order.next)}</button>
            </div>
        </form>
    }
}

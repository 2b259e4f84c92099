//! Second screen: whom to call, where to go, and when somebody is at home.

use crate::form::{ContactFields, Errors, Screen, Window, Writing};
use crate::i18n::tr;
use crate::ui::lean::act;
use crate::ui::{focus, icon};
use leptos::prelude::*;
use leptos_router::components::A;
use leptos_router::hooks::use_navigate;

#[component]
pub fn Whom(writing: Writing) -> impl IntoView {
    let item = writing.item.with_value(|i| i.id);
    let navigate = use_navigate();
    let next = move |e: leptos::ev::SubmitEvent| {
        e.prevent_default();
        writing.errors.set(writing.problems_on(Screen::Where));
        if writing.errors.with(Vec::is_empty) {
            navigate(&format!("/order/{item}/3"), Default::default());
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
                <A href=format!("/order/{item}/1") attr:class="button button-secondary">{icon("arrow-left")}{tr!(order.previous)}</A>
                <button type="submit" class="button button-primary">{tr!(order.next)}</button>
            </div>
        </form>
    }
}

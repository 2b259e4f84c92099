//! First screen: the item's own questions, then the matter in the resident's words.

use crate::form::{Errors, FormQuestion, Screen, TextQuestion, Writing};
use crate::i18n::{pick, tr};
use crate::nav;
use crate::photos::{Of, Picker};
use crate::ui::lean::act;
use crate::ui::{focus, icon};
use contract::menu::FieldKind;
use contract::photos::PhotoKind;
use leptos::prelude::*;

/// As many as an order takes unless its item says otherwise.
const MOST_PHOTOS: usize = 9;

#[component]
pub fn What(writing: Writing) -> impl IntoView {
    let item = writing.item.with_value(|i| i.id);
    // Pictures belong to every order, whether its form asks for them or not.
    let (photos, form): (Vec<_>, Vec<_>) =
        writing.item.with_value(|i| i.form.clone()).into_iter().partition(|f| f.kind == FieldKind::Photo);
    let most = photos.first().and_then(|f| usize::try_from(f.max?).ok()).unwrap_or(MOST_PHOTOS);
    let (label, hint) = photos
        .first()
        .map_or_else(|| (tr!(photos.optional), tr!(photos.optional_hint)), |f| (pick(&f.label, &f.label_en), pick(&f.help, &f.help_en)));
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
            <fieldset class="question">
                <legend class="question-label">{label}<span class="optional">{tr!(common.optional_mark)}</span></legend>
                <p class="hint">{hint}</p>
                <Picker of=Of::Item(item) kind=PhotoKind::Report id="photo-report" label=tr!(photos.add) left=Signal::stored(most)/>
            </fieldset>
            <div class="bottom-bar">
                <a href=format!("/item/{item}") class="button button-secondary">{icon("arrow-left")}{tr!(order.previous)}</a>
                <button type="submit" class="button button-primary">{tr!(order.next)}</button>
            </div>
        </form>
    }
}

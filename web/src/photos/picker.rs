//! Choosing pictures, and how far each has come.

use super::chosen::{Chosen, Of, Progress, Queue};
use crate::i18n::tr;
use crate::ui::icon;
use crate::ui::lean::{act, live};
use contract::photos::PhotoKind;
use leptos::prelude::*;
use web_sys::wasm_bindgen::JsCast;

/// The button that opens camera and album, and what was chosen with it. `left` is how many more there may be.
#[component]
pub fn Picker(of: Of, kind: PhotoKind, id: &'static str, label: String, left: Signal<usize>) -> impl IntoView {
    let queue = Queue::expect();
    let too_many = RwSignal::new(false);
    let chosen = move || queue.of(of, kind);
    let room = move || left.get().saturating_sub(chosen().iter().filter(|c| !is_refused(c)).count());
    let take = move |e: web_sys::Event| {
        let Some(input) = e.target().and_then(|t| t.dyn_into::<web_sys::HtmlInputElement>().ok()) else { return };
        let files = input.files();
        let all: Vec<_> = files.iter().flat_map(|list| (0..list.length()).filter_map(|n| list.get(n))).collect();
        let room = untrack(room);
        too_many.set(all.len() > room);
        queue.add(of, kind, all.into_iter().take(room).collect());
        // The same picture can be chosen once more.
        input.set_value("");
    };
    let room = Memo::new(move |_| room());
    view! {
        {live(move || view! { <ul class="photos" aria-live="polite">{chosen().into_iter().map(|one| waiting(queue, one)).collect_view()}</ul> })}
        {live(move || too_many.get().then(|| view! { <p class="problem" role="alert">{icon("circle-alert")}{tr!(photos.too_many)}</p> }))}
        {live(move || if room.get() > 0 {
            view! {
                <label class="button button-secondary photo-add" for=id>{icon("camera")}<span>{label.clone()}</span><span class="optional">{tr!(photos.left, n = room.get())}</span></label>
                <input id=id class="visually-hidden" type="file" accept="image/jpeg,image/png,image/webp,image/*" multiple=true on:change=act(take)/>
            }.into_any()
        } else {
            view! { <p class="hint">{tr!(photos.full)}</p> }.into_any()
        })}
    }
}

const fn is_refused(one: &Chosen) -> bool {
    matches!(one.progress, Progress::Refused(..))
}

fn waiting(queue: Queue, one: Chosen) -> AnyView {
    let no = one.no;
    let picture = match one.preview {
        Some(source) => view! { <img src=source alt=""/> }.into_any(),
        None => view! { <span class="photo-blank">{icon("image")}</span> }.into_any(),
    };
    let (said, bar, again) = match one.progress {
        Progress::Waiting if matches!(one.of, Of::Item(_)) => (tr!(photos.chosen), None, false),
        Progress::Waiting => (tr!(photos.waiting), None, false),
        Progress::Sending(n) => (tr!(photos.sending, n = n), Some(n), false),
        Progress::Refused(why, again) => (why, None, again),
    };
    let is_on_its_way = bar.is_some();
    view! {
        <li class="photo">
            {picture}
            <p class="photo-said">{said}</p>
            {bar.map(|n| view! { <progress max="100" value=n.to_string() aria-label=one.name.clone()></progress> })}
            <div class="photo-does">
                {again.then(|| view! { <button type="button" class="button button-secondary button-small" on:click=act(move |_| queue.retry(no))>{icon("refresh-cw")}{tr!(photos.again)}</button> })}
                {(!is_on_its_way).then(|| view! { <button type="button" class="button button-quiet button-small" on:click=act(move |_| queue.drop_one(no))>{tr!(photos.remove)}<span class="visually-hidden">" "{one.name}</span></button> })}
            </div>
        </li>
    }
    .into_any()
}

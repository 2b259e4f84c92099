//! The pictures that are there: small ones in a grid, the one that is tapped large.

use super::words;
use crate::api::{self, Api};
use crate::i18n::tr;
use crate::ui::lean::{act, flag, live, typed};
use crate::ui::{fetched, icon, spoken};
use contract::photos::Photo;
use leptos::prelude::*;

/// `gone` hears when one was taken back.
#[component]
pub fn Grid(photos: Vec<Photo>, gone: Callback<()>) -> impl IntoView {
    let large = RwSignal::new(None::<Photo>);
    let trouble = RwSignal::new(false);
    let count = photos.len();
    let cell = |(index, photo): (usize, Photo)| view! { <Small photo place=(index + 1, count) large gone trouble/> };
    view! {
        <ul class="photos">{photos.into_iter().enumerate().map(cell).collect_view()}</ul>
        {live(move || trouble.get().then(|| view! { <p class="problem" role="alert">{icon("circle-alert")}{tr!(common.failed_text)}</p> }))}
        {live(move || large.get().map(|photo| view! { <Large photo close=Callback::new(move |()| large.set(None))/> }))}
    }
}

fn name(photo: &Photo) -> String {
    tr!(photos.taken, kind = words::kind(photo.kind), when = spoken::when(photo.created_at))
}

#[component]
fn Small(
    photo: Photo,
    place: (usize, usize),
    large: RwSignal<Option<Photo>>,
    gone: Callback<()>,
    trouble: RwSignal<bool>,
) -> impl IntoView {
    let api = Api::expect();
    let (id, can_remove, kind) = (photo.id, photo.can_remove, words::kind(photo.kind));
    let source = fetched(move || api::photos::source(api, id, true));
    let pending = RwSignal::new(false);
    let label = tr!(photos.look, name = name(&photo), n = place.0, all = place.1);
    let open = move |_| large.set(Some(photo.clone()));
    let remove = move |_| {
        if pending.get_untracked() {
            return;
        }
        pending.set(true);
        trouble.set(false);
        api::run(async move {
            let outcome = api::photos::remove(api, id).await;
            pending.try_set(false);
            match outcome {
                Ok(()) => drop(gone.try_run(())),
                Err(_) => drop(trouble.try_set(true)),
            }
        });
    };
    view! {
        <li class="photo">
            <button type="button" class="photo-open" aria-label=label on:click=act(open)>
                {live(move || match source.get() {
                    Some(source) => view! { <img src=source alt=""/> }.into_any(),
                    None => view! { <span class="photo-blank">{icon("image")}</span> }.into_any(),
                })}
            </button>
            <p class="photo-said">{kind}</p>
            {can_remove.then(|| view! { <button type="button" class="button button-quiet button-small" disabled=flag(move || pending.get()) on:click=act(remove)>{tr!(photos.remove)}</button> })}
        </li>
    }
}

/// Over the page, until it is closed; the browser gives the focus back to where it was.
#[component]
fn Large(photo: Photo, close: Callback<()>) -> impl IntoView {
    let api = Api::expect();
    let id = photo.id;
    let source = fetched(move || api::photos::source(api, id, false));
    let node = NodeRef::<leptos::html::Dialog>::new();
    Effect::new(move |_| {
        if let Some(dialog) = node.get() {
            let _ = dialog.show_modal();
        }
    });
    let shut = move || {
        if let Some(dialog) = node.get_untracked() {
            dialog.close();
        }
    };
    let (title, label) = (name(&photo), name(&photo));
    view! {
        <dialog node_ref=node class="photo-large" aria-label=label on:close=act(move |_| close.run(()))>
            {live(move || match source.get() {
                Some(source) => view! { <img src=typed(move || source.clone()) alt=title.clone()/> }.into_any(),
                None => view! { <p class="loading" role="status">{tr!(common.loading)}</p> }.into_any(),
            })}
            <p class="photo-said">{name(&photo)}</p>
            <button type="button" class="button button-secondary button-wide" on:click=act(move |_| shut())>{tr!(common.close)}</button>
        </dialog>
    }
}

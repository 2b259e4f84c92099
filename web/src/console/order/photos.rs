//! The pictures of an order: small ones in a row; one that is pressed is shown large.

use crate::i18n::tr;
use crate::ui::Picture;
use crate::ui::lean::{act, live};
use contract::photos::{Photo, PhotoKind};
use leptos::prelude::*;

/// What a picture shows.
fn kind(kind: PhotoKind) -> String {
    match kind {
        PhotoKind::Report => tr!(steps.photo_report),
        PhotoKind::Before => tr!(steps.photo_before),
        PhotoKind::After => tr!(steps.photo_after),
    }
}

#[component]
pub fn Photos(photos: Vec<Photo>, several_rounds: bool) -> impl IntoView {
    if photos.is_empty() {
        return ().into_any();
    }
    let large = RwSignal::new(None::<usize>);
    let all = StoredValue::new(photos);
    let name = move |photo: &Photo, index: usize| {
        let kind = kind(photo.kind);
        if several_rounds {
            tr!(steps.photo_of_round, kind = kind, n = index + 1, round = photo.round)
        } else {
            tr!(steps.photo, kind = kind, n = index + 1)
        }
    };
    let small = move |(index, photo): (usize, &Photo)| {
        let words = name(photo, index);
        let is_large = move || large.get() == Some(index);
        view! {
            <li>
                <button type="button" class="photo" aria-expanded=move || is_large().to_string() on:click=act(move |_| large.set((!untrack(is_large)).then_some(index)))>
                    <Picture url=photo.thumbnail_url.clone() alt=words.clone()/>
                    <span>{words}</span>
                </button>
            </li>
        }
    };
    view! {
        <section class="card" aria-labelledby="photos-title">
            <h2 id="photos-title">{tr!(steps.photos)}</h2>
            <ul class="photos">{all.with_value(|all| all.iter().enumerate().map(small).collect_view())}</ul>
            {live(move || large.get().and_then(|index| all.with_value(|all| all.get(index).map(|p| (p.url.clone(), name(p, index))))).map(|(url, alt)| view! {
                <div class="photo-large"><Picture url alt/></div>
            }))}
        </section>
    }
    .into_any()
}

//! The pictures on the page of an order: what is there, what is under way, and what one may add.

use super::step::Here;
use crate::api;
use crate::i18n::tr;
use crate::photos::{Grid, Of, Picker, Queue};
use crate::ui::fetched;
use crate::ui::lean::live;
use contract::photos::{PhotoKind, Photos};
use leptos::prelude::*;

/// What is known of an order's pictures; fetched anew when the order moves on.
pub fn known(here: Here) -> RwSignal<Option<Photos>> {
    let queue = Queue::expect();
    // A picture that has arrived is a change of the order.
    Effect::new(move |before: Option<u32>| {
        let arrived = queue.arrived();
        if before.is_some_and(|n| n != arrived) {
            api::run(here.refresh());
        }
        arrived
    });
    let at = Memo::new(move |_| here.order.with(|o| (o.id, o.version)));
    fetched(move || {
        let (id, _) = at.get();
        api::photos::list(here.api, id)
    })
}

/// How many more of a kind there may be, followed.
pub fn left(known: RwSignal<Option<Photos>>, kind: PhotoKind) -> usize {
    known.with(|all| {
        let place = all.as_ref().and_then(|all| all.places.iter().find(|place| place.kind == kind));
        place.and_then(|place| usize::try_from(place.left).ok()).unwrap_or(0)
    })
}

/// All pictures of the order, and those that the caller may add of this kind.
#[component]
pub fn Pictures(here: Here, known: RwSignal<Option<Photos>>, adds: Option<PhotoKind>) -> impl IntoView {
    let of = Of::Order(here.at().0);
    let queue = Queue::expect();
    let gone = Callback::new(move |()| api::run(here.refresh()));
    let items = Memo::new(move |_| known.with(|all| all.as_ref().map(|all| all.items.clone()).unwrap_or_default()));
    let may_add = Memo::new(move |_| {
        adds.filter(|kind| {
            known.with(|all| all.as_ref().is_some_and(|all| all.places.iter().any(|p| p.kind == *kind))) || !queue.of(of, *kind).is_empty()
        })
    });
    live(move || {
        let add = may_add.get();
        (add.is_some() || !items.with(Vec::is_empty)).then(|| {
            view! {
                <section class="card" aria-labelledby="photos-title">
                    <h2 id="photos-title">{tr!(photos.title)}</h2>
                    {live(move || view! { <Grid photos=items.get() gone/> })}
                    {add.map(|kind| view! {
                        <p class="hint">{tr!(photos.lead)}</p>
                        <Picker of kind id="photo-report" label=tr!(photos.add) left=Signal::derive(move || left(known, kind))/>
                    })}
                </section>
            }
        })
    })
}

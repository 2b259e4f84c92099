//! The pictures on the page of an order: what is there, what is under way, and what one may add.

use super::step::Here;
use crate::api::{self, Api};
use crate::i18n::tr;
use crate::photos::{Grid, Of, Picker, Queue};
use crate::ui::fetched;
use crate::ui::lean::live;
use contract::OrderId;
use contract::photos::{Photo, PhotoKind, Photos};
use leptos::prelude::*;

/// What is known of an order's pictures.
#[derive(Clone, Copy)]
pub struct Known {
    id: OrderId,
    photos: RwSignal<Option<Photos>>,
    /// Hears that there is one more or one less: the order is then at another version.
    changed: Callback<()>,
}

impl Known {
    /// Fetched, and anew when the order moves on or a picture arrives or goes.
    pub fn begin(id: OrderId, version: Signal<i32>, changed: Callback<()>) -> Self {
        let (api, queue, gone) = (Api::expect(), Queue::expect(), RwSignal::new(0u32));
        Effect::new(move |before: Option<u32>| {
            let arrived = queue.arrived() + gone.get();
            if before.is_some_and(|n| n != arrived) {
                changed.run(());
            }
            arrived
        });
        let photos = fetched(move || {
            version.track();
            let _ = (queue.arrived(), gone.get());
            api::photos::list(api, id)
        });
        let changed = Callback::new(move |()| {
            let _ = gone.try_update(|n| *n += 1);
        });
        Self { id, photos, changed }
    }

    /// Those of an order's page.
    pub fn of(here: Here) -> Self {
        let version = Memo::new(move |_| here.order.with(|o| o.version));
        Self::begin(here.at().0, version.into(), Callback::new(move |()| api::run(here.refresh())))
    }

    /// How many more of a kind there may be, followed.
    pub fn left(self, kind: PhotoKind) -> usize {
        let place = |all: &Photos| all.places.iter().find(|place| place.kind == kind).map(|place| place.left);
        self.photos.with(|all| all.as_ref().and_then(place)).and_then(|left| usize::try_from(left).ok()).unwrap_or(0)
    }

    /// Whether there is one of a kind, followed.
    pub fn has(self, kind: PhotoKind) -> bool {
        self.photos.with(|all| all.as_ref().is_some_and(|all| all.items.iter().any(|p| p.kind == kind)))
    }

    fn takes(self, kind: PhotoKind) -> bool {
        self.photos.with(|all| all.as_ref().is_some_and(|all| all.places.iter().any(|p| p.kind == kind)))
    }

    fn items(self) -> Vec<Photo> {
        self.photos.with(|all| all.as_ref().map(|all| all.items.clone()).unwrap_or_default())
    }
}

/// All pictures of the order, and those that the caller may add of this kind.
#[component]
pub fn Pictures(known: Known, adds: Option<PhotoKind>) -> impl IntoView {
    let of = Of::Order(known.id);
    let queue = Queue::expect();
    let items = Memo::new(move |_| known.items());
    let may_add = Memo::new(move |_| adds.filter(|kind| known.takes(*kind) || !queue.of(of, *kind).is_empty()));
    live(move || {
        let add = may_add.get();
        (add.is_some() || !items.with(Vec::is_empty)).then(|| {
            view! {
                <section class="card" aria-labelledby="photos-title">
                    <h2 id="photos-title">{tr!(photos.title)}</h2>
                    {live(move || view! { <Grid photos=items.get() gone=known.changed/> })}
                    {add.map(|kind| view! {
                        <p class="hint">{tr!(photos.lead)}</p>
                        <Picker of kind id="photo-report" label=tr!(photos.add) left=Signal::derive(move || known.left(kind))/>
                    })}
                </section>
            }
        })
    })
}

//! A picture that only those may see who are signed in: asked for with the token, shown, and forgotten with the page.

use super::icon;
use crate::api::{self, Api};
use crate::i18n::tr;
use crate::ui::lean::live;
use leptos::prelude::*;

/// How far it has come.
#[derive(Clone)]
enum Shown {
    Waiting,
    At(String),
    Failed,
}

#[component]
pub fn Picture(
    /// As the API gives it.
    url: String,
    alt: String,
) -> impl IntoView {
    let api = Api::expect();
    let shown = RwSignal::new(Shown::Waiting);
    api::run(async move {
        let address = api::pictures::address(api, &url).await;
        // The page may be gone by now.
        shown.try_set(address.map_or(Shown::Failed, Shown::At));
    });
    live(move || match shown.get() {
        Shown::Waiting => view! { <span class="picture picture-wait">{tr!(common.loading)}</span> }.into_any(),
        Shown::At(address) => view! { <img class="picture" src=address alt=alt.clone()/> }.into_any(),
        Shown::Failed => view! { <span class="picture picture-wait">{icon("circle-alert")}{tr!(common.failed_title)}</span> }.into_any(),
    })
}

//! The telephone of the community: whoever would rather call has no need of any of this.

use crate::i18n::tr;
use crate::resident::place::Place;
use crate::ui::{icon, spoken_name};
use leptos::prelude::*;

/// The office's number as a link, and the lines for danger.
#[component]
pub fn Call(place: Place) -> impl IntoView {
    view! {
        <section class="call card" aria-labelledby="call-title">
            <h2 id="call-title">{tr!(resident.call_title)}</h2>
            <p>{tr!(resident.call_text, community = spoken_name(&place.name))}</p>
            <a class="button button-secondary button-wide" href=format!("tel:{}", place.telephone)>{icon("phone")}{tr!(resident.call_button, phone = place.telephone)}</a>
            <p class="hint">{tr!(resident.call_secretary, name = place.secretary)}</p>
            <p class="danger-note">{icon("siren")}{tr!(resident.danger_note)}</p>
        </section>
    }
}

//! The resident: a telephone to tap and a door to find, once the order is taken; before, only the place.

use crate::api::{self, Api};
use crate::i18n::tr;
use crate::orders::said;
use crate::resident::step::Here;
use crate::ui::lean::live;
use crate::ui::{TextStep, icon};
use contract::orders::{Contact, OrderState, RevealContact};
use leptos::prelude::*;

#[component]
pub fn Person(here: Here) -> impl IntoView {
    let seen = RwSignal::new(None::<Contact>);
    let contact = Memo::new(move |_| seen.get().unwrap_or_else(|| here.order.with(|o| o.contact.clone())));
    let has_it = Memo::new(move |_| {
        here.order.with(|o| matches!(o.state, OrderState::Taken | OrderState::InProgress | OrderState::Waiting | OrderState::Done))
    });
    view! {
        <section class="card" aria-labelledby="person-title">
            <h2 id="person-title">{tr!(tasks.contact_title)}</h2>
            {live(move || match (contact.get(), has_it.get()) {
                (contact, _) if !contact.is_masked => open_contact(&contact).into_any(),
                (_, true) => view! { <Reveal here seen/> }.into_any(),
                (contact, false) => view! { <p>{contact.name}</p><p class="hint">{icon("lock")}{tr!(tasks.contact_hidden)}</p> }.into_any(),
            })}
        </section>
    }
}

fn open_contact(contact: &Contact) -> impl IntoView + use<> {
    view! {
        <p class="person">{icon("circle-user")}<strong>{contact.name.clone()}</strong></p>
        <p class="person">{icon("map-pin")}{contact.address.clone()}</p>
        <a class="button button-secondary button-wide" href=format!("tel:{}", contact.phone)>{icon("phone")}{tr!(tasks.call, phone = contact.phone)}</a>
    }
}

/// A reason first: the resident can read who looked and why.
#[component]
fn Reveal(here: Here, seen: RwSignal<Option<Contact>>) -> impl IntoView {
    let api = Api::expect();
    let pending = RwSignal::new(false);
    let send = Callback::new(move |reason: String| {
        let (id, _) = here.at();
        pending.set(true);
        api::run(async move {
            match api::tasks::reveal(api, id, &RevealContact { reason }).await {
                Ok(contact) => seen.set(Some(contact)),
                Err(failure) => here.trouble.set(Some(said(&failure))),
            }
            pending.try_set(false);
        });
    });
    view! {
        <p>{here.order.with_untracked(|o| o.contact.name.clone())}</p>
        <details>
            <summary>{tr!(tasks.reveal)}</summary>
            <TextStep id="reveal" label=tr!(tasks.reveal_reason) send_label=tr!(tasks.reveal_send) max=200 pending send/>
        </details>
    }
}

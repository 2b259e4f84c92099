//! Whom to call and where to go: the ends only, until somebody gives a reason. The requester can read who looked, and why.

use super::open::Open;
use crate::api;
use crate::console::seat::{Seat, Seated};
use crate::i18n::tr;
use crate::orders::said;
use crate::ui::lean::{act, live};
use crate::ui::{TextStep, fact, icon};
use contract::orders::{Contact, RevealContact};
use leptos::prelude::*;

#[component]
pub fn ContactCard(open: Open) -> impl IntoView {
    let seen = RwSignal::new(None::<Contact>);
    let asking = RwSignal::new(false);
    let masked = Memo::new(move |_| open.order.with(|o| o.contact.clone()));
    let shown = Memo::new(move |_| seen.get().unwrap_or_else(|| masked.get()));
    let is_masked = Memo::new(move |_| shown.with(|c| c.is_masked));
    // The API lets those see it who call or visit; an order does not say so, hence the seat.
    let may_see = !matches!(Seated::here(), Seat::City(_));
    if !may_see {
        return view! {
            <section class="card" aria-labelledby="contact-title">
                <h2 id="contact-title">{tr!(desk.contact_title)}</h2>
                {live(move || facts(&masked.get()))}
                <p class="hint">{icon("lock")}{tr!(desk.contact_not_here)}</p>
            </section>
        }
        .into_any();
    }
    view! {
        <section class="card" aria-labelledby="contact-title">
            <h2 id="contact-title">{tr!(desk.contact_title)}</h2>
            {live(move || facts(&shown.get()))}
            {live(move || is_masked.get().then(|| view! {
                <p class="hint">{icon("lock")}{tr!(desk.contact_masked)}</p>
                <button type="button" class="button button-secondary" aria-expanded=move || asking.get().to_string() on:click=act(move |_| asking.update(|a| *a = !*a))>{tr!(desk.reveal)}</button>
            }))}
            {live(move || (is_masked.get() && asking.get()).then(|| view! { <Reveal open seen/> }))}
            {live(move || seen.get().is_some().then(|| view! {
                <p class="hint" role="status">{icon("shield-check")}{tr!(desk.revealed)}</p>
                <button type="button" class="button button-quiet" on:click=act(move |_| { seen.set(None); asking.set(false); })>{tr!(desk.reveal_hide)}</button>
            }))}
        </section>
    }
    .into_any()
}

fn facts(contact: &Contact) -> AnyView {
    let phone = contact.phone.clone();
    let call = (!contact.is_masked && !phone.is_empty()).then(|| {
        view! { <a class="button button-secondary" href=format!("tel:{phone}")>{icon("phone")}{tr!(tasks.call, phone = phone)}</a> }
    });
    view! {
        <dl class="review">
            {fact(tr!(desk.contact_name), contact.name.clone())}
            {fact(tr!(order.contact_phone), contact.phone.clone())}
            {fact(tr!(order.contact_address), contact.address.clone())}
        </dl>
        {call}
    }
    .into_any()
}

#[component]
fn Reveal(open: Open, seen: RwSignal<Option<Contact>>) -> impl IntoView {
    let api = open.api;
    let pending = RwSignal::new(false);
    let send = Callback::new(move |reason: String| {
        let id = open.order.with_untracked(|o| o.id);
        pending.set(true);
        api::run(async move {
            match api::tasks::reveal(api, id, &RevealContact { reason }).await {
                Ok(contact) => drop(seen.try_set(Some(contact))),
                Err(failure) => drop(open.trouble.try_set(Some(said(&failure)))),
            }
            let _ = pending.try_set(false);
        });
    });
    view! {
        <div class="panel">
            <TextStep id="reveal" label=tr!(desk.reveal_reason) send_label=tr!(desk.reveal_send) max=200 pending send/>
        </div>
    }
}

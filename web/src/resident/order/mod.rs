//! Ordering in three short screens: what, where and whom, check and send. The screen stands in the address bar,
//! what was typed stays on the device until it is sent.

mod alike;
mod check;
mod send;
mod sent;
mod what;
mod whom;

pub use sent::SentPage;

use super::place::{Chosen, Place};
use super::route::screen_word;
use super::step::KEPT;
use crate::api::{self, Api};
use crate::form::{Draft, KEEP_DAYS, Screen, Writing};
use crate::i18n::{pick, tr};
use crate::nav;
use crate::photos::{Of, Queue};
use crate::ui::lean::{act, flag, live};
use crate::ui::store;
use crate::ui::{Heading, load};
use contract::MenuItemId;
use contract::menu::MenuItem;
use leptos::prelude::*;

const DRAFTS: &str = "sbd.draft.";
const CONTACT: &str = "sbd.contact";

/// Forgets every draft and the remembered contact: whoever signs out leaves nothing behind.
pub fn forget_all() {
    store::remove_all(DRAFTS);
    store::remove_all(KEPT);
    store::remove(CONTACT);
}

/// `/order/:item/:screen`
#[component]
pub fn OrderPage(id: MenuItemId) -> impl IntoView {
    let api = Api::expect();
    let chosen = Chosen::expect();
    let screen = Memo::new(|_| Screen::of(screen_word(&nav::path())).unwrap_or(Screen::What));
    live(move || match chosen.get() {
        None => view! {
            <Heading text=tr!(resident.choose_title)/>
            <p>{tr!(resident.item_choose_first)}</p>
            <a href="/community" class="button button-primary">{tr!(resident.choose_title)}</a>
        }
        .into_any(),
        Some(place) => {
            let item = move || api::menu::item(api, id);
            load(item, move |item: MenuItem| view! { <Screens item place=place.clone() screen/> }.into_any())
        }
    })
}

/// An empty draft with the contact remembered from last time.
pub fn contact() -> Draft {
    store::read::<Draft>(CONTACT).unwrap_or_default()
}

/// Remembers the contact, and nothing else, for the next order.
fn remember_contact(draft: &Draft) {
    let contact = Draft { name: draft.name.clone(), phone: draft.phone.clone(), address: draft.address.clone(), ..Draft::default() };
    store::write(CONTACT, &contact);
}

#[component]
fn Screens(item: MenuItem, place: Place, screen: Memo<Screen>) -> impl IntoView {
    let name = pick(&item.name, &item.name_en);
    let id = item.id;
    let writing = Writing::begin(item, place.id, DRAFTS, KEEP_DAYS, contact);
    let place = StoredValue::new(place);
    let restored = writing.draft.with_untracked(|d| !d.saved_on.is_empty());
    writing.keep_changes();
    let queue = Queue::expect();
    let discard = StoredValue::new(move |_: leptos::ev::MouseEvent| {
        writing.draft.set(Draft::default());
        writing.errors.set(Vec::new());
        writing.forget();
        queue.clear(Of::Item(id));
        nav::go(&format!("/order/{id}/1"));
    });
    view! {
        <div class="order">
            <Steps screen/>
            {live(move || {
                let title = match screen.get() {
                    Screen::What => tr!(order.step_1),
                    Screen::Where => tr!(order.step_2),
                    Screen::Check => tr!(order.check_title),
                };
                let tab = tr!(order.tab_title, step = title, item = name);
                view! { <p class="eyebrow">{tr!(order.title, item = name)}</p><Heading text=title title=tab/> }
            })}
            {live(move || (restored && screen.get() == Screen::What).then(|| view! {
                <div class="restored">
                    <p role="status">{tr!(order.restored)}</p>
                    <button type="button" class="button button-quiet" on:click=act(move |e| discard.with_value(|d| d(e)))>{tr!(order.discard)}</button>
                </div>
            }))}
            {live(move || match screen.get() {
                Screen::What => view! { <what::What writing/> }.into_any(),
                Screen::Where => view! { <whom::Whom writing/> }.into_any(),
                Screen::Check => view! { <check::Check writing place=place.get_value()/> }.into_any(),
            })}
        </div>
    }
}

/// Where in the three screens one is.
#[component]
fn Steps(screen: Memo<Screen>) -> impl IntoView {
    let step = move |at: Screen, name: fn() -> String| {
        let here = move || screen.get() == at;
        view! {
            <li class:step-done=flag(move || at < screen.get()) aria-current=move || here().then_some("step")>
                <span class="step-number">{at.number()}</span><span class="step-name">{name()}</span>
            </li>
        }
    };
    view! {
        <nav class="steps" aria-label=tr!(order.steps_label)>
            <ol>
                {step(Screen::What, || tr!(order.step_1))}
                {step(Screen::Where, || tr!(order.step_2))}
                {step(Screen::Check, || tr!(order.step_3))}
            </ol>
        </nav>
    }
}

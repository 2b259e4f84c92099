//! Ordering in three short screens: what, where and whom, check and send. The screen stands in the address bar,
//! what was typed stays on the device until it is sent.

mod check;
pub mod draft;
mod field;
mod send;
mod sent;
mod summary;
mod what;
mod whom;

pub use sent::SentPage;

use super::parts::{Heading, load};
use super::place::{Chosen, Place};
use super::{no_such_page, now, store, when};
use crate::api::{self, Api};
use crate::i18n::{pick, tr};
use crate::resident::parts::lean::{act, flag, live};
use contract::menu::MenuItem;
use contract::{FieldProblem, MenuItemId};
use draft::{Draft, Screen};
use leptos::prelude::*;
use leptos_router::components::A;
use leptos_router::hooks::{use_navigate, use_params_map};

const DRAFTS: &str = "sbd.draft.";
const CONTACT: &str = "sbd.contact";

/// Forgets every draft and the remembered contact: whoever signs out leaves nothing behind.
pub fn forget_all() {
    store::remove_all(DRAFTS);
    store::remove(CONTACT);
}

/// `/order/:item/:screen`
#[component]
pub fn OrderPage() -> impl IntoView {
    let api = Api::expect();
    let chosen = Chosen::expect();
    let params = use_params_map();
    let id = Memo::new(move |_| params.read().get("item").and_then(|id| id.parse::<MenuItemId>().ok()));
    let screen = Memo::new(move |_| params.read().get("screen").and_then(|word| Screen::of(&word)).unwrap_or(Screen::What));
    move || match (id.get(), chosen.get()) {
        (None, _) => no_such_page(),
        (_, None) => view! {
            <Heading text=tr!(resident.choose_title)/>
            <p>{tr!(resident.item_choose_first)}</p>
            <A href="/community" attr:class="button button-primary">{tr!(resident.choose_title)}</A>
        }
        .into_any(),
        (Some(id), Some(place)) => {
            let item = move || api::menu::item(api, id);
            load(item, move |item: MenuItem| view! { <Screens item place=place.clone() screen/> }.into_any()).into_any()
        }
    }
}

/// Everything the three screens share.
#[derive(Clone, Copy)]
pub struct Writing {
    pub item: StoredValue<MenuItem>,
    pub place: StoredValue<Place>,
    pub draft: RwSignal<Draft>,
    /// What is wrong, shown beside the fields and in the summary.
    pub errors: RwSignal<Vec<FieldProblem>>,
}

impl Writing {
    fn begin(item: MenuItem, place: Place) -> Self {
        let kept = store::read::<Draft>(&format!("{DRAFTS}{}", item.id));
        let today = when::local(now()).date();
        let draft = kept.filter(|d| !d.is_stale(today)).unwrap_or_else(fresh);
        Self {
            item: StoredValue::new(item),
            place: StoredValue::new(place),
            draft: RwSignal::new(draft),
            errors: RwSignal::new(Vec::new()),
        }
    }

    fn key(self) -> String {
        format!("{DRAFTS}{}", self.item.with_value(|i| i.id))
    }

    /// Keeps what was typed on the device.
    pub fn keep(self) {
        let mut draft = self.draft.get_untracked();
        draft.saved_on = when::local(now()).date().to_string();
        store::write(&self.key(), &draft);
    }

    /// Forgets what was typed, when it is sent or thrown away.
    pub fn forget(self) {
        store::remove(&self.key());
    }

    /// What is wrong on this screen.
    pub fn problems_on(self, screen: Screen) -> Vec<FieldProblem> {
        self.problems().into_iter().filter(|p| Screen::of_pointer(&p.pointer) == screen).collect()
    }

    /// What is wrong anywhere.
    pub fn problems(self) -> Vec<FieldProblem> {
        let community = self.place.with_value(|p| p.id);
        self.item.with_value(|item| self.draft.with_untracked(|d| d.problems(item, community)))
    }
}

/// An empty draft with the contact remembered from last time.
fn fresh() -> Draft {
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
    let writing = Writing::begin(item, place);
    let restored = writing.draft.with_untracked(|d| !d.saved_on.is_empty());
    Effect::new(move |_| {
        writing.draft.track();
        // The first run has nothing new to keep.
        if writing.draft.with_untracked(|d| *d != Draft::default()) {
            writing.keep();
        }
    });
    let navigate = use_navigate();
    let discard = StoredValue::new(move |_: leptos::ev::MouseEvent| {
        writing.draft.set(Draft::default());
        writing.errors.set(Vec::new());
        writing.forget();
        navigate(&format!("/order/{id}/1"), Default::default());
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
                view! { <p class="eyebrow">{tr!(order.title, item = name.clone())}</p><Heading text=title/> }
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
                Screen::Check => view! { <check::Check writing/> }.into_any(),
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

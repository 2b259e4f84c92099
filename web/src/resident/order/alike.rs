//! Before an order goes out: whether somebody has ordered the same for the same place. One may follow that one instead.

use crate::api::{self, Api, Attempt};
use crate::form::Writing;
use crate::i18n::tr;
use crate::nav;
use crate::orders::said;
use crate::photos::{Of, Queue};
use crate::resident::mine::words;
use crate::session::Session;
use crate::ui::lean::{act, flag};
use crate::ui::{Banner, focus, icon, spoken};
use contract::OrderId;
use contract::orders::{DuplicateFilter, FollowOrder, OpenDuplicate, OrderState};
use leptos::prelude::*;

/// What was found, and whether the resident has decided to order all the same.
#[derive(Clone, Copy)]
pub struct Alike {
    api: Api,
    writing: Writing,
    found: RwSignal<Vec<OpenDuplicate>>,
    asked: RwSignal<bool>,
    settled: RwSignal<bool>,
    pending: RwSignal<bool>,
    trouble: RwSignal<Option<String>>,
    attempt: StoredValue<Option<Attempt>>,
}

impl Alike {
    /// Asks at once where somebody is signed in; otherwise [`Self::stands_in_the_way`] asks before the order goes out.
    pub fn begin(writing: Writing) -> Self {
        let this = Self {
            api: Api::expect(),
            writing,
            found: RwSignal::new(Vec::new()),
            asked: RwSignal::new(false),
            settled: RwSignal::new(false),
            pending: RwSignal::new(false),
            trouble: RwSignal::new(None),
            attempt: StoredValue::new(None),
        };
        if Session::expect().me_untracked().is_some() {
            api::run(this.ask());
        }
        this
    }

    /// The open ones; none once the resident has decided. Followed.
    pub fn shown(self) -> Vec<OpenDuplicate> {
        if self.settled.get() { Vec::new() } else { self.found.get() }
    }

    async fn ask(self) {
        let Some(filter) = self.filter() else { return };
        // It is a help and no condition: where it fails, the order goes out.
        let answer = api::following::duplicates(self.api, &filter).await;
        self.asked.try_set(true);
        if let Ok(found) = answer
            && !found.items.is_empty()
        {
            self.found.try_set(found.items);
            focus("alike-title");
        }
    }

    /// Whether there is something the resident has to see before the order goes out.
    pub async fn stands_in_the_way(self) -> bool {
        if !self.asked.get_untracked() {
            self.ask().await;
        }
        self.settled.try_get_untracked() == Some(false) && self.found.try_with_untracked(|f| !f.is_empty()) == Some(true)
    }

    fn filter(self) -> Option<DuplicateFilter> {
        let item_id = self.writing.item.try_with_value(|i| i.id)?;
        let address = self.writing.draft.try_with_untracked(|d| d.address.trim().to_owned())?;
        Some(DuplicateFilter { item_id, community_id: self.writing.community, address })
    }

    fn follow(self, id: OrderId, queue: Queue) {
        let Some(DuplicateFilter { item_id, community_id, address }) = self.filter() else { return };
        if self.pending.get_untracked() {
            return;
        }
        let sending = api::following::follow(id, &FollowOrder { item_id, community_id, address });
        let body = format!("{} {}", sending.path, sending.body);
        let key = self.attempt.try_update_value(|last| Attempt::key_for(last, &body, api::fresh_key)).unwrap_or_else(api::fresh_key);
        self.pending.set(true);
        self.trouble.set(None);
        api::run(async move {
            let outcome = api::send(self.api, &sending, &key).await;
            self.pending.try_set(false);
            match outcome {
                Ok(_) => {
                    self.writing.forget();
                    queue.clear(Of::Item(item_id));
                    nav::go(&format!("/following/{id}"));
                }
                Err(failure) => drop(self.trouble.try_set(Some(said(&failure)))),
            }
        });
    }
}

/// Where it stands, without a word that is meant for its requester.
fn state(state: OrderState) -> String {
    match state {
        OrderState::NeedsInfo => tr!(wishes.state_needs_info_other),
        OrderState::Done => tr!(wishes.state_done_other),
        other => words::state(other),
    }
}

#[component]
pub fn Others(alike: Alike, found: Vec<OpenDuplicate>) -> impl IntoView {
    let queue = Queue::expect();
    let settle = move |_| {
        alike.settled.set(true);
        focus("main");
    };
    let one = move |o: OpenDuplicate| {
        let id = o.id;
        let by = o.deadline.map(|at| format!(" · {}", tr!(mine.deadline_by, when = spoken::when(at))));
        let known = if o.is_mine {
            Some((format!("/orders/{id}"), tr!(wishes.alike_mine)))
        } else {
            o.is_followed.then(|| (format!("/following/{id}"), tr!(wishes.alike_followed)))
        };
        let action = match known {
            Some((to, words)) => view! { <p class="hint">{words}</p><a href=to class="button button-secondary button-wide">{tr!(wishes.alike_look)}</a> }.into_any(),
            None => view! {
                <button type="button" class="button button-primary button-wide" disabled=flag(move || alike.pending.get()) on:click=act(move |_| alike.follow(id, queue))>{icon("bell")}{tr!(wishes.alike_follow)}</button>
            }.into_any(),
        };
        view! {
            <li class="card">
                <p class="badges"><strong>{crate::i18n::pick(&o.item.name, &o.item.name_en)}</strong><span class="state state-moving">{state(o.state)}</span></p>
                <p>{tr!(wishes.alike_since, when = spoken::when(o.ordered_at))}{by}</p>
                {(o.followers > 0).then(|| view! { <p class="hint">{tr!(wishes.followers, n = o.followers)}</p> })}
                {action}
            </li>
        }
    };
    view! {
        <section aria-labelledby="alike-title">
            <h2 id="alike-title" tabindex="-1">{tr!(wishes.alike_title)}</h2>
            <p>{tr!(wishes.alike_lead)}</p>
            {crate::ui::lean::live(move || alike.trouble.get().map(|text| view! { <Banner text/> }))}
            <ul class="plain wish-list">{found.into_iter().map(one).collect_view()}</ul>
            <button type="button" class="button button-secondary button-wide" on:click=act(settle)>{tr!(wishes.alike_order)}</button>
        </section>
    }
}

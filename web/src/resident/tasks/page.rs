//! One task: what is asked, where and for whom, and the one next step in the largest button.

use super::answer::{Answer, HandBack};
use super::person::Person;
use super::plan::Plan;
use super::work::{Complete, Contacted};
use crate::api::{self, Api};
use crate::i18n::{pick, tr};
use crate::orders::{self, said};
use crate::resident::mine::words as order_words;
use crate::session::Session;
use crate::ui::lean::live;
use crate::ui::spoken_name;
use crate::ui::{Banner, Heading, SignInFirst, icon, load};
use crate::ui::{now, spoken};
use contract::dispatch::{Dispatch, DispatchAction, DispatchState};
use contract::orders::{Order, OrderAction};
use contract::{OrderId, ProblemCode};
use leptos::prelude::*;
use std::future::Future;
use std::pin::Pin;

/// The order of this task; a step puts the new one in its place.
#[derive(Clone, Copy)]
pub struct Job {
    pub api: Api,
    pub order: RwSignal<Order>,
    pub pending: RwSignal<bool>,
    pub notice: RwSignal<Option<String>>,
    pub trouble: RwSignal<Option<String>>,
}

impl Job {
    /// Whether a step of the order is open to the caller.
    pub fn may(self, action: OrderAction) -> bool {
        self.order.with(|o| crate::orders::may(o, action))
    }

    /// The offer to the caller's team on which this step is open.
    pub fn offer_with(self, action: DispatchAction) -> Option<Dispatch> {
        self.order.with(|o| o.dispatches.iter().find(|d| d.allowed_actions.contains(&action)).cloned())
    }

    /// Id and version, for the next step.
    pub fn at(self) -> (OrderId, i32) {
        self.order.with_untracked(|o| (o.id, o.version))
    }

    /// Takes a step and shows what came of it. A stale order is fetched again.
    pub fn take(self, done: String, step: impl Future<Output = api::Answer<Order>> + 'static) {
        self.take_boxed(done, Box::pin(step));
    }

    fn take_boxed(self, done: String, step: Pin<Box<dyn Future<Output = api::Answer<Order>>>>) {
        // The second of two quick taps comes before the button is grey.
        if self.pending.get_untracked() {
            return;
        }
        let api = self.api;
        self.pending.set(true);
        self.trouble.set(None);
        self.notice.set(None);
        let (id, _) = self.at();
        api::run(async move {
            match step.await {
                Ok(order) => {
                    self.order.set(order);
                    self.notice.set(Some(done));
                }
                Err(failure) => {
                    let moved_on = matches!(&failure, api::Failure::Problem(p) if matches!(p.code, ProblemCode::StaleVersion | ProblemCode::StepRefused));
                    self.trouble.set(Some(if moved_on { tr!(mine.reload_stale) } else { said(&failure) }));
                    if let (true, Ok(order)) = (moved_on, api::orders::get(api, id).await) {
                        self.order.set(order);
                    }
                }
            }
            self.pending.set(false);
        });
    }
}

/// `/tasks/:order`
#[component]
pub fn TaskPage(id: OrderId) -> impl IntoView {
    let (api, session) = (Api::expect(), Session::expect());
    let signed_in = Memo::new(move |_| session.me().is_some());
    live(move || {
        if !signed_in.get() {
            return view! { <Heading text=tr!(tasks.title)/><SignInFirst lead=tr!(tasks.sign_in_lead)/> }.into_any();
        }
        let order = move || api::orders::get(api, id);
        load(order, |order: Order| view! { <Task order/> }.into_any())
    })
}

#[component]
fn Task(order: Order) -> impl IntoView {
    let title = pick(&order.item.name, &order.item.name_en);
    let place = spoken_name(&order.community.name).to_owned();
    let job = Job {
        api: Api::expect(),
        order: RwSignal::new(order),
        pending: RwSignal::new(false),
        notice: RwSignal::new(None),
        trouble: RwSignal::new(None),
    };
    view! {
        <a href="/tasks" class="back-link">{icon("arrow-left")}{tr!(tasks.title)}</a>
        <p class="eyebrow">{place}</p>
        <Heading text=title/>
        <div class="live" aria-live="polite">{live(move || job.notice.get().map(|text| view! { <p class="notice-good">{icon("circle-check")}{text}</p> }))}</div>
        {live(move || job.trouble.get().map(|text| view! { <Banner text/> }))}
        <div class="split">
        <div class="split-main">
        {live(move || view! { <Standing order=job.order.get()/> })}
        <Answer job/>
        <Contacted job/>
        <Complete job/>
        </div>
        <Person job/>
        {live(move || view! { <Asked order=job.order.get()/> })}
        <Plan job/>
        <HandBack job/>
        </div>
    }
}

/// The state and the next date.
#[component]
fn Standing(order: Order) -> impl IntoView {
    let offer = order
        .dispatches
        .iter()
        .filter(|d| matches!(d.state, DispatchState::Offered | DispatchState::Accepted))
        .max_by_key(|d| d.offered_at);
    let answer_by = offer.filter(|d| d.state == DispatchState::Offered).map(|d| d.expires_at);
    let due = answer_by.or(order.deadline.filter(|_| offer.is_some()));
    let late = due.is_some_and(|at| at < now());
    let label = due.map(|at| {
        if answer_by.is_some() { tr!(tasks.answer_by, when = spoken::when(at)) } else { tr!(tasks.finish_by, when = spoken::when(at)) }
    });
    let latest = order.dispatches.iter().max_by_key(|d| d.offered_at);
    let state = offer.or(latest).map_or_else(|| order_words::state(order.state), |d| orders::offer(d.state));
    let note = offer.and_then(|d| d.note.clone()).filter(|n| !n.is_empty());
    view! {
        <section class="standing standing-moving" aria-labelledby="task-state">
            <h2 id="task-state">{state}</h2>
            <p class="badges">
                {orders::urgency(order.urgency).map(|text| view! { <span class="state state-late">{text}</span> })}
                {label.map(|text| view! { <span class:late=late>{text}</span> })}
            </p>
            {(order.round > 1).then(|| view! { <p class="late">{tr!(tasks.round, n = order.round)}</p> })}
            {note.map(|note| view! { <p><strong>{tr!(tasks.from_desk)}</strong>" "{note}</p> })}
        </section>
    }
}

/// What the resident wrote.
#[component]
fn Asked(order: Order) -> impl IntoView {
    let row = |label: String, value: String| view! { <div class="review-row"><dt>{label}</dt><dd class="review-value">{value}</dd></div> };
    view! {
        <section class="card" aria-labelledby="asked-title">
            <h2 id="asked-title">{tr!(tasks.what)}</h2>
            <blockquote class="said">{order.text.clone()}</blockquote>
            <dl class="review">
                {order.answers.iter().map(|a| row(pick(&a.label, &a.label_en), pick(&a.text, &a.text_en))).collect_view()}
                {orders::at_home(&order).map(|text| row(tr!(tasks.at_home), text))}
                {row(tr!(mine.number), order.number.clone())}
            </dl>
        </section>
    }
}

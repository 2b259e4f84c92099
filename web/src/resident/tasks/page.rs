//! One task: what is asked, where and for whom, and the one next step in the largest button.

use super::answer::{Answer, HandBack};
use super::mend::Mend;
use super::onward::{Onward, Resume};
use super::person::Person;
use super::plan::Plan;
use super::words;
use super::work::{Complete, Contacted};
use crate::api::Api;
use crate::i18n::{pick, tr};
use crate::orders;
use crate::resident::mine::facts;
use crate::resident::mine::words as order_words;
use crate::resident::pictures::{Known, Pictures};
use crate::resident::step::{Here, Said, both};
use crate::session::Session;
use crate::ui::lean::live;
use crate::ui::spoken_name;
use crate::ui::{Heading, SignInFirst, fact, icon, load};
use crate::ui::{now, spoken};
use contract::OrderId;
use contract::dispatch::{DispatchState, Objection};
use contract::orders::{Order, OrderState, Timeline};
use leptos::prelude::*;
use std::sync::Arc;

/// `/tasks/:order`
#[component]
pub fn TaskPage(id: OrderId) -> impl IntoView {
    let (api, session) = (Api::expect(), Session::expect());
    let signed_in = Memo::new(move |_| session.me().is_some());
    live(move || {
        if !signed_in.get() {
            return view! { <Heading text=tr!(tasks.title)/><SignInFirst lead=tr!(tasks.sign_in_lead)/> }.into_any();
        }
        load(move || both(api, id), |found: Found| view! { <Task found/> }.into_any())
    })
}

type Found = (Arc<Order>, Arc<Timeline>);

/// The address of a part, which may be the team's or not.
fn address(id: OrderId) -> String {
    format!("/tasks/{id}")
}

#[component]
fn Task(found: Found) -> impl IntoView {
    let here = Here::begin(found);
    let (title, place) = here.order.with_untracked(|o| (pick(&o.item.name, &o.item.name_en), spoken_name(&o.community.name).to_owned()));
    let photos = Known::of(here);
    view! {
        <a href="/tasks" class="back-link">{icon("arrow-left")}{tr!(tasks.title)}</a>
        <p class="eyebrow">{place}</p>
        <Heading text=title/>
        <Said here/>
        <div class="split">
        <div class="split-main">
        {live(move || standing(&here.order.get(), &here.timeline.get()))}
        <Mend here/>
        <Answer here/>
        <Contacted here/>
        <Resume here/>
        <Complete here known=photos/>
        {live(move || facts::parts(&here.order.get(), address))}
        <Onward here/>
        </div>
        <Person here/>
        {live(move || asked(&here.order.get()))}
        <Pictures known=photos adds=None/>
        <Plan here/>
        <HandBack here/>
        </div>
    }
}

/// The state and the next date.
fn standing(order: &Order, timeline: &Timeline) -> AnyView {
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
    let said = offer.or(latest).filter(|_| order.state != OrderState::Waiting);
    let state = said.map_or_else(|| order_words::state(order.state), |d| orders::offer(d.state));
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
            {offer.filter(|d| d.is_named).map(|_| view! { <p class="hint">{tr!(tasks.named)}</p> })}
            {latest.and_then(|d| d.objection.as_ref()).map(objection)}
            {facts::hold(order, timeline)}
            {facts::promise(order)}
        </section>
    }
    .into_any()
}

/// What the team objected, and what came of it.
fn objection(objection: &Objection) -> AnyView {
    let review = objection.review.clone().filter(|text| !text.is_empty());
    view! {
        <div class="said">
            <p><strong>{words::objection_state(objection.state)}</strong>" "{words::objection(objection.reason)}</p>
            <p>{objection.text.clone()}</p>
            {review.map(|text| view! { <p>{text}</p> })}
        </div>
    }
    .into_any()
}

/// What the resident wrote.
fn asked(order: &Order) -> AnyView {
    let row = fact;
    view! {
        <section class="card" aria-labelledby="asked-title">
            <h2 id="asked-title">{tr!(tasks.what)}</h2>
            <blockquote class="said">{order.text.clone()}</blockquote>
            <dl class="review">
                {order.answers.iter().map(|a| row(pick(&a.label, &a.label_en), pick(&a.text, &a.text_en))).collect_view()}
                {orders::at_home(order).map(|text| row(tr!(tasks.at_home), text))}
                {row(tr!(mine.number), order.number.clone())}
            </dl>
        </section>
    }
    .into_any()
}

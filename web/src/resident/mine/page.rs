//! One order of mine: where it stands, what I can do, the way it went, what I wrote, who saw my number.

use super::answer::Question;
use super::facts;
use super::intake::{Contest, Urge, became};
use super::reveals::Reveals;
use super::track::{is_late, mood};
use super::tracking::Tracking;
use super::verdict::Verdict;
use super::withdraw::Withdraw;
use super::words;
use crate::api::Api;
use crate::i18n::{pick, tr};
use crate::orders;
use crate::resident::pictures::{Known, Pictures};
use crate::resident::step::{Here, Said, both};
use crate::session::Session;
use crate::ui::lean::live;
use crate::ui::{Heading, SignInFirst, fact, icon, load};
use crate::ui::{now, spoken};
use contract::OrderId;
use contract::orders::{Order, OrderState, Timeline};
use contract::photos::PhotoKind;
use leptos::prelude::*;
use std::sync::Arc;

/// `/orders/:id`
#[component]
pub fn OrderTrackingPage(id: OrderId) -> impl IntoView {
    let (api, session) = (Api::expect(), Session::expect());
    let signed_in = Memo::new(move |_| session.me().is_some());
    live(move || {
        if !signed_in.get() {
            return view! { <Heading text=tr!(mine.title)/><SignInFirst lead=tr!(mine.sign_in_lead)/> }.into_any();
        }
        load(move || both(api, id), |found: Found| view! { <Tracked found/> }.into_any())
    })
}

type Found = (Arc<Order>, Arc<Timeline>);

/// The address of an order in this program.
fn address(id: OrderId) -> String {
    format!("/orders/{id}")
}

#[component]
fn Tracked(found: Found) -> impl IntoView {
    let here = Here::begin(found);
    let (name, number, is_mine) = here.order.with_untracked(|o| (pick(&o.item.name, &o.item.name_en), o.number.clone(), o.is_mine));
    let title = format!("{name} {number}");
    let photos = Known::of(here);
    view! {
        <a href="/orders" class="back-link">{icon("arrow-left")}{tr!(mine.title)}</a>
        <Heading text=name title/>
        <p class="number">{tr!(mine.number)}" "<strong>{number}</strong></p>
        <Said here/>
        <div class="split">
        <div class="split-main">
        {live(move || standing(&here.order.get(), &here.timeline.get()))}
        <Urge here/>
        <Question here/>
        <Contest here/>
        <Verdict here/>
        {live(move || facts::parts(&here.order.get(), address))}
        <section class="card" aria-labelledby="track-title">
            <h2 id="track-title">{tr!(mine.track)}</h2>
            {live(move || view! { <Tracking order=here.order.get() timeline=here.timeline.get()/> })}
        </section>
        </div>
        <section class="card" aria-labelledby="details-title">
            <h2 id="details-title">{tr!(mine.details)}</h2>
            {live(move || details(&here.order.get()))}
        </section>
        <Pictures known=photos adds=is_mine.then_some(PhotoKind::Report)/>
        {is_mine.then(|| view! { <Reveals id=here.at().0/> })}
        <Withdraw here/>
        </div>
    }
}

/// The state as a headline, what it means, by when, and who.
fn standing(order: &Order, timeline: &Timeline) -> AnyView {
    let late = is_late(order, now());
    let deadline = order.deadline.filter(|_| !order.state.is_final() && order.state != OrderState::Confirmed);
    let fact = |label: String, value: String| view! { <div><dt>{label}</dt><dd>{value}</dd></div> };
    let rejection = order.rejection.clone().map(|r| {
        view! {
            <div class="said"><p><strong>{orders::rejection(r.reason)}</strong></p><p>{r.explanation}</p></div>
        }
    });
    view! {
        <section class=format!("standing standing-{}", words::tone(mood(order.state))) aria-labelledby="state-title">
            <h2 id="state-title">{words::state(order.state)}</h2>
            <p>{words::meaning(order.state)}</p>
            {rejection}
            {became(order)}
            {facts::hold(order, timeline)}
            {(order.round > 1).then(|| view! { <p class="hint">{tr!(mine.round, n = order.round)}</p> })}
            {late.then(|| view! { <p class="late">{icon("alarm-clock")}{tr!(mine.track_late)}</p> })}
            <dl class="facts-inline">
                {deadline.map(|at| fact(tr!(mine.deadline), tr!(mine.deadline_value, when = spoken::when(at))))}
                {order.team.clone().map(|team| fact(tr!(mine.team), team.name))}
                {order.responsible_person.clone().map(|person| fact(tr!(mine.person), person.name))}
                {order.outcome.map(|outcome| fact(tr!(mine.outcome), orders::outcome(outcome)))}
            </dl>
            {order.completion_note.clone().filter(|n| !n.is_empty()).map(|note| view! { <blockquote class="said">{note}</blockquote> })}
            {facts::promise(order)}
        </section>
    }
    .into_any()
}

fn details(order: &Order) -> AnyView {
    let row = fact;
    let contact = [order.contact.name.as_str(), &order.contact.phone, &order.contact.address]
        .into_iter()
        .filter(|t| !t.is_empty())
        .collect::<Vec<_>>()
        .join("\n");
    let planned = order.measures.iter().filter(|m| m.round == order.round);
    let measures: Vec<_> =
        planned.map(|m| view! { <li>{tr!(mine.measure_line, what = &m.what, who = &m.who, when = spoken::when(m.due_at))}</li> }).collect();
    view! {
        <dl class="review">
            {row(tr!(mine.said), order.text.clone())}
            {order.answers.iter().map(|a| row(pick(&a.label, &a.label_en), pick(&a.text, &a.text_en))).collect_view()}
            {orders::at_home(order).map(|text| row(tr!(mine.at_home), text))}
            {row(tr!(mine.contact), contact)}
            {row(tr!(mine.community), crate::ui::spoken_name(&order.community.name).to_owned())}
        </dl>
        {(!measures.is_empty()).then(|| view! { <h3>{tr!(mine.measures)}</h3><ul class="plain">{measures}</ul> })}
        {facts::rounds(order)}
    }
    .into_any()
}

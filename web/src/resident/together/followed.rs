//! An order that I follow: how far it is, pressing for it, rating it for myself, following it no more. Nothing of its requester.

use super::words;
use crate::api::{self, Api, Failure};
use crate::i18n::{pick, tr};
use crate::nav;
use crate::resident::mine::intake::{goes_on, urging};
use crate::resident::mine::rate::{RateForm, Rated};
use crate::resident::step::Sender;
use crate::session::Session;
use crate::ui::lean::{act, flag, live};
use crate::ui::{Heading, SignInFirst, fetched, icon, load, spoken, spoken_name};
use contract::orders::{BlockReason, FollowedEvent, FollowedOrder, OrderAction, Step};
use contract::ratings::RateOrder;
use contract::{OrderId, ProblemCode};
use leptos::prelude::*;
use std::sync::Arc;

/// `/following/:id`
#[component]
pub fn FollowedPage(id: OrderId) -> impl IntoView {
    let (api, session) = (Api::expect(), Session::expect());
    let signed_in = Memo::new(move |_| session.me().is_some());
    let again = RwSignal::new(0u32);
    let sender = Sender::begin(move |_| again.update(|n| *n = n.wrapping_add(1)));
    let ask = move || {
        again.track();
        async move {
            let found = api::following::get(api, id).await;
            if matches!(&found, Err(Failure::Problem(p)) if p.code == ProblemCode::NotFound) {
                // The order that goes on for a merged one may be one's own.
                nav::replace(&format!("/orders/{id}"));
            }
            found.map(Arc::new)
        }
    };
    live(move || {
        if !signed_in.get() {
            return view! { <Heading text=tr!(wishes.following)/><SignInFirst lead=tr!(wishes.following_sign_in)/> }.into_any();
        }
        view! {
            <a href="/following" class="back-link">{icon("arrow-left")}{tr!(wishes.following)}</a>
            {sender.said()}
            {load(ask, move |order: Arc<FollowedOrder>| view! { <Followed order sender/> }.into_any())}
        }
        .into_any()
    })
}

fn may(order: &FollowedOrder, action: OrderAction) -> (bool, Option<BlockReason>) {
    let found = order.allowed_actions.iter().find(|a| a.action == action);
    (found.is_some_and(|a| a.blocked.is_none()), found.and_then(|a| a.blocked))
}

#[component]
fn Followed(order: Arc<FollowedOrder>, sender: Sender) -> impl IntoView {
    let (id, expected_version) = (order.id, order.version);
    let (can_urge, no_urge) = may(&order, OrderAction::Urge);
    let (can_rate, _) = may(&order, OrderAction::Rate);
    let urge = move || sender.send(tr!(intake.urged), api::orders::urge(id, &Step { expected_version }), None);
    let other = order.goes_on.as_ref().map(|o| {
        view! { <p><a href=format!("/following/{}", o.id)>{tr!(intake.goes_on)}</a>" "{goes_on(o)}</p> }
    });
    let fact = |label: String, value: String| view! { <div><dt>{label}</dt><dd>{value}</dd></div> };
    let deadline = order.deadline.filter(|_| !order.state.is_final());
    let rated = order.rating.clone().map(|rating| view! { <section class="card" aria-labelledby="rated-title"><Rated rating/></section> });
    view! {
        <p class="eyebrow">{spoken_name(&order.community_name).to_owned()}</p>
        <Heading text=pick(&order.item.name, &order.item.name_en)/>
        <div class="split">
        <div class="split-main">
        <section class="standing standing-moving" aria-labelledby="state-title">
            <h2 id="state-title">{words::state(order.state)}</h2>
            {other}
            <dl class="facts-inline">
                {deadline.map(|at| fact(tr!(mine.deadline), tr!(mine.deadline_value, when = spoken::when(at))))}
                {fact(tr!(wishes.followers_label), tr!(intake.followers_n, n = order.followers))}
            </dl>
            <p class="hint">{tr!(wishes.followed_at, when = spoken::when(order.followed_at))}</p>
        </section>
        {urging(can_urge, no_urge, sender.pending, urge)}
        {rated}
        {can_rate.then(|| view! { <Rate id sender/> })}
        <section class="card" aria-labelledby="track-title">
            <h2 id="track-title">{tr!(mine.track)}</h2>
            <ol class="way">{order.timeline.iter().map(event).collect_view()}</ol>
        </section>
        </div>
        <Unfollow id sender/>
        </div>
    }
}

fn event(event: &FollowedEvent) -> impl IntoView + use<> {
    view! {
        <li class="way-past">
            <span class="way-dot">{icon("check")}</span>
            <p class="way-what">{words::action(event.action)}</p>
            <p class="way-when"><time datetime=event.at.to_rfc3339()>{spoken::when(event.at)}</time></p>
        </li>
    }
}

#[component]
fn Rate(id: OrderId, sender: Sender) -> impl IntoView {
    let tags = fetched(move || api::ratings::tags(sender.api));
    let send = Callback::new(move |rating: RateOrder| sender.send(tr!(mine.rate_thanks), api::ratings::rate(id, &rating), None));
    live(move || {
        tags.get().map(|tags| {
            view! {
                <section class="card" aria-labelledby="rate-title">
                    <h2 id="rate-title">{tr!(mine.rate_title)}</h2>
                    <p class="hint">{tr!(mine.rate_lead)}</p>
                    <RateForm tags pending=sender.pending send/>
                </section>
            }
        })
    })
}

#[component]
fn Unfollow(id: OrderId, sender: Sender) -> impl IntoView {
    let leave = move |_| {
        sender.pending.set(true);
        api::run(async move {
            let outcome = api::following::unfollow(sender.api, id).await;
            sender.pending.try_set(false);
            match outcome {
                Ok(()) => nav::replace("/following"),
                Err(failure) => sender.fail(&failure, None),
            }
        });
    };
    view! { <section class="withdraw"><button type="button" class="button button-quiet" disabled=flag(move || sender.pending.get()) on:click=act(leave)>{tr!(wishes.unfollow)}</button></section> }
}

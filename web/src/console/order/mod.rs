//! One order: what is asked and by when, the steps that are open, who has it, and everything that happened.

mod contact;
mod facts;
pub mod history;
mod intake;
mod intake_steps;
mod more;
mod next;
mod offers;
pub mod open;
mod photos;
mod reject;
mod steps;

use super::clock::{Due, dated};
use super::gate::BackToList;
use super::table::urgency_mark;
use super::words;
use crate::api::{self, Api};
use crate::i18n::{pick, tr};
use crate::ui::lean::{act, live};
use crate::ui::{Heading, Notices, icon, load, spoken_name};
use contract::OrderId;
use contract::orders::{Order, Timeline};
use leptos::prelude::*;
use open::Open;

/// `/console/orders/:id`
#[component]
pub fn OrderPage(id: OrderId) -> impl IntoView {
    let api = Api::expect();
    let both = move || async move {
        let order = api::orders::get(api, id).await?;
        Ok((order, api::orders::timeline(api, id).await?))
    };
    load(both, |(order, timeline): (Order, Timeline)| view! { <Page open=Open::new(order, timeline)/> }.into_any())
}

#[component]
fn Page(open: Open) -> impl IntoView {
    open.follow();
    // Pictures are fetched anew only when there are others.
    let pictures = Memo::new(move |_| open.order.with(|o| o.photos.clone()));
    view! {
        <div class="list-head">
            <BackToList/>
            <button type="button" class="button button-secondary button-small" on:click=act(|_| print())>{icon("printer")}{tr!(steps.print)}</button>
        </div>
        <Head open/>
        <Notices notice=open.notice trouble=open.trouble/>
        {live(move || open.moved_on.get().then(|| view! { <MovedOn open/> }))}
        <div class="columns">
            <div class="column-main">
                <next::NextStep open/>
                {live(move || view! { <facts::Related order=open.order.get()/> })}
                {live(move || view! { <facts::Asked order=open.order.get()/> })}
                {live(move || open.order.with(intake::taken_in))}
                {live(move || view! { <photos::Photos photos=pictures.get() several_rounds=open.order.with_untracked(|o| o.round > 1)/> })}
                <contact::ContactCard open/>
                <offers::Offers open/>
                {live(move || view! { <facts::Measures order=open.order.get()/> })}
                {live(move || view! { <facts::CameOfIt order=open.order.get()/> })}
                {live(move || view! { <facts::Rounds order=open.order.get()/> })}
            </div>
            <div class="column-side">
                {live(move || view! { <history::Clocks clocks=open.order.get().clocks/> })}
                {live(move || view! { <history::Happened timeline=open.timeline.get()/> })}
            </div>
        </div>
    }
}

/// The order has moved on while somebody writes.
#[component]
fn MovedOn(open: Open) -> impl IntoView {
    view! {
        <p class="moved-on" role="status">
            {icon("refresh-cw")}<span>{tr!(steps.moved_on)}</span>
            <button type="button" class="button button-secondary button-small" on:click=act(move |_| open.reread())>{tr!(steps.moved_on_read)}</button>
        </p>
    }
}

/// Prints the page: black on white and without what is there to press, see the style sheet.
fn print() {
    if let Some(window) = web_sys::window() {
        // A browser that cannot print shows nothing, and nothing is lost.
        let _ = window.print();
    }
}

/// The name of the matter, its number, where it stands and what is due.
#[component]
fn Head(open: Open) -> impl IntoView {
    let (name, number) = open.order.with_untracked(|o| (pick(&o.item.name, &o.item.name_en), o.number.clone()));
    let title = tr!(desk.title, item = name, number = number);
    view! {
        <div class="order-head">
            <Heading text=name title/>
            {live(move || {
                let order = open.order.get();
                let place = spoken_name(&order.community.name).to_owned();
                view! {
                    <p class="number">
                        {tr!(mine.number)}" "<strong>{order.number.clone()}</strong>
                        " · "{place}" · "{words::source(order.source)}" · "{tr!(desk.submitted_at, when = dated(order.created_at))}
                    </p>
                    <p class="badges">
                        <span class=format!("state state-{}", words::tone(order.state))>{words::state(order.state)}</span>
                        {urgency_mark(order.urgency)}
                        {(order.round > 1).then(|| view! { <span class="state state-late">{tr!(console.round_n, n = order.round)}</span> })}
                        {order.due_at.map(|at| view! { <span class="head-due"><Due at=Some(at)/></span> })}
                        {order.deadline.map(|at| view! { <span class="hint">{tr!(desk.deadline, when = dated(at))}</span> })}
                    </p>
                }
            })}
        </div>
    }
}

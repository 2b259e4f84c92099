//! What became of an order before the work: the other channel, the order that goes on; pressing for it; contesting a rejection.

use super::words;
use crate::api;
use crate::i18n::tr;
use crate::orders;
use crate::resident::step::{Field, Filled, Here, StepForm};
use crate::ui::lean::{act, flag, live};
use crate::ui::{icon, spoken};
use contract::orders::{BlockReason, GoesOn, Order, OrderAction, Pending, Step, StepWithText};
use leptos::prelude::*;

/// Where the order that goes on stands, and by when it is promised.
pub fn goes_on(order: &GoesOn) -> String {
    let state = words::state(order.state);
    match order.deadline.filter(|_| !order.state.is_final()) {
        Some(at) => tr!(intake.goes_on_by, state = state, when = spoken::when(at)),
        None => state,
    }
}

/// What became of one that was referred or merged.
pub fn became(order: &Order) -> AnyView {
    let referral = order.intake.referral.clone().map(|r| {
        let number = r.receipt.map(|number| view! { <p>{tr!(mine.receipt, number = number)}</p> });
        view! { <div class="said"><p><strong>{orders::channel(r.channel)}</strong></p>{number}<p>{r.explanation}</p></div> }
    });
    let other = order.intake.goes_on.as_ref().map(|o| {
        // Its requester is somebody else: it is read as one that is followed.
        view! { <p><a href=format!("/following/{}", o.id)>{tr!(intake.goes_on)}</a>" "{goes_on(o)}</p> }
    });
    view! { {referral}{other} }.into_any()
}

/// Pressing for it, once a day.
#[component]
pub fn Urge(here: Here) -> impl IntoView {
    let send = move || {
        let (id, expected_version) = here.at();
        here.send(tr!(intake.urged), api::orders::urge(id, &Step { expected_version }), None);
    };
    let pending = here.pending;
    let may = Memo::new(move |_| (here.may(OrderAction::Urge), here.blocked(OrderAction::Urge)));
    live(move || {
        let (open, blocked) = may.get();
        urging(open, blocked, pending, send)
    })
}

/// The button, or why there is none just now.
pub fn urging(open: bool, blocked: Option<BlockReason>, pending: RwSignal<bool>, send: impl Fn() + 'static) -> Option<AnyView> {
    if blocked == Some(BlockReason::TooSoon) {
        return Some(view! { <p class="hint">{tr!(intake.urge_tomorrow)}</p> }.into_any());
    }
    open.then(|| {
        view! {
            <div class="urge">
                <button type="button" class="button button-secondary" disabled=flag(move || pending.get()) on:click=act(move |_| send())>{icon("bell")}{tr!(intake.urge)}</button>
                <p class="hint">{tr!(intake.urge_lead)}</p>
            </div>
        }
        .into_any()
    })
}

/// Asking the street to look again at a rejection.
#[component]
pub fn Contest(here: Here) -> impl IntoView {
    let open = here.open(OrderAction::Contest);
    let facts = Memo::new(move |_| here.order.with(|o| (o.intake.contest_until, o.pending == Some(Pending::Contest))));
    let makes = Callback::new(move |filled: Filled| {
        let (id, expected_version) = here.at();
        Ok((tr!(intake.contest_sent), api::orders::contest(id, &StepWithText { expected_version, text: filled.text("text") })))
    });
    live(move || {
        let (until, waits) = facts.get();
        if waits {
            return Some(view! { <p class="hint">{icon("clock")}" "{tr!(intake.contest_waiting)}</p> }.into_any());
        }
        let until = until.filter(|_| open.get())?;
        Some(
            view! {
                <section class="card" aria-labelledby="contest-title">
                    <h2 id="contest-title">{tr!(intake.contest_title)}</h2>
                    <p>{tr!(intake.contest_lead, when = spoken::when(until))}</p>
                    <StepForm way=here id="contest" fields=vec![Field::text("text", tr!(intake.contest_text))] send_label=tr!(intake.contest_send)
                        look="button button-secondary button-wide" makes/>
                </section>
            }
            .into_any(),
        )
    })
}

//! The next step: the buttons that `allowed_actions` opens, and nothing else; where a step is closed, why.

use super::intake::contested;
use super::more::MoreSteps;
use super::open::Open;
use super::reject::{Proposed, Reject};
use super::steps;
use crate::api;
use crate::console::clock::dated;
use crate::console::kept::Panel;
use crate::console::words;
use crate::i18n::tr;
use crate::ui::lean::{act, flag, live};
use crate::ui::{at, icon};
use contract::orders::{AcceptOrder, Order, OrderAction, OrderState, Urgency};
use leptos::prelude::*;

#[component]
pub fn NextStep(open: Open) -> impl IntoView {
    let accept = open.may(OrderAction::Accept);
    let dispatch = open.may(OrderAction::Dispatch);
    let (ask, reject) = (open.may(OrderAction::RequestInformation), open.may(OrderAction::ProposeRejection));
    let (grant, confirm, review) = (open.may(OrderAction::GrantExtension), open.may(OrderAction::Reject), open.may(OrderAction::Uphold));
    let is_ours = Memo::new(move |_| [accept, dispatch, ask, reject, grant, confirm, review].into_iter().any(|may| may.get()));
    view! {
        <section class="card next" class:card-turn=flag(move || is_ours.get()) aria-labelledby="next-title">
            <h2 id="next-title" tabindex="-1">{tr!(desk.next_title)}</h2>
            {live(move || (!is_ours.get()).then(|| view! { <p>{open.order.with(waiting)}</p> }))}
            {live(move || open.order.with(|o| o.intake.proposed_rejection.clone()).map(|proposed| view! { <Proposed open proposed can_confirm=confirm.get()/> }))}
            {live(move || open.order.with(|o| open.timeline.with(|t| contested(o, t))))}
            {live(move || accept.get().then(|| view! { <Accept open/> }))}
            {live(move || dispatch.get().then(|| view! { <ToDispatch open/> }))}
            <div class="button-row next-more">
                {live(move || reject.get().then(|| view! { <Toggle open panel=Panel::Reject label=tr!(desk.reject)/> }))}
            </div>
            {live(move || shown(open, reject, Panel::Reject).then(|| view! { <Reject open/> }))}
            {live(move || view! { <Unsent open reject=reject.get()/> })}
            <MoreSteps open/>
            {live(move || open.order.with(blocked))}
            {live(move || open.order.with(|o| o.is_mine).then(|| view! {
                // Another program: it must not be taken for a page of this one.
                <p class="hint">{tr!(desk.own_order)}" "<a href=format!("/orders/{}", open.order.with_untracked(|o| o.id)) rel="external">{tr!(desk.own_order_link)}</a></p>
            }))}
        </section>
    }
}

fn shown(open: Open, may: Memo<bool>, panel: Panel) -> bool {
    may.get() && open.typed.with(|t| t.panel) == panel
}

/// Whose turn it is when it is not ours.
fn waiting(order: &Order) -> String {
    match order.state {
        OrderState::NeedsInfo => tr!(desk.wait_needs_info),
        OrderState::Dispatched => tr!(desk.wait_dispatched),
        OrderState::Taken => tr!(desk.wait_taken),
        OrderState::InProgress => tr!(desk.wait_in_progress),
        OrderState::Done => tr!(desk.wait_done),
        OrderState::Submitted | OrderState::Accepted | OrderState::Reopened => tr!(desk.wait_desk),
        _ => tr!(desk.wait_over),
    }
}

fn blocked(order: &Order) -> AnyView {
    let line =
        |(action, reason)| view! { <li>{tr!(console.reason_with, reason = words::action(action), text = words::blocked(reason))}</li> };
    let closed: Vec<_> = order.allowed_actions.iter().filter_map(|a| Some((a.action, a.blocked?))).collect();
    (!closed.is_empty())
        .then(|| view! { <p class="hint">{tr!(desk.blocked_title)}</p><ul class="hint">{closed.into_iter().map(line).collect_view()}</ul> })
        .into_any()
}

/// How pressing it is, and the button. The usual urgency is chosen, so that the usual order is accepted with one click.
#[component]
fn Accept(open: Open) -> impl IntoView {
    let api = open.api;
    let chosen = move || open.typed.with(|t| t.urgency).unwrap_or(open.order.with_untracked(|o| o.urgency));
    let send = move |e: leptos::ev::SubmitEvent| {
        e.prevent_default();
        let id = open.order.with_untracked(|o| o.id);
        let ask = AcceptOrder { expected_version: open.version(), urgency: untrack(chosen) };
        let done = |order: &Order| match order.deadline {
            Some(at) => tr!(desk.accepted_until, when = dated(at)),
            None => tr!(desk.accepted),
        };
        let body = ask.clone();
        open.take(&body, done, |t| t.urgency = None, |key| async move { api::desk::accept(api, id, &ask, &key).await });
    };
    view! {
        <form class="accept" novalidate on:submit=act(send)>
            <fieldset class="question">
                <legend class="question-label">{tr!(desk.urgency)}</legend>
                <div class="choices choices-flow">
                    {Urgency::ALL.iter().map(|value| view! {
                        <label class="choice">
                            <input type="radio" name="urgency" prop:checked=flag(move || chosen() == *value) on:change=act(move |_| open.typed.update(|t| t.urgency = Some(*value)))/>
                            <span>{words::urgency(*value)}</span>
                        </label>
                    }).collect_view()}
                </div>
            </fieldset>
            <button type="submit" class="button button-primary" disabled=flag(move || open.pending.get())>{icon("check")}{tr!(desk.accept)}</button>
        </form>
    }
}

#[component]
fn ToDispatch(open: Open) -> impl IntoView {
    let to = at(&format!("/orders/{}/dispatch", open.order.with_untracked(|o| o.id)));
    let again = open.order.with_untracked(|o| o.state == OrderState::Reopened || !o.dispatches.is_empty());
    // After refusals enough nobody is asked any more: the secretary names a team.
    if open.order.with_untracked(steps::needs_naming) {
        return view! { <p>{icon("circle-alert")}" "{tr!(steps.naming_first)}</p> }.into_any();
    }
    view! {
        <p>{if again { tr!(desk.dispatch_again_lead) } else { tr!(desk.dispatch_lead) }}</p>
        <a href=to class="button button-primary">{icon("users")}{tr!(desk.dispatch)}</a>
    }
    .into_any()
}

/// Opens the step with a text, or closes it.
#[component]
fn Toggle(open: Open, panel: Panel, label: String) -> impl IntoView {
    let is_open = move || open.typed.with(|t| t.panel == panel);
    let toggle = move |_| open.typed.update(|t| t.panel = if t.panel == panel { Panel::None } else { panel });
    view! {
        <button type="button" class="button button-secondary" aria-expanded=move || is_open().to_string() on:click=act(toggle)>{label}</button>
    }
}

/// What was typed for a step that somebody else has closed meanwhile: it can still be read and copied.
#[component]
fn Unsent(open: Open, reject: bool) -> impl IntoView {
    let left = Memo::new(move |_| open.typed.with(|t| if reject { String::new() } else { t.explanation.trim().to_owned() }));
    let clear = move |_| open.typed.update(|t| t.explanation.clear());
    live(move || {
        left.with(|text| (!text.is_empty()).then(|| text.clone())).map(|text| {
            view! {
                <p class="hint">{tr!(desk.unsent)}</p>
                <blockquote class="said">{text}</blockquote>
                <button type="button" class="button button-quiet" on:click=act(clear)>{tr!(desk.unsent_clear)}</button>
            }
        })
    })
}

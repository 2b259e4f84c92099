//! Accepting many orders at once: first what would become of each, then it is done, and each says what came of it.

use super::clock::{Due, dated};
use super::table::urgency_mark;
use super::words;
use crate::api::{self, Api, Attempt};
use crate::i18n::{pick, tr};
use crate::orders::said;
use crate::ui::lean::{act, flag, live};
use crate::ui::{Heading, Notices, at, focus, icon, load};
use contract::OrderId;
use contract::desk::{AcceptOrders, BulkOutcome, BulkResult, OrderVersion};
use contract::orders::{OrderAction, OrderFilter, OrderPage, OrderSort, OrderState, OrderSummary, Urgency};
use leptos::prelude::*;
use std::collections::HashMap;

/// The API takes so many at once.
const MOST: i64 = 50;

/// Everything the pieces of the page share.
#[derive(Clone, Copy)]
struct Many {
    api: Api,
    orders: StoredValue<Vec<OrderSummary>>,
    chosen: RwSignal<Vec<OrderId>>,
    urgency: RwSignal<Urgency>,
    pending: RwSignal<bool>,
    /// What came of it, or would.
    result: RwSignal<Option<BulkResult>>,
    trouble: RwSignal<Option<String>>,
    attempt: StoredValue<Option<Attempt>>,
}

/// Those of the orders that the API lets the caller accept now.
fn acceptable(orders: Vec<OrderSummary>) -> Vec<OrderSummary> {
    orders.into_iter().filter(|o| o.allowed_actions.iter().any(|a| a.action == OrderAction::Accept && a.blocked.is_none())).collect()
}

/// What is asked for the chosen ones, in the order of the list.
fn ask(orders: &[OrderSummary], chosen: &[OrderId], urgency: Urgency, dry_run: bool) -> AcceptOrders {
    let version = |o: &OrderSummary| OrderVersion { order_id: o.id, expected_version: o.version };
    AcceptOrders { orders: orders.iter().filter(|o| chosen.contains(&o.id)).map(version).collect(), urgency, dry_run }
}

/// `/console/accept`
#[component]
pub fn BulkPage() -> impl IntoView {
    let api = Api::expect();
    let first = move || async move {
        let filter = OrderFilter {
            state: Some(OrderState::Submitted.to_string()),
            sort: Some(OrderSort::Due),
            limit: Some(MOST),
            ..OrderFilter::default()
        };
        api::orders::list(api, &filter).await
    };
    view! {
        <a href=at("/") class="back-link">{icon("arrow-left")}{tr!(console.nav_inbox)}</a>
        <Heading text=tr!(lists.bulk)/>
        <p class="lead">{tr!(lists.bulk_lead)}</p>
        {load(first, |page: OrderPage| view! { <Choose orders=acceptable(page.items)/> }.into_any())}
    }
}

#[component]
fn Choose(orders: Vec<OrderSummary>) -> impl IntoView {
    if orders.is_empty() {
        return view! { <div class="empty card"><p role="status">{icon("circle-check")}" "{tr!(lists.bulk_none)}</p></div> }.into_any();
    }
    let many = Many {
        api: Api::expect(),
        orders: StoredValue::new(orders),
        chosen: RwSignal::new(Vec::new()),
        urgency: RwSignal::new(Urgency::Normal),
        pending: RwSignal::new(false),
        result: RwSignal::new(None),
        trouble: RwSignal::new(None),
        attempt: StoredValue::new(None),
    };
    let is_over = Memo::new(move |_| many.result.with(|r| r.as_ref().is_some_and(|r| !r.dry_run)));
    view! {
        <div id="bulk-trouble" tabindex="-1"><Notices notice=RwSignal::new(None) trouble=many.trouble/></div>
        {live(move || (!is_over.get()).then(|| view! { <Rows many/> }))}
        {live(move || many.result.get().map(|result| view! { <Outcome result many/> }))}
    }
    .into_any()
}

#[component]
fn Rows(many: Many) -> impl IntoView {
    let total = many.orders.with_value(Vec::len);
    let all = move |e| {
        many.result.set(None);
        many.chosen.set(if event_target_checked(&e) { many.orders.with_value(|o| o.iter().map(|o| o.id).collect()) } else { Vec::new() });
    };
    let count = Memo::new(move |_| many.chosen.with(Vec::len));
    let send = move |e: leptos::ev::SubmitEvent| {
        e.prevent_default();
        sent(many, true);
    };
    view! {
        <form novalidate on:submit=act(send)>
            <fieldset class="question">
                <legend class="question-label">{tr!(lists.bulk_urgency)}</legend>
                <div class="choices choices-flow">
                    {Urgency::ALL.iter().map(|value| view! {
                        <label class="choice">
                            <input type="radio" name="urgency" prop:checked=flag(move || many.urgency.get() == *value)
                                on:change=act(move |_| { many.urgency.set(*value); many.result.set(None); })/>
                            <span>{words::urgency(*value)}</span>
                        </label>
                    }).collect_view()}
                </div>
            </fieldset>
            <fieldset class="question">
                <legend class="question-label">{tr!(lists.bulk_which)}</legend>
                <label class="choice choice-plain"><input type="checkbox" prop:checked=flag(move || count.get() == total) on:change=act(all)/><span>{tr!(lists.bulk_all, n = total)}</span></label>
                <ul class="cells">{many.orders.with_value(|all| all.iter().map(|order| row(order, many)).collect_view())}</ul>
            </fieldset>
            <p role="status" class="count">{live(move || tr!(lists.bulk_chosen, n = count.get()))}</p>
            <button type="submit" class="button button-primary" disabled=flag(move || many.pending.get() || count.get() == 0)>{tr!(lists.bulk_try)}</button>
        </form>
    }
}

fn row(order: &OrderSummary, many: Many) -> AnyView {
    let id = order.id;
    let is_chosen = flag(move || many.chosen.with(|c| c.contains(&id)));
    let choose = move |e| {
        many.result.set(None);
        many.chosen.update(|all| {
            all.retain(|o| *o != id);
            if event_target_checked(&e) {
                all.push(id);
            }
        });
    };
    view! {
        <li>
            <label class="cell bulk-row">
                <input type="checkbox" prop:checked=is_chosen on:change=act(choose)/>
                <span class="cell-main">
                    <span class="badges"><strong>{pick(&order.item_name, &order.item_name_en)}</strong><span class="row-number">{order.number.clone()}</span>{urgency_mark(order.urgency)}</span>
                    <span class="cell-note">{order.excerpt.clone()}</span>
                    <span class="head-due"><Due at=order.due_at/></span>
                </span>
            </label>
        </li>
    }
    .into_any()
}

fn sent(many: Many, dry_run: bool) {
    if many.pending.get_untracked() {
        return;
    }
    let ask = many.orders.with_value(|all| ask(all, &many.chosen.get_untracked(), many.urgency.get_untracked(), dry_run));
    let body = serde_json::to_string(&ask).unwrap_or_default();
    let key = many.attempt.try_update_value(|last| Attempt::key_for(last, &body, api::fresh_key)).unwrap_or_else(api::fresh_key);
    // What was tried before says nothing any more: an answer belongs to one question.
    let key = if dry_run { api::fresh_key() } else { key };
    many.pending.set(true);
    many.trouble.set(None);
    api::run(async move {
        let outcome = api::desk::accept_many(many.api, &ask, &key).await;
        let _ = many.pending.try_set(false);
        match outcome {
            Ok(result) => {
                let _ = many.result.try_set(Some(result));
                focus("bulk-title");
            }
            Err(failure) => {
                let _ = many.trouble.try_set(Some(said(&failure)));
                focus("bulk-trouble");
            }
        }
    });
}

#[component]
fn Outcome(result: BulkResult, many: Many) -> impl IntoView {
    let names: HashMap<OrderId, (String, String)> =
        many.orders.with_value(|all| all.iter().map(|o| (o.id, (pick(&o.item_name, &o.item_name_en), o.number.clone()))).collect());
    let dry = result.dry_run;
    let fine = move || if dry { tr!(lists.bulk_ok) } else { tr!(lists.bulk_done) };
    let line = |outcome: BulkOutcome| {
        let (name, number) = names.get(&outcome.order_id).cloned().unwrap_or_default();
        let what = match (&outcome.problem, outcome.deadline) {
            (Some(problem), _) => view! { <span class="state state-late">{icon("circle-alert")}{tr!(lists.bulk_refused)}</span><span>{problem.detail.clone()}</span> }.into_any(),
            (None, Some(at)) => view! { <span class="state state-good">{icon("check")}{fine()}</span><span>{tr!(desk.deadline, when = dated(at))}</span> }.into_any(),
            (None, None) => view! { <span class="state state-good">{icon("check")}{fine()}</span> }.into_any(),
        };
        view! { <li class="badges"><a href=at(&format!("/orders/{}", outcome.order_id))>{name}</a><span class="row-number">{number}</span>{what}</li> }
    };
    let (done, refused) = (result.done, result.refused);
    let title =
        if dry { tr!(lists.bulk_would, done = done, refused = refused) } else { tr!(lists.bulk_did, done = done, refused = refused) };
    view! {
        <section class="card" aria-labelledby="bulk-title">
            <h2 id="bulk-title" tabindex="-1">{title}</h2>
            <ul class="plain bulk-results">{result.items.into_iter().map(line).collect_view()}</ul>
            <div class="button-row">
                {(dry && done > 0).then(|| view! {
                    <button type="button" class="button button-primary" disabled=flag(move || many.pending.get()) on:click=act(move |_| sent(many, false))>{icon("check")}{tr!(lists.bulk_do, n = done)}</button>
                })}
                {(!dry).then(|| view! { <a href=at("/") class="button button-primary">{tr!(console.nav_inbox)}</a> })}
            </div>
        </section>
    }
}

#[cfg(test)]
mod tests {
    #![expect(clippy::unwrap_used, reason = "a test may panic")]
    use super::*;
    use serde_json::{Value, json};

    fn order(n: u32, action: &str, blocked: Value) -> OrderSummary {
        let at = "2026-11-25T01:00:00Z";
        serde_json::from_value(json!({
            "id": format!("01a210a4-5e51-72e1-a002-{n:012}"), "number": "1", "state": "submitted", "round": 1, "version": n, "item_name": "",
            "item_name_en": "", "community_name": "", "urgency": "normal", "excerpt": "", "escalated": 0,
            "allowed_actions": [{ "action": action, "blocked": blocked }], "created_at": at, "updated_at": at,
        }))
        .unwrap()
    }

    #[test]
    fn only_what_may_be_accepted_is_offered_and_sent_in_the_order_of_the_list() {
        let listed = acceptable(vec![
            order(1, "accept", Value::Null),
            order(2, "reject", Value::Null),
            order(3, "accept", json!("second_person")),
            order(4, "accept", Value::Null),
        ]);
        assert_eq!(listed.iter().map(|o| o.version).collect::<Vec<_>>(), [1, 4]);
        let chosen: Vec<OrderId> = listed.iter().rev().map(|o| o.id).collect();
        let sent = ask(&listed, &chosen, Urgency::Urgent, true);
        assert_eq!(sent.orders.iter().map(|o| o.expected_version).collect::<Vec<_>>(), [1, 4]);
        assert!(sent.dry_run);
    }
}

//! Taking a step: send it, show the order as it is now, say what it came to; and withdrawing, the step that is always at hand.

use super::page::{Shown, may};
use crate::api::{self, Answer, Api, Failure};
use crate::i18n::tr;
use crate::orders::said;
use crate::ui::lean::{act, flag, live, typed};
use contract::ProblemCode;
use contract::orders::{Order, OrderAction, WithdrawOrder};
use leptos::prelude::*;
use std::future::Future;
use std::pin::Pin;

/// Runs a step and puts the order it answers in the place of the one shown. A stale order is fetched again.
pub fn take(api: Api, shown: Shown, pending: RwSignal<bool>, done: String, step: impl Future<Output = Answer<Order>> + 'static) {
    let step: Pin<Box<dyn Future<Output = Answer<Order>>>> = Box::pin(step);
    take_boxed(api, shown, pending, done, step);
}

fn take_boxed(api: Api, shown: Shown, pending: RwSignal<bool>, done: String, step: Pin<Box<dyn Future<Output = Answer<Order>>>>) {
    // The second of two quick taps comes before the button is grey.
    if pending.get_untracked() {
        return;
    }
    pending.set(true);
    shown.trouble.set(None);
    shown.notice.set(None);
    let id = shown.order.with_untracked(|o| o.id);
    api::run(async move {
        match step.await {
            Ok(order) => {
                shown.order.set(order);
                shown.notice.set(Some(done));
            }
            Err(failure) => {
                let moved_on =
                    matches!(&failure, Failure::Problem(p) if matches!(p.code, ProblemCode::StaleVersion | ProblemCode::StepRefused));
                shown.trouble.set(Some(if moved_on { tr!(mine.reload_stale) } else { said(&failure) }));
                if let (true, Ok(order)) = (moved_on, api::orders::get(api, id).await) {
                    shown.order.set(order);
                }
            }
        }
        if let Ok(timeline) = api::orders::timeline(api, id).await {
            shown.timeline.set(timeline);
        }
        pending.set(false);
    });
}

/// Withdraws after asking once: no reason is needed.
#[component]
pub fn Withdraw(shown: Shown) -> impl IntoView {
    let api = Api::expect();
    let (asking, pending) = (RwSignal::new(false), RwSignal::new(false));
    let reason = RwSignal::new(String::new());
    let send = move |_| {
        let (id, version) = shown.order.with_untracked(|o| (o.id, o.version));
        let reason = Some(reason.get_untracked()).filter(|r| !r.trim().is_empty());
        asking.set(false);
        take(api, shown, pending, tr!(mine.withdrawn), async move {
            api::orders::withdraw(api, id, &WithdrawOrder { expected_version: version, reason }).await
        });
    };
    live(move || {
        may(shown, OrderAction::Withdraw).then(|| {
            view! {
                <section class="withdraw">
                    {live(move || if asking.get() {
                        view! {
                            <div class="card" role="group" aria-labelledby="withdraw-title">
                                <h2 id="withdraw-title">{tr!(mine.withdraw_title)}</h2>
                                <p>{tr!(mine.withdraw_text)}</p>
                                <label class="question-label" for="withdraw-reason">{tr!(mine.withdraw_reason)}</label>
                                <input id="withdraw-reason" type="text" maxlength="1000" prop:value=typed(move || reason.get()) on:input=act(move |e| reason.set(event_target_value(&e)))/>
                                <div class="button-row">
                                    <button type="button" class="button button-secondary" on:click=act(move |_| asking.set(false))>{tr!(common.cancel)}</button>
                                    <button type="button" class="button button-danger" disabled=flag(move || pending.get()) on:click=act(send)>{tr!(mine.withdraw_yes)}</button>
                                </div>
                            </div>
                        }.into_any()
                    } else {
                        view! { <button type="button" class="button button-quiet" disabled=flag(move || pending.get()) on:click=act(move |_| asking.set(true))>{tr!(mine.withdraw)}</button> }.into_any()
                    })}
                </section>
            }
        })
    })
}

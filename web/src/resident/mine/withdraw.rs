//! Withdrawing, the step that is always at hand: asked once, and no reason is needed.

use crate::api;
use crate::i18n::tr;
use crate::resident::step::{Field, Filled, Here, StepForm};
use crate::ui::lean::{act, flag, live};
use contract::orders::{OrderAction, WithdrawOrder};
use leptos::prelude::*;

#[component]
pub fn Withdraw(here: Here) -> impl IntoView {
    let asking = RwSignal::new(false);
    let open = here.open(OrderAction::Withdraw);
    let makes = Callback::new(move |filled: Filled| {
        let (id, expected_version) = here.at();
        Ok((tr!(mine.withdrawn), api::orders::withdraw(id, &WithdrawOrder { expected_version, reason: filled.note("reason") })))
    });
    live(move || {
        open.get().then(|| {
            view! {
                <section class="withdraw">
                    {live(move || if asking.get() {
                        view! {
                            <div class="card" role="group" aria-labelledby="withdraw-title">
                                <h2 id="withdraw-title">{tr!(mine.withdraw_title)}</h2>
                                <p>{tr!(mine.withdraw_text)}</p>
                                <StepForm way=here id="withdraw" fields=vec![Field::line("reason", tr!(mine.withdraw_reason)).least(0)]
                                    send_label=tr!(mine.withdraw_yes) look="button button-danger button-wide" makes/>
                                <button type="button" class="button button-quiet button-wide" on:click=act(move |_| asking.set(false))>{tr!(common.cancel)}</button>
                            </div>
                        }.into_any()
                    } else {
                        view! { <button type="button" class="button button-quiet" disabled=flag(move || here.pending.get()) on:click=act(move |_| asking.set(true))>{tr!(mine.withdraw)}</button> }.into_any()
                    })}
                </section>
            }
        })
    })
}

//! Sending: check once more, sign in where needed, send under a key that makes retries harmless, keep everything when it fails.

use super::alike::Alike;
use super::remember_contact;
use crate::accounts::SignInByCode;
use crate::api::{self, Api, Failure};
use crate::form::{Screen, Writing, digits, first_screen};
use crate::i18n::tr;
use crate::nav;
use crate::photos::Queue;
use crate::session::Session;
use crate::ui::lean::{act, flag, live};
use crate::ui::{Banner, focus, icon};
use contract::ProblemCode;
use leptos::prelude::*;

#[component]
pub fn SendOrder(writing: Writing, alike: Alike) -> impl IntoView {
    let (api, session, queue) = (Api::expect(), Session::expect(), Queue::expect());
    let pending = RwSignal::new(false);
    let asks_code = RwSignal::new(false);
    let trouble = RwSignal::new(None::<String>);
    let item = writing.item.with_value(|i| i.id);
    let send = move || {
        // The second of two quick taps comes before the button is grey.
        if pending.get_untracked() {
            return;
        }
        let problems = writing.problems();
        if let Some(screen) = first_screen(&problems) {
            writing.errors.set(problems);
            nav::go(&format!("/order/{item}/{}", screen.number()));
            return;
        }
        if session.me_untracked().is_none() {
            asks_code.set(true);
            return;
        }
        pending.set(true);
        trouble.set(None);
        api::run(async move {
            // Whoever has just signed in has not seen yet what others have ordered.
            if alike.stands_in_the_way().await {
                pending.try_set(false);
                return;
            }
            let outcome = writing.send(api, None).await;
            pending.set(false);
            match outcome {
                Ok(order) => {
                    writing.draft.with_untracked(remember_contact);
                    writing.forget();
                    queue.hand_over(item, order.id);
                    nav::go(&format!("/orders/{}/sent", order.id));
                }
                Err(Failure::Problem(p)) if p.code == ProblemCode::InvalidFields => {
                    let to = first_screen(&p.errors).map_or(3, Screen::number);
                    trouble.set((to == 3).then(|| tr!(order.refused, detail = &p.detail)));
                    writing.errors.set(p.errors.clone());
                    nav::go(&format!("/order/{item}/{to}"));
                }
                Err(Failure::Problem(p)) if matches!(p.code, ProblemCode::SignInRequired | ProblemCode::SessionEnded) => {
                    asks_code.set(true)
                }
                Err(failure) => {
                    trouble.set(Some(why(&failure)));
                    focus("send-trouble");
                }
            }
        });
    };
    let signed_in = Callback::new(move |()| {
        asks_code.set(false);
        send();
    });
    view! {
        <div id="send-trouble" tabindex="-1">
            {live(move || trouble.get().map(|text| view! { <Banner text/> }))}
        </div>
        {live(move || asks_code.get().then(|| view! {
            <section class="card sign-in-inline" aria-labelledby="code-title">
                <h2 id="code-title">{tr!(order.need_code)}</h2>
                <p>{tr!(order.need_code_lead)}</p>
                <SignInByCode phone=writing.draft.with_untracked(|d| digits(&d.phone)) submit=tr!(accounts.verify_and_send) done=signed_in/>
            </section>
        }))}
        {live(move || (!asks_code.get()).then(|| view! {
            <div class="bottom-bar">
                <a href=format!("/order/{item}/2") class="button button-secondary">{icon("arrow-left")}{tr!(order.previous)}</a>
                <button type="button" class="button button-primary" disabled=flag(move || pending.get()) on:click=act(move |_| send())>
                    {live(move || if pending.get() { tr!(order.sending) } else { tr!(order.submit) })}
                </button>
            </div>
        }))}
    }
}

fn why(failure: &Failure) -> String {
    match failure {
        Failure::Offline => tr!(order.unsent),
        Failure::Problem(problem) if problem.code == ProblemCode::ItemNotOffered => {
            tr!(order.item_not_offered)
        }
        Failure::Problem(problem) if problem.code == ProblemCode::ItemOutOfSeason => tr!(order.item_out_of_season),
        Failure::Problem(problem) => tr!(order.refused, detail = &problem.detail),
    }
}

//! A resident says that a member was there: by the code that the member shows, which is in the address.

use crate::api::{self, Api, Failure};
use crate::i18n::tr;
use crate::nav;
use crate::orders::said;
use crate::session::Session;
use crate::ui::lean::{act, flag, live};
use crate::ui::{Banner, Heading, SignInFirst, icon};
use contract::ProblemCode;
use contract::posts::PresenceConfirmed;
use leptos::prelude::*;

/// `/confirm?code=…`
#[component]
pub fn ConfirmPage() -> impl IntoView {
    let (api, session) = (Api::expect(), Session::expect());
    let signed_in = Memo::new(move |_| session.me().is_some());
    let (done, trouble, pending) = (RwSignal::new(None::<PresenceConfirmed>), RwSignal::new(None::<String>), RwSignal::new(false));
    // A second press, or one after a lost reply, is the same confirmation.
    let key = api::fresh_key();
    let send = move |_| {
        let (code, key) = (nav::word_now("code").unwrap_or_default(), key.clone());
        pending.set(true);
        trouble.set(None);
        api::run(async move {
            match api::posts::confirm_presence(api, code, &key).await {
                Ok(reply) => drop(done.try_set(Some(reply))),
                Err(failure) => drop(trouble.try_set(Some(why(&failure)))),
            }
            let _ = pending.try_set(false);
        });
    };
    let send = StoredValue::new_local(send);
    live(move || {
        let inner = match (done.get(), signed_in.get()) {
            (Some(reply), _) => view! {
                <p class="notice-good" role="status">{icon("circle-check")}{tr!(member.confirmed, name = &reply.member_name, post = &reply.post_title)}</p>
                <a href="/" class="button button-secondary">{tr!(common.back_home)}</a>
            }
            .into_any(),
            (None, false) => view! { <SignInFirst lead=tr!(member.confirm_sign_in)/> }.into_any(),
            (None, true) => view! {
                <p class="lead">{tr!(member.confirm_lead)}</p>
                {live(move || trouble.get().map(|text| view! { <Banner text/> }))}
                <button type="button" class="button button-primary button-wide button-big" disabled=flag(move || pending.get()) on:click=act(move |e: leptos::ev::MouseEvent| send.with_value(|send| send(e)))>{tr!(member.confirm_send)}</button>
            }
            .into_any(),
        };
        view! { <Heading text=tr!(member.confirm_title)/>{inner} }
    })
}

fn why(failure: &Failure) -> String {
    match failure {
        Failure::Problem(p) if p.code == ProblemCode::NotFound => tr!(member.confirm_old),
        Failure::Problem(p) if p.code == ProblemCode::Forbidden => tr!(member.confirm_own),
        other => said(other),
    }
}

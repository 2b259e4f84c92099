//! Phone number and password, for members and staff.

use super::field::Line;
use super::why;
use crate::api::{self, Api};
use crate::i18n::tr;
use crate::ui::focus;
use crate::ui::lean::{act, flag, live};
use contract::accounts::NewSession;
use contract::check;
use leptos::prelude::*;

/// Signs in by a password and then calls `done`.
#[component]
pub fn SignInByPassword(done: Callback<()>) -> impl IntoView {
    let api = Api::expect();
    let (phone, password) = (RwSignal::new(String::new()), RwSignal::new(String::new()));
    let (pending, shown) = (RwSignal::new(false), RwSignal::new(false));
    let (bad_phone, trouble) = (RwSignal::new(None::<String>), RwSignal::new(None::<String>));
    let sign_in = move |e: leptos::ev::SubmitEvent| {
        e.prevent_default();
        let number = crate::form::digits(&phone.get_untracked());
        bad_phone.set(check::phone(&number).is_err().then(|| tr!(order.problem_phone)));
        trouble.set(password.with_untracked(String::is_empty).then(|| tr!(order.problem_required)));
        if bad_phone.with_untracked(Option::is_some) {
            focus("sign-in-number");
            return;
        }
        if trouble.with_untracked(Option::is_some) {
            focus("sign-in-password");
            return;
        }
        pending.set(true);
        api::run(async move {
            let ask = NewSession { phone: number, password: Some(password.get_untracked()), code: None };
            let outcome = api::accounts::sign_in(api, &ask).await;
            pending.try_set(false);
            match outcome {
                Ok(()) => done.run(()),
                Err(failure) => {
                    trouble.set(Some(why(&failure, tr!(accounts.wrong_password))));
                    focus("sign-in-password");
                }
            }
        });
    };
    view! {
        <form novalidate class="sign-in" on:submit=act(sign_in)>
            <Line id="sign-in-number" label=tr!(accounts.phone) hint=tr!(accounts.phone_hint) kind="tel" mode="tel" autocomplete="username" value=phone
                problem=Signal::derive(move || bad_phone.get())/>
            {live(move || view! {
                <Line id="sign-in-password" label=tr!(accounts.password) hint=String::new() kind=if shown.get() { "text" } else { "password" }
                    autocomplete="current-password" value=password problem=Signal::derive(move || trouble.get())/>
            })}
            <label class="choice choice-plain">
                <input type="checkbox" prop:checked=flag(move || shown.get()) on:change=act(move |e| shown.set(event_target_checked(&e)))/>
                <span>{tr!(accounts.show_password)}</span>
            </label>
            <button type="submit" class="button button-primary button-wide" disabled=flag(move || pending.get())>
                {live(move || if pending.get() { tr!(accounts.signing_in) } else { tr!(accounts.sign_in) })}
            </button>
        </form>
    }
}

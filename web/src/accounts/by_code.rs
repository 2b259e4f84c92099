//! Phone number, then the six digits from the SMS. The first time makes the account.

use super::field::Line;
use super::why;
use crate::api::{self, Api};
use crate::i18n::tr;
use crate::ui::focus;
use crate::ui::lean::{act, flag, live};
use contract::accounts::{NewPhoneCode, NewSession, PhoneCodeSent};
use contract::check;
use leptos::prelude::*;
use std::time::Duration;

/// Signs in by a code and then calls `done`. `phone` is filled in beforehand where it is known; `submit` names the last button.
#[component]
pub fn SignInByCode(#[prop(optional)] phone: String, #[prop(optional)] submit: Option<String>, done: Callback<()>) -> impl IntoView {
    let api = Api::expect();
    let phone = RwSignal::new(phone);
    let sent = RwSignal::new(None::<PhoneCodeSent>);
    let (pending, trouble) = (RwSignal::new(false), RwSignal::new(None::<String>));
    let wait = RwSignal::new(0u32);
    let ask = move || {
        let number = crate::form::digits(&phone.get_untracked());
        if check::phone(&number).is_err() {
            trouble.set(Some(tr!(order.problem_phone)));
            focus("sign-in-phone");
            return;
        }
        phone.set(number.clone());
        pending.set(true);
        trouble.set(None);
        api::run(async move {
            match api::accounts::send_code(api, &NewPhoneCode { phone: number }).await {
                Ok(answer) => {
                    wait.set(answer.resend_after_seconds);
                    count_down(wait);
                    sent.set(Some(answer));
                    focus("sign-in-code");
                }
                Err(failure) => trouble.set(Some(why(&failure, tr!(common.failed_text)))),
            }
            pending.set(false);
        });
    };
    let problem = Signal::derive(move || trouble.get());
    let submit = StoredValue::new(submit);
    live(move || {
        match sent.get() {
        None => view! {
            <form novalidate class="sign-in" on:submit=act(move |e: leptos::ev::SubmitEvent| { e.prevent_default(); ask(); })>
                <Line id="sign-in-phone" label=tr!(accounts.phone) hint=tr!(accounts.phone_hint) kind="tel" mode="tel" autocomplete="tel-national" value=phone problem/>
                <button type="submit" class="button button-primary button-wide" disabled=flag(move || pending.get())>
                    {live(move || if pending.get() { tr!(accounts.sending_code) } else { tr!(accounts.send_code) })}
                </button>
            </form>
        }
        .into_any(),
        Some(answer) => view! { <CodeForm phone answer submit=submit.get_value() wait trouble pending resend=Callback::new(move |()| ask()) other=Callback::new(move |()| sent.set(None)) done/> }.into_any(),
    }
    })
}

fn count_down(left: RwSignal<u32>) {
    set_timeout(
        move || {
            // The form may be gone by now; then there is nothing to count for.
            if let Some(more) = left.try_update(|n| {
                *n = n.saturating_sub(1);
                *n > 0
            }) && more
            {
                count_down(left);
            }
        },
        Duration::from_secs(1),
    );
}

#[component]
fn CodeForm(
    phone: RwSignal<String>,
    answer: PhoneCodeSent,
    submit: Option<String>,
    wait: RwSignal<u32>,
    trouble: RwSignal<Option<String>>,
    pending: RwSignal<bool>,
    resend: Callback<()>,
    other: Callback<()>,
    done: Callback<()>,
) -> impl IntoView {
    let api = Api::expect();
    let code = RwSignal::new(String::new());
    let minutes = ((answer.expires_at - api::now()).num_seconds() + 59) / 60;
    let label = submit.unwrap_or_else(|| tr!(accounts.sign_in));
    let sign_in = move |e: leptos::ev::SubmitEvent| {
        e.prevent_default();
        let digits: String = code.get_untracked().chars().filter(|c| !c.is_whitespace()).collect();
        if check::phone_code(&digits).is_err() {
            trouble.set(Some(tr!(accounts.code_hint)));
            focus("sign-in-code");
            return;
        }
        pending.set(true);
        trouble.set(None);
        api::run(async move {
            let ask = NewSession { phone: phone.get_untracked(), password: None, code: Some(digits) };
            let outcome = api::accounts::sign_in(api, &ask).await;
            pending.try_set(false);
            match outcome {
                Ok(()) => done.run(()),
                Err(failure) => {
                    trouble.set(Some(why(&failure, tr!(accounts.wrong_code))));
                    focus("sign-in-code");
                }
            }
        });
    };
    let problem = Signal::derive(move || trouble.get());
    view! {
        <form novalidate class="sign-in" on:submit=act(sign_in)>
            <p role="status">{tr!(accounts.code_sent, phone = check::mask_phone(&phone.get_untracked()), minutes = minutes)}</p>
            <Line id="sign-in-code" label=tr!(accounts.code) hint=tr!(accounts.code_hint) kind="text" mode="numeric" autocomplete="one-time-code" value=code problem/>
            <button type="submit" class="button button-primary button-wide" disabled=flag(move || pending.get())>
                {live(move || if pending.get() { tr!(accounts.signing_in) } else { label.clone() })}
            </button>
            <div class="button-row">
                <button type="button" class="button button-quiet" disabled=flag(move || { wait.get() > 0 }) on:click=act(move |_| resend.run(()))>
                    {live(move || if wait.get() > 0 { tr!(accounts.resend_in, n = wait.get()) } else { tr!(accounts.resend) })}
                </button>
                <button type="button" class="button button-quiet" on:click=act(move |_| other.run(()))>{tr!(accounts.other_phone)}</button>
            </div>
        </form>
    }
}

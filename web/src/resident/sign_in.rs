//! `/sign-in?next=/orders&by=password`: the two ways in, and back to where one came from.

use crate::accounts::{SignInByCode, SignInByPassword, safe_next};
use crate::i18n::tr;
use crate::nav;
use crate::ui::lean::live;
use crate::ui::{Heading, Segments};
use leptos::prelude::*;

#[component]
pub fn SignInPage() -> impl IntoView {
    let next = Memo::new(move |_| safe_next(&nav::word("next").unwrap_or_default(), "/me"));
    let by_password = Memo::new(move |_| nav::word("by").as_deref() == Some("password"));
    let done = Callback::new(move |()| nav::replace(&next.get_untracked()));
    live(move || {
        let encoded: String = js_sys::encode_uri_component(&next.get()).into();
        let entries = vec![
            (format!("/sign-in?next={encoded}"), tr!(accounts.by_code)),
            (format!("/sign-in?by=password&next={encoded}"), tr!(accounts.by_password)),
        ];
        view! {
            <Heading text=tr!(accounts.title)/>
            <Segments label=tr!(accounts.choose_way) entries current=Signal::derive(move || usize::from(by_password.get()))/>
            <section class="card">
                {live(move || if by_password.get() {
                    view! { <p>{tr!(accounts.lead_password)}</p><SignInByPassword done/> }.into_any()
                } else {
                    view! { <p>{tr!(accounts.lead_code)}</p><SignInByCode done/> }.into_any()
                })}
            </section>
        }
    })
}

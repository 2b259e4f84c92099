//! `/sign-in?next=/orders&by=password`: the two ways in, and back to where one came from.

use crate::accounts::{SignInByCode, SignInByPassword, safe_next};
use crate::i18n::tr;
use crate::ui::lean::live;
use crate::ui::{Heading, Segments};
use leptos::prelude::*;
use leptos_router::NavigateOptions;
use leptos_router::hooks::{use_navigate, use_query_map};

#[component]
pub fn SignInPage() -> impl IntoView {
    let query = use_query_map();
    let next = Memo::new(move |_| safe_next(&query.read().get("next").unwrap_or_default(), "/me"));
    let by_password = Memo::new(move |_| query.read().get("by").as_deref() == Some("password"));
    let navigate = use_navigate();
    let done = Callback::new(move |()| navigate(&next.get_untracked(), NavigateOptions { replace: true, ..NavigateOptions::default() }));
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

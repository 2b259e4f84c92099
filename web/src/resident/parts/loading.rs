//! Waiting, and the words for every way in which waiting can end badly. A failure is never shown as an empty list.

use super::{Heading, icon};
use crate::api::Failure;
use crate::i18n::tr;
use contract::ProblemCode;
use leptos::prelude::*;
use leptos::task::spawn_local;
use leptos_router::components::A;
use std::future::Future;

/// Shows what was loaded; while it is on its way, or when it fails, its own words.
pub fn load<T, S>(resource: LocalResource<Result<T, Failure>>, show: S) -> impl IntoView
where
    T: Clone + 'static,
    S: Fn(T) -> AnyView + Clone + Send + 'static,
{
    load_or(resource, |_| None, show)
}

/// Like [`load`]; `special` may have words of its own for a failure.
pub fn load_or<T, S>(
    resource: LocalResource<Result<T, Failure>>,
    special: fn(&Failure) -> Option<AnyView>,
    show: S,
) -> impl IntoView
where
    T: Clone + 'static,
    S: Fn(T) -> AnyView + Clone + Send + 'static,
{
    view! {
        <Transition fallback=|| view! { <p class="loading" role="status">{tr!(resident.loading)}</p> }>
            {move || {
                let show = show.clone();
                Suspend::new(async move {
                    match resource.await {
                        Ok(value) => show(value),
                        Err(failure) => special(&failure).unwrap_or_else(|| failed(&failure, Some(Callback::new(move |()| resource.refetch())))),
                    }
                })
            }}
        </Transition>
    }
}

/// What went wrong and what can be done about it.
pub fn failed(failure: &Failure, again: Option<Callback<()>>) -> AnyView {
    let code = match failure {
        Failure::Offline => None,
        Failure::Problem(p) => Some(p.code),
    };
    let (title, text, can_retry) = match code {
        None => (
            tr!(resident.offline_title),
            tr!(resident.offline_text),
            true,
        ),
        Some(ProblemCode::NotFound) => (tr!(resident.gone_title), tr!(resident.gone_text), false),
        Some(ProblemCode::Forbidden) => (
            tr!(resident.forbidden_title),
            tr!(resident.forbidden_text),
            false,
        ),
        Some(ProblemCode::SignInRequired | ProblemCode::SessionEnded) => (
            tr!(resident.sign_in_first),
            tr!(resident.me_signed_out_lead),
            false,
        ),
        Some(_) => (tr!(resident.failed_title), tr!(resident.failed_text), true),
    };
    let action = match again.filter(|_| can_retry) {
        Some(again) => view! { <button type="button" class="button button-primary" on:click=move |_| again.run(())>{icon("refresh-cw")}{tr!(resident.retry)}</button> }.into_any(),
        None if matches!(code, Some(ProblemCode::SignInRequired | ProblemCode::SessionEnded)) => {
            view! { <A href="/sign-in" attr:class="button button-primary">{tr!(accounts.title)}</A> }.into_any()
        }
        None => view! { <A href="/" attr:class="button button-secondary">{tr!(resident.back_home)}</A> }.into_any(),
    };
    view! { <div class="empty" role="alert"><Heading text=title/><p>{text}</p>{action}</div> }
        .into_any()
}

/// The button under a list that fetches the next page and says so when there is none.
#[component]
pub fn More<F, Fut>(cursor: RwSignal<Option<String>>, fetch: F) -> impl IntoView
where
    F: Fn(String) -> Fut + Copy + Send + 'static,
    Fut: Future<Output = Result<Option<String>, Failure>> + 'static,
{
    let (pending, trouble) = (RwSignal::new(false), RwSignal::new(false));
    let click = move |_| {
        let Some(after) = cursor.get_untracked() else {
            return;
        };
        pending.set(true);
        trouble.set(false);
        spawn_local(async move {
            match fetch(after).await {
                Ok(next) => cursor.set(next),
                Err(_) => trouble.set(true),
            }
            pending.set(false);
        });
    };
    view! {
        <div class="more">
            {move || trouble.get().then(|| view! { <p role="alert" class="problem">{tr!(resident.failed_title)}</p> })}
            {move || match cursor.get() {
                Some(_) => view! { <button type="button" class="button button-secondary button-wide" disabled=move || pending.get() on:click=click>{tr!(mine.more)}</button> }.into_any(),
                None => view! { <p class="hint" role="status">{tr!(mine.all_shown)}</p> }.into_any(),
            }}
        </div>
    }
}

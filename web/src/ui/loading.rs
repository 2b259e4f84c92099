//! Waiting, and the words for every way in which waiting can end badly. A failure is never shown as an empty list.
//! Not `LocalResource` and `Suspend`: each use of those costs 20 KB of wasm, and this program is opened on old phones.

use super::at;
use super::{Heading, icon};
use crate::api::{Answer, Failure, run};
use crate::i18n::tr;
use crate::ui::lean::{act, flag, live};
use contract::ProblemCode;
use leptos::prelude::*;
use std::cell::Cell;
use std::future::Future;
use std::pin::Pin;
use std::rc::Rc;

type Special = fn(&Failure) -> Option<AnyView>;

/// How far a page has come.
#[derive(Clone)]
enum Loaded {
    Waiting,
    Shown(Rc<dyn Fn() -> AnyView>),
    Failed(Failure),
}

/// Asks, and shows what came; while it is on its way, or when it fails, its own words. What `ask` reads before its
/// first wait is followed: when it changes, it asks again, and what was shown stays until the answer is there.
pub fn load<T, Fut>(ask: impl Fn() -> Fut + 'static, show: impl Fn(T) -> AnyView + 'static) -> AnyView
where
    T: Clone + 'static,
    Fut: Future<Output = Answer<T>> + 'static,
{
    load_or(ask, |_| None, show)
}

/// Like [`load`]; `special` may have words of its own for a failure.
pub fn load_or<T, Fut>(ask: impl Fn() -> Fut + 'static, special: Special, show: impl Fn(T) -> AnyView + 'static) -> AnyView
where
    T: Clone + 'static,
    Fut: Future<Output = Answer<T>> + 'static,
{
    let (state, again) = (RwSignal::new_local(Loaded::Waiting), RwSignal::new(0u32));
    let show = Rc::new(show);
    answered(again, ask, move |outcome| {
        let show = Rc::clone(&show);
        // The page may be gone by now.
        let _ = state.try_set(match outcome {
            Ok(value) => Loaded::Shown(Rc::new(move || show(value.clone()))),
            Err(failure) => Loaded::Failed(failure),
        });
    });
    drawn(state, again, special)
}

/// What was asked for, once it is there: for extras that a page can do without.
pub fn fetched<T, Fut>(ask: impl Fn() -> Fut + 'static) -> RwSignal<Option<T>>
where
    T: Send + Sync + 'static,
    Fut: Future<Output = Answer<T>> + 'static,
{
    let value = RwSignal::new(None);
    answered(RwSignal::new(0), ask, move |outcome| drop(value.try_set(outcome.ok())));
    value
}

/// What is to be done with an answer.
type Taken = Box<dyn FnOnce()>;
/// Asks once more.
type Asked = Box<dyn Fn() -> Pin<Box<dyn Future<Output = Taken>>>>;

/// Asks whenever what `ask` reads changes; only the answer to the last question counts.
fn answered<T, Fut>(again: RwSignal<u32>, ask: impl Fn() -> Fut + 'static, take: impl Fn(Answer<T>) + 'static)
where
    T: 'static,
    Fut: Future<Output = Answer<T>> + 'static,
{
    let take = Rc::new(take);
    let asked = move || {
        let (answer, take) = (ask(), Rc::clone(&take));
        let taken = async move {
            let outcome = answer.await;
            Box::new(move || take(outcome)) as Taken
        };
        Box::pin(taken) as Pin<Box<dyn Future<Output = Taken>>>
    };
    answered_boxed(again, Box::new(asked));
}

/// Not generic: one copy serves all pages.
fn answered_boxed(again: RwSignal<u32>, ask: Asked) {
    let turn = Rc::new(Cell::new(0u32));
    Effect::new(move |_| {
        again.track();
        let (answer, turn) = (ask(), Rc::clone(&turn));
        turn.set(turn.get().wrapping_add(1));
        let mine = turn.get();
        run(async move {
            let take = answer.await;
            if turn.get() == mine {
                take();
            }
        });
    });
}

fn drawn(state: RwSignal<Loaded, LocalStorage>, again: RwSignal<u32>, special: Special) -> AnyView {
    let draw = move || match state.get() {
        Loaded::Waiting => view! { <p class="loading" role="status">{tr!(common.loading)}</p> }.into_any(),
        Loaded::Shown(show) => show(),
        Loaded::Failed(failure) => {
            let retry = Callback::new(move |()| again.update(|n| *n = n.wrapping_add(1)));
            special(&failure).unwrap_or_else(|| failed(&failure, Some(retry), true))
        }
    };
    draw.into_any()
}

/// What went wrong and what can be done about it.
/// With `is_page` its title is that of the page; otherwise one of its sections.
pub fn failed(failure: &Failure, again: Option<Callback<()>>, is_page: bool) -> AnyView {
    let code = match failure {
        Failure::Offline => None,
        Failure::Problem(p) => Some(p.code),
    };
    let (title, text, can_retry) = match code {
        None => (tr!(common.offline_title), tr!(common.offline_text), true),
        Some(ProblemCode::NotFound) => (tr!(common.gone_title), tr!(common.gone_text), false),
        Some(ProblemCode::Forbidden) => (tr!(common.forbidden_title), tr!(common.forbidden_text), false),
        Some(ProblemCode::SignInRequired | ProblemCode::SessionEnded) => (tr!(common.sign_in_first), tr!(common.sign_in_text), false),
        Some(_) => (tr!(common.failed_title), tr!(common.failed_text), true),
    };
    let action = match again.filter(|_| can_retry) {
        Some(again) => view! { <button type="button" class="button button-primary" on:click=act(move |_| again.run(()))>{icon("refresh-cw")}{tr!(common.retry)}</button> }.into_any(),
        None if matches!(code, Some(ProblemCode::SignInRequired | ProblemCode::SessionEnded)) => {
            view! { <a href=at("/sign-in") class="button button-primary">{tr!(accounts.title)}</a> }.into_any()
        }
        None => view! { <a href=at("/") class="button button-secondary">{tr!(common.back_home)}</a> }.into_any(),
    };
    let title = if is_page { view! { <Heading text=title/> }.into_any() } else { view! { <h3>{title}</h3> }.into_any() };
    view! { <div class="empty" role="alert">{title}<p>{text}</p>{action}</div> }.into_any()
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
        run(async move {
            match fetch(after).await {
                Ok(next) => cursor.set(next),
                Err(_) => trouble.set(true),
            }
            pending.set(false);
        });
    };
    view! {
        <div class="more">
            {live(move || trouble.get().then(|| view! { <p role="alert" class="problem">{tr!(common.failed_title)}</p> }))}
            {live(move || match cursor.get() {
                Some(_) => view! { <button type="button" class="button button-secondary button-wide" disabled=flag(move || pending.get()) on:click=act(click)>{tr!(common.more)}</button> }.into_any(),
                None => view! { <p class="hint" role="status">{tr!(common.all_shown)}</p> }.into_any(),
            })}
        </div>
    }
}

//! What the caller's teams are offered and have taken; what is over, on another page of the same list.

use super::mend::Mends;
use super::wishes::Wishes;
use crate::api::{self, Api};
use crate::i18n::{pick, tr};
use crate::nav;
use crate::orders;
use crate::session::Session;
use crate::ui::lean::live;
use crate::ui::spoken_name;
use crate::ui::{Heading, More, Segments, SignInFirst, icon, load};
use crate::ui::{now, spoken};
use contract::dispatch::{DispatchState, Task, TaskFilter, TaskPage as Page};
use leptos::prelude::*;

const PAGE: i64 = 20;
const OPEN: &str = "offered,accepted";
const PAST: &str = "done,declined,expired,recalled,handed_back";

/// `/tasks`, `/tasks?show=past`
#[component]
pub fn TasksPage() -> impl IntoView {
    let session = Session::expect();
    let who = Memo::new(move |_| session.me().map(|me| !me.teams.is_empty()));
    view! {
        <Heading text=tr!(tasks.title)/>
        {live(move || match who.get() {
            None => view! { <SignInFirst lead=tr!(tasks.sign_in_lead)/> }.into_any(),
            Some(false) => view! { <div class="empty"><p>{tr!(tasks.not_lead)}</p><a href="/" class="button button-secondary">{tr!(common.back_home)}</a></div> }.into_any(),
            Some(true) => view! { <Tasks/> }.into_any(),
        })}
    }
}

fn filter(past: bool, cursor: Option<String>) -> TaskFilter {
    TaskFilter { state: Some(if past { PAST } else { OPEN }.to_owned()), cursor, limit: Some(PAGE) }
}

#[component]
fn Tasks() -> impl IntoView {
    let api = Api::expect();
    let past = Memo::new(move |_| nav::word("show").as_deref() == Some("past"));
    let part = Memo::new(move |_| match nav::word("show").as_deref() {
        Some("past") => 1,
        Some("mends") => 2,
        Some("wishes") => 3,
        _ => 0,
    });
    let first = move || {
        let filter = filter(past.get(), None);
        async move { api::tasks::list(api, &filter).await }
    };
    view! {
        <p class="lead">{tr!(tasks.no_report)}</p>
        <Segments label=tr!(tasks.filter) entries=vec![("/tasks".into(), tr!(tasks.filter_open)), ("/tasks?show=past".into(), tr!(tasks.filter_past)), ("/tasks?show=mends".into(), tr!(tasks.filter_mends)), ("/tasks?show=wishes".into(), tr!(wishes.title))]
            current=Signal::derive(move || part.get())/>
        {live(move || match part.get() {
            2 => view! { <Mends/> }.into_any(),
            3 => view! { <Wishes/> }.into_any(),
            _ => load(first, move |page: Page| view! { <Pages first=page past=past.get_untracked()/> }.into_any()),
        })}
    }
}

#[component]
fn Pages(first: Page, past: bool) -> impl IntoView {
    let api = Api::expect();
    if first.items.is_empty() {
        let text = if past { tr!(tasks.empty_past) } else { tr!(tasks.empty_open) };
        return view! { <div class="empty"><p role="status">{text}</p></div> }.into_any();
    }
    let (items, cursor) = (RwSignal::new(first.items), RwSignal::new(first.next_cursor));
    let fetch = move |after: String| async move {
        let page = api::tasks::list(api, &filter(past, Some(after))).await?;
        items.update(|list| list.extend(page.items));
        Ok(page.next_cursor)
    };
    view! {
        <ul class="cells order-list">{live(move || items.get().into_iter().map(|task| view! { <Row task/> }).collect_view())}</ul>
        <More cursor fetch/>
    }
    .into_any()
}

#[component]
fn Row(task: Task) -> impl IntoView {
    let state = task.dispatch.state;
    let (label, due) = match state {
        DispatchState::Offered => {
            (Some(tr!(tasks.answer_by, when = spoken::when(task.dispatch.expires_at))), Some(task.dispatch.expires_at))
        }
        DispatchState::Accepted => (task.deadline.map(|at| tr!(tasks.finish_by, when = spoken::when(at))), task.deadline),
        _ => (None, None),
    };
    let late = due.is_some_and(|at| at < now());
    view! {
        <li>
            <a href=format!("/tasks/{}", task.dispatch.order_id) class="cell">
                <span class="cell-main">
                    <strong>{pick(&task.item_name, &task.item_name_en)}</strong>
                    <span class="badges">
                        <span class=format!("state state-{}", orders::offer_tone(state))>{orders::offer(state)}</span>
                        {orders::urgency(task.urgency).map(|text| view! { <span class="state state-late">{text}</span> })}
                    </span>
                    <span class="cell-note">{task.excerpt}</span>
                    <span class="cell-meta">{spoken_name(&task.community_name).to_owned()}{label.map(|text| view! { " · "<span class:late=late>{text}</span> })}</span>
                </span>
                {icon("chevron-right")}
            </a>
        </li>
    }
}

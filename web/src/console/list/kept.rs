//! How much waits where, as ways into the list; and the lists somebody keeps under a name.

use super::filters::Filters;
use crate::api::{self, Api, Failure};
use crate::console::words;
use crate::i18n::tr;
use crate::orders::said;
use crate::ui::lean::{act, flag, live, typed};
use crate::ui::{at, fetched, focus, icon};
use contract::desk::{DeskCounts, NewSavedView, SavedView};
use contract::orders::Pending;
use leptos::prelude::*;

/// What waits for whose decision.
pub fn pending(pending: Pending) -> String {
    match pending {
        Pending::Rejection => tr!(lists.pending_rejection),
        Pending::Contest => tr!(lists.pending_contest),
        Pending::Extension => tr!(lists.pending_extension),
    }
}

/// What waits, a way for each: address of the list, its words, how many, how many of them late.
fn ways(counts: &DeskCounts) -> Vec<(String, String, i64, i64)> {
    let of_state = |c: &contract::desk::StateCount| {
        let filters = Filters { state: c.state.to_string(), by_due: true, ..Filters::default() };
        (filters.address(), words::state(c.state), c.count, c.overdue)
    };
    let of_pending = |c: &contract::desk::PendingCount| {
        let filters = Filters { pending: Some(c.pending), by_due: true, ..Filters::default() };
        (filters.address(), pending(c.pending), c.count, 0)
    };
    let all = counts.states.iter().map(of_state).chain(counts.pending.iter().map(of_pending));
    all.filter(|(_, _, count, _)| *count > 0).collect()
}

/// How many orders are where.
#[component]
pub fn Counts(filters: Memo<Filters>) -> impl IntoView {
    let api = Api::expect();
    let counts = fetched(move || async move { api::desk::counts(api).await });
    let way = move |(address, name, count, late): (String, String, i64, i64)| {
        let own = address.clone();
        let is_here = move || filters.with(|f| f.address()) == own;
        view! {
            <li><a href=at(&format!("/orders{address}")) class="chip" aria-current=move || is_here().then_some("true") data-stay="">
                {name}" "<strong>{count}</strong>
                {(late > 0).then(|| view! { <span class="late">{tr!(lists.late, n = late)}</span> })}
            </a></li>
        }
    };
    live(move || {
        counts.with(|c| c.as_ref().map(ways)).filter(|w| !w.is_empty()).map(|ways| {
            view! { <nav aria-label=tr!(lists.counts)><ul class="chips">{ways.into_iter().map(way).collect_view()}</ul></nav> }
        })
    })
}

/// The lists somebody keeps: open, keep this one, delete.
#[component]
pub fn Views(filters: Memo<Filters>) -> impl IntoView {
    let api = Api::expect();
    let views = RwSignal::new(Vec::<SavedView>::new());
    let trouble = RwSignal::new(None::<String>);
    api::run(async move {
        if let Ok(page) = api::desk::views(api).await {
            let _ = views.try_set(page.items);
        }
    });
    let remove = move |id| {
        trouble.set(None);
        api::run(async move {
            match api::desk::drop_view(api, id).await {
                Ok(()) => {
                    let _ = views.try_update(|all| all.retain(|v| v.id != id));
                    focus("keep-view");
                }
                Err(failure) => drop(trouble.try_set(Some(said(&failure)))),
            }
        });
    };
    let one = move |view: SavedView| {
        let (id, name) = (view.id, view.name.clone());
        view! {
            <li class="chip-pair">
                <a href=at(&format!("/orders?{}", view.query)) class="chip" data-stay="">{icon("star")}{view.name}</a>
                <button type="button" class="chip chip-drop" on:click=act(move |_| remove(id))>{icon("x")}<span class="visually-hidden">{tr!(lists.view_drop, name = name)}</span></button>
            </li>
        }
    };
    view! {
        <div class="views">
            {live(move || views.with(|v| !v.is_empty()).then(|| view! {
                <nav aria-label=tr!(lists.views)><ul class="chips">{views.get().into_iter().map(one).collect_view()}</ul></nav>
            }))}
            {live(move || trouble.get().map(|text| view! { <p class="problem" role="alert">{icon("circle-alert")}{text}</p> }))}
            <Keep filters views/>
        </div>
    }
}

/// Keeps the list that is shown.
#[component]
fn Keep(filters: Memo<Filters>, views: RwSignal<Vec<SavedView>>) -> impl IntoView {
    let api = Api::expect();
    let (is_open, name) = (RwSignal::new(false), RwSignal::new(String::new()));
    let (pending, problem) = (RwSignal::new(false), RwSignal::new(None::<String>));
    let send = move |e: leptos::ev::SubmitEvent| {
        e.prevent_default();
        let given = name.get_untracked().trim().to_owned();
        if given.is_empty() {
            problem.set(Some(tr!(steps.missing)));
            focus("view-name");
            return;
        }
        let query = filters.with_untracked(Filters::address).trim_start_matches('?').to_owned();
        let ask = NewSavedView { name: given, query };
        pending.set(true);
        problem.set(None);
        api::run(async move {
            let outcome = api::desk::keep_view(api, &ask, &api::fresh_key()).await;
            let _ = pending.try_set(false);
            match outcome {
                Ok(view) => {
                    let _ = views.try_update(|all| all.push(view));
                    let _ = name.try_set(String::new());
                    let _ = is_open.try_set(false);
                    focus("keep-view");
                }
                Err(failure) => {
                    let _ = problem.try_set(Some(kept_not(&failure)));
                    focus("view-name");
                }
            }
        });
    };
    view! {
        <button type="button" id="keep-view" class="button button-quiet" aria-expanded=move || is_open.get().to_string() on:click=act(move |_| is_open.update(|o| *o = !*o))>{tr!(lists.keep)}</button>
        {live(move || is_open.get().then(|| view! {
            <form class="search-line keep-view" novalidate on:submit=act(send)>
                <label class="visually-hidden" for="view-name">{tr!(lists.view_name)}</label>
                <input type="text" id="view-name" maxlength="40" autocomplete="off" placeholder=tr!(lists.view_name) aria-describedby="view-about"
                    prop:value=typed(move || name.get()) on:input=act(move |e| name.set(event_target_value(&e)))/>
                <button type="submit" class="button button-primary button-small" disabled=flag(move || pending.get())>{tr!(lists.keep_do)}</button>
            </form>
        }))}
        <div id="view-about">{live(move || problem.get().map(|text| view! { <p class="problem" role="alert">{icon("circle-alert")}{text}</p> }))}</div>
    }
}

/// Why a list could not be kept.
fn kept_not(failure: &Failure) -> String {
    let code = match failure {
        Failure::Problem(p) => p.errors.first().map(|e| e.code.clone()).unwrap_or_default(),
        Failure::Offline => String::new(),
    };
    match code.as_str() {
        "unique" => tr!(lists.view_unique),
        "max_items" => tr!(lists.view_full),
        _ => said(failure),
    }
}

#[cfg(test)]
mod tests {
    #![expect(clippy::unwrap_used, reason = "a test may panic")]
    use super::*;
    use serde_json::json;

    #[test]
    fn what_waits_leads_into_the_list() {
        let counts: DeskCounts = serde_json::from_value(json!({
            "states": [{ "state": "submitted", "count": 3, "overdue": 1 }, { "state": "taken", "count": 0, "overdue": 0 }],
            "pending": [{ "pending": "extension", "count": 2 }, { "pending": "contest", "count": 0 }],
        }))
        .unwrap();
        let ways: Vec<(String, i64, i64)> = ways(&counts).into_iter().map(|(address, _, count, late)| (address, count, late)).collect();
        let wanted = [("?state=submitted&sort=due".to_owned(), 3, 1), ("?pending=extension&sort=due".to_owned(), 2, 0)];
        assert_eq!(ways, wanted);
    }
}

//! What a page says: done, failed, empty, waiting, put this right.

use super::Part;
use crate::api::Failure;
use crate::i18n::tr;
use crate::ui::{Banner, More, Notices, Summary, failed, icon};
use contract::{Problem, ProblemCode};
use leptos::prelude::*;

fn problem(code: ProblemCode, status: u16) -> Failure {
    Failure::Problem(Box::new(Problem {
        kind: String::new(),
        title: String::new(),
        status,
        detail: String::new(),
        code,
        errors: Vec::new(),
        state: None,
        version: None,
        allowed_actions: None,
        trace_id: None,
    }))
}

#[component]
pub fn Messages() -> impl IntoView {
    let lines = vec![("/g/fine".to_owned(), tr!(order.problem_name)), ("/g/wrong".to_owned(), tr!(order.problem_phone))];
    view! {
        <Part id="g-messages" title=tr!(gallery.messages)>
            <Notices notice=RwSignal::new(Some(tr!(desk.accepted))) trouble=RwSignal::new(None)/>
            <Banner text=tr!(desk.stale)/>
            <Summary title=tr!(order.summary_title, n = lines.len()) lines/>
            <p class="hint privacy">{icon("shield-check")}{tr!(entry.consent)}</p>
            <blockquote class="said">{tr!(gallery.sample_text)}</blockquote>
        </Part>
    }
}

#[component]
pub fn Waiting() -> impl IntoView {
    let again = Some(Callback::new(|()| ()));
    let failures = [
        Failure::Offline,
        problem(ProblemCode::Internal, 500),
        problem(ProblemCode::Forbidden, 403),
        problem(ProblemCode::NotFound, 404),
        problem(ProblemCode::SignInRequired, 401),
    ];
    view! {
        <Part id="g-waiting" title=tr!(gallery.waiting)>
            <p class="loading" role="status">{tr!(common.loading)}</p>
            <div class="empty card"><p role="status">{tr!(console.empty_ours)}</p></div>
            {failures.into_iter().map(|f| view! { <div class="card">{failed(&f, again, false)}</div> }).collect_view()}
            <More cursor=RwSignal::new(Some(String::new())) fetch=|_| async { Err(Failure::Offline) }/>
            <More cursor=RwSignal::new(None) fetch=|_| async { Ok(None) }/>
        </Part>
    }
}

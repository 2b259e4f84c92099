//! Bad ratings that are being put right (差评整改), as the team may see them: what is wrong and what is planned, not who said it and
//! not the grade. Whoever leads the team may ask the street to review a grade that is mistaken.

use super::words;
use crate::api::{self, Api};
use crate::i18n::{pick, tr};
use crate::resident::step::{Field, Filled, Here, StepForm};
use crate::session::Session;
use crate::ui::lean::live;
use crate::ui::{More, fact, fetched, icon, load, spoken};
use contract::accounts::Role;
use contract::ratings::NewAppeal;
use contract::rectifications::{Rectification, RectificationFilter, RectificationPage};
use leptos::prelude::*;

const PAGE: i64 = 20;

/// Those of the caller's teams, due first.
#[component]
pub fn Mends() -> impl IntoView {
    let api = Api::expect();
    let filter = |cursor| RectificationFilter { cursor, limit: Some(PAGE), ..RectificationFilter::default() };
    let first = move || async move { api::rectifications::list(api, &filter(None)).await };
    load(first, move |first: RectificationPage| {
        if first.items.is_empty() {
            return view! { <div class="empty"><p role="status">{tr!(tasks.no_mends)}</p></div> }.into_any();
        }
        let (items, cursor) = (RwSignal::new(first.items), RwSignal::new(first.next_cursor));
        let fetch = move |after: String| async move {
            let page = api::rectifications::list(api, &filter(Some(after))).await?;
            items.update(|list| list.extend(page.items));
            Ok(page.next_cursor)
        };
        view! {
            <p class="lead">{tr!(tasks.mends_lead)}</p>
            <ul class="cells order-list">{live(move || items.with(|all| all.iter().map(row).collect_view()))}</ul>
            <More cursor fetch/>
        }
        .into_any()
    })
}

fn row(one: &Rectification) -> AnyView {
    let due = one.due_at.map(|at| tr!(tasks.finish_by, when = spoken::when(at)));
    let class = if one.is_overdue { "state state-late" } else { "state state-moving" };
    view! {
        <li>
            <a href=format!("/tasks/{}", one.order_id) class="cell">
                <span class="cell-main">
                    <strong>{pick(&one.item_name, &one.item_name_en)}</strong>
                    <span class=class>{words::mend(one.state)}</span>
                    {one.findings.clone().map(|text| view! { <span class="cell-note">{text}</span> })}
                    <span class="cell-meta">{one.order_number.clone()}{due.map(|text| format!(" · {text}"))}</span>
                </span>
                {icon("chevron-right")}
            </a>
        </li>
    }
    .into_any()
}

/// That of this order, where there is one.
#[component]
pub fn Mend(here: Here) -> impl IntoView {
    let id = here.at().0;
    let found = fetched(move || async move {
        let filter = RectificationFilter { order: Some(id), limit: Some(1), ..RectificationFilter::default() };
        api::rectifications::list(here.api, &filter).await.map(|page| page.items.into_iter().next())
    });
    live(move || found.get().flatten().map(|found| view! { <Found here found/> }))
}

#[component]
fn Found(here: Here, found: Rectification) -> impl IntoView {
    let leads = Session::expect().me_untracked().is_some_and(|me| me.has(Role::TeamLead));
    let rating = found.rating_id;
    let makes = Callback::new(move |filled: Filled| {
        Ok((tr!(tasks.appealed), api::ratings::appeal(rating, &NewAppeal { reason: filled.text("reason") })))
    });
    let fields = || vec![Field::text("reason", tr!(tasks.appeal_reason)).least(5)];
    view! {
        <section class="card card-turn" aria-labelledby="mend-title">
            <h2 id="mend-title">{tr!(tasks.mend)}</h2>
            <p class="badges"><span class="state state-moving">{words::mend(found.state)}</span>
                {found.due_at.map(|at| view! { <span class:late=found.is_overdue>{tr!(tasks.finish_by, when = spoken::when(at))}</span> })}</p>
            <dl class="review">
                {found.findings.map(|text| fact(tr!(tasks.mend_findings), text))}
                {found.plan.map(|text| fact(tr!(tasks.mend_plan), text))}
                {found.feedback.map(|text| fact(tr!(tasks.mend_feedback), text))}
            </dl>
            <p class="hint">{tr!(tasks.mend_lead)}</p>
            {leads.then(|| view! {
                <details>
                    <summary>{tr!(tasks.appeal)}</summary>
                    <p class="hint">{tr!(tasks.appeal_lead)}</p>
                    <StepForm way=here id="appeal" fields=fields() send_label=tr!(tasks.appeal_send) look="button button-secondary button-wide" makes/>
                </details>
            })}
        </section>
    }
}

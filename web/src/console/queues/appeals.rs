//! Appeals against ratings: the street decides, together with a resident.

use super::{Queue, Rows, badge, dotted, queue, rows, words};
use crate::api::{self, Answer, Api};
use crate::console::clock::{Due, dated};
use crate::console::kept::Kept;
use crate::console::steps::{Ask, StepForm, Steps, Taking, either};
use crate::i18n::tr;
use crate::ui::{Notices, at, fact, spoken_name};
use contract::ratings::{Appeal, AppealFilter, AppealState};
use leptos::prelude::*;

/// `/console/appeals`, `/console/appeals?show=all`
#[component]
pub fn AppealsPage() -> impl IntoView {
    let state = |s: AppealState| (s.as_str(), words::appeal(s).0);
    let mut shows = AppealState::ALL.iter().copied().map(state).collect::<Vec<_>>();
    shows.push(("all", tr!(queues.all)));
    queue(
        Queue { title: tr!(queues.appeals), lead: tr!(queues.appeals_lead), path: "/appeals", shows, empty: tr!(queues.appeals_none) },
        |api, word, cursor| Box::pin(fetch(api, word, cursor)),
    )
}

async fn fetch(api: Api, word: &'static str, cursor: Option<String>) -> Answer<Rows> {
    let page = api::queues::appeals(api, &AppealFilter { state: word.parse().ok(), cursor, ..AppealFilter::default() }).await?;
    Ok((rows(page.items, |appeal| view! { <Row appeal/> }.into_any()), page.next_cursor))
}

fn decide(appeal: &Appeal) -> StepForm {
    let path = format!("/appeals/{}/decision", appeal.id);
    StepForm::new(format!("appeal-{}", appeal.id), tr!(queues.decide_appeal), path, appeal.version, tr!(queues.appeal_decided))
        .lead(tr!(queues.decide_appeal_lead))
        .ask(Ask::new("is_upheld", tr!(steps.decision), either(tr!(queues.appeal_uphold), tr!(queues.appeal_deny))))
        .ask(Ask::text("reason", tr!(queues.appeal_why), 5, 500).hinting(tr!(queues.appeal_why_hint)))
        .ask(Ask::line("representative", tr!(queues.representative), 1, 40))
        .ask(Ask::text("consent", tr!(queues.consent), 2, 200).hinting(tr!(queues.consent_hint)))
        .send(tr!(steps.decide))
}

#[component]
fn Row(appeal: Appeal) -> impl IntoView {
    let decided = RwSignal::new(false);
    let taking = Taking::new(Kept::expect().given(&format!("appeal/{}", appeal.id)), Callback::new(move |()| decided.set(true)));
    let form = StoredValue::new(appeal.may_decide.then(|| decide(&appeal)));
    let facts = [
        (tr!(queues.appeal_decision), appeal.decision.clone()),
        (tr!(queues.representative), appeal.representative.clone()),
        (tr!(queues.consent), appeal.consent.clone()),
        (tr!(queues.decided_at), appeal.decided_at.map(dated)),
    ];
    let known: Vec<_> = facts.into_iter().filter_map(|(label, value)| Some((label, value?))).collect();
    view! {
        <p class="queue-head">
            <a href=at(&format!("/orders/{}", appeal.order_id)) class="row-link">{appeal.order_number.clone()}</a>
            {badge(words::appeal(appeal.state))}
            <span class="hint">{dotted([Some(spoken_name(&appeal.community_name).to_owned()), Some(tr!(queues.filed_at, when = dated(appeal.filed_at)))])}</span>
            {(appeal.state == AppealState::Filed).then(|| view! { <span class="head-due"><Due at=Some(appeal.due_at)/></span> })}
        </p>
        <blockquote class="said">{appeal.reason.clone()}</blockquote>
        {(!known.is_empty()).then(|| view! { <dl class="review">{known.into_iter().map(|(label, value)| fact(label, value)).collect_view()}</dl> })}
        <Notices notice=taking.notice trouble=taking.trouble/>
        {crate::ui::lean::live(move || (!decided.get()).then(|| form.get_value().map(|form| view! { <Steps taking forms=vec![form]/> })))}
    }
}

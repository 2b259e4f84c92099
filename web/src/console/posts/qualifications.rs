//! Licences and mediators that the desk has to see before they count.

use super::words;
use crate::api::{self, Answer, Api};
use crate::console::kept::Kept;
use crate::console::queues::{Refresh, badge, dotted};
use crate::console::seat::Seated;
use crate::console::steps::{Ask, StepForm, Steps, Taking, either};
use crate::i18n::{pick, tr};
use crate::nav;
use crate::ui::{Heading, Notices, Segments, at, focus, icon, load, no_such_page};
use contract::org::Skill;
use contract::posts::{Qualification, QualificationFilter, QualificationKind, QualificationState};
use leptos::prelude::*;
use std::sync::Arc;

const SHOWN: [QualificationState; 3] = [QualificationState::Stated, QualificationState::Confirmed, QualificationState::Refused];
const MOST: i64 = 200;

/// `/console/service/qualifications`
#[component]
pub fn QualificationsPage() -> impl IntoView {
    if !Seated::here().is_desk() {
        return no_such_page();
    }
    let (api, again) = (Api::expect(), RwSignal::new(0u32));
    let current = Memo::new(|_| nav::word("show").and_then(|w| SHOWN.iter().position(|s| s.as_str() == w)).unwrap_or(0));
    let taking = Taking::new(
        Kept::expect().given("qualifications"),
        Callback::new(move |()| {
            again.update(|n| *n = n.wrapping_add(1));
            focus("qualifications-title");
        }),
    );
    let ask = move || {
        again.track();
        let state = SHOWN.get(current.get()).copied();
        async move { fetch(api, state).await }
    };
    let entries = SHOWN.iter().map(|s| (at(&format!("/service/qualifications?show={s}")), crate::posts::seen(*s).0)).collect();
    view! {
        <a href=at("/service/posts") class="back-link">{icon("arrow-left")}{tr!(hosting.posts)}</a>
        <Heading text=tr!(hosting.qualifications)/>
        <p class="lead">{tr!(hosting.qualifications_lead)}</p>
        <Notices notice=taking.notice trouble=taking.trouble/>
        <div class="list-head">
            <Segments label=tr!(hosting.which) entries current=Signal::derive(move || current.get())/>
            <Refresh again/>
        </div>
        <h2 id="qualifications-title" tabindex="-1" class="visually-hidden">{tr!(hosting.qualifications)}</h2>
        {load(ask, move |both: Found| listed(&both, taking))}
    }
    .into_any()
}

type Found = Arc<(Vec<Qualification>, Vec<Skill>)>;

async fn fetch(api: Api, state: Option<QualificationState>) -> Answer<Found> {
    let page =
        api::hosting::qualifications(api, &QualificationFilter { state, limit: Some(MOST), ..QualificationFilter::default() }).await?;
    Ok(Arc::new((page.items, api::menu::skills(api).await?)))
}

fn listed(found: &Found, taking: Taking) -> AnyView {
    let (items, skills) = &**found;
    if items.is_empty() {
        return view! { <div class="empty card"><p role="status">{icon("circle-check")}" "{tr!(hosting.qualifications_none)}</p></div> }
            .into_any();
    }
    view! { <ul class="queue">{items.iter().map(|q| view! { <li class="card">{row(q, skills, taking)}</li> }).collect_view()}</ul> }
        .into_any()
}

fn row(one: &Qualification, skills: &[Skill], taking: Taking) -> AnyView {
    let name = match one.kind {
        QualificationKind::Skill => {
            skills.iter().find(|s| s.code == one.code).map_or_else(|| one.code.clone(), |s| pick(&s.name, &s.name_en))
        }
        QualificationKind::Licence => one.code.clone(),
        QualificationKind::Mediator => tr!(hosting.mediator),
    };
    let forms = (one.state == QualificationState::Stated).then(|| decide(one));
    let until = one.valid_to.map(|day| tr!(hosting.valid_to, day = day));
    view! {
        <p class="queue-head"><strong>{one.person_name.clone()}</strong><span>{name}</span>{badge(crate::posts::seen(one.state))}</p>
        <p class="hint">{dotted([Some(words::brings(one.kind)), until, Some(one.reason.clone())])}</p>
        {forms.map(|form| view! { <Steps taking forms=vec![form] alone=false/> })}
    }
    .into_any()
}

fn decide(one: &Qualification) -> StepForm {
    let path = format!("/qualifications/{}/confirmation", one.id);
    StepForm::new(format!("decide-{}", one.id), tr!(hosting.look_at), path, one.version, tr!(hosting.look_at_done))
        .ask(Ask::new("is_confirmed", tr!(hosting.was_seen), either(tr!(hosting.was_seen_yes), tr!(hosting.was_seen_no))))
        .ask(Ask::line("reason", tr!(hosting.reason), 2, 200).only_if("is_confirmed", false))
        .send(tr!(steps.decide))
}

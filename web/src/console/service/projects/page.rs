//! One project: what is wanted, who answers for it, the plan, what residents say, what happened.

use super::parts::{applications, plan, words};
use super::{forms, happened, kind, state};
use crate::api::{self, Api};
use crate::console::clock::dated;
use crate::console::kept::Kept;
use crate::console::queues::{badge, dotted};
use crate::console::seat::{Seat, Seated};
use crate::console::steps::{Steps, Taking};
use crate::i18n::tr;
use crate::ui::lean::{act, live};
use crate::ui::{Heading, Notices, at, fact, icon, load, spoken_name};
use contract::ProjectId;
use contract::check_ins::OwnUnit;
use contract::projects::{Project, ProjectAction, ProjectEvent, ProjectEventPage, ProjectState, ResidentWord};
use leptos::prelude::*;

/// `/console/service/projects/:id`
#[component]
pub fn ProjectPage(id: ProjectId) -> impl IntoView {
    let api = Api::expect();
    let again = RwSignal::new(0u32);
    let taking = Taking::new(
        Kept::expect().given(&format!("project/{id}")),
        Callback::new(move |()| {
            again.update(|n| *n = n.wrapping_add(1));
            crate::ui::focus("next-title");
        }),
    );
    let ask = move || {
        again.track();
        async move {
            let project = api::activities::project(api, id).await?;
            let may_apply = project.allowed_actions.contains(&ProjectAction::Apply);
            let own = if may_apply { api::units::own(api).await? } else { Vec::new() };
            let said = project.words.resolved + project.words.partly + project.words.not_resolved;
            let words = if said > 0 { api::activities::words(api, id).await?.items } else { Vec::new() };
            Ok((project, own, words))
        }
    };
    view! {
        <a href=at("/service/projects") class="back-link">{icon("arrow-left")}{tr!(activities.projects)}</a>
        <Notices notice=taking.notice trouble=taking.trouble/>
        {load(ask, move |(project, own, words): (Project, Vec<OwnUnit>, Vec<ResidentWord>)| view! { <Page project own said=words taking/> }.into_any())}
    }
}

#[component]
fn Page(project: Project, own: Vec<OwnUnit>, said: Vec<ResidentWord>, taking: Taking) -> impl IntoView {
    let open = forms::steps(&project, &own);
    let is_open = !open.is_empty();
    let (id, is_party) = (project.id, project.is_my_unit || matches!(Seated::here(), Seat::Desk(_) | Seat::Street(_) | Seat::City(_)));
    view! {
        <div class="order-head">
            <Heading text=project.content.title.clone()/>
            <p class="badges">{badge(state(project.state))}<span class="hint">{kind(project.kind)}</span>
                <span class="hint">{spoken_name(&project.community.name).to_owned()}</span></p>
        </div>
        <div class="columns">
            <div>
                <section class="card" aria-labelledby="what-title">
                    <h2 id="what-title">{tr!(activities.project_what)}</h2>
                    <p>{project.content.description.clone()}</p>
                    {facts(&project)}
                    {texts(&project)}
                </section>
                {plan(&project)}
                {applications(&project, taking)}
                {words(&project, said)}
                {is_party.then(|| view! { <History id/> })}
            </div>
            <section class=if is_open { "card card-turn next" } else { "card next" } aria-labelledby="next-title">
                <h2 id="next-title" tabindex="-1">{tr!(service.next_title)}</h2>
                <p>{stands(&project)}</p>
                <Steps taking forms=open alone=false/>
            </section>
        </div>
    }
}

fn stands(project: &Project) -> String {
    match project.state {
        ProjectState::Draft => tr!(activities.project_stands_draft),
        ProjectState::Open if project.allowed_actions.contains(&ProjectAction::Choose) => tr!(activities.project_stands_choose),
        ProjectState::Open => tr!(activities.project_stands_open),
        ProjectState::InProgress if project.is_my_unit && project.measures.is_empty() => tr!(activities.project_stands_plan),
        ProjectState::InProgress if project.is_my_unit => tr!(activities.project_stands_work),
        ProjectState::InProgress => tr!(activities.project_stands_wait),
        ProjectState::Reported if project.is_my_community => tr!(activities.project_stands_decide),
        ProjectState::Reported => tr!(activities.project_stands_reported),
        ProjectState::Closed => tr!(activities.project_stands_closed),
        ProjectState::GivenUp => tr!(activities.project_stands_given_up),
        ProjectState::Cancelled => tr!(activities.project_stands_cancelled),
    }
}

fn facts(project: &Project) -> AnyView {
    let some = |text: &String| Some(text.clone()).filter(|t| !t.is_empty());
    let rows = [
        (tr!(activities.place), some(&project.content.place)),
        (tr!(activities.by_unit), project.unit.as_ref().map(|u| u.name.clone())),
        (tr!(activities.responsible), some(&dotted([some(&project.responsible_name), some(&project.responsible_phone)]))),
        (tr!(activities.created_on), Some(dated(project.created_at))),
    ];
    let rows: Vec<AnyView> = rows.into_iter().filter_map(|(label, value)| Some(fact(label, value?))).collect();
    view! { <dl class="review">{rows}</dl> }.into_any()
}

/// What the sides wrote, each under its head.
fn texts(project: &Project) -> AnyView {
    let all = [
        (tr!(activities.reason), &project.reason),
        (tr!(activities.report_text), &project.report),
        (tr!(activities.close_out_text), &project.closing),
        (tr!(activities.few_words), &project.few_words_reason),
    ];
    let one = |(label, text): (String, &String)| {
        (!text.is_empty()).then(|| view! { <p class="hint">{label}</p><blockquote class="said">{text.clone()}</blockquote> })
    };
    all.into_iter().map(one).collect_view().into_any()
}

/// Everything that happened, when somebody asks for it.
#[component]
fn History(id: ProjectId) -> impl IntoView {
    let (open, api) = (RwSignal::new(false), Api::expect());
    let events = move || async move { api::activities::project_events(api, id).await };
    let event = |event: ProjectEvent| {
        let who = dotted([event.unit.map(|u| u.name), Some(event.person_name.unwrap_or_else(|| tr!(member.by_system)))]);
        view! {
            <li>
                <p><strong>{happened(event.action)}</strong>" "{who}</p>
                {(!event.note.is_empty()).then(|| view! { <blockquote class="said">{event.note.clone()}</blockquote> })}
                <p class="hint"><time datetime=event.at.to_rfc3339()>{dated(event.at)}</time></p>
            </li>
        }
    };
    view! {
        <section class="card" aria-labelledby="history-title">
            <h2 id="history-title">{tr!(member.history)}</h2>
            <button type="button" class="button button-secondary" aria-expanded=move || open.get().to_string() on:click=act(move |_| open.update(|on| *on = !*on))>{tr!(member.history_show)}</button>
            {live(move || open.get().then(|| load(events, move |page: ProjectEventPage| view! { <ol class="log">{page.items.into_iter().map(event).collect_view()}</ol> }.into_any())))}
        </section>
    }
}

//! 服务项目 and 民生难题 for everybody: how far they are, and the residents' word once one is reported as done.

use super::activities::{near, parts};
use crate::api::{self, Api, Sending};
use crate::i18n::tr;
use crate::orders::grade;
use crate::resident::step::{Field, Filled, Made, Sender, StepForm};
use crate::session::Session;
use crate::ui::lean::live;
use crate::ui::{Heading, More, SignInFirst, icon, load, now, spoken, spoken_name, when};
use contract::projects::{
    ListedProject, Milestone, Project, ProjectAction, ProjectFilter, ProjectKind, ProjectPage as Page, ProjectState, SayOnProject, Verdict,
};
use contract::{OrgUnitId, ProjectId};
use leptos::prelude::*;

const PAGE: i64 = 20;

fn kind(kind: ProjectKind) -> String {
    match kind {
        ProjectKind::ServiceProject => tr!(activities.kind_service),
        ProjectKind::LivelihoodProblem => tr!(activities.kind_livelihood),
    }
}

fn state(state: ProjectState) -> String {
    match state {
        ProjectState::Open => tr!(activities.project_open),
        ProjectState::InProgress => tr!(activities.project_in_progress),
        ProjectState::Reported => tr!(common_life.project_reported),
        ProjectState::Closed => tr!(activities.project_closed),
        ProjectState::GivenUp => tr!(activities.project_given_up),
        ProjectState::Draft => tr!(activities.state_draft),
        ProjectState::Cancelled => tr!(activities.state_cancelled),
    }
}

fn verdict(verdict: Verdict) -> String {
    match verdict {
        Verdict::Resolved => tr!(activities.verdict_resolved),
        Verdict::Partly => tr!(activities.verdict_partly),
        Verdict::Not => tr!(activities.verdict_not),
    }
}

/// `/projects`, `/projects?community=all`
#[component]
pub fn ProjectsPage() -> impl IntoView {
    view! {
        <Heading text=tr!(common_life.title)/>
        <p class="lead">{tr!(common_life.projects_lead)}</p>
        {parts(2)}
        {live(move || {
            let (community, line) = near("/projects");
            view! { {line}{list(community)} }
        })}
    }
}

fn list(community: Option<OrgUnitId>) -> AnyView {
    let api = Api::expect();
    let filter = move |cursor| ProjectFilter { community, cursor, limit: Some(PAGE), ..ProjectFilter::default() };
    let first = move || async move { api::activities::projects(api, &filter(None)).await };
    load(first, move |first: Page| {
        if first.items.is_empty() {
            return view! { <div class="empty"><p role="status">{tr!(common_life.projects_none)}</p></div> }.into_any();
        }
        let (items, cursor) = (RwSignal::new(first.items), RwSignal::new(first.next_cursor));
        let more = move |after: String| async move {
            let page = api::activities::projects(api, &filter(Some(after))).await?;
            items.update(|list| list.extend(page.items));
            Ok(page.next_cursor)
        };
        view! {
            <ul class="plain wish-list">{live(move || items.with(|all| all.iter().map(card).collect_view()))}</ul>
            <More cursor fetch=more/>
        }
        .into_any()
    })
}

fn card(project: &ListedProject) -> AnyView {
    view! {
        <li class="card">
            <p><a href=format!("/projects/{}", project.id) class="row-link"><strong>{project.title.clone()}</strong></a></p>
            <p class="hint">{kind(project.kind)}" · "{state(project.state)}</p>
            <p class="hint">{spoken_name(&project.community.name).to_owned()}" · "{project.place.clone()}</p>
        </li>
    }
    .into_any()
}

/// `/projects/:id`
#[component]
pub fn ProjectPage(id: ProjectId) -> impl IntoView {
    let (api, session) = (Api::expect(), Session::expect());
    let signed_in = Memo::new(move |_| session.me().is_some());
    let again = RwSignal::new(0u32);
    let sender = Sender::begin(move |_| again.update(|n| *n = n.wrapping_add(1)));
    let ask = move || {
        again.track();
        async move { api::activities::project(api, id).await }
    };
    live(move || {
        if !signed_in.get() {
            return view! { <Heading text=tr!(common_life.title)/><SignInFirst lead=tr!(common_life.projects_sign_in)/> }.into_any();
        }
        view! {
            <a href="/projects" class="back-link">{icon("arrow-left")}{tr!(common_life.projects)}</a>
            {sender.said()}
            {load(ask, move |project: Project| one(&project, sender))}
        }
        .into_any()
    })
}

fn one(project: &Project, sender: Sender) -> AnyView {
    let row = |label: String, value: String| view! { <div class="review-row"><dt>{label}</dt><dd class="review-value">{value}</dd></div> };
    let today = when::local(now()).date();
    let milestone = |m: &Milestone| {
        let day = spoken::day(m.reached_on.unwrap_or(m.due_on), today);
        let mark = match (m.reached_on, m.is_overdue) {
            (Some(_), _) => tr!(activities.reached),
            (None, true) => tr!(activities.overdue),
            (None, false) => tr!(activities.ahead),
        };
        row(m.title.clone(), format!("{mark} · {day}"))
    };
    let counts = &project.words;
    let said = counts.resolved + counts.partly + counts.not_resolved;
    view! {
        <p class="eyebrow">{kind(project.kind)}</p>
        <Heading text=project.content.title.clone()/>
        {word(project, sender)}
        <section class="card" aria-labelledby="about-title">
            <h2 id="about-title">{state(project.state)}</h2>
            <p class="pre">{project.content.description.clone()}</p>
            <dl class="review">
                {row(tr!(activities.place), format!("{} · {}", spoken_name(&project.community.name), project.content.place))}
                {project.unit.as_ref().map(|u| row(tr!(activities.by_unit), u.name.clone()))}
                {(!project.responsible_name.is_empty()).then(|| row(tr!(activities.responsible), project.responsible_name.clone()))}
                {project.milestones.iter().map(milestone).collect_view()}
                {project.outcomes.iter().map(|o| row(o.indicator.clone(), format!("{} / {} {}", o.achieved.unwrap_or(0), o.planned, o.unit))).collect_view()}
                {(said > 0).then(|| row(tr!(activities.words), tr!(common_life.words_n, resolved = counts.resolved, partly = counts.partly, not = counts.not_resolved)))}
                {(!project.closing.is_empty()).then(|| row(tr!(activities.close_out_text), project.closing.clone()))}
            </dl>
        </section>
    }
    .into_any()
}

/// What the unit says was done, and the resident's own word about it.
fn word(project: &Project, sender: Sender) -> Option<AnyView> {
    if let Some(mine) = &project.my_word {
        return Some(
            view! {
                <section class="card" aria-labelledby="word-title">
                    <h2 id="word-title">{tr!(common_life.my_word)}</h2>
                    <p><strong>{verdict(mine.verdict)}</strong>" · "{grade(mine.grade)}</p>
                    {(!mine.text.is_empty()).then(|| view! { <p class="pre">{mine.text.clone()}</p> })}
                </section>
            }
            .into_any(),
        );
    }
    project.allowed_actions.contains(&ProjectAction::Say).then(|| {
        let id = project.id;
        let fields = vec![
            Field::choice("verdict", tr!(common_life.verdict), Verdict::ALL, verdict),
            Field::choice("grade", tr!(common_life.grade), &[5i16, 4, 3, 2, 1], grade),
            Field::text("text", tr!(common_life.word_text)).least(0),
        ];
        view! {
            <section class="card card-turn" aria-labelledby="word-title">
                <h2 id="word-title">{tr!(common_life.say_title)}</h2>
                <p>{tr!(common_life.say_lead)}</p>
                <p class="hint">{tr!(activities.report_text)}</p>
                <p class="pre">{project.report.clone()}</p>
                <StepForm way=sender.way(&format!("project-{id}")) id="word" fields send_label=tr!(common_life.say) makes=Callback::new(move |filled: Filled| made(&filled, id))/>
            </section>
        }
        .into_any()
    })
}

fn made(filled: &Filled, id: ProjectId) -> Made {
    let verdict = filled.word("verdict").ok_or_else(|| ("verdict", tr!(order.problem_choose)))?;
    let grade = filled.word("grade").ok_or_else(|| ("grade", tr!(order.problem_choose)))?;
    let ask = SayOnProject { verdict, grade, text: filled.text("text") };
    Ok((tr!(common_life.said), Sending::new(format!("/projects/{id}/words"), &ask)))
}
